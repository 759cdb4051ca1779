use std::io::{BufReader, Read, Seek};

use image_webp::{DecodingError, WebPDecoder};

use super::{
    DecodeError, Head, MAX_PROFILE, Rows, Samples, exif, hand_out, profile, within_limits, within_memory,
};

/// Bytes a pixel that the decoder holds beside the picture: the planes of a lossy one, or a second copy; of an
/// animation also its canvas.
const BESIDE: u64 = 8;

/// By the decoder itself instead of the `image` crate's cover for it, which sets no limit to the metadata it reads.
pub(super) fn decode(file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let mut decoder = WebPDecoder::new(BufReader::new(file))?;
    decoder.set_memory_limit(MAX_PROFILE);
    let (width, height) = decoder.dimensions();
    let samples = if decoder.has_alpha() { Samples::Rgba } else { Samples::Rgb };
    within_limits(width, height)?;
    within_memory(u64::from(width) * u64::from(height), samples.count() as u64 + BESIDE)?;
    // A picture is not damaged because what is said beside it is.
    let described = decoder.exif_metadata().ok().flatten();
    let words = decoder.xmp_metadata().ok().flatten();
    let head = Head {
        width,
        height,
        samples,
        deep: false,
        icc: profile(decoder.icc_profile().ok().flatten(), samples),
        described: described.is_some() || words.is_some(),
        exif: exif(described),
    };
    let mut pixels = vec![0; decoder.output_buffer_size().ok_or(DecodeError::Damaged)?];
    decoder.read_image(&mut pixels)?;
    hand_out(&head, &pixels, rows)
}

impl From<DecodingError> for DecodeError {
    fn from(error: DecodingError) -> Self {
        match error {
            DecodingError::IoError(error) => error.into(),
            DecodingError::UnsupportedFeature(_) => Self::NotDecoded,
            _ => Self::Damaged,
        }
    }
}
