//! The command line.

use std::process::ExitCode;

pub enum Wish {
    Window,
    Command(Command),
    Refused(ExitCode),
}

pub struct Command;

pub fn parse() -> Wish {
    Wish::Window
}

pub fn run(_: Command) -> ExitCode {
    ExitCode::SUCCESS
}
