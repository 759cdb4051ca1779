//! What was written as another text for a post and not sent: kept at every change, as drafts are.

use std::sync::atomic::Ordering::Relaxed;

use super::super::{Desk, Problem};
use crate::{library::RunId, post::Commentary};

/// Records of this kind are [`Commentary`]s, under their runs.
const KIND: &str = "unsent";

impl Desk {
    /// Keeps another text for a post until it is sent; `None` for one that is no longer wanted.
    ///
    /// # Errors
    /// It is not kept, and has to be sent again.
    pub fn keep_change(&self, run: RunId, text: Option<&Commentary>) -> Result<(), Problem> {
        let id = run.to_string();
        let kept = match text {
            Some(text) => self.library.put(KIND, &id, text),
            None => self.library.remove(KIND, &id).map(drop),
        };
        self.unsaved_change.store(kept.is_err(), Relaxed);
        Ok(kept?)
    }

    pub(super) fn kept_change(&self, run: RunId) -> Option<Commentary> {
        self.library.get(KIND, &run.to_string()).unwrap_or_else(|error| {
            tracing::warn!(%run, %error, "another text for a post cannot be read");
            None
        })
    }

    /// It was sent, or there is no post any more that it could be for.
    pub(super) fn forget_change(&self, run: RunId) {
        if let Err(error) = self.library.remove(KIND, &run.to_string()) {
            tracing::warn!(%run, %error, "a text that was sent is not forgotten");
        }
    }
}
