//! The directories of a TIFF structure, which is also what EXIF data is: tags with values, and where the next one is.

use std::io::{Read, Seek};
use std::ops::Range;

use crate::media::source::{Source, Stop};

/// A directory of a camera has some 20 entries, of an editor's file up to about 60.
const MAX_ENTRIES: u64 = 512;

/// Why a directory was not read to its end.
pub(super) enum Halt {
    /// It is none, or too long for one.
    Damaged,
    /// It leads outside its block.
    Outside,
    Stop(Stop),
}

/// A TIFF structure that fills `block`, a part of a file; classic, or big (BigTIFF, 64-bit offsets).
pub(super) struct Ifds<'a, R> {
    source: &'a mut Source<R>,
    block: Range<u64>,
    big_endian: bool,
    big: bool,
}

/// A tag and its values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub tag: u16,
    /// How many values there are.
    pub values: u64,
    kind: u16,
    /// Where the values are, counted from the block's start.
    at: u64,
}

impl<'a, R: Read + Seek> Ifds<'a, R> {
    /// The structure, and where its first directory is.
    pub fn open(source: &'a mut Source<R>, block: Range<u64>) -> Result<(Self, u64), Halt> {
        let mut ifds = Self { source, block, big_endian: false, big: false };
        (ifds.big_endian, ifds.big) = match &ifds.take::<4>(0)? {
            b"II*\0" => (false, false),
            b"MM\0*" => (true, false),
            b"II+\0" => (false, true),
            b"MM\0+" => (true, true),
            _ => return Err(Halt::Damaged),
        };
        if ifds.big {
            // Offsets of eight bytes, then a zero: nothing else is defined.
            let sound = ifds.u16(4)? == 8 && ifds.u16(6)? == 0;
            let first = if sound { ifds.u64(8)? } else { return Err(Halt::Damaged) };
            Ok((ifds, first))
        } else {
            let first = ifds.u32(4)?.into();
            Ok((ifds, first))
        }
    }

    /// Every entry of the directory at `at`, and where the next directory is, or 0.
    pub fn directory(&mut self, at: u64) -> Result<(Vec<Entry>, u64), Halt> {
        let (count, first, size) = if self.big {
            (self.u64(at)?, at.saturating_add(8), 20)
        } else {
            (self.u16(at)?.into(), at.saturating_add(2), 12)
        };
        if count > MAX_ENTRIES {
            return Err(Halt::Damaged);
        }
        let mut entries = Vec::new();
        for index in 0..count {
            entries.push(self.entry(first.saturating_add(index * size))?);
        }
        let end = first.saturating_add(count * size);
        let next = if self.big { self.u64(end) } else { self.u32(end).map(u64::from) };
        match next {
            // Some writers end the block right after the last entry.
            Err(Halt::Outside) => Ok((entries, 0)),
            next => next.map(|next| (entries, next)),
        }
    }

    fn entry(&mut self, at: u64) -> Result<Entry, Halt> {
        let tag = self.u16(at)?;
        // That could be read, so that what follows it is not beyond the greatest offset.
        let kind = self.u16(at + 2)?;
        let (values, field, room) =
            if self.big { (self.u64(at + 4)?, at + 12, 8) } else { (self.u32(at + 4)?.into(), at + 8, 4) };
        let entry = Entry { tag, values, kind, at: field };
        if entry.bytes() <= room {
            return Ok(entry);
        }
        let at = if self.big { self.u64(field)? } else { self.u32(field)?.into() };
        Ok(Entry { at, ..entry })
    }

    /// The whole number at `index` among the values; `None` for text, fractions and numbers below 0.
    pub fn number(&mut self, entry: &Entry, index: u64) -> Result<Option<u64>, Halt> {
        if index >= entry.values {
            return Ok(None);
        }
        let at = entry.at.saturating_add(index.saturating_mul(entry.size()));
        Ok(Some(match entry.kind {
            1 => u64::from(self.take::<1>(at)?[0]),
            3 => self.u16(at)?.into(),
            4 | 13 => self.u32(at)?.into(),
            16 | 18 => self.u64(at)?,
            _ => return Ok(None),
        }))
    }

    /// The only value, if it is a whole number.
    pub fn only(&mut self, entry: &Entry) -> Result<Option<u64>, Halt> {
        if entry.values == 1 { self.number(entry, 0) } else { Ok(None) }
    }

    /// The four bytes at `offset` in an entry's values, whatever kind they are said to be.
    pub fn long_in(&mut self, entry: &Entry, offset: u64) -> Result<Option<u64>, Halt> {
        let inside = offset.saturating_add(4) <= entry.bytes();
        let at = entry.at.saturating_add(offset);
        if inside { self.u32(at).map(|long| Some(long.into())) } else { Ok(None) }
    }

    fn u16(&mut self, at: u64) -> Result<u16, Halt> {
        let bytes = self.take(at)?;
        Ok(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn u32(&mut self, at: u64) -> Result<u32, Halt> {
        let bytes = self.take(at)?;
        Ok(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    fn u64(&mut self, at: u64) -> Result<u64, Halt> {
        let bytes = self.take(at)?;
        Ok(if self.big_endian { u64::from_be_bytes(bytes) } else { u64::from_le_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self, at: u64) -> Result<[u8; N], Halt> {
        let start = self.block.start.saturating_add(at);
        if start.saturating_add(N as u64) > self.block.end {
            return Err(Halt::Outside);
        }
        self.source.take(start).map_err(Halt::Stop)
    }
}

impl Entry {
    /// Bytes of all its values.
    pub fn bytes(&self) -> u64 {
        self.values.saturating_mul(self.size())
    }

    /// Bytes of one value (TIFF 6.0, section 2; BigTIFF adds 16 to 18). An unknown kind has none that could be read.
    fn size(&self) -> u64 {
        match self.kind {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 | 16 | 17 | 18 => 8,
            _ => 0,
        }
    }
}
