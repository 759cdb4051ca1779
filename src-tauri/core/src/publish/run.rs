//! A run from beginning to outcome.

use std::time::Duration;

use jiff::Timestamp;
use thiserror::Error;

use super::{
    Entry, Outcome, Progress,
    create::Created,
    halt::Halt,
    journal::{PostStanding, Standing},
    lookup::{Lookup, uploads},
    press::Press,
};
use crate::{
    library::{Begun, Library, LibraryError, NewRun, RunHold, RunId, RunRecord},
    media::ContentId,
    post::DraftId,
    providers::Plan,
};

/// After an unclear answer LinkedIn's list is looked at at once, and again after each of these gaps.
const LOOKS: [Duration; 4] =
    [Duration::ZERO, Duration::from_secs(1), Duration::from_secs(4), Duration::from_secs(10)];

/// Why a run did not even begin. Nothing was sent.
#[derive(Debug, Error)]
pub enum PublishError {
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error("this post is being published at this moment, by another window or by the command line")]
    UnderWay,
    #[error(
        "an earlier attempt to publish this post ended without a clear answer. Find out whether it is there before you publish again"
    )]
    Unsettled(RunId),
}

/// Equal for plans that would publish the same words and pictures of the same draft by the same author at the same
/// place, whatever the API version, and wherever the pictures lie.
pub fn fingerprint(plan: &Plan, draft: DraftId) -> String {
    let create = plan.creation().map(|create| (&create.url, &create.body));
    let pictures: Vec<&ContentId> = plan.files().map(|file| &file.content).collect();
    // Strings, numbers and lists of them, which always serialise.
    let whole = serde_json::to_vec(&(draft, &plan.author, create, pictures)).unwrap_or_default();
    blake3::hash(&whole).to_hex().to_string()
}

/// Whether nobody knows if this run made its post.
pub fn is_unsettled(run: &RunRecord) -> Result<bool, LibraryError> {
    Ok(run.ended_at.is_none() && matches!(run.outcome()?, Some(Outcome::Unknown { .. })))
}

impl Press {
    /// Publishes a plan, or goes on where an earlier run of the same plan left off.
    ///
    /// The outcome is in the library before this returns, as far as the disk takes it.
    ///
    /// # Errors
    /// [`PublishError`]: nothing was sent.
    pub async fn publish(&self, plan: &Plan, new: NewRun) -> Result<(RunId, Outcome), PublishError> {
        let now = self.clock.now();
        let draft = new.draft;
        for run in self.blocking(move |library| library.runs_of(draft)).await? {
            if is_unsettled(&run)? {
                return Err(PublishError::Unsettled(run.id));
            }
        }
        let (Begun::New(run) | Begun::Open(run)) =
            self.blocking(move |library| library.begin_run(&new, now)).await?;
        let hold = self.hold(run).await?;
        // Whoever held it before may have come to an end meanwhile.
        let record = self.blocking(move |library| library.run(run)).await?;
        if let (Some(_), Some(outcome)) = (record.ended_at, record.outcome()?) {
            return Ok((run, outcome));
        }
        let outcome = self.resume(plan, run, now).await?;
        let (kept, ended) = (outcome.clone(), self.clock.now());
        // The journal has the truth already; a note that cannot be written must not turn it into an error.
        if let Err(error) = self.blocking(move |library| keep(library, run, &kept, ended)).await {
            tracing::error!(%run, %error, "the outcome of a run could not be written down");
        }
        drop(hold);
        Ok((run, outcome))
    }

    /// Asks LinkedIn whether the post of an unsettled run exists, and writes down a yes.
    pub async fn reconcile(&self, run: RunId) -> Result<Lookup, PublishError> {
        let hold = self.hold(run).await?;
        let now = self.clock.now();
        let journal = self.blocking(move |library| library.journal::<Entry>(run)).await?;
        let uploaded = uploads(&journal);
        let standing = Standing::of(journal, now);
        let lookup = match (standing.post, &standing.plan) {
            (PostStanding::Made(Some(urn)), _) => Lookup::Found(urn),
            (PostStanding::Unclear { since }, Some(plan)) => self.look_for(plan, &uploaded, since).await,
            _ => Lookup::NotListed,
        };
        if let Lookup::Found(urn) = &lookup {
            let outcome = self.published(Some(urn.clone()), 0);
            let entry = Entry::Created { urn: Some(urn.clone()) };
            self.blocking(move |library| library.settle_run(run, &entry, &outcome, now, true)).await?;
        }
        drop(hold);
        Ok(lookup)
    }

    async fn hold(&self, run: RunId) -> Result<RunHold, PublishError> {
        match self.blocking(move |library| library.hold(run)).await {
            Err(LibraryError::Held) => Err(PublishError::UnderWay),
            held => Ok(held?),
        }
    }

    async fn resume(&self, plan: &Plan, run: RunId, started: Timestamp) -> Result<Outcome, PublishError> {
        let journal = self.blocking(move |library| library.journal::<Entry>(run)).await?;
        let standing = Standing::of(journal, started);
        if standing.plan.is_none() {
            let planned = Entry::Planned { plan: Box::new(plan.clone()) };
            self.blocking(move |library| library.journal_append(run, &planned, started)).await?;
        }
        let elapsed = || self.clock.now().duration_since(started).as_millis().max(0) as u64;
        Ok(match standing.post {
            PostStanding::Made(urn) => self.published(urn, elapsed()),
            PostStanding::Unclear { since } => {
                self.in_doubt(plan, run, since, "Galley was interrupted.").await
            }
            PostStanding::NotMade => match self.carry_out(plan, run, standing.kept, standing.doubted).await {
                Ok(Created::Yes(urn)) => self.published(urn, elapsed()),
                Ok(Created::Unclear(why)) => self.in_doubt(plan, run, started, &why).await,
                Err(halt) => halt.outcome(),
            },
        })
    }

    /// The truth about a request without an answer: found at LinkedIn, or unknown.
    async fn in_doubt(&self, plan: &Plan, run: RunId, since: Timestamp, why: &str) -> Outcome {
        let journal = self.blocking(move |library| library.journal::<Entry>(run)).await;
        let uploaded = uploads(&journal.unwrap_or_else(|error| {
            tracing::warn!(%run, %error, "a post with images cannot be told from others");
            Vec::new()
        }));
        let mut last = Lookup::MayNotRead;
        for gap in LOOKS {
            let until = self.clock.now().as_millisecond() + gap.as_millis() as i64;
            let why = "The answer was unclear: looking for the post at LinkedIn".to_owned();
            self.report(Progress::Waiting { why, until, cancellable: false });
            self.clock.sleep(gap).await;
            last = self.look_for(plan, &uploaded, since).await;
            match &last {
                Lookup::Found(urn) => {
                    let urn = Some(urn.clone());
                    self.write_created(run, urn.clone()).await;
                    let ms = self.clock.now().duration_since(since).as_millis().max(0) as u64;
                    return self.published(urn, ms);
                }
                Lookup::MayNotRead => break,
                Lookup::NotListed | Lookup::Failed(_) => {}
            }
        }
        let asked = match last {
            Lookup::MayNotRead => "Your sign-in may not read posts back, so only you can look.",
            Lookup::NotListed => {
                "LinkedIn does not list it yet, which proves nothing: new posts can take minutes."
            }
            Lookup::Found(_) | Lookup::Failed(_) => "LinkedIn could not be asked just now.",
        };
        let how_to_find_out = format!(
            "{why} {asked} Open your posts on LinkedIn and see whether it is there; then say so here. Galley will not send it again on its own."
        );
        Outcome::Unknown { how_to_find_out }
    }

    pub(super) async fn write(&self, run: RunId, entry: Entry) -> Result<(), Halt> {
        let now = self.clock.now();
        let tally = self.tally();
        let written = self.blocking(move |library| {
            tally.keep(library);
            library.journal_append(run, &entry, now)
        });
        let written = written.await;
        written.map(|_| ()).map_err(Halt::Journal)
    }

    pub(super) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Library) -> Result<T, LibraryError> + Send + 'static,
    ) -> Result<T, LibraryError> {
        let library = self.library.clone();
        match tokio::task::spawn_blocking(move || work(&library)).await {
            Ok(result) => result,
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }
}

/// A run that may be taken up again, or whose outcome nobody knows, stays open.
fn keep(library: &Library, run: RunId, outcome: &Outcome, now: Timestamp) -> Result<(), LibraryError> {
    match outcome {
        Outcome::Published { .. } | Outcome::Stopped { safe_to_retry: false, .. } => {
            library.conclude_run(run, outcome, now)
        }
        Outcome::Stopped { .. } | Outcome::Unknown { .. } => library.note_outcome(run, outcome),
    }
}
