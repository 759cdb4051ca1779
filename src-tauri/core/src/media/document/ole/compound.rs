use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};

use crate::media::source::{Source, Stop};

/// Streams of the outermost folder; a program writes some ten.
const MAX_ENTRIES: usize = 1024;
/// Steps from sector to sector altogether, in a file longer than LinkedIn takes. In a shorter one, chains that take
/// more steps than it has sectors go in a circle.
const MAX_STEPS: u64 = 2_000_000;
/// Bytes of tables beside a header's budget. The whole table of a 100 MB file has 800 KB.
const MOST_TABLES: u64 = 2 * 1024 * 1024;
const HEADER: usize = 512;
/// Sectors of tables whose places stand in the header itself, and where.
const IN_HEADER: u64 = 109;
const TABLES_AT: usize = 76;
/// Above this, a number is no sector but an end, a gap or a table.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const SMALL_SECTOR: u64 = 64;

/// A file of streams in chained sectors ([MS-CFB]), as Office wrote before 2007 and still writes what it encrypts.
///
/// Own code, because the crate for these first reads the table of all sectors and every directory.
pub(super) struct Compound<'a, R> {
    source: &'a mut Source<R>,
    header: [u8; HEADER],
    sector: u64,
    /// Where the stream begins that holds all small sectors.
    small_sectors: u32,
    /// Sectors of tables by their numbers: a chain leads through the same ones again and again, from everywhere.
    tables: HashMap<u32, Vec<u8>>,
    /// Chains by how they are linked and their first sectors, as far as they were followed.
    chains: HashMap<(Links, u32), Vec<u32>>,
    steps: u64,
}

/// What says which sector comes after one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Links {
    /// The table of sectors.
    Table,
    /// The table of small sectors.
    SmallTable,
    /// Its own last word: a sector that lists tables.
    LastWord,
}

/// A stream of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stream {
    start: u32,
    pub bytes: u64,
}

impl<'a, R: Read + Seek> Compound<'a, R> {
    /// `None` where the header makes no sense.
    pub fn open(source: &'a mut Source<R>) -> Result<Option<Self>, Stop> {
        let header = source.take::<HEADER>(0)?;
        let sector = match (u16_at(&header, 26), u16_at(&header, 30)) {
            (3, 9) => 512,
            (4, 12) => 4096,
            _ => return Ok(None),
        };
        source.set_read_ahead(sector);
        source.extend_budget((source.len() / 64).min(MOST_TABLES));
        let mut compound = Self {
            source,
            header,
            sector: sector as u64,
            small_sectors: u32::MAX,
            tables: HashMap::new(),
            chains: HashMap::new(),
            steps: 0,
        };
        let Some(root) = compound.entry(0)? else { return Ok(None) };
        compound.small_sectors = u32_at(&root, 116);
        Ok(Some(compound))
    }

    /// The streams of the outermost folder with their names. Documents embedded in this one have folders of their own.
    pub fn streams(&mut self) -> Result<Vec<(String, Stream)>, Stop> {
        let (mut streams, mut seen) = (Vec::new(), HashSet::new());
        let Some(root) = self.entry(0)? else { return Ok(streams) };
        let mut waiting = vec![u32_at(&root, 76)];
        while let Some(number) = waiting.pop() {
            if seen.len() >= MAX_ENTRIES || number >= LAST_SECTOR || !seen.insert(number) {
                continue;
            }
            let Some(entry) = self.entry(number)? else { continue };
            waiting.extend([u32_at(&entry, 68), u32_at(&entry, 72)]);
            if entry.get(66) == Some(&2) {
                // Small sectors came with 32 bits of length; the other half may hold anything.
                let bytes =
                    if self.sector == 512 { u64::from(u32_at(&entry, 120)) } else { u64_at(&entry, 120) };
                streams.push((name(&entry), Stream { start: u32_at(&entry, 116), bytes }));
            }
        }
        Ok(streams)
    }

    /// At most `wanted` bytes of a stream from `at`; fewer where it ends, or its chain does.
    pub fn read(&mut self, stream: Stream, at: u64, wanted: usize) -> Result<Vec<u8>, Stop> {
        let end = at.saturating_add(wanted as u64).min(stream.bytes);
        let mut out = Vec::new();
        let mut at = at;
        while at < end {
            let (place, unit) = match self.is_small(stream) {
                true => (self.small_place(stream.start, at / SMALL_SECTOR)?, SMALL_SECTOR),
                false => (self.place(stream.start, at / self.sector)?, self.sector),
            };
            let Some(place) = place else { break };
            let within = at % unit;
            // At most one sector.
            let length = (unit - within).min(end - at) as usize;
            let bytes = self.source.up_to(place + within, length)?;
            if bytes.is_empty() {
                break;
            }
            out.extend_from_slice(bytes);
            at += bytes.len() as u64;
        }
        Ok(out)
    }

    /// `N` bytes of a stream, or nothing.
    pub fn take<const N: usize>(&mut self, stream: Stream, at: u64) -> Result<Option<[u8; N]>, Stop> {
        let bytes = self.read(stream, at, N)?;
        Ok(bytes.first_chunk().copied())
    }

    /// Shorter streams lie in small sectors, inside a stream of their own.
    fn is_small(&self, stream: Stream) -> bool {
        stream.bytes < u64::from(u32_at(&self.header, 56))
    }

    /// A directory entry of 128 bytes.
    fn entry(&mut self, number: u32) -> Result<Option<[u8; 128]>, Stop> {
        let at = u64::from(number) * 128;
        let directory = u32_at(&self.header, 48);
        let Some(place) = self.place(directory, at / self.sector)? else { return Ok(None) };
        if place + self.sector > self.source.len() {
            return Ok(None);
        }
        self.source.take(place + at % self.sector).map(Some)
    }

    /// Where in the file the `nth` sector of a chain is.
    fn place(&mut self, start: u32, nth: u64) -> Result<Option<u64>, Stop> {
        let sector = self.follow(Links::Table, start, nth)?;
        Ok(sector.map(|sector| self.start_of(sector)))
    }

    /// The same for small sectors.
    fn small_place(&mut self, start: u32, nth: u64) -> Result<Option<u64>, Stop> {
        let Some(sector) = self.follow(Links::SmallTable, start, nth)? else { return Ok(None) };
        let at = u64::from(sector) * SMALL_SECTOR;
        let place = self.place(self.small_sectors, at / self.sector)?;
        Ok(place.map(|place| place + at % self.sector))
    }

    fn start_of(&self, sector: u32) -> u64 {
        (u64::from(sector) + 1) * self.sector
    }

    /// The `nth` sector of a chain; `None` behind its end.
    fn follow(&mut self, links: Links, start: u32, nth: u64) -> Result<Option<u32>, Stop> {
        let mut chain = self.chains.remove(&(links, start)).unwrap_or_else(|| vec![start]);
        while chain.len() as u64 <= nth
            && let Some(&last) = chain.last().filter(|last| **last < LAST_SECTOR)
        {
            self.step()?;
            chain.push(self.next(links, last)?);
        }
        let found = usize::try_from(nth).ok().and_then(|nth| chain.get(nth)).copied();
        self.chains.insert((links, start), chain);
        Ok(found.filter(|sector| *sector < LAST_SECTOR))
    }

    fn next(&mut self, links: Links, sector: u32) -> Result<u32, Stop> {
        let words = self.sector / 4;
        let (nth, word) = (u64::from(sector) / words, u64::from(sector) % words);
        let (table, word) = match links {
            Links::Table => (self.table(nth)?, word),
            Links::SmallTable => (self.follow(Links::Table, u32_at(&self.header, 60), nth)?, word),
            Links::LastWord => (Some(sector), words - 1),
        };
        table.map_or(Ok(u32::MAX), |table| self.word(table, word))
    }

    /// The sector with the `nth` part of the table of sectors.
    fn table(&mut self, nth: u64) -> Result<Option<u32>, Stop> {
        let found = match nth.checked_sub(IN_HEADER) {
            None => u32_at(&self.header, TABLES_AT + nth as usize * 4),
            Some(nth) => {
                let listed = self.sector / 4 - 1;
                let list = self.follow(Links::LastWord, u32_at(&self.header, 68), nth / listed)?;
                list.map_or(Ok(u32::MAX), |list| self.word(list, nth % listed))?
            }
        };
        Ok(Some(found).filter(|found| *found < LAST_SECTOR))
    }

    /// A number in a sector of a table; an end where the file ends first.
    fn word(&mut self, sector: u32, nth: u64) -> Result<u32, Stop> {
        if !self.tables.contains_key(&sector) {
            let bytes = self.source.up_to(self.start_of(sector), self.sector as usize)?;
            self.tables.insert(sector, bytes.to_vec());
        }
        // Less than a sector's length.
        let at = nth as usize * 4;
        let word = self.tables.get(&sector).and_then(|table| table.get(at..)?.first_chunk());
        Ok(word.map_or(u32::MAX, |word| u32::from_le_bytes(*word)))
    }

    fn step(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > MAX_STEPS.min(self.source.len() / SMALL_SECTOR) { Err(Stop::Spent) } else { Ok(()) }
    }
}

/// UTF-16, with its length in bytes behind it and a zero at its end.
fn name(entry: &[u8; 128]) -> String {
    let length = usize::from(u16_at(entry, 64)).saturating_sub(2).min(62);
    let (units, _) = entry.get(..length).unwrap_or_default().as_chunks();
    char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit)))
        .map(|c| c.unwrap_or('\u{FFFD}'))
        .collect()
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([0; N])
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(number(bytes, at))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(number(bytes, at))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(number(bytes, at))
}
