//! Node builds the window's page.

use crate::{
    error::Error,
    machine::{self, Sign, output, packages::Package},
    npm::NPM,
};

/// The oldest Node that the page's build tools take: Vite 8 names it in its `engines`.
const OLDEST: Version = Version { major: 20, minor: 19 };

#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
struct Version {
    major: u32,
    minor: u32,
}

impl Version {
    /// Reads `v20.19.2`, `20.19.2` and Debian's `20.19.2+dfsg-1`.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().trim_start_matches('v').split('.');
        Some(Self { major: parts.next()?.parse().ok()?, minor: parts.next()?.parse().ok()? })
    }
}

/// Node and npm, where the system has none but could have the right ones.
const NODE: &[Package] = &[
    Package {
        gives: "Node",
        sign: Sign::Program("node"),
        apt: "nodejs",
        dnf: "nodejs",
        pacman: "nodejs",
        brew: "node",
        winget: "OpenJS.NodeJS.LTS",
    },
    Package {
        gives: "npm",
        sign: Sign::Program(NPM_PROGRAM),
        apt: "npm",
        dnf: "nodejs-npm",
        pacman: "npm",
        brew: "node",
        winget: "OpenJS.NodeJS.LTS",
    },
];

/// On Windows npm is a script beside `node.exe`.
const NPM_PROGRAM: &str = if cfg!(windows) { "node" } else { NPM };

/// Leaves a Node that is there alone, even when it is too old: other projects on this machine may need it.
pub fn ensure() -> Result<(), Error> {
    if installed().is_none()
        && let Some(offered) = apt_offers().filter(|offered| *offered < OLDEST)
    {
        return Err(too_old(&format!(
            "this machine has none; its own package is only {}.{}",
            offered.major, offered.minor
        )));
    }
    machine::ensure(NODE)?;
    let found = installed().unwrap_or_default();
    match Version::read(&found) {
        Some(version) if version >= OLDEST => Ok(()),
        _ => Err(too_old(&format!("this machine has {}", found.trim()))),
    }
}

fn installed() -> Option<String> {
    output("node", &["--version"])
}

fn too_old(what: &str) -> Error {
    Error::Machine(format!(
        "Galley's window is built with Node {}.{} or newer, and {what}.\n\
         Any of these brings one, without touching the system's own:\n\n    \
         nvm install 24          if you have nvm (github.com/nvm-sh/nvm)\n    \
         fnm install 24          if you have fnm (github.com/Schniz/fnm)\n    \
         an archive from nodejs.org/download, with its bin folder first on your PATH\n\n\
         Then type the same command again.",
        OLDEST.major, OLDEST.minor
    ))
}

/// The version that apt would install, if this machine has apt and its lists name one.
fn apt_offers() -> Option<Version> {
    let policy = output("apt-cache", &["policy", "nodejs"])?;
    policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: ")).and_then(Version::read)
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, Version};

    #[test]
    fn versions_are_read_as_node_and_debian_write_them() {
        let read = |text| Version::read(text).unwrap();
        assert_eq!(read("v20.19.2\n"), Version { major: 20, minor: 19 });
        assert_eq!(read("18.20.4+dfsg-1~deb12u1"), Version { major: 18, minor: 20 });
        assert_eq!(Version::read("(none)"), None);
    }

    #[test]
    fn a_later_minor_of_an_older_major_is_too_old() {
        assert!(Version { major: 18, minor: 20 } < OLDEST);
        assert!(Version { major: 20, minor: 18 } < OLDEST);
        assert!(Version { major: 22, minor: 0 } > OLDEST);
    }
}
