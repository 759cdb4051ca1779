use std::io::{Read, Seek};

use ::image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

use super::inks::Inks;
use super::plan::Plan;
use super::resample::{Part, Resample};
use super::{Crop, MendError, Size};
use crate::media::decode::{self, DecodeError, Head, MAX_HELD, Rows, Samples};
use crate::media::samples::on_white;
use crate::media::{Facts, Format};

/// The longest side of a JPEG.
pub(super) const JPEG_SIDE: u32 = 65_535;

/// Pixels from which a part of a picture stands for it.
const LARGE: u64 = 2_000_000;
/// Rows of each piece of such a part: as many as a JPEG's blocks have at most.
const BAND: u32 = 16;

/// A picture upright, cut and under the bound of pixels, and what else is known of it.
pub(super) struct Drawn {
    pub picture: Picture,
    pub icc: Option<Vec<u8>>,
    pub exif: Option<Vec<u8>>,
    /// The file had more than eight bits a sample.
    pub deep: bool,
    /// It was made of inks, and with their profile or without.
    pub inks: Option<bool>,
    /// The file said something beside the picture.
    pub described: bool,
}

/// Upright pixels, eight bits a sample, row behind row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub size: Size,
    /// Never inks.
    pub samples: Samples,
    pub pixels: Vec<u8>,
}

/// Decodes the picture and does what the plan says of its pixels.
pub(super) fn draw(file: impl Read + Seek, facts: &Facts, plan: &Plan) -> Result<Drawn, MendError> {
    let stored = plan.displayed.turned(plan.orientation);
    let crop = plan.crop.stored(plan.displayed, plan.orientation);
    let longest = if plan.target == Some(super::Target::Png) { u32::MAX } else { JPEG_SIDE };
    let to = plan.to.map_or(crop.size(), |to| to.turned(plan.orientation));
    let to = to.under(plan.fit.map_or(u64::MAX, |bounds| bounds.pixels), longest);
    let mut canvas = Canvas { stored, crop, to, scales: facts.format == Some(Format::Jpeg), begun: None };
    // A decoder that scales fills one of the sides. By the greater share, and a pixel more for its rounding where the
    // size has to be met, the other is long enough too.
    let wider = u64::from(to.width) * u64::from(crop.height) > u64::from(to.height) * u64::from(crop.width);
    let (of, share) = if wider { (crop.width, to.width) } else { (crop.height, to.height) };
    let spare = u64::from(plan.to.is_some());
    let wanted = |whole: u32| {
        let scaled = (u64::from(whole) * u64::from(share)).div_ceil(u64::from(of.max(1)));
        // Not longer than the whole.
        scaled.saturating_add(spare).min(u64::from(whole)) as u32
    };
    let wanted = (wanted(stored.width), wanted(stored.height));
    decode::decode(facts.format, file, wanted, &mut canvas)
        .map_err(|error| MendError::undecoded(error, facts.format))?;
    let Begun { head, resample, inks, to } = canvas.begun.ok_or(MendError::Damaged)?;
    let samples = if inks.is_some() { Samples::Rgb } else { head.samples };
    let pixels = resample.finish();
    let picture = Picture { size: to, samples, pixels }.upright(plan).ok_or(MendError::Damaged)?;
    Ok(Drawn {
        picture: picture.without_needless_alpha(),
        icc: head.icc.filter(|_| inks.is_none()),
        exif: head.exif,
        deep: head.deep,
        inks: inks.as_ref().map(Inks::follow_profile),
        described: head.described,
    })
}

/// Takes the rows of a decoder.
struct Canvas {
    /// The size of the whole picture and the part wanted, both as stored.
    stored: Size,
    crop: Crop,
    to: Size,
    /// The decoder may answer the whole picture smaller than it is stored.
    scales: bool,
    begun: Option<Begun>,
}

struct Begun {
    head: Head,
    resample: Resample,
    inks: Option<Inks>,
    to: Size,
}

impl Rows for Canvas {
    fn begin(&mut self, head: &Head) -> Result<(), DecodeError> {
        let size = Size { width: head.width, height: head.height };
        // Decoder and facts speak of different pictures in the file.
        if size.width > self.stored.width
            || size.height > self.stored.height
            || !self.scales && size != self.stored
        {
            return Err(DecodeError::NotDecoded);
        }
        let part = |start: u32, length: u32, whole: u32, now: u32| {
            let scale = f64::from(now) / f64::from(whole);
            Part { start: f64::from(start) * scale, length: f64::from(length) * scale }
        };
        let across = part(self.crop.x, self.crop.width, self.stored.width, size.width);
        let down = part(self.crop.y, self.crop.height, self.stored.height, size.height);
        let inks = (head.samples == Samples::Cmyk).then(|| Inks::new(head.icc.as_deref(), head.width));
        let (channels, alpha) = match head.samples {
            Samples::Cmyk => (3, false),
            samples => (samples.count(), matches!(samples, Samples::GrayAlpha | Samples::Rgba)),
        };
        // A decoder that had to scale more than was wanted gives less.
        let least = |to: u32, part: Part| to.min((part.length.round() as u32).max(1));
        let to = Size { width: least(self.to.width, across), height: least(self.to.height, down) };
        // Turning takes a second copy.
        let bytes = to.pixels().saturating_mul(2 * channels as u64);
        if bytes > MAX_HELD {
            return Err(DecodeError::TooMuchMemory { bytes, limit: MAX_HELD });
        }
        let resample = Resample::new(size, across, down, to, channels, alpha);
        self.begun = Some(Begun { head: head.clone(), resample, inks, to });
        Ok(())
    }

    fn row(&mut self, row: &[u8]) {
        match &mut self.begun {
            Some(Begun { resample, inks: Some(inks), .. }) => resample.row(inks.row(row)),
            Some(Begun { resample, .. }) => resample.row(row),
            None => {}
        }
    }
}

impl Picture {
    pub fn alpha(&self) -> bool {
        matches!(self.samples, Samples::GrayAlpha | Samples::Rgba)
    }

    /// A smaller copy.
    pub fn shrunk(&self, to: Size) -> Self {
        let channels = self.samples.count();
        let part = |length: u32| Part { start: 0.0, length: f64::from(length) };
        let Size { width, height } = self.size;
        let mut resample = Resample::new(self.size, part(width), part(height), to, channels, self.alpha());
        self.pixels.chunks_exact(width as usize * channels).for_each(|row| resample.row(row));
        Self { size: to, samples: self.samples, pixels: resample.finish() }
    }

    /// A sixteenth of a large picture, in bands from all over it, and how many times that is the whole.
    pub fn bands(&self) -> Option<(Self, f64)> {
        if self.size.pixels() < LARGE {
            return None;
        }
        let band = self.size.width as usize * self.samples.count() * BAND as usize;
        let pixels: Vec<u8> = self.pixels.chunks_exact(band).skip(8).step_by(16).flatten().copied().collect();
        // Rows of a picture that has more.
        let height = (pixels.len() / band) as u32 * BAND;
        let share = f64::from(self.size.height) / f64::from(height.max(1));
        let size = Size { width: self.size.width, height };
        (height > 0).then_some((Self { size, samples: self.samples, pixels }, share))
    }

    /// Over white paper.
    pub fn flattened(self) -> Self {
        let (samples, pixels) = match self.samples {
            Samples::GrayAlpha => {
                let pixels = self.pixels.as_chunks().0.iter();
                (Samples::Gray, pixels.map(|[gray, alpha]| on_white(*gray, *alpha)).collect())
            }
            Samples::Rgba => {
                let pixels = self.pixels.as_chunks().0.iter();
                let colors = pixels
                    .flat_map(|[colors @ .., alpha]: &[u8; 4]| colors.map(|color| on_white(color, *alpha)));
                (Samples::Rgb, colors.collect())
            }
            samples => (samples, self.pixels),
        };
        Self { samples, pixels, ..self }
    }

    /// Without opacity, if nothing shows through.
    fn without_needless_alpha(self) -> Self {
        let opaque =
            |count: usize| self.pixels.iter().skip(count - 1).step_by(count).all(|alpha| *alpha == 255);
        if self.alpha() && opaque(self.samples.count()) { self.flattened() } else { self }
    }

    /// Turned as the file says it is to be shown.
    fn upright(self, plan: &Plan) -> Option<Self> {
        let turn = ::image::metadata::Orientation::from_exif(plan.orientation.get())?;
        if turn == ::image::metadata::Orientation::NoTransforms {
            return Some(self);
        }
        let Size { width, height } = self.size;
        let mut picture = match self.samples {
            Samples::Gray => DynamicImage::ImageLuma8(GrayImage::from_raw(width, height, self.pixels)?),
            Samples::GrayAlpha => {
                DynamicImage::ImageLumaA8(GrayAlphaImage::from_raw(width, height, self.pixels)?)
            }
            Samples::Rgba => DynamicImage::ImageRgba8(RgbaImage::from_raw(width, height, self.pixels)?),
            Samples::Rgb | Samples::Cmyk => {
                DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, self.pixels)?)
            }
        };
        picture.apply_orientation(turn);
        Some(Self {
            size: self.size.turned(plan.orientation),
            samples: self.samples,
            pixels: picture.into_bytes(),
        })
    }
}
