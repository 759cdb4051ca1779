//! Kinds of picture that LinkedIn does not take: what they are has to be told all the same.

use std::fs;

use galley_core::media::{Color, Facts, Fault, Format, Kind, examine};
use tempfile::{TempDir, tempdir};

use super::programs::{convert, cwebp, exiftool, ffmpeg, heif_enc, identify, img2webp, tag};

fn facts(folder: &TempDir, name: &str) -> Facts {
    examine(&folder.path().join(name)).unwrap()
}

/// A folder with one picture, without and with transparency, to make others of.
fn sources() -> TempDir {
    let folder = tempdir().unwrap();
    convert(
        folder.path(),
        &["-seed", "7", "-size", "157x83", "plasma:tan-teal", "-depth", "8", "PNG24:source.png"],
    );
    let hole = ["source.png", "-alpha", "set", "-region", "40x40+9+9", "-alpha", "transparent", "+region"];
    convert(folder.path(), &[&hole[..], &["PNG32:hole.png"]].concat());
    folder
}

fn sides(facts: &Facts) -> Option<(u32, u32)> {
    facts.image().and_then(|image| image.width.zip(image.height))
}

fn agrees_with_identify(folder: &TempDir, name: &str) -> Facts {
    let facts = facts(folder, name);
    let image = facts.image().unwrap();
    let told = format!(
        "{} {} {}",
        image.width.unwrap_or(0),
        image.height.unwrap_or(0),
        image.frames.map_or("some".to_owned(), |frames| frames.to_string())
    );
    assert_eq!(told, identify(folder.path(), "%w %h %n", name), "{name}");
    assert_eq!(facts.faults, [], "{name}");
    assert_eq!(facts.kind(), Kind::Image);
    facts
}

/// What ImageMagick makes of a source: file, source, arguments, format, colours, bits.
type Made = (&'static str, &'static str, &'static [&'static str], Format, Color, u8);

const MADE: &[Made] = &[
    ("rgb.tif", "source.png", &[], Format::Tiff, Color::Rgb, 8),
    ("big-endian.tif", "source.png", &["-endian", "MSB"], Format::Tiff, Color::Rgb, 8),
    ("deep.tif", "source.png", &["-depth", "16"], Format::Tiff, Color::Rgb, 16),
    ("clear.tif", "hole.png", &[], Format::Tiff, Color::Rgba, 8),
    ("gray.tif", "source.png", &["-colorspace", "Gray"], Format::Tiff, Color::Gray, 8),
    ("ink.tif", "source.png", &["-colorspace", "CMYK"], Format::Tiff, Color::Cmyk, 8),
    ("palette.tif", "source.png", &["-type", "Palette"], Format::Tiff, Color::Palette, 8),
    ("packed.tif", "source.png", &["-compress", "LZW"], Format::Tiff, Color::Rgb, 8),
    ("zip.tif", "source.png", &["-compress", "Zip"], Format::Tiff, Color::Rgb, 8),
    ("tiled.tif", "source.png", &["-define", "tiff:tile-geometry=64x64"], Format::Tiff, Color::Rgb, 8),
    ("fax.tif", "source.png", &["-monochrome", "-compress", "Group4"], Format::Tiff, Color::Gray, 1),
    ("rgb.bmp", "source.png", &["-type", "TrueColor"], Format::Bmp, Color::Rgb, 8),
    ("old.bmp", "source.png", &["-type", "TrueColor", "BMP2:old.bmp"], Format::Bmp, Color::Rgb, 8),
    ("middle.bmp", "source.png", &["-type", "TrueColor", "BMP3:middle.bmp"], Format::Bmp, Color::Rgb, 8),
    ("clear.bmp", "hole.png", &[], Format::Bmp, Color::Rgba, 8),
    ("palette.bmp", "source.png", &["-type", "Palette"], Format::Bmp, Color::Palette, 8),
    ("packed.bmp", "source.png", &["-type", "Palette", "-compress", "RLE"], Format::Bmp, Color::Palette, 8),
    ("lossy.webp", "source.png", &[], Format::Webp, Color::Rgb, 8),
    ("clear.webp", "hole.png", &[], Format::Webp, Color::Rgba, 8),
];

#[test]
fn odd_pictures_are_what_identify_says_they_are() {
    let folder = sources();
    for (name, source, arguments, format, color, bits) in MADE {
        let named = arguments.last().is_some_and(|last| last.ends_with(name));
        let target: &[&str] = if named { &[] } else { &[name] };
        convert(folder.path(), &[&[*source], *arguments, target].concat());
        let facts = agrees_with_identify(&folder, name);
        let image = facts.image().unwrap();
        assert_eq!(
            (facts.format, image.color, image.bit_depth, image.animated),
            (Some(*format), Some(*color), Some(*bits), Some(false)),
            "{name}"
        );
    }
}

#[test]
fn big_tiffs_are_read_like_small_ones() {
    let folder = sources();
    convert(folder.path(), &["source.png", "TIFF64:big.tif"]);
    assert_eq!(fs::read(folder.path().join("big.tif")).unwrap()[2], 43);
    assert_eq!(agrees_with_identify(&folder, "big.tif").image().unwrap().color, Some(Color::Rgb));
}

#[test]
fn photoshop_files_small_and_large_are_told() {
    let folder = sources();
    let made: [(&str, &str, &[&str], Color); 4] = [
        ("rgb.psd", "source.png", &[], Color::Rgb),
        ("gray.psd", "source.png", &["-colorspace", "Gray"], Color::Gray),
        ("ink.psd", "source.png", &["-colorspace", "CMYK"], Color::Cmyk),
        ("large.psb", "source.png", &[], Color::Rgb),
    ];
    for (name, source, arguments, color) in made {
        convert(folder.path(), &[&[source], arguments, &[name]].concat());
        let facts = facts(&folder, name);
        assert_eq!((facts.format, sides(&facts)), (Some(Format::Psd), Some((157, 83))), "{name}");
        assert_eq!(facts.image().unwrap().color, Some(color), "{name}");
        assert_eq!(facts.faults, [], "{name}");
    }
}

#[test]
fn an_icon_is_as_large_as_its_largest_picture() {
    let folder = sources();
    let sizes = ["source.png", "-define", "icon:auto-resize=16,256,48", "many.ico"];
    convert(folder.path(), &sizes);
    let facts = facts(&folder, "many.ico");
    let image = facts.image().unwrap();
    assert_eq!((sides(&facts), image.frames, image.animated), (Some((256, 256)), Some(3), Some(false)));
    assert_eq!(facts.faults, []);
    convert(folder.path(), &["source.png", "-resize", "40x20!", "one.ico"]);
    agrees_with_identify(&folder, "one.ico");
}

#[test]
fn pages_of_a_tiff_are_counted_and_do_not_move() {
    let folder = sources();
    convert(folder.path(), &["source.png", "hole.png", "source.png", "pages.tif"]);
    let facts = agrees_with_identify(&folder, "pages.tif");
    let image = facts.image().unwrap();
    assert_eq!((image.frames, image.animated), (Some(3), Some(false)));
}

#[test]
fn webps_of_every_make_are_told() {
    let folder = sources();
    let made: [(&str, &[&str], Color); 5] = [
        ("lossy.webp", &["source.png"], Color::Rgb),
        ("lossless.webp", &["-lossless", "source.png"], Color::Rgb),
        ("clear.webp", &["hole.png"], Color::Rgba),
        ("lossless-clear.webp", &["-lossless", "hole.png"], Color::Rgba),
        ("odd.webp", &["-crop", "3", "5", "31", "17", "source.png"], Color::Rgb),
    ];
    for (name, arguments, color) in made {
        cwebp(folder.path(), &[arguments, &["-o", name]].concat());
        let facts = agrees_with_identify(&folder, name);
        assert_eq!(facts.image().unwrap().color, Some(color), "{name}");
    }
    let frames = ["-loop", "0", "-lossless", "source.png", "-d", "80", "hole.png", "-lossy", "source.png"];
    img2webp(folder.path(), &[&frames[..], &["-o", "film.webp"]].concat());
    let facts = agrees_with_identify(&folder, "film.webp");
    assert_eq!((facts.image().unwrap().frames, facts.image().unwrap().animated), (Some(3), Some(true)));
}

#[test]
fn heics_and_avifs_are_as_large_as_they_are_shown() {
    let folder = sources();
    heif_enc(folder.path(), &["source.png", "-o", "a.heic"]);
    heif_enc(folder.path(), &["hole.png", "-o", "clear.heic"]);
    ffmpeg(
        folder.path(),
        &["-i", "source.png", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", "a.avif"],
    );
    let made = [
        ("a.heic", Format::Heic, Color::Rgb),
        ("clear.heic", Format::Heic, Color::Rgba),
        ("a.avif", Format::Avif, Color::Rgb),
    ];
    for (name, format, color) in made {
        let facts = agrees_with_identify(&folder, name);
        assert_eq!((facts.format, facts.image().unwrap().color), (Some(format), Some(color)), "{name}");
        assert_eq!(facts.image().unwrap().bit_depth, Some(8), "{name}");
        let told = sides(&facts).map(|(width, height)| format!("{width} {height}")).unwrap();
        assert_eq!(told, tag(folder.path(), "ImageSize", name), "{name}");
    }
    let film =
        ["-f", "lavfi", "-i", "testsrc=size=96x64:rate=5:duration=2", "-c:v", "libaom-av1", "-cpu-used", "8"];
    ffmpeg(folder.path(), &[&film[..], &["film.avif"]].concat());
    let facts = facts(&folder, "film.avif");
    let image = facts.image().unwrap();
    assert_eq!((sides(&facts), image.frames, image.animated), (Some((96, 64)), Some(10), Some(true)));
    assert_eq!(facts.faults, []);
}

#[test]
fn jpeg_xls_are_told_bare_and_in_a_container() {
    let folder = sources();
    for (name, source, arguments, color) in [
        ("a.jxl", "source.png", &[][..], Color::Rgb),
        ("clear.jxl", "hole.png", &[], Color::Rgba),
        ("gray.jxl", "source.png", &["-pix_fmt", "gray"], Color::Gray),
        ("deep.jxl", "source.png", &["-pix_fmt", "rgb48le"], Color::Rgb),
    ] {
        ffmpeg(folder.path(), &[&["-i", source, "-c:v", "libjxl"], arguments, &[name]].concat());
        let facts = facts(&folder, name);
        assert_eq!(
            (facts.format, sides(&facts), &facts.faults),
            (Some(Format::Jxl), Some((157, 83)), &vec![]),
            "{name}"
        );
        let image = facts.image().unwrap();
        assert_eq!(image.color, Some(color), "{name}");
        assert_eq!(image.bit_depth, Some(if name == "deep.jxl" { 16 } else { 8 }), "{name}");
        assert_eq!(tag(folder.path(), "ImageSize", name), "157 83");
    }
    // exiftool puts a bare picture into a container to write metadata.
    exiftool(folder.path(), &["-m", "-GPSLatitude=52.5", "-GPSLatitudeRef=N", "a.jxl"]);
    let facts = facts(&folder, "a.jxl");
    assert_eq!((sides(&facts), &facts.faults), (Some((157, 83)), &vec![]));
    assert!(facts.image().unwrap().gps);
}

#[test]
fn drawings_are_as_large_as_a_browser_shows_them() {
    let folder = tempdir().unwrap();
    let head =
        r#"<?xml version="1.0"?><!-- <svg width="1"/> --><!DOCTYPE svg [<!ENTITY big "<svg width='9'>">]>"#;
    for (attributes, expected) in [
        (r#"width="120" height="80""#, Some((120, 80))),
        (r#"width='120px' height='80.4PX'"#, Some((120, 80))),
        (r#"width="2in" height="1in" viewBox="0 0 9 9""#, Some((192, 96))),
        (r#"width="25.4mm" height="2.54cm""#, Some((96, 96))),
        (r#"viewBox="0 0 300 150""#, Some((300, 150))),
        (r#"viewBox="0,0,300,150" width="100%" height="100%""#, Some((300, 150))),
        (r#"width="600" viewBox="0 0 300 150""#, Some((600, 300))),
        (r#"height="600" viewBox="0 0 300 150""#, Some((1200, 600))),
        (r#"width="&big;" height="80""#, None),
        (r#"width="-5" height="80""#, None),
        (r#"width="1e300" height="1e300""#, None),
        ("", None),
    ] {
        let text = format!(r#"{head}<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect/></svg>"#);
        fs::write(folder.path().join("a.svg"), text).unwrap();
        let facts = facts(&folder, "a.svg");
        assert_eq!((facts.format, sides(&facts)), (Some(Format::Svg), expected), "{attributes}");
        assert_eq!(facts.faults, [], "{attributes}");
    }
    let empty = r#"<svg width="3" height="4"/>"#;
    fs::write(folder.path().join("a.svg"), empty).unwrap();
    assert_eq!((sides(&facts(&folder, "a.svg")), facts(&folder, "a.svg").faults), (Some((3, 4)), vec![]));
    fs::write(folder.path().join("a.svg"), r#"<svg width="3" height="4"><rect wid"#).unwrap();
    assert!(facts(&folder, "a.svg").broken());
}

#[test]
fn a_place_is_noticed_wherever_it_is_kept() {
    let folder = sources();
    convert(folder.path(), &["source.png", "a.tif"]);
    convert(folder.path(), &["source.png", "a.psd"]);
    cwebp(folder.path(), &["source.png", "-o", "a.webp"]);
    heif_enc(folder.path(), &["source.png", "-o", "a.heic"]);
    ffmpeg(
        folder.path(),
        &["-i", "source.png", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", "a.avif"],
    );
    for name in ["a.tif", "a.psd", "a.webp", "a.heic", "a.avif"] {
        assert!(!facts(&folder, name).image().unwrap().gps, "{name}");
        exiftool(folder.path(), &["-GPSLatitude=52.5", "-GPSLatitudeRef=N", name]);
        let facts = facts(&folder, name);
        assert!(facts.image().unwrap().gps, "{name}");
        assert_eq!(facts.faults, [], "{name}");
    }
}

#[test]
fn sides_of_odd_pictures_are_as_displayed() {
    let folder = sources();
    convert(folder.path(), &["source.png", "a.tif"]);
    cwebp(folder.path(), &["source.png", "-o", "a.webp"]);
    heif_enc(folder.path(), &["source.png", "-o", "a.heic"]);
    for name in ["a.tif", "a.webp"] {
        for orientation in 1..=8_u8 {
            exiftool(folder.path(), &[&format!("-Orientation={orientation}"), name]);
            let facts = facts(&folder, name);
            let expected = if orientation >= 5 { (83, 157) } else { (157, 83) };
            assert_eq!(sides(&facts), Some(expected), "{orientation} {name}");
            assert_eq!(facts.image().unwrap().orientation.unwrap().get(), orientation);
        }
    }
    // In a HEIC the boxes count and EXIF data does not.
    exiftool(folder.path(), &["-Orientation=6", "a.heic"]);
    assert_eq!(sides(&facts(&folder, "a.heic")), Some((157, 83)));
    assert_eq!(identify(folder.path(), "%w %h", "a.heic"), "157 83");
}

#[test]
fn profiles_of_odd_pictures_are_noticed() {
    let folder = sources();
    let profile = folder.path().join("p.icc");
    fs::write(&profile, super::profile::rgb()).unwrap();
    for name in ["a.tif", "a.psd", "a.webp"] {
        convert(folder.path(), &["source.png", name]);
        assert!(!facts(&folder, name).image().unwrap().icc, "{name}");
        convert(folder.path(), &["source.png", "-profile", "p.icc", name]);
        assert!(facts(&folder, name).image().unwrap().icc, "{name}");
    }
}

#[test]
fn odd_pictures_cut_short_are_found_out() {
    let folder = sources();
    convert(folder.path(), &["source.png", "a.tif"]);
    convert(folder.path(), &["source.png", "-type", "TrueColor", "a.bmp"]);
    convert(folder.path(), &["source.png", "-resize", "64x64!", "a.ico"]);
    cwebp(folder.path(), &["source.png", "-o", "a.webp"]);
    heif_enc(folder.path(), &["source.png", "-o", "a.heic"]);
    for name in ["a.tif", "a.bmp", "a.ico", "a.webp", "a.heic"] {
        let whole = fs::read(folder.path().join(name)).unwrap();
        for length in (64..whole.len() - 1).step_by(whole.len() / 40) {
            fs::write(folder.path().join(name), &whole[..length]).unwrap();
            let facts = facts(&folder, name);
            let truncated =
                |fault: &Fault| matches!(fault, Fault::Truncated { at, .. } if *at == length as u64);
            assert!(facts.faults.iter().any(truncated), "{name} of {length}: {:?}", facts.faults);
        }
    }
}
