//! An animation with fewer frames, which lasts as long as before.

mod canvas;

use std::collections::BTreeSet;
use std::io::{BufReader, BufWriter, Read, Write};
use std::num::NonZeroU64;

use gif::{
    AnyExtension, ColorOutput, DecodeOptions, Decoder, DecodingError, DisposalMethod, Encoder, EncodingError,
    Frame, MemoryLimit, Repeat,
};

use self::canvas::{Canvas, Part};
use super::{MendError, error};
use crate::media::frame_rows::screen;
use crate::media::interlace::gif_rows;

/// What the decoder may allocate, which is only metadata: frames are read into a buffer of ours.
const MEMORY: NonZeroU64 = NonZeroU64::new(16 * 1024 * 1024).unwrap();
/// Of the screen and of a frame. Up to six copies are held: 192 MB. Animations of four megapixels already do not play
/// smoothly.
pub(super) const MOST_PIXELS: u64 = 8 * 1024 * 1024;
/// Pixels that are decoded in all: some ten seconds’ worth.
const MOST_DECODED: u64 = 4 * 1024 * 1024 * 1024;
/// Browsers show a frame of less than 20 ms for 100 (Chromium, Firefox and WebKit alike), in hundredths of a second.
const SHORTEST: u16 = 2;
const SHOWN_INSTEAD: u16 = 10;
/// Of the reduction of more than 256 colours to as many; 10 is what its author advises.
const SPEED: i32 = 10;
const PROFILE: &[u8] = b"ICCRGBG1012";
const MOST_COLORS: usize = 256;

/// Writes the GIF with at most `most` of its `frames` frames, evenly chosen: each stays for as long as those stood that
/// are left out behind it.
///
/// Colours stay as they are, but for frames that put together have more than 256.
pub(super) fn thin(file: impl Read, frames: u32, most: u32, out: impl Write) -> Result<(), MendError> {
    let mut source = Source::open(file)?;
    let mut target = Target::new(out, source.size)?;
    let mut canvas = Canvas::new(source.size.0, source.size.1);
    let (mut number, mut waiting): (u32, Option<Waiting>) = (0, None);
    while let Some(shown) = source.draw(&mut canvas)? {
        if number == 0 {
            target.begin(source.decoder.repeat(), source.decoder.icc_profile())?;
        }
        match &mut waiting {
            Some(waiting) if !is_kept(number, frames, most) => waiting.last(shown),
            _ => {
                let next = Waiting::new(canvas.clone(), shown);
                if let Some(done) = waiting.replace(next) {
                    target.write(done, &canvas)?;
                }
            }
        }
        number = number.saturating_add(1);
    }
    let last = waiting.ok_or(MendError::Damaged)?;
    let end = last.canvas.clone();
    target.write(last, &end)?;
    target.finish()
}

/// Whether the frame of this number, from 0, is the first of those that become one.
fn is_kept(number: u32, frames: u32, most: u32) -> bool {
    let group = |number: u32| u64::from(number) * u64::from(most) / u64::from(frames.max(1));
    number == 0 || frames <= most || group(number) != group(number - 1)
}

/// A frame that is kept and may yet last longer.
struct Waiting {
    canvas: Canvas,
    /// As the file says, of one frame alone; in hundredths of a second.
    delay: u16,
    /// As browsers show it, of several.
    shown: u16,
    several: bool,
}

impl Waiting {
    fn new(canvas: Canvas, delay: u16) -> Self {
        Self { canvas, delay, shown: seen(delay), several: false }
    }

    fn last(&mut self, delay: u16) {
        self.shown = self.shown.saturating_add(seen(delay));
        self.several = true;
    }

    fn delay(&self) -> u16 {
        if self.several { self.shown } else { self.delay }
    }
}

fn seen(delay: u16) -> u16 {
    if delay < SHORTEST { SHOWN_INSTEAD } else { delay }
}

/// The animation that is read.
struct Source<R: Read> {
    decoder: Decoder<BufReader<R>>,
    /// Of the screen, in pixels.
    size: (u16, u16),
    /// Its size may be that of the first frame, to which the decoder then has come already.
    is_at_first: bool,
    decoded: u64,
    /// The frame’s own.
    pixels: Vec<u8>,
    /// What the frame before leaves behind once it was shown.
    after: Option<(Part, DisposalMethod)>,
    /// The screen before the frame that is to be taken away again.
    before: Option<Canvas>,
}

impl<R: Read> Source<R> {
    fn open(file: R) -> Result<Self, MendError> {
        let mut options = DecodeOptions::new();
        options.set_color_output(ColorOutput::RGBA);
        options.set_memory_limit(MemoryLimit::Bytes(MEMORY));
        let mut decoder = options.read_info(BufReader::new(file)).map_err(unread)?;
        decoder.next_frame_info().map_err(unread)?;
        let (width, height) = screen(&decoder).ok_or(MendError::Damaged)?;
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MOST_PIXELS {
            return Err(MendError::TooManyPixels { pixels, limit: MOST_PIXELS });
        }
        let (size, is_at_first) = ((width, height), true);
        Ok(Self { decoder, size, is_at_first, decoded: 0, pixels: Vec::new(), after: None, before: None })
    }

    /// Draws the next frame over what was there, and says for how long it stands.
    fn draw(&mut self, canvas: &mut Canvas) -> Result<Option<u16>, MendError> {
        match self.after.take() {
            Some((part, DisposalMethod::Background)) => canvas.clear(part),
            Some((_, DisposalMethod::Previous)) => {
                if let Some(before) = self.before.take() {
                    *canvas = before;
                }
            }
            _ => {}
        }
        let frame = match std::mem::take(&mut self.is_at_first) {
            true => self.decoder.current_frame_info(),
            false => self.decoder.next_frame_info().map_err(unread)?,
        };
        let Some(frame) = frame else { return Ok(None) };
        let (delay, dispose, interlaced) = (frame.delay, frame.dispose, frame.interlaced);
        let part = Part { left: frame.left, top: frame.top, width: frame.width, height: frame.height };
        self.decoded += part.pixels();
        for (pixels, limit) in [(part.pixels(), MOST_PIXELS), (self.decoded, MOST_DECODED)] {
            if pixels > limit {
                return Err(MendError::TooManyPixels { pixels, limit });
            }
        }
        self.before = (dispose == DisposalMethod::Previous).then(|| canvas.clone());
        // Whole, because gif 0.14 loses the end of some small frames that are read row by row.
        self.pixels.resize(self.decoder.buffer_size(), 0);
        if !self.decoder.fill_buffer(&mut self.pixels).map_err(unread)? {
            return Err(MendError::Damaged);
        }
        let lines = self.pixels.chunks_exact(self.decoder.line_length().max(1));
        for (row, line) in gif_rows(interlaced, part.height).zip(lines) {
            canvas.draw_row(part, row, line);
        }
        self.after = Some((part, dispose));
        Ok(Some(delay))
    }
}

/// The animation that is written.
struct Target<W: Write> {
    encoder: Encoder<BufWriter<W>>,
    /// What is on the screen when the next frame comes; nothing after it was cleared.
    base: Option<Canvas>,
}

impl<W: Write> Target<W> {
    fn new(out: W, (width, height): (u16, u16)) -> Result<Self, MendError> {
        let encoder = Encoder::new(BufWriter::new(out), width, height, &[]).map_err(unwritten)?;
        Ok(Self { encoder, base: None })
    }

    fn begin(&mut self, repeat: Repeat, profile: Option<&[u8]>) -> Result<(), MendError> {
        if repeat != Repeat::Finite(0) {
            self.encoder.set_repeat(repeat).map_err(unwritten)?;
        }
        if let Some(profile) = profile {
            let blocks: Vec<&[u8]> = std::iter::once(PROFILE).chain(profile.chunks(255)).collect();
            self.encoder.write_raw_extension(AnyExtension(0xFF), &blocks).map_err(unwritten)?;
        }
        Ok(())
    }

    /// Writes a frame, and clears the screen behind it where the next one leaves something free that it fills.
    fn write(&mut self, frame: Waiting, next: &Canvas) -> Result<(), MendError> {
        let delay = frame.delay();
        let clears = frame.canvas.is_cleared_by(next);
        let part = match &self.base {
            Some(base) if !clears => frame.canvas.differs_from(base),
            _ => frame.canvas.whole(),
        };
        let base = self.base.take().filter(|_| !clears);
        let mut pixels = frame.canvas.part(part, base.as_ref());
        // What stays the same need not be written, unless that leaves no colour free to say so with.
        if base.is_some() && has_too_many_colors(&pixels) {
            pixels = frame.canvas.part(part, None);
        }
        let mut stored = Frame::from_rgba_speed(part.width, part.height, &mut pixels, SPEED);
        (stored.left, stored.top, stored.delay) = (part.left, part.top, delay);
        stored.dispose = if clears { DisposalMethod::Background } else { DisposalMethod::Keep };
        self.encoder.write_frame(&stored).map_err(unwritten)?;
        self.base = (!clears).then_some(frame.canvas);
        Ok(())
    }

    fn finish(self) -> Result<(), MendError> {
        let out = self.encoder.into_inner().map_err(unwritten)?;
        out.into_inner().map(drop).map_err(|error| MendError::NotWritten(error.into_error()))
    }
}

fn has_too_many_colors(pixels: &[u8]) -> bool {
    let mut colors = BTreeSet::new();
    pixels.chunks_exact(4).any(|pixel| colors.insert(pixel) && colors.len() > MOST_COLORS)
}

fn unread(error: DecodingError) -> MendError {
    match error {
        DecodingError::Io(error) => error::unreadable(error),
        _ => MendError::Damaged,
    }
}

fn unwritten(error: EncodingError) -> MendError {
    match error {
        EncodingError::Io(error) => MendError::NotWritten(error),
        other => MendError::NotWritten(std::io::Error::other(other)),
    }
}

#[cfg(test)]
mod tests;
