//! Reads the structure of films, hopping from box to box, and says where their frames lie.
//! It must not decode what is in them, allocate by a length it read, or follow a structure without an end in sight.
//!
//! The readers are Galley's own. re_mp4 and mp4parse read the whole index with a number for every frame, and re_mp4
//! allocates by counts from the file; nom-exif and matroska say less than is asked for here.
//!
//! A change of what is read raises [`READERS`](super::READERS).

mod avi;
mod codec;
mod ebml;
pub(super) mod isobmff;
mod matroska;

#[cfg(test)]
mod tests;

use std::io::{Read, Seek};

use super::examine::Found;
use super::source::{Source, Stop};
use super::{Fault, Format, HeaderPart, VideoFacts};

/// Why a reader of films gave up.
#[derive(Debug)]
pub(super) enum Halt {
    /// What is there contradicts the format.
    Corrupt,
    Stop(Stop),
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// The figures of such a file, as far as they could be read, and how reading ended.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    found: &mut Found,
) -> (VideoFacts, Result<(), Stop>) {
    let mut video = VideoFacts::default();
    let (part, read) = match found.format {
        Some(Format::Mp4 | Format::Mov) => (HeaderPart::MovieBox, isobmff::read(source, &mut video, found)),
        Some(Format::Webm | Format::Mkv) => {
            (HeaderPart::MatroskaElement, matroska::read(source, &mut video, found))
        }
        Some(Format::Avi) => (HeaderPart::AviChunk, avi::read(source, &mut video, found)),
        _ => (HeaderPart::Length, Ok(())),
    };
    let read = match read {
        Ok(()) => Ok(()),
        Err(Halt::Stop(stop)) => Err(stop),
        Err(Halt::Corrupt) => {
            found.faults.push(Fault::CorruptHeader { part });
            Ok(())
        }
    };
    (video, read)
}

/// `amount` of a clock that ticks `rate` times a second, in milliseconds, rounded.
fn milliseconds(amount: u64, rate: u32) -> Option<u64> {
    let rate = u128::from(rate);
    let rounded = (u128::from(amount) * 1000 + rate / 2).checked_div(rate)?;
    u64::try_from(rounded).ok()
}

/// The width that square pixels need to show `width` of pixels that are `across` wide and `down` high.
pub(super) fn square(width: u32, (across, down): (u32, u32)) -> u32 {
    let wide = (u64::from(width) * u64::from(across) + u64::from(down) / 2) / u64::from(down.max(1));
    // Ratios beyond these are not of real films: a hostile one is shown as it is stored.
    if across == 0 || down == 0 || wide == 0 { width } else { u32::try_from(wide).unwrap_or(width) }
}
