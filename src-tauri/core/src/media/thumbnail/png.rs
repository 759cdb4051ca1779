use std::io::{BufReader, ErrorKind, Read, Seek};

use ::image::DynamicImage;
use png::{ColorType, DecodeOptions, Decoder, DecodingError, Limits, Transformations};

use super::area::{AreaAverage, fit};
use super::{ThumbnailError, unreadable, within_limits};
use crate::media::Format;
use crate::media::decode::has_sound_palette;
use crate::media::interlace::png_rows;

/// What the decoder may allocate beside its rows.
const LIMITS: Limits = Limits { bytes: 32 * 1024 * 1024 };

/// Averages the picture down row by row, in whatever order they come.
pub(super) fn decode(file: impl Read + Seek, edge: u32) -> Result<DynamicImage, ThumbnailError> {
    let mut options = DecodeOptions::default();
    options.set_ignore_text_chunk(true);
    options.set_ignore_iccp_chunk(true);
    let mut decoder = Decoder::new_with_options(BufReader::with_capacity(64 * 1024, file), options);
    decoder.set_limits(LIMITS);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(refuse)?;
    let (width, height) = (header.width, header.height);
    within_limits(width, height)?;
    let mut reader = decoder.read_info().map_err(refuse)?;
    if !has_sound_palette(reader.info()) {
        return Err(ThumbnailError::Damaged);
    }
    let color = reader.output_color_type().0;
    let interlaced = reader.info().interlaced;
    let mut average = AreaAverage::new((width, height), 1, fit(width, height, edge));
    for (y, first, step) in png_rows(interlaced, (width, height)) {
        let row = reader.next_row().map_err(refuse)?.ok_or(ThumbnailError::Damaged)?;
        add(&mut average, y, (first..width).step_by(step), row.data(), color);
    }
    // The checksum of the rows stands behind the last of them; strict readers refuse the picture for a wrong one.
    if let Err(error @ DecodingError::Format(_)) = reader.finish() {
        return Err(refuse(error));
    }
    average.finish().ok_or(ThumbnailError::Damaged)
}

fn add(average: &mut AreaAverage, y: u32, columns: impl Iterator<Item = u32>, row: &[u8], color: ColorType) {
    match color {
        ColorType::Grayscale => {
            average.add(y, columns.zip(row).map(|(x, gray)| (x, [*gray, *gray, *gray, 255])));
        }
        ColorType::GrayscaleAlpha => {
            let pixels = row.as_chunks().0.iter();
            average.add(y, columns.zip(pixels).map(|(x, [gray, alpha])| (x, [*gray, *gray, *gray, *alpha])));
        }
        ColorType::Rgb => {
            let pixels = row.as_chunks().0.iter();
            average
                .add(y, columns.zip(pixels).map(|(x, [red, green, blue])| (x, [*red, *green, *blue, 255])));
        }
        ColorType::Rgba => average.add(y, columns.zip(row.as_chunks().0.iter().copied())),
        // Expanded by the decoder's transformations.
        ColorType::Indexed => {}
    }
}

fn refuse(error: DecodingError) -> ThumbnailError {
    match error {
        DecodingError::IoError(error) if error.kind() != ErrorKind::UnexpectedEof => unreadable(error),
        DecodingError::LimitsExceeded => {
            ThumbnailError::TooMuchMemory { bytes: LIMITS.bytes as u64, limit: LIMITS.bytes as u64 }
        }
        DecodingError::Parameter(_) => ThumbnailError::NotDecoded { format: Some(Format::Png) },
        DecodingError::IoError(_) | DecodingError::Format(_) => ThumbnailError::Damaged,
    }
}
