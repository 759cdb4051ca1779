use std::collections::HashMap;
use std::io::{Read, Seek};
use std::ops::Range;

use memchr::memmem::{self, Finder};

use super::index::{Index, Opening};
use super::object::{Dictionary, Object};
use super::parser::is_blank;
use super::reader::Reader;
use super::section::Place;
use crate::media::source::Stop;

/// A file whose index is broken is gone through up to here: more than any network takes. About 0.5 ms per MB.
const MOST: u64 = 128 * 1024 * 1024;
/// For reading the objects again that were found.
const AFTERWARDS: u64 = 2 * 1024 * 1024;
const CHUNK: usize = 256 * 1024;
/// The longest `4294967295 65535 obj`, with white space to spare.
const BEFORE: usize = 64;
/// How far behind its number an object's type stands.
const BEHIND: usize = 512;
/// Objects remembered, 16 bytes each: more than five times what a 100 MB file was seen to have. Behind as many, nothing
/// is looked for.
const MAX_OBJECTS: usize = 1_000_000;
const MAX_STREAMS: usize = 16 * 1024;
/// Trailers and roots remembered; the last ones count.
const MAX_ROOTS: usize = 64;

/// Where objects were found by going through the file from end to end.
#[derive(Default)]
pub(super) struct Searched {
    /// By number; of one number the last.
    objects: Vec<(u32, u64)>,
    /// Object streams, in the order of the file.
    pub streams: Vec<u32>,
    /// What is in those: the stream's number and the place in it.
    pub inside: HashMap<u32, (u32, u32)>,
    trailers: Vec<u64>,
    roots: Vec<u32>,
}

/// Goes through the file for objects, as readers do when the index is broken or missing.
pub(super) fn search<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Option<Opening>, Stop> {
    reader.count_from_zero();
    let end = reader.len().min(MOST);
    reader.extend_budget(end + AFTERWARDS + end / 64);
    let mut searched = Searched::default();
    let (marks, mut at) = (Marks::default(), 0);
    while at < end && searched.objects.len() < MAX_OBJECTS {
        reader.set_read_ahead(CHUNK);
        let chunk = reader.bytes(at, CHUNK)?;
        let last = chunk.len() < CHUNK;
        let from = if at == 0 { 0 } else { BEFORE };
        let to = if last { chunk.len() } else { CHUNK - BEHIND };
        searched.look_through(chunk, from..to, at, &marks);
        if last {
            break;
        }
        at += (CHUNK - BEHIND - BEFORE) as u64;
    }
    searched.objects.sort_by_key(|(number, _)| *number);
    searched.objects.reverse();
    searched.objects.dedup_by_key(|(number, _)| *number);
    searched.objects.reverse();
    let Some(trailer) = searched.trailer(reader)? else { return Ok(None) };
    Ok(Some(Opening { index: Index::Searched(searched), trailer }))
}

impl Searched {
    pub fn place(&self, number: u32) -> Place {
        let direct = self.objects.binary_search_by_key(&number, |(number, _)| *number).ok();
        match (direct.and_then(|at| self.objects.get(at)), self.inside.get(&number)) {
            (Some((_, at)), _) => Place::At(*at),
            (None, Some((stream, index))) => Place::In { stream: *stream, index: *index },
            (None, None) => Place::Free,
        }
    }

    /// Notes what begins within `range` of the chunk, which stands at `base` in the file.
    fn look_through(&mut self, chunk: &[u8], range: Range<usize>, base: u64, marks: &Marks) {
        let bound = |word| Some((word, Bound::before(chunk.get(..word)?)?));
        let mut bounds = memmem::find_iter(chunk, b"obj").filter_map(bound).peekable();
        while let Some((word, bound)) = bounds.next() {
            let Bound::Start { number, at } = bound else { continue };
            if !range.contains(&word) || self.objects.len() >= MAX_OBJECTS {
                continue;
            }
            let start = base + at as u64;
            self.objects.push((number, start));
            // What belongs to this object ends where its stream or the next object begins.
            let next = bounds.peek().map_or(chunk.len(), |(next, _)| *next);
            let head = chunk.get(word..next.min(word + BEHIND)).unwrap_or_default();
            let head = head.get(..marks.stream.find(head).unwrap_or(head.len())).unwrap_or_default();
            if marks.object_stream.find(head).is_some() && self.streams.len() < MAX_STREAMS {
                self.streams.push(number);
            } else if marks.index.find(head).is_some() {
                keep_last(&mut self.trailers, start);
            } else if marks.root.find(head).is_some() {
                keep_last(&mut self.roots, number);
            }
        }
        for word in memmem::find_iter(chunk, b"trailer").filter(|word| range.contains(word)) {
            keep_last(&mut self.trailers, base + word as u64);
        }
    }

    /// The last trailer that names a root, or else the last root.
    fn trailer<R: Read + Seek>(&self, reader: &mut Reader<R>) -> Result<Option<Dictionary>, Stop> {
        for at in self.trailers.iter().rev() {
            let bare = reader.parse(*at, |parser| match parser.keyword(b"trailer")? {
                true => parser.object(),
                false => parser.indirect().map(|found| found.object),
            })?;
            match bare {
                Some((Object::Dictionary(found), _)) if found.get(b"Root").is_some() => {
                    return Ok(Some(found));
                }
                _ => {}
            }
        }
        let root = self.roots.last().map(|root| (b"Root".to_vec(), Object::Reference(*root)));
        Ok(root.map(|root| Dictionary(vec![root])))
    }
}

/// What an object's head is searched for, prepared once: a hostile file has a head every few bytes.
struct Marks {
    stream: Finder<'static>,
    object_stream: Finder<'static>,
    index: Finder<'static>,
    root: Finder<'static>,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            stream: Finder::new("stream"),
            object_stream: Finder::new("/ObjStm"),
            index: Finder::new("/XRef"),
            root: Finder::new("/Catalog"),
        }
    }
}

/// What `obj` may be the last word of.
enum Bound {
    /// An object begins, with its number at this place.
    Start {
        number: u32,
        at: usize,
    },
    End,
}

impl Bound {
    /// By what stands before the word; `None` where it means nothing.
    fn before(before: &[u8]) -> Option<Self> {
        if before.ends_with(b"end") {
            return Some(Self::End);
        }
        number_before(before).map(|(number, at)| Self::Start { number, at })
    }
}

/// The number that stands before `obj`, and where it starts.
fn number_before(before: &[u8]) -> Option<(u32, usize)> {
    let (before, _) = last_digits(strip_blank(before)?)?;
    let (start, digits) = last_digits(strip_blank(before)?)?;
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((number, start.len()))
}

fn strip_blank(bytes: &[u8]) -> Option<&[u8]> {
    let blank = bytes.iter().rev().take(BEFORE / 4).take_while(|byte| is_blank(**byte)).count();
    if blank == 0 { None } else { bytes.get(..bytes.len() - blank) }
}

fn last_digits(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let digits = bytes.iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
    (1..=10).contains(&digits).then(|| bytes.split_at(bytes.len() - digits))
}

fn keep_last<T>(kept: &mut Vec<T>, new: T) {
    if kept.len() >= MAX_ROOTS {
        kept.remove(0);
    }
    kept.push(new);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_before_an_object_is_read_backwards() {
        assert_eq!(number_before(b"endobj\n12 0 "), Some((12, 7)));
        assert_eq!(number_before(b"7\r\n0\t"), Some((7, 0)));
        for none in [b"end".as_slice(), b"12 0", b"0 ", b"x 0 ", b"99999999999 0 ", b"4294967296 0 ", b""] {
            assert_eq!(number_before(none), None, "{}", none.escape_ascii());
        }
    }
}
