//! Photoshop files (PSD, and PSB for large ones): the header, and the blocks that say more of the picture
//! (Adobe Photoshop File Formats Specification).

use std::io::{Read, Seek};
use std::ops::Range;

use super::exif;
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Color, Fault, HeaderPart, ImageFacts, Orientation};

/// Blocks of one file: real ones have some 30.
const MAX_BLOCKS: u32 = 1024;
const PROFILE: u16 = 1039;
const EXIF: u16 = 1058;
/// The longest side of a PSD, and of a PSB.
const LONGEST: [u32; 2] = [30_000, 300_000];

/// Where the parts of a file are.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Lengths of layers and of rows take twice as many bytes.
    pub large: bool,
    pub channels: u16,
    pub width: u32,
    pub height: u32,
    /// Bits per sample.
    pub depth: u16,
    pub mode: u16,
    /// The picture of all layers together, stored for programs that cannot draw layers.
    pub merged: u64,
    /// The first channel beside the colours is that picture's opacity.
    pub transparent: bool,
    /// A profile, as long as the file says; and EXIF data.
    pub profile: Option<Range<u64>>,
    exif: Option<Range<u64>>,
}

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    image.orientation = Some(Orientation::UPRIGHT);
    let Some((mut layout, mode_data)) = header(source)? else {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::PsdHeader });
        return Ok(());
    };
    if layout.width == 0 || layout.height == 0 {
        found.faults.push(Fault::ZeroDimensions);
    } else {
        (image.width, image.height) = (Some(layout.width), Some(layout.height));
    }
    (image.frames, image.animated) = (Some(1), Some(false));
    image.bit_depth = u8::try_from(layout.depth).ok();
    image.color = color(&layout);
    layout.find_blocks(source, mode_data)?;
    image.icc = layout.profile.is_some();
    if let Some(block) = layout.exif.clone() {
        let exif = exif::read_marked(source, block)?;
        exif.tell(image, found);
    }
    layout.find_merged(source, mode_data)?;
    image.color = color(&layout);
    // How it is packed, and at least a byte of it.
    let expected = layout.merged.saturating_add(3);
    if expected > source.len() {
        return Err(Stop::End { expected });
    }
    Ok(())
}

/// Where everything is, of a file that is going to be decoded.
pub(crate) fn layout<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<Layout>, Stop> {
    let Some((mut layout, mode_data)) = header(source)? else { return Ok(None) };
    layout.find_blocks(source, mode_data)?;
    layout.find_merged(source, mode_data)?;
    Ok(Some(layout))
}

/// The first header, and where what follows it starts. `None` if it contradicts itself.
fn header<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<(Layout, u64)>, Stop> {
    let head: [u8; 26] = source.take(0)?;
    let [_, _, _, _, v1, v0, _, _, _, _, _, _, c1, c0, h3, h2, h1, h0, w3, w2, w1, w0, d1, d0, m1, m0] = head;
    let large = match u16::from_be_bytes([v1, v0]) {
        1 => false,
        2 => true,
        _ => return Ok(None),
    };
    let layout = Layout {
        large,
        channels: u16::from_be_bytes([c1, c0]),
        width: u32::from_be_bytes([w3, w2, w1, w0]),
        height: u32::from_be_bytes([h3, h2, h1, h0]),
        depth: u16::from_be_bytes([d1, d0]),
        mode: u16::from_be_bytes([m1, m0]),
        merged: 0,
        transparent: false,
        profile: None,
        exif: None,
    };
    let [psd, psb] = LONGEST;
    let sound = layout.width.max(layout.height) <= if large { psb } else { psd }
        && matches!(layout.channels, 1..=56)
        && matches!(layout.depth, 1 | 8 | 16 | 32);
    Ok(sound.then_some((layout, 26)))
}

impl Layout {
    /// Goes from one image resource block to the next. Of each kind only one is allowed, and a file can hold thousands.
    fn find_blocks<R: Read + Seek>(&mut self, source: &mut Source<R>, mode_data: u64) -> Result<(), Stop> {
        let blocks = mode_data + 4 + u64::from(u32_at(source, mode_data)?);
        let end = blocks + 4 + u64::from(u32_at(source, blocks)?);
        let mut at = blocks + 4;
        for _ in 0..MAX_BLOCKS {
            if at + 12 > end {
                break;
            }
            let [_, _, _, _, i1, i0, name] = source.take(at)?;
            // The name is padded to an even length together with its own length.
            let sizes = at + 6 + (1 + u64::from(name)).next_multiple_of(2);
            let size = u64::from(u32_at(source, sizes)?);
            let content = sizes + 4..sizes + 4 + size;
            at = content.start + size.next_multiple_of(2);
            let kept = match u16::from_be_bytes([i1, i0]) {
                PROFILE => &mut self.profile,
                EXIF => &mut self.exif,
                _ => continue,
            };
            if kept.is_none() && size > 0 && content.end <= source.len() {
                *kept = Some(content);
            }
        }
        Ok(())
    }

    /// Goes past the colour table, the blocks and the layers, each of which begins with its length.
    fn find_merged<R: Read + Seek>(&mut self, source: &mut Source<R>, mode_data: u64) -> Result<(), Stop> {
        let blocks = mode_data + 4 + u64::from(u32_at(source, mode_data)?);
        let layers = blocks + 4 + u64::from(u32_at(source, blocks)?);
        let length = |source: &mut Source<R>, at: u64| -> Result<u64, Stop> {
            if self.large {
                source.take(at).map(u64::from_be_bytes)
            } else {
                u32_at(source, at).map(u64::from)
            }
        };
        let field = if self.large { 8 } else { 4 };
        let all = length(source, layers)?;
        self.merged = layers.saturating_add(field).saturating_add(all);
        // A negative number of layers says that there is opacity beside the colours.
        if all >= 2 * field + 2 && length(source, layers + field)? >= 2 {
            self.transparent = i16::from_be_bytes(source.take(layers + 2 * field)?) < 0;
        }
        Ok(())
    }

    /// Channels that make the colour; `None` for modes that are not plain light, ink or gray.
    pub fn colors(&self) -> Option<u16> {
        match self.mode {
            1 | 8 => Some(1),
            3 => Some(3),
            4 => Some(4),
            _ => None,
        }
    }
}

fn color(layout: &Layout) -> Option<Color> {
    let alpha = layout.transparent && layout.colors().is_some_and(|colors| layout.channels > colors);
    match layout.mode {
        0 | 1 | 8 if !alpha => Some(Color::Gray),
        1 | 8 => Some(Color::GrayAlpha),
        2 => Some(Color::Palette),
        3 if alpha => Some(Color::Rgba),
        3 => Some(Color::Rgb),
        4 => Some(Color::Cmyk),
        _ => None,
    }
}

fn u32_at<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<u32, Stop> {
    source.take(at).map(u32::from_be_bytes)
}
