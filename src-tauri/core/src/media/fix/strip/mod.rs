//! Copies a file without what it says beside its picture: where, when, with what and by whom it was made.
//! It must not decode: whatever makes the picture is copied byte for byte.

mod gif;
mod jpeg;
mod png;

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, Write};

pub(in crate::media::fix) use self::jpeg::quality;
use crate::media::{Format, Orientation};

/// What was left out of a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::media) struct Stripped {
    /// Bytes of the copy.
    pub bytes: u64,
    /// Something was left out.
    pub anything: bool,
}

/// Why a file could not be copied.
#[derive(Debug)]
pub(in crate::media) enum Halt {
    /// It does not hold together.
    Damaged,
    Read(io::Error),
    Write(io::Error),
}

/// Whether files of this format are copied without looking at their pixels.
pub(super) fn strips(format: Option<Format>) -> bool {
    matches!(format, Some(Format::Jpeg | Format::Png | Format::Gif))
}

/// Copies the picture alone: profile and colours stay, and so does how it is turned, by the shortest EXIF data there
/// is. What follows its end is left out.
pub(in crate::media) fn strip(
    format: Option<Format>,
    mut file: impl Read + Seek,
    out: impl Write,
    orientation: Orientation,
) -> Result<Stripped, Halt> {
    file.rewind().map_err(Halt::Read)?;
    let mut copy =
        Copy { file: BufReader::with_capacity(64 * 1024, file), out, stripped: Stripped::default() };
    match format {
        Some(Format::Jpeg) => jpeg::strip(&mut copy, orientation)?,
        Some(Format::Png) => png::strip(&mut copy, orientation)?,
        Some(Format::Gif) => gif::strip(&mut copy)?,
        _ => return Err(Halt::Damaged),
    }
    copy.stripped.anything |= !copy.file.fill_buf().map_err(Halt::Read)?.is_empty();
    copy.out.flush().map_err(Halt::Write)?;
    Ok(copy.stripped)
}

/// EXIF data that says how a picture is turned and nothing else (CIPA DC-008, section 4.5).
fn minimal_exif(orientation: Orientation) -> [u8; 26] {
    let mut exif = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = orientation.get();
    exif
}

/// A file on its way into another.
struct Copy<R, W> {
    file: BufReader<R>,
    out: W,
    stripped: Stripped,
}

impl<R: Read, W: Write> Copy<R, W> {
    /// The next bytes, not yet copied.
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Halt> {
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes).map_err(ended)?;
        Ok(bytes)
    }

    /// What a part of at most 64 KB holds.
    fn part(&mut self, length: u16) -> Result<Vec<u8>, Halt> {
        let mut part = vec![0; length.into()];
        self.file.read_exact(&mut part).map_err(ended)?;
        Ok(part)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Halt> {
        self.stripped.bytes += bytes.len() as u64;
        self.out.write_all(bytes).map_err(Halt::Write)
    }

    /// Copies that many bytes.
    fn pass(&mut self, length: u64) -> Result<(), Halt> {
        self.through(length, true)
    }

    /// Leaves that many bytes out.
    fn leave(&mut self, length: u64) -> Result<(), Halt> {
        self.stripped.anything = true;
        self.through(length, false)
    }

    fn through(&mut self, mut length: u64, keep: bool) -> Result<(), Halt> {
        while length > 0 {
            let ready = self.file.fill_buf().map_err(Halt::Read)?;
            let count = ready.len().min(usize::try_from(length).unwrap_or(usize::MAX));
            let ready = ready.get(..count).filter(|ready| !ready.is_empty()).ok_or(Halt::Damaged)?;
            if keep {
                self.out.write_all(ready).map_err(Halt::Write)?;
                self.stripped.bytes += count as u64;
            }
            self.file.consume(count);
            length -= count as u64;
        }
        Ok(())
    }
}

fn ended(error: io::Error) -> Halt {
    if error.kind() == ErrorKind::UnexpectedEof { Halt::Damaged } else { Halt::Read(error) }
}
