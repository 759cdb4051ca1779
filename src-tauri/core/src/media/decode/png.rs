use std::io::{BufReader, Read, Seek};

use png::{BitDepth, ColorType, DecodeOptions, Decoder, DecodingError, Info, Limits, Transformations};

use super::{
    DecodeError, Head, MAX_PROFILE, Rows, Samples, exif, hand_out, profile, within_limits, within_memory,
};
use crate::media::profile::of_png;

/// What the decoder may allocate beside its rows: a profile, and what packs it.
const LIMITS: Limits = Limits { bytes: 4 * MAX_PROFILE };

/// Whether the palette, if there is one, is made of three bytes a colour, 256 colours at most (PNG, 11.2.2): png 0.18 panics
/// over others.
pub(in crate::media) fn has_sound_palette(info: &Info) -> bool {
    info.palette.as_ref().is_none_or(|palette| palette.len().is_multiple_of(3) && palette.len() <= 3 * 256)
}

/// Row by row; a picture whose rows come interlaced is held whole.
pub(super) fn decode(file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let mut options = DecodeOptions::default();
    // Words can be long, and are packed.
    options.set_ignore_text_chunk(true);
    let mut decoder = Decoder::new_with_options(BufReader::with_capacity(64 * 1024, file), options);
    decoder.set_limits(LIMITS);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let header = decoder.read_header_info()?;
    within_limits(header.width, header.height)?;
    let mut reader = decoder.read_info()?;
    if !has_sound_palette(reader.info()) {
        return Err(DecodeError::Damaged);
    }
    let samples = match reader.output_color_type().0 {
        ColorType::Grayscale => Samples::Gray,
        ColorType::GrayscaleAlpha => Samples::GrayAlpha,
        ColorType::Rgba => Samples::Rgba,
        // Palettes are expanded by the decoder's transformations.
        ColorType::Rgb | ColorType::Indexed => Samples::Rgb,
    };
    let info = reader.info();
    let (width, height, interlaced) = (info.width, info.height, info.interlaced);
    let head = Head {
        width,
        height,
        samples,
        deep: info.bit_depth == BitDepth::Sixteen,
        icc: profile(of_png(info), samples),
        exif: exif(info.exif_metadata.as_deref().map(<[u8]>::to_vec)),
        described: info.exif_metadata.is_some(),
    };
    if interlaced {
        let each = samples.count() as u64;
        within_memory(u64::from(width) * u64::from(height), each)?;
        let mut pixels = vec![0; reader.output_buffer_size().ok_or(DecodeError::Damaged)?];
        reader.next_frame(&mut pixels)?;
        return hand_out(&head, &pixels, rows);
    }
    rows.begin(&head)?;
    for _ in 0..height {
        let row = reader.next_row()?.ok_or(DecodeError::Damaged)?;
        rows.row(row.data());
    }
    // The checksum of the rows stands behind the last of them; strict readers refuse the picture for a wrong one.
    match reader.finish() {
        Err(error @ DecodingError::Format(_)) => Err(error.into()),
        _ => Ok(()),
    }
}

impl From<DecodingError> for DecodeError {
    fn from(error: DecodingError) -> Self {
        match error {
            DecodingError::IoError(error) => error.into(),
            DecodingError::LimitsExceeded => {
                Self::TooMuchMemory { bytes: LIMITS.bytes as u64, limit: LIMITS.bytes as u64 }
            }
            DecodingError::Parameter(_) => Self::NotDecoded,
            DecodingError::Format(_) => Self::Damaged,
        }
    }
}
