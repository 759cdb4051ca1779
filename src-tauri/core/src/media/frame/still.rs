use std::fs;
use std::io;
use std::path::Path;

use ::image::codecs::jpeg::JpegEncoder;
use ::image::{ExtendedColorType, ImageEncoder};

use super::{Moment, Size, draw, film};
use crate::media::{Facts, ThumbnailError, Unopened};

/// A frame of 4,096 × 2,304 is then some 3 MB; LinkedIn takes pictures of films up to 10 MB.
const QUALITY: u8 = 92;

/// Why there is no picture of a moment.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    #[error(transparent)]
    Undrawn(#[from] ThumbnailError),
    #[error("the picture could not be written")]
    Unwritten(#[source] io::Error),
}

impl From<Unopened> for FrameError {
    fn from(unopened: Unopened) -> Self {
        Self::Undrawn(unopened.into())
    }
}

/// Saves what the film at `path` shows at a moment, upright and in full size, as a JPEG in `into`; behind the end of
/// the film its last frame. `facts` are those of this file.
///
/// Blocks for decoding: a frame that can be decoded alone takes some 0.1 s, others several seconds at worst.
///
/// # Errors
/// [`FrameError`]; there is no file at `into` then.
pub fn frame_picture(path: &Path, facts: &Facts, at_ms: u64, into: &Path) -> Result<(), FrameError> {
    let film = film::open(path, facts)?;
    let picture = draw(&film, Moment::At(at_ms), Size::Full, None)?;
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(|error| FrameError::Unwritten(io::Error::other(error)))?;
    fs::write(into, bytes).map_err(|error| {
        // What was written of it is of no use.
        let _ = fs::remove_file(into);
        FrameError::Unwritten(error)
    })
}
