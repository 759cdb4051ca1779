//! The list of drafts.

use std::collections::HashMap;

use jiff::SignedDuration;

use super::{Desk, DraftRow, Problem, ROWS};
use crate::post::{Author, DraftId};

/// How long a deleted draft can be brought back.
const KEEP_DELETED: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Desk {
    /// Drafts with every word of `search` in them, latest edit first.
    pub fn drafts(&self, search: &str) -> Result<Vec<DraftRow>, Problem> {
        let names: HashMap<Author, String> = self
            .kept_accounts()?
            .iter()
            .flat_map(|account| account.authors())
            .map(|author| (author.author, author.name))
            .collect();
        let rows = self.library.drafts(search, ROWS)?.into_iter().map(|row| DraftRow {
            id: row.id,
            attachment: row.attachment,
            images: row.images,
            file: if row.excerpt.is_empty() { self.file_of_draft(row.id) } else { None },
            excerpt: row.excerpt,
            picture: row.picture,
            sponsored: row.sponsored,
            author_name: row.author.and_then(|author| names.get(&author).cloned()),
            edited_at: row.edited_at.as_millisecond(),
        });
        Ok(rows.collect())
    }

    /// What the file that a draft is about is called.
    fn file_of_draft(&self, id: DraftId) -> Option<String> {
        let draft = self.library.draft(id).ok()?;
        let first = *draft.attachment.files().first()?;
        Some(self.library.media(first).ok()?.name())
    }

    /// Takes a draft out of the list; it can be brought back for 30 days.
    pub fn delete_draft(&self, id: DraftId) -> Result<(), Problem> {
        let now = self.clock.now();
        self.library.delete_draft(id, now)?;
        self.library.purge_drafts(now - KEEP_DELETED)?;
        Ok(())
    }

    pub fn restore_draft(&self, id: DraftId) -> Result<(), Problem> {
        Ok(self.library.restore_draft(id)?)
    }
}
