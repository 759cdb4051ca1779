//! Matroska and WebM: the two elements before the pictures that tell what is in the film (RFC 9559). LinkedIn takes
//! neither, so that no more is read than what a person wants to know of a refused file.

use std::io::{Read, Seek};

use super::codec::{self, Pcm};
use super::ebml::{Element, Elements};
use super::{Halt, square};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Fault, VideoFacts};

const EBML: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1F43_B675;
const INFO: u32 = 0x1549_A966;
const TICK: u32 = 0x2A_D7B1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const TRACK_TYPE: u32 = 0x83;
const CODEC: u32 = 0x86;
const CODEC_PRIVATE: u32 = 0x63A2;
const FRAME_DURATION: u32 = 0x23_E383;
const VIDEO: u32 = 0xE0;
const WIDTH: u32 = 0xB0;
const HEIGHT: u32 = 0xBA;
const SHOWN_WIDTH: u32 = 0x54B0;
const SHOWN_HEIGHT: u32 = 0x54BA;
const SHOWN_UNIT: u32 = 0x54B2;
const PROJECTION: u32 = 0x7670;
const ROLL: u32 = 0x7675;
const AUDIO: u32 = 0xE1;
const BITS: u32 = 0x6264;

/// Nanoseconds of a tick unless a file says otherwise.
const USUAL_TICK: u64 = 1_000_000;

pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    video: &mut VideoFacts,
    found: &mut Found,
) -> Result<(), Halt> {
    let mut elements = Elements::new(source);
    let whole = elements.whole();
    let Some(head) = elements.next(0, &whole)?.filter(|element| element.id == EBML) else {
        return Err(Halt::Corrupt);
    };
    let Some(segment) = elements.next(head.end, &whole)?.filter(|element| element.id == SEGMENT) else {
        return Err(Halt::Corrupt);
    };
    let mut told = Tracks::default();
    let read = contents(&mut elements, &segment, video, &mut told);
    told.tell(video, found);
    read?;
    let len = elements.source.len();
    if segment.end > len { Err(Stop::End { expected: segment.end }.into()) } else { Ok(()) }
}

/// Reads what stands before the pictures.
fn contents<R: Read + Seek>(
    elements: &mut Elements<'_, R>,
    segment: &Element,
    video: &mut VideoFacts,
    told: &mut Tracks,
) -> Result<(), Halt> {
    let mut at = segment.start;
    while let Some(element) = elements.next(at, segment)? {
        match element.id {
            INFO => {
                let (mut tick, mut ticks) = (USUAL_TICK, None);
                elements.within(&element, |elements, element| {
                    match element.id {
                        TICK => tick = elements.number(&element)?,
                        DURATION => ticks = elements.float(&element)?,
                        _ => {}
                    }
                    Ok(())
                })?;
                let duration = ticks.map(|ticks| (ticks * tick as f64 / 1e6).round());
                // No film is so long that its milliseconds do not fit.
                video.duration_ms = duration.filter(|ms| *ms >= 1.0 && *ms < 1e15).map(|ms| ms as u64);
            }
            TRACKS => {
                told.read = true;
                elements.within(&element, |elements, element| match element.id {
                    TRACK => told.add(elements, &element),
                    _ => Ok(()),
                })?;
            }
            CLUSTER => return Ok(()),
            _ => {}
        }
        at = element.end;
    }
    Ok(())
}

/// What is known of the tracks so far.
#[derive(Default)]
struct Tracks {
    read: bool,
    video: Vec<Track>,
    audio: Vec<Track>,
}

#[derive(Default)]
struct Track {
    kind: u64,
    codec: String,
    /// The mark inside a description for Windows, for codecs that Matroska has no mark of its own for.
    fourcc: Option<[u8; 4]>,
    frame_ns: u64,
    size: (u64, u64),
    shown: (u64, u64),
    unit: u64,
    bits: u64,
    /// Turned somehow.
    rolled: bool,
}

impl Tracks {
    fn add<R: Read + Seek>(&mut self, elements: &mut Elements<'_, R>, element: &Element) -> Result<(), Halt> {
        let mut track = Track::default();
        elements.within(element, |elements, element| {
            match element.id {
                TRACK_TYPE => track.kind = elements.number(&element)?,
                CODEC => track.codec = elements.text(&element)?,
                CODEC_PRIVATE if element.len() >= 40 => {
                    track.fourcc = Some(elements.source.take(element.start + 16)?);
                }
                FRAME_DURATION => track.frame_ns = elements.number(&element)?,
                VIDEO | AUDIO => {
                    elements.within(&element, |elements, element| track.detail(elements, &element))?;
                }
                _ => {}
            }
            Ok(())
        })?;
        match track.kind {
            1 => self.video.push(track),
            2 => self.audio.push(track),
            _ => {}
        }
        Ok(())
    }

    fn tell(&self, video: &mut VideoFacts, found: &mut Found) {
        if !self.read {
            return;
        }
        // As many as there are elements.
        video.video_tracks = u32::try_from(self.video.len()).ok();
        video.audio_tracks = u32::try_from(self.audio.len()).ok();
        video.audio_codec = self.audio.first().and_then(Track::name);
        let Some(track) = self.video.first() else { return };
        video.video_codec = track.name();
        // How a turned one is to be shown, players do not agree about.
        video.rotation = if track.rolled { None } else { Some(0) };
        if track.frame_ns > 0 {
            video.frame_rate = Some(1e9 / track.frame_ns as f64);
        }
        match track.displayed() {
            Some((width, height)) => (video.width, video.height) = (Some(width), Some(height)),
            None => found.faults.push(Fault::ZeroDimensions),
        }
    }
}

impl Track {
    fn detail<R: Read + Seek>(
        &mut self,
        elements: &mut Elements<'_, R>,
        element: &Element,
    ) -> Result<(), Halt> {
        let field = match element.id {
            WIDTH => &mut self.size.0,
            HEIGHT => &mut self.size.1,
            SHOWN_WIDTH => &mut self.shown.0,
            SHOWN_HEIGHT => &mut self.shown.1,
            SHOWN_UNIT => &mut self.unit,
            BITS => &mut self.bits,
            PROJECTION => {
                return elements.within(element, |elements, element| {
                    if element.id == ROLL {
                        self.rolled |= elements.float(&element)?.is_some_and(|roll| roll != 0.0);
                    }
                    Ok(())
                });
            }
            _ => return Ok(()),
        };
        *field = elements.number(element)?;
        Ok(())
    }

    /// With square pixels, as tall as stored.
    fn displayed(&self) -> Option<(u32, u32)> {
        let side = |side: u64| u32::try_from(side).ok().filter(|side| *side > 0);
        let (width, height) = (side(self.size.0)?, side(self.size.1)?);
        // Units 1 and 2 are centimetres and inches, for a screen that nobody has; the shape is the same in all.
        match (side(self.shown.0), side(self.shown.1)) {
            (Some(across), Some(down)) => Some((square(height, (across, down)), height)),
            _ => Some((width, height)),
        }
    }

    /// `None` where the file does not say.
    fn name(&self) -> Option<String> {
        let pcm = |float, big_endian| {
            let bits = u16::try_from(self.bits).unwrap_or(0);
            Pcm { bits, float, signed: bits > 8, big_endian }.name()
        };
        let name = match self.codec.as_str() {
            "A_PCM/INT/LIT" => pcm(false, false),
            "A_PCM/INT/BIG" => pcm(false, true),
            "A_PCM/FLOAT/IEEE" => pcm(true, false),
            "V_MS/VFW/FOURCC" => self.fourcc.map_or_else(|| self.codec.clone(), codec::of_fourcc),
            mark => codec::of_matroska(mark).map_or_else(|| mark.to_owned(), str::to_owned),
        };
        Some(name).filter(|name| !name.is_empty())
    }
}
