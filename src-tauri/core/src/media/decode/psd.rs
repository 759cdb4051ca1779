//! The picture of all layers together that Photoshop stores for programs that cannot draw layers.
//!
//! Decoded here, because the crates for it leave out PSB, 16 bits and more than four channels, or draw layers.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::{DecodeError, Head, MAX_PROFILE, Rows, Samples, hand_out, profile, within_limits, within_memory};
use crate::media::image::psd::{self, Layout};
use crate::media::samples::eight_bits;
use crate::media::source::{Source, Stop};

/// Enough for every length that has to be read; what lies between is hopped over.
const HEADERS: u64 = 64 * 1024;
const STORED: u16 = 0;
const PACKED: u16 = 1;
const CMYK: u16 = 4;

pub(super) fn decode(mut file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let length = file.seek(SeekFrom::End(0))?;
    let layout = match psd::layout(&mut Source::new(&mut file, length, HEADERS)) {
        Ok(layout) => layout.ok_or(DecodeError::Damaged)?,
        Err(Stop::Io(error)) => return Err(error.into()),
        Err(Stop::End { .. } | Stop::Spent) => return Err(DecodeError::Damaged),
    };
    let mut head = head(&layout)?;
    if let Some(place) = layout.profile.clone().filter(|place| place.end - place.start <= MAX_PROFILE as u64)
    {
        file.seek(SeekFrom::Start(place.start))?;
        let mut icc = Vec::new();
        (&mut file).take(place.end - place.start).read_to_end(&mut icc)?;
        head.icc = profile(Some(icc), head.samples);
    }
    file.seek(SeekFrom::Start(layout.merged))?;
    let mut planes = Planes::open(BufReader::new(file), &layout)?;
    let count = head.samples.count();
    let width = head.width as usize;
    let mut pixels = vec![0; width * head.height as usize * count];
    for channel in 0..count {
        for row in pixels.chunks_exact_mut(width * count) {
            let samples = planes.row()?;
            let targets = row.iter_mut().skip(channel).step_by(count);
            targets.zip(samples).for_each(|(target, sample)| *target = *sample);
        }
    }
    finish(&mut pixels, head.samples);
    hand_out(&head, &pixels, rows)
}

fn head(layout: &Layout) -> Result<Head, DecodeError> {
    within_limits(layout.width, layout.height)?;
    let colors = layout.colors().ok_or(DecodeError::NotDecoded)?;
    let alpha = layout.transparent && layout.channels > colors;
    let samples = match (colors, alpha) {
        _ if layout.channels < colors => return Err(DecodeError::Damaged),
        (1, false) => Samples::Gray,
        (1, true) => Samples::GrayAlpha,
        (3, false) => Samples::Rgb,
        (3, true) => Samples::Rgba,
        (CMYK, _) => Samples::Cmyk,
        _ => return Err(DecodeError::NotDecoded),
    };
    if !matches!(layout.depth, 8 | 16) {
        return Err(DecodeError::NotDecoded);
    }
    let each = samples.count() as u64;
    within_memory(u64::from(layout.width) * u64::from(layout.height), each)?;
    let (width, height, deep) = (layout.width, layout.height, layout.depth == 16);
    Ok(Head { width, height, samples, deep, icc: None, exif: None, described: true })
}

/// The rows of one channel after the other.
struct Planes<R> {
    file: R,
    packed: bool,
    /// A row as stored, and its samples in eight bits.
    stored: Vec<u8>,
    samples: Vec<u8>,
    deep: bool,
}

impl<R: Read + Seek> Planes<R> {
    fn open(mut file: R, layout: &Layout) -> Result<Self, DecodeError> {
        let mut packing = [0; 2];
        file.read_exact(&mut packing)?;
        let packed = match u16::from_be_bytes(packing) {
            STORED => false,
            PACKED => true,
            _ => return Err(DecodeError::NotDecoded),
        };
        if packed {
            // First comes how long each row is, which the packing tells too.
            let each = if layout.large { 4 } else { 2 };
            let lengths = i64::from(layout.height) * i64::from(layout.channels) * each;
            file.seek_relative(lengths)?;
        }
        let deep = layout.depth == 16;
        let width = layout.width as usize;
        Ok(Self {
            file,
            packed,
            stored: vec![0; width * if deep { 2 } else { 1 }],
            samples: vec![0; width],
            deep,
        })
    }

    fn row(&mut self) -> Result<&[u8], DecodeError> {
        if self.packed {
            self.unpack()?;
        } else {
            self.file.read_exact(&mut self.stored)?;
        }
        if !self.deep {
            return Ok(&self.stored);
        }
        for (sample, deep) in self.samples.iter_mut().zip(self.stored.as_chunks().0) {
            *sample = eight_bits(u16::from_be_bytes(*deep));
        }
        Ok(&self.samples)
    }

    /// Runs of bytes, alike or not (PackBits; TIFF 6.0, section 9). No run crosses the end of a row.
    fn unpack(&mut self) -> Result<(), DecodeError> {
        let mut at = 0;
        while at < self.stored.len() {
            let count = i8::from_be_bytes(self.take()?);
            let length = if count == i8::MIN { continue } else { usize::from(count.unsigned_abs()) + 1 };
            let run = self.stored.get_mut(at..at + length).ok_or(DecodeError::Damaged)?;
            if count >= 0 {
                self.file.read_exact(run)?;
            } else {
                let mut byte = [0];
                self.file.read_exact(&mut byte)?;
                run.fill(byte[0]);
            }
            at += length;
        }
        Ok(())
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// Inks are stored the other way round, and what shows through is stored over white paper.
fn finish(pixels: &mut [u8], samples: Samples) {
    match samples {
        Samples::Cmyk => pixels.iter_mut().for_each(|ink| *ink = 255 - *ink),
        Samples::Rgba => pixels.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| off_white(pixel)),
        Samples::GrayAlpha => pixels.as_chunks_mut::<2>().0.iter_mut().for_each(|pixel| off_white(pixel)),
        Samples::Gray | Samples::Rgb => {}
    }
}

fn off_white(pixel: &mut [u8]) {
    let Some((alpha, colors)) = pixel.split_last_mut() else { return };
    let opacity = i32::from(*alpha);
    if opacity == 0 || opacity == 255 {
        return;
    }
    for color in colors {
        let seen = i32::from(*color) - (255 - opacity);
        // Clamped, so it fits.
        *color = (seen * 255 / opacity).clamp(0, 255) as u8;
    }
}
