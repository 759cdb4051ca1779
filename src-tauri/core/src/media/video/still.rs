use std::path::Path;

use crate::media::{Facts, Unopened};

/// Why there is no picture of a moment.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    #[error(transparent)]
    File(#[from] Unopened),
    #[error("pictures cannot be taken out of this film yet; take one in another program and add it")]
    NotDecoded,
}

/// Saves what the film at `path` shows at a moment, in full size, as `into`. `facts` are those of this file.
///
/// # Errors
/// [`FrameError`]; there is no file at `into` then.
pub fn frame_picture(_: &Path, _: &Facts, _at_ms: u64, _: &Path) -> Result<(), FrameError> {
    Err(FrameError::NotDecoded)
}
