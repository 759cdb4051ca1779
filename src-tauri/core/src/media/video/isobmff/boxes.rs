use std::io::{Read, Seek};

use crate::media::boxes::{self, Head};
use crate::media::source::{Source, Stop};
use crate::media::video::Halt;

/// Boxes looked at in one file. A film of a hundred tracks has some two thousand beside its fragments.
const MOST: u32 = 20_000;

pub(in crate::media) type Kind = [u8; 4];

/// A box, which QuickTime calls an atom: what it is, and where in the file its content lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::media) struct Atom {
    pub kind: Kind,
    pub start: u64,
    /// May lie behind the end of a file that was cut.
    pub end: u64,
}

impl Atom {
    pub fn len(&self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Where content that begins so many bytes into the box lies.
    pub fn at(&self, bytes: u64) -> u64 {
        self.start.saturating_add(bytes)
    }

    /// The rest of the box behind its first bytes, where more boxes stand in some kinds.
    pub fn behind(&self, bytes: u64) -> Self {
        Self { start: self.at(bytes).min(self.end.max(self.start)), ..*self }
    }
}

/// Reads boxes (ISO/IEC 14496-12, section 4.2) of a source, a limited number of them.
pub(in crate::media) struct Boxes<'s, R> {
    pub source: &'s mut Source<R>,
    left: u32,
}

impl<'s, R: Read + Seek> Boxes<'s, R> {
    pub fn new(source: &'s mut Source<R>) -> Self {
        Self { source, left: MOST }
    }

    /// The box at `at`, on the outermost level, where one of size 0 goes on to the end of the file. `None` where
    /// nothing more stands, or something that is no box.
    pub fn outer(&mut self, at: u64) -> Result<Option<Atom>, Halt> {
        let end = self.source.len();
        if at.saturating_add(8) > end {
            return Ok(None);
        }
        let head = self.head(at)?;
        if head.end.is_none() && head.kind == [0; 4] {
            return Ok(None);
        }
        Ok(Some(Atom { kind: head.kind, start: head.start, end: head.end.unwrap_or(end) }))
    }

    /// The box at `at` inside `parent`. `None` at its end; QuickTime may end a list by a size of 0.
    pub fn inner(&mut self, at: u64, parent: &Atom) -> Result<Option<Atom>, Halt> {
        if at.saturating_add(8) > parent.end {
            return Ok(None);
        }
        let Head { kind, start, end } = self.head(at)?;
        let Some(end) = end else { return Ok(None) };
        if end > parent.end { Err(Halt::Corrupt) } else { Ok(Some(Atom { kind, start, end })) }
    }

    /// Hands every box inside `parent` to `each`.
    pub fn within(
        &mut self,
        parent: &Atom,
        mut each: impl FnMut(&mut Self, Atom) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let mut at = parent.start;
        while let Some(child) = self.inner(at, parent)? {
            each(self, child)?;
            at = child.end;
        }
        Ok(())
    }

    /// The first box of a kind inside `parent`.
    pub fn child(&mut self, parent: &Atom, kind: &Kind) -> Result<Option<Atom>, Halt> {
        let mut at = parent.start;
        while let Some(child) = self.inner(at, parent)? {
            if child.kind == *kind {
                return Ok(Some(child));
            }
            at = child.end;
        }
        Ok(None)
    }

    fn head(&mut self, at: u64) -> Result<Head, Halt> {
        self.left = self.left.checked_sub(1).ok_or(Stop::Spent)?;
        boxes::head(self.source, at)?.ok_or(Halt::Corrupt)
    }

    /// The byte that tells a box's version, and its three bytes of flags.
    pub fn version(&mut self, atom: &Atom) -> Result<(u8, u32), Halt> {
        let [version, a, b, c] = self.source.take(atom.start)?;
        Ok((version, u32::from_be_bytes([0, a, b, c])))
    }

    pub fn u16(&mut self, at: u64) -> Result<u16, Stop> {
        self.source.take(at).map(u16::from_be_bytes)
    }

    pub fn u32(&mut self, at: u64) -> Result<u32, Stop> {
        self.source.take(at).map(u32::from_be_bytes)
    }

    pub fn i32(&mut self, at: u64) -> Result<i32, Stop> {
        self.source.take(at).map(i32::from_be_bytes)
    }

    pub fn u64(&mut self, at: u64) -> Result<u64, Stop> {
        self.source.take(at).map(u64::from_be_bytes)
    }

    /// A number of four bytes, or of eight in boxes of version 1.
    pub fn wide(&mut self, at: u64, version: u8) -> Result<u64, Stop> {
        if version == 1 { self.u64(at) } else { self.u32(at).map(u64::from) }
    }
}
