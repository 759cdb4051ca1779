//! Galley on the desktop: the window, its commands, and the command line. Everything that is true without a screen
//! lives in `galley-core`.

mod app;
mod cli;
mod commands;
mod host;

use std::process::ExitCode;

pub use commands::bindings;

/// The window, or a sub-command.
pub fn main() -> ExitCode {
    host::log::to_standard_error();
    match cli::parse() {
        cli::Wish::Window => app::run(),
        cli::Wish::Command(command) => cli::run(command),
        cli::Wish::Refused(code) => code,
    }
}
