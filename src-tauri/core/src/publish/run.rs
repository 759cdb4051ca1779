//! A run from beginning to outcome.

use std::time::Duration;

use jiff::Timestamp;
use thiserror::Error;

use super::{
    Ending, Entry, Outcome, Progress,
    create::Created,
    follow_up::so_far,
    halt::Halt,
    journal::{PostStanding, Standing},
    lookup::{Lookup, uploads},
    press::Press,
};
use crate::{
    library::{Begun, Library, LibraryError, NewRun, RunHold, RunId, RunRecord},
    media::ContentId,
    post::{DraftId, Urn},
    providers::{Plan, linkedin},
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
    #[error("there is no post of this attempt that anything could follow")]
    NotThere,
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

/// Equal for plans that would do the same, below the post too. What is said below it does not make it another post, so
/// that a run is known by its [`fingerprint`] alone.
pub fn seal(plan: &Plan, draft: DraftId) -> String {
    let post = fingerprint(plan, draft);
    let after: Vec<_> =
        plan.follow_ups().map(|(what, request)| (what, &request.url, &request.body)).collect();
    match after.is_empty() {
        true => post,
        false => {
            let whole = serde_json::to_vec(&(post, after)).unwrap_or_default();
            blake3::hash(&whole).to_hex().to_string()
        }
    }
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

    /// Asks LinkedIn whether the post of an unsettled run exists, and writes down a yes. Cancelling does not end it.
    pub async fn reconcile(&self, held: &RunHold) -> Result<Lookup, PublishError> {
        let (run, now) = (held.run(), self.clock.now());
        self.report(Progress::Waiting {
            why: "An earlier attempt ended without a clear answer: looking for its post at LinkedIn"
                .to_owned(),
            until: now.as_millisecond(),
            cancellable: false,
        });
        let journal = self.blocking(move |library| library.journal::<Entry>(run)).await?;
        let uploaded = uploads(&journal);
        let standing = Standing::of(journal, now);
        let lookup = match (standing.post, &standing.plan) {
            (PostStanding::Made(Some(urn)), _) => Lookup::Found(urn),
            (PostStanding::Unclear { since }, Some(plan)) => self.look_for(plan, &uploaded, since).await,
            _ => Lookup::NotListed,
        };
        if let Lookup::Found(urn) = &lookup {
            let after =
                standing.plan.map_or_else(Vec::new, |plan| so_far(&plan, Some(urn), &standing.followed));
            let outcome = self.published(Some(urn.clone()), 0, after);
            let entry = Entry::Created { urn: Some(urn.clone()) };
            self.blocking(move |library| library.settle_run(run, &entry, &outcome, now, true)).await?;
        }
        Ok(lookup)
    }

    /// Does what is still to be done below the post of a run. `plan` is the same post's as it is wished for by now;
    /// what follows the post counts in it unless some of that was done already.
    ///
    /// # Errors
    /// [`PublishError::NotThere`] for a run without a post; nothing was sent.
    pub async fn go_on(&self, run: RunId, plan: Option<&Plan>) -> Result<Outcome, PublishError> {
        let hold = self.hold(run).await?;
        let now = self.clock.now();
        let journal = self.blocking(move |library| library.journal::<Entry>(run)).await?;
        let record = self.blocking(move |library| library.run(run)).await?;
        let kept: Option<Outcome> = record.outcome()?;
        let standing = Standing::of(journal, now).besides(kept.as_ref());
        let PostStanding::Made(urn) = &standing.post else { return Err(PublishError::NotThere) };
        let plan = self.what_follows(run, &standing, plan).await?.ok_or(PublishError::NotThere)?;
        let mut outcome = match kept {
            Some(earlier @ Outcome::Published { .. }) => earlier,
            _ => self.published(urn.clone(), 0, Vec::new()),
        };
        let followed = self.follow_up(run, &plan, urn.as_ref(), &standing.followed).await;
        if let Outcome::Published { after, url, urn: Some(urn), .. } = &mut outcome {
            *after = followed;
            url.get_or_insert_with(|| linkedin::post_url(&self.endpoint, urn));
        }
        let (kept, ended) = (outcome.clone(), self.clock.now());
        // As in `publish`: what was done is done.
        if let Err(error) = self.blocking(move |library| library.conclude_run(run, &kept, ended)).await {
            tracing::error!(%run, %error, "what was done below a post could not be written down");
        }
        drop(hold);
        Ok(outcome)
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
        let following = self.what_follows(run, &standing, Some(plan)).await?;
        if standing.post != PostStanding::NotMade {
            self.report(Progress::Started { run, files: Vec::new() });
        }
        let made = match standing.post {
            PostStanding::Made(urn) => Ok(urn),
            PostStanding::Unclear { since } => {
                self.in_doubt(plan, run, since, "Galley was interrupted.").await
            }
            PostStanding::NotMade => match self.carry_out(plan, run, standing.kept, standing.doubted).await {
                Ok(Created::Yes(urn)) => Ok(urn),
                Ok(Created::Unclear(why)) => self.in_doubt(plan, run, started, &why).await,
                Err(halt) => Err(halt.outcome()),
            },
        };
        Ok(match made {
            Ok(urn) => {
                let following = following.as_ref().unwrap_or(plan);
                let after = self.follow_up(run, following, urn.as_ref(), &standing.followed).await;
                let ms = self.clock.now().duration_since(started).as_millis().max(0) as u64;
                self.published(urn, ms, after)
            }
            Err(outcome) => outcome,
        })
    }

    /// The plan by which something is done below the post: as it is wished for by now, and written down so, unless some
    /// of it was done by the one before.
    async fn what_follows(
        &self,
        run: RunId,
        standing: &Standing,
        wished: Option<&Plan>,
    ) -> Result<Option<Plan>, LibraryError> {
        let known = standing.plan.as_deref();
        let left_alone =
            |ending: &Option<Ending>| matches!(ending, Some(Ending::NotDone { safe_to_retry: true, .. }));
        let begun = !standing.followed.values().all(left_alone);
        let plan = match (known, wished) {
            (Some(known), Some(wished)) if !begun && !known.follow_ups().eq(wished.follow_ups()) => wished,
            (Some(known), _) => return Ok(Some(known.clone())),
            (None, Some(wished)) => wished,
            (None, None) => return Ok(None),
        };
        let (planned, now) = (Entry::Planned { plan: Box::new(plan.clone()) }, self.clock.now());
        self.blocking(move |library| library.journal_append(run, &planned, now)).await?;
        Ok(Some(plan.clone()))
    }

    /// The truth about a request without an answer: found at LinkedIn under this name, or an outcome that is unknown.
    async fn in_doubt(
        &self,
        plan: &Plan,
        run: RunId,
        since: Timestamp,
        why: &str,
    ) -> Result<Option<Urn>, Outcome> {
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
                    return Ok(urn);
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
        let how_to_find_out =
            format!("{why} {asked} Open your posts and see whether it is there; then say so here.");
        Err(Outcome::Unknown { how_to_find_out })
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
