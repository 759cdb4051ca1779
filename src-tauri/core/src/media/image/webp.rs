//! WEBP: the chunks of its container, hopped from one to the next (RFC 9649).

use std::io::{Read, Seek};

use super::{exif, xmp};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, HeaderPart, ImageFacts, Orientation};

/// An animation has a chunk a frame; beyond this many its frames are not counted.
const MAX_CHUNKS: u32 = 16_384;
/// Bytes fetched per chunk: its name and length.
const HOP: usize = 16;
/// The mark of a lossy key frame (RFC 6386, section 9.1).
const KEY_FRAME: [u8; 3] = [0x9D, 0x01, 0x2A];
const LOSSLESS: u8 = 0x2F;

/// Flags of the chunk that describes an extended file (RFC 9649, section 2.7.1).
const ANIMATED: u8 = 0x02;
const ALPHA: u8 = 0x10;

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    image.orientation = Some(Orientation::UPRIGHT);
    image.bit_depth = Some(8);
    let size: [u8; 4] = source.take(4)?;
    let end = 8 + u64::from(u32::from_le_bytes(size));
    let mut chunks = Chunks::default();
    source.set_read_ahead(HOP);
    source.extend_budget(u64::from(MAX_CHUNKS) * HOP as u64);
    let walked = chunks.walk(source, image, found, end);
    if image.width.is_some() {
        image.color = Some(if chunks.alpha { Color::Rgba } else { Color::Rgb });
    }
    match walked {
        Ok(true) => {}
        Ok(false) => {
            found.faults.push(Fault::CorruptHeader { part: HeaderPart::WebpChunk });
            return Ok(());
        }
        Err(Stop::Spent) => {
            image.animated = (chunks.frames > 1).then_some(true);
            return Ok(());
        }
        Err(stop) => {
            image.animated = (chunks.frames > 1).then_some(true);
            return Err(stop);
        }
    }
    if chunks.frames == 0 {
        found.faults.push(Fault::MissingImageData);
        return Ok(());
    }
    image.frames = Some(chunks.frames);
    image.animated = Some(chunks.frames > 1);
    let trailing = source.len().saturating_sub(end + end % 2);
    if trailing > 0 {
        found.faults.push(Fault::TrailingBytes { bytes: trailing });
    }
    Ok(())
}

#[derive(Default)]
struct Chunks {
    frames: u32,
    alpha: bool,
    animated: bool,
    exif: bool,
    xmp: bool,
}

impl Chunks {
    /// Goes from chunk to chunk to the end that the file's head gives; false after one that is none.
    fn walk<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        image: &mut ImageFacts,
        found: &mut Found,
        end: u64,
    ) -> Result<bool, Stop> {
        let mut at = 12;
        for count in 0..MAX_CHUNKS {
            if at + 8 > end {
                return Ok(count > 0);
            }
            let [name @ .., l0, l1, l2, l3]: [u8; 8] = source.take(at)?;
            let length = u64::from(u32::from_le_bytes([l0, l1, l2, l3]));
            let content = at + 8..at + 8 + length;
            let first = count == 0;
            match &name {
                b"VP8X" if first => self.extended(source, image, content.start)?,
                b"VP8 " | b"VP8L" if !self.animated && self.frames == 0 => {
                    let lossy = name[3] == b' ';
                    let at = content.start;
                    let sound =
                        if lossy { self.lossy(source, image, at) } else { self.lossless(source, image, at) };
                    if !sound? {
                        return Ok(false);
                    }
                }
                _ if first => return Ok(false),
                b"ALPH" => self.alpha = true,
                b"ANMF" if self.animated => self.frames += 1,
                b"ICCP" => image.icc = true,
                // Only one is allowed, and a file can hold thousands.
                b"EXIF" if !self.exif && content.end <= source.len() => {
                    self.exif = true;
                    let exif = exif::read_marked(source, content.clone())?;
                    image.orientation = Some(exif.orientation.unwrap_or(Orientation::UPRIGHT));
                    exif.tell(image, found);
                }
                b"XMP " if !self.xmp => {
                    self.xmp = true;
                    image.gps |= xmp::names_place(source, &content)?;
                }
                _ => {}
            }
            if content.end > source.len() {
                return Err(Stop::End { expected: content.end.max(end) });
            }
            at = content.end + length % 2;
        }
        Err(Stop::Spent)
    }

    fn extended<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        image: &mut ImageFacts,
        at: u64,
    ) -> Result<(), Stop> {
        let [flags, _, _, _, w0, w1, w2, h0, h1, h2] = source.take(at)?;
        self.animated = flags & ANIMATED != 0;
        self.alpha = flags & ALPHA != 0;
        image.width = Some(u32::from_le_bytes([w0, w1, w2, 0]) + 1);
        image.height = Some(u32::from_le_bytes([h0, h1, h2, 0]) + 1);
        Ok(())
    }

    /// False if what the chunk holds is no key frame.
    fn lossy<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        image: &mut ImageFacts,
        at: u64,
    ) -> Result<bool, Stop> {
        let [tag, _, _, mark @ .., w0, w1, h0, h1]: [u8; 10] = source.take(at)?;
        // The upper two bits are a scale that decoders ignore.
        let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
        self.picture(image, side(w0, w1), side(h0, h1));
        Ok(tag & 1 == 0 && mark == KEY_FRAME && image.width.is_some() && image.height.is_some())
    }

    /// False if what the chunk holds does not begin like a lossless picture (RFC 9649, section 3.4).
    fn lossless<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        image: &mut ImageFacts,
        at: u64,
    ) -> Result<bool, Stop> {
        let [mark, b0, b1, b2, b3] = source.take(at)?;
        let bits = u32::from_le_bytes([b0, b1, b2, b3]);
        self.picture(image, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
        self.alpha |= bits >> 28 & 1 == 1;
        Ok(mark == LOSSLESS && bits >> 29 == 0)
    }

    /// A still picture, whose size an extended file has told before.
    fn picture(&mut self, image: &mut ImageFacts, width: u32, height: u32) {
        self.frames = 1;
        if image.width.is_none() {
            (image.width, image.height) =
                (Some(width).filter(|side| *side > 0), Some(height).filter(|side| *side > 0));
        }
    }
}
