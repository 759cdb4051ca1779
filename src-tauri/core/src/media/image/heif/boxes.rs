use std::io::{Read, Seek};
use std::ops::Range;

use crate::media::boxes;
use crate::media::source::{Source, Stop};

/// Boxes in one box. Real files have a dozen; of many tiles' properties up to some hundred.
const MAX_BOXES: u32 = 4096;

/// A box of an ISO base media file (ISO/IEC 14496-12, section 4.2).
#[derive(Clone, Debug)]
pub(crate) struct Box {
    pub name: [u8; 4],
    pub content: Range<u64>,
}

/// Why a walk through boxes ended before it should.
#[derive(Debug)]
pub(crate) enum Halt {
    /// A box contradicts itself or the one around it.
    Corrupt,
    Stop(Stop),
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// Goes through the boxes that fill a part of a file, one after the other.
pub(crate) struct Boxes {
    at: u64,
    end: u64,
    left: u32,
    outermost: bool,
}

impl Boxes {
    /// Those that no other is around.
    pub fn outermost<R: Read + Seek>(source: &Source<R>) -> Self {
        Self { outermost: true, ..Self::within(&(0..source.len())) }
    }

    pub fn within(part: &Range<u64>) -> Self {
        Self { at: part.start, end: part.end, left: MAX_BOXES, outermost: false }
    }

    /// The boxes of a box that begins with a version and flags; the version comes along.
    pub fn versioned<R: Read + Seek>(source: &mut Source<R>, part: &Range<u64>) -> Result<(u8, Self), Halt> {
        let content = Fields::of(part).versioned(source)?;
        Ok((content.version, Self::within(&(content.at..content.end))))
    }

    /// The next box. One that is longer than the file is answered as long as the file is.
    pub fn next<R: Read + Seek>(&mut self, source: &mut Source<R>) -> Result<Option<Box>, Halt> {
        if self.at >= self.end {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or(Halt::Corrupt)?;
        if self.end - self.at < 8 {
            return Err(Halt::Corrupt);
        }
        let head = boxes::head(source, self.at)?.ok_or(Halt::Corrupt)?;
        let end = match head.end {
            Some(end) => end,
            None if self.outermost => self.end,
            None => return Ok(None),
        };
        if end > self.end && self.end < source.len() {
            return Err(Halt::Corrupt);
        }
        if end > self.end {
            return Err(Halt::Stop(Stop::End { expected: end }));
        }
        self.at = end;
        Ok(Some(Box { name: head.kind, content: head.start..end }))
    }

    /// The next box of this name.
    pub fn find<R: Read + Seek>(
        &mut self,
        source: &mut Source<R>,
        name: &[u8; 4],
    ) -> Result<Option<Box>, Halt> {
        while let Some(found) = self.next(source)? {
            if found.name == *name {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

/// Reads the fields of a box from its start, never beyond its end.
pub(crate) struct Fields {
    at: u64,
    end: u64,
    pub version: u8,
    pub flags: u8,
}

impl Fields {
    pub fn of(part: &Range<u64>) -> Self {
        Self { at: part.start, end: part.end, version: 0, flags: 0 }
    }

    /// After the version and the flags, of which only the last byte ever means something here.
    pub fn versioned<R: Read + Seek>(mut self, source: &mut Source<R>) -> Result<Self, Halt> {
        let [version, _, _, flags] = self.take(source)?;
        (self.version, self.flags) = (version, flags);
        Ok(self)
    }

    pub fn rest(&self) -> Range<u64> {
        self.at..self.end
    }

    pub fn take<R: Read + Seek, const N: usize>(&mut self, source: &mut Source<R>) -> Result<[u8; N], Halt> {
        if self.end - self.at < N as u64 {
            return Err(Halt::Corrupt);
        }
        let bytes = source.take(self.at)?;
        self.at += N as u64;
        Ok(bytes)
    }

    pub fn skip(&mut self, bytes: u64) -> Result<(), Halt> {
        let left = self.end.saturating_sub(self.at);
        self.at += bytes.min(left);
        if bytes > left { Err(Halt::Corrupt) } else { Ok(()) }
    }

    /// A big-endian number of 0, 1, 2, 4 or 8 bytes.
    pub fn number<R: Read + Seek>(&mut self, source: &mut Source<R>, bytes: u8) -> Result<u64, Halt> {
        Ok(match bytes {
            0 => 0,
            1 => self.take::<R, 1>(source)?[0].into(),
            2 => u16::from_be_bytes(self.take(source)?).into(),
            4 => u32::from_be_bytes(self.take(source)?).into(),
            8 => u64::from_be_bytes(self.take(source)?),
            _ => return Err(Halt::Corrupt),
        })
    }
}
