//! What a run works with: where to send, as whom, how patiently.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use thiserror::Error;
use tokio_util::sync::CancellationToken;

use super::{Clock, Progress, spent::Spent};
use crate::{
    accounts::{Token, VersionInUse, http_client},
    library::Library,
    post::AccountId,
    providers::linkedin::Endpoint,
};

/// Everything needed to carry out plans of one account.
pub struct Press {
    pub(super) client: reqwest::Client,
    pub(super) endpoint: Endpoint,
    pub(super) token: Token,
    pub(super) library: Library,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) patience: Patience,
    pub(super) progress: Arc<dyn Fn(Progress) + Send + Sync>,
    pub(super) cancel: CancellationToken,
    pub(super) requests: AtomicU32,
    pub(super) bytes: AtomicU64,
    pub(super) token_refused: AtomicBool,
    pub(super) versions: VersionInUse,
    pub(super) account: Option<AccountId>,
    /// Requests to the API that the library does not know of yet.
    pub(super) uncounted: AtomicU32,
    pub(super) spent: Spent,
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// An exchange in which nothing moves for this long is given up.
    pub stall: Duration,
    /// The first gap between two questions whether a file is ready; each further one is half as long again.
    pub first_gap: Duration,
    /// The longest such gap.
    pub longest_gap: Duration,
    /// All of these gaps together. Long videos take minutes; who waits may cancel.
    pub processing: Duration,
    /// How long to let LinkedIn work on the files when the token may not ask. Production clients wait seconds.
    pub grace: Duration,
    /// Files uploaded side by side.
    pub parallel: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            stall: Duration::from_secs(60),
            first_gap: Duration::from_millis(250),
            longest_gap: Duration::from_secs(60),
            processing: Duration::from_secs(30 * 60),
            grace: Duration::from_secs(4),
            parallel: 8,
        }
    }
}

/// Why there is no HTTP client.
#[derive(Debug, Error)]
#[error("the network cannot be set up on this computer: {0}")]
pub struct PressError(#[source] reqwest::Error);

/// The client that a press sends through; see [`Patience::stall`] for how long an exchange may take.
pub fn client(endpoint: &Endpoint) -> Result<reqwest::Client, PressError> {
    http_client(endpoint.is_loopback()).build().map_err(PressError)
}

impl Press {
    pub fn new(
        client: reqwest::Client,
        endpoint: Endpoint,
        token: Token,
        library: Library,
        clock: Arc<dyn Clock>,
    ) -> Press {
        Press {
            client,
            versions: VersionInUse::changeable(endpoint.version().clone()),
            endpoint,
            token,
            library,
            clock,
            patience: Patience::default(),
            progress: Arc::new(|_| {}),
            cancel: CancellationToken::new(),
            requests: AtomicU32::new(0),
            bytes: AtomicU64::new(0),
            token_refused: AtomicBool::new(false),
            account: None,
            uncounted: AtomicU32::new(0),
            spent: Spent::default(),
        }
    }

    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Press {
        Press { patience, ..self }
    }

    /// Requests go out with this version, whichever they were planned with.
    #[must_use]
    pub fn asking_for(self, versions: VersionInUse) -> Press {
        Press { versions, ..self }
    }

    /// `progress` is called often and from several threads; it must not block.
    #[must_use]
    pub fn reporting(self, progress: impl Fn(Progress) + Send + Sync + 'static) -> Press {
        Press { progress: Arc::new(progress), ..self }
    }

    /// Cancelling stops a run before the post is created. Whether a post that is on its way was made is found out all
    /// the same; of what follows it, nothing more is begun.
    #[must_use]
    pub fn cancelled_by(self, cancel: CancellationToken) -> Press {
        Press { cancel, ..self }
    }

    /// Whether LinkedIn refused the token so far: every further request would be refused too.
    pub fn token_was_refused(&self) -> bool {
        self.token_refused.load(Relaxed)
    }

    pub(super) fn report(&self, progress: Progress) {
        (self.progress)(progress);
    }
}
