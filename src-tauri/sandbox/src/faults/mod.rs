//! Faults set on purpose: which requests go wrong, how, and how often. It must not carry them out; it says what is to
//! happen, and the server and the resources do it.

mod desk;
mod route;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

pub(crate) use desk::FaultDesk;
pub use route::Route;

/// One fault, as in the list that `POST /__faults` takes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The HTTP method it is for; none for any.
    #[serde(default)]
    pub method: Option<String>,
    /// The route it is for.
    pub route: Route,
    /// How many matching requests pass unharmed first.
    #[serde(default)]
    pub skip: u32,
    /// How many are hit after that; none for all.
    #[serde(default)]
    pub count: Option<u32>,
    /// What happens to them.
    pub effect: Effect,
}

/// What happens to a request that a fault hits.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// The request waits before it is read.
    Delay {
        /// Milliseconds.
        ms: u32,
    },
    /// The request, or the answer to it, waits until the faults are cleared or replaced.
    Hold {
        /// Before it is read, or after it did its work.
        #[serde(default)]
        when: When,
    },
    /// The body is read no faster than this.
    Bandwidth {
        /// At least 1.
        bytes_per_second: std::num::NonZeroU32,
    },
    /// An error with a body in LinkedIn's manner.
    Status {
        /// 400 to 599.
        status: ErrorStatus,
        /// The `Retry-After` header, when there is to be one.
        #[serde(default)]
        retry_after_seconds: Option<u32>,
        /// The body's message, when it is to be another than the usual.
        #[serde(default)]
        message: Option<String>,
        /// The body's `code`, when it is to be another than the usual.
        #[serde(default)]
        code: Option<String>,
        /// Before or after the request did its work.
        #[serde(default)]
        when: When,
    },
    /// An error with an HTML page.
    Html {
        /// 400 to 599.
        status: ErrorStatus,
        /// Before or after the request did its work.
        #[serde(default)]
        when: When,
    },
    /// The connection ends without an answer.
    Drop {
        /// Before or after the request did its work.
        #[serde(default)]
        when: When,
        /// Amid the body, once so many bytes of it have come; then always before the work.
        #[serde(default)]
        after_bytes: Option<u64>,
    },
    /// An upload stays `PROCESSING` longer.
    SlowProcessing {
        /// Milliseconds from the upload to `AVAILABLE`.
        ms: u32,
    },
    /// An upload cannot be processed.
    ProcessingFailed {},
    /// The upload URL has expired.
    ExpiredUploadUrl {},
    /// A post is taken, and fails later.
    PublishFailed {
        /// Milliseconds from its creation until it does; it is being processed meanwhile.
        #[serde(default)]
        ms: u32,
    },
    /// How `x-restli-id` of a created post is written.
    RestliId {
        /// The spelling.
        form: RestliIdForm,
    },
}

/// Whether a request does its work although the client gets no proper answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Nothing was done.
    #[default]
    Before,
    /// All was done.
    After,
}

/// Spellings of `x-restli-id` seen from LinkedIn, but for the plain one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestliIdForm {
    /// Percent-encoded.
    Encoded,
    /// The number alone.
    Bare,
    /// No header at all.
    Missing,
}

/// An HTTP status that says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct ErrorStatus(u16);

impl TryFrom<u16> for ErrorStatus {
    type Error = String;

    fn try_from(status: u16) -> Result<Self, String> {
        if (400..=599).contains(&status) {
            Ok(Self(status))
        } else {
            Err(format!("status {status} is not an error from 400 to 599"))
        }
    }
}

impl From<ErrorStatus> for u16 {
    fn from(status: ErrorStatus) -> Self {
        status.0
    }
}

/// Everything that is to happen to one request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Orders {
    pub(crate) delay: Duration,
    pub(crate) hold: Option<(When, Hold)>,
    pub(crate) bytes_per_second: Option<u32>,
    pub(crate) hang_up_after_bytes: Option<u64>,
    pub(crate) ending: Option<(When, Ending)>,
    pub(crate) processing: Option<Duration>,
    pub(crate) processing_fails: bool,
    pub(crate) upload_url_expired: bool,
    pub(crate) publishing_fails: Option<Duration>,
    pub(crate) restli_id: Option<RestliIdForm>,
}

/// Ends when the faults that were in force are no longer.
pub(crate) type Hold = CancellationToken;

/// What comes instead of the true answer.
#[derive(Debug, Clone)]
pub(crate) enum Ending {
    Error { status: u16, retry_after_seconds: Option<u32>, message: Option<String>, code: Option<String> },
    Html { status: u16 },
    HangUp,
}

impl Orders {
    /// Adds one effect. Delays add up; of two endings or holds the first set stands. `in_force` ends a hold.
    fn take(&mut self, effect: &Effect, in_force: &Hold) {
        match effect {
            Effect::Delay { ms } => self.delay += millis(*ms),
            Effect::Hold { when } => {
                self.hold.get_or_insert_with(|| (*when, in_force.clone()));
            }
            Effect::Bandwidth { bytes_per_second } => self.bytes_per_second = Some(bytes_per_second.get()),
            Effect::Status { status, retry_after_seconds, message, code, when } => {
                let ending = Ending::Error {
                    status: status.0,
                    retry_after_seconds: *retry_after_seconds,
                    message: message.clone(),
                    code: code.clone(),
                };
                self.end(*when, ending);
            }
            Effect::Html { status, when } => self.end(*when, Ending::Html { status: status.0 }),
            Effect::Drop { after_bytes: Some(bytes), .. } => self.hang_up_after_bytes = Some(*bytes),
            Effect::Drop { when, after_bytes: None } => self.end(*when, Ending::HangUp),
            Effect::SlowProcessing { ms } => self.processing = Some(millis(*ms)),
            Effect::ProcessingFailed {} => self.processing_fails = true,
            Effect::ExpiredUploadUrl {} => self.upload_url_expired = true,
            Effect::PublishFailed { ms } => self.publishing_fails = Some(millis(*ms)),
            Effect::RestliId { form } => self.restli_id = Some(*form),
        }
    }

    fn end(&mut self, when: When, ending: Ending) {
        self.ending.get_or_insert((when, ending));
    }
}

fn millis(ms: u32) -> Duration {
    Duration::from_millis(u64::from(ms))
}
