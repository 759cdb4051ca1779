//! Makes a copy of a picture that a provider takes. It must not touch the original, enlarge a picture, or know whose
//! limits it is held to.

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Facts, Unopened};

/// What is to be done to a picture. It comes out upright in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Wish {
    /// The part to keep.
    pub crop: Option<Crop>,
    /// What to save it as; as it was, where that can be written.
    pub format: Option<Target>,
    /// Make it as small as the provider takes, in pixels and bytes.
    pub fit: bool,
    /// Leave the place, the camera and other private data in.
    pub keep_private: bool,
}

/// A part of a picture, in pixels of the whole as displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Crop {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// A format that pictures are saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Jpeg,
    Png,
}

/// What a provider takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The first number of pixels that is too many.
    pub pixels: u64,
    /// The greatest length of a file.
    pub bytes: u64,
}

/// A mended copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Its length.
    pub bytes: u64,
    /// In the order it was done.
    pub done: Vec<Done>,
}

/// Something that was done to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "done", rename_all = "snake_case")]
pub enum Done {
    /// Turned the way its EXIF data said.
    Upright,
    Cropped {
        width: u32,
        height: u32,
    },
    Resized {
        width: u32,
        height: u32,
    },
    Converted {
        to: Target,
    },
    /// Saved at a lower quality, of 100.
    Compressed {
        quality: u8,
    },
    /// Private data was left out.
    Stripped,
}

/// Why there is no mended copy.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    #[error(transparent)]
    File(#[from] Unopened),
    #[error("pictures of this kind cannot be mended yet; change it in another program")]
    NotMended,
}

/// Saves a mended copy of the picture at `path` as `into`. `facts` are those of this file.
///
/// # Errors
/// [`MendError`]; there is no file at `into` then.
pub fn mend(_: &Path, _: &Facts, _: &Wish, _: &Bounds, _: &Path) -> Result<Mended, MendError> {
    Err(MendError::NotMended)
}
