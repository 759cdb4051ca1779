//! Pictures whose damage only drawing them shows.

use std::path::PathBuf;

use galley_core::{
    checks::{Finding, Severity},
    desk::{Desk, MediaState, Picture},
    post::{Attachment, Draft, ImageItem, MediaId},
};

use super::rehearsal::Rehearsal;

/// What is found in the draft besides its other findings.
fn damage(desk: &Desk, draft: &Draft) -> Vec<Finding> {
    let found = desk.assess(draft).findings;
    found.into_iter().filter(|finding| finding.judgement.rule == "image.damaged").collect()
}

/// A draft of this file alone.
fn draft_of(rehearsal: &Rehearsal, path: PathBuf) -> (Draft, MediaId) {
    let media = rehearsal.desk.add_files(&[path]).unwrap().media.remove(0).id;
    let mut draft = rehearsal.draft("Look", 0);
    let image = ImageItem { media, alt_text: "A pattern".to_owned(), title: String::new() };
    draft.attachment = Attachment::Images { images: vec![image] };
    rehearsal.desk.edit(&draft, None);
    (draft, media)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_cannot_be_drawn_is_warned_of_once_it_was_tried() {
    let rehearsal = Rehearsal::new().await;
    for (name, bytes) in [
        ("garbage.png", garbage(png(30))),
        ("one row.png", taller(png(1))),
        ("wrong sum.png", wrong_sum(png(30))),
        ("two starts.jpg", started_twice(jpeg())),
    ] {
        let path = rehearsal.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let (draft, media) = draft_of(&rehearsal, path);
        assert_eq!(damage(&rehearsal.desk, &draft), [], "{name}: only drawing it tells");
        assert!(rehearsal.desk.picture(media, Picture::Edge(96)).is_none(), "{name}");
        let found = damage(&rehearsal.desk, &draft);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].judgement.severity, Severity::Warn);
        assert!(rehearsal.desk.assess(&draft).publishable);
        rehearsal.desk.reexamine(&[media]);
        assert_eq!(damage(&rehearsal.desk, &draft).len(), 1, "{name}: the file is the same");
        assert_eq!(damage(&rehearsal.restarted().await, &draft).len(), 1, "{name}: after a restart too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_picture_that_is_mended_is_not_warned_of_any_more() {
    let rehearsal = Rehearsal::new().await;
    let path = rehearsal.folder.path().join("mended.png");
    std::fs::write(&path, garbage(png(30))).unwrap();
    let (draft, media) = draft_of(&rehearsal, path.clone());
    rehearsal.desk.picture(media, Picture::Edge(96));
    assert_eq!(damage(&rehearsal.desk, &draft).len(), 1);
    std::fs::write(&path, png(31)).unwrap();
    rehearsal.desk.reexamine(&[media]);
    assert_eq!(damage(&rehearsal.desk, &draft), []);
    assert!(rehearsal.desk.picture(media, Picture::Edge(96)).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_not_called_damaged() {
    let rehearsal = Rehearsal::new().await;
    let path = rehearsal.image(1);
    let (draft, media) = draft_of(&rehearsal, path.clone());
    std::fs::remove_file(path).unwrap();
    assert!(rehearsal.desk.picture(media, Picture::Edge(96)).is_none());
    assert_eq!(damage(&rehearsal.desk, &draft), []);
    let seen = rehearsal.desk.reexamine(&[media]).remove(0);
    let MediaState::Gone { why } = seen.state else { panic!("{seen:?}") };
    assert_eq!(why, "There is no such file.");
}

/// 40 pixels wide.
fn png(height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 40, height);
    encoder.set_color(png::ColorType::Rgb);
    let samples: Vec<u8> = (0..40 * height * 3).map(|at| (at * 7 % 251) as u8).collect();
    encoder.write_header().unwrap().write_image_data(&samples).unwrap();
    bytes
}

/// Its data chunk's payload and checksum, as places in the file.
fn data(png: &[u8]) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let name = png.windows(4).position(|four| four == b"IDAT").unwrap();
    let length = u32::from_be_bytes(png[name - 4..name].try_into().unwrap()) as usize;
    (name + 4..name + 4 + length, name + 4 + length..name + 8 + length)
}

fn garbage(mut png: Vec<u8>) -> Vec<u8> {
    let (payload, sum) = data(&png);
    png[payload.clone()].fill(0xAA);
    let right = checksum(&png[payload.start - 4..payload.end]);
    png[sum].copy_from_slice(&right);
    png
}

fn wrong_sum(mut png: Vec<u8>) -> Vec<u8> {
    let (_, sum) = data(&png);
    png[sum.start] ^= 0xFF;
    png
}

/// Of a height that its data does not fill.
fn taller(mut png: Vec<u8>) -> Vec<u8> {
    png[20..24].copy_from_slice(&30_u32.to_be_bytes());
    let right = checksum(&png[12..29]);
    png[29..33].copy_from_slice(&right);
    png
}

/// CRC-32 as PNG has it (third edition, annex D).
fn checksum(bytes: &[u8]) -> [u8; 4] {
    let crc =
        bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }
            })
        });
    (!crc).to_be_bytes()
}

fn jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    let samples: Vec<u8> = (0..320_u32 * 240 * 3).map(|at| (at * 7 % 251) as u8).collect();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
    encoder.encode(&samples, 320, 240, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// With the mark of a beginning in the middle of its picture.
fn started_twice(mut jpeg: Vec<u8>) -> Vec<u8> {
    let middle = jpeg.len() / 2;
    jpeg.splice(middle..middle, [0xFF, 0xD8]);
    jpeg
}
