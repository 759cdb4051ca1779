use std::io::{Read, Seek};

use super::object::{Dictionary, Object};
use super::parser::Parser;
use super::reader::Reader;
use super::stream;
use crate::media::source::Stop;

/// Runs of entries in one table or stream. Writers that save changes alone leave some hundred at most.
const MAX_RUNS: usize = 4096;
/// Bytes of an entry in a table (ISO 32000-2, 7.5.4).
const ENTRY: u64 = 20;

/// Where an object is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// There is no such object (any more).
    Free,
    At(u64),
    /// In an object stream: the number of that, and the place in it.
    In {
        stream: u32,
        index: u32,
    },
}

/// What one saving of the file says of where objects are: a table, a stream, or a table with a stream beside it for
/// readers that know streams.
pub(super) struct Section {
    listed: Listed,
    beside: Option<Listed>,
    pub trailer: Dictionary,
}

enum Listed {
    Table(Vec<Run>),
    /// Unpacked, and the lengths of the three fields of an entry.
    Stream {
        entries: Vec<u8>,
        widths: [usize; 3],
        runs: Vec<Run>,
    },
}

/// Entries of consecutive objects.
#[derive(Clone, Copy)]
struct Run {
    first: u64,
    count: u64,
    /// Where the entries are: in the file for a table, counted in entries for a stream.
    at: u64,
}

impl Section {
    /// The section at `at`; `None` where there is none.
    pub fn read<R: Read + Seek>(reader: &mut Reader<R>, at: u64) -> Result<Option<Self>, Stop> {
        let table = reader.parse(at, |parser| parser.keyword(b"xref"))?;
        let Some((true, after)) = table else {
            let stream = stream_at(reader, at)?;
            return Ok(stream.map(|(listed, trailer)| Self { listed, beside: None, trailer }));
        };
        let Some((runs, end)) = runs(reader, after)? else { return Ok(None) };
        let trailer = reader.parse(end, |parser| {
            parser.keyword(b"trailer")?;
            parser.object()
        })?;
        let Some((Object::Dictionary(trailer), _)) = trailer else { return Ok(None) };
        let beside = match trailer.get(b"XRefStm").and_then(Object::unsigned) {
            Some(at) => stream_at(reader, at)?.map(|(listed, _)| listed),
            None => None,
        };
        Ok(Some(Self { listed: Listed::Table(runs), beside, trailer }))
    }

    /// `None` for an object that this saving did not touch.
    pub fn place<R: Read + Seek>(&self, reader: &mut Reader<R>, number: u32) -> Result<Option<Place>, Stop> {
        match (self.listed.place(reader, number)?, &self.beside) {
            // Objects in the stream beside are free in the table, which old readers believe (7.5.8.4).
            (None | Some(Place::Free), Some(beside)) => {
                let there = beside.place(reader, number)?;
                Ok(there.or(self.listed.place(reader, number)?))
            }
            (place, _) => Ok(place),
        }
    }
}

impl Listed {
    fn place<R: Read + Seek>(&self, reader: &mut Reader<R>, number: u32) -> Result<Option<Place>, Stop> {
        let (Self::Table(runs) | Self::Stream { runs, .. }) = self;
        reader.spend(1 + runs.len() as u64 / 16)?;
        let number = u64::from(number);
        let run = runs.iter().find(|run| number.checked_sub(run.first).is_some_and(|nth| nth < run.count));
        let Some(run) = run else { return Ok(None) };
        let nth = number - run.first;
        match self {
            Self::Table(_) => {
                let entry = reader.bytes(run.at.saturating_add(nth.saturating_mul(ENTRY)), ENTRY as usize)?;
                Ok(table_entry(entry))
            }
            Self::Stream { entries, widths, .. } => Ok(stream_entry(entries, *widths, run.at + nth)),
        }
    }
}

/// The runs of a table, and where they end.
fn runs<R: Read + Seek>(reader: &mut Reader<R>, mut at: u64) -> Result<Option<(Vec<Run>, u64)>, Stop> {
    let mut runs = Vec::new();
    while runs.len() < MAX_RUNS {
        let head = reader.parse(at, |parser| {
            if parser.keyword(b"trailer")? {
                return Ok(None);
            }
            let (first, count) = (parser.unsigned()?, parser.unsigned()?);
            parser.skip_blank();
            Ok(Some((first, count)))
        })?;
        match head {
            None => return Ok(None),
            Some((None, _)) => return Ok(Some((runs, at))),
            Some((Some((first, count)), entries)) => {
                runs.push(Run { first, count, at: entries });
                at = entries.saturating_add(count.saturating_mul(ENTRY));
                if at > reader.len() {
                    return Ok(None);
                }
            }
        }
    }
    Ok(None)
}

/// `0000012345 00000 n`.
fn table_entry(entry: &[u8]) -> Option<Place> {
    let mut parser = Parser::new(entry, true);
    let offset = parser.unsigned().ok()?;
    parser.unsigned().ok()?;
    match parser.keyword(b"n") {
        Ok(true) => Some(Place::At(offset)),
        _ => parser.keyword(b"f").ok()?.then_some(Place::Free),
    }
}

/// A cross-reference stream (7.5.8), which is also its own trailer.
fn stream_at<R: Read + Seek>(reader: &mut Reader<R>, at: u64) -> Result<Option<(Listed, Dictionary)>, Stop> {
    let Some(found) = reader.indirect(at)? else { return Ok(None) };
    let (Object::Dictionary(trailer), Some(data)) = (found.object, found.stream) else { return Ok(None) };
    let Some(widths) = widths(&trailer) else { return Ok(None) };
    let length = trailer.get(b"Length").and_then(Object::unsigned);
    // It is never encrypted (7.6.1): it is what tells where the key is.
    let Some(entries) = stream::read(reader, data, length, &trailer, None)? else { return Ok(None) };
    let Some(runs) = stream_runs(&trailer) else { return Ok(None) };
    Ok(Some((Listed::Stream { entries, widths, runs }, trailer)))
}

fn widths(trailer: &Dictionary) -> Option<[usize; 3]> {
    let widths = trailer.get(b"W")?.array()?;
    let width = |index: usize| {
        let width = widths.get(index)?.unsigned()?;
        // Numbers of more bytes do not fit what they are read into.
        usize::try_from(width).ok().filter(|width| *width <= 8)
    };
    let widths = [width(0)?, width(1)?, width(2)?];
    (widths.iter().sum::<usize>() > 0).then_some(widths)
}

fn stream_runs(trailer: &Dictionary) -> Option<Vec<Run>> {
    let Some(index) = trailer.get(b"Index") else {
        let count = trailer.get(b"Size")?.unsigned()?;
        return Some(vec![Run { first: 0, count, at: 0 }]);
    };
    let mut at = 0_u64;
    let mut runs = Vec::new();
    for pair in index.array()?.chunks_exact(2).take(MAX_RUNS) {
        let [first, count] = pair else { break };
        let (first, count) = (first.unsigned()?, count.unsigned()?);
        runs.push(Run { first, count, at });
        at = at.checked_add(count)?;
    }
    Some(runs)
}

fn stream_entry(entries: &[u8], widths: [usize; 3], nth: u64) -> Option<Place> {
    let size: usize = widths.iter().sum();
    let start = usize::try_from(nth).ok()?.checked_mul(size)?;
    let mut entry = entries.get(start..start.checked_add(size)?)?;
    let mut field = |width: usize, usual: u64| {
        let (bytes, rest) = entry.split_at_checked(width)?;
        entry = rest;
        let value = bytes.iter().fold(0, |value: u64, byte| value << 8 | u64::from(*byte));
        Some(if width == 0 { usual } else { value })
    };
    let (kind, second, third) = (field(widths[0], 1)?, field(widths[1], 0)?, field(widths[2], 0)?);
    match kind {
        0 => Some(Place::Free),
        1 => Some(Place::At(second)),
        2 => Some(Place::In { stream: second.try_into().ok()?, index: third.try_into().ok()? }),
        _ => Some(Place::Free),
    }
}
