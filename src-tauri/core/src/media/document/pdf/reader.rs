use std::io::{Read, Seek};
use std::ops::Range;

use memchr::memmem;

use super::object::Indirect;
use super::parser::{Flaw, Parser};
use crate::media::document::inflate::{Inflated, Wrapping, inflate};
use crate::media::source::{Source, Stop};

/// How much is tried at once for one object. Most pages are in the first, which with the second is one read, and those
/// with many links or pictures in the next ones; the last holds a list of some 40,000 pages. Each fetches what the one
/// before did not.
const TRIES: [usize; 8] = [512, 1024, 2048, 4096, 8192, 16 * 1024, 64 * 1024, MOST];
const MOST: usize = 512 * 1024;
/// Looking for a mark is so many times as fast as parsing.
const LOOK: u64 = 16;
/// As long as the marks of an object's end.
const MARK: usize = 6;
/// What may be parsed and unpacked of one file, in bytes. However the file is knotted, this is all the work there is.
const WORK: u64 = 16 * 1024 * 1024;
/// The longest unpacked stream that is kept: 400,000 entries of a cross-reference stream.
const MAX_STREAM: usize = 4 * 1024 * 1024;

/// The file, and how much work it is still worth.
pub(super) struct Reader<'a, R> {
    source: &'a mut Source<R>,
    /// Where the file counts from: some have bytes before their header.
    start: u64,
    work: u64,
}

impl<'a, R: Read + Seek> Reader<'a, R> {
    pub fn new(source: &'a mut Source<R>, start: u64) -> Self {
        Self { source, start, work: WORK }
    }

    pub fn start(&self) -> u64 {
        self.start
    }

    /// Counts from the first byte of the file from now on.
    pub fn count_from_zero(&mut self) {
        self.start = 0;
    }

    /// Length of the part that is counted.
    pub fn len(&self) -> u64 {
        self.source.len().saturating_sub(self.start)
    }

    pub fn extend_budget(&mut self, bytes: u64) {
        self.source.extend_budget(bytes);
    }

    /// At most `wanted` bytes at `at`, fewer only at the end, none behind it.
    pub fn bytes(&mut self, at: u64, wanted: usize) -> Result<&[u8], Stop> {
        let at = self.start.saturating_add(at).min(self.source.len());
        self.source.up_to(at, wanted)
    }

    pub fn set_read_ahead(&mut self, bytes: usize) {
        self.source.set_read_ahead(bytes);
    }

    /// The object that begins with its number at `at`; its stream counted from where everything is.
    pub fn indirect(&mut self, at: u64) -> Result<Option<Indirect>, Stop> {
        let found = self.parse_from(at, has_end, |parser| parser.indirect())?;
        Ok(found.map(|(found, _)| Indirect { stream: found.stream.map(|stream| at + stream), ..found }))
    }

    /// Parses with as many bytes as it takes.
    pub fn parse<T>(
        &mut self,
        at: u64,
        parse: impl Fn(&mut Parser) -> Result<T, Flaw>,
    ) -> Result<Option<(T, u64)>, Stop> {
        self.parse_from(at, |_| true, parse)
    }

    /// The same, and after the first try not before `worth` says so of the bytes that came to it: parsing a long object
    /// again and again takes longer than looking for its end.
    fn parse_from<T>(
        &mut self,
        at: u64,
        worth: impl Fn(&[u8]) -> bool,
        parse: impl Fn(&mut Parser) -> Result<T, Flaw>,
    ) -> Result<Option<(T, u64)>, Stop> {
        self.source.set_read_ahead(1024);
        let mut seen = 0;
        for size in TRIES {
            let bytes = self.bytes(at, size)?;
            let whole = bytes.len() < size;
            let fresh = bytes.get(seen..).unwrap_or_default();
            if seen > 0 && !whole && size < MOST && !worth(fresh) {
                let looked = fresh.len() as u64 / LOOK;
                seen = size - MARK;
                self.spend(looked)?;
                continue;
            }
            seen = size - MARK;
            let mut parser = Parser::new(bytes, whole);
            let parsed = parse(&mut parser);
            let gone = parser.at() as u64;
            self.spend(gone)?;
            match parsed {
                Ok(value) => return Ok(Some((value, at + gone))),
                Err(Flaw::Cut) if !whole => {}
                Err(_) => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Unpacks what lies there.
    pub fn inflate(&mut self, packed: Range<u64>) -> Result<Inflated, Stop> {
        let end = packed.end.saturating_add(self.start).min(self.source.len());
        let start = packed.start.saturating_add(self.start).min(end);
        let inflated = inflate(self.source, start..end, Wrapping::Zlib, MAX_STREAM)?;
        self.spend(inflated.bytes.len() as u64)?;
        Ok(inflated)
    }

    /// What lies there, as it is.
    pub fn copy(&mut self, range: Range<u64>) -> Result<Vec<u8>, Stop> {
        let wanted = range.end.saturating_sub(range.start).min(MAX_STREAM as u64) as usize;
        self.source.set_read_ahead(16);
        let bytes = self.bytes(range.start, wanted)?.to_vec();
        self.spend(bytes.len() as u64)?;
        Ok(bytes)
    }

    pub fn spend(&mut self, work: u64) -> Result<(), Stop> {
        self.work = self.work.checked_sub(work).ok_or(Stop::Spent)?;
        Ok(())
    }
}

/// Whether an object, or what stands before its data, may end in these bytes.
fn has_end(bytes: &[u8]) -> bool {
    [b"endobj", b"stream"].iter().any(|mark| memmem::find(bytes, *mark).is_some())
}
