use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter, Info};

use super::{Beside, Measured};
use crate::media::decode::Samples;
use crate::media::fix::MendError;
use crate::media::fix::draw::Picture;

/// Pieces of packed data; each is a chunk.
const PIECE: usize = 256 * 1024;
const MOST_COLORS: usize = 256;

/// Stores a picture in as few bytes as its colours allow, losing nothing.
pub(super) fn encode(picture: &Picture, limit: u64, beside: Beside<'_>) -> Result<Measured, MendError> {
    let stored = match Palette::of(picture) {
        Some(palette) => palette.stored(picture),
        None if gray(picture) && beside.icc.is_none() => Stored {
            color: ColorType::Grayscale,
            depth: BitDepth::Eight,
            palette: None,
            opacity: None,
            rows: Cow::Owned(picture.pixels.iter().step_by(3).copied().collect()),
            filter: Filter::Adaptive,
        },
        None => Stored {
            color: match picture.samples {
                Samples::Gray => ColorType::Grayscale,
                Samples::GrayAlpha => ColorType::GrayscaleAlpha,
                Samples::Rgb | Samples::Cmyk => ColorType::Rgb,
                Samples::Rgba => ColorType::Rgba,
            },
            depth: BitDepth::Eight,
            palette: None,
            opacity: None,
            rows: Cow::Borrowed(&picture.pixels),
            filter: Filter::Adaptive,
        },
    };
    let mut out = Measured::new(limit);
    write(&mut out, picture, &stored, beside)
        .map_err(|error| MendError::NotWritten(io::Error::other(error)))?;
    Ok(out)
}

/// How a picture is stored.
struct Stored<'a> {
    color: ColorType,
    depth: BitDepth,
    palette: Option<Vec<u8>>,
    opacity: Option<Vec<u8>>,
    rows: Cow<'a, [u8]>,
    filter: Filter,
}

fn write(
    out: &mut Measured,
    picture: &Picture,
    stored: &Stored<'_>,
    beside: Beside<'_>,
) -> Result<(), EncodingError> {
    let mut info = Info::with_size(picture.size.width, picture.size.height);
    info.color_type = stored.color;
    info.bit_depth = stored.depth;
    info.palette = stored.palette.as_deref().map(Cow::Borrowed);
    info.trns = stored.opacity.as_deref().map(Cow::Borrowed);
    info.icc_profile = beside.icc.map(Cow::Borrowed);
    info.exif_metadata = beside.exif.map(Cow::Borrowed);
    let mut encoder = Encoder::with_info(out, info)?;
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(stored.filter);
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer_with_size(PIECE)?;
    stream.write_all(&stored.rows).map_err(EncodingError::IoError)?;
    stream.finish()
}

/// Whether red, green and blue are alike everywhere.
fn gray(picture: &Picture) -> bool {
    picture.samples == Samples::Rgb
        && picture.pixels.as_chunks().0.iter().all(|[red, green, blue]| red == green && green == blue)
}

/// The few colours of a picture, with their numbers; those that are not opaque first.
struct Palette {
    numbers: HashMap<[u8; 4], u8>,
    colors: Vec<[u8; 4]>,
}

impl Palette {
    /// `None` for a picture of more colours than a palette has, or of shades of gray alone.
    fn of(picture: &Picture) -> Option<Self> {
        let mut numbers: HashMap<[u8; 4], u8> = HashMap::new();
        let mut last = None;
        for pixel in pixels(picture)? {
            // Neighbours are mostly alike.
            if last == Some(pixel) {
                continue;
            }
            last = Some(pixel);
            numbers.insert(pixel, 0);
            if numbers.len() > MOST_COLORS {
                return None;
            }
        }
        let mut colors: Vec<[u8; 4]> = numbers.keys().copied().collect();
        colors.sort_unstable_by_key(|[red, green, blue, alpha]| (*alpha, *red, *green, *blue));
        // There are at most 256.
        for (number, color) in (0..=u8::MAX).zip(&colors) {
            numbers.insert(*color, number);
        }
        Some(Self { numbers, colors })
    }

    fn stored(&self, picture: &Picture) -> Stored<'static> {
        let depth = match self.colors.len() {
            0..=2 => BitDepth::One,
            3..=4 => BitDepth::Two,
            5..=16 => BitDepth::Four,
            _ => BitDepth::Eight,
        };
        let bits = depth as usize;
        let width = picture.size.width as usize;
        let mut rows = Vec::with_capacity((width * bits).div_ceil(8) * picture.size.height as usize);
        let numbers: Vec<u8> = self.numbered(picture);
        for row in numbers.chunks_exact(width.max(1)) {
            for group in row.chunks(8 / bits) {
                let mut byte = 0_u8;
                for (place, number) in (1..).zip(group) {
                    byte |= number << (8 - place * bits);
                }
                rows.push(byte);
            }
        }
        let clear = self.colors.iter().filter(|[.., alpha]| *alpha < 255).count();
        let opacity = self.colors.iter().take(clear).map(|[.., alpha]| *alpha).collect();
        Stored {
            color: ColorType::Indexed,
            depth,
            palette: Some(
                self.colors.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect(),
            ),
            opacity: (clear > 0).then_some(opacity),
            rows: Cow::Owned(rows),
            // Neighbouring numbers mean nothing for each other.
            filter: Filter::NoFilter,
        }
    }

    fn numbered(&self, picture: &Picture) -> Vec<u8> {
        let mut last: Option<([u8; 4], u8)> = None;
        let number = |pixel| match last {
            // Neighbours are mostly alike.
            Some((same, number)) if same == pixel => number,
            _ => {
                let number = self.numbers.get(&pixel).copied().unwrap_or(0);
                last = Some((pixel, number));
                number
            }
        };
        pixels(picture).into_iter().flatten().map(number).collect()
    }
}

/// The pixels of a picture in colour, with their opacity.
fn pixels(picture: &Picture) -> Option<Box<dyn Iterator<Item = [u8; 4]> + '_>> {
    match picture.samples {
        Samples::Rgb => {
            let pixels = picture.pixels.as_chunks().0.iter();
            Some(Box::new(pixels.map(|[red, green, blue]| [*red, *green, *blue, 255])))
        }
        Samples::Rgba => Some(Box::new(picture.pixels.as_chunks().0.iter().copied())),
        Samples::Gray | Samples::GrayAlpha | Samples::Cmyk => None,
    }
}
