use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::media::ExamineError;

/// A caption: words, and when they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Cue {
    /// Milliseconds from the film's start.
    pub start_ms: u64,
    /// Milliseconds from the film's start.
    pub end_ms: u64,
    pub text: String,
}

/// Why captions cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum CuesError {
    #[error(transparent)]
    File(#[from] ExamineError),
    #[error("captions cannot be shown yet")]
    NotRead,
}

/// The captions in the file at `path`, in its order.
///
/// # Errors
/// [`CuesError`]
pub fn cues(_: &Path) -> Result<Vec<Cue>, CuesError> {
    Err(CuesError::NotRead)
}
