//! `cargo xtask …`: gets a machine ready, then runs, tests or measures Galley on it.
#![allow(clippy::print_stdout, reason = "this program talks to the person who started it")]

mod bench;
mod bindings;
mod cargo;
mod dev;
mod error;
mod machine;
mod node;
#[path = "../../src-tauri/build/npm.rs"]
mod npm;
mod run;
mod steps;
mod test;
mod tools;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs what is missing, builds, and opens Galley
    Run {
        /// Passed on to Galley
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Opens Galley on a dev server: an edit in ui/ shows at once
    Dev {
        /// Passed on to Galley
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Checks everything that can be checked without a LinkedIn account
    Test {
        /// Leave out the tests that drive the real window
        #[arg(long)]
        quick: bool,
    },
    /// Measures speed and memory, side by side with other programs
    Bench {
        /// Passed on to the measurements
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Writes the page's TypeScript bindings anew from the Rust commands
    Bindings,
    /// Asks the RustSec database whether a dependency is known to be unsafe; needs the network
    Audit,
}

fn main() -> ExitCode {
    let done = match Line::parse().task {
        Task::Run { arguments } => run::run(&arguments),
        Task::Dev { arguments } => dev::run(&arguments),
        Task::Test { quick } => test::run(quick),
        Task::Bench { arguments } => bench::run(&arguments),
        Task::Bindings => bindings::run(),
        Task::Audit => test::audit(),
    };
    done.unwrap_or_else(|error| {
        eprintln!("\n{error}");
        ExitCode::FAILURE
    })
}
