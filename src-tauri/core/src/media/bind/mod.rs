//! Binds pictures to a PDF, a picture a page. It must not hold more than one of them, or store a JPEG anew.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Facts;

/// How pictures become pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Binding {
    pub page: PageRule,
    /// Lay pictures with transparency on white, for viewers that show it as black.
    pub flatten: bool,
}

/// How large a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PageRule {
    /// Each as its picture.
    Own,
    /// All as the first; other shapes get margins.
    #[default]
    First,
    /// All 1:1.
    Square,
    /// All 4:5.
    Portrait,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    #[error("pictures cannot be bound to a PDF yet; make it in another program")]
    NotBound,
}

/// Saves a PDF of these pictures as `into`, in their order. The facts are those of the files.
///
/// # Errors
/// [`BindError`]; there is no file at `into` then.
pub fn bind(_: &[(PathBuf, Facts)], _: &Binding, _: &Path) -> Result<(), BindError> {
    Err(BindError::NotBound)
}
