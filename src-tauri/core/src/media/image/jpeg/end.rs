//! Where a JPEG's picture ends, and what stands behind it: a phone's clip, further pictures, padding.

use std::io::{Read, Seek};
use std::ops::Range;

use memchr::{memchr, memmem};

use super::segments::Segments;
use crate::media::Fault;
use crate::media::image::ifd::{Halt, Ifds};
use crate::media::source::{Source, Stop};

const END: [u8; 2] = [0xFF, 0xD9];
/// How far from the file's end the mark is looked for behind padding.
const TAILS: [u64; 2] = [1024, 64 * 1024];
/// What programs fill a file up with, and what is no more than that.
const PADDING: &[u8] = &[0x00, 0xFF, b'\n', b'\r', b' ', 0x1A];
/// How much of a file whose ends tell nothing is looked through.
pub(super) const SWEEP: u64 = 256 * 1024 * 1024;
/// How much of coded data is looked at together.
const STEP: usize = 64 * 1024;

/// Looks at the file's end, and where the header says that more follows the picture, at the picture's. Only where
/// neither tells, the coded data is followed. So a second picture that no header names goes unseen.
pub(super) fn judge<R: Read + Seek>(
    source: &mut Source<R>,
    segments: &Segments,
    scan: u64,
) -> Result<Option<Fault>, Stop> {
    let len = source.len();
    source.extend_budget(TAILS.iter().sum());
    let mut named = named(source, segments)?;
    named.retain(|end| (scan..len).contains(end));
    named.sort_unstable();
    for end in &named {
        if source.take(end - 2)? == END {
            return Ok(Some(Fault::TrailingBytes { bytes: len - end }));
        }
    }
    if named.is_empty() && ends_with_mark(source, scan)? {
        return Ok(None);
    }
    source.extend_budget(2 * SWEEP);
    match follow(source, scan) {
        Ok(Some(end)) if end == len => Ok(None),
        Ok(Some(end)) => Ok(Some(Fault::TrailingBytes { bytes: len - end })),
        // Damaged data can hide the mark; a file without one breaks off.
        Ok(None) => match source.find(scan, END) {
            Ok(None) => Ok(Some(Fault::Truncated { at: len, expected: None })),
            Ok(Some(_)) | Err(Stop::Spent) => Ok(None),
            Err(stop) => Err(stop),
        },
        // Longer than a sweep: nothing is known, so nothing is claimed.
        Err(Stop::Spent) => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// Whether nothing but padding follows the last end mark.
fn ends_with_mark<R: Read + Seek>(source: &mut Source<R>, scan: u64) -> Result<bool, Stop> {
    let len = source.len();
    for tail in TAILS {
        let from = len.saturating_sub(tail).max(scan);
        let bytes = source.up_to(from, tail as usize)?;
        if let Some(last) = bytes.iter().rposition(|byte| !PADDING.contains(byte)) {
            return Ok(bytes.get(..=last).is_some_and(|bytes| bytes.ends_with(&END)));
        }
    }
    Ok(false)
}

/// Where the picture ends: follows the coded data, in which the end mark cannot occur, and the segments between scans,
/// in which it can. `scan` is where the first scan's header starts.
pub(super) fn follow<R: Read + Seek>(source: &mut Source<R>, scan: u64) -> Result<Option<u64>, Stop> {
    source.set_read_ahead(STEP);
    // Its marker, so that the header is a segment like others.
    let mut at = scan.saturating_sub(2);
    loop {
        let piece = source.up_to(at, STEP)?;
        match within(piece) {
            Reached::End(end) => return Ok(Some(at + end as u64)),
            Reached::Next(_) if piece.len() < STEP => return Ok(None),
            Reached::Next(next) => at += next as u64,
        }
    }
}

enum Reached {
    /// Behind the end mark.
    End(usize),
    /// What the piece's bytes say no more of; perhaps beyond it.
    Next(usize),
}

fn within(piece: &[u8]) -> Reached {
    let mut at = 0;
    loop {
        let Some(mark) = piece.get(at..).and_then(|rest| memchr(0xFF, rest)) else {
            return Reached::Next(at.max(piece.len()));
        };
        at += mark;
        let rest = piece.get(at + 1..).unwrap_or_default();
        at += match rest {
            [] => return Reached::Next(at),
            [0xD9, ..] => return Reached::End(at + 2),
            [0xFF, ..] => 1,
            [0x00 | 0x01 | 0xD0..=0xD8, ..] => 2,
            [_, high, low, ..] => 2 + usize::from(u16::from_be_bytes([*high, *low]).max(2)),
            _ => return Reached::Next(at),
        };
    }
}

/// Where the picture ends by what its header says of the things behind it. Programs that drop those leave the words
/// standing, so each is to be looked at.
fn named<R: Read + Seek>(source: &mut Source<R>, segments: &Segments) -> Result<Vec<u64>, Stop> {
    let mut ends = Vec::new();
    if let Some(range) = segments.pictures.clone() {
        match first_picture(source, range) {
            Ok(end) => ends.extend(end),
            Err(Halt::Damaged | Halt::Outside) => {}
            Err(Halt::Stop(stop)) => return Err(stop),
        }
    }
    if let Some(range) = segments.xmp.clone() {
        let len = source.len();
        // A segment, so at most 64 KB.
        let xmp = source.up_to(range.start, (range.end - range.start) as usize)?;
        ends.extend(behind(xmp).into_iter().filter_map(|bytes| len.checked_sub(bytes)));
    }
    Ok(ends)
}

/// Bytes of the first of several pictures in a file (CIPA DC-007, section 5.2.3).
fn first_picture<R: Read + Seek>(source: &mut Source<R>, block: Range<u64>) -> Result<Option<u64>, Halt> {
    const ENTRIES: u16 = 0xB002;
    const SIZE: u64 = 4;
    let (mut ifds, first) = Ifds::open(source, block)?;
    let (entries, _) = ifds.directory(first)?;
    match entries.iter().find(|entry| entry.tag == ENTRIES) {
        Some(entry) => ifds.long_in(entry, SIZE),
        None => Ok(None),
    }
}

/// How many bytes stand behind the picture, by each of the ways to say so: a clip (`MicroVideoOffset`), or a list of
/// things with the picture first (Android's Motion Photo format 1.0, `Container:Directory`).
fn behind(xmp: &[u8]) -> Vec<u64> {
    let listed = [b"Item:Length".as_slice(), b"Item:Padding"].into_iter().flat_map(|name| numbers(xmp, name));
    let clip = numbers(xmp, b"MicroVideoOffset").next();
    let listed = listed.fold(0, u64::saturating_add);
    clip.into_iter().chain(Some(listed)).filter(|bytes| *bytes > 0).collect()
}

/// The numbers that properties of this name have, as attributes or as elements.
fn numbers<'a>(xmp: &'a [u8], name: &'a [u8]) -> impl Iterator<Item = u64> + 'a {
    // As many as there are things in a real file, tenfold.
    memmem::find_iter(xmp, name).take(64).filter_map(|at| {
        let value = xmp.get(at + name.len()..)?;
        let start = value.iter().position(|byte| !b"=\"'> \t\r\n".contains(byte))?;
        let digits: Vec<u8> =
            value[start..].iter().copied().take_while(u8::is_ascii_digit).take(19).collect();
        (start > 0).then_some(())?;
        str::from_utf8(&digits).ok()?.parse().ok()
    })
}
