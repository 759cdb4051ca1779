use std::fs::{File, Metadata};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ExamineError;

/// A file's state at one moment, to be compared with a later one. Opaque: only equality means anything.
///
/// Made of length, modification time and, on Unix, the inode: rewriting a file, or putting another in
/// its place, changes at least one of them. Renaming it or changing its permissions does not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Stamp(String);

impl Stamp {
    /// The present state of the file at `path`; costs one `stat`.
    pub fn of(path: &Path) -> Result<Self, ExamineError> {
        super::examine::regular_file(path).map(|metadata| Self::from_metadata(&metadata))
    }

    /// The present state of an open file, wherever it lies by now.
    pub fn of_opened(file: &File) -> Result<Self, ExamineError> {
        file.metadata().map(|metadata| Self::from_metadata(&metadata)).map_err(ExamineError::Unreadable)
    }

    pub(super) fn from_metadata(metadata: &Metadata) -> Self {
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
            .map_or(0, |since| since.as_nanos());
        Self(format!("{}-{modified}{}", metadata.len(), place(metadata)))
    }
}

#[cfg(unix)]
fn place(metadata: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("-{}", metadata.ino())
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> String {
    String::new()
}
