//! The history: every attempt to publish, and what came of it.

use std::collections::HashSet;

use super::{Desk, Problem, ROWS, Run, problem::Code};
use crate::{
    library::{LibraryError, RunId, RunRecord},
    post::DraftId,
    providers::linkedin::{self, Endpoint},
    publish::{self, Entry, Outcome},
};

impl Desk {
    /// Runs with every word of `search` in them, newest first. Without a search those of unknown outcome are all among
    /// them, however old: they wait for somebody to look.
    pub fn runs(&self, search: &str) -> Result<Vec<Run>, Problem> {
        self.forget_old_figures();
        self.looking.notify_one();
        let mut runs = self.library.runs(search, ROWS)?;
        if search.trim().is_empty() {
            let listed: HashSet<RunId> = runs.iter().map(|run| run.id).collect();
            let older = self.library.open_runs()?.into_iter().filter(|run| !listed.contains(&run.id));
            runs.extend(older.filter(|run| publish::is_unsettled(run).unwrap_or(false)));
        }
        Ok(runs.into_iter().map(|run| self.run_view(run)).collect())
    }

    /// Where a published post can be seen. The sandbox's address is that of this start.
    pub fn address_of(&self, run: RunId) -> Result<String, Problem> {
        let record = self.library.run(run)?;
        let urn = match record.outcome()? {
            Some(Outcome::Published { .. }) if record.sponsored => {
                let why = "an advertisement has no place in the feed; find it in Campaign Manager, under its ad account";
                return Err(Problem::new(Code::NotFound, why));
            }
            Some(Outcome::Published { urn: Some(urn), .. }) => urn,
            Some(Outcome::Published { urn: None, .. }) => {
                let why =
                    "LinkedIn did not name this post, so there is no link; look among your posts on LinkedIn";
                return Err(Problem::new(Code::NotFound, why));
            }
            _ => {
                return Err(Problem::new(
                    Code::NotFound,
                    "this was not published, so there is nothing to open",
                ));
            }
        };
        Ok(linkedin::post_url(&self.endpoint_of(&record)?, &urn))
    }

    /// Where to see whether the post of a run is there, at the sandbox: its feed, at the address of this start.
    pub fn feed_of(&self, run: RunId) -> Result<String, Problem> {
        linkedin::feed_url(&self.endpoint_of(&self.library.run(run)?)?).ok_or_else(|| {
            let why = "Galley knows no address of your posts; open LinkedIn and go to your activity there";
            Problem::new(Code::NotFound, why)
        })
    }

    fn endpoint_of(&self, run: &RunRecord) -> Result<Endpoint, Problem> {
        let account = self.account(run.account)?;
        let gone = || Problem::new(Code::NotFound, "the account of this post was removed");
        Ok(self.endpoint(&account.ok_or_else(gone)?))
    }

    /// Writes down the truth about runs that ended with the process. To be called once at the start; runs that
    /// another process carries out at this moment, or that another version of Galley wrote, are left alone.
    pub fn account_for_interrupted_runs(&self) -> Result<(), Problem> {
        for run in self.library.open_runs()? {
            if let Err(problem) = self.account_for(&run) {
                tracing::warn!(run = %run.id, %problem, "an interrupted run is left as it is");
            }
        }
        Ok(())
    }

    /// The runs of a draft, newest first, and the truth about those that ended with their process.
    pub(super) fn runs_of(&self, draft: DraftId) -> Result<Vec<RunRecord>, Problem> {
        for run in self.library.runs_of(draft)? {
            self.account_for(&run)?;
        }
        Ok(self.library.runs_of(draft)?)
    }

    fn account_for(&self, run: &RunRecord) -> Result<(), Problem> {
        let hold = match self.library.hold(run.id) {
            Err(LibraryError::Held) => return Ok(()),
            hold => hold?,
        };
        let run = self.library.run(run.id)?;
        if run.ended_at.is_some() || run.outcome::<Outcome>()?.is_some() {
            return Ok(());
        }
        match self.as_journaled(&hold)? {
            Outcome::Published { .. } => {}
            outcome => self.library.note_outcome(run.id, &outcome)?,
        }
        Ok(())
    }

    pub(super) fn run_view(&self, run: RunRecord) -> Run {
        // One that another version of Galley wrote in another shape shows as under way, never as published.
        let outcome = run.outcome().ok().flatten().map(|outcome| as_shown(outcome, run.sponsored));
        let post = self.post_view(&run);
        let can_look_up = matches!(outcome, Some(Outcome::Unknown { .. })) && self.may_look_up(&run);
        let file = if run.excerpt.is_empty() { self.file_of_run(&run) } else { None };
        let over = self.is_over(&run);
        Run {
            id: run.id,
            draft: run.draft,
            outcome,
            can_look_up,
            started_at: run.started_at.as_millisecond(),
            author_name: run.author_name,
            excerpt: run.excerpt,
            attachment: run.attachment,
            images: run.images,
            file,
            picture: run.picture,
            sandbox: run.sandbox,
            over,
            sponsored: run.sponsored,
            post,
        }
    }

    /// The sandbox begins anew with each start.
    pub(super) fn is_over(&self, run: &RunRecord) -> bool {
        run.sandbox && run.started_at < self.begun
    }

    /// What the file that it is about was called when it was planned.
    fn file_of_run(&self, run: &RunRecord) -> Option<String> {
        let journal = self.library.journal::<Entry>(run.id).ok()?;
        journal.into_iter().find_map(|line| match line.entry {
            Entry::Planned { plan } => plan.files().next().map(|file| file.name.clone()),
            _ => None,
        })
    }

    fn may_look_up(&self, run: &RunRecord) -> bool {
        let account = self.account(run.account).ok().flatten();
        account.is_some_and(|account| account.may_read(&run.author) != Some(false))
    }
}

/// An outcome as people see it: an advertisement has no address that readers could go to.
pub(super) fn as_shown(outcome: Outcome, sponsored: bool) -> Outcome {
    match outcome {
        Outcome::Published { urn, requests, bytes, ms, after, .. } if sponsored => {
            Outcome::Published { urn, url: None, requests, bytes, ms, after }
        }
        other => other,
    }
}
