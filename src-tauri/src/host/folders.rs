//! Where Galley keeps its things.

use std::{
    env,
    fs::DirBuilder,
    io,
    path::{Path, PathBuf},
};

/// The library and pasted pictures. `GALLEY_DATA_DIR` overrules the platform's folder.
pub fn data() -> io::Result<PathBuf> {
    folder("GALLEY_DATA_DIR", dirs::data_dir)
}

/// What can be made again. `GALLEY_CACHE_DIR` overrules the platform's folder.
pub fn cache() -> io::Result<PathBuf> {
    folder("GALLEY_CACHE_DIR", dirs::cache_dir)
}

fn folder(variable: &str, usual: fn() -> Option<PathBuf>) -> io::Result<PathBuf> {
    let folder = match env::var_os(variable).filter(|value| !value.is_empty()) {
        Some(chosen) => PathBuf::from(chosen),
        None => usual().ok_or_else(|| io::Error::other("this account has no home folder"))?.join("galley"),
    };
    make(&folder)?;
    Ok(folder)
}

/// For this user alone: drafts and pasted pictures are nobody else's business.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
