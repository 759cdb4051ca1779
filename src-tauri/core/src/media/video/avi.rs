//! AVI: the list of headers in front of the pictures. LinkedIn does not take AVI, so that no more is read than what a
//! person wants to know of a refused file.

use std::io::{Read, Seek};

use super::codec::{self, Pcm};
use super::{Halt, milliseconds, square};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{Fault, VideoFacts};

/// Chunks looked at; a file has a dozen before its pictures.
const MOST: u32 = 1000;
/// What a program that writes to a pipe leaves as a size, because it cannot go back to put in another.
const UNKNOWN: u32 = u32::MAX;
/// Bytes of a stream's properties, without those of its fields.
const PROPERTIES: u64 = 36;
/// Pictures from which on their number is none: ffmpeg writes 2^30 before it knows, and into a pipe never goes back.
const UNTOLD: u32 = 1 << 30;
/// The least that a picture takes: the head of its chunk.
const LEAST: u64 = 8;

/// A chunk: what it is, and where in the file its content lies.
#[derive(Clone, Copy)]
struct Chunk {
    kind: [u8; 4],
    start: u64,
    end: u64,
}

impl Chunk {
    /// Where the next may begin: content of an odd length is followed by a byte of padding.
    fn next(&self) -> u64 {
        self.end + (self.end - self.start) % 2
    }
}

struct Chunks<'s, R> {
    source: &'s mut Source<R>,
    left: u32,
    /// Bytes of the file, or those it would have if it was whole.
    room: u64,
}

pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    video: &mut VideoFacts,
    found: &mut Found,
) -> Result<(), Halt> {
    let len = source.len();
    let mut chunks = Chunks { source, left: MOST, room: len };
    // An AVI of more than 1 GB is several of these, one after the other; all headers are in the first.
    let Some(file) = chunks.next(0, len)? else { return Err(Halt::Corrupt) };
    let known = file.end - file.start != u64::from(UNKNOWN);
    if known {
        chunks.room = len.max(file.end);
    }
    let mut at = file.start + 4;
    while let Some(chunk) = chunks.next(at, file.end.min(len))? {
        match chunks.list(&chunk)? {
            Some(kind) if kind == *b"hdrl" => headers(&mut chunks, &chunk, video, found)?,
            Some(kind) if kind == *b"movi" => break,
            _ => {}
        }
        at = chunk.next();
    }
    if known && file.end > len { Err(Stop::End { expected: file.end }.into()) } else { Ok(()) }
}

fn headers<R: Read + Seek>(
    chunks: &mut Chunks<'_, R>,
    list: &Chunk,
    video: &mut VideoFacts,
    found: &mut Found,
) -> Result<(), Halt> {
    let (mut pictures, mut sound) = (0, 0);
    let mut at = list.start + 4;
    while let Some(chunk) = chunks.next(at, list.end)? {
        if chunks.list(&chunk)? == Some(*b"strl") {
            let stream = Stream::read(chunks, &chunk)?;
            match &stream.kind {
                b"vids" => {
                    if pictures == 0 {
                        stream.tell_pictures(chunks, video, found)?;
                    }
                    pictures += 1;
                }
                b"auds" => {
                    if sound == 0 {
                        video.audio_codec = stream.sound(chunks)?;
                    }
                    sound += 1;
                }
                _ => {}
            }
        }
        at = chunk.next();
    }
    (video.video_tracks, video.audio_tracks) = (Some(pictures), Some(sound));
    Ok(())
}

/// One stream's headers.
struct Stream {
    kind: [u8; 4],
    scale: u32,
    rate: u32,
    length: u32,
    format: Option<Chunk>,
    /// How wide and high a stored pixel is to be shown.
    pixel: (u32, u32),
}

impl Stream {
    fn read<R: Read + Seek>(chunks: &mut Chunks<'_, R>, list: &Chunk) -> Result<Self, Halt> {
        let mut stream = Self { kind: [0; 4], scale: 0, rate: 0, length: 0, format: None, pixel: (1, 1) };
        let mut at = list.start + 4;
        while let Some(chunk) = chunks.next(at, list.end)? {
            match &chunk.kind {
                b"strh" => {
                    stream.kind = chunks.source.take(chunk.start)?;
                    stream.scale = chunks.u32(chunk.start + 20)?;
                    stream.rate = chunks.u32(chunk.start + 24)?;
                    stream.length = chunks.u32(chunk.start + 32)?;
                }
                b"strf" => stream.format = Some(chunk),
                b"vprp" if chunk.end - chunk.start >= PROPERTIES => {
                    stream.pixel = chunks.pixel(&chunk)?.unwrap_or(stream.pixel);
                }
                _ => {}
            }
            at = chunk.next();
        }
        Ok(stream)
    }

    fn tell_pictures<R: Read + Seek>(
        &self,
        chunks: &mut Chunks<'_, R>,
        video: &mut VideoFacts,
        found: &mut Found,
    ) -> Result<(), Halt> {
        if self.scale > 0 && self.rate > 0 {
            // Placeholders are more pictures than the file has room for.
            let fits = self.length < UNTOLD && u64::from(self.length) <= chunks.room / LEAST;
            let ticks = u64::from(self.length) * u64::from(self.scale);
            let duration = milliseconds(ticks, self.rate).filter(|_| fits);
            if duration == Some(0) {
                found.faults.push(Fault::ZeroDuration);
            }
            video.duration_ms = duration.filter(|ms| *ms > 0);
            video.frame_rate = Some(f64::from(self.rate) / f64::from(self.scale));
        }
        let Some(format) = self.format else { return Ok(()) };
        // Pictures stored from the bottom up have a height below 0.
        let (width, height) = (chunks.u32(format.start + 4)?, chunks.u32(format.start + 8)?);
        let height = height.cast_signed().unsigned_abs();
        if width == 0 || height == 0 {
            found.faults.push(Fault::ZeroDimensions);
        } else {
            (video.width, video.height) = (Some(square(width, self.pixel)), Some(height));
        }
        // The format has no turn.
        video.rotation = Some(0);
        let mark = chunks.source.take(format.start + 16)?;
        video.video_codec = Some(if mark == [0; 4] { "rawvideo".to_owned() } else { codec::of_fourcc(mark) });
        Ok(())
    }

    fn sound<R: Read + Seek>(&self, chunks: &mut Chunks<'_, R>) -> Result<Option<String>, Halt> {
        let Some(format) = self.format else { return Ok(None) };
        let mut tag = chunks.u16(format.start)?;
        let bits = chunks.u16(format.start + 14)?;
        if tag == 0xFFFE {
            tag = chunks.u16(format.start + 24)?;
        }
        Ok(Some(match tag {
            1 => Pcm { bits, float: false, signed: bits > 8, big_endian: false }.name(),
            3 => Pcm { bits, float: true, signed: true, big_endian: false }.name(),
            tag => codec::of_wave_tag(tag).map_or_else(|| format!("0x{tag:04x}"), str::to_owned),
        }))
    }
}

impl<R: Read + Seek> Chunks<'_, R> {
    /// The chunk at `at`; `None` at the end of what it is in.
    fn next(&mut self, at: u64, end: u64) -> Result<Option<Chunk>, Halt> {
        if at.saturating_add(8) > end {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or(Stop::Spent)?;
        let kind = self.source.take(at)?;
        let size = u64::from(self.u32(at + 4)?);
        Ok(Some(Chunk { kind, start: at + 8, end: at + 8 + size }))
    }

    /// What a list holds; `None` of every other chunk.
    fn list(&mut self, chunk: &Chunk) -> Result<Option<[u8; 4]>, Halt> {
        if chunk.kind != *b"LIST" {
            return Ok(None);
        }
        Ok(Some(self.source.take(chunk.start)?))
    }

    /// What a stream's properties say of its pixels' shape (OpenDML 1.02, section 5.0, `VIDEOPROPHEADER`): the shape of
    /// the frame, and how many of them fill it.
    fn pixel(&mut self, properties: &Chunk) -> Result<Option<(u32, u32)>, Halt> {
        let [down, across] = [self.u16(properties.start + 20)?, self.u16(properties.start + 22)?];
        let [wide, high] = [self.u32(properties.start + 24)?, self.u32(properties.start + 28)?];
        let pixel = u32::from(across).checked_mul(high).zip(u32::from(down).checked_mul(wide));
        Ok(pixel.filter(|(across, down)| *across > 0 && *down > 0))
    }

    fn u16(&mut self, at: u64) -> Result<u16, Stop> {
        self.source.take(at).map(u16::from_le_bytes)
    }

    fn u32(&mut self, at: u64) -> Result<u32, Stop> {
        self.source.take(at).map(u32::from_le_bytes)
    }
}
