use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use galley_core::media::{BindError, Binding, Facts, PageRule, examine};
use image::codecs::png::PngEncoder;
use image::{ImageEncoder, RgbImage};
use tempfile::{TempDir, tempdir};

use super::programs::{convert, exiftool, ffmpeg, jpegtran, run, tags};

#[cfg(target_os = "linux")]
mod memory;
mod pixels;

const FLAT: Binding = Binding { page: PageRule::Own, flatten: true, keep_private: false };
const CLEAR: Binding = Binding { flatten: false, ..FLAT };
const WHOLE: Binding = Binding { keep_private: true, ..FLAT };

fn pages(folder: &Path, names: &[&str]) -> Vec<(PathBuf, Facts)> {
    names.iter().map(|name| folder.join(name)).map(|path| (path.clone(), examine(&path).unwrap())).collect()
}

fn bind(pages: &[(PathBuf, Facts)], binding: &Binding, into: &Path) -> Result<(), BindError> {
    galley_core::media::bind(pages, binding, into, |_| ControlFlow::Continue(()))
}

/// Binds these files into `bound.pdf`, which qpdf then finds nothing wrong with.
fn bound(folder: &TempDir, binding: Binding, names: &[&str]) {
    let into = folder.path().join("bound.pdf");
    bind(&pages(folder.path(), names), &binding, &into).unwrap_or_else(|error| panic!("{error}"));
    let said = run(folder.path(), "qpdf", "qpdf", &["--check", "bound.pdf"]);
    assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
}

/// The sizes of all pages, in points, as pdfinfo tells them.
fn sizes(folder: &TempDir) -> Vec<(f64, f64)> {
    let said = run(folder.path(), "poppler-utils", "pdfinfo", &["-l", "-1", "bound.pdf"]);
    let size = |line: &str| -> Option<(f64, f64)> {
        let (_, size) = line.strip_prefix("Page ")?.split_once("size:")?;
        let (width, height) = size.split_once(" pts")?.0.split_once(" x ")?;
        Some((width.trim().parse().unwrap(), height.trim().parse().unwrap()))
    };
    said.lines().filter_map(size).collect()
}

/// What pdfimages takes out, `-all` as stored or `-png` unpacked, in the order of pages.
fn taken_out(folder: &TempDir, how: &str) -> Vec<PathBuf> {
    let out = tempfile::tempdir_in(folder.path()).unwrap().keep();
    run(folder.path(), "poppler-utils", "pdfimages", &[how, "bound.pdf", out.join("p").to_str().unwrap()]);
    let mut files: Vec<_> = fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The greatest difference in any sample of eight bits.
fn difference(one: &RgbImage, other: &RgbImage) -> u8 {
    assert_eq!(one.dimensions(), other.dimensions());
    one.iter().zip(other.iter()).map(|(one, other)| one.abs_diff(*other)).max().unwrap()
}

fn load(path: &Path) -> RgbImage {
    image::open(path).unwrap().into_rgb8()
}

/// A picture as ImageMagick makes it of another.
fn converted(folder: &TempDir, name: &str, arguments: &[&str]) -> RgbImage {
    convert(folder.path(), &[&[name], arguments, &["-depth", "8", "PNG24:expected.png"]].concat());
    load(&folder.path().join("expected.png"))
}

/// How much a page looks unlike a picture. Both are made small first: pdftoppm draws a picture a pixel too wide and
/// high and cuts it off.
fn unlike(folder: &TempDir, page: usize, picture: &str) -> u8 {
    let number = page.to_string();
    let draw = ["-r", "288", "-png", "-singlefile", "-f", &number, "-l", &number, "bound.pdf", "page"];
    run(folder.path(), "poppler-utils", "pdftoppm", &draw);
    let drawn = load(&folder.path().join("page.png"));
    let expected = converted(folder, picture, &["-auto-orient"]);
    let (width, height) = expected.dimensions();
    assert_eq!(drawn.dimensions(), (width * 4, height * 4), "{picture}");
    let small = |picture| image::imageops::thumbnail(picture, width / 8, height / 8);
    difference(&small(&drawn), &small(&expected))
}

/// Makes a picture of many colours, 157 × 83, with what else ImageMagick is told, word by word.
fn photograph(folder: &TempDir, name: &str, more: &str) {
    let made = "-seed 7 -size 157x83 plasma:tan-teal -depth 8";
    let arguments: Vec<&str> = made.split_whitespace().chain(more.split_whitespace()).chain([name]).collect();
    convert(folder.path(), &arguments);
}

/// The same for a table of names and words.
fn photographs<'a>(folder: &TempDir, table: &[(&'a str, &str)]) -> Vec<&'a str> {
    table.iter().for_each(|(name, more)| photograph(folder, name, more));
    table.iter().map(|(name, _)| *name).collect()
}

#[test]
fn every_jpeg_is_copied_byte_for_byte_if_all_of_it_is_wished_for() {
    let folder = tempdir().unwrap();
    let names = photographs(
        &folder,
        &[
            ("rgb.jpg", ""),
            ("progressive.jpg", "-interlace JPEG"),
            ("gray.jpg", "-colorspace Gray"),
            ("full.jpg", "-sampling-factor 4:4:4 -quality 100"),
            ("inks.jpg", "-colorspace CMYK"),
        ],
    );
    exiftool(folder.path(), &["-Orientation=3", "-GPSLatitude=52.5", "-Comment=as it was", "rgb.jpg"]);
    bound(&folder, WHOLE, &names);
    let stored = taken_out(&folder, "-all");
    assert_eq!(stored.len(), names.len());
    for (name, stored) in names.iter().zip(stored) {
        assert_eq!(fs::read(&stored).unwrap(), fs::read(folder.path().join(name)).unwrap(), "{name}");
    }
    for (page, name) in (1..).zip(&names) {
        // Inks become light by other formulas.
        let allowed = if *name == "inks.jpg" { 60 } else { 8 };
        let unlike = unlike(&folder, page, name);
        assert!(unlike <= allowed, "{name}: {unlike}");
    }
}

/// What makes the picture: all but application segments and comments.
fn coded(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let (mut at, mut coded) = (2, Vec::new());
    while bytes[at + 1] != 0xDA {
        let end = at + 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        if !matches!(bytes[at + 1], 0xE0..=0xEF | 0xFE) {
            coded.extend_from_slice(&bytes[at..end]);
        }
        at = end;
    }
    [&coded, &bytes[at..]].concat()
}

#[test]
fn place_and_camera_stay_out_of_a_document_and_the_coded_data_stays_as_it_is() {
    let folder = tempdir().unwrap();
    let names = photographs(
        &folder,
        &[("a.jpg", ""), ("b.jpg", "-interlace JPEG"), ("c.jpg", "-colorspace CMYK"), ("d.webp", "")],
    );
    for name in &names {
        let said = ["-GPSLatitude=52.5", "-GPSLatitudeRef=N", "-Model=Nobody’s", "-XMP:City=Bristol"];
        exiftool(folder.path(), &[&said[..], &[name]].concat());
    }
    exiftool(folder.path(), &["-Orientation#=6", "-Comment=by me", "a.jpg"]);
    let told = |binding| {
        bound(&folder, binding, &names);
        let stored = taken_out(&folder, "-all");
        let told: Vec<String> =
            stored.iter().map(|path| tags(folder.path(), path.to_str().unwrap())).collect();
        (stored, told)
    };
    let (_, whole) = told(WHOLE);
    assert!(whole.iter().all(|told| told.contains("GPSLatitude") && told.contains("Nobody’s")), "{whole:?}");
    let (stored, told) = told(FLAT);
    for (name, (stored, told)) in names.iter().zip(stored.iter().zip(told)) {
        for word in ["GPS", "Nobody’s", "Bristol", "by me", "[EXIF]", "[XMP]"] {
            assert!(!told.contains(word), "{name}: {told}");
        }
        if name.ends_with("jpg") {
            assert_eq!(coded(stored), coded(&folder.path().join(name)), "{name}");
        }
    }
    // Adobe's segment says how inks are stored.
    let unlike: Vec<u8> = (1..).zip(&names).map(|(page, name)| unlike(&folder, page, name)).collect();
    assert!(unlike.iter().all(|unlike| *unlike <= 60) && unlike[0] <= 8, "{unlike:?}");
    assert_eq!(sizes(&folder)[0], (83.0, 157.0));
}

#[test]
fn pictures_that_pdf_does_not_know_are_bound_as_they_are_converted() {
    let folder = tempdir().unwrap();
    let names = photographs(
        &folder,
        &[("a.webp", "-quality 95"), ("b.tif", ""), ("c.bmp", ""), ("d.tif", "-depth 16 -compress zip")],
    );
    bound(&folder, FLAT, &names);
    assert_eq!(sizes(&folder), [(157.0, 83.0); 4]);
    for (page, name) in (1..).zip(&names) {
        let unlike = unlike(&folder, page, name);
        assert!(unlike <= 24, "{name}: {unlike}");
    }
    assert!(taken_out(&folder, "-all").iter().all(|picture| picture.extension().unwrap() == "jpg"));
}

#[test]
fn all_eight_orientations_stand_upright() {
    let folder = tempdir().unwrap();
    let drawing = "-size 160x96 xc:red -fill lime -draw";
    let drawing: Vec<&str> = drawing.split_whitespace().chain(["rectangle 80,0 159,47"]).collect();
    let more =
        ["-fill", "blue", "-draw", "rectangle 0,48 79,95", "-fill", "black", "-draw", "rectangle 8,8 31,39"];
    let names: Vec<String> =
        (1..=8).flat_map(|turn| [format!("{turn}.jpg"), format!("{turn}.png")]).collect();
    for name in &names {
        convert(folder.path(), &[&drawing[..], &more, &["-quality", "95", name]].concat());
        exiftool(folder.path(), &[&format!("-Orientation={}", &name[..1]), name]);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    bound(&folder, FLAT, &names);
    let sizes = sizes(&folder);
    for (page, name) in (1..).zip(&names) {
        let turned = name[..1].parse::<u8>().unwrap() >= 5;
        assert_eq!(sizes[page - 1], if turned { (96.0, 160.0) } else { (160.0, 96.0) }, "{name}");
        // ImageMagick turns a JPEG only.
        let unlike = unlike(&folder, page, &name.replace("png", "jpg"));
        assert!(unlike <= 40, "{name}: {unlike}");
    }
}

#[test]
fn pages_have_the_sizes_of_the_rule_and_pictures_stand_in_their_middle() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "320x160", "xc:red", "wide.png"]);
    convert(folder.path(), &["-size", "80x160", "xc:blue", "tall.jpg"]);
    let names = ["wide.png", "tall.jpg"];
    let table = [
        (PageRule::Own, [(320.0, 160.0), (80.0, 160.0)]),
        (PageRule::Square, [(1080.0, 1080.0); 2]),
        (PageRule::Portrait, [(1080.0, 1350.0); 2]),
        (PageRule::First, [(320.0, 160.0); 2]),
    ];
    for (page, expected) in table {
        bound(&folder, Binding { page, ..FLAT }, &names);
        assert_eq!(sizes(&folder), expected, "{page:?}");
    }
    let middle =
        ["-size", "320x160", "xc:white", "tall.jpg", "-geometry", "+120+0", "-composite", "middle.png"];
    convert(folder.path(), &middle);
    let unlike = unlike(&folder, 2, "middle.png");
    assert!(unlike <= 16, "{unlike}");
}

#[test]
fn profiles_are_kept_once_each() {
    let folder = tempdir().unwrap();
    photographs(&folder, &[("a.jpg", ""), ("b.png", ""), ("c.jpg", "-colorspace Gray")]);
    // The smallest header that says it is a profile of a screen, and bytes enough for two segments.
    let mut profile = vec![b' '; 70_000];
    profile[8] = 4;
    profile[12..20].copy_from_slice(b"mntrRGB ");
    profile[36..40].copy_from_slice(b"acsp");
    for name in ["a.jpg", "c.jpg"] {
        let path = folder.path().join(name);
        let mut bytes = fs::read(&path).unwrap();
        // The second part comes first: their numbers count, not their order.
        for (part, piece) in [(1, &profile[..60_000]), (2, &profile[60_000..])] {
            let head = [b"ICC_PROFILE\0".as_slice(), &[part, 2]].concat();
            let length = (head.len() + piece.len() + 2) as u16;
            let segment = [b"\xFF\xE2".as_slice(), &length.to_be_bytes(), &head, piece].concat();
            bytes.splice(2..2, segment);
        }
        fs::write(path, bytes).unwrap();
    }
    let path = folder.path().join("b.png");
    let picture = image::open(&path).unwrap();
    let mut encoder = PngEncoder::new(fs::File::create(&path).unwrap());
    encoder.set_icc_profile(profile.clone()).unwrap();
    picture.write_with_encoder(encoder).unwrap();
    bound(&folder, FLAT, &["a.jpg", "a.jpg", "b.png", "c.jpg"]);
    let bytes = fs::read(folder.path().join("bound.pdf")).unwrap();
    let count = |text: &str| bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count();
    // One profile, named by three pictures; one of three samples does not describe a picture of one.
    assert_eq!((count("/N 3 /Alternate /DeviceRGB"), count("/ColorSpace [/ICCBased ")), (1, 3));
    assert_eq!(bytes.windows(profile.len()).filter(|window| *window == profile).count(), 1);
}

#[test]
fn the_same_pictures_make_the_same_bytes() {
    let folder = tempdir().unwrap();
    let names = photographs(&folder, &[("a.jpg", ""), ("b.png", "-alpha set -interlace PNG")]);
    let made = || {
        bound(&folder, CLEAR, &names);
        fs::read(folder.path().join("bound.pdf")).unwrap()
    };
    assert_eq!(made(), made());
}

#[test]
fn what_cannot_be_bound_is_said_with_its_page_and_nothing_is_written() {
    let folder = tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    photographs(&folder, &[("a.jpg", ""), ("b.png", "")]);
    ffmpeg(folder.path(), &["-i", "b.png", "-c:v", "libjxl", "c.jxl"]);
    fs::write(at("e.txt"), "no picture").unwrap();
    jpegtran(folder.path(), &["-arithmetic", "-outfile", "d.jpg", "a.jpg"]);
    fs::write(at("bound.pdf"), "as it was").unwrap();
    let failed = |pages: &[(PathBuf, Facts)]| {
        let error = bind(pages, &FLAT, &at("bound.pdf")).unwrap_err();
        assert_eq!(fs::read(at("bound.pdf")).unwrap(), b"as it was");
        error
    };
    let pages = |names: &[&str]| pages(folder.path(), names);
    assert!(matches!(failed(&[]), BindError::Nothing));
    assert!(matches!(failed(&pages(&["a.jpg", "c.jxl"])), BindError::NotConverted { page: 2, .. }));
    assert!(matches!(failed(&pages(&["a.jpg", "e.txt"])), BindError::NotBound { page: 2, format: None }));
    assert!(matches!(failed(&pages(&["d.jpg", "a.jpg"])), BindError::NotBound { page: 1, .. }));

    let mut bytes = fs::read(at("b.png")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(at("b.png"), &bytes).unwrap();
    assert!(matches!(failed(&pages(&["a.jpg", "b.png"])), BindError::Damaged { page: 2 }));
    fs::write(at("b.png"), &bytes[..middle]).unwrap();
    assert!(matches!(failed(&pages(&["a.jpg", "b.png"])), BindError::Damaged { page: 2 }));

    let before = pages(&["a.jpg", "a.jpg"]);
    photograph(&folder, "a.jpg", "-resize 50%");
    let changed = failed(&before);
    assert_eq!(changed.to_string(), "page 1: the file is no longer the one that was examined");
    fs::remove_file(at("a.jpg")).unwrap();
    assert_eq!(failed(&before).to_string(), "page 1: there is no such file");
    assert!(bind(&before, &FLAT, &at("nowhere/bound.pdf")).is_err());
    let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(left.filter(|path| path.extension().is_some_and(|end| end == "part")).count(), 0);
}

#[test]
fn it_is_told_how_many_pages_there_are_and_can_be_stopped_between_two() {
    let folder = tempdir().unwrap();
    photographs(&folder, &[("a.jpg", ""), ("b.png", "")]);
    let into = folder.path().join("bound.pdf");
    let pages = pages(folder.path(), &["a.jpg", "b.png", "a.jpg"]);
    let mut told = Vec::new();
    let stopped = galley_core::media::bind(&pages, &FLAT, &into, |done| {
        told.push(done);
        if done == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(BindError::Stopped)));
    assert_eq!(told, [0, 1, 2]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing half-made is left");
}

#[test]
fn a_clip_behind_a_photograph_is_left_out_whatever_bytes_it_has() {
    let folder = tempdir().unwrap();
    photograph(&folder, "a.jpg", "");
    let photograph = fs::read(folder.path().join("a.jpg")).unwrap();
    // Every pair of bytes, so that the mark of a picture's end is among them; and a second picture.
    let pairs: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_be_bytes).collect();
    for (name, clip) in [("b.jpg", &pairs), ("c.jpg", &photograph), ("d.jpg", &vec![0x42; 200_000])] {
        fs::write(folder.path().join(name), [&photograph[..], clip].concat()).unwrap();
    }
    for binding in [WHOLE, FLAT] {
        bound(&folder, binding, &["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);
        let stored: Vec<Vec<u8>> =
            taken_out(&folder, "-all").iter().map(|stored| fs::read(stored).unwrap()).collect();
        assert_eq!(stored.len(), 4);
        for each in &stored {
            assert_eq!(each, &stored[0]);
            assert!(each.len() <= photograph.len());
        }
        assert!(binding == FLAT || stored[0] == photograph);
    }
}
