//! The notation under Matroska (RFC 8794): elements in elements, each with an id, a length and its content.

use std::io::{Read, Seek};

use super::Halt;
use crate::media::source::{Source, Stop};

/// Elements looked at; a film of thirty tracks has some thousand before its pictures.
const MOST: u32 = 10_000;
/// The longest text that is read, a codec's mark, is some thirty characters.
const TEXT: usize = 64;

/// An element: what it is, and where in the file its content lies.
#[derive(Clone, Copy)]
pub(super) struct Element {
    pub id: u32,
    pub start: u64,
    pub end: u64,
}

impl Element {
    pub fn len(&self) -> u64 {
        self.end.saturating_sub(self.start)
    }
}

/// Reads elements of a source, a limited number of them.
pub(super) struct Elements<'s, R> {
    pub source: &'s mut Source<R>,
    left: u32,
}

impl<'s, R: Read + Seek> Elements<'s, R> {
    pub fn new(source: &'s mut Source<R>) -> Self {
        Self { source, left: MOST }
    }

    /// All of the file, which elements are in.
    pub fn whole(&self) -> Element {
        Element { id: 0, start: 0, end: self.source.len() }
    }

    /// The element at `at`; `None` at the end of its parent. One of unknown size goes on to that end.
    pub fn next(&mut self, at: u64, parent: &Element) -> Result<Option<Element>, Halt> {
        if at.saturating_add(2) > parent.end.min(self.source.len()) {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or(Stop::Spent)?;
        let first = self.source.byte(at)?;
        // An id is one to four bytes long, and its length mark belongs to it.
        let length = first.leading_zeros() + 1;
        if length > 4 {
            return Err(Halt::Corrupt);
        }
        let id = self.big_endian(at, u64::from(length))?;
        let at = at + u64::from(length);
        let first = self.source.byte(at)?;
        let length = u64::from(first.leading_zeros()) + 1;
        if length > 8 {
            return Err(Halt::Corrupt);
        }
        let data = (1_u64 << (7 * length)) - 1;
        let size = self.big_endian(at, length)? & data;
        let start = at + length;
        let end = if size == data { parent.end } else { start.checked_add(size).ok_or(Halt::Corrupt)? };
        // At most four bytes.
        let element = Element { id: id as u32, start, end };
        // The segment alone may end behind the file's end, and everything else in it with it.
        let contained = end <= parent.end || parent.id == 0;
        if contained { Ok(Some(element)) } else { Err(Halt::Corrupt) }
    }

    pub fn within(
        &mut self,
        parent: &Element,
        mut each: impl FnMut(&mut Self, Element) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let mut at = parent.start;
        while let Some(element) = self.next(at, parent)? {
            each(self, element)?;
            at = element.end;
        }
        Ok(())
    }

    fn big_endian(&mut self, at: u64, length: u64) -> Result<u64, Halt> {
        let mut number = 0;
        for place in 0..length.min(8) {
            number = number << 8 | u64::from(self.source.byte(at + place)?);
        }
        Ok(number)
    }

    pub fn number(&mut self, element: &Element) -> Result<u64, Halt> {
        self.big_endian(element.start, element.len())
    }

    pub fn float(&mut self, element: &Element) -> Result<Option<f64>, Halt> {
        Ok(match element.len() {
            4 => Some(f64::from(f32::from_be_bytes(self.source.take(element.start)?))),
            8 => Some(f64::from_be_bytes(self.source.take(element.start)?)),
            _ => None,
        })
    }

    pub fn text(&mut self, element: &Element) -> Result<String, Halt> {
        let length = usize::try_from(element.len()).unwrap_or(TEXT).min(TEXT);
        let bytes = self.source.up_to(element.start, length)?;
        let text = bytes.iter().take_while(|byte| byte.is_ascii_graphic());
        Ok(text.map(|byte| char::from(*byte)).collect())
    }
}
