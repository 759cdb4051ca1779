//! GIF: the screen descriptor, then every block, because nothing else tells how many frames there are.

use std::io::{Read, Seek};

use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, HeaderPart, ImageFacts, Orientation};

/// How much of a file is walked to count its frames: a sub-block is at most 255 bytes long, so
/// walking is reading.
const WALK: u64 = 64 * 1024 * 1024;

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    let version: [u8; 6] = source.take(0)?;
    if !matches!(&version, b"GIF87a" | b"GIF89a") {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::GifVersion });
        return Ok(());
    }
    let [w0, w1, h0, h1, flags, _background, _aspect] = source.take(6)?;
    let (width, height) = (u16::from_le_bytes([w0, w1]), u16::from_le_bytes([h0, h1]));
    image.color = Some(Color::Palette);
    image.orientation = Some(Orientation::UPRIGHT);
    (image.width, image.height) = (side(width), side(height));
    source.extend_budget(WALK);
    source.set_read_ahead(64 * 1024);
    let mut frames = 0;
    let walked = blocks(source, image, found, 13 + palette(flags), &mut frames);
    if image.width.is_none() || image.height.is_none() {
        (image.width, image.height) = (None, None);
        found.faults.push(Fault::ZeroDimensions);
    }
    match walked {
        Ok(true) => {
            image.frames = Some(frames);
            image.animated = Some(frames > 1);
            if frames == 0 {
                image.frames = None;
                found.faults.push(Fault::MissingImageData);
            }
            Ok(())
        }
        unfinished => {
            // The count is unknown, but two frames are enough for a film.
            image.animated = (frames > 1).then_some(true);
            match unfinished {
                Err(Stop::Spent) | Ok(_) => Ok(()),
                Err(stop) => Err(stop),
            }
        }
    }
}

/// Walks to the trailer, counting frames; false after a block that is none.
fn blocks<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
    mut at: u64,
    frames: &mut u32,
) -> Result<bool, Stop> {
    loop {
        match source.byte(at)? {
            0x2C => {
                let [x0, x1, y0, y1, w0, w1, h0, h1, flags] = source.take(at + 1)?;
                if *frames == 0 {
                    let [left, top, width, height] =
                        [[x0, x1], [y0, y1], [w0, w1], [h0, h1]].map(u16::from_le_bytes);
                    image.width = image.width.or(reach(left, width).map(u32::from));
                    image.height = image.height.or(reach(top, height).map(u32::from));
                    image.progressive = Some(flags & 0x40 != 0);
                }
                *frames = frames.saturating_add(1);
                // After the descriptor and its palette one byte gives the code size.
                at = sub_blocks(source, at + 10 + palette(flags) + 1)?;
            }
            0x21 => at = sub_blocks(source, at + 2)?,
            // Some encoders leave an empty sub-block too many.
            0x00 => at += 1,
            0x3B => {
                let trailing = source.len() - at - 1;
                if trailing > 0 {
                    found.faults.push(Fault::TrailingBytes { bytes: trailing });
                }
                return Ok(true);
            }
            _ => {
                found.faults.push(Fault::CorruptHeader { part: HeaderPart::GifBlock });
                return Ok(false);
            }
        }
    }
}

/// How far a screen without a size reaches along a side, in pixels: as far as the first frame, as in Chromium. Nothing for
/// a frame without a size either.
pub(in crate::media) fn reach(before: u16, frame: u16) -> Option<u16> {
    (frame > 0).then(|| before.saturating_add(frame))
}

fn side(pixels: u16) -> Option<u32> {
    (pixels > 0).then_some(u32::from(pixels))
}

fn sub_blocks<R: Read + Seek>(source: &mut Source<R>, mut at: u64) -> Result<u64, Stop> {
    loop {
        let length = source.byte(at)?;
        at += 1 + u64::from(length);
        if length == 0 {
            return Ok(at);
        }
    }
}

/// Bytes of the colour table that a flags byte announces.
pub(crate) fn palette(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}
