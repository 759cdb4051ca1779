//! `cargo xtask test` and `cargo xtask audit`.

use crate::{
    cargo::{cargo, root, to_its_end},
    error::Error,
    machine::{self, packages},
    node,
    npm::{self, NPM},
    steps::Steps,
    tools::{CARGO_DENY, LINKEDIN_CLIENT, TYPOS, Tool},
};
use std::process::{Command, ExitCode};

/// The page's own scripts, in `ui/package.json`.
const PAGE: [(&str, &[&str]); 4] = [
    ("page: types", &["run", "check"]),
    ("page: lint", &["run", "lint"]),
    ("page: dead code", &["run", "knip"]),
    ("page: tests", &["test"]),
];

/// Always with `--workspace`: a choice of packages would choose features too, and build half the tree anew.
/// The window tests are named because `cargo test` alone leaves them out.
const RUST: [(&str, &[&str]); 3] = [
    ("formatting", &["fmt", "--all", "--check"]),
    (
        "clippy",
        &[
            "clippy",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--benches",
            "--test",
            "e2e",
            "--",
            "-D",
            "warnings",
        ],
    ),
    ("tests", &["test", "--workspace", "--no-fail-fast"]),
];

const WINDOW: (&str, &[&str]) = ("window tests", &["test", "--workspace", "--test", "e2e", "--no-fail-fast"]);

/// Where the tests drive the sandbox with clients that nobody here wrote.
const CONTRACT: &str = "src-tauri/sandbox/tests/it/contract";

/// Each with its own configuration at the root.
const TEXT_AND_LICENCES: [(&str, Tool, &[&str]); 2] = [
    ("spelling", TYPOS, &[]),
    ("licences and sources", CARGO_DENY, &["--workspace", "check", "licenses", "bans", "sources"]),
];

pub fn run(quick: bool) -> Result<ExitCode, Error> {
    machine::ensure(packages::BUILD)?;
    machine::ensure(packages::TEST)?;
    if !quick {
        machine::ensure(packages::WINDOW)?;
    }
    node::ensure()?;

    let mut steps = Steps::default();
    if steps.count("page: packages", || npm::install(&root().join("ui")).map_err(|error| error.to_string())) {
        for (name, arguments) in PAGE {
            steps.run(name, page_script(arguments));
        }
    } else {
        for (name, _) in PAGE {
            steps.skip(name, "its packages are not there");
        }
    }
    // Without them one test of the sandbox says what is missing.
    steps.count("LinkedIn's client for Node", || {
        npm::install(&root().join(CONTRACT)).map_err(|error| error.to_string())
    });
    install(&mut steps, &LINKEDIN_CLIENT);
    for (name, arguments) in RUST {
        steps.run(name, with(cargo(), arguments));
    }
    if quick {
        steps.skip(WINDOW.0, "--quick leaves the window out");
    } else {
        steps.run(WINDOW.0, with(cargo(), WINDOW.1));
    }
    for (name, tool, arguments) in TEXT_AND_LICENCES {
        if install(&mut steps, &tool) {
            steps.run(name, with(at_root(&tool), arguments));
        } else {
            steps.skip(name, "its tool is not there");
        }
    }
    Ok(steps.sum_up())
}

/// Not part of `test`: its answer depends on the day, not on the code, and its database on the network.
pub fn audit() -> Result<ExitCode, Error> {
    CARGO_DENY.ensure()?;
    to_its_end(&mut with(at_root(&CARGO_DENY), &["--workspace", "check", "advisories"]))
}

fn install(steps: &mut Steps, tool: &Tool) -> bool {
    match tool.installation() {
        None => true,
        Some(installation) => steps.run(tool.name, installation),
    }
}

fn at_root(tool: &Tool) -> Command {
    let mut command = Command::new(tool.program());
    command.current_dir(root());
    command
}

fn page_script(arguments: &[&str]) -> Command {
    let mut command = Command::new(NPM);
    command.args(arguments).current_dir(root().join("ui"));
    command
}

fn with(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}
