//! What went wrong with a call, as the screen needs it.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use serde::Serialize;
use specta::Type;

use crate::{
    accounts::{FindPageError, IdentifyError, TokenError, VaultError},
    checks::sentence,
    library::{ContactError, LibraryError},
    post::{PageHandleError, UrnError},
    providers::linkedin::PlanError,
    publish::{PressError, PublishError},
};

/// A sentence for people, and a code for the few cases in which the screen does something of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Problem {
    pub code: Code,
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// There is no keyring: offer to keep the token until Galley quits.
    VaultMissing,
    /// The keyring is locked: offer to try again.
    VaultLocked,
    /// The text is no token, or LinkedIn refused it: go back to the field.
    TokenRefused,
    Offline,
    NotFound,
    /// It is being done already.
    Busy,
    /// Nobody knows whether it was done.
    Unclear,
    /// It is no longer what was looked at: show it anew.
    Changed,
    Other,
}

impl Problem {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Problem {
        Problem { code, message: sentence(&message.into()) }
    }

    pub fn other(error: impl std::fmt::Display) -> Problem {
        Problem::new(Code::Other, error.to_string())
    }
}

/// What was asked for, or a problem if that panics: the page would wait for an answer for ever.
pub async fn settled<T>(asked: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    AssertUnwindSafe(asked).catch_unwind().await.unwrap_or_else(|_| {
        Err(Problem::other(
            "Galley made a mistake of its own, and could not finish this. Try it again; if it happens again, start \
             Galley anew",
        ))
    })
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl From<LibraryError> for Problem {
    fn from(error: LibraryError) -> Self {
        let code = match error {
            LibraryError::NotFound { .. } => Code::NotFound,
            LibraryError::Held => Code::Busy,
            _ => Code::Other,
        };
        Problem::new(code, error.to_string())
    }
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        let code = match error {
            VaultError::Missing { .. } => Code::VaultMissing,
            VaultError::Locked { .. } => Code::VaultLocked,
            VaultError::NotFound => Code::NotFound,
            VaultError::Refused { .. } => Code::Other,
        };
        Problem::new(code, error.to_string())
    }
}

impl From<TokenError> for Problem {
    fn from(error: TokenError) -> Self {
        Problem::new(Code::TokenRefused, error.to_string())
    }
}

impl From<IdentifyError> for Problem {
    fn from(error: IdentifyError) -> Self {
        let code = match error {
            IdentifyError::Offline { .. } => Code::Offline,
            IdentifyError::TokenRefused(_) | IdentifyError::Nameless => Code::TokenRefused,
            _ => Code::Other,
        };
        Problem::new(code, error.to_string())
    }
}

impl From<FindPageError> for Problem {
    fn from(error: FindPageError) -> Self {
        let code = match error {
            FindPageError::Unknown { .. } => Code::NotFound,
            FindPageError::Asking(IdentifyError::Offline { .. }) => Code::Offline,
            FindPageError::Asking(_) | FindPageError::NotAllowed { .. } | FindPageError::TokenRefused => {
                Code::Other
            }
        };
        Problem::new(code, error.to_string())
    }
}

impl From<PageHandleError> for Problem {
    fn from(error: PageHandleError) -> Self {
        Problem::other(error)
    }
}

impl From<ContactError> for Problem {
    fn from(error: ContactError) -> Self {
        Problem::other(error)
    }
}

impl From<UrnError> for Problem {
    fn from(error: UrnError) -> Self {
        Problem::other(error)
    }
}

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Library(error) => error.into(),
            PublishError::UnderWay => Problem::new(Code::Busy, error.to_string()),
            PublishError::NotThere => Problem::new(Code::NotFound, error.to_string()),
            PublishError::Unsettled(_) => Problem::new(Code::Other, error.to_string()),
        }
    }
}

impl From<PressError> for Problem {
    fn from(error: PressError) -> Self {
        Problem::other(error)
    }
}

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        Problem::other(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_problem_that_says_what_to_do() {
        assert_eq!(settled(async { Ok(7) }).await, Ok(7));
        let problem = settled(async { panic!("over a file") }).await.map(|()| 0).unwrap_err();
        assert_eq!(problem.code, Code::Other);
        assert!(problem.message.contains("Try it again"), "{problem}");
    }
}
