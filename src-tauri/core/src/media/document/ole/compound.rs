use std::collections::HashSet;
use std::io::{Read, Seek};

use crate::media::source::{Source, Stop};

/// Streams of the outermost folder; a program writes some ten.
const MAX_ENTRIES: usize = 1024;
/// Steps from sector to sector altogether: what a 100 MB file of small sectors takes, once through.
const MAX_STEPS: u32 = 400_000;
/// Sectors of tables whose places stand in the header itself.
const IN_HEADER: u64 = 109;
/// Above this, a number is no sector but an end, a gap or a table.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const SMALL_SECTOR: u64 = 64;

/// A file of streams in chained sectors ([MS-CFB]), as Office wrote before 2007 and still writes what it encrypts.
///
/// Own code, because the crate for these first reads the table of all sectors and every directory.
pub(super) struct Compound<'a, R> {
    source: &'a mut Source<R>,
    sector: u64,
    /// Streams shorter than this lie in small sectors, inside a stream of their own.
    small: u64,
    small_table: Chain,
    small_sectors: Chain,
    directory: Chain,
    more_tables: u32,
    steps: u32,
    /// Where the chain followed last was, so that reading on does not begin anew: its start, how far, which sector.
    here: Option<(u32, u64, u32)>,
}

/// A chain of sectors, by its first one.
#[derive(Clone, Copy, Debug)]
struct Chain {
    start: u32,
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
        let header: [u8; 80] = source.take(0)?;
        let sector = match (u16_at(&header, 26), u16_at(&header, 30)) {
            (3, 9) => 512,
            (4, 12) => 4096,
            _ => return Ok(None),
        };
        let chain = |at| Chain { start: u32_at(&header, at) };
        let mut compound = Self {
            source,
            sector,
            small: u64::from(u32_at(&header, 56)),
            small_table: chain(60),
            small_sectors: Chain { start: u32::MAX },
            directory: chain(48),
            more_tables: u32_at(&header, 68),
            steps: 0,
            here: None,
        };
        let Some(root) = compound.entry(0)? else { return Ok(None) };
        compound.small_sectors = Chain { start: u32_at(&root, 116) };
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
            let (chain, unit) = (
                Chain { start: stream.start },
                if self.is_small(stream) { SMALL_SECTOR } else { self.sector },
            );
            let place = match self.is_small(stream) {
                true => self.small_place(chain, at / unit)?,
                false => self.place(chain, at / unit)?,
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

    fn is_small(&self, stream: Stream) -> bool {
        stream.bytes < self.small
    }

    /// A directory entry of 128 bytes.
    fn entry(&mut self, number: u32) -> Result<Option<[u8; 128]>, Stop> {
        let at = u64::from(number) * 128;
        let Some(place) = self.place(self.directory, at / self.sector)? else { return Ok(None) };
        if place + self.sector > self.source.len() {
            return Ok(None);
        }
        self.source.take(place + at % self.sector).map(Some)
    }

    /// Where in the file the sector is that a chain comes to after `nth` steps.
    fn place(&mut self, chain: Chain, nth: u64) -> Result<Option<u64>, Stop> {
        let (mut gone, mut sector) = match self.here {
            Some((start, gone, sector)) if start == chain.start && gone <= nth => (gone, sector),
            _ => (0, chain.start),
        };
        while gone < nth && sector < LAST_SECTOR {
            sector = self.next(sector)?;
            gone += 1;
        }
        if sector >= LAST_SECTOR {
            return Ok(None);
        }
        self.here = Some((chain.start, gone, sector));
        Ok(Some((u64::from(sector) + 1) * self.sector))
    }

    /// The same for small sectors, whose table and whose room are chains of large ones.
    fn small_place(&mut self, chain: Chain, nth: u64) -> Result<Option<u64>, Stop> {
        let mut sector = chain.start;
        for _ in 0..nth {
            if sector >= LAST_SECTOR {
                return Ok(None);
            }
            self.step()?;
            let at = u64::from(sector) * 4;
            let Some(place) = self.place(self.small_table, at / self.sector)? else { return Ok(None) };
            sector = u32::from_le_bytes(self.source.take(place + at % self.sector)?);
        }
        if sector >= LAST_SECTOR {
            return Ok(None);
        }
        let at = u64::from(sector) * SMALL_SECTOR;
        let place = self.place(self.small_sectors, at / self.sector)?;
        Ok(place.map(|place| place + at % self.sector))
    }

    fn next(&mut self, sector: u32) -> Result<u32, Stop> {
        self.step()?;
        let in_table = self.sector / 4;
        let Some(table) = self.table(u64::from(sector) / in_table)? else { return Ok(u32::MAX) };
        let at = (u64::from(table) + 1) * self.sector + u64::from(sector) % in_table * 4;
        if at + 4 > self.source.len() {
            return Ok(u32::MAX);
        }
        self.source.take(at).map(u32::from_le_bytes)
    }

    /// The sector with the `nth` part of the table of sectors.
    fn table(&mut self, nth: u64) -> Result<Option<u32>, Stop> {
        let found = if nth < IN_HEADER {
            u32::from_le_bytes(self.source.take(76 + nth * 4)?)
        } else {
            let in_list = self.sector / 4 - 1;
            let mut list = self.more_tables;
            for _ in 0..(nth - IN_HEADER) / in_list {
                list = self.listed(list, in_list)?;
            }
            self.listed(list, (nth - IN_HEADER) % in_list)?
        };
        Ok(Some(found).filter(|found| *found < LAST_SECTOR))
    }

    fn listed(&mut self, list: u32, nth: u64) -> Result<u32, Stop> {
        self.step()?;
        let at = (u64::from(list) + 1) * self.sector + nth * 4;
        if list >= LAST_SECTOR || at + 4 > self.source.len() {
            return Ok(u32::MAX);
        }
        self.source.take(at).map(u32::from_le_bytes)
    }

    fn step(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > MAX_STEPS { Err(Stop::Spent) } else { Ok(()) }
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
