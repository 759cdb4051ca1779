//! Brings packages of npm, the page's above all, when that is due. Included by the build script and by `xtask`, so that
//! both mean the same by "due"; it must not need any crate.

use std::{
    error, fmt, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::SystemTime,
};

/// On Windows npm is a script, which only its full name starts.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Written by npm when an installation is complete.
const INSTALLED: &str = "node_modules/.package-lock.json";

/// Why npm did not do its work.
#[derive(Debug)]
pub enum Error {
    /// It could not be started.
    NotStarted(io::Error),
    /// It ran and did not succeed.
    Ended { arguments: String, folder: PathBuf, status: ExitStatus },
    /// A lock file could not be looked at.
    File(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(cause) => write!(
                out,
                "npm could not be started ({cause}). Galley's window is built with Node 20.19 or newer: \
                 `cargo xtask run` says how to get it. GALLEY_SKIP_UI=1 builds without the window's page."
            ),
            Self::Ended { arguments, folder, status } => write!(
                out,
                "`npm {arguments}` in {} ended with {status}; its own words are above or below",
                folder.display()
            ),
            Self::File(cause) => write!(out, "a lock file of npm could not be looked at: {cause}"),
        }
    }
}

impl error::Error for Error {}

/// Installs exactly what the folder's `package-lock.json` names, unless that was done since it last changed.
pub fn install(folder: &Path) -> Result<(), Error> {
    let locked = modified(&folder.join("package-lock.json")).map_err(Error::File)?;
    let installed = modified(&folder.join(INSTALLED)).map_err(Error::File)?;
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    npm(folder, &["ci", "--no-audit", "--no-fund"])
}

/// Runs npm in a folder. Nothing goes to standard output, where Cargo reads a build script's instructions.
pub fn npm(folder: &Path, arguments: &[&str]) -> Result<(), Error> {
    let status = Command::new(NPM)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(io::stderr())
        .status()
        .map_err(Error::NotStarted)?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Ended { arguments: arguments.join(" "), folder: folder.to_owned(), status })
    }
}

/// When a file was last written, or nothing if there is none.
pub fn modified(path: &Path) -> io::Result<Option<SystemTime>> {
    match fs::metadata(path) {
        Ok(metadata) => metadata.modified().map(Some),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}
