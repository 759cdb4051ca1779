use std::io::{Read, Seek};

use encoding_rs::Decoder;

use super::encoding::{CHUNK, Stored};
use crate::media::LineEnds;
use crate::media::source::{Source, Stop};

/// The lines of a text, decoded a piece at a time; what makes no sense becomes U+FFFD.
pub(super) struct Lines<'a, R> {
    source: &'a mut Source<R>,
    decoder: Decoder,
    /// Where the next piece of the file begins.
    at: u64,
    /// Decoded and not yet given out.
    text: String,
    /// Where in `text` the next line begins, and up to where no line end was found.
    next: usize,
    searched: usize,
    number: u32,
    ends: Ends,
}

/// How often each kind of line end occurs.
#[derive(Clone, Copy, Default)]
struct Ends {
    lf: u32,
    crlf: u32,
    cr: u32,
}

impl<'a, R: Read + Seek> Lines<'a, R> {
    pub fn new(source: &'a mut Source<R>, stored: Stored) -> Self {
        let decoder = stored.decoder.new_decoder_with_bom_removal();
        Self {
            source,
            decoder,
            at: 0,
            text: String::new(),
            next: 0,
            searched: 0,
            number: 0,
            ends: Ends::default(),
        }
    }

    /// The next line without its end, and its number, counted from 1.
    pub fn next(&mut self) -> Result<Option<(u32, String)>, Stop> {
        loop {
            let fresh = &self.text.as_bytes()[self.searched..];
            let found = fresh.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let whole = self.at >= self.source.len();
            match found.map(|place| self.searched + place) {
                // The piece may have cut a pair.
                Some(end) if end + 1 == self.text.len() && !whole => self.searched = end,
                Some(end) => return Ok(Some(self.take(end))),
                None if whole && self.next == self.text.len() => return Ok(None),
                None if whole => return Ok(Some(self.take(self.text.len()))),
                None => self.searched = self.text.len(),
            }
            self.decode_more()?;
        }
    }

    /// How the lines given out so far end; `None` for a single one without an end.
    pub fn ends(&self) -> Option<LineEnds> {
        match self.ends {
            Ends { lf: 0, crlf: 0, cr: 0 } => None,
            Ends { crlf: 0, cr: 0, .. } => Some(LineEnds::Lf),
            Ends { cr: 0, .. } => Some(LineEnds::Crlf),
            Ends { lf: 0, crlf: 0, .. } => Some(LineEnds::Cr),
            _ => Some(LineEnds::Mixed),
        }
    }

    fn take(&mut self, end: usize) -> (u32, String) {
        let line = self.text[self.next..end].to_owned();
        let (length, count) = match self.text.as_bytes()[end..] {
            [b'\r', b'\n', ..] => (2, Some(&mut self.ends.crlf)),
            [b'\r', ..] => (1, Some(&mut self.ends.cr)),
            [b'\n', ..] => (1, Some(&mut self.ends.lf)),
            _ => (0, None),
        };
        // No more than the bytes of a file that is read, which a u32 counts.
        if let Some(count) = count {
            *count += 1;
        }
        self.number += 1;
        self.next = end + length;
        self.searched = self.next;
        (self.number, line)
    }

    fn decode_more(&mut self) -> Result<(), Stop> {
        self.text.drain(..self.next);
        self.searched -= self.next;
        self.next = 0;
        let len = self.source.len();
        let chunk = self.source.up_to(self.at, CHUNK)?;
        self.at += chunk.len() as u64;
        // Room for all of the piece, so that one call decodes it.
        self.text.reserve(self.decoder.max_utf8_buffer_length(chunk.len()).unwrap_or(4 * CHUNK));
        let last = self.at >= len;
        let _ = self.decoder.decode_to_string(chunk, &mut self.text, last);
        Ok(())
    }
}
