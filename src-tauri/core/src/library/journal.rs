//! What was about to be done and what was done, step by step, before anyone is told.

use jiff::Timestamp;
use rusqlite::{Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Library, LibraryError, Result, RunId, columns};

/// One line of a run's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<T> {
    /// 1, 2, 3… within its run.
    pub seq: u32,
    pub at: Timestamp,
    pub entry: T,
}

impl Library {
    /// Adds an entry and returns once it is on the disk. Entries are never changed or removed.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] for a run that was never begun. After any error, act as if the entry had not
    /// been written: do not take the step it announces.
    pub fn journal_append<T: Serialize>(&self, run: RunId, entry: &T, now: Timestamp) -> Result<u32> {
        self.durably(|journal| append(journal, run, entry, now))
    }

    /// A run's journal from its beginning.
    ///
    /// # Errors
    /// [`LibraryError::UnknownShape`] when any entry cannot be read as `T`: a journal with a gap must not be
    /// acted on.
    pub fn journal<T: DeserializeOwned>(&self, run: RunId) -> Result<Vec<Entry<T>>> {
        let connection = self.quick();
        let mut entries =
            connection.prepare_cached("SELECT seq, at, entry FROM journal WHERE run = ? ORDER BY seq")?;
        let mut journal = Vec::new();
        let rows = entries.query_map([run.to_string()], |row| {
            Ok((row.get("seq")?, columns::moment(row, "at")?, row.get::<_, String>("entry")?))
        })?;
        for row in rows {
            let (seq, at, entry) = row?;
            let entry = serde_json::from_str(&entry)
                .map_err(|_| LibraryError::unknown_shape("journal entry", format!("{seq} of {run}")))?;
            journal.push(Entry { seq, at, entry });
        }
        Ok(journal)
    }
}

pub(super) fn append<T: Serialize>(
    journal: &Transaction<'_>,
    run: RunId,
    entry: &T,
    now: Timestamp,
) -> Result<u32> {
    let entry = serde_json::to_string(entry).map_err(LibraryError::Unwritable)?;
    let id = run.to_string();
    let seq: u32 = journal
        .prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE run = ?")?
        .query_row([&id], |row| row.get(0))?;
    let added = journal
        .prepare_cached(
            "INSERT INTO journal (run, seq, at, entry) SELECT id, ?2, ?3, ?4 FROM runs WHERE id = ?1",
        )?
        .execute(params![id, seq, now.as_millisecond(), entry])?;
    if added == 0 { Err(LibraryError::not_found("run", run)) } else { Ok(seq) }
}
