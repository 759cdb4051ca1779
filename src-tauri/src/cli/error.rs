//! Why a sub-command could not do its work.

use std::{io, path::PathBuf};

use galley_core::{
    accounts::{ApiBaseError, TokenError},
    checks::bytes,
    desk::{Code, Problem},
    library::LibraryError,
    post::{PostFileError, UrnError, json_flaw},
};
use galley_sandbox::StartError;
use serde::Serialize;
use thiserror::Error;

use super::Exit;
use crate::host::folders::FolderError;

#[derive(Debug, Error)]
pub(super) enum CliError {
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} is no text in UTF-8; if it is meant as one, save it as UTF-8", path.display())]
    NoText { path: PathBuf },
    #[error(
        "{} is no post file. `galley publish` takes a file of JSON that says what a post is made of, such as \
         {{\"galley\": 1, \"commentary\": \"Hello\", \"attachment\": {{\"images\": [{{\"file\": \"a.jpg\"}}]}}}}, saved as \
         UTF-8; what any other file is says `galley check`", path.display()
    )]
    NoPostFile { path: PathBuf },
    #[error("{} has more than {}, which is more than any such file needs", path.display(), bytes(*limit))]
    TooLong { path: PathBuf, limit: u64 },
    #[error("{}: {source}", path.display())]
    Post { path: PathBuf, source: PostFileError },
    #[error("{}: {}", path.display(), json_flaw(source))]
    Config { path: PathBuf, source: serde_json::Error },
    #[error("with --base-url the post needs an author: give --author URN, or write it into the post file")]
    NoAuthor,
    #[error("with --base-url the access token is read from the environment variable GALLEY_TOKEN: {0}")]
    Token(TokenError),
    #[error("the built-in sandbox cannot rehearse a post of {0}: the number of a page is missing")]
    NoPageNumber(String),
    #[error(
        "{0} Without an account, `--sandbox` rehearses, and `--base-url` with `--author` publishes by the token in \
         GALLEY_TOKEN."
    )]
    Nobody(Problem),
    #[error("{0}")]
    NothingToSettle(Problem),
    #[error("{0}")]
    Work(#[from] Problem),
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("no folder can be made for the rehearsal: {0}")]
    Temporary(#[source] io::Error),
    #[error("the sandbox did not start: {0}")]
    Sandbox(#[from] StartError),
    #[error("the sandbox named something that makes no sense: {0}")]
    SandboxAddress(#[from] ApiBaseError),
    #[error("the sandbox named something that makes no sense: {0}")]
    SandboxAuthor(#[from] UrnError),
    #[error("no work can be started: {0}")]
    Runtime(#[source] io::Error),
}

/// What stands in the place of a result in JSON.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    WrongUse,
    Failed,
}

impl CliError {
    pub fn kind(&self) -> Kind {
        match self {
            CliError::Unreadable { .. }
            | CliError::NoText { .. }
            | CliError::NoPostFile { .. }
            | CliError::TooLong { .. }
            | CliError::Post { .. }
            | CliError::Config { .. }
            | CliError::NoAuthor
            | CliError::Token(_)
            | CliError::NoPageNumber(_)
            | CliError::Nobody(_)
            | CliError::NothingToSettle(_) => Kind::WrongUse,
            CliError::Work(_)
            | CliError::Library(_)
            | CliError::Folder(_)
            | CliError::Temporary(_)
            | CliError::Sandbox(_)
            | CliError::SandboxAddress(_)
            | CliError::SandboxAuthor(_)
            | CliError::Runtime(_) => Kind::Failed,
        }
    }

    /// Nothing to settle is a mistake of whoever asked; a busy or unreadable library is not.
    pub fn unsettled(problem: Problem) -> CliError {
        match problem.code {
            Code::NotFound => CliError::NothingToSettle(problem),
            _ => CliError::Work(problem),
        }
    }

    pub fn exit(&self) -> Exit {
        match self.kind() {
            Kind::WrongUse => Exit::WrongUse,
            Kind::Failed => Exit::Stopped,
        }
    }
}
