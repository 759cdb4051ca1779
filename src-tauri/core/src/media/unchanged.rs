use std::fs::File;
use std::path::Path;

use super::examine::open;
use super::{ExamineError, Stamp};

/// Why a file that was looked at before is not opened again.
#[derive(Debug, thiserror::Error)]
pub enum Unopened {
    #[error(transparent)]
    File(#[from] ExamineError),
    #[error("the file is no longer the one that was examined")]
    Changed,
}

/// Opens the file at `path` if it is still the one that `stamp` was taken of. The opened file itself is judged, so
/// that another cannot take its place between the look and the opening.
pub fn open_unchanged(path: &Path, stamp: &Stamp) -> Result<File, Unopened> {
    let (file, metadata) = open(path)?;
    if Stamp::from_metadata(&metadata) == *stamp { Ok(file) } else { Err(Unopened::Changed) }
}
