//! Runs: one attempt each to publish a draft, from its beginning to what came of it.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    Library, LibraryError, PostRecord, Result, Written, columns,
    drafts::SHAPE,
    folded::{Words, excerpt, fold},
    journal, posts,
};
use crate::post::{AccountId, AttachmentKind, Author, Draft, DraftId, MediaId, Urn, id};

id!(
    /// Names one attempt to publish.
    RunId
);

/// What is known when a run begins.
#[derive(Debug, Clone)]
pub struct NewRun {
    pub draft: DraftId,
    /// Tells plans apart: equal for equal plans, however often they are made.
    pub fingerprint: String,
    /// What the draft says, of which a plan carries only a part.
    pub written: Written,
    /// The same, whole: so that another post can be made of it.
    pub said: Draft,
    pub account: AccountId,
    pub sandbox: bool,
    pub author: Author,
    /// Kept because pages get renamed and accounts removed.
    pub author_name: String,
    /// The visible text, for the list and for searching.
    pub text: String,
    pub attachment: AttachmentKind,
    pub images: u32,
    /// The file whose picture stands for the attachment.
    pub picture: Option<MediaId>,
    /// Only ever shown as an advertisement.
    pub sponsored: bool,
}

/// The answer to [`Library::begin_run`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// A new run.
    New(RunId),
    /// The same plan was begun before and never concluded: look at its journal.
    Open(RunId),
}

/// A run as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRecord {
    pub id: RunId,
    pub draft: DraftId,
    pub fingerprint: String,
    /// What the draft said when the run was last taken up; `None` for runs of before this was kept.
    pub written: Option<Written>,
    pub account: AccountId,
    pub sandbox: bool,
    pub author: Author,
    pub author_name: String,
    pub excerpt: String,
    pub attachment: AttachmentKind,
    pub images: u32,
    /// The file whose picture stands for the attachment.
    pub picture: Option<MediaId>,
    /// Only ever shown as an advertisement.
    pub sponsored: bool,
    /// When it was begun or last taken up again.
    pub started_at: Timestamp,
    /// `None` while it is open: under way, interrupted, or of an outcome that is not settled.
    pub ended_at: Option<Timestamp>,
    /// What became of its post since.
    pub post: PostRecord,
    outcome: Option<Value>,
}

impl RunRecord {
    /// What came of it, if anyone knows.
    ///
    /// # Errors
    /// [`LibraryError::UnknownShape`] when it cannot be read as `O`.
    pub fn outcome<O: DeserializeOwned>(&self) -> Result<Option<O>> {
        let read = |outcome| O::deserialize(outcome).map_err(|_| LibraryError::unknown_shape("run", self.id));
        self.outcome.as_ref().map(read).transpose()
    }
}

impl Library {
    /// Begins a run, on the disk before this returns, unless one with the same fingerprint is open. Of two
    /// processes that begin the same plan at once, one gets [`Begun::New`] and the other [`Begun::Open`]. A run that
    /// is taken up again counts as begun `now`: it is the latest of its draft.
    pub fn begin_run(&self, run: &NewRun, now: Timestamp) -> Result<Begun> {
        self.durably(|runs| {
            let open: Option<RunId> = runs
                .prepare_cached("SELECT id FROM runs WHERE fingerprint = ? AND ended_at IS NULL")?
                .query_row([&run.fingerprint], |row| columns::parsed(row, "id"))
                .optional()?;
            match open {
                Some(open) => {
                    runs.prepare_cached(
                        "UPDATE runs SET started_at = ?, written = ?, shape = ?, body = ? WHERE id = ?",
                    )?
                    .execute(params![
                        now.as_millisecond(),
                        run.written.0,
                        SHAPE,
                        body(run)?,
                        open.to_string()
                    ])?;
                    Ok(Begun::Open(open))
                }
                None => insert(runs, run, now).map(Begun::New),
            }
        })
    }

    /// Writes what is known of a run's outcome so far; the run stays open and still stands in the way of another
    /// one of the same plan.
    pub fn note_outcome<O: Serialize>(&self, run: RunId, outcome: &O) -> Result<()> {
        self.durably(|runs| write_outcome(runs, run, outcome, None))
    }

    /// Writes a run's final outcome and closes it. Allowed again, when a person finds out better.
    pub fn conclude_run<O: Serialize>(&self, run: RunId, outcome: &O, now: Timestamp) -> Result<()> {
        self.durably(|runs| write_outcome(runs, run, outcome, Some(now)))
    }

    /// Writes down what was found out about a run, in its journal and as its outcome: both or neither. `ended` closes
    /// the run.
    pub fn settle_run<T: Serialize, O: Serialize>(
        &self,
        run: RunId,
        entry: &T,
        outcome: &O,
        now: Timestamp,
        ended: bool,
    ) -> Result<()> {
        self.durably(|runs| {
            journal::append(runs, run, entry, now)?;
            write_outcome(runs, run, outcome, ended.then_some(now))
        })
    }

    /// # Errors
    /// [`LibraryError::NotFound`]
    pub fn run(&self, id: RunId) -> Result<RunRecord> {
        self.find_run("id = ?", &id.to_string())?.ok_or_else(|| LibraryError::not_found("run", id))
    }

    /// The open run of a plan.
    pub fn open_run_for(&self, fingerprint: &str) -> Result<Option<RunRecord>> {
        self.find_run("fingerprint = ? AND ended_at IS NULL", fingerprint)
    }

    /// The runs of a draft, whatever their plans, newest first.
    pub fn runs_of(&self, draft: DraftId) -> Result<Vec<RunRecord>> {
        self.select_runs("draft = ?", u32::MAX, &[&draft.to_string()])
    }

    /// The runs whose post has this name.
    pub fn runs_named(&self, urn: &Urn) -> Result<Vec<RunRecord>> {
        self.select_runs("json_valid(outcome) AND outcome ->> '$.urn' = ?", u32::MAX, &[&urn.as_str()])
    }

    /// Every run without a final outcome, newest first; to be looked at when Galley starts.
    pub fn open_runs(&self) -> Result<Vec<RunRecord>> {
        self.select_runs("ended_at IS NULL", u32::MAX, &[])
    }

    /// Runs with every word of `query` in their text or author's name, newest first; all runs for an empty query.
    pub fn runs(&self, query: &str, limit: u32) -> Result<Vec<RunRecord>> {
        let words = Words::of(query);
        self.select_runs(&format!("TRUE{}", words.condition()), limit, &words.parameters())
    }

    fn find_run(&self, condition: &str, value: &str) -> Result<Option<RunRecord>> {
        Ok(self.select_runs(condition, 1, &[&value])?.pop())
    }

    pub(super) fn select_runs(
        &self,
        condition: &str,
        limit: u32,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<RunRecord>> {
        self.quick()
            .prepare_cached(&format!(
                "SELECT * FROM runs LEFT JOIN posts ON posts.run = runs.id
                 WHERE {condition} ORDER BY started_at DESC, id DESC LIMIT {limit}"
            ))?
            .query_map(values, record)?
            .collect::<rusqlite::Result<_>>()
            .map_err(Into::into)
    }
}

fn write_outcome<O: Serialize>(
    runs: &Transaction<'_>,
    run: RunId,
    outcome: &O,
    ended_at: Option<Timestamp>,
) -> Result<()> {
    let outcome = serde_json::to_string(outcome).map_err(LibraryError::Unwritable)?;
    let ended_at = ended_at.map(Timestamp::as_millisecond);
    let changed = runs
        .prepare_cached("UPDATE runs SET outcome = ?, ended_at = coalesce(?, ended_at) WHERE id = ?")?
        .execute(params![outcome, ended_at, run.to_string()])?;
    if changed == 0 { Err(LibraryError::not_found("run", run)) } else { Ok(()) }
}

fn insert(runs: &Transaction<'_>, run: &NewRun, now: Timestamp) -> Result<RunId> {
    let id = RunId::new();
    runs.prepare_cached(
        "INSERT INTO runs (id, started_at, draft, fingerprint, account, sandbox, author, author_name,
           attachment, images, picture, excerpt, folded, written, sponsored, shape, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id.to_string(),
        now.as_millisecond(),
        run.draft.to_string(),
        run.fingerprint,
        run.account.to_string(),
        run.sandbox,
        run.author.to_string(),
        run.author_name,
        columns::attachment_word(run.attachment),
        run.images,
        columns::text(run.picture),
        excerpt(&run.text),
        searchable(&run.text, &run.author_name),
        run.written.0,
        run.sponsored,
        SHAPE,
        body(run)?,
    ])?;
    Ok(id)
}

fn body(run: &NewRun) -> Result<String> {
    serde_json::to_string(&run.said).map_err(LibraryError::Unwritable)
}

/// What a run is found by.
pub(super) fn searchable(text: &str, author_name: &str) -> String {
    fold(&format!("{text}\n{author_name}"))
}

fn record(row: &Row<'_>) -> rusqlite::Result<RunRecord> {
    let outcome: Option<String> = row.get("outcome")?;
    Ok(RunRecord {
        id: columns::parsed(row, "id")?,
        draft: columns::parsed(row, "draft")?,
        fingerprint: row.get("fingerprint")?,
        written: row.get::<_, Option<String>>("written")?.map(Written),
        account: columns::parsed(row, "account")?,
        sandbox: row.get("sandbox")?,
        author: columns::parsed(row, "author")?,
        author_name: row.get("author_name")?,
        excerpt: row.get("excerpt")?,
        attachment: columns::attachment(row)?,
        images: row.get("images")?,
        picture: columns::parsed_if_any(row, "picture")?,
        sponsored: row.get("sponsored")?,
        started_at: columns::moment(row, "started_at")?,
        ended_at: columns::moment_if_any(row, "ended_at")?,
        post: posts::record(row)?,
        outcome: outcome.map(|outcome| serde_json::from_str(&outcome).unwrap_or(Value::String(outcome))),
    })
}

#[cfg(test)]
pub(in crate::library) mod tests;
