//! What Galley's own decoders share: finding the samples of a moment, reading them, and bounds on both.

use std::io::{Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

use super::color::Look;
use super::config::Config;
use super::{MAX_PIXELS, MAX_SIDE, Moment, PATIENCE, Undrawn};
use crate::media::Facts;
use crate::media::source::{Source, Stop};
use crate::media::thumbnail::unreadable;
use crate::media::video::Halt;
use crate::media::video::isobmff::{self, Boxes, Layout, Movie, Sample, Samples, Track, Wanted};

/// What may be read of tables to find a moment: those of an hour at 60 frames a second, several times over.
const TABLES: u64 = 64 * 1024 * 1024;
const AHEAD: usize = 16 * 1024;
/// A stream stores a little more than is shown, in blocks of at most 64 pixels. One of a quite other size is left to
/// others: what decoding costs was judged by the size in the index.
const BLOCK: u64 = 64;
/// The box of parameter sets has some hundred bytes.
const MAX_CONFIG: usize = 64 * 1024;
/// Pixels that are decoded for one frame: ten seconds of 1,920 × 1,080 at 60 frames a second, which take five to ten.
const MAX_WORK: u64 = 1_250_000_000;
/// Frames that are decoded for one, however small.
const MAX_FRAMES: u64 = 2000;
/// Bytes of all samples for one frame: ten seconds of the densest film that a phone makes.
const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Frames that a film may have its decoder hold: 16 (the most that either codec has), of the largest frames half as
/// many, which is more than the levels that cameras write allow.
const HELD: u64 = 16;
const HELD_PIXELS: u64 = 8 * MAX_PIXELS;
/// Bytes a pixel that a slice is stored in at worst: coding may be 5/3 as long as ten bits a sample without coding
/// (ITU-T H.265, annex A), which are 3.2.
const DENSEST: u64 = 4;
/// Bytes that small frames may have beside.
const BESIDE: u64 = 64 * 1024;

/// What a decoder needs for one frame.
pub(super) struct Found {
    pub config: Config,
    pub look: Look,
    /// To be decoded one after the other; the last is the wanted one.
    pub samples: Vec<Sample>,
    pub budget: Budget,
}

/// What may still be decoded and read.
pub(super) struct Budget {
    /// Pixels of all frames together, and of a single one.
    pixels: u64,
    frame: u64,
    frames: u64,
    bytes: u64,
    until: Instant,
}

/// Frames of so many pixels that may be held at once.
pub(super) fn held(pixels: u64) -> u64 {
    HELD.min(HELD_PIXELS / pixels.max(1))
}

/// The most bytes of a slice of a picture of so many pixels.
pub(in crate::media) fn longest(pixels: u64) -> u64 {
    DENSEST * pixels + BESIDE
}

/// Finds the samples to decode for a moment, and what a decoder has to know first.
pub(super) fn find<R: Read + Seek>(
    file: &mut R,
    facts: &Facts,
    moment: Moment,
    config: fn(&[u8]) -> Option<Config>,
) -> Result<Found, Undrawn> {
    let mut source = Source::new(file, facts.bytes, TABLES);
    let mut boxes = Boxes::new(&mut source);
    let (mut layout, mut movie) = (Layout::default(), Movie::default());
    match layout.read(&mut boxes, &mut movie) {
        // A film that breaks off may still have its first frames.
        Err(Halt::Stop(Stop::Io(error))) => return Err(Undrawn::Failed(unreadable(error))),
        _ if layout.moov.is_none() => return Err(Undrawn::Damaged),
        _ => {}
    }
    let track = movie.track(isobmff::PICTURES).ok_or(Undrawn::NotMine)?;
    let entry = track.entry.ok_or(Undrawn::Damaged)?;
    let visual = isobmff::visual(&mut boxes, &entry)?;
    let parameters = visual.config.filter(|_| !visual.locked).ok_or(Undrawn::NotMine)?;
    let (width, height) = (u64::from(visual.width), u64::from(visual.height));
    let pixels = affordable(width, height)?;
    let frame = (width + BLOCK) * (height + BLOCK);
    let length = usize::try_from(parameters.len()).unwrap_or(MAX_CONFIG).min(MAX_CONFIG);
    let config =
        config(boxes.source.up_to(parameters.start, length).map_err(Halt::Stop)?).ok_or(Undrawn::Damaged)?;
    boxes.source.set_read_ahead(AHEAD);
    let most = (MAX_WORK / pixels.max(1)).clamp(1, MAX_FRAMES);
    let samples = samples(&mut boxes, &layout, &movie, track, moment, most)?;
    let orientation = track.matrix.orientation(movie.matrix);
    let look = Look { colors: visual.colors, pixel: visual.pixel, orientation };
    Ok(Found { config, look, samples, budget: Budget::new(frame, PATIENCE) })
}

fn samples<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    layout: &Layout,
    movie: &Movie,
    track: &Track,
    moment: Moment,
    most: u64,
) -> Result<Vec<Sample>, Undrawn> {
    let at = u128::from(moment.ms()) * u128::from(movie.timescale) / 1000;
    let time = track.edits.media_time(u64::try_from(at).unwrap_or(u64::MAX), track.clocks(movie));
    let key = matches!(moment, Moment::Key(_));
    let what = Wanted { time, from_first: track.edits.is_empty(), key, most };
    let in_tables = Samples::of(track);
    let in_fragments =
        layout.first_fragment.filter(|_| in_tables.is_none() || track.duration.is_none_or(|end| time >= end));
    let stretch = match (in_tables, in_fragments) {
        (_, Some(first)) => isobmff::stretch_of_fragments(boxes, movie, track.id, first, what)?,
        (Some(tables), None) => tables.stretch(boxes, what)?,
        (None, None) => return Err(Undrawn::Damaged),
    };
    if stretch.length > most { Err(Undrawn::TooFar) } else { Ok(stretch.samples) }
}

/// The pixels of a frame, if frames of that size are decoded.
fn affordable(width: u64, height: u64) -> Result<u64, Undrawn> {
    let pixels = width.saturating_mul(height);
    if pixels > MAX_PIXELS || width.max(height) > u64::from(MAX_SIDE) {
        Err(Undrawn::TooLarge { pixels })
    } else {
        Ok(pixels)
    }
}

impl Budget {
    /// Of frames that have at most so many pixels.
    pub fn new(frame: u64, patience: Duration) -> Self {
        let until = Instant::now() + patience;
        Self { pixels: MAX_WORK, frame, frames: MAX_FRAMES, bytes: MAX_BYTES, until }
    }

    /// Fills `bytes` with a sample.
    pub fn read<R: Read + Seek>(
        &mut self,
        file: &mut R,
        sample: Sample,
        bytes: &mut Vec<u8>,
    ) -> Result<(), Undrawn> {
        let size = u64::from(sample.size);
        self.bytes = self.bytes.checked_sub(size).ok_or(Undrawn::TooFar)?;
        bytes.clear();
        let read = file.seek(SeekFrom::Start(sample.at)).and_then(|_| file.take(size).read_to_end(bytes));
        match read {
            Ok(read) if read as u64 == size => Ok(()),
            Ok(_) => Err(Undrawn::Damaged),
            Err(error) => Err(Undrawn::Failed(unreadable(error))),
        }
    }

    /// The pixels of a frame as the stream itself has it.
    pub fn frame(&self, width: u64, height: u64) -> Result<u64, Undrawn> {
        affordable(width, height)
            .and_then(|pixels| if pixels > self.frame { Err(Undrawn::NotMine) } else { Ok(pixels) })
    }

    /// To be asked before each frame of so many pixels is decoded.
    pub fn spend(&mut self, pixels: u64) -> Result<(), Undrawn> {
        self.pixels = self.pixels.checked_sub(pixels).ok_or(Undrawn::TooFar)?;
        self.frames = self.frames.checked_sub(1).ok_or(Undrawn::TooFar)?;
        Ok(())
    }

    /// To be asked before each unit: slices of one frame may each go through all of it, however short they are.
    pub fn in_time(&self) -> Result<(), Undrawn> {
        if Instant::now() < self.until { Ok(()) } else { Err(Undrawn::TooSlow) }
    }
}

impl From<Halt> for Undrawn {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Corrupt | Halt::Stop(Stop::End { .. }) => Self::Damaged,
            Halt::Stop(Stop::Spent) => Self::TooFar,
            Halt::Stop(Stop::Io(error)) => Self::Failed(unreadable(error)),
        }
    }
}
