//! What this machine has, what it lacks, and how it gets that. It must not know what Galley does with any of it.

mod manager;
pub mod packages;

use crate::error::Error;
use manager::Manager;
use packages::Package;
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// How to see that a package is there without asking a package manager.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// A program on the PATH.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// Any of these files.
    File(&'static [&'static str]),
    /// A font that fontconfig finds under this family name.
    Font(&'static str),
    /// Something the system's own Python can run.
    Python(&'static str),
    /// A key in the Windows registry.
    Registry(&'static str),
}

impl Sign {
    fn is_seen(self) -> bool {
        match self {
            Self::Program(name) => on_path(name).is_some(),
            Self::Library(name) => succeeds("pkg-config", &["--exists", name]),
            Self::File(paths) => paths.iter().any(|path| Path::new(path).exists()),
            Self::Font(family) => output("fc-list", &[family]).is_some_and(|found| !found.trim().is_empty()),
            Self::Python(code) => succeeds("/usr/bin/python3", &["-c", code]),
            Self::Registry(key) => succeeds("reg", &["query", key]),
        }
    }
}

/// Installs what is missing where this machine's package manager can be trusted to do so unattended; else says
/// exactly what to type.
pub fn ensure(packages: &[Package]) -> Result<(), Error> {
    let missing: Vec<&Package> = packages.iter().filter(|package| !package.sign.is_seen()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list: String = missing.iter().map(|package| format!("  - {}\n", package.gives)).collect();
    println!("This machine lacks:\n{list}");

    let Some(manager) = Manager::of_this_machine() else {
        return Err(Error::Machine(format!(
            "No package manager known here (apt, dnf, pacman, brew, winget) was found. \
             Please install these yourself:\n{list}"
        )));
    };
    manager.install(&missing)?;

    let still: Vec<&str> =
        missing.iter().filter(|package| !package.sign.is_seen()).map(|package| package.gives).collect();
    if still.is_empty() {
        return Ok(());
    }
    Err(Error::Machine(format!(
        "The packages were installed, and yet these are not to be found: {}.",
        still.join(", ")
    )))
}

/// Where a program of this name lies on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// What a program prints, if it can be started and succeeds.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output =
        Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    output(program, arguments).is_some()
}

#[cfg(test)]
mod tests {
    use super::Sign;

    #[test]
    fn a_program_that_is_not_there_is_not_seen() {
        assert!(Sign::Program("cargo").is_seen());
        assert!(!Sign::Program("galley-no-such-program").is_seen());
    }

    #[test]
    fn one_file_of_several_is_enough() {
        assert!(Sign::File(&["/no/such/file", file!(), env!("CARGO_MANIFEST_DIR")]).is_seen());
        assert!(!Sign::File(&["/no/such/file"]).is_seen());
    }
}
