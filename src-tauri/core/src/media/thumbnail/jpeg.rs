use std::io::{BufReader, ErrorKind, Read};

use ::image::DynamicImage;
use jpeg_decoder::{CodingProcess, Decoder, Error, PixelFormat};

use super::area::{AreaAverage, fit};
use super::{ThumbnailError, unreadable, within_limit};
use crate::media::Format;

/// Progressive and lossless files are held whole while they are decoded; this admits 89 megapixels.
const MAX_HELD: u64 = 512 * 1024 * 1024;
/// A decoder keeps every profile segment it meets, so the length of its input bounds its memory too.
const MAX_INPUT: u64 = 256 * 1024 * 1024;

/// Decodes at the eighth, quarter or half of the size that still fills `edge`, skipping most of the
/// work (scaled inverse DCT), then averages down to fit.
pub(super) fn decode(
    file: impl Read,
    bit_depth: Option<u8>,
    edge: u32,
) -> Result<DynamicImage, ThumbnailError> {
    let mut decoder = Decoder::new(BufReader::with_capacity(64 * 1024, file.take(MAX_INPUT)));
    decoder.read_info().map_err(refuse)?;
    let info = decoder.info().ok_or(ThumbnailError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(ThumbnailError::Damaged);
    }
    within_limit(pixels)?;
    if info.coding_process != CodingProcess::DctSequential {
        let bytes = pixels * 2 * channels(info.pixel_format) as u64;
        if bytes > MAX_HELD {
            return Err(ThumbnailError::TooMuchMemory { bytes, limit: MAX_HELD });
        }
    }
    let (target_width, target_height) = fit(width, height, edge);
    // Neither side exceeds the file's own 65,535.
    let scaled = decoder.scale(target_width as u16, target_height as u16).map_err(refuse)?;
    let samples = decoder.decode().map_err(refuse)?;
    average(&samples, scaled, info.pixel_format, bit_depth, edge).ok_or(ThumbnailError::Damaged)
}

fn average(
    samples: &[u8],
    (width, height): (u16, u16),
    format: PixelFormat,
    bit_depth: Option<u8>,
    edge: u32,
) -> Option<DynamicImage> {
    let size = format.pixel_bytes();
    let mut average = AreaAverage::new((u32::from(width), u32::from(height)), edge);
    for (y, row) in (0..).zip(samples.chunks_exact(usize::from(width) * size)) {
        let pixels = (0..).zip(row.chunks_exact(size));
        match format {
            PixelFormat::L8 => average.add(y, pixels.map(|(x, one)| (x, [one[0], one[0], one[0], 255]))),
            PixelFormat::L16 => {
                let excess = u32::from(bit_depth.unwrap_or(16).clamp(8, 16) - 8);
                average.add(
                    y,
                    pixels.map(|(x, one)| {
                        let gray = (u16::from_ne_bytes([one[0], one[1]]) >> excess).min(255) as u8;
                        (x, [gray, gray, gray, 255])
                    }),
                );
            }
            PixelFormat::RGB24 => average.add(y, pixels.map(|(x, one)| (x, [one[0], one[1], one[2], 255]))),
            PixelFormat::CMYK32 => average.add(y, pixels.map(|(x, one)| (x, ink(one)))),
        }
    }
    average.finish()
}

/// Inks over white paper. The decoder has already undone YCCK and Adobe's inversion, which it
/// assumes for every four-component file, as browsers do.
fn ink(cmyk: &[u8]) -> [u8; 4] {
    let light = |ink: u8| u16::from(255 - ink);
    let mixed = |ink: u8| ((light(ink) * light(cmyk[3]) + 127) / 255) as u8;
    [mixed(cmyk[0]), mixed(cmyk[1]), mixed(cmyk[2]), 255]
}

fn channels(format: PixelFormat) -> usize {
    match format {
        PixelFormat::L8 | PixelFormat::L16 => 1,
        PixelFormat::RGB24 => 3,
        PixelFormat::CMYK32 => 4,
    }
}

fn refuse(error: Error) -> ThumbnailError {
    match error {
        Error::Unsupported(_) => ThumbnailError::NotDecoded { format: Some(Format::Jpeg) },
        Error::Io(error) if error.kind() != ErrorKind::UnexpectedEof => unreadable(error),
        Error::Format(_) | Error::Io(_) | Error::Internal(_) => ThumbnailError::Damaged,
    }
}
