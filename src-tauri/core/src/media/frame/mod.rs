//! Draws single frames of films: H.264 and HEVC by decoders of Galley's own, everything else by `ffmpeg` where the
//! computer has it. It must not play a film, start anything else, or decode more than a few seconds' worth.

mod color;
mod config;
mod film;
mod h264;
mod hevc;
mod own;
mod poster;
mod program;
mod still;

#[cfg(test)]
mod tests;

use std::time::Duration;

use ::image::RgbImage;

pub use still::{FrameError, frame_picture};

pub(super) use self::color::{Table, to_8_bits};
pub(super) use self::config::Config;
use self::film::Film;
pub(super) use self::film::{open, print};
pub(super) use self::hevc::{Allowance, Sequence, Slice, Stream};
pub(super) use self::own::longest;
pub(super) use self::poster::poster;
use super::thumbnail::{By, Gates};
use super::{Facts, Format, ThumbnailError};

/// The largest frames of H.264 up to level 5.2 (ITU-T H.264, table A-1), which is 4K in every shape. A decoder holds
/// some ten of those in films that cameras make, which are 150 MB of H.264 and 300 MB of HEVC; a crafted film makes it
/// keep up to three times as many.
const MAX_PIXELS: u64 = 4096 * 2304;
/// Longest side of a frame.
const MAX_SIDE: u32 = 8192;
/// Waited for one frame, by whichever decoder. Galley's own take five to ten seconds at worst, seeking in a film of
/// 500 MB takes `ffmpeg` one or two.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which frame is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// What is on the screen so many milliseconds from the start; behind the end, the last.
    At(u64),
    /// The nearest one before that which can be decoded alone.
    Key(u64),
}

impl Moment {
    fn ms(self) -> u64 {
        let (Self::At(ms) | Self::Key(ms)) = self;
        ms
    }
}

/// How large a frame is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// As displayed.
    Full,
    /// The longer side at most so long; never enlarged.
    Within(u32),
}

/// Why one decoder draws nothing, so that the next is asked.
#[derive(Debug)]
enum Undrawn {
    /// A kind of film that it does not take.
    NotMine,
    /// The moment lies further behind a frame that can be decoded alone than is decoded.
    TooFar,
    TooLarge {
        pixels: u64,
    },
    /// It was waited for as long as anybody waits.
    TooSlow,
    Damaged,
    Failed(ThumbnailError),
}

struct Decoder {
    by: By,
    takes: fn(&Facts) -> bool,
    draw: fn(&Film<'_>, Moment, Size) -> Result<RgbImage, Undrawn>,
}

/// Asked in this order.
const DECODERS: &[Decoder] = &[
    Decoder { by: By::Galley, takes: h264::takes, draw: h264::draw },
    Decoder { by: By::Galley, takes: hevc::takes, draw: hevc::draw },
    Decoder { by: By::Child, takes: program::takes, draw: program::draw },
];

/// Who draws frames of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmDecoder {
    /// Galley itself, and `ffmpeg` for rare kinds of the codec.
    Galley,
    /// `ffmpeg`, which is on this computer.
    Ffmpeg,
    /// Nobody: the codec is not one of Galley's, and there is no `ffmpeg`.
    Nobody,
}

/// Who would draw frames of this film; nothing is decoded to tell.
pub fn film_decoder(facts: &Facts) -> FilmDecoder {
    if h264::takes(facts) || hevc::takes(facts) {
        FilmDecoder::Galley
    } else if program::takes(facts) && program::find().is_some() {
        FilmDecoder::Ffmpeg
    } else {
        FilmDecoder::Nobody
    }
}

/// Draws a frame upright, each decoder in its turn behind the gates.
pub(super) fn draw(
    film: &Film<'_>,
    moment: Moment,
    size: Size,
    gates: Option<&Gates>,
) -> Result<RgbImage, ThumbnailError> {
    draw_by(DECODERS, film, moment, size, gates)
}

fn draw_by(
    decoders: &[Decoder],
    film: &Film<'_>,
    moment: Moment,
    size: Size,
    gates: Option<&Gates>,
) -> Result<RgbImage, ThumbnailError> {
    if film.facts.video().is_some_and(|video| video.video_tracks == Some(0)) {
        return Err(ThumbnailError::NoPicture);
    }
    let mut why = Undrawn::NotMine;
    for decoder in decoders.iter().filter(|decoder| (decoder.takes)(film.facts)) {
        let turn = gates.map(|gates| gates.enter(decoder.by));
        let drawn = (decoder.draw)(film, moment, size);
        drop(turn);
        match drawn {
            Ok(picture) => return Ok(picture),
            Err(Undrawn::Failed(error)) => return Err(error),
            Err(Undrawn::NotMine) => {}
            // What the first to take the film says of it is more telling than that another is missing.
            Err(other) if matches!(why, Undrawn::NotMine) => why = other,
            Err(_) => {}
        }
    }
    Err(match why {
        Undrawn::NotMine => nobody(film.facts),
        Undrawn::TooFar => ThumbnailError::TooFar,
        Undrawn::TooLarge { pixels } => ThumbnailError::TooManyPixels { pixels, limit: MAX_PIXELS },
        Undrawn::TooSlow => ThumbnailError::TooSlow { limit: PATIENCE },
        Undrawn::Damaged => ThumbnailError::Damaged,
        Undrawn::Failed(error) => error,
    })
}

/// Draws a frame of a film in memory by Galley's own decoders alone.
#[cfg(any(test, feature = "fuzzing"))]
pub(super) fn draw_own(bytes: &[u8], facts: &Facts, moment: Moment, size: Size) -> Option<RgbImage> {
    let mut file = std::io::Cursor::new(bytes);
    if h264::takes(facts) {
        h264::draw_from(&mut file, facts, moment, size).ok()
    } else {
        hevc::draw_from(&mut file, facts, moment, size).ok()
    }
}

/// Why no decoder takes a film.
fn nobody(facts: &Facts) -> ThumbnailError {
    match facts.video().and_then(|video| video.video_codec.clone()) {
        Some(codec) => ThumbnailError::NoDecoder { codec },
        None if facts.broken() => ThumbnailError::Damaged,
        None => ThumbnailError::NotDecoded { format: facts.format },
    }
}

fn is_iso(facts: &Facts) -> bool {
    matches!(facts.format, Some(Format::Mp4 | Format::Mov))
}

fn has_codec(facts: &Facts, codec: &str) -> bool {
    facts.video().is_some_and(|video| video.video_codec.as_deref() == Some(codec))
}
