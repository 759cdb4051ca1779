//! What can go wrong with the library, in words for people.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

pub type Result<T, E = LibraryError> = std::result::Result<T, E>;

#[derive(Debug, Error)]
pub enum LibraryError {
    #[error(
        "the library at {} could not be opened ({source}); see that the disk has space and that you may write to the folder, then try again", path.display()
    )]
    Unreachable { path: PathBuf, source: io::Error },
    #[error(
        "the library at {} is damaged ({why}). Nothing was changed in it; put a copy from a backup in its place, or set it aside to begin a new one", path.display()
    )]
    Damaged { path: PathBuf, why: String },
    #[error(
        "the library at {} was written by a newer Galley (its format is {found}, this one knows up to {known}). Nothing was changed in it; install the newer version", path.display()
    )]
    TooNew { path: PathBuf, found: i64, known: i64 },
    #[error("{} is a database of another program; Galley leaves it alone", path.display())]
    Foreign { path: PathBuf },
    #[error("the library is in use by another Galley and was not free within {seconds} s; try again")]
    Busy { seconds: u64 },
    #[error("the disk is full, so nothing could be saved; free some space, then try again")]
    DiskFull,
    #[error("the library may not be written to; check the permissions of its folder")]
    ReadOnly,
    #[error("there is no {what} {id} in the library")]
    NotFound { what: &'static str, id: String },
    /// Kept as it is: a newer version wrote it, and that version can read it.
    #[error("{what} {id} was written by a newer Galley and cannot be shown here; it is kept as it is")]
    UnknownShape { what: &'static str, id: String },
    #[error("this post is being published by another Galley window or command")]
    Held,
    #[error("a value cannot be written as JSON: {0}")]
    Unwritable(#[source] serde_json::Error),
    #[error("the library gave an unexpected answer: {0}")]
    Unexpected(#[source] rusqlite::Error),
    #[error("a file beside the library could not be used: {0}")]
    Beside(#[source] io::Error),
}

impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                LibraryError::Busy { seconds: super::open::PATIENCE.as_secs() }
            }
            Some(ErrorCode::DiskFull) => LibraryError::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => LibraryError::ReadOnly,
            _ => LibraryError::Unexpected(error),
        }
    }
}

impl LibraryError {
    pub(super) fn not_found(what: &'static str, id: impl ToString) -> Self {
        LibraryError::NotFound { what, id: id.to_string() }
    }

    pub(super) fn unknown_shape(what: &'static str, id: impl ToString) -> Self {
        LibraryError::UnknownShape { what, id: id.to_string() }
    }
}
