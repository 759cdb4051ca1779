//! The command line: `galley check`, `galley publish`, `galley sandbox`, over the same core as the window and without
//! a display. It holds no rule of its own: it reads arguments, makes the calls, and prints.

mod check;
mod error;
mod interrupt;
mod output;
mod publish;
mod sandbox;

use std::{env, process::ExitCode};

use clap::{Parser, Subcommand};
use galley_core::media;
use serde_json::json;

use self::output::Output;
use crate::host::pages;

/// Compose, proof and publish LinkedIn posts from your own computer.
///
/// Without a command the window opens.
#[derive(Debug, Parser)]
#[command(
    name = "galley",
    version,
    after_help = "Exit status: 0 done, 1 a finding blocks or the work stopped, 2 wrong use, 3 the outcome is unknown."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// A sub-command with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    Check(check::Arguments),
    Publish(publish::Arguments),
    Sandbox(sandbox::Arguments),
    /// Draws pages of the document that comes in; Galley starts this itself.
    #[command(name = pages::COMMAND, hide = true)]
    DrawPages,
}

/// What the arguments ask for.
pub enum Wish {
    Window,
    Command(Command),
    /// Help or a refusal, already printed.
    Refused(ExitCode),
}

/// How a sub-command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Done = 0,
    /// A finding blocks, or the work stopped, be it below a post that is there.
    Stopped = 1,
    WrongUse = 2,
    /// A post, or its first comment, may or may not be there.
    Unknown = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Reads the arguments of this process.
pub fn parse() -> Wish {
    match Arguments::try_parse() {
        Ok(Arguments { command: Some(command) }) => Wish::Command(command),
        Ok(Arguments { command: None }) => Wish::Window,
        Err(refused) => {
            // Whoever closed the pipe does not want to hear it.
            let _ = refused.print();
            if refused.use_stderr() && env::args_os().any(|argument| argument == "--json") {
                let message = refused.render().to_string();
                Output { json: true }.value(&json!({"error": "wrong_use", "message": message.trim_end()}));
            }
            let exit = if refused.use_stderr() { Exit::WrongUse } else { Exit::Done };
            Wish::Refused(exit.into())
        }
    }
}

/// Carries out a sub-command.
pub fn run(command: Command) -> ExitCode {
    let (output, ended) = match command {
        Command::Check(arguments) => {
            let output = Output { json: arguments.json };
            (output, Ok(check::run(&arguments, output)))
        }
        Command::Publish(arguments) => {
            let output = Output { json: arguments.json };
            (output, publish::run(arguments, output))
        }
        Command::Sandbox(arguments) => (Output { json: true }, sandbox::run(&arguments)),
        Command::DrawPages => return media::draw_pages(),
    };
    let exit = ended.unwrap_or_else(|error| {
        output.complain(&error);
        error.exit()
    });
    output.ended(exit).into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_arguments_there_is_no_command() {
        assert!(Arguments::try_parse_from(["galley"]).unwrap().command.is_none());
    }
}
