use std::collections::HashSet;
use std::io::{Read, Seek};

use memchr::memmem;

use super::object::{Dictionary, Object};
use super::parser::Parser;
use super::reader::Reader;
use super::search::Searched;
use super::section::{Place, Section};
use crate::media::source::Stop;

/// Savings of one file, one after the other. Programs that only ever append have been seen to leave some dozens.
const MAX_SECTIONS: usize = 512;
/// How far from the end the way to the index is looked for: writers leave it within 1,024 bytes, and what mail and
/// servers add behind it stays below this.
const TAIL: [usize; 2] = [2 * 1024, 64 * 1024];

/// Where the objects of the file are.
pub(super) enum Index {
    /// As the file says, the newest saving first.
    Written(Vec<Section>),
    /// As going through the file showed.
    Searched(Searched),
}

/// An index and what is said beside it.
pub(super) struct Opening {
    pub index: Index,
    pub trailer: Dictionary,
}

/// What the file itself says; `None` where that cannot be followed to a root.
pub(super) fn written<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Option<Opening>, Stop> {
    let Some(at) = last_section(reader)? else { return Ok(None) };
    if let Some(found) = chain(reader, at)? {
        return Ok(Some(found));
    }
    // Some writers count from the first byte even when the header stands later.
    if reader.start() == 0 {
        return Ok(None);
    }
    reader.count_from_zero();
    chain(reader, at)
}

/// What follows the last `startxref`.
pub(super) fn last_section<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Option<u64>, Stop> {
    const WORD: &[u8] = b"startxref";
    for tail in TAIL {
        let from = reader.len().saturating_sub(tail as u64);
        let bytes = reader.bytes(from, tail)?;
        if let Some(at) = memmem::rfind(bytes, WORD) {
            let after = bytes.get(at + WORD.len()..).unwrap_or_default();
            return Ok(Parser::new(after, true).unsigned().ok());
        }
    }
    Ok(None)
}

/// Follows the savings back from the newest.
fn chain<R: Read + Seek>(reader: &mut Reader<R>, newest: u64) -> Result<Option<Opening>, Stop> {
    let (mut sections, mut seen, mut next) = (Vec::new(), HashSet::new(), Some(newest));
    let mut trailer: Option<Dictionary> = None;
    while let Some(at) = next.take() {
        if sections.len() >= MAX_SECTIONS || !seen.insert(at) {
            break;
        }
        let Some(section) = Section::read(reader, at)? else { break };
        next = section.trailer.get(b"Prev").and_then(Object::unsigned);
        if trailer.is_none() && section.trailer.get(b"Root").is_some() {
            trailer = Some(section.trailer.clone());
        }
        sections.push(section);
    }
    Ok(trailer.map(|trailer| Opening { index: Index::Written(sections), trailer }))
}

impl Index {
    pub fn place<R: Read + Seek>(&self, reader: &mut Reader<R>, number: u32) -> Result<Place, Stop> {
        match self {
            Self::Written(sections) => {
                for section in sections {
                    if let Some(place) = section.place(reader, number)? {
                        return Ok(place);
                    }
                }
                Ok(Place::Free)
            }
            Self::Searched(searched) => Ok(searched.place(number)),
        }
    }
}
