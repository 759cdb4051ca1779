use std::io::{BufRead, Read, Write};

use super::{Copy, Halt, minimal_exif};
use crate::media::Orientation;

/// Stray bytes between segments that are forgiven, as libjpeg does.
const MAX_GARBAGE: u32 = 64 * 1024;

const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;
const COMMENT: u8 = 0xFE;
const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// Leaves out every application segment and comment but those that decide how the picture looks: the bare JFIF
/// header, the profile, and Adobe's colour transform. Fill bytes between segments go too; scans stay as they are.
pub(super) fn strip<R: Read, W: Write>(copy: &mut Copy<R, W>, orientation: Orientation) -> Result<(), Halt> {
    if copy.take()? != [0xFF, START] {
        return Err(Halt::Damaged);
    }
    copy.write(&[0xFF, START])?;
    let mut turn = (orientation != Orientation::UPRIGHT).then_some(orientation);
    let mut marker = next_marker(copy)?;
    loop {
        match marker {
            END => return copy.write(&[0xFF, END]),
            // These stand alone; outside a scan they mean nothing.
            0x01 | 0xD0..=0xD8 => marker = next_marker(copy)?,
            SCAN => {
                turned(copy, &mut turn)?;
                let head = segment(copy)?;
                write_segment(copy, SCAN, &head)?;
                marker = scan(copy)?;
            }
            _ => {
                let content = segment(copy)?;
                let kept = kept(marker, &content);
                // JFIF stands first wherever it stands; EXIF data comes right behind it.
                if marker != APP0 {
                    turned(copy, &mut turn)?;
                }
                if let Some(content) = kept {
                    write_segment(copy, marker, content)?;
                }
                copy.stripped.anything |= kept.map(<[u8]>::len) != Some(content.len()) && !minimal(&content);
                marker = next_marker(copy)?;
            }
        }
    }
}

/// Whether this is the EXIF data that this module writes.
fn minimal(content: &[u8]) -> bool {
    (1..=8)
        .filter_map(|turn| Orientation::try_from(turn).ok())
        .any(|turn| content.strip_prefix(b"Exif\0\0") == Some(&minimal_exif(turn)))
}

/// What stays of a segment; `None` if nothing does.
fn kept(marker: u8, content: &[u8]) -> Option<&[u8]> {
    match marker {
        // Version, unit and density, without the small picture that may follow them. Its size, the last two bytes,
        // is set to nothing when the segment is written.
        APP0 if content.starts_with(b"JFIF\0") => content.get(..14),
        APP2 if content.starts_with(b"ICC_PROFILE\0") => Some(content),
        APP14 if content.starts_with(b"Adobe") => Some(content),
        APP0..=0xEF | COMMENT => None,
        _ => Some(content),
    }
}

/// Writes how the picture is turned, once.
fn turned<R: Read, W: Write>(copy: &mut Copy<R, W>, turn: &mut Option<Orientation>) -> Result<(), Halt> {
    match turn.take() {
        Some(turn) => write_segment(copy, APP1, &[b"Exif\0\0".as_slice(), &minimal_exif(turn)].concat()),
        None => Ok(()),
    }
}

fn segment<R: Read, W: Write>(copy: &mut Copy<R, W>) -> Result<Vec<u8>, Halt> {
    let length = u16::from_be_bytes(copy.take()?).checked_sub(2).ok_or(Halt::Damaged)?;
    copy.part(length)
}

fn write_segment<R: Read, W: Write>(copy: &mut Copy<R, W>, marker: u8, content: &[u8]) -> Result<(), Halt> {
    // A segment that was read is never longer; those made here are short.
    let length = u16::try_from(content.len() + 2).map_err(|_| Halt::Damaged)?;
    copy.write(&[0xFF, marker])?;
    copy.write(&length.to_be_bytes())?;
    match (marker, content.split_last_chunk::<2>()) {
        (APP0, Some((start, _))) => {
            copy.write(start)?;
            copy.write(&[0, 0])
        }
        _ => copy.write(content),
    }
}

/// The marker after any fill bytes and a little garbage.
fn next_marker<R: Read, W: Write>(copy: &mut Copy<R, W>) -> Result<u8, Halt> {
    let mut garbage = 0;
    let [mut byte] = copy.take()?;
    loop {
        while byte != 0xFF {
            garbage += 1;
            if garbage > MAX_GARBAGE {
                return Err(Halt::Damaged);
            }
            [byte] = copy.take()?;
        }
        while byte == 0xFF {
            [byte] = copy.take()?;
        }
        if byte != 0 {
            return Ok(byte);
        }
    }
}

/// Copies coded data up to a marker that ends it, which is answered.
fn scan<R: Read, W: Write>(copy: &mut Copy<R, W>) -> Result<u8, Halt> {
    loop {
        let ready = copy.file.fill_buf().map_err(Halt::Read)?;
        if ready.is_empty() {
            return Err(Halt::Damaged);
        }
        match ready.iter().position(|byte| *byte == 0xFF) {
            Some(0) => {}
            plain => {
                let length = plain.unwrap_or(ready.len()) as u64;
                copy.pass(length)?;
                continue;
            }
        }
        let [_, mut byte] = copy.take::<2>()?;
        // A marker may be preceded by any number of fill bytes.
        while byte == 0xFF {
            [byte] = copy.take()?;
        }
        match byte {
            0x00 | 0xD0..=0xD7 => copy.write(&[0xFF, byte])?,
            marker => return Ok(marker),
        }
    }
}

/// The sums of the first quantisation table of the standard's annex K at libjpeg's qualities 1 to 100 fall steadily,
/// so that a table's sum tells the quality it comes nearest to. `None` where none is found before the first scan.
pub(in crate::media::fix) fn quality(mut file: impl BufRead) -> Option<u8> {
    let mut start = [0; 2];
    file.read_exact(&mut start).ok()?;
    // Real files have some 20 segments before the first scan; those with a depth map some hundred.
    for _ in 0..4096 {
        let mut head = [0; 4];
        file.read_exact(&mut head).ok()?;
        let [0xFF, marker, high, low] = head else { return None };
        let length = u16::from_be_bytes([high, low]).checked_sub(2)?;
        let mut content = vec![0; length.into()];
        file.read_exact(&mut content).ok()?;
        match marker {
            SCAN => return None,
            0xDB => {
                if let Some(sum) = luminance(&content) {
                    return (1..=100).min_by_key(|quality| standard_sum(*quality).abs_diff(sum));
                }
            }
            _ => {}
        }
    }
    None
}

/// The sum of table 0, if it is in this segment (T.81, B.2.4.1).
fn luminance(mut content: &[u8]) -> Option<u32> {
    while let Some((head, rest)) = content.split_first() {
        let (table, after) = rest.split_at_checked(if head >> 4 == 0 { 64 } else { 128 })?;
        if *head == 0 {
            return Some(table.iter().map(|entry| u32::from(*entry)).sum());
        }
        if *head == 0x10 {
            return Some(table.as_chunks().0.iter().map(|entry| u32::from(u16::from_be_bytes(*entry))).sum());
        }
        content = after;
    }
    None
}

/// The sum of T.81's table K.1 scaled as libjpeg scales it.
fn standard_sum(quality: u8) -> u32 {
    const TABLE: [u32; 64] = [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14,
        17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49,
        64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];
    let quality = u32::from(quality.clamp(1, 100));
    let percent = if quality < 50 { 5000 / quality } else { 200 - quality * 2 };
    TABLE.iter().map(|entry| ((entry * percent + 50) / 100).clamp(1, 255)).sum()
}
