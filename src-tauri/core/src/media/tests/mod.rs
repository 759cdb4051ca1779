//! Headers built byte by byte, for what the usual programs cannot make, and files mangled at random.

mod documents;
mod fixes;
mod headers;
mod heic;
mod kinds;
mod mangled;
mod places;
mod scans;
mod trailers;

use std::io::Cursor;

use ::image::codecs::bmp::BmpEncoder;
use ::image::codecs::gif::GifEncoder;
use ::image::codecs::jpeg::JpegEncoder;
use ::image::codecs::png::PngEncoder;
use ::image::{Delay, DynamicImage, Frame, Rgb, RgbImage};

use super::examine::{HEADER_BUDGET, read_facts};
use super::source::Source;
use super::{Facts, Stamp};

fn stamp() -> Stamp {
    serde_json::from_str("\"now\"").unwrap()
}

/// The facts of these bytes, and how many of them were read.
fn examined(bytes: &[u8]) -> (Facts, u64) {
    let mut source = Source::new(Cursor::new(bytes), bytes.len() as u64, HEADER_BUDGET);
    let facts = read_facts(&mut source, stamp()).unwrap();
    (facts, source.bytes_read())
}

fn facts(bytes: &[u8]) -> Facts {
    examined(bytes).0
}

fn picture() -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(67, 43, |x, y| Rgb([x as u8 * 3, y as u8 * 5, (x * y) as u8])))
}

fn jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    picture().write_with_encoder(JpegEncoder::new(&mut bytes)).unwrap();
    bytes
}

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    picture().write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

fn gif(frames: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    for _ in 0..frames {
        let delay = Delay::from_numer_denom_ms(40, 1);
        encoder.encode_frame(Frame::from_parts(picture().into_rgba8(), 0, 0, delay)).unwrap();
    }
    drop(encoder);
    bytes
}

fn bmp() -> Vec<u8> {
    let mut bytes = Vec::new();
    picture().write_with_encoder(BmpEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// An icon with a PNG that is larger than its list says and, as its second picture, what is left of a BMP.
fn ico() -> Vec<u8> {
    let (png, bitmap) = (icon_png(), &bmp()[14..300]);
    let entry = |side: u8, length: usize, at: usize| {
        let mut entry = vec![side, side, 0, 0, 1, 0, 32, 0];
        entry.extend((length as u32).to_le_bytes());
        entry.extend((at as u32).to_le_bytes());
        entry
    };
    let list = [entry(30, png.len(), 38), entry(16, bitmap.len(), 38 + png.len())].concat();
    [b"\0\0\x01\0\x02\0".as_slice(), &list, &png, bitmap].concat()
}

fn icon_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let clear = DynamicImage::ImageRgba8(picture().into_rgba8());
    clear.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

fn svg() -> Vec<u8> {
    br##"<?xml version="1.0"?><!-- drawn --><!DOCTYPE svg [<!ENTITY w "5">]>
    <svg xmlns="http://www.w3.org/2000/svg" width="12mm" height='30.5' viewBox="0 0 10 20"><rect/></svg>"##
        .to_vec()
}

/// EXIF data with an orientation and, if wanted, a thumbnail: a big-endian TIFF structure.
fn exif(orientation: u8, thumbnail: &[u8]) -> Vec<u8> {
    let mut bytes = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    bytes.extend([orientation, 0, 0]);
    bytes.extend(26_u32.to_be_bytes());
    bytes.extend(b"\0\x02\x02\x01\0\x04\0\0\0\x01");
    bytes.extend(56_u32.to_be_bytes());
    bytes.extend(b"\x02\x02\0\x04\0\0\0\x01");
    bytes.extend((thumbnail.len() as u32).to_be_bytes());
    bytes.extend([0; 4]);
    bytes.extend(thumbnail);
    bytes
}

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, marker];
    bytes.extend((payload.len() as u16 + 2).to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// `jpeg` with more segments right after its start mark.
fn with_segments(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}
