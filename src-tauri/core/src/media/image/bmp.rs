//! BMP: the file header and the one behind it, of which there are seven kinds, told apart by their length.

use std::io::{Read, Seek};

use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, HeaderPart, ImageFacts, Orientation};

/// Where the second header starts, and its length when it is the oldest one, with sides of 16 bits.
const HEADER: u64 = 14;
const OLDEST: u32 = 12;
/// Lengths from which there is a mask for opacity, and from which there can be a profile (BITMAPV3, BITMAPV5).
const WITH_ALPHA_MASK: u32 = 56;
const WITH_PROFILE: u32 = 124;

/// Samples stored as they are, or under masks: rows of a length that the header gives.
const UNCOMPRESSED: [u32; 3] = [0, 3, 6];
const MASKED: [u32; 2] = [3, 6];
/// Kinds of colour space that bring a profile along (`PROFILE_EMBEDDED`, `PROFILE_LINKED`).
const PROFILES: [u32; 2] = [0x4D42_4544, 0x4C49_4E4B];

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    image.frames = Some(1);
    image.animated = Some(false);
    image.orientation = Some(Orientation::UPRIGHT);
    let pixels_at = u32_at(source, 10)?;
    let length = u32_at(source, HEADER)?;
    let oldest = length == OLDEST;
    let (width, height, bits) = if oldest {
        let sides = (u16_at(source, HEADER + 4)?, u16_at(source, HEADER + 6)?);
        (sides.0.into(), sides.1.into(), u16_at(source, HEADER + 10)?)
    } else {
        let (width, height) = (signed_at(source, HEADER + 4)?, signed_at(source, HEADER + 8)?);
        // A negative height means that the rows come from the top.
        (u32::try_from(width).unwrap_or(0), height.unsigned_abs(), u16_at(source, HEADER + 14)?)
    };
    if width == 0 || height == 0 {
        found.faults.push(Fault::ZeroDimensions);
    } else {
        (image.width, image.height) = (Some(width), Some(height));
    }
    let compression = if oldest { 0 } else { u32_at(source, HEADER + 16)? };
    let alpha =
        length >= WITH_ALPHA_MASK && MASKED.contains(&compression) && u32_at(source, HEADER + 52)? != 0;
    (image.color, image.bit_depth) = match bits {
        1 | 2 | 4 | 8 => (Some(Color::Palette), u8::try_from(bits).ok()),
        // The lossless pictures of printers; they are PNG or JPEG inside.
        0 => (None, None),
        16 => (Some(if alpha { Color::Rgba } else { Color::Rgb }), Some(5)),
        24 => (Some(Color::Rgb), Some(8)),
        32 => (Some(if alpha { Color::Rgba } else { Color::Rgb }), Some(8)),
        _ => {
            found.faults.push(Fault::CorruptHeader { part: HeaderPart::BmpHeader });
            return Ok(());
        }
    };
    image.icc = length >= WITH_PROFILE && PROFILES.contains(&u32_at(source, HEADER + 56)?);
    if UNCOMPRESSED.contains(&compression) {
        // Rows fill whole units of four bytes.
        let row = (u64::from(width) * u64::from(bits)).div_ceil(32) * 4;
        let end = u64::from(pixels_at).saturating_add(row.saturating_mul(height.into()));
        if end > source.len() {
            return Err(Stop::End { expected: end });
        }
    }
    Ok(())
}

fn u16_at<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<u16, Stop> {
    source.take(at).map(u16::from_le_bytes)
}

fn u32_at<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<u32, Stop> {
    source.take(at).map(u32::from_le_bytes)
}

fn signed_at<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<i32, Stop> {
    source.take(at).map(i32::from_le_bytes)
}
