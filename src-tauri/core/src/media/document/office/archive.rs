use std::io::{Read, Seek};
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use memchr::memmem;

use crate::media::document::inflate::{Wrapping, inflate};
use crate::media::source::{Source, Stop};

/// The end record, and the longest comment behind it (APPNOTE 6.3.10, 4.3.16).
const END: usize = 22;
const LONGEST_TAIL: usize = END + 65_535;
/// A list longer than the usual budget is followed this much further: some 45,000 files in all.
const LONG_LIST: u64 = 4 * 1024 * 1024;
/// The longest part of an Office document that is unpacked, and the longest name that one has here.
const MAX_PART: usize = 4 * 1024 * 1024;
const MAX_NAME: usize = 256;

/// A ZIP archive by the list at its end.
///
/// Own code, because crates make a table of the whole list, which costs hundreds of megabytes for a million entries.
pub(super) struct Archive<'a, R> {
    source: &'a mut Source<R>,
    list: Range<u64>,
    /// Bytes before the archive, which move everything that is counted from its start.
    before: u64,
}

/// A file in the archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    header: u64,
    packed: u64,
    method: u16,
    encrypted: bool,
}

impl<'a, R: Read + Seek> Archive<'a, R> {
    /// `None` where no list is found.
    pub fn open(source: &'a mut Source<R>) -> Result<Option<Self>, Stop> {
        let Some(end) = end_record(source)? else { return Ok(None) };
        let (mut size, mut at) = (u64::from(end.size), u64::from(end.list));
        let too_long = end.size == u32::MAX || end.list == u32::MAX || end.entries == u16::MAX;
        if too_long && let Some(long) = long_end_record(source, end.at)? {
            (size, at) = long;
        }
        let start = match end.at.checked_sub(size) {
            Some(start) if source.up_to(start, 4)? == ENTRY_MARK => start,
            _ => at,
        };
        source.extend_budget(size.min(LONG_LIST));
        let list = start..start.saturating_add(size).min(end.at);
        Ok(Some(Self { source, list, before: start.saturating_sub(at) }))
    }

    /// Shows names and entries in order, until told that it is enough or the list makes no sense.
    pub fn sweep(&mut self, mut enough: impl FnMut(&[u8], Entry) -> bool) -> Result<(), Stop> {
        self.source.set_read_ahead(16 * 1024);
        let mut at = self.list.start;
        while at < self.list.end {
            let head: [u8; 46] = self.source.take(at)?;
            if !head.starts_with(ENTRY_MARK) {
                break;
            }
            let (name, extra, comment) = (u16_at(&head, 28), u16_at(&head, 30), u16_at(&head, 32));
            let entry = Entry {
                header: u64::from(u32_at(&head, 42)),
                packed: u64::from(u32_at(&head, 20)),
                method: u16_at(&head, 10),
                encrypted: u16_at(&head, 8) & 1 != 0,
            };
            let shown = usize::from(name).min(MAX_NAME);
            if enough(self.source.up_to(at + 46, shown)?, entry) {
                break;
            }
            at += 46 + u64::from(name) + u64::from(extra) + u64::from(comment);
        }
        Ok(())
    }

    /// The text of a file in the archive; `None` if it is too long, locked, damaged, or not in UTF-8.
    pub fn text(&mut self, entry: Entry) -> Result<Option<String>, Stop> {
        if entry.encrypted || entry.packed == u64::from(u32::MAX) {
            return Ok(None);
        }
        self.source.set_read_ahead(1024);
        let at = self.before.saturating_add(entry.header);
        let head: [u8; 30] = self.source.take(at)?;
        if !head.starts_with(b"PK\x03\x04") {
            return Ok(None);
        }
        let start = at + 30 + u64::from(u16_at(&head, 26)) + u64::from(u16_at(&head, 28));
        let end = start.saturating_add(entry.packed).min(self.source.len());
        let bytes = match entry.method {
            0 if entry.packed <= MAX_PART as u64 => {
                self.source.set_read_ahead(16);
                self.source.up_to(start, (end - start.min(end)) as usize)?.to_vec()
            }
            8 => {
                let inflated = inflate(self.source, start..end, Wrapping::None, MAX_PART)?;
                if !inflated.whole {
                    return Ok(None);
                }
                inflated.bytes
            }
            _ => return Ok(None),
        };
        // UTF-8 or UTF-16, which has a mark (ECMA-376-2, 6.2.5).
        Ok(match Encoding::for_bom(&bytes) {
            Some((encoding, _)) if encoding != UTF_8 => {
                let (text, _, wrong) = encoding.decode(&bytes);
                (!wrong).then(|| text.into_owned())
            }
            _ => String::from_utf8(bytes).ok(),
        })
    }
}

const ENTRY_MARK: &[u8] = b"PK\x01\x02";

struct End {
    at: u64,
    entries: u16,
    size: u32,
    list: u32,
}

fn end_record<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<End>, Stop> {
    for tail in [1024, LONGEST_TAIL] {
        let from = source.len().saturating_sub(tail as u64);
        let bytes = source.up_to(from, tail)?;
        let found = memmem::rfind_iter(bytes, b"PK\x05\x06").find_map(|at| {
            let record = bytes.get(at..at + END)?;
            Some(End {
                at: from + at as u64,
                entries: u16_at(record, 10),
                size: u32_at(record, 12),
                list: u32_at(record, 16),
            })
        });
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Size and place of the list in an archive of more than 4 GB or 65,535 files (4.3.14 and 4.3.15).
fn long_end_record<R: Read + Seek>(source: &mut Source<R>, end: u64) -> Result<Option<(u64, u64)>, Stop> {
    let Some(locator) = end.checked_sub(20) else { return Ok(None) };
    let locator: [u8; 20] = source.take(locator)?;
    let at = u64_at(&locator, 8);
    if !locator.starts_with(b"PK\x06\x07") || at >= source.len() {
        return Ok(None);
    }
    let record = source.up_to(at, 56)?;
    let whole = record.len() == 56 && record.starts_with(b"PK\x06\x06");
    Ok(whole.then(|| (u64_at(record, 40), u64_at(record, 48))))
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([0; N])
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(number(bytes, at))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(number(bytes, at))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(number(bytes, at))
}
