//! What uploaded bytes are, read from their headers: the format, the pixels, and the frames of a GIF.

use thiserror::Error;

/// An image must have fewer pixels than this (LinkedIn images API).
const PIXEL_LIMIT: u64 = 36_152_320;
/// The most frames a GIF may have (LinkedIn images API).
const FRAME_LIMIT: usize = 250;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    Gif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) format: Format,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum Unfit {
    #[error("neither a JPEG, nor a PNG, nor a GIF")]
    Unknown,
    #[error("the header ends too early or contradicts itself")]
    Broken,
    #[error("{0} pixels")]
    TooManyPixels(u64),
    #[error("more than 250 frames")]
    TooManyFrames,
}

/// Reads width and height from a header.
type SizeReader = fn(&[u8]) -> Option<(u32, u32)>;

impl Format {
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
        }
    }
}

/// Whether LinkedIn would process these bytes.
pub(crate) fn examine(bytes: &[u8]) -> Result<Picture, Unfit> {
    const KINDS: &[(&[u8], Format, SizeReader)] = &[
        (b"\xFF\xD8\xFF", Format::Jpeg, jpeg_size),
        (b"\x89PNG\r\n\x1A\n", Format::Png, png_size),
        (b"GIF87a", Format::Gif, gif_size),
        (b"GIF89a", Format::Gif, gif_size),
    ];
    let (_, format, size) =
        KINDS.iter().find(|(signature, ..)| bytes.starts_with(signature)).ok_or(Unfit::Unknown)?;
    let (width, height) =
        size(bytes).filter(|&(width, height)| width > 0 && height > 0).ok_or(Unfit::Broken)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels >= PIXEL_LIMIT {
        return Err(Unfit::TooManyPixels(pixels));
    }
    if *format == Format::Gif && gif_frames(bytes) > FRAME_LIMIT {
        return Err(Unfit::TooManyFrames);
    }
    Ok(Picture { format: *format, width, height })
}

/// The size in the first start-of-frame segment.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Fill bytes before a marker.
            0xFF => at += 1,
            // Markers without a body.
            0x01 | 0xD0..=0xD8 => at += 2,
            // All starts of frame; 0xC4, 0xC8 and 0xCC in their midst are something else.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return Some((big_endian(bytes, at + 7, 2)?, big_endian(bytes, at + 5, 2)?));
            }
            // Scan data or the end before any frame.
            0xD9 | 0xDA => return None,
            _ => {
                let length = usize::try_from(big_endian(bytes, at + 2, 2)?).ok()?;
                if length < 2 {
                    return None;
                }
                at += 2 + length;
            }
        }
    }
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((big_endian(bytes, 16, 4)?, big_endian(bytes, 20, 4)?))
}

fn gif_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    Some((side(6)?, side(8)?))
}

/// Counts image descriptors, as far as the blocks can be walked.
fn gif_frames(bytes: &[u8]) -> usize {
    let mut frames = 0;
    let mut at = 13 + color_table(bytes.get(10));
    while let Some(&block) = bytes.get(at) {
        at = match block {
            0x21 => after_sub_blocks(bytes, at + 2),
            0x2C => {
                frames += 1;
                // Descriptor, its own colours, and the code size before the data.
                after_sub_blocks(bytes, at + 10 + color_table(bytes.get(at + 9)) + 1)
            }
            _ => break,
        };
    }
    frames
}

fn color_table(flags: Option<&u8>) -> usize {
    flags.filter(|&flags| flags & 0x80 != 0).map_or(0, |flags| 3 << ((flags & 7) + 1))
}

fn after_sub_blocks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&length) = bytes.get(at) {
        at += 1 + usize::from(length);
        if length == 0 {
            break;
        }
    }
    at
}

fn big_endian(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let field = bytes.get(at..at + length)?;
    Some(field.iter().fold(0, |value, &byte| value << 8 | u32::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xFF\xC0\0\x11\x08".to_vec();
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes
    }

    fn gif(frames: usize) -> Vec<u8> {
        let mut bytes = b"GIF89a\x02\0\x03\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec();
        for _ in 0..frames {
            bytes.extend(b"\x21\xF9\x04\0\0\0\0\0\x2C\0\0\0\0\x02\0\x03\0\0\x02\x01\x44\0");
        }
        bytes.push(0x3B);
        bytes
    }

    #[test]
    fn the_three_formats_are_known_by_their_bytes() {
        let size = |bytes: &[u8]| examine(bytes).map(|found| (found.format, found.width, found.height));
        assert_eq!(size(&png(4, 5)), Ok((Format::Png, 4, 5)));
        assert_eq!(size(&jpeg(640, 480)), Ok((Format::Jpeg, 640, 480)));
        assert_eq!(size(&gif(1)), Ok((Format::Gif, 2, 3)));
    }

    #[test]
    fn pixels_must_stay_under_the_limit() {
        assert!(examine(&png(6012, 6013)).is_ok());
        assert_eq!(examine(&png(36_152_320, 1)), Err(Unfit::TooManyPixels(36_152_320)));
        assert!(examine(&png(36_152_319, 1)).is_ok());
        assert!(matches!(examine(&png(u32::MAX, u32::MAX)), Err(Unfit::TooManyPixels(_))));
    }

    #[test]
    fn a_gif_may_have_250_frames() {
        assert!(examine(&gif(250)).is_ok());
        assert_eq!(examine(&gif(251)), Err(Unfit::TooManyFrames));
    }

    #[test]
    fn cut_headers_are_broken() {
        let whole = jpeg(640, 480);
        for end in 3..whole.len() {
            assert_eq!(examine(&whole[..end]), Err(Unfit::Broken), "{end}");
        }
        assert_eq!(examine(b"RIFF....WEBP"), Err(Unfit::Unknown));
    }
}
