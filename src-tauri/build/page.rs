//! Turns `ui/` into `ui/dist`, doing only what is due.

use crate::npm::{self, modified};
use std::{fmt, fs, io, path::Path, time::SystemTime};

/// What the page is made from, below `ui/`.
pub const INPUTS: [&str; 8] = [
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
];

/// The page itself, below `ui/`.
pub const BUILT: &str = "dist/index.html";

const STAND_IN: &str = "<!doctype html><title>Galley</title><p>This build was made without its page.</p>\n";

/// Why there is no page.
#[derive(Debug)]
pub enum Error {
    Npm(npm::Error),
    /// npm succeeded without leaving a page.
    NoPage,
    /// A file could not be read or written.
    File(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Npm(cause) => cause.fmt(out),
            Self::NoPage => write!(out, "`npm run build` left no ui/{BUILT}"),
            Self::File(cause) => write!(out, "ui/: {cause}"),
        }
    }
}

impl From<npm::Error> for Error {
    fn from(cause: npm::Error) -> Self {
        Self::Npm(cause)
    }
}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Self {
        Self::File(cause)
    }
}

/// Installs the packages and builds the page, each only when it is due.
pub fn build(ui: &Path) -> Result<(), Error> {
    npm::install(ui)?;
    let mut newest = SystemTime::UNIX_EPOCH;
    for input in INPUTS {
        newest = newest.max(newest_below(&ui.join(input))?);
    }
    let page = ui.join(BUILT);
    if modified(&page)?.is_some_and(|made| made >= newest) {
        return Ok(());
    }
    npm::npm(ui, &["run", "--silent", "build"])?;
    if !page.exists() {
        return Err(Error::NoPage);
    }
    // Dated by its newest source: a source edited while the page was being built counts as newer, and to Cargo the
    // page does not look changed since the build script started.
    date(&page, newest)?;
    Ok(())
}

/// Gives Tauri something to embed where there is no page; any real build replaces it.
pub fn stand_in(ui: &Path) -> Result<(), Error> {
    let page = ui.join(BUILT);
    if page.exists() {
        return Ok(());
    }
    fs::create_dir_all(ui.join("dist"))?;
    fs::write(&page, STAND_IN)?;
    date(&page, SystemTime::UNIX_EPOCH)?;
    Ok(())
}

fn date(file: &Path, when: SystemTime) -> io::Result<()> {
    fs::File::options().write(true).open(file)?.set_modified(when)
}

/// A folder counts itself too: removing a file changes nothing but its folder's time.
fn newest_below(path: &Path) -> io::Result<SystemTime> {
    let mut newest = modified(path)?.unwrap_or(SystemTime::UNIX_EPOCH);
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            newest = newest.max(newest_below(&entry?.path())?);
        }
    }
    Ok(newest)
}
