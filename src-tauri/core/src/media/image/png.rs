//! PNG: chunk headers, hopped from one to the next (PNG third edition, section 5).

use std::io::{Read, Seek};
use std::ops::Range;

use super::{exif, xmp};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, HeaderPart, ImageFacts, Orientation};

pub(super) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1A\n";
/// The whole last chunk: no content, and so always the same checksum.
const END: [u8; 12] = *b"\0\0\0\0IEND\xAE\x42\x60\x82";
/// Lengths and dimensions stay below 2^31 (section 4.6).
const MAX: u32 = i32::MAX as u32;
/// A file that does not end as it should is hopped through, to find out why. Encoders cut pixel data into pieces of
/// 8 KB or more, so this covers 128 MB.
const MAX_CHUNKS: u32 = 16_384;
/// One that does is hopped through so far, for what may stand between its end and the file's: an editor that wrote a
/// part of a picture over the whole of it leaves the rest there, and it ends as a picture does. This covers 16 MB.
const MAX_CHUNKS_OF_SOUND: u32 = 2_048;

/// Where EXIF data behind the pixels is looked for; `exiftool` writes it there.
const TAIL: u64 = 64 * 1024;
/// Names in pixel data that are taken for chunks before it is given up.
const FALSE_NAMES: usize = 64;
/// How a chunk of XMP begins (XMP specification, part 3, section 1.1.5): its name, not compressed.
const XMP: &[u8] = b"XML:com.adobe.xmp\0\0";
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

/// Goes from chunk to chunk to the first end: of a file that ends as it should, not to every length.
fn chunks<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
    whole: bool,
) -> Result<(), Stop> {
    let mut at = 33;
    let (mut pixels, mut described) = (false, Described::default());
    source.set_read_ahead(HOP);
    source.extend_budget(u64::from(MAX_CHUNKS) * HOP as u64);
    for hop in 0..MAX_CHUNKS {
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
            b"IDAT" if whole && hop >= MAX_CHUNKS_OF_SOUND => {
                for (name, content) in described_behind(source, at)? {
                    described.chunk(source, image, found, &name, content)?;
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
            b"IEND" => {
                let trailing = source.len() - at;
                if !pixels {
                    found.faults.push(Fault::MissingImageData);
                } else if trailing > 0 {
                    found.faults.push(Fault::TrailingBytes { bytes: trailing });
                }
                return Ok(());
            }
            name => described.chunk(source, image, found, name, content)?,
        }
    }
    Ok(())
}

/// What describes the picture was met. Only one of each is allowed (section 5.6), and a file can hold thousands.
#[derive(Default)]
struct Described {
    exif: bool,
    xmp: bool,
}

impl Described {
    fn chunk<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        image: &mut ImageFacts,
        found: &mut Found,
        name: &[u8],
        content: Range<u64>,
    ) -> Result<(), Stop> {
        if name == b"eXIf" && !self.exif {
            self.exif = true;
            let exif = exif::read(source, content)?;
            image.orientation = Some(exif.orientation.unwrap_or(Orientation::UPRIGHT));
            exif.tell(image, found);
        } else if name == b"iTXt" && !self.xmp {
            let length = (content.end - content.start).min(XMP.len() as u64);
            self.xmp = source.up_to(content.start, length as usize)? == XMP;
            image.gps |= self.xmp && xmp::names_place(source, &content)?;
        }
        Ok(())
    }
}

/// A chunk's name and content.
type Chunk = ([u8; 4], Range<u64>);

/// The last chunks of the file from the first one on that may describe the picture, by name and content; none of them
/// starts before `from`. A name could be pixel data by chance, so from there chunks must follow to the very end.
fn described_behind<R: Read + Seek>(source: &mut Source<R>, from: u64) -> Result<Vec<Chunk>, Stop> {
    let start = source.len().saturating_sub(TAIL).max(from);
    source.extend_budget(TAIL);
    let tail = source.up_to(start, TAIL as usize)?;
    let names =
        (4..tail.len()).filter(|at| [b"eXIf", b"iTXt"].iter().any(|name| tail[*at..].starts_with(*name)));
    let chunks = |name: usize| chunks_of(tail.get(name - 4..)?, start + name as u64 - 4);
    Ok(names.take(FALSE_NAMES).find_map(chunks).unwrap_or_default())
}

/// The chunks that `bytes` are, which stand at this place in the file; `None` if they are anything else.
fn chunks_of(mut bytes: &[u8], mut at: u64) -> Option<Vec<Chunk>> {
    let mut chunks = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let (name, _) = rest.split_first_chunk()?;
        let length = u32::from_be_bytes(*length);
        let content = at + 8..at + 8 + u64::from(length);
        at = content.end + 4;
        chunks.push((*name, content));
        // Name and checksum are four bytes each.
        let size = usize::try_from(length).ok()?.checked_add(8)?;
        (_, bytes) = rest.split_at_checked(size)?;
    }
    bytes.is_empty().then_some(chunks)
}
