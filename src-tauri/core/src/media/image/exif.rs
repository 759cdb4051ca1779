use std::io::{Read, Seek};
use std::ops::Range;

use super::ifd::{Halt, Ifds};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Fault, ImageFacts, Orientation};

const ORIENTATION: u16 = 0x0112;
const GPS_DIRECTORY: u16 = 0x8825;
const GPS_LATITUDE: u16 = 0x0002;
const THUMBNAIL_OFFSET: u16 = 0x0201;
const THUMBNAIL_LENGTH: u16 = 0x0202;

/// What Galley asks of EXIF data (CIPA DC-008, a TIFF structure).
///
/// Read here rather than with an EXIF crate: five tags are wanted, and a crate would first copy and
/// index the whole block.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Exif {
    pub orientation: Option<Orientation>,
    pub gps: bool,
    /// Where in the file the embedded JPEG lies; not yet known to be one.
    pub thumbnail: Option<Range<u64>>,
    /// Some of it could not be followed; the rest holds.
    pub damaged: bool,
}

impl Exif {
    /// What it says of any picture; how that is turned, not every format leaves to it.
    pub fn tell(&self, image: &mut ImageFacts, found: &mut Found) {
        image.gps |= self.gps;
        if self.damaged {
            found.faults.push(Fault::UnreadableMetadata);
        }
    }
}

/// Reads the TIFF structure that fills `block`, a part of the file.
pub(crate) fn read<R: Read + Seek>(source: &mut Source<R>, block: Range<u64>) -> Result<Exif, Stop> {
    let mut exif = Exif::default();
    match follow(source, block, &mut exif) {
        Ok(()) => {}
        Err(Halt::Damaged | Halt::Outside) => exif.damaged = true,
        Err(Halt::Stop(stop)) => return Err(stop),
    }
    Ok(exif)
}

/// The same of a block that some writers begin with the mark it has in a JPEG.
pub(super) fn read_marked<R: Read + Seek>(source: &mut Source<R>, block: Range<u64>) -> Result<Exif, Stop> {
    const MARK: &[u8] = b"Exif\0\0";
    let wanted = MARK.len().min(usize::try_from(block.end - block.start).unwrap_or(MARK.len()));
    let marked = source.up_to(block.start, wanted)? == MARK;
    let start = block.start + if marked { MARK.len() as u64 } else { 0 };
    read(source, start..block.end)
}

/// The orientation that a tag's value means; beyond 1 to 8 occur in the wild, and viewers take them for upright.
pub(super) fn orientation(value: u64) -> Option<Orientation> {
    u8::try_from(value).ok().and_then(|value| Orientation::try_from(value).ok())
}

/// Whether the GPS directory at `at` says a place. Cameras without a receiver write one too, with nothing but its
/// version in it.
pub(super) fn located<R: Read + Seek>(ifds: &mut Ifds<'_, R>, at: u64) -> Result<bool, Halt> {
    Ok(ifds.directory(at)?.0.iter().any(|entry| entry.tag == GPS_LATITUDE))
}

fn follow<R: Read + Seek>(source: &mut Source<R>, block: Range<u64>, exif: &mut Exif) -> Result<(), Halt> {
    let (mut ifds, first) = Ifds::open(source, block.clone())?;
    let (entries, second) = ifds.directory(first)?;
    let mut gps = None;
    for entry in entries {
        match entry.tag {
            ORIENTATION => {
                if let Some(value) = ifds.only(&entry)? {
                    exif.orientation = orientation(value);
                }
            }
            GPS_DIRECTORY => gps = ifds.only(&entry)?,
            _ => {}
        }
    }
    if let Some(gps) = gps {
        exif.gps = located(&mut ifds, gps)?;
    }
    if second == 0 {
        return Ok(());
    }
    let (mut offset, mut length) = (None, None);
    for entry in ifds.directory(second)?.0 {
        match entry.tag {
            THUMBNAIL_OFFSET => offset = ifds.only(&entry)?,
            THUMBNAIL_LENGTH => length = ifds.only(&entry)?,
            _ => {}
        }
    }
    if let (Some(offset), Some(length)) = (offset, length) {
        let start = block.start.saturating_add(offset);
        let end = start.saturating_add(length);
        if end > block.end {
            return Err(Halt::Damaged);
        }
        exif.thumbnail = Some(start..end);
    }
    Ok(())
}
