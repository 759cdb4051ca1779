//! Drafts: saved at every change, found again, deleted in two steps.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};

use super::{
    Library, LibraryError, Result, columns,
    folded::{Words, excerpt, fold},
    laid_aside,
};
use crate::post::{AccountId, AttachmentKind, Author, Draft, DraftId, LaidAside, MediaId};

/// The version of [`Draft`]'s JSON. Raise it whenever a field is added or changes its meaning: a Galley that knows
/// less then keeps its hands off.
pub(super) const SHAPE: i64 = 3;

/// A draft as a list shows it; known even when the draft itself cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: DraftId,
    /// The first words on one line, or nothing.
    pub excerpt: String,
    pub attachment: AttachmentKind,
    pub images: u32,
    /// The file whose picture stands for the attachment.
    pub picture: Option<MediaId>,
    pub account: Option<AccountId>,
    pub author: Option<Author>,
    /// Only ever shown as an advertisement.
    pub sponsored: bool,
    pub edited_at: Timestamp,
}

/// Tells what a draft says from everything else that it might say: texts, titles, files, author, options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written(pub(super) String);

impl Written {
    /// # Errors
    /// [`LibraryError::Unwritable`]
    pub fn of(draft: &Draft) -> Result<Written> {
        let body = serde_json::to_vec(draft).map_err(LibraryError::Unwritable)?;
        Ok(Written(blake3::hash(&body).to_hex().to_string()))
    }
}

impl Library {
    /// Keeps a draft as it is now. One that did not change keeps its place in the list; one that was deleted
    /// takes the change but stays deleted; one that was put away is in the list again when it says something else.
    ///
    /// # Errors
    /// [`LibraryError::UnknownShape`] rather than write over what a newer Galley saved.
    pub fn save(&self, draft: &Draft, now: Timestamp) -> Result<()> {
        write(&self.quick(), draft, now)
    }

    /// The same, with what was taken out of the draft, or is in it again: both are kept, or neither.
    ///
    /// # Errors
    /// As [`Library::save`].
    pub fn save_with(&self, draft: &Draft, aside: &LaidAside, now: Timestamp) -> Result<()> {
        let connection = self.quick();
        let transaction = connection.unchecked_transaction()?;
        laid_aside::write(&transaction, draft.id, aside)?;
        write(&transaction, draft, now)?;
        Ok(transaction.commit()?)
    }

    /// A draft, deleted or not.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`]; [`LibraryError::UnknownShape`] when a newer Galley saved it.
    pub fn draft(&self, id: DraftId) -> Result<Draft> {
        self.quick()
            .prepare_cached("SELECT id, shape, body FROM drafts WHERE id = ?")?
            .query_row([id.to_string()], stored)
            .optional()?
            .ok_or_else(|| LibraryError::not_found("draft", id))?
            .read()
    }

    /// The draft that was edited last, passing over those that cannot be read here.
    pub fn latest_draft(&self) -> Result<Option<Draft>> {
        let connection = self.quick();
        let mut latest = connection.prepare_cached(
            "SELECT id, shape, body FROM drafts WHERE deleted_at IS NULL ORDER BY edited_at DESC, id DESC",
        )?;
        for found in latest.query_map([], stored)? {
            match found?.read() {
                Err(LibraryError::UnknownShape { .. }) => {}
                draft => return draft.map(Some),
            }
        }
        Ok(None)
    }

    /// Drafts with every word of `query` in their text, alt texts or titles, latest edit first; all drafts for an
    /// empty query. Words are found inside longer ones; case and accents do not matter.
    // A scan: 10,000 drafts of 1,500 characters take about 35 ms unoptimised. A trigram index would be
    // faster, but finds no word of two characters (most Chinese and Japanese ones) and triples the file.
    pub fn drafts(&self, query: &str, limit: u32) -> Result<Vec<DraftRow>> {
        let words = Words::of(query);
        let connection = self.quick();
        connection
            .prepare_cached(&format!(
                "SELECT id, excerpt, attachment, images, picture, account, author, edited_at,
                   json_valid(body) AND body ->> '$.sponsored' IS NOT NULL AS sponsored
                 FROM drafts WHERE deleted_at IS NULL{} ORDER BY edited_at DESC, id DESC LIMIT {limit}",
                words.condition()
            ))?
            .query_map(&*words.parameters(), row)?
            .collect::<rusqlite::Result<_>>()
            .map_err(Into::into)
    }

    /// Takes a draft out of the lists. [`Library::restore_draft`] brings it back until it is purged.
    pub fn delete_draft(&self, id: DraftId, now: Timestamp) -> Result<()> {
        self.mark_deleted(id, Some(now))
    }

    /// Takes a draft out of the lists if it still says what was `written`; whether it did. It may be opened again, and
    /// what is written into it then is a draft like any other.
    ///
    /// # Errors
    /// As [`Library::draft`].
    pub fn put_away(&self, id: DraftId, written: &Written, now: Timestamp) -> Result<bool> {
        let draft = self.draft(id)?;
        if Written::of(&draft)? != *written {
            return Ok(false);
        }
        let body = serde_json::to_string(&draft).map_err(LibraryError::Unwritable)?;
        Ok(self
            .quick()
            .prepare_cached("UPDATE drafts SET deleted_at = ?, put_away = 1 WHERE id = ? AND body = ?")?
            .execute(params![now.as_millisecond(), id.to_string(), body])?
            > 0)
    }

    pub fn restore_draft(&self, id: DraftId) -> Result<()> {
        self.mark_deleted(id, None)
    }

    /// Forgets for good what was deleted before `moment`, with what was laid aside there. Returns how many drafts that
    /// were.
    pub fn purge_drafts(&self, moment: Timestamp) -> Result<usize> {
        let moment = moment.as_millisecond();
        let connection = self.quick();
        let transaction = connection.unchecked_transaction()?;
        transaction.execute(
            "DELETE FROM records WHERE kind = ? AND id IN (SELECT id FROM drafts WHERE deleted_at < ?)",
            params![laid_aside::KIND, moment],
        )?;
        let purged = transaction.execute("DELETE FROM drafts WHERE deleted_at < ?", [moment])?;
        transaction.commit()?;
        Ok(purged)
    }

    fn mark_deleted(&self, id: DraftId, at: Option<Timestamp>) -> Result<()> {
        let at = at.map(Timestamp::as_millisecond);
        match self
            .quick()
            .prepare_cached("UPDATE drafts SET deleted_at = ?, put_away = 0 WHERE id = ?")?
            .execute(params![at, id.to_string()])?
        {
            0 => Err(LibraryError::not_found("draft", id)),
            _ => Ok(()),
        }
    }
}

fn write(connection: &Connection, draft: &Draft, now: Timestamp) -> Result<()> {
    let body = serde_json::to_string(draft).map_err(LibraryError::Unwritable)?;
    let changed = connection
        .prepare_cached(
            "INSERT INTO drafts (id, edited_at, shape, account, author, attachment, images, picture, excerpt, folded,
               body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET
               edited_at = excluded.edited_at, shape = excluded.shape, account = excluded.account,
               author = excluded.author, attachment = excluded.attachment, images = excluded.images,
               picture = excluded.picture, excerpt = excluded.excerpt, folded = excluded.folded,
               body = excluded.body, deleted_at = CASE WHEN put_away THEN NULL ELSE deleted_at END, put_away = 0
             WHERE shape <= excluded.shape AND body IS NOT excluded.body",
        )?
        .execute(params![
            draft.id.to_string(),
            now.as_millisecond(),
            SHAPE,
            columns::text(draft.account),
            columns::text(draft.author.as_ref()),
            columns::attachment_word(draft.attachment.kind()),
            draft.attachment.row_len() as i64,
            columns::text(draft.attachment.picture()),
            excerpt(&draft.gist()),
            fold(&searchable(draft)),
            body,
        ])?;
    if changed == 0 {
        let shape: i64 = connection
            .prepare_cached("SELECT shape FROM drafts WHERE id = ?")?
            .query_row([draft.id.to_string()], |row| row.get(0))?;
        if shape > SHAPE {
            return Err(LibraryError::unknown_shape("draft", draft.id));
        }
    }
    Ok(())
}

pub(super) struct Stored {
    pub id: String,
    pub shape: i64,
    pub body: String,
}

impl Stored {
    pub fn read(self) -> Result<Draft> {
        match upgraded(&self.body) {
            Some(draft) if self.shape <= SHAPE => Ok(draft),
            _ => Err(LibraryError::unknown_shape("draft", self.id)),
        }
    }
}

/// A draft of an earlier shape says nothing of what came since: there it is like a new one.
fn upgraded(body: &str) -> Option<Draft> {
    let mut whole = serde_json::to_value(Draft::new(None, None)).ok()?;
    let kept: Map<String, Value> = serde_json::from_str(body).ok()?;
    whole.as_object_mut()?.extend(kept);
    serde_json::from_value(whole).ok()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { id: row.get("id")?, shape: row.get("shape")?, body: row.get("body")? })
}

fn row(row: &Row<'_>) -> rusqlite::Result<DraftRow> {
    Ok(DraftRow {
        id: columns::parsed(row, "id")?,
        excerpt: row.get("excerpt")?,
        attachment: columns::attachment(row)?,
        images: row.get("images")?,
        picture: columns::parsed_if_any(row, "picture")?,
        // A newer Galley may write these in ways that this one does not know; the draft is listed all the same.
        account: columns::parsed_if_any(row, "account").unwrap_or_default(),
        author: columns::parsed_if_any(row, "author").unwrap_or_default(),
        sponsored: row.get("sponsored")?,
        edited_at: columns::moment(row, "edited_at")?,
    })
}

fn searchable(draft: &Draft) -> String {
    let mut text = draft.commentary.visible();
    for said in draft.attachment.words().into_iter().chain([draft.first_comment.as_str()]) {
        text.push('\n');
        text.push_str(said);
    }
    text
}

#[cfg(test)]
mod tests;
