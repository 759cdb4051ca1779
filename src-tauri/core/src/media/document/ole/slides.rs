use std::io::{Read, Seek};

use super::compound::{Compound, Stream, u16_at, u32_at};
use crate::media::PageSize;
use crate::media::source::Stop;

/// Savings of one file, and records met on the way; a presentation of 300 slides has some thousand.
const MAX_EDITS: usize = 256;
const MAX_RECORDS: u32 = 20_000;
/// Types of records ([MS-PPT] 2.13.24).
const DOCUMENT: u16 = 0x03E8;
const DOCUMENT_ATOM: u16 = 0x03E9;
const SLIDE: u16 = 0x03F3;
const SLIDE_LIST: u16 = 0x0FF0;
const USER_EDIT: u16 = 0x0FF5;
const DIRECTORY: u16 = 0x1772;
/// Master units in a point ([MS-PPT] 2.2.19: 576 in an inch).
const UNITS: f64 = 8.0;

/// What leads to the newest state of a presentation.
pub(super) struct CurrentUser {
    pub encrypted: bool,
    edit: u32,
}

pub(super) struct Slides {
    pub count: u32,
    pub size: Option<PageSize>,
}

impl CurrentUser {
    /// [MS-PPT] 2.3.2.
    pub fn read<R: Read + Seek>(file: &mut Compound<R>, stream: Stream) -> Result<Option<Self>, Stop> {
        let Some(atom) = file.take::<20>(stream, 0)? else { return Ok(None) };
        let encrypted = match u32_at(&atom, 12) {
            0xE391_C05F => false,
            0xF3D1_C4DF => true,
            _ => return Ok(None),
        };
        Ok(Some(Self { encrypted, edit: u32_at(&atom, 16) }))
    }
}

/// The slides in the list of the newest state; `None` where that cannot be followed.
pub(super) fn read<R: Read + Seek>(
    file: &mut Compound<R>,
    stream: Stream,
    user: &CurrentUser,
) -> Result<Option<Slides>, Stop> {
    let Some(document) = document(file, stream, user.edit)? else { return Ok(None) };
    let Some(container) = record(file, stream, document)?.filter(|record| record.kind == DOCUMENT) else {
        return Ok(None);
    };
    let (mut slides, mut left) = (Slides { count: 0, size: None }, MAX_RECORDS);
    let mut at = container.inside;
    while at < container.end && left > 0 {
        left -= 1;
        let Some(child) = record(file, stream, at)? else { return Ok(None) };
        match (child.kind, child.instance) {
            (DOCUMENT_ATOM, _) => {
                let size = file.take::<8>(stream, child.inside)?;
                slides.size = size.and_then(|size| page_size(u32_at(&size, 0), u32_at(&size, 4)));
            }
            // Instances 1 and 2 list masters and notes.
            (SLIDE_LIST, 0) => match slides_in(file, stream, child, &mut left)? {
                Some(count) => slides.count += count,
                None => return Ok(None),
            },
            _ => {}
        }
        at = child.end;
    }
    Ok((left > 0).then_some(slides))
}

fn slides_in<R: Read + Seek>(
    file: &mut Compound<R>,
    stream: Stream,
    list: Record,
    left: &mut u32,
) -> Result<Option<u32>, Stop> {
    let (mut count, mut at) = (0, list.inside);
    while at < list.end && *left > 0 {
        *left -= 1;
        let Some(child) = record(file, stream, at)? else { return Ok(None) };
        count += u32::from(child.kind == SLIDE);
        at = child.end;
    }
    Ok(Some(count))
}

/// Where the document itself stands now: the newest directory that knows its number says so. Savings that only
/// append leave older ones behind.
fn document<R: Read + Seek>(
    file: &mut Compound<R>,
    stream: Stream,
    newest: u32,
) -> Result<Option<u64>, Stop> {
    let (mut edit, mut wanted) = (u64::from(newest), None);
    for _ in 0..MAX_EDITS {
        let Some(atom) = record(file, stream, edit)?.filter(|record| record.kind == USER_EDIT) else { break };
        let Some(body) = file.take::<20>(stream, atom.inside)? else { break };
        let (older, directory) = (u32_at(&body, 8), u32_at(&body, 12));
        let wanted = *wanted.get_or_insert(u32_at(&body, 16));
        if let Some(found) = look_up(file, stream, u64::from(directory), wanted)? {
            return Ok(Some(found));
        }
        // Each saving stands behind the one before.
        if older == 0 || u64::from(older) >= edit {
            break;
        }
        edit = u64::from(older);
    }
    Ok(None)
}

/// [MS-PPT] 2.3.4: runs of places, each after its first number (20 bits) and how many there are (12 bits).
fn look_up<R: Read + Seek>(
    file: &mut Compound<R>,
    stream: Stream,
    at: u64,
    wanted: u32,
) -> Result<Option<u64>, Stop> {
    let Some(directory) = record(file, stream, at)?.filter(|record| record.kind == DIRECTORY) else {
        return Ok(None);
    };
    let mut at = directory.inside;
    for _ in 0..MAX_RECORDS {
        if at >= directory.end {
            break;
        }
        let Some(run) = file.take::<4>(stream, at)? else { break };
        let (first, count) = (u32::from_le_bytes(run) & 0xF_FFFF, u32::from_le_bytes(run) >> 20);
        if let Some(nth) = wanted.checked_sub(first).filter(|nth| *nth < count) {
            let place = file.take::<4>(stream, at + 4 + u64::from(nth) * 4)?;
            return Ok(place.map(|place| u64::from(u32::from_le_bytes(place))));
        }
        at += 4 + u64::from(count) * 4;
    }
    Ok(None)
}

#[derive(Clone, Copy)]
struct Record {
    instance: u16,
    kind: u16,
    inside: u64,
    end: u64,
}

fn record<R: Read + Seek>(file: &mut Compound<R>, stream: Stream, at: u64) -> Result<Option<Record>, Stop> {
    let Some(header) = file.take::<8>(stream, at)? else { return Ok(None) };
    let inside = at + 8;
    let end = inside + u64::from(u32_at(&header, 4));
    Ok(Some(Record { instance: u16_at(&header, 0) >> 4, kind: u16_at(&header, 2), inside, end }))
}

fn page_size(width: u32, height: u32) -> Option<PageSize> {
    let points = |units: u32| f64::from(units) / UNITS;
    // Signed numbers, of which a negative one makes no sense.
    let sound = |units: u32| (1..=i32::MAX as u32).contains(&units);
    (sound(width) && sound(height)).then(|| PageSize { width: points(width), height: points(height) })
}
