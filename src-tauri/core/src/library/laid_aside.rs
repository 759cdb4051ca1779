//! What was taken out of drafts and may come back.

use rusqlite::Connection;

use super::{Library, Result, records};
use crate::post::{DraftId, LaidAside};

/// Records of this kind are [`LaidAside`]s, under their drafts.
pub(super) const KIND: &str = "laid_aside";

/// Keeps what was taken out of a draft, over what was kept of it before, until the draft is purged.
pub(super) fn write(records: &Connection, draft: DraftId, aside: &LaidAside) -> Result<()> {
    records::write(records, KIND, &draft.to_string(), &records::json(aside)?)
}

impl Library {
    /// What was taken out of a draft. It is no part of the draft, so that one opens also where this cannot be read.
    pub fn laid_aside(&self, draft: DraftId) -> LaidAside {
        let kept = self.get(KIND, &draft.to_string());
        kept.unwrap_or_else(|error| {
            tracing::warn!(%draft, %error, "what was laid aside cannot be read");
            None
        })
        .unwrap_or_default()
    }
}
