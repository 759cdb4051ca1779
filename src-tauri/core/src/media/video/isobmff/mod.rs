//! MP4 and QuickTime: boxes in boxes, of which the index (`moov`) tells nearly everything. Its tables of frames are
//! not read but for their heads, so that a long film costs no more than a short one.

mod boxes;
mod edits;
mod entry;
mod fragments;
mod layout;
mod location;
mod movie;
mod pieces;
mod samples;
mod track;

use std::io::{Read, Seek};

pub(in crate::media) use self::boxes::Boxes;
pub(in crate::media) use self::entry::{Colors, visual};
pub(in crate::media) use self::layout::Layout;
pub(in crate::media) use self::movie::Movie;
pub(in crate::media) use self::pieces::stretch as stretch_of_fragments;
pub(in crate::media) use self::samples::{Sample, Samples, Wanted};
pub(in crate::media) use self::track::Track;

use self::fragments::Fragments;
use self::track::Table;
use super::{Halt, milliseconds};
use crate::media::examine::Found;
use crate::media::format::{Kind, branded};
use crate::media::source::{Source, Stop};
use crate::media::{Fault, Orientation, VideoFacts};

pub(in crate::media) const PICTURES: [u8; 4] = *b"vide";
const SOUND: [u8; 4] = *b"soun";

/// How much of a list of brands is looked at that stands behind padding.
const BRANDS: usize = 256;
/// Runs of equally long frames that are added up for the frame rate: phones write one for nearly each frame, of which
/// the media's own duration tells the same.
const RUNS: u32 = 2048;

pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    video: &mut VideoFacts,
    found: &mut Found,
) -> Result<(), Halt> {
    let mut boxes = Boxes::new(source);
    let mut layout = Layout::default();
    let mut movie = Movie::default();
    let read = layout.read(&mut boxes, &mut movie);
    if let Some(at) = layout.brands {
        let list = boxes.source.up_to(at, BRANDS)?;
        found.format = branded(list).filter(|format| format.kind() == Kind::Video).or(found.format);
    }
    if layout.moov.is_none() {
        if read.is_ok() {
            found.faults.push(Fault::MissingIndex);
        }
        return read;
    }
    video.moov_first = layout.moov_first();
    if read.is_ok() && movie.tracks.is_empty() && !movie.packed {
        (video.video_tracks, video.audio_tracks) = (Some(0), Some(0));
        return Ok(());
    }
    let told = tell(&mut boxes, &layout, &movie, video, found);
    read.and(told)?;
    missing(&mut boxes, &movie)?;
    video.location = location::location(&mut boxes, &layout, &movie);
    Ok(())
}

/// Tells the figures, as far as the index could be read.
fn tell<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    layout: &Layout,
    movie: &Movie,
    video: &mut VideoFacts,
    found: &mut Found,
) -> Result<(), Halt> {
    if movie.tracks.is_empty() {
        return Ok(());
    }
    video.video_tracks = Some(movie.count(PICTURES));
    video.audio_tracks = Some(movie.count(SOUND));
    let shown = [PICTURES, SOUND].into_iter().filter_map(|handler| movie.track(handler));
    let mut edited = false;
    for track in shown.clone() {
        edited |= altered(boxes, movie, track)?;
    }
    video.edited = Some(edited);
    if let Some(entry) = movie.track(SOUND).and_then(|track| track.entry) {
        video.audio_codec = Some(entry::sound(boxes, &entry)?);
    }
    let pictures = movie.track(PICTURES);
    if let Some(track) = pictures {
        picture(boxes, movie, track, video, found)?;
    }
    let fragmented = movie.extends.is_some() || layout.first_fragment.is_some();
    video.fragmented = Some(fragmented);
    // Last, because walking them may spend what is allowed to be read.
    let fragments = if fragmented { layout.fragments(boxes, movie)? } else { Fragments::default() };
    video.duration_ms = if fragmented {
        fragments.duration_ms(movie)
    } else {
        let tracks = shown.filter_map(|track| track.shown(movie.timescale)).max();
        movie.duration.or(tracks).and_then(|ticks| milliseconds(ticks, movie.timescale))
    };
    // Where nobody says anything, nothing is known: that is not a duration of 0.
    let said_0 = movie.says_0 && fragments.walked_and_empty();
    if video.duration_ms.map_or(said_0, |duration| duration == 0) {
        video.duration_ms = None;
        found.faults.push(Fault::ZeroDuration);
    }
    video.frame_rate = match pictures {
        Some(track) if fragments.hold(track) => fragments.rate(track),
        Some(track) => frame_rate(boxes, track)?,
        None => None,
    };
    fragments.halt.map_or(Ok(()), Err)
}

fn picture<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    movie: &Movie,
    track: &Track,
    video: &mut VideoFacts,
    found: &mut Found,
) -> Result<(), Halt> {
    let orientation = track.matrix.orientation(movie.matrix);
    video.rotation = Some(rotation(orientation));
    let Some(entry) = track.entry else { return Ok(()) };
    let visual = visual(boxes, &entry)?;
    let (mut width, mut height) = visual.displayed();
    if width == 0 || height == 0 {
        (width, height) = track.size;
    }
    if orientation.swaps_axes() {
        (width, height) = (height, width);
    }
    if width == 0 || height == 0 {
        found.faults.push(Fault::ZeroDimensions);
    } else {
        (video.width, video.height) = (Some(width), Some(height));
    }
    video.avc_profile = visual.profile;
    video.video_codec = Some(visual.codec);
    Ok(())
}

/// Quarters clockwise; what is mirrored besides is told as if it were not.
fn rotation(orientation: Orientation) -> u16 {
    match orientation.get() {
        3 | 4 => 180,
        6 | 7 => 90,
        5 | 8 => 270,
        _ => 0,
    }
}

fn altered<R: Read + Seek>(boxes: &mut Boxes<'_, R>, movie: &Movie, track: &Track) -> Result<bool, Halt> {
    let shift = match track.tables.ctts {
        Some(Table { at, count: 1.. }) => u64::from(boxes.u32(at + 4)?),
        _ => 0,
    };
    // Version 1 of the table has shifts backwards: no shift that an edit has to take up.
    let shift = if shift > u64::from(i32::MAX.cast_unsigned()) { 0 } else { shift };
    Ok(track.edits.alter(track.duration, shift, track.clocks(movie)))
}

/// Frames a second on average: all frames in the time they take together.
fn frame_rate<R: Read + Seek>(boxes: &mut Boxes<'_, R>, track: &Track) -> Result<Option<f64>, Halt> {
    let runs = track.tables.stts.filter(|runs| runs.count <= RUNS);
    let counted = match runs {
        Some(runs) => {
            let (mut frames, mut ticks) = (0_u64, 0_u64);
            for run in 0..u64::from(runs.count) {
                let (count, each) = (boxes.u32(runs.at + 8 * run)?, boxes.u32(runs.at + 8 * run + 4)?);
                frames += u64::from(count);
                ticks = ticks.saturating_add(u64::from(count) * u64::from(each));
            }
            Some((frames, ticks))
        }
        None => track.tables.stsz.map(|sizes| u64::from(sizes.count)).zip(track.duration),
    };
    Ok(counted.and_then(|(frames, ticks)| rate(frames, ticks, track.timescale)))
}

fn rate(frames: u64, ticks: u64, timescale: u32) -> Option<f64> {
    // Rounding of a float is far below what anybody tells apart.
    let rate = frames as f64 * f64::from(timescale) / ticks as f64;
    (frames > 0 && rate.is_finite() && rate > 0.0).then_some(rate)
}

/// Whether the file ends before the last chunk of frames that its index tells of begins: the one way to be cut that
/// the boxes themselves may not show.
fn missing<R: Read + Seek>(boxes: &mut Boxes<'_, R>, movie: &Movie) -> Result<(), Halt> {
    for track in &movie.tracks {
        let tables = &track.tables;
        let Some(chunks) = tables.chunks.filter(|chunks| chunks.count > 0) else { continue };
        let last = u64::from(chunks.count - 1);
        let begins = if tables.wide_chunks {
            boxes.u64(chunks.at.saturating_add(8 * last))?
        } else {
            u64::from(boxes.u32(chunks.at.saturating_add(4 * last))?)
        };
        if begins >= boxes.source.len() {
            return Err(Stop::End { expected: begins.saturating_add(1) }.into());
        }
    }
    Ok(())
}
