use std::io::{Read, Seek};
use std::ops::Range;

use crate::media::Orientation;
use crate::media::source::{Source, Stop};

/// A directory of a camera has some 20 entries, of an editor's file up to about 60.
const MAX_ENTRIES: u16 = 512;

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

/// Reads the TIFF structure that fills `block`, a part of the file.
pub(crate) fn read<R: Read + Seek>(source: &mut Source<R>, block: Range<u64>) -> Result<Exif, Stop> {
    let mut exif = Exif::default();
    match Tiff::open(source, block).and_then(|mut tiff| tiff.read(&mut exif)) {
        Ok(()) => {}
        Err(Halt::Damaged) => exif.damaged = true,
        Err(Halt::Stop(stop)) => return Err(stop),
    }
    Ok(exif)
}

enum Halt {
    Damaged,
    Stop(Stop),
}

struct Tiff<'a, R> {
    source: &'a mut Source<R>,
    block: Range<u64>,
    big_endian: bool,
}

/// One directory entry: the tag and its value, if that is a whole number kept in place.
struct Entry {
    tag: u16,
    value: Option<u32>,
}

impl<'a, R: Read + Seek> Tiff<'a, R> {
    fn open(source: &'a mut Source<R>, block: Range<u64>) -> Result<Self, Halt> {
        let mut tiff = Self { source, block, big_endian: false };
        tiff.big_endian = match &tiff.take::<4>(0)? {
            b"II*\0" => false,
            b"MM\0*" => true,
            _ => return Err(Halt::Damaged),
        };
        Ok(tiff)
    }

    fn read(&mut self, exif: &mut Exif) -> Result<(), Halt> {
        let first = self.u32(4)?;
        let mut gps = None;
        let second = self.directory(first, |entry| match (entry.tag, entry.value) {
            (ORIENTATION, Some(value)) => {
                // Values beyond 8 occur in the wild; viewers take them for upright.
                exif.orientation =
                    u8::try_from(value).ok().and_then(|value| Orientation::try_from(value).ok());
            }
            (GPS_DIRECTORY, value) => gps = value,
            _ => {}
        })?;
        if let Some(gps) = gps {
            // Cameras without a receiver write the directory too, with nothing but its version in it.
            self.directory(gps, |entry| exif.gps |= entry.tag == GPS_LATITUDE)?;
        }
        if second != 0 {
            let (mut offset, mut length) = (None, None);
            self.directory(second, |entry| match entry.tag {
                THUMBNAIL_OFFSET => offset = entry.value,
                THUMBNAIL_LENGTH => length = entry.value,
                _ => {}
            })?;
            if let (Some(offset), Some(length)) = (offset, length) {
                let start = self.block.start + u64::from(offset);
                let end = start + u64::from(length);
                if end > self.block.end {
                    return Err(Halt::Damaged);
                }
                exif.thumbnail = Some(start..end);
            }
        }
        Ok(())
    }

    /// Shows every entry of the directory at `at` and answers where the next directory is, or 0.
    fn directory(&mut self, at: u32, mut show: impl FnMut(Entry)) -> Result<u32, Halt> {
        let at = u64::from(at);
        let count = self.u16(at)?;
        if count > MAX_ENTRIES {
            return Err(Halt::Damaged);
        }
        for index in 0..u64::from(count) {
            let entry = at + 2 + index * 12;
            let tag = self.u16(entry)?;
            let (kind, values) = (self.u16(entry + 2)?, self.u32(entry + 4)?);
            let value = match (kind, values) {
                (1, 1) => Some(u32::from(self.take::<1>(entry + 8)?[0])),
                (3, 1) => Some(u32::from(self.u16(entry + 8)?)),
                (4 | 13, 1) => Some(self.u32(entry + 8)?),
                _ => None,
            };
            show(Entry { tag, value });
        }
        // Some writers end the block right after the last entry.
        match self.u32(at + 2 + u64::from(count) * 12) {
            Err(Halt::Damaged) => Ok(0),
            next => next,
        }
    }

    fn u16(&mut self, at: u64) -> Result<u16, Halt> {
        let bytes = self.take(at)?;
        Ok(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn u32(&mut self, at: u64) -> Result<u32, Halt> {
        let bytes = self.take(at)?;
        Ok(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self, at: u64) -> Result<[u8; N], Halt> {
        let start = self.block.start + at;
        if start + N as u64 > self.block.end {
            return Err(Halt::Damaged);
        }
        self.source.take(start).map_err(Halt::Stop)
    }
}
