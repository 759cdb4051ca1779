use std::io;

use ::image::codecs::jpeg::JpegEncoder;
use ::image::{ExtendedColorType, ImageEncoder};

use super::{Beside, Measured};
use crate::media::decode::Samples;
use crate::media::fix::MendError;
use crate::media::fix::draw::Picture;

/// Stores a picture without opacity.
pub(super) fn encode(
    picture: &Picture,
    quality: u8,
    limit: u64,
    beside: Beside<'_>,
) -> Result<Measured, MendError> {
    let mut out = Measured::new(limit);
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    // A format that takes both refuses neither.
    let refused = |error| MendError::NotWritten(io::Error::other(error));
    if let Some(icc) = beside.icc {
        encoder.set_icc_profile(icc.to_vec()).map_err(refused)?;
    }
    if let Some(exif) = beside.exif {
        encoder.set_exif_metadata(exif.to_vec()).map_err(refused)?;
    }
    let color = match picture.samples {
        Samples::Gray => ExtendedColorType::L8,
        _ => ExtendedColorType::Rgb8,
    };
    encoder
        .write_image(&picture.pixels, picture.size.width, picture.size.height, color)
        .map_err(|error| MendError::NotWritten(io::Error::other(error)))?;
    Ok(out)
}
