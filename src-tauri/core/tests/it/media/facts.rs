use std::fs;
use std::path::Path;

use galley_core::media::{Coding, Color, Facts, Fault, Format, Kind, examine};
use tempfile::{TempDir, tempdir};

use super::programs::{convert, exiftool, identify, jpegtran};

fn facts(folder: &TempDir, name: &str) -> Facts {
    examine(&folder.path().join(name)).unwrap()
}

fn photograph(folder: &TempDir, name: &str, size: &str) {
    convert(folder.path(), &["-seed", "7", "-size", size, "plasma:tan-teal", "-quality", "85", name]);
}

/// Every picture of one colour model and coding that the formats know.
const MADE: &[(&str, &[&str], Color, bool)] = &[
    ("rgb.jpg", &[], Color::Rgb, false),
    ("progressive.jpg", &["-interlace", "JPEG"], Color::Rgb, true),
    ("gray.jpg", &["-colorspace", "Gray"], Color::Gray, false),
    ("ycck.jpg", &["-colorspace", "CMYK"], Color::Ycck, false),
    ("full.jpg", &["-sampling-factor", "4:4:4"], Color::Rgb, false),
    ("rgb.png", &["-define", "png:color-type=2"], Color::Rgb, false),
    ("deep.png", &["-define", "png:color-type=2", "-define", "png:bit-depth=16"], Color::Rgb, false),
    ("interlaced.png", &["-define", "png:color-type=2", "-interlace", "PNG"], Color::Rgb, true),
    ("clear.png", &["-alpha", "set", "-define", "png:color-type=6"], Color::Rgba, false),
    ("gray.png", &["-colorspace", "Gray", "-define", "png:color-type=0"], Color::Gray, false),
    ("palette.png", &["-colors", "200", "-define", "png:color-type=3"], Color::Palette, false),
    ("still.gif", &[], Color::Palette, false),
    ("interlaced.gif", &["-interlace", "GIF"], Color::Palette, true),
];

#[test]
fn facts_agree_with_identify() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-seed", "7", "-size", "157x83", "plasma:tan-teal", "source.miff"]);
    for (name, arguments, color, progressive) in MADE {
        convert(folder.path(), &[&["source.miff"], *arguments, &[*name]].concat());
        let facts = facts(&folder, name);
        let format = serde_json::to_value(facts.format).unwrap().as_str().unwrap().to_uppercase();
        let told = format!(
            "{format} {} {} {}",
            facts.image().unwrap().width.unwrap(),
            facts.image().unwrap().height.unwrap(),
            facts.image().unwrap().frames.unwrap()
        );
        assert_eq!(told, identify(folder.path(), "%m %w %h %n", name), "{name}");
        assert_eq!(
            (facts.image().unwrap().color, facts.image().unwrap().progressive),
            (Some(*color), Some(*progressive)),
            "{name}"
        );
        assert_eq!(facts.kind(), Kind::Image);
        assert_eq!(facts.bytes, fs::metadata(folder.path().join(name)).unwrap().len());
        assert_eq!(facts.faults, [], "{name}");
        if let Some(depth) = facts.image().unwrap().bit_depth.filter(|depth| *depth >= 8) {
            assert_eq!(depth.to_string(), identify(folder.path(), "%[bit-depth]", name), "{name}");
        }
    }
}

#[test]
fn frames_of_an_animation_are_counted() {
    let folder = tempdir().unwrap();
    let frames = ["-size", "80x60", "xc:red", "xc:green", "xc:blue", "xc:white", "-loop", "0", "film.gif"];
    convert(folder.path(), &frames);
    let facts = facts(&folder, "film.gif");
    assert_eq!((facts.image().unwrap().frames, facts.image().unwrap().animated), (Some(4), Some(true)));
    assert_eq!(identify(folder.path(), "%n", "film.gif"), "4");
}

#[test]
fn sides_are_as_displayed_for_all_eight_orientations_in_both_byte_orders() {
    let folder = tempdir().unwrap();
    for order in ["little-endian", "big-endian"] {
        for orientation in 1..=8_u8 {
            for name in ["turned.jpg", "turned.png"] {
                photograph(&folder, name, "96x64");
                let set = format!("-Orientation={orientation}");
                exiftool(folder.path(), &[&format!("-ExifByteOrder={order}"), &set, name]);
                let facts = facts(&folder, name);
                assert_eq!(facts.image().unwrap().orientation.unwrap().get(), orientation, "{order} {name}");
                let sides = if orientation >= 5 { (64, 96) } else { (96, 64) };
                assert_eq!(
                    (facts.image().unwrap().width.unwrap(), facts.image().unwrap().height.unwrap()),
                    sides,
                    "{orientation} {name}"
                );
                assert_eq!(facts.faults, []);
            }
        }
    }
}

#[test]
fn a_place_is_noticed_and_an_empty_gps_directory_is_not_one() {
    let folder = tempdir().unwrap();
    photograph(&folder, "a.jpg", "96x64");
    exiftool(folder.path(), &["-GPSVersionID=2 3 0 0", "a.jpg"]);
    assert!(!facts(&folder, "a.jpg").image().unwrap().gps);
    exiftool(folder.path(), &["-GPSLatitude=52.5", "-GPSLatitudeRef=N", "a.jpg"]);
    assert!(facts(&folder, "a.jpg").image().unwrap().gps);
}

#[test]
fn a_profile_is_noticed() {
    let folder = tempdir().unwrap();
    photograph(&folder, "a.jpg", "96x64");
    assert!(!facts(&folder, "a.jpg").image().unwrap().icc);
    let path = folder.path().join("a.jpg");
    let mut bytes = fs::read(&path).unwrap();
    bytes.splice(2..2, *b"\xFF\xE2\x00\x14ICC_PROFILE\0\x01\x01abcd");
    fs::write(&path, bytes).unwrap();
    assert!(facts(&folder, "a.jpg").image().unwrap().icc);
}

#[test]
fn arithmetic_coding_is_told_from_huffman() {
    let folder = tempdir().unwrap();
    photograph(&folder, "a.jpg", "96x64");
    jpegtran(folder.path(), &["-arithmetic", "-outfile", "arithmetic.jpg", "a.jpg"]);
    assert_eq!(facts(&folder, "a.jpg").image().unwrap().coding, Some(Coding::Baseline));
    assert_eq!(facts(&folder, "arithmetic.jpg").image().unwrap().coding, Some(Coding::Arithmetic));
}

#[test]
fn every_shortened_file_is_found_out() {
    let folder = tempdir().unwrap();
    for name in ["a.jpg", "a.png", "a.gif"] {
        photograph(&folder, name, "200x150");
        let whole = fs::read(folder.path().join(name)).unwrap();
        let step = whole.len() / 60;
        for length in (8..whole.len() - 1).step_by(step).chain([whole.len() - 2, whole.len() - 1]) {
            fs::write(folder.path().join(name), &whole[..length]).unwrap();
            let facts = facts(&folder, name);
            let truncated =
                |fault: &Fault| matches!(fault, Fault::Truncated { at, .. } if *at == length as u64);
            assert!(facts.faults.iter().any(truncated), "{name} of {length}: {:?}", facts.faults);
            assert!(facts.broken());
        }
    }
}

#[test]
fn a_name_that_lies_is_told_with_the_truth() {
    let folder = tempdir().unwrap();
    photograph(&folder, "a.jpg", "20x20");
    for (name, lies) in [("a.png", true), ("a.JPEG", false), ("a", false), ("a.dat", false), ("b.pdf", true)]
    {
        fs::copy(folder.path().join("a.jpg"), folder.path().join(name)).unwrap();
        let facts = facts(&folder, name);
        assert_eq!(facts.format, Some(Format::Jpeg));
        let extension = Path::new(name).extension().map(|end| end.to_str().unwrap().to_owned());
        let fault = || Fault::ExtensionLies { extension: extension.unwrap(), really: Format::Jpeg };
        assert_eq!(facts.faults, Vec::from_iter(lies.then(fault)), "{name}");
        assert!(!facts.broken());
    }
}

#[test]
fn a_clip_behind_a_photograph_is_counted_and_does_no_harm() {
    let folder = tempdir().unwrap();
    for name in ["a.jpg", "a.png", "a.gif"] {
        photograph(&folder, name, "200x150");
        let mut bytes = fs::read(folder.path().join(name)).unwrap();
        bytes.extend([0x42; 200_000]);
        fs::write(folder.path().join(name), &bytes).unwrap();
        let facts = facts(&folder, name);
        assert_eq!(facts.faults, [Fault::TrailingBytes { bytes: 200_000 }], "{name}");
        assert!(!facts.broken());
    }
}
