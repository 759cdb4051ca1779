//! Where Galley keeps its things.

use std::{
    env,
    fs::DirBuilder,
    io,
    path::{Path, PathBuf},
};

use galley_core::desk::Problem;
use thiserror::Error;

/// Why there is no place to keep things. It names the place, for dialogs and the command line; the page gets a
/// [`Problem`], which does not.
#[derive(Debug, Error)]
pub enum FolderError {
    #[error(
        "this account has no home folder for Galley’s files. Set {variable} to a folder, and start Galley again"
    )]
    NoHome { variable: &'static str },
    #[error(
        "Galley’s folder {} cannot be made ({source}). Make it yourself, or set {variable} to a folder you may write \
         to, and start Galley again",
        folder.display()
    )]
    NotMade { folder: PathBuf, variable: &'static str, source: io::Error },
}

impl From<FolderError> for Problem {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::NoHome { .. } => Problem::other(error),
            FolderError::NotMade { variable, source, .. } => Problem::other(format!(
                "Galley’s own folder is gone and cannot be made ({}). Free some space or change its permissions, or \
                 set {variable} to another folder and start Galley again",
                source.kind()
            )),
        }
    }
}

/// The library and pasted pictures. `GALLEY_DATA_DIR` overrules the platform's folder.
///
/// # Errors
/// [`FolderError`]
pub fn data() -> Result<PathBuf, FolderError> {
    folder("GALLEY_DATA_DIR", dirs::data_dir)
}

/// What can be made again. `GALLEY_CACHE_DIR` overrules the platform's folder.
///
/// # Errors
/// [`FolderError`]
pub fn cache() -> Result<PathBuf, FolderError> {
    folder("GALLEY_CACHE_DIR", dirs::cache_dir)
}

fn folder(variable: &'static str, usual: fn() -> Option<PathBuf>) -> Result<PathBuf, FolderError> {
    let folder = match env::var_os(variable).filter(|value| !value.is_empty()) {
        Some(chosen) => PathBuf::from(chosen),
        None => usual().ok_or(FolderError::NoHome { variable })?.join("galley"),
    };
    match make(&folder) {
        Ok(()) => Ok(folder),
        Err(source) => Err(FolderError::NotMade { folder, variable, source }),
    }
}

/// For this user alone: drafts and pasted pictures are nobody else's business.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_told_of_a_folder_without_where_it_is() {
        let source = io::Error::other("cannot use /home/anna/.local");
        let folder = PathBuf::from("/home/anna/.local/share/galley");
        let error = FolderError::NotMade { folder, variable: "GALLEY_DATA_DIR", source };
        assert!(error.to_string().contains("/home/anna"));
        let told = Problem::from(error).message;
        assert!(told.contains("GALLEY_DATA_DIR") && !told.contains('/'), "{told}");
    }
}
