use std::fs;
use std::process::Command;

use galley_core::media::{
    ExamineError, Fault, Figures, Format, Kind, Stamp, ThumbnailError, Thumbnailer, examine, quick_thumbnail,
};
use tempfile::{TempDir, tempdir};

use super::programs::{convert, ffmpeg, jpegtran};

fn thumbnailer(folder: &TempDir) -> Thumbnailer {
    Thumbnailer::new(folder.path().join("thumbnails"), 1_000_000)
}

#[test]
fn what_is_no_ordinary_file_is_said_without_waiting() {
    let folder = tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(examine(&at("nothing.jpg")), Err(ExamineError::NotFound)));
    assert!(matches!(examine(folder.path()), Err(ExamineError::Directory)));
    fs::write(at("file"), "text").unwrap();
    assert!(matches!(examine(&at("file/inside.jpg")), Err(ExamineError::NotFound)));
    assert!(matches!(Stamp::of(&at("nothing.jpg")), Err(ExamineError::NotFound)));
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_dead_links_are_not_opened() {
    let folder = tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink(at("gone.jpg"), at("link.jpg")).unwrap();
    assert!(matches!(examine(&at("link.jpg")), Err(ExamineError::DeadLink)));
    // Opening a pipe for reading would wait for a writer for ever.
    assert!(Command::new("mkfifo").arg(at("pipe.jpg")).status().unwrap().success());
    assert!(matches!(examine(&at("pipe.jpg")), Err(ExamineError::NotAFile)));
    assert!(matches!(examine("/dev/zero".as_ref()), Err(ExamineError::NotAFile)));
}

#[test]
fn a_link_to_a_picture_is_that_picture() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "30x20", "xc:red", "a.jpg"]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.jpg", folder.path().join("link.jpg")).unwrap();
    #[cfg(not(unix))]
    fs::copy(folder.path().join("a.jpg"), folder.path().join("link.jpg")).unwrap();
    assert_eq!(examine(&folder.path().join("link.jpg")).unwrap().image().unwrap().width, Some(30));
}

#[test]
fn an_empty_file_and_a_text_are_facts_not_errors() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    fs::write(&path, []).unwrap();
    let facts = examine(&path).unwrap();
    assert_eq!((facts.kind(), facts.format, facts.bytes), (Kind::Unknown, None, 0));
    assert_eq!(facts.faults, [Fault::Empty]);
    fs::write(&path, "Dear diary").unwrap();
    let facts = examine(&path).unwrap();
    assert_eq!((facts.kind(), facts.figures.clone()), (Kind::Unknown, Figures::Unknown));
    let refused = thumbnailer(&folder).thumbnail(&path, &facts, 320);
    assert!(matches!(refused, Err(ThumbnailError::NotDecoded { format: None })));
}

#[test]
fn a_picture_without_a_decoder_is_recognised_and_has_no_thumbnail() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "64x48", "plasma:red-blue", "-depth", "8", "a.png"]);
    ffmpeg(folder.path(), &["-i", "a.png", "-c:v", "libjxl", "a.jxl"]);
    fs::write(folder.path().join("a.svg"), r#"<svg width="64" height="48"/>"#).unwrap();
    for (name, format) in [("a.jxl", Format::Jxl), ("a.svg", Format::Svg)] {
        let path = folder.path().join(name);
        let facts = examine(&path).unwrap();
        assert_eq!(
            (facts.kind(), facts.format, facts.image().unwrap().width),
            (Kind::Image, Some(format), Some(64))
        );
        assert_eq!(facts.faults, [], "{name}");
        let refused = thumbnailer(&folder).thumbnail(&path, &facts, 320);
        assert!(
            matches!(refused, Err(ThumbnailError::NotDecoded { format: Some(found) }) if found == format)
        );
    }
}

#[test]
fn sixty_thousand_pixels_square_are_told_and_not_decoded() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "16x16", "plasma:red-blue", "a.jpg"]);
    let path = folder.path().join("a.jpg");
    let mut bytes = fs::read(&path).unwrap();
    let frame = bytes.windows(4).position(|four| four == [0xFF, 0xC0, 0, 17]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    fs::write(&path, bytes).unwrap();
    let facts = examine(&path).unwrap();
    assert_eq!((facts.image().unwrap().width, facts.image().unwrap().height), (Some(60_000), Some(60_000)));
    assert_eq!(facts.image().unwrap().pixels(), Some(3_600_000_000));
    let refused = thumbnailer(&folder).thumbnail(&path, &facts, 320);
    assert!(matches!(refused, Err(ThumbnailError::TooManyPixels { pixels: 3_600_000_000, .. })));
}

#[test]
fn a_line_of_four_hundred_million_pixels_is_told_and_not_decoded() {
    let folder = tempdir().unwrap();
    for (arguments, at) in [(["-size", "1x16"], 20), (["-size", "16x1"], 16)] {
        convert(folder.path(), &[&arguments[..], &["plasma:red-blue", "a.png"]].concat());
        let path = folder.path().join("a.png");
        let mut bytes = fs::read(&path).unwrap();
        bytes[at..at + 4].copy_from_slice(&400_000_000_u32.to_be_bytes());
        let checksum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
        fs::write(&path, bytes).unwrap();
        let facts = examine(&path).unwrap();
        assert_eq!(facts.image().unwrap().pixels(), Some(400_000_000));
        let refused = thumbnailer(&folder).thumbnail(&path, &facts, 320);
        assert!(matches!(refused, Err(ThumbnailError::SideTooLong { side: 400_000_000, .. })), "{refused:?}");
    }
}

/// The checksum of a PNG's chunks (PNG third edition, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        let shift = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        (0..8).fold(crc ^ u32::from(*byte), shift)
    })
}

#[test]
fn a_damaged_picture_has_facts_but_no_thumbnail() {
    let folder = tempdir().unwrap();
    for name in ["a.jpg", "a.png", "a.gif"] {
        convert(folder.path(), &["-size", "300x200", "plasma:red-blue", name]);
        let path = folder.path().join(name);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let facts = examine(&path).unwrap();
        assert_eq!(
            (facts.image().unwrap().width, facts.image().unwrap().height),
            (Some(300), Some(200)),
            "{name}"
        );
        let refused = thumbnailer(&folder).thumbnail(&path, &facts, 320);
        assert!(matches!(refused, Err(ThumbnailError::Damaged)), "{name}: {refused:?}");
    }
}

#[test]
fn an_arithmetic_jpeg_is_refused_for_its_coding_and_not_as_damaged() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "96x64", "plasma:red-blue", "a.jpg"]);
    jpegtran(folder.path(), &["-arithmetic", "-outfile", "b.jpg", "a.jpg"]);
    let path = folder.path().join("b.jpg");
    let refused = thumbnailer(&folder).thumbnail(&path, &examine(&path).unwrap(), 320);
    assert!(matches!(refused, Err(ThumbnailError::NotDecoded { format: Some(Format::Jpeg) })));
}

#[test]
fn a_file_that_changed_or_went_since_it_was_examined_is_noticed() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "30x20", "xc:red", "a.jpg"]);
    let path = folder.path().join("a.jpg");
    let facts = examine(&path).unwrap();
    assert_eq!(Stamp::of(&path).unwrap(), facts.stamp);
    // Same length, same name, another file.
    fs::copy(&path, folder.path().join("b.jpg")).unwrap();
    fs::rename(folder.path().join("b.jpg"), &path).unwrap();
    assert_ne!(Stamp::of(&path).unwrap(), facts.stamp);
    assert!(matches!(thumbnailer(&folder).thumbnail(&path, &facts, 320), Err(ThumbnailError::Changed)));
    fs::remove_file(&path).unwrap();
    let gone = thumbnailer(&folder).thumbnail(&path, &facts, 320);
    assert!(matches!(gone, Err(ThumbnailError::File(ExamineError::NotFound))));
    assert!(matches!(quick_thumbnail(&path, &facts), Ok(None)));
}
