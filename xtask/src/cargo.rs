//! Starting programs from the project's root.

use crate::error::Error;
use std::{
    env,
    path::Path,
    process::{Command, ExitCode},
};

/// The project's root: this crate's folder is the first below it.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The same Cargo that built this program, in the project's root.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// What a person would type to start the same thing from the same folder.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = match program.file_stem() {
        Some(name) if name == "cargo" || name == "npm" => name.to_string_lossy(),
        _ => program.strip_prefix(root()).unwrap_or(program).to_string_lossy(),
    };
    let arguments = command.get_args().map(|argument| {
        let argument = argument.to_string_lossy();
        if argument.contains(' ') { format!("'{argument}'") } else { argument.into_owned() }
    });
    [program.into_owned()].into_iter().chain(arguments).collect::<Vec<_>>().join(" ")
}

/// Waits for a program that has the terminal to itself, and hands on how it ended.
pub fn to_its_end(command: &mut Command) -> Result<ExitCode, Error> {
    let status = command.status().map_err(|cause| Error::NotStarted { command: shown(command), cause })?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
