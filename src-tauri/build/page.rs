//! Turns `ui/` into `ui/dist`, doing only what is due. Included by the build script and by `xtask`, so that both
//! mean the same by "due"; it must not need any crate.

use std::{
    error, fmt, fs, io,
    path::Path,
    process::{Command, ExitStatus, Stdio},
    time::SystemTime,
};

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

/// Written by npm when an installation is complete.
const INSTALLED: &str = "node_modules/.package-lock.json";

/// On Windows npm is a script, which only its full name starts.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

const STAND_IN: &str = "<!doctype html><title>Galley</title><p>This build was made without its page.</p>\n";

/// Why there is no page.
#[derive(Debug)]
pub enum Error {
    /// npm could not be started.
    NoNpm(io::Error),
    /// npm ran and did not succeed.
    Npm { arguments: String, status: ExitStatus },
    /// npm succeeded without leaving a page.
    NoPage,
    /// A file could not be read or written.
    File(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoNpm(cause) => write!(
                out,
                "npm could not be started ({cause}). Galley's window is built with Node 20.19 or newer: \
                 `cargo xtask run` says how to get it. GALLEY_SKIP_UI=1 builds without the window's page."
            ),
            Self::Npm { arguments, status } => {
                write!(out, "`npm {arguments}` in ui/ ended with {status}; its own words are above")
            }
            Self::NoPage => write!(out, "`npm run build` left no ui/{BUILT}"),
            Self::File(cause) => write!(out, "ui/: {cause}"),
        }
    }
}

impl error::Error for Error {}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Self {
        Self::File(cause)
    }
}

/// Installs the packages and builds the page, each only when it is due.
pub fn build(ui: &Path) -> Result<(), Error> {
    install(ui)?;
    let mut newest = SystemTime::UNIX_EPOCH;
    for input in INPUTS {
        newest = newest.max(newest_below(&ui.join(input))?);
    }
    let page = ui.join(BUILT);
    if modified(&page)?.is_some_and(|made| made >= newest) {
        return Ok(());
    }
    npm(ui, &["run", "--silent", "build"])?;
    if !page.exists() {
        return Err(Error::NoPage);
    }
    // Dated by its newest source: a source edited while the page was being built counts as newer, and to Cargo the
    // page does not look changed since the build script started.
    date(&page, newest)?;
    Ok(())
}

/// Installs exactly what `package-lock.json` names, unless that was done since it last changed.
pub fn install(ui: &Path) -> Result<(), Error> {
    let locked = modified(&ui.join("package-lock.json"))?;
    if modified(&ui.join(INSTALLED))? < locked {
        npm(ui, &["ci", "--no-audit", "--no-fund"])?;
    }
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

fn npm(ui: &Path, arguments: &[&str]) -> Result<(), Error> {
    // A build script's standard output is read by Cargo as instructions; standard error is shown when it fails.
    let output = Command::new(NPM)
        .args(arguments)
        .current_dir(ui)
        .stdin(Stdio::null())
        .stdout(io::stderr())
        .status()
        .map_err(Error::NoNpm)?;
    if output.success() { Ok(()) } else { Err(Error::Npm { arguments: arguments.join(" "), status: output }) }
}

fn date(file: &Path, when: SystemTime) -> io::Result<()> {
    fs::File::options().write(true).open(file)?.set_modified(when)
}

fn modified(path: &Path) -> io::Result<Option<SystemTime>> {
    match fs::metadata(path) {
        Ok(metadata) => metadata.modified().map(Some),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
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
