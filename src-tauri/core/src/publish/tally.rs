//! Counts the requests that LinkedIn counts against a member's day.

use std::sync::atomic::Ordering::Relaxed;

use jiff::Timestamp;

use super::{press::Press, send::Failure};
use crate::{accounts::counted_day, library::Library, post::AccountId};

/// Requests that are not in the library yet, on their way there.
pub(super) struct Tally {
    account: Option<AccountId>,
    sent: u32,
    now: Timestamp,
}

impl Tally {
    /// Writes the count down. That it cannot be is no reason to stop anything: the count only advises.
    pub fn keep(self, library: &Library) {
        let Tally { account: Some(account), sent: sent @ 1.., now } = self else { return };
        if let Err(error) = library.count_requests(account, counted_day(now), sent) {
            tracing::warn!(%account, %error, "the requests of the day are not counted");
        }
    }
}

impl Press {
    /// Counts what is sent to the API for this account. Files do not count: they go to upload hosts.
    #[must_use]
    pub fn counting_for(self, account: AccountId) -> Press {
        Press { account: Some(account), ..self }
    }

    /// A request to the API went out, whatever came of it.
    pub(super) fn count<T>(&self, answer: &Result<T, Failure>) {
        if !matches!(answer, Err(Failure::NotSent(_))) {
            self.uncounted.fetch_add(1, Relaxed);
        }
    }

    /// What was sent since the last time. It is written together with lines of the journal, not by itself.
    pub(super) fn tally(&self) -> Tally {
        Tally { account: self.account, sent: self.uncounted.swap(0, Relaxed), now: self.clock.now() }
    }

    /// Writes down what is left to count; to be called when a press is done.
    pub async fn count_the_rest(&self) {
        let tally = self.tally();
        // Only the count is at stake, and it says itself what goes wrong.
        let _ = self
            .blocking(move |library| {
                tally.keep(library);
                Ok(())
            })
            .await;
    }
}
