//! TIFF and BigTIFF: the first directory that is a picture, and how many there are (TIFF 6.0; Adobe's technical notes).

use std::io::{Read, Seek};

use super::exif;
use super::ifd::{Entry, Halt, Ifds};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Coding, Color, Fault, HeaderPart, ImageFacts, Orientation};

/// Directories followed. More pages are not counted, and a chain that runs in a circle ends here.
const MAX_PAGES: u32 = 2048;
/// Enough for a directory's entries and, where they stand together, its values.
const READ_AHEAD: usize = 4096;
/// Beside the header budget, because each page may cost a read-ahead of its own.
const WALK: u64 = 8 * 1024 * 1024;

const SUBFILE: u16 = 254;
const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const BITS: u16 = 258;
const COMPRESSION: u16 = 259;
const PHOTOMETRIC: u16 = 262;
const STRIP_OFFSETS: u16 = 273;
const ORIENTATION: u16 = 274;
const SAMPLES: u16 = 277;
const STRIP_LENGTHS: u16 = 279;
const PLANES: u16 = 284;
const TILE_OFFSETS: u16 = 324;
const TILE_LENGTHS: u16 = 325;
const EXTRA_SAMPLES: u16 = 338;
const SAMPLE_FORMAT: u16 = 339;
const ICC: u16 = 34_675;
const GPS_DIRECTORY: u16 = 34_853;

/// Ways to pack pixels that Galley unpacks: none, fax of group 4, LZW, JPEG, Deflate by two numbers, PackBits
/// (TIFF 6.0, section 3; its supplements).
const USUAL: [u64; 7] = [1, 4, 5, 7, 8, 32_946, 32_773];

/// What a directory says of its picture.
#[derive(Debug, Default)]
struct Page {
    /// A smaller version of another page.
    reduced: bool,
    width: u64,
    height: u64,
    bits: Option<u64>,
    compression: Option<u64>,
    photometric: Option<u64>,
    /// What its samples are: 1 for whole numbers.
    sample_format: Option<u64>,
    /// Each colour is stored by itself.
    parted: bool,
    orientation: Option<Orientation>,
    samples: Option<u64>,
    /// A sample beside the colours is opacity.
    alpha: bool,
    icc: bool,
    gps: Option<u64>,
    /// Where the last piece of its pixels ends.
    end: u64,
}

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    source.set_read_ahead(READ_AHEAD);
    source.extend_budget(WALK);
    let len = source.len();
    let mut chain = Chain::default();
    let walked = chain.follow(source, len);
    if let Some(page) = &chain.shown {
        tell(page, image, found);
        if page.end > len {
            found.faults.push(Fault::Truncated { at: len, expected: Some(page.end) });
        }
    }
    image.gps = chain.gps;
    match walked {
        Ok(()) | Err(Halt::Stop(Stop::Spent)) if chain.shown.is_none() => {
            found.faults.push(Fault::MissingImageData);
        }
        Ok(()) => {
            // Where all are smaller versions, one of them is shown.
            image.frames = Some(chain.pages.max(1));
            image.animated = Some(false);
        }
        // The first page is what is shown and sent.
        Err(Halt::Stop(Stop::Spent)) => {}
        Err(_) if !found.faults.is_empty() => {}
        Err(Halt::Damaged) => found.faults.push(Fault::CorruptHeader { part: HeaderPart::TiffDirectory }),
        // Most writers put the directories last, so that a file cut short lacks them.
        Err(Halt::Outside) => found.faults.push(Fault::Truncated { at: len, expected: None }),
        Err(Halt::Stop(stop)) => return Err(stop),
    }
    Ok(())
}

/// The directories of a file, one after the other.
#[derive(Default)]
struct Chain {
    /// The first page that is no smaller version of another.
    shown: Option<Page>,
    pages: u32,
    gps: bool,
}

impl Chain {
    fn follow<R: Read + Seek>(&mut self, source: &mut Source<R>, len: u64) -> Result<(), Halt> {
        let (mut ifds, mut next) = Ifds::open(source, 0..len)?;
        for _ in 0..MAX_PAGES {
            if next == 0 {
                return Ok(());
            }
            let (entries, after) = ifds.directory(next)?;
            let page = page(&mut ifds, &entries)?;
            if !page.reduced {
                self.pages += 1;
            }
            let gps = page.gps;
            if self.shown.as_ref().is_none_or(|shown| shown.reduced && !page.reduced) {
                self.shown = Some(page);
            }
            if let Some(gps) = gps {
                self.gps |= exif::located(&mut ifds, gps)?;
            }
            next = after;
        }
        Err(Halt::Stop(Stop::Spent))
    }
}

fn page<R: Read + Seek>(ifds: &mut Ifds<'_, R>, entries: &[Entry]) -> Result<Page, Halt> {
    let mut page = Page::default();
    let (mut offsets, mut lengths) = (None, None);
    for entry in entries {
        match entry.tag {
            SUBFILE => page.reduced = ifds.only(entry)?.is_some_and(|kind| kind & 1 == 1),
            WIDTH => page.width = ifds.only(entry)?.unwrap_or(0),
            HEIGHT => page.height = ifds.only(entry)?.unwrap_or(0),
            BITS => page.bits = ifds.number(entry, 0)?,
            COMPRESSION => page.compression = ifds.only(entry)?,
            PHOTOMETRIC => page.photometric = ifds.only(entry)?,
            ORIENTATION => page.orientation = ifds.only(entry)?.and_then(exif::orientation),
            SAMPLE_FORMAT => page.sample_format = ifds.number(entry, 0)?,
            PLANES => page.parted = ifds.only(entry)? == Some(2),
            SAMPLES => page.samples = ifds.only(entry)?,
            EXTRA_SAMPLES => page.alpha = matches!(ifds.number(entry, 0)?, Some(1 | 2)),
            ICC => page.icc = entry.values > 0,
            GPS_DIRECTORY => page.gps = ifds.only(entry)?,
            STRIP_OFFSETS | TILE_OFFSETS => offsets = Some(*entry),
            STRIP_LENGTHS | TILE_LENGTHS => lengths = Some(*entry),
            _ => {}
        }
    }
    if let (Some(offsets), Some(lengths)) = (offsets, lengths) {
        page.end = end_of_last(ifds, &offsets, &lengths)?;
    }
    Ok(page)
}

/// Where the last strip or tile ends, which in nearly every file is also where the pixels end.
fn end_of_last<R: Read + Seek>(
    ifds: &mut Ifds<'_, R>,
    offsets: &Entry,
    lengths: &Entry,
) -> Result<u64, Halt> {
    let last = offsets.values.min(lengths.values).saturating_sub(1);
    let (offset, length) = (ifds.number(offsets, last)?, ifds.number(lengths, last)?);
    Ok(offset.unwrap_or(0).saturating_add(length.unwrap_or(0)))
}

fn tell(page: &Page, image: &mut ImageFacts, found: &mut Found) {
    let side = |side: u64| u32::try_from(side).ok().filter(|side| *side > 0);
    (image.width, image.height) = (side(page.width), side(page.height));
    if page.width == 0 || page.height == 0 {
        found.faults.push(Fault::ZeroDimensions);
    }
    image.orientation = Some(page.orientation.unwrap_or(Orientation::UPRIGHT));
    // One bit is what the format means where nothing is said (TIFF 6.0, section 8).
    image.bit_depth = u8::try_from(page.bits.unwrap_or(1)).ok().filter(|bits| *bits > 0);
    image.color = color(page);
    image.coding = is_rare(page).then_some(Coding::Rare);
    image.icc = page.icc;
}

/// Whether Galley does not decode it: the crates `image` and `tiff` do not, or take samples beside the colours wrong.
fn is_rare(page: &Page) -> bool {
    let (bits, samples) = (page.bits.unwrap_or(1), page.samples.unwrap_or(1));
    let usual = match page.photometric {
        Some(0 | 1) => samples == 1 && matches!(bits, 1 | 8 | 16),
        Some(2) => samples == if page.alpha { 4 } else { 3 } && matches!(bits, 8 | 16),
        Some(5) => samples == 4 && !page.parted && matches!(bits, 8 | 16),
        Some(3) => true,
        _ => false,
    };
    !usual
        || !USUAL.contains(&page.compression.unwrap_or(1))
        || page.sample_format.is_some_and(|kind| kind != 1)
}

/// TIFF 6.0, section 8 and part 2.
fn color(page: &Page) -> Option<Color> {
    let alpha = |colors| page.alpha && page.samples.is_some_and(|samples| samples > colors);
    match page.photometric? {
        0 | 1 if alpha(1) => Some(Color::GrayAlpha),
        0 | 1 => Some(Color::Gray),
        2 if alpha(3) => Some(Color::Rgba),
        2 | 6 => Some(Color::Rgb),
        3 => Some(Color::Palette),
        5 => Some(Color::Cmyk),
        _ => None,
    }
}
