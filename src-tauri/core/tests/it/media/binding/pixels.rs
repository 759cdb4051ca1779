use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::{TempDir, tempdir};

use super::super::programs::{convert, run};
use super::{CLEAR, FLAT, bound, converted, difference, load, photographs, sizes, taken_out, unlike};

/// The samples of each picture as PDF readers get them. Of sixteen bits pdfimages makes eight, and not the right ones.
fn samples(folder: &TempDir) -> Vec<Vec<u8>> {
    let said = run(folder.path(), "poppler-utils", "pdfimages", &["-list", "bound.pdf"]);
    let of = |line: &str| {
        let object = line.split_whitespace().nth(10).unwrap();
        let show = [&format!("--show-object={object}"), "--filtered-stream-data", "bound.pdf"];
        Command::new("qpdf").args(show).current_dir(folder.path()).output().unwrap().stdout
    };
    said.lines().skip(2).map(of).collect()
}

/// A picture of 64 colours, each of which shows through in its own way.
fn palette(path: &Path) {
    let mut encoder = png::Encoder::new(fs::File::create(path).unwrap(), 160, 80);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette((0..64).flat_map(|color| [color * 4, 255 - color * 3, color]).collect::<Vec<u8>>());
    encoder.set_trns((0..64).map(|color| color * 4).collect::<Vec<u8>>());
    let mut writer = encoder.write_header().unwrap();
    let pixels: Vec<u8> = (0..160 * 80_u32).map(|at| (at % 160 / 20 * 8 + at / 160 / 10) as u8).collect();
    writer.write_image_data(&pixels).unwrap();
}

#[test]
fn the_pixels_of_every_png_stay_as_they_are() {
    let folder = tempdir().unwrap();
    let gray = |bits: u8, more: &str| {
        format!("-colorspace Gray {more} -define png:color-type=0 -define png:bit-depth={bits}")
    };
    let names = photographs(
        &folder,
        &[
            ("rgb.png", "-define png:color-type=2"),
            ("gray.png", &gray(8, "")),
            ("one.png", &gray(1, "-monochrome")),
            ("two.png", &gray(2, "-posterize 4")),
            ("four.png", &gray(4, "-posterize 16")),
            ("palette.png", "-colors 200 -define png:color-type=3"),
            ("few.png", "+dither -colors 3 -define png:color-type=3 -define png:bit-depth=2"),
            ("interlaced.png", "-interlace PNG -define png:color-type=2"),
            ("interlacedgray.png", &gray(4, "-posterize 16 -interlace PNG")),
            ("interlacedpalette.png", "-interlace PNG -colors 200 -define png:color-type=3"),
            ("still.gif", ""),
            ("interlaced.gif", "-interlace GIF"),
        ],
    );
    bound(&folder, FLAT, &names);
    assert_eq!(sizes(&folder), vec![(157.0, 83.0); names.len()]);
    let taken_out = taken_out(&folder, "-png");
    assert_eq!(taken_out.len(), names.len());
    for (page, (name, taken_out)) in (1..).zip(names.iter().zip(taken_out)) {
        assert_eq!(difference(&load(&taken_out), &converted(&folder, name, &[])), 0, "{name}");
        let unlike = unlike(&folder, page, name);
        assert!(unlike <= 24, "{name}: {unlike}");
    }
}

#[test]
fn sixteen_bits_stay_sixteen() {
    let folder = tempdir().unwrap();
    let made = [
        ("rgb.png", "-depth 16 -define png:color-type=2 -define png:bit-depth=16"),
        ("gray.png", "-depth 16 -colorspace Gray -define png:color-type=0 -define png:bit-depth=16"),
        ("rgb2.png", "-depth 16 -interlace PNG -define png:color-type=2 -define png:bit-depth=16"),
        (
            "gray2.png",
            "-depth 16 -interlace PNG -colorspace Gray -define png:color-type=0 -define png:bit-depth=16",
        ),
    ];
    let names = photographs(&folder, &made);
    bound(&folder, FLAT, &names);
    for (name, stored) in names.iter().zip(samples(&folder)) {
        let kind = if name.starts_with("rgb") { "rgb:samples" } else { "gray:samples" };
        convert(folder.path(), &[name, "-depth", "16", "-endian", "MSB", kind]);
        assert!(stored == fs::read(folder.path().join("samples")).unwrap(), "{name}");
    }
}

#[test]
fn what_shows_through_becomes_white_or_stays_beside_the_colours() {
    let folder = tempdir().unwrap();
    let fading = |more: &str| {
        format!("( -size 157x83 gradient:white-black ) -alpha off -compose CopyOpacity -composite {more}")
    };
    let names = photographs(
        &folder,
        &[
            ("rgb.png", &fading("-define png:color-type=6 -define png:bit-depth=8")),
            ("gray.png", &fading("-colorspace Gray -define png:color-type=4 -define png:bit-depth=8")),
            ("interlaced.png", &fading("-interlace PNG -define png:color-type=6")),
            ("still.gif", &fading("")),
            ("interlaced.gif", &fading("-interlace GIF")),
        ],
    );
    palette(&folder.path().join("palette.png"));
    let names = [&names[..], &["palette.png"]].concat();
    let white = ["-background", "white", "-flatten"];
    bound(&folder, FLAT, &names);
    let pictures = taken_out(&folder, "-png");
    assert_eq!(pictures.len(), names.len());
    for (page, (name, picture)) in (1..).zip(names.iter().zip(pictures)) {
        let difference = difference(&load(&picture), &converted(&folder, name, &white));
        assert!(difference <= 1, "{name}: {difference}");
        convert(folder.path(), &[&[*name], white.as_slice(), &["white.png"]].concat());
        let unlike = unlike(&folder, page, "white.png");
        assert!(unlike <= 24, "{name}: {unlike}");
    }
    bound(&folder, CLEAR, &names);
    let pictures = taken_out(&folder, "-png");
    assert_eq!(pictures.len(), 2 * names.len());
    for (page, (name, picture)) in (1..).zip(names.iter().zip(pictures.chunks_exact(2))) {
        // A colour that does not show at all has none.
        let opacity = converted(&folder, name, &["-alpha", "extract"]);
        assert!(difference(&load(&picture[1]), &opacity) <= 1, "{name}");
        let pairs = load(&picture[0]);
        let colors = converted(&folder, name, &["-alpha", "off"]);
        let seen = pairs.pixels().zip(colors.pixels()).zip(opacity.pixels()).filter(|(_, o)| o.0[0] > 0);
        let worst = seen.flat_map(|((one, other), _)| (0..3).map(|i| one.0[i].abs_diff(other.0[i]))).max();
        assert!(worst <= Some(1), "{name}: {worst:?}");
        convert(folder.path(), &[&[*name], white.as_slice(), &["white.png"]].concat());
        let unlike = unlike(&folder, page, "white.png");
        assert!(unlike <= 24, "{name}: {unlike}");
    }
}

#[test]
fn what_shows_through_sixteen_bits_becomes_white_in_sixteen_bits() {
    let folder = tempdir().unwrap();
    let fading = |kind: u8| {
        format!(
            "-depth 16 ( -size 157x83 gradient:white-black ) -alpha off -compose CopyOpacity -composite \
             -define png:color-type={kind} -define png:bit-depth=16"
        )
    };
    let gray = format!("-colorspace Gray {}", fading(4));
    let names = photographs(&folder, &[("rgb.png", &fading(6)), ("gray.png", &gray)]);
    bound(&folder, FLAT, &names);
    for (name, stored) in names.iter().zip(samples(&folder)) {
        let kind = if name.starts_with("rgb") { "rgb:samples" } else { "gray:samples" };
        let white = ["-background", "white", "-flatten", "-depth", "16", "-endian", "MSB", kind];
        convert(folder.path(), &[&[*name], white.as_slice()].concat());
        let expected = fs::read(folder.path().join("samples")).unwrap();
        assert_eq!(stored.len(), expected.len());
        let deep = |bytes: &[u8]| -> Vec<u16> {
            bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
        };
        let pairs = deep(&stored).into_iter().zip(deep(&expected));
        assert!(pairs.map(|(one, other)| one.abs_diff(other)).max() <= Some(1), "{name}");
    }
}
