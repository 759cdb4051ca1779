use std::io::{ErrorKind, Read, Seek};

use ::image::DynamicImage;
use jpeg_decoder::{CodingProcess, Decoder, Error, PixelFormat};

use super::area::{AreaAverage, fit};
use super::bytes::Bytes;
use super::{MAX_PIXELS, ThumbnailError, eighth, unreadable, within_limits};
use crate::media::Format;

/// The coefficients of a progressive file are held whole while they are decoded; this admits 89 megapixels.
const MAX_HELD: u64 = 512 * 1024 * 1024;
/// A decoder keeps every profile segment it meets, so the length of its input bounds its memory too.
const MAX_INPUT: u64 = 256 * 1024 * 1024;
/// The decoder goes through every block for each scan, even for one without data. Encoders write about ten (libjpeg:
/// 10, of inks 18); 500 is what libjpeg-turbo's own fuzzers decode.
const MAX_SCANS: u64 = 500;
/// Pixels that all scans together may go through: as many as four scans, one for each component, of the largest
/// picture. That takes seconds, not minutes.
const MAX_SCANNED: u64 = 4 * MAX_PIXELS;

/// Decodes at the eighth, quarter or half of the size that still fills `edge`, skipping most of the
/// work (scaled inverse DCT), then averages down to fit.
pub(super) fn decode(mut file: impl Read + Seek, edge: u32) -> Result<DynamicImage, ThumbnailError> {
    if let Some(picture) = eighth::decode((&mut file).take(MAX_INPUT), edge)? {
        return Ok(picture);
    }
    scaled(file, edge)
}

fn scaled(mut file: impl Read + Seek, edge: u32) -> Result<DynamicImage, ThumbnailError> {
    file.rewind().map_err(unreadable)?;
    let scans =
        eighth::scans((&mut file).take(MAX_INPUT), MAX_SCANS).map_err(|error| refuse(Error::Io(error)))?;
    file.rewind().map_err(unreadable)?;
    let mut decoder = Decoder::new(Bytes::new(file.take(MAX_INPUT)));
    decoder.read_info().map_err(refuse)?;
    let info = decoder.info().ok_or(ThumbnailError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(ThumbnailError::Damaged);
    }
    within_limits(width, height)?;
    let limit = MAX_SCANS.min(MAX_SCANNED / pixels);
    if scans > limit {
        return Err(ThumbnailError::TooManyScans { limit });
    }
    if info.coding_process == CodingProcess::Lossless {
        return Err(ThumbnailError::NotDecoded { format: Some(Format::Jpeg) });
    }
    if info.coding_process == CodingProcess::DctProgressive {
        let bytes = pixels * 2 * info.pixel_format.pixel_bytes() as u64;
        if bytes > MAX_HELD {
            return Err(ThumbnailError::TooMuchMemory { bytes, limit: MAX_HELD });
        }
    }
    let target = fit(width, height, edge);
    // Neither side exceeds the file's own 65,535.
    let scaled = decoder.scale(target.0 as u16, target.1 as u16).map_err(refuse)?;
    let samples = decoder.decode().map_err(refuse)?;
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
            PixelFormat::CMYK32 => average.add(y, pixels.map(|(x, one)| (x, ink(one)))),
        }
    }
}

/// Inks over white paper. The decoder has already undone YCCK and Adobe's inversion, which it
/// assumes for every four-component file, as browsers do.
fn ink(cmyk: &[u8]) -> [u8; 4] {
    let light = |ink: u8| u16::from(255 - ink);
    let mixed = |ink: u8| ((light(ink) * light(cmyk[3]) + 127) / 255) as u8;
    [mixed(cmyk[0]), mixed(cmyk[1]), mixed(cmyk[2]), 255]
}

fn refuse(error: Error) -> ThumbnailError {
    match error {
        Error::Unsupported(_) => ThumbnailError::NotDecoded { format: Some(Format::Jpeg) },
        Error::Io(error) if error.kind() != ErrorKind::UnexpectedEof => unreadable(error),
        Error::Format(_) | Error::Io(_) | Error::Internal(_) => ThumbnailError::Damaged,
    }
}
