//! Counts the requests that LinkedIn counts against a member's day, and keeps what of it is spent.

use std::{collections::BTreeMap, sync::atomic::Ordering::Relaxed};

use jiff::Timestamp;

use super::{press::Press, send::Failure, spent::Spent};
use crate::{accounts::counted_day, library::Library, post::AccountId};

/// Requests that are not in the library yet, on their way there.
pub(super) struct Tally {
    account: Option<AccountId>,
    sent: u32,
    spent: Vec<(String, String)>,
    now: Timestamp,
}

impl Tally {
    /// Writes the count down. That it cannot be is no reason to stop anything: the count only advises.
    pub fn keep(self, library: &Library) {
        let Tally { account: Some(account), sent, spent, now } = self else { return };
        let day = counted_day(now);
        let counted = if sent > 0 { library.count_requests(account, day, sent) } else { Ok(()) };
        let noted = spent.iter().try_for_each(|(what, why)| library.note_spent(account, day, what, why));
        if let Err(error) = counted.and(noted) {
            tracing::warn!(%account, %error, "the requests of the day are not counted");
        }
    }
}

impl Press {
    /// Counts what is sent to the API for this account, and does not ask again for what was refused for the rest of the
    /// day. Files do not count: they go to upload hosts. Reads the library.
    #[must_use]
    pub fn counting_for(self, account: AccountId) -> Press {
        let day = counted_day(self.clock.now());
        let spent = self.library.spent_on(account, day).unwrap_or_else(|error| {
            tracing::warn!(%account, %error, "what is spent of the day is not known");
            BTreeMap::new()
        });
        Press { account: Some(account), spent: Spent::of(day, spent), ..self }
    }

    /// A request to the API went out, whatever came of it.
    pub(super) fn count<T>(&self, answer: &Result<T, Failure>) {
        if !matches!(answer, Err(Failure::NotSent(_))) {
            self.uncounted.fetch_add(1, Relaxed);
        }
    }

    /// What was sent since the last time. It is written together with lines of the journal, not by itself.
    pub(super) fn tally(&self) -> Tally {
        let now = self.clock.now();
        let spent = self.spent.unkept(counted_day(now));
        Tally { account: self.account, sent: self.uncounted.swap(0, Relaxed), spent, now }
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
