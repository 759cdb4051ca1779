use std::fs;

use galley_core::media::Done;
use tempfile::{TempDir, tempdir};

use super::{LINKEDIN, facts, fit, load, mended, photograph};
use crate::media::profile;
use crate::media::programs::{convert, exiftool, tag, tags};

/// Every kind of private word that cameras and editors leave.
fn with_words(folder: &TempDir, name: &str) {
    let words = [
        "-GPSLatitude=52.5",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=13.4",
        "-GPSLongitudeRef=E",
        "-Artist=Somebody",
        "-Make=Camera",
        "-SerialNumber=12345",
        "-XMP:Creator=Somebody",
        "-XMP:GPSLatitude=52.5",
        "-Comment=at home",
    ];
    exiftool(folder.path(), &[&words[..], &[name]].concat());
}

/// What a file says, as exiftool reads it, beside how its picture is stored and how its colours are meant.
fn words(folder: &TempDir, name: &str) -> Vec<String> {
    let own = ["[ExifTool]", "[File]", "[JFIF]", "[Composite]", "[ICC_Profile]", "[PNG]", "[GIF]"];
    let private = ["Comment", "Author", "Software", "Create", "ModifyDate", "Datecreate", "Datemodify"];
    let said = tags(folder.path(), name);
    let about = |line: &&str| {
        let stored = own.iter().any(|own| line.starts_with(own));
        !stored || !line.starts_with("[File]") && private.iter().any(|word| line.contains(word))
    };
    said.lines().filter(about).map(str::to_owned).collect()
}

#[test]
fn a_stripped_jpeg_has_no_words_left_and_the_same_scan() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("p.icc"), profile::rgb()).unwrap();
    for (name, more) in
        [("a.jpg", &[][..]), ("b.jpg", &["-interlace", "JPEG"]), ("c.jpg", &["-colorspace", "Gray"])]
    {
        photograph(&folder, "source.png", "320x200");
        convert(folder.path(), &[&["source.png", "-profile", "p.icc"], more, &[name]].concat());
        convert(folder.path(), &["source.png", "-resize", "160x", "small.jpg"]);
        with_words(&folder, name);
        exiftool(
            folder.path(),
            &["-IPTC:By-line=Somebody", "-ThumbnailImage<=small.jpg", "-Orientation=6", name],
        );
        assert!(words(&folder, name).len() > 10);
        let mended = mended(&folder, name, &fit(), &LINKEDIN);
        assert_eq!(mended.done, [Done::Stripped { location: true }]);
        assert!(mended.bytes < facts(&folder, name).bytes - 5000);
        assert_eq!(words(&folder, "out").len(), 1, "{:?}", words(&folder, "out"));
        assert_eq!(tag(folder.path(), "Orientation", "out"), "6");
        for gone in ["GPSLatitude", "Artist", "Creator", "By-line", "Comment", "ThumbnailImage", "Make"] {
            assert_eq!(tag(folder.path(), gone, "out"), "", "{gone}");
        }
        let after = facts(&folder, "out");
        // ImageMagick leaves out a profile that does not match.
        assert_eq!((after.image().unwrap().icc, after.image().unwrap().gps), (name != "c.jpg", false));
        let scan = |name: &str| {
            let bytes = fs::read(folder.path().join(name)).unwrap();
            let quantisers = bytes.windows(4).rposition(|four| four == [0xFF, 0xDB, 0, 0x43]).unwrap();
            bytes[quantisers..].to_vec()
        };
        assert_eq!(scan(name), scan("out"));
    }
}

#[test]
fn a_stripped_png_has_no_words_left_and_the_same_pixels() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("p.icc"), profile::rgb()).unwrap();
    photograph(&folder, "source.png", "320x200");
    convert(folder.path(), &["source.png", "-profile", "p.icc", "-set", "Author", "Somebody", "a.png"]);
    with_words(&folder, "a.png");
    assert!(!words(&folder, "a.png").is_empty());
    let mended = mended(&folder, "a.png", &fit(), &LINKEDIN);
    assert_eq!(mended.done, [Done::Stripped { location: true }]);
    assert_eq!(words(&folder, "out"), Vec::<String>::new());
    assert!(facts(&folder, "out").image().unwrap().icc);
    assert_eq!(load(&folder, "a.png"), load(&folder, "out"));
}

#[test]
fn a_stripped_animation_still_moves() {
    let folder = tempdir().unwrap();
    let frames = [
        "-size", "80x60", "xc:red", "xc:green", "xc:blue", "-loop", "3", "-set", "comment", "at home",
        "film.gif",
    ];
    convert(folder.path(), &frames);
    exiftool(folder.path(), &["-XMP:Creator=Somebody", "film.gif"]);
    let mended = mended(&folder, "film.gif", &fit(), &LINKEDIN);
    assert_eq!(mended.done, [Done::Stripped { location: false }]);
    assert_eq!(
        (tag(folder.path(), "Creator", "out"), tag(folder.path(), "Comment", "out")),
        (String::new(), String::new())
    );
    assert_eq!(
        tag(folder.path(), "AnimationIterations", "out"),
        tag(folder.path(), "AnimationIterations", "film.gif")
    );
    assert_eq!(facts(&folder, "out").image().unwrap().frames, Some(3));
}
