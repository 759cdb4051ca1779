use std::io::{BufReader, Read, Seek};

use ::image::codecs::bmp::BmpDecoder;
use ::image::codecs::tiff::TiffDecoder;
use ::image::{ColorType, ExtendedColorType, ImageDecoder, ImageError, Limits};

use super::{
    DecodeError, Head, MAX_HELD, Rows, Samples, exif, hand_out, inked_tiff, profile, tiff_jpeg,
    within_limits, within_memory,
};
use crate::media::samples::eight_bits;

/// A picture, and the decoder's own copy of it.
pub(super) const TIFF_TIMES: u64 = 2;
/// What metadata may take.
pub(super) const MAX_BESIDE: u64 = 64 * 1024 * 1024;

pub(super) fn tiff(mut file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    tiff_jpeg::refuse_oversized(&mut file)?;
    file.rewind()?;
    let mut decoder = TiffDecoder::new(BufReader::new(&mut file))?;
    if matches!(decoder.original_color_type(), ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16) {
        drop(decoder);
        file.rewind()?;
        return inked_tiff::decode(file, rows);
    }
    let mut limits = Limits::no_limits();
    let held = decoder.total_bytes().saturating_mul(TIFF_TIMES).min(MAX_HELD);
    limits.max_alloc = Some(held + MAX_BESIDE);
    decoder.set_limits(limits)?;
    let described = decoder.xmp_metadata().ok().flatten().is_some();
    read(decoder, TIFF_TIMES, described, rows)
}

pub(super) fn bmp(file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    read(BmpDecoder::new(BufReader::new(file))?, 1, false, rows)
}

/// Decodes with a decoder of the `image` crate, all of which hold a picture whole, some of them several `times`.
pub(super) fn read(
    mut decoder: impl ImageDecoder,
    times: u64,
    described: bool,
    rows: &mut dyn Rows,
) -> Result<(), DecodeError> {
    let (width, height) = decoder.dimensions();
    within_limits(width, height)?;
    let color = decoder.color_type();
    let bytes_each = u64::from(color.bytes_per_pixel());
    within_memory(u64::from(width) * u64::from(height), bytes_each * times)?;
    let (samples, deep) = match color {
        ColorType::L8 => (Samples::Gray, false),
        ColorType::La8 => (Samples::GrayAlpha, false),
        ColorType::Rgb8 => (Samples::Rgb, false),
        ColorType::Rgba8 => (Samples::Rgba, false),
        ColorType::L16 => (Samples::Gray, true),
        ColorType::La16 => (Samples::GrayAlpha, true),
        ColorType::Rgb16 => (Samples::Rgb, true),
        ColorType::Rgba16 => (Samples::Rgba, true),
        // Light measured by a camera or a renderer: how bright that is on a screen, nothing says.
        _ => return Err(DecodeError::NotDecoded),
    };
    let head = Head {
        width,
        height,
        samples,
        deep,
        icc: profile(decoder.icc_profile()?, samples),
        exif: exif(decoder.exif_metadata()?),
        described,
    };
    let length = usize::try_from(decoder.total_bytes()).map_err(|_| DecodeError::Damaged)?;
    let mut pixels = vec![0; length];
    decoder.read_image(&mut pixels)?;
    if deep {
        pixels = pixels.as_chunks().0.iter().map(|deep| eight_bits(u16::from_ne_bytes(*deep))).collect();
    }
    hand_out(&head, &pixels, rows)
}

impl From<ImageError> for DecodeError {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::IoError(error) => error.into(),
            ImageError::Unsupported(_) => Self::NotDecoded,
            ImageError::Limits(_) => Self::TooMuchMemory { bytes: MAX_HELD, limit: MAX_HELD },
            _ => Self::Damaged,
        }
    }
}
