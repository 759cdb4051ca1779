//! Why a run does not go on.

use jiff::Timestamp;

use super::{
    Outcome,
    retry::{Effect, Verdict, verdict},
    send::Failure,
};
use crate::{
    library::LibraryError,
    providers::linkedin::{RefusalKind, RefusedField},
};

/// An end before the post was made.
#[derive(Debug)]
pub(super) enum Halt {
    Stopped {
        step: String,
        why: String,
        safe_to_retry: bool,
        not_before: Option<Timestamp>,
        refused: Vec<RefusedField>,
    },
    Cancelled {
        step: String,
    },
    /// A call failed for good; the step it belongs to gives it a name.
    Refused(Failure),
    /// The journal could not be written: going on could make two posts.
    Journal(LibraryError),
}

impl Halt {
    pub fn stopped(step: &str, why: impl Into<String>, safe_to_retry: bool) -> Halt {
        let (step, why, refused) = (step.to_owned(), why.into(), Vec::new());
        Halt::Stopped { step, why, safe_to_retry, not_before: None, refused }
    }

    /// A call failed for good in this step.
    pub fn failed(step: &str, failure: &Failure, safe_to_retry: bool) -> Halt {
        let (step, why, refused) = (step.to_owned(), failure.sentence(), failure.fields());
        Halt::Stopped { step, why, safe_to_retry, not_before: failure.not_before(), refused }
    }

    pub fn cancelled(step: &str) -> Halt {
        Halt::Cancelled { step: step.to_owned() }
    }

    /// Whether another address to send a file to is what helps.
    pub fn is_of_an_expired_address(&self) -> bool {
        matches!(self, Halt::Refused(Failure::Refused { refusal, .. }) if refusal.kind == RefusalKind::UploadExpired)
    }

    /// The same halt, as one of the step named.
    pub fn at(self, step: &str) -> Halt {
        match self {
            Halt::Refused(failure) => {
                let safe = match verdict(Effect::Repeatable, u32::MAX, &failure) {
                    Verdict::Stop { safe_to_retry } => safe_to_retry,
                    Verdict::Again(_) | Verdict::WithOtherVersion | Verdict::Unknown => true,
                };
                Halt::failed(step, &failure, safe)
            }
            halt => halt,
        }
    }

    pub fn outcome(self) -> Outcome {
        match self {
            Halt::Stopped { step, why, safe_to_retry, not_before, refused } => {
                let not_before = not_before.map(Timestamp::as_millisecond);
                Outcome::Stopped { step, why, safe_to_retry, not_before, cancelled: false, refused }
            }
            Halt::Cancelled { step } => Outcome::Stopped {
                step,
                why: "You cancelled. Nothing was posted; uploads already done are kept for a while."
                    .to_owned(),
                safe_to_retry: true,
                not_before: None,
                cancelled: true,
                refused: Vec::new(),
            },
            refused @ Halt::Refused(_) => refused.at("Publish").outcome(),
            Halt::Journal(error) => Outcome::Stopped {
                step: "Write the journal".to_owned(),
                why: format!(
                    "Galley could not write down what it does ({error}), and will not post without. Free some disk space and publish again."
                ),
                safe_to_retry: true,
                not_before: None,
                cancelled: false,
                refused: Vec::new(),
            },
        }
    }
}
