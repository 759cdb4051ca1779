//! Icons and cursors: the list of the pictures in them, and the head of the largest.

use std::io::{Read, Seek};
use std::ops::Range;

use super::png;
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, ImageFacts, Orientation};

/// Pictures looked at. Real icons have about ten.
const MAX_PICTURES: u16 = 256;
const ENTRY: u64 = 16;

/// A picture of an icon.
#[derive(Debug)]
pub(crate) struct Picture {
    pub width: u32,
    pub height: u32,
    /// Where it lies in the file. May reach beyond its end.
    pub place: Range<u64>,
    /// It is a PNG; else a BMP without its first header, and with a mask behind it.
    pub png: bool,
    /// Bits per pixel.
    bits: u16,
}

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    let count = u16::from_le_bytes(source.take(4)?);
    image.orientation = Some(Orientation::UPRIGHT);
    let Some(picture) = largest(source)? else {
        found.faults.push(Fault::MissingImageData);
        return Ok(());
    };
    image.frames = Some(count.into());
    image.animated = Some(false);
    (image.width, image.height) = (Some(picture.width), Some(picture.height));
    image.bit_depth = Some(if picture.bits < 8 { picture.bits.max(1) as u8 } else { 8 });
    image.color = Some(if picture.bits <= 8 { Color::Palette } else { Color::Rgba });
    if picture.place.end > source.len() {
        return Err(Stop::End { expected: picture.place.end });
    }
    Ok(())
}

/// The picture with the most pixels; of two sizes alike the one with more colours.
pub(crate) fn largest<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<Picture>, Stop> {
    let count = u16::from_le_bytes(source.take(4)?).min(MAX_PICTURES);
    let mut largest: Option<Picture> = None;
    for index in 0..u64::from(count) {
        let picture = picture(source, 6 + index * ENTRY)?;
        let rank = |picture: &Picture| (u64::from(picture.width) * u64::from(picture.height), picture.bits);
        if largest.as_ref().is_none_or(|other| rank(&picture) > rank(other)) {
            largest = Some(picture);
        }
    }
    Ok(largest)
}

fn picture<R: Read + Seek>(source: &mut Source<R>, entry: u64) -> Result<Picture, Stop> {
    let [width, height, _, _, _, _, b0, b1, l0, l1, l2, l3, o0, o1, o2, o3] = source.take(entry)?;
    // A side of 0 means 256, or more in a PNG.
    let side = |side: u8| if side == 0 { 256 } else { u32::from(side) };
    let start = u64::from(u32::from_le_bytes([o0, o1, o2, o3]));
    let place = start..start + u64::from(u32::from_le_bytes([l0, l1, l2, l3]));
    let mut picture = Picture {
        width: side(width),
        height: side(height),
        place,
        png: false,
        bits: u16::from_le_bytes([b0, b1]),
    };
    // The list's own words on size and depth are often wrong, and in a cursor they are a place in it.
    match head(source, start) {
        Ok(head) => picture.follow(&head),
        Err(Stop::End { .. }) => {}
        Err(stop) => return Err(stop),
    }
    Ok(picture)
}

fn head<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<[u8; 26], Stop> {
    source.take(at)
}

impl Picture {
    /// Takes over what the picture's own header says.
    fn follow(&mut self, head: &[u8; 26]) {
        let be =
            |at: usize| head.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
        let le =
            |at: usize| head.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        self.png = head.starts_with(&png::SIGNATURE);
        let sides = if self.png { be(16).zip(be(20)) } else { le(4).zip(le(8).map(|twice| twice / 2)) };
        if let Some((width, height)) = sides
            && self.png | (le(0) == Some(40))
            && width > 0
            && height > 0
        {
            (self.width, self.height) = (width, height);
            let [.., b0, b1, _, _, _, _, _, _, _, _, depth, color] = *head;
            self.bits = if self.png { png_bits(depth, color) } else { u16::from_le_bytes([b0, b1]) };
        }
    }
}

/// Bits of a pixel, by depth and colour type (PNG third edition, section 11.2.1).
fn png_bits(depth: u8, color: u8) -> u16 {
    let samples = match color {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    u16::from(depth) * samples
}
