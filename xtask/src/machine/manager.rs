//! Package managers, as a table.

use super::{on_path, output, packages::Package};
use crate::{cargo::shown, error::Error};
use std::{
    io::{IsTerminal, stdin},
    process::Command,
};

/// A package manager and its words.
pub struct Manager {
    /// Its program; a machine that has it uses it.
    program: &'static str,
    /// What comes between the program and the package names.
    install: &'static [&'static str],
    /// Which of a package's names is meant for it.
    name: fn(&Package) -> &'static str,
    /// Whether it needs the rights of root.
    as_root: bool,
    /// Whether Galley starts it, or only says how.
    unattended: bool,
}

const MANAGERS: [Manager; 5] = [
    Manager {
        program: "apt-get",
        install: &["install", "-y", "--no-install-recommends"],
        name: |package| package.apt,
        as_root: true,
        unattended: true,
    },
    Manager {
        program: "dnf",
        install: &["install"],
        name: |package| package.dnf,
        as_root: true,
        unattended: false,
    },
    Manager {
        program: "pacman",
        install: &["-S", "--needed"],
        name: |package| package.pacman,
        as_root: true,
        unattended: false,
    },
    Manager {
        program: "brew",
        install: &["install"],
        name: |package| package.brew,
        as_root: false,
        unattended: false,
    },
    Manager {
        program: "winget",
        install: &["install", "--exact"],
        name: |package| package.winget,
        as_root: false,
        unattended: false,
    },
];

impl Manager {
    /// The first of the table that is installed.
    pub fn of_this_machine() -> Option<&'static Self> {
        MANAGERS.iter().find(|manager| on_path(manager.program).is_some())
    }

    /// Installs, or says what to type.
    pub fn install(&self, packages: &[&Package]) -> Result<(), Error> {
        let mut names: Vec<&str> =
            packages.iter().flat_map(|package| (self.name)(package).split_whitespace()).collect();
        names.sort_unstable();
        names.dedup();
        let install = self.command(&[self.install, &names].concat());
        if !self.unattended {
            let line = shown(&install);
            return Err(Error::Machine(format!("Please type this, then try again:\n\n    {line}\n")));
        }
        // A fresh machine or container has no package lists at all, and old lists name files that are gone.
        for mut command in [self.command(&["update"]), install] {
            let line = shown(&command);
            println!("Galley now runs: {line}");
            let status = command
                .env("DEBIAN_FRONTEND", "noninteractive")
                .status()
                .map_err(|cause| Error::NotStarted { command: line.clone(), cause })?;
            if !status.success() {
                return Err(Error::Ended { command: line, status });
            }
        }
        Ok(())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = if self.as_root && !is_root() {
            let mut sudo = Command::new("sudo");
            if !stdin().is_terminal() {
                // Without a terminal nobody can type the password: fail at once instead of asking.
                sudo.arg("--non-interactive");
            }
            sudo.arg(self.program);
            sudo
        } else {
            Command::new(self.program)
        };
        command.args(arguments);
        command
    }
}

fn is_root() -> bool {
    output("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}
