use std::io::{Read, Seek};

use ::image::DynamicImage;
use jpeg_decoder::{CodingProcess, PixelFormat};

use super::area::{AreaAverage, fit};
use super::{ThumbnailError, eighth, undecoded};
use crate::media::Format;
use crate::media::decode::{checked, ink};

/// The coefficients of a progressive file are held whole while they are decoded; this admits 89 megapixels.
const MAX_HELD: u64 = 512 * 1024 * 1024;
/// A decoder keeps every profile segment it meets, so the length of its input bounds its memory too.
const MAX_INPUT: u64 = 256 * 1024 * 1024;

/// Decodes at the eighth, quarter or half of the size that still fills `edge`, skipping most of the
/// work (scaled inverse DCT), then averages down to fit.
pub(super) fn decode(mut file: impl Read + Seek, edge: u32) -> Result<DynamicImage, ThumbnailError> {
    if let Some(picture) = eighth::decode((&mut file).take(MAX_INPUT), edge)? {
        return Ok(picture);
    }
    scaled(file, edge)
}

fn scaled(file: impl Read + Seek, edge: u32) -> Result<DynamicImage, ThumbnailError> {
    let refuse = undecoded(Format::Jpeg);
    let (mut decoder, info) = checked(file).map_err(&refuse)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let pixels = u64::from(width) * u64::from(height);
    if info.coding_process == CodingProcess::DctProgressive {
        let bytes = pixels * 2 * info.pixel_format.pixel_bytes() as u64;
        if bytes > MAX_HELD {
            return Err(ThumbnailError::TooMuchMemory { bytes, limit: MAX_HELD });
        }
    }
    let target = fit(width, height, edge);
    // Neither side exceeds the file's own 65,535.
    let scaled = decoder.scale(target.0 as u16, target.1 as u16).map_err(|error| refuse(error.into()))?;
    let samples = decoder.decode().map_err(|error| refuse(error.into()))?;
    let step = [1, 2, 4, 8].into_iter().find(|step| {
        (width.div_ceil(*step), height.div_ceil(*step)) == (u32::from(scaled.0), u32::from(scaled.1))
    });
    let mut average = AreaAverage::new((width, height), step.ok_or(ThumbnailError::Damaged)?, target);
    add(&mut average, &samples, usize::from(scaled.0), info.pixel_format);
    average.finish().ok_or(ThumbnailError::Damaged)
}

fn add(average: &mut AreaAverage, samples: &[u8], width: usize, format: PixelFormat) {
    let size = format.pixel_bytes();
    for (y, row) in (0..).zip(samples.chunks_exact(width * size)) {
        let pixels = (0..).zip(row.chunks_exact(size));
        match format {
            PixelFormat::L8 => average.add(y, pixels.map(|(x, one)| (x, [one[0], one[0], one[0], 255]))),
            // Only lossless files, refused above, have 16 bits.
            PixelFormat::L16 => {}
            PixelFormat::RGB24 => average.add(y, pixels.map(|(x, one)| (x, [one[0], one[1], one[2], 255]))),
            PixelFormat::CMYK32 => average.add(y, pixels.map(|(x, one)| (x, opaque(ink(one))))),
        }
    }
}

fn opaque([red, green, blue]: [u8; 3]) -> [u8; 4] {
    [red, green, blue, 255]
}
