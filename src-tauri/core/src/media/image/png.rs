//! PNG: chunk headers, hopped from one to the next (PNG third edition, section 5).

use std::io::{Read, Seek};
use std::ops::Range;

use super::exif;
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, HeaderPart, ImageFacts, Orientation};

pub(super) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1A\n";
/// The whole last chunk: no content, and so always the same checksum.
const END: [u8; 12] = *b"\0\0\0\0IEND\xAE\x42\x60\x82";
/// Lengths and dimensions stay below 2^31 (section 4.6).
const MAX: u32 = i32::MAX as u32;
/// Only a file that does not end as it should is hopped through, to find out why. Encoders cut pixel
/// data into pieces of 8 KB or more, so this covers 128 MB.
const MAX_CHUNKS: u32 = 16_384;

/// Where EXIF data behind the pixels is looked for; `exiftool` writes it there.
const TAIL: u64 = 64 * 1024;
/// Bytes fetched per chunk: its length and name.
const HOP: usize = 16;

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    if source.take(0)? != SIGNATURE {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::PngSignature });
        return Ok(());
    }
    image.orientation = Some(Orientation::UPRIGHT);
    if !header(source, image, found)? {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::PngHeader });
        return Ok(());
    }
    image.frames = Some(1);
    image.animated = Some(false);
    let end = source.len().saturating_sub(END.len() as u64);
    let whole = source.take(end)? == END;
    match chunks(source, image, found, whole) {
        // Longer than the budget for hopping: nothing is known of its end, so nothing is claimed.
        Err(Stop::Spent) => Ok(()),
        walked => walked,
    }
}

/// Reads the IHDR chunk; false when it is not one.
fn header<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<bool, Stop> {
    let chunk: [u8; 25] = source.take(8)?;
    let (content, checksum) = chunk.split_at(21);
    if !content.starts_with(b"\0\0\0\x0DIHDR") || checksum != crc32fast::hash(&content[4..]).to_be_bytes() {
        return Ok(false);
    }
    let [.., w3, w2, w1, w0, h3, h2, h1, h0, depth, color, compression, filter, interlace, _, _, _, _] =
        chunk;
    let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    let color = match (color, depth) {
        (0, 1 | 2 | 4 | 8 | 16) => Color::Gray,
        (2, 8 | 16) => Color::Rgb,
        (3, 1 | 2 | 4 | 8) => Color::Palette,
        (4, 8 | 16) => Color::GrayAlpha,
        (6, 8 | 16) => Color::Rgba,
        _ => return Ok(false),
    };
    if width > MAX || height > MAX || compression != 0 || filter != 0 || interlace > 1 {
        return Ok(false);
    }
    image.color = Some(color);
    image.bit_depth = Some(depth);
    image.progressive = Some(interlace == 1);
    if width == 0 || height == 0 {
        found.faults.push(Fault::ZeroDimensions);
    } else {
        (image.width, image.height) = (Some(width), Some(height));
    }
    Ok(true)
}

/// Goes from chunk to chunk: up to the pixels of a file that ends as it should, else to its end.
fn chunks<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
    whole: bool,
) -> Result<(), Stop> {
    let mut at = 33;
    let (mut pixels, mut exif) = (false, false);
    source.set_read_ahead(HOP);
    source.extend_budget(u64::from(MAX_CHUNKS) * HOP as u64);
    for _ in 0..MAX_CHUNKS {
        let [l3, l2, l1, l0, name @ ..]: [u8; 8] = source.take(at)?;
        let length = u32::from_be_bytes([l3, l2, l1, l0]);
        if length > MAX || !name.iter().all(u8::is_ascii_alphabetic) {
            found.faults.push(Fault::CorruptHeader { part: HeaderPart::PngChunk });
            return Ok(());
        }
        let content = at + 8..at + 8 + u64::from(length);
        at = content.end + 4;
        if at > source.len() {
            return Err(Stop::End { expected: at });
        }
        match &name {
            b"IDAT" if whole => {
                if let Some(content) = exif_behind(source, at)? {
                    tell_exif(source, image, found, content)?;
                }
                return Ok(());
            }
            b"IDAT" => pixels = true,
            b"acTL" if !pixels && length == 8 => {
                let frames = u32::from_be_bytes(source.take(content.start)?);
                image.frames = Some(frames.max(1));
                image.animated = Some(frames > 1);
            }
            b"iCCP" => image.icc = true,
            // Only one is allowed (section 5.6), and a file can hold thousands.
            b"eXIf" if !exif => {
                exif = true;
                tell_exif(source, image, found, content)?;
            }
            b"IEND" => {
                let trailing = source.len() - at;
                if !pixels {
                    found.faults.push(Fault::MissingImageData);
                } else if trailing > 0 {
                    found.faults.push(Fault::TrailingBytes { bytes: trailing });
                }
                return Ok(());
            }
            _ => {}
        }
    }
    Ok(())
}

fn tell_exif<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
    content: Range<u64>,
) -> Result<(), Stop> {
    let exif = exif::read(source, content)?;
    image.orientation = Some(exif.orientation.unwrap_or(Orientation::UPRIGHT));
    image.gps = exif.gps;
    if exif.damaged {
        found.faults.push(Fault::UnreadableMetadata);
    }
    Ok(())
}

/// The content of an eXIf chunk among the last chunks of the file, none of which starts before
/// `from`. Its name could be pixel data by chance, so from there chunks must follow to the very end.
fn exif_behind<R: Read + Seek>(source: &mut Source<R>, from: u64) -> Result<Option<Range<u64>>, Stop> {
    let start = source.len().saturating_sub(TAIL).max(from);
    source.extend_budget(TAIL);
    let tail = source.up_to(start, TAIL as usize)?;
    let found = (0..tail.len().saturating_sub(8))
        .find(|at| tail[at + 4..].starts_with(b"eXIf") && ends(&tail[*at..]));
    Ok(found.and_then(|at| {
        let length: [u8; 4] = tail[at..].first_chunk().copied()?;
        let content = start + at as u64 + 8;
        Some(content..content + u64::from(u32::from_be_bytes(length)))
    }))
}

/// Whether `chunks` are whole chunks and nothing else.
fn ends(mut chunks: &[u8]) -> bool {
    while let Some((length, rest)) = chunks.split_first_chunk() {
        // Name and checksum are four bytes each.
        let Some(size) =
            usize::try_from(u32::from_be_bytes(*length)).ok().and_then(|size| size.checked_add(8))
        else {
            return false;
        };
        let Some((_, next)) = rest.split_at_checked(size) else { return false };
        chunks = next;
    }
    chunks.is_empty()
}
