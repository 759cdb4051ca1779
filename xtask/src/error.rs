//! Why a task could not be done. Each message ends with what to do about it, where something can be done.

use crate::npm;
use std::{io, process::ExitStatus};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Machine(String),

    #[error("`{command}` could not be started: {cause}")]
    NotStarted { command: String, cause: io::Error },

    #[error("`{command}` ended with {status}; its own words are above.")]
    Ended { command: String, status: ExitStatus },

    #[error(transparent)]
    Npm(#[from] npm::Error),

    #[error("The dev server ended before it listened on {0}; its own words are above.")]
    DevServer(String),

    #[error("Ctrl-C cannot be caught: {0}")]
    Signals(#[from] ctrlc::Error),
}
