use std::fs;
use std::ops::ControlFlow;

use galley_core::media::{
    Binding, Bounds, Color, Crop, Done, Format, PageRule, Size, Target, Thumbnailer, Wish, bind, can_mend,
    examine, mend,
};
use image::{GenericImageView, Rgba};
use tempfile::{TempDir, tempdir};

use super::{DATED, LINKEDIN, difference, facts, fit, load, mended, photograph};
use crate::media::profile;
use crate::media::programs::{convert, exiftool, ffmpeg, heif_enc, icc, img2webp, run, tag};
use crate::media::thumbnails::turn;

#[test]
fn what_is_drawn_anew_is_upright_as_imagemagick_turns_it() {
    let folder = tempdir().unwrap();
    for orientation in 1..=8 {
        for name in ["a.jpg", "a.png", "a.tif"].into_iter().take(if orientation < 6 { 1 } else { 3 }) {
            photograph(&folder, name, "120x80");
            exiftool(folder.path(), &[&format!("-Orientation={orientation}"), name]);
            let turn = turn(orientation);
            let cut = ["+repage", "-crop", "50x40+7+11", "+repage", "PNG32:expected.png"];
            convert(folder.path(), &[&[name, "-orient", turn, "-auto-orient"][..], &cut].concat());
            let crop = Some(Crop { x: 7, y: 11, width: 50, height: 40 });
            let wish = Wish { crop, format: Some(Target::Png), ..Wish::default() };
            let mended = mended(&folder, name, &wish, &LINKEDIN);
            assert_eq!(mended.size, Size { width: 50, height: 40 });
            assert_eq!(mended.done.contains(&Done::Turned), orientation != 1);
            let difference = difference(&load(&folder, "out"), &load(&folder, "expected.png"));
            // Two decoders of JPEG round differently.
            assert!(
                difference < if name == "a.jpg" { 0.5 } else { 0.001 },
                "{name} {orientation}: {difference}"
            );
            assert_eq!(tag(folder.path(), "Orientation", "out"), "");
        }
    }
}

#[test]
fn a_photograph_is_turned_upright_alone_and_brought_to_the_size_of_a_film() {
    let folder = tempdir().unwrap();
    for orientation in 1..=8 {
        photograph(&folder, "a.jpg", "640x360");
        exiftool(folder.path(), &[&format!("-Orientation={orientation}"), "a.jpg"]);
        let oriented = ["a.jpg", "-auto-orient"];
        convert(folder.path(), &[&oriented[..], &["PNG32:expected.png"]].concat());
        let upright = mended(&folder, "a.jpg", &Wish { upright: true, ..Wish::default() }, &LINKEDIN);
        assert_eq!(upright.done.contains(&Done::Turned), orientation != 1, "{:?}", upright.done);
        assert_eq!(upright.format, Format::Jpeg);
        assert_eq!(tag(folder.path(), "Orientation", "out"), "");
        let unlike = difference(&load(&folder, "out"), &load(&folder, "expected.png"));
        assert!(unlike < 1.0, "{orientation}: {unlike}");

        let (width, height) = if orientation < 5 { (120, 90) } else { (90, 120) };
        let to = Size { width, height };
        let (filled, cut) = (format!("{width}x{height}^"), format!("{width}x{height}"));
        let fill = ["-filter", "Lanczos", "-resize", &filled, "-gravity", "center", "-extent", &cut];
        convert(folder.path(), &[&oriented[..], &fill, &["PNG32:expected.png"]].concat());
        let made = mended(
            &folder,
            "a.jpg",
            &Wish { to: Some(to), format: Some(Target::Png), ..Wish::default() },
            &LINKEDIN,
        );
        assert_eq!(made.size, to);
        let unlike = difference(&load(&folder, "out"), &load(&folder, "expected.png"));
        assert!(unlike < 1.0, "{orientation}: {unlike}");
    }
}

#[test]
fn odd_kinds_become_what_linkedin_takes_and_look_the_same() {
    let folder = tempdir().unwrap();
    photograph(&folder, "source.png", "157x83");
    let hole = ["-alpha", "set", "-region", "40x40+9+9", "-alpha", "transparent", "+region"];
    convert(folder.path(), &[&["source.png"][..], &hole, &["PNG32:hole.png"]].concat());
    let made: [(&str, &str, &[&str], Format, Format); 13] = [
        ("a.webp", "source.png", &["-quality", "95"], Format::Webp, Format::Jpeg),
        ("b.webp", "hole.png", &["-define", "webp:lossless=true"], Format::Webp, Format::Png),
        ("a.tif", "source.png", &[], Format::Tiff, Format::Jpeg),
        ("b.tif", "hole.png", &["-compress", "LZW"], Format::Tiff, Format::Png),
        ("c.tif", "source.png", &["-depth", "16", "-compress", "Zip"], Format::Tiff, Format::Jpeg),
        ("d.tif", "source.png", &["-colorspace", "Gray"], Format::Tiff, Format::Jpeg),
        ("a.bmp", "source.png", &["-type", "TrueColor"], Format::Bmp, Format::Jpeg),
        ("b.bmp", "hole.png", &[], Format::Bmp, Format::Png),
        ("c.bmp", "source.png", &["-type", "Palette"], Format::Bmp, Format::Png),
        ("a.ico", "hole.png", &[], Format::Ico, Format::Png),
        ("a.psd", "source.png", &[], Format::Psd, Format::Jpeg),
        ("b.psd", "source.png", &["-compress", "None", "-colorspace", "Gray"], Format::Psd, Format::Jpeg),
        ("a.psb", "source.png", &["-depth", "16"], Format::Psd, Format::Jpeg),
    ];
    for (name, source, arguments, from, to) in made {
        convert(folder.path(), &[&[source], arguments, &[name]].concat());
        let first = format!("{name}[0]");
        convert(folder.path(), &[&first, "-depth", "8", "PNG32:expected.png"]);
        let done = mended(&folder, name, &fit(), &LINKEDIN).done;
        assert_eq!(done.first(), Some(&Done::Converted { from, to }), "{name}");
        assert_eq!(done.contains(&Done::Reduced), arguments.contains(&"16"), "{name}");
        mended(&folder, name, &Wish { format: Some(Target::Png), ..fit() }, &LINKEDIN);
        let difference = difference(&load(&folder, "out"), &load(&folder, "expected.png"));
        // Two decoders round a lossy WEBP differently.
        assert!(difference < if name == "a.webp" { 0.6 } else { 0.01 }, "{name}: {difference}");
    }
}

#[test]
fn pictures_of_a_phone_become_jpeg_and_look_as_libheif_draws_them() {
    let folder = tempdir().unwrap();
    photograph(&folder, "source.png", "301x199");
    convert(folder.path(), &["source.png", "-blur", "0x4", "-depth", "8", "smooth.png"]);
    heif_enc(folder.path(), &["smooth.png", "-q", "90", "-o", "a.heic"]);
    run(folder.path(), "libheif-examples", "heif-convert", &["a.heic", "expected.png"]);
    let done = mended(&folder, "a.heic", &fit(), &LINKEDIN).done;
    assert_eq!(done.first(), Some(&Done::Converted { from: Format::Heic, to: Format::Jpeg }));
    mended(&folder, "a.heic", &Wish { format: Some(Target::Png), ..fit() }, &LINKEDIN);
    let difference = difference(&load(&folder, "out"), &load(&folder, "expected.png"));
    // libheif gives two pixels and rows one colour; here colours run from one to the next, as in phones.
    assert!(difference < 0.5, "{difference}");
}

#[test]
fn a_conversion_is_offered_for_no_heic_that_cannot_be_drawn() {
    let folder = tempdir().unwrap();
    photograph(&folder, "source.png", "64x48");
    convert(folder.path(), &["source.png", "-depth", "16", "PNG48:deep.png"]);
    heif_enc(folder.path(), &["source.png", "-o", "plain.heic"]);
    // Ten bits: x265 writes them in a profile that the decoder does not know.
    heif_enc(folder.path(), &["deep.png", "-b", "10", "-o", "deep.heic"]);
    assert!(can_mend(&facts(&folder, "plain.heic")));
    let deep = facts(&folder, "deep.heic");
    assert_eq!(deep.image().unwrap().bit_depth, Some(10));
    assert!(!can_mend(&deep));
}

#[test]
fn a_conversion_is_offered_where_the_picture_can_be_drawn_and_nowhere_else() {
    let folder = tempdir().unwrap();
    photograph(&folder, "source.png", "64x48");
    for chroma in ["420", "422", "444"] {
        let out = format!("{chroma}.heic");
        heif_enc(folder.path(), &["source.png", "-p", &format!("chroma={chroma}"), "-o", &out]);
        assert_eq!(is_offered_and_done(&folder, &out), chroma == "420", "{chroma}");
    }
    let table: [(&str, &[&str], bool); 24] = [
        ("none.tif", &["-compress", "None"], true),
        ("lzw.tif", &["-compress", "LZW"], true),
        ("zip.tif", &["-compress", "Zip"], true),
        ("rle.tif", &["-compress", "RLE"], true),
        ("jpeg.tif", &["-compress", "JPEG"], true),
        ("zstd.tif", &["-compress", "Zstd"], false),
        ("webp.tif", &["-compress", "WebP"], false),
        ("lzma.tif", &["-compress", "LZMA"], false),
        ("fax.tif", &["-monochrome", "-compress", "Fax"], false),
        ("group4.tif", &["-monochrome", "-compress", "Group4"], true),
        ("1.tif", &["-monochrome", "-depth", "1"], true),
        ("2.tif", &["-colorspace", "Gray", "-depth", "2"], false),
        ("4.tif", &["-colorspace", "Gray", "-depth", "4"], false),
        ("8.tif", &["-colorspace", "Gray", "-depth", "8"], true),
        ("12.tif", &["-depth", "12"], false),
        ("16.tif", &["-depth", "16"], true),
        ("float.tif", &["-define", "quantum:format=floating-point", "-depth", "16"], false),
        ("alpha.tif", &["-alpha", "on", "-depth", "8"], true),
        ("gray-alpha.tif", &["-colorspace", "Gray", "-alpha", "on", "-depth", "8"], false),
        ("ycbcr.tif", &["-colorspace", "YCbCr", "-compress", "None"], false),
        ("lab.tif", &["-colorspace", "Lab"], false),
        ("inks.tif", &["-colorspace", "CMYK", "-depth", "16"], true),
        ("inks-alpha.tif", &["-colorspace", "CMYK", "-alpha", "on"], false),
        ("1.psd", &["-monochrome", "-depth", "1"], false),
    ];
    for (name, arguments, drawn) in table {
        convert(folder.path(), &[&["source.png"], arguments, &[name]].concat());
        assert_eq!(is_offered_and_done(&folder, name), drawn, "{name}: {:?}", facts(&folder, name));
    }
}

/// Both, or neither.
fn is_offered_and_done(folder: &TempDir, name: &str) -> bool {
    let facts = facts(folder, name);
    let done = mend(&folder.path().join(name), &facts, &fit(), &LINKEDIN, &folder.path().join("out"));
    assert_eq!(can_mend(&facts), done.is_ok(), "{name}: {done:?}, {facts:?}");
    done.is_ok()
}

#[test]
fn what_shows_through_becomes_white_in_a_jpeg() {
    let folder = tempdir().unwrap();
    convert(
        folder.path(),
        &[
            "-size",
            "64x64",
            "xc:none",
            "-fill",
            "rgba(255,0,0,0.5)",
            "-draw",
            "rectangle 0,0 31,63",
            "PNG32:a.png",
        ],
    );
    let wish = Wish { format: Some(Target::Jpeg), ..Wish::default() };
    let done = mended(&folder, "a.png", &wish, &LINKEDIN).done;
    assert_eq!(done, [Done::Converted { from: Format::Png, to: Format::Jpeg }, Done::Flattened, DATED]);
    let out = load(&folder, "out");
    for (x, color) in [(8, [255, 127, 127]), (56, [255, 255, 255])] {
        let Rgba([red, green, blue, _]) = out.get_pixel(x, 30);
        assert!(
            [red, green, blue].into_iter().zip(color).all(|(a, b): (u8, u8)| a.abs_diff(b) < 5),
            "{red} {green} {blue}"
        );
    }
}

#[test]
fn a_profile_comes_along_into_both_formats() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("p.icc"), profile::rgb()).unwrap();
    photograph(&folder, "source.png", "157x83");
    for name in ["a.jpg", "a.png", "a.webp", "a.tif", "a.psd"] {
        convert(folder.path(), &["source.png", "-profile", "p.icc", name]);
        for target in [Target::Jpeg, Target::Png] {
            let crop = Some(Crop { x: 1, y: 1, width: 150, height: 80 });
            mended(&folder, name, &Wish { crop, format: Some(target), ..Wish::default() }, &LINKEDIN);
            assert_eq!(icc(folder.path(), "out"), profile::rgb(), "{name} {target:?}");
        }
    }
}

#[test]
fn a_gamma_comes_along_as_a_profile() {
    let folder = tempdir().unwrap();
    photograph(&folder, "source.png", "157x83");
    let plain = fs::read(folder.path().join("source.png")).unwrap();
    // Light as it is, without a curve (PNG third edition, section 11.3.2.2).
    let gamma = [b"gAMA".as_slice(), &100_000_u32.to_be_bytes()].concat();
    let chunk = [&4_u32.to_be_bytes(), gamma.as_slice(), &crc32fast::hash(&gamma).to_be_bytes()].concat();
    fs::write(folder.path().join("linear.png"), [&plain[..33], &chunk, &plain[33..]].concat()).unwrap();
    let crop = Some(Crop { x: 1, y: 1, width: 150, height: 80 });
    for target in [Target::Jpeg, Target::Png] {
        for (name, told) in [("linear.png", true), ("source.png", false)] {
            mended(&folder, name, &Wish { crop, format: Some(target), ..Wish::default() }, &LINKEDIN);
            assert_eq!(facts(&folder, "out").image().unwrap().icc, told, "{name} {target:?}");
        }
    }
}

#[test]
fn inks_become_light_by_their_profile_or_by_the_plain_formula() {
    let folder = tempdir().unwrap();
    let ink = ["-size", "64x64", "xc:cyan", "-colorspace", "CMYK", "-quality", "95"];
    convert(folder.path(), &[&ink[..], &["plain.jpg"]].concat());
    let mut bytes = fs::read(folder.path().join("plain.jpg")).unwrap();
    let icc = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile::cmyk()].concat();
    let segment = [b"\xFF\xE2".as_slice(), &(icc.len() as u16 + 2).to_be_bytes(), &icc].concat();
    bytes.splice(2..2, segment);
    fs::write(folder.path().join("inked.jpg"), bytes).unwrap();
    fs::write(folder.path().join("p.icc"), profile::cmyk()).unwrap();
    convert(folder.path(), &[&ink[..], &["-compress", "LZW", "plain.tif"]].concat());
    convert(folder.path(), &[&ink[..], &["-depth", "16", "deep.tif"]].concat());
    convert(folder.path(), &[&ink[..], &["inked.tif"]].concat());
    exiftool(folder.path(), &["-ICC_Profile<=p.icc", "inked.tif"]);
    let (by_formula, by_profile) = ([0, 255, 255], [0, 150, 115]);
    for (name, profile, expected) in [
        ("plain.jpg", false, by_formula),
        ("inked.jpg", true, by_profile),
        ("plain.tif", false, by_formula),
        ("deep.tif", false, by_formula),
        ("inked.tif", true, by_profile),
    ] {
        assert!(matches!(facts(&folder, name).image().unwrap().color, Some(Color::Cmyk | Color::Ycck)));
        let mended = mended(&folder, name, &fit(), &LINKEDIN);
        assert!(mended.done.contains(&Done::Recolored { profile }), "{name}: {:?}", mended.done);
        assert_eq!(facts(&folder, "out").image().unwrap().color, Some(Color::Rgb));
        assert!(!facts(&folder, "out").image().unwrap().icc, "a profile of inks is none of light");
        let Rgba([red, green, blue, _]) = load(&folder, "out").get_pixel(30, 30);
        let off = [red, green, blue].into_iter().zip(expected).map(|(a, b): (u8, u8)| a.abs_diff(b)).max();
        assert!(off.unwrap() < 12, "{name}: {red} {green} {blue}");
    }
}

#[test]
fn a_gif_without_a_screen_reaches_as_far_as_its_first_frame_wherever_it_is_drawn() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "80x60", "xc:red", "-repage", "200x200+10+20", "a.gif"]);
    let path = folder.path().join("a.gif");
    let mut bytes = fs::read(&path).unwrap();
    bytes[6..10].fill(0);
    fs::write(&path, bytes).unwrap();
    let facts = examine(&path).unwrap();
    let wish = Wish { format: Some(Target::Png), ..Wish::default() };
    assert_eq!(mended(&folder, "a.gif", &wish, &LINKEDIN).size, Size { width: 90, height: 80 });
    let drawn = load(&folder, "out");
    assert_eq!([(9, 19), (10, 20), (89, 79)].map(|(x, y)| drawn.get_pixel(x, y).0[3]), [0, 255, 255]);
    let thumbnails = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    let thumbnail = thumbnails.thumbnail(&path, &facts, 45).unwrap();
    assert_eq!(image::load_from_memory(&thumbnail.bytes).unwrap().dimensions(), (45, 40));
    let binding = Binding { page: PageRule::Own, flatten: true, keep_private: false };
    let into = folder.path().join("bound.pdf");
    bind(&[(path, facts)], &binding, &into, |_| ControlFlow::Continue(())).unwrap();
    let page = examine(&into).unwrap().document().unwrap().first_page.unwrap();
    assert_eq!((page.width, page.height), (90.0, 80.0));
}

#[test]
fn an_animation_that_is_no_gif_leaves_its_first_frame_and_says_so() {
    let folder = tempdir().unwrap();
    photograph(&folder, "source.png", "64x48");
    img2webp(folder.path(), &["-lossless", "source.png", "-d", "80", "source.png", "-o", "still.webp"]);
    convert(folder.path(), &["source.png", "-negate", "other.png"]);
    img2webp(folder.path(), &["-lossless", "source.png", "-d", "80", "other.png", "-o", "film.webp"]);
    let done = mended(&folder, "film.webp", &Wish { format: Some(Target::Png), ..fit() }, &LINKEDIN).done;
    assert_eq!(done[0], Done::FirstOnly { of: Some(2) });
    assert_eq!(load(&folder, "out").into_rgb8(), load(&folder, "source.png").into_rgb8());
    ffmpeg(
        folder.path(),
        &[
            "-i",
            "source.png",
            "-i",
            "other.png",
            "-filter_complex",
            "concat",
            "-plays",
            "0",
            "-f",
            "apng",
            "film.png",
        ],
    );
    assert_eq!(facts(&folder, "film.png").image().unwrap().frames, Some(2));
    assert!(mended(&folder, "film.png", &fit(), &LINKEDIN).done.len() <= 1);
    assert_eq!(facts(&folder, "out").image().unwrap().frames, Some(2));
    let done = mended(&folder, "film.png", &fit(), &Bounds { pixels: 1000, ..LINKEDIN }).done;
    assert_eq!(done[0], Done::FirstOnly { of: Some(2) });
}
