//! JPEG XL: the first bits of the coded picture, bare or in a container of boxes (ISO/IEC 18181-1, annex D; 18181-2).

use std::io::{Read, Seek};

use super::exif;
use super::heif::boxes::{Boxes, Halt};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, HeaderPart, ImageFacts, Orientation};

/// Everything asked of the coded picture lies in its first bytes: with all options about 60.
const HEAD: usize = 128;
const BARE: [u8; 2] = [0xFF, 0x0A];

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    let start = if source.take(0)? == BARE { Ok(Some(0)) } else { container(source, image, found) };
    let start = match start {
        Ok(Some(start)) => start,
        Ok(None) => {
            found.faults.push(Fault::MissingImageData);
            return Ok(());
        }
        Err(Halt::Corrupt) => {
            found.faults.push(Fault::CorruptHeader { part: HeaderPart::JxlHeader });
            return Ok(());
        }
        Err(Halt::Stop(stop)) => return Err(stop),
    };
    let head = source.up_to(start, HEAD)?;
    let expected = start + head.len() as u64 + 1;
    let Some(mut bits) = head.strip_prefix(&BARE).map(Bits::new) else {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::JxlHeader });
        return Ok(());
    };
    if tell(&mut bits, image).is_none() && image.orientation.is_none() {
        return Err(Stop::End { expected });
    }
    Ok(())
}

/// Where the coded picture starts; what EXIF data says of a place is told on the way.
fn container<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<Option<u64>, Halt> {
    let mut boxes = Boxes::outermost(source);
    let (mut start, mut exif) = (None, false);
    loop {
        let part = match boxes.next(source) {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(start),
            // What was found first is told of a file that breaks off.
            Err(Halt::Stop(Stop::End { expected })) if start.is_some() => {
                found.faults.push(Fault::Truncated { at: source.len(), expected: Some(expected) });
                return Ok(start);
            }
            Err(halt) => return Err(halt),
        };
        match &part.name {
            b"jxlc" => start = start.or(Some(part.content.start)),
            // Each piece begins with its number.
            b"jxlp" => start = start.or(Some(part.content.start + 4)),
            b"Exif" if !exif && part.content.end - part.content.start > 4 => {
                exif = true;
                let before = u64::from(u32::from_be_bytes(source.take(part.content.start)?));
                let block =
                    (part.content.start + 4).saturating_add(before).min(part.content.end)..part.content.end;
                let read = exif::read_marked(source, block)?;
                read.tell(image, found);
            }
            _ => {}
        }
    }
}

/// The size header and the image metadata. `None` when the bits end first.
fn tell(bits: &mut Bits<'_>, image: &mut ImageFacts) -> Option<()> {
    let (width, height) = size(bits)?;
    (image.width, image.height) = (Some(width), Some(height));
    image.frames = Some(1);
    image.animated = Some(false);
    // All as usual: upright, eight bits, sRGB.
    if bits.flag()? {
        image.orientation = Some(Orientation::UPRIGHT);
        (image.color, image.bit_depth) = (Some(Color::Rgb), Some(8));
        return Some(());
    }
    let mut orientation = Orientation::UPRIGHT;
    if bits.flag()? {
        orientation = Orientation::try_from(bits.take(3)? as u8 + 1).unwrap_or(Orientation::UPRIGHT);
        if bits.flag()? {
            size(bits)?;
        }
        if bits.flag()? {
            preview(bits)?;
        }
        if bits.flag()? {
            animation(bits)?;
            (image.frames, image.animated) = (None, Some(true));
        }
    }
    image.orientation = Some(orientation);
    let depth = depth(bits)?;
    image.bit_depth = u8::try_from(depth).ok();
    let _modular_in_sixteen_bits = bits.flag()?;
    let extra = bits.number([(0, 0), (1, 0), (2, 4), (1, 12)])?;
    let mut alpha = false;
    for _ in 0..extra {
        alpha |= extra_channel(bits)?;
    }
    let _xyb = bits.flag()?;
    let gray = gray(bits, image)?;
    image.color = Some(match (gray, alpha) {
        (true, false) => Color::Gray,
        (true, true) => Color::GrayAlpha,
        (false, false) => Color::Rgb,
        (false, true) => Color::Rgba,
    });
    Some(())
}

/// Height, then width as a ratio of it or by itself.
fn size(bits: &mut Bits<'_>) -> Option<(u32, u32)> {
    const LARGE: [(u32, u8); 4] = [(1, 9), (1, 13), (1, 18), (1, 30)];
    let small = bits.flag()?;
    let side = |bits: &mut Bits<'_>| {
        if small { bits.take(5).map(|eighths| (eighths + 1) * 8) } else { bits.number(LARGE) }
    };
    let height = side(bits)?;
    let width = match ratio(bits.take(3)?) {
        Some((over, under)) => u32::try_from(u64::from(height) * over / under).ok()?,
        None => side(bits)?,
    };
    Some((width, height))
}

/// Width to height, by a number of three bits.
fn ratio(number: u32) -> Option<(u64, u64)> {
    match number {
        1 => Some((1, 1)),
        2 => Some((12, 10)),
        3 => Some((4, 3)),
        4 => Some((3, 2)),
        5 => Some((16, 9)),
        6 => Some((5, 4)),
        7 => Some((2, 1)),
        _ => None,
    }
}

fn preview(bits: &mut Bits<'_>) -> Option<()> {
    let eighths = bits.flag()?;
    let sides =
        if eighths { [(16, 0), (32, 0), (1, 5), (33, 9)] } else { [(1, 6), (65, 8), (321, 10), (1345, 12)] };
    bits.number(sides)?;
    if bits.take(3)? == 0 {
        bits.number(sides)?;
    }
    Some(())
}

fn animation(bits: &mut Bits<'_>) -> Option<()> {
    bits.number([(100, 0), (1000, 0), (1, 10), (1, 30)])?;
    bits.number([(1, 0), (1001, 0), (1, 8), (1, 10)])?;
    bits.number([(0, 0), (0, 3), (0, 16), (0, 32)])?;
    bits.flag().map(drop)
}

fn depth(bits: &mut Bits<'_>) -> Option<u32> {
    if bits.flag()? {
        let depth = bits.number([(32, 0), (16, 0), (24, 0), (1, 6)])?;
        bits.take(4)?;
        Some(depth)
    } else {
        bits.number([(8, 0), (10, 0), (12, 0), (1, 6)])
    }
}

/// Whether a channel beside the colours is opacity.
fn extra_channel(bits: &mut Bits<'_>) -> Option<bool> {
    const KIND: [(u32, u8); 4] = [(0, 0), (1, 0), (2, 4), (18, 6)];
    if bits.flag()? {
        return Some(true);
    }
    let kind = bits.number(KIND)?;
    depth(bits)?;
    bits.number([(0, 0), (3, 0), (4, 0), (1, 3)])?;
    let name = bits.number([(0, 0), (0, 4), (16, 5), (48, 10)])?;
    for _ in 0..name {
        bits.take(8)?;
    }
    match kind {
        0 => bits.flag().map(|_premultiplied| true),
        // A spot colour: four numbers of sixteen bits.
        2 => bits.take(32).and(bits.take(32)).map(|_| false),
        5 => bits.number([(1, 0), (0, 2), (3, 4), (19, 8)]).map(|_| false),
        _ => Some(false),
    }
}

/// Whether the colours are gray, as far as the colour encoding says so; a profile is noted.
fn gray(bits: &mut Bits<'_>, image: &mut ImageFacts) -> Option<bool> {
    const SPACE: [(u32, u8); 4] = [(0, 0), (1, 0), (2, 4), (18, 6)];
    if bits.flag()? {
        return Some(false);
    }
    image.icc = bits.flag()?;
    Some(bits.number(SPACE)? == 1)
}

/// Bits from the lowest of the first byte on.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn flag(&mut self) -> Option<bool> {
        self.take(1).map(|bit| bit == 1)
    }

    /// At most 32 bits.
    fn take(&mut self, count: u8) -> Option<u32> {
        let mut value = 0;
        for place in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value |= u32::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(value)
    }

    /// Two bits choose among a base and a number of further bits added to it.
    fn number(&mut self, choices: [(u32, u8); 4]) -> Option<u32> {
        let choice = usize::try_from(self.take(2)?).ok()?;
        let (base, more) = *choices.get(choice)?;
        self.take(more)?.checked_add(base)
    }
}
