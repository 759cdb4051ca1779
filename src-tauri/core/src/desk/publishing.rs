//! Going to press.

use std::sync::Arc;

use serde::Serialize;
use specta::Type;
use tokio_util::sync::CancellationToken;

use super::{Desk, Problem, Run, lock, problem::Code};
use crate::{
    accounts::Account,
    checks::{self, Finding, LINKEDIN, Place, Severity},
    library::{LibraryError, NewRun, RunId},
    post::{AccountId, Author, Draft, DraftId, MediaId},
    providers::Plan,
    publish::{self, Entry, Lookup, Outcome, Press, Progress, fingerprint},
};

/// A run that ended, and how.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Published {
    pub run: Run,
    pub outcome: Outcome,
}

impl Desk {
    /// Publishes a draft as it is kept. What blocks is looked for once more, against the files as they are now. A
    /// published draft leaves the list of drafts; the history has it from then on.
    pub async fn publish(
        &self,
        draft: DraftId,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Published, Problem> {
        let MadeReady { account, plan, new } = self.aside(move |desk| desk.make_ready(draft)).await?;
        let cancel = CancellationToken::new();
        let running = Arc::clone(&self.running);
        let press = self.press(&account).await?.cancelled_by(cancel.clone()).reporting(move |event| {
            if let Progress::Started { run, .. } = &event {
                lock(&running).insert(*run, cancel.clone());
            }
            progress(event);
        });
        let (run, outcome) = press.publish(&plan, new).await?;
        lock(&self.running).remove(&run);
        self.aside(move |desk| {
            if matches!(outcome, Outcome::Published { .. })
                && let Err(problem) = desk.out_of_the_drafts(draft)
            {
                tracing::error!(%problem, "a published draft stays among the drafts");
            }
            Ok(Published { run: desk.run_view(desk.library.run(run)?), outcome })
        })
        .await
    }

    /// Everything that publishing needs, with the files as they are now; refused while a finding blocks.
    fn make_ready(&self, draft: DraftId) -> Result<MadeReady, Problem> {
        let draft = self.library.draft(draft)?;
        self.look_at_files_of(&draft);
        self.nothing_blocks(&draft)?;
        let (account, plan) = self.plan(&draft)?;
        let new = new_run(&draft, &plan, Through::account(&account, &plan.author));
        if let Some(latest) = self.library.latest_run_of(draft.id)?
            && latest.fingerprint == new.fingerprint
            && matches!(latest.outcome()?, Some(Outcome::Published { .. }))
        {
            return Err(Problem::new(
                Code::Other,
                "this draft is published already; change it to post it again",
            ));
        }
        Ok(MadeReady { account, plan, new })
    }

    /// Stops a run before it makes the post; one that is past that goes on.
    pub fn cancel(&self, run: RunId) {
        if let Some(cancel) = lock(&self.running).get(&run) {
            cancel.cancel();
        }
    }

    /// Asks LinkedIn whether the post of a run without a clear outcome exists.
    pub async fn reconcile(&self, run: RunId) -> Result<Outcome, Problem> {
        let account = self.aside(move |desk| desk.account(desk.library.run(run)?.account)).await?;
        let account = account.ok_or_else(|| {
            Problem::new(Code::NotFound, "the account of this post was removed, so LinkedIn cannot be asked")
        })?;
        let press = self.press(&account).await?;
        self.reconcile_through(&press, run).await
    }

    pub(super) async fn reconcile_through(&self, press: &Press, run: RunId) -> Result<Outcome, Problem> {
        let how_to_find_out = match press.reconcile(run).await? {
            Lookup::Found(_) => {
                return self
                    .aside(move |desk| {
                        let record = desk.library.run(run)?;
                        desk.out_of_the_drafts(record.draft)?;
                        record.outcome()?.ok_or_else(|| Problem::other("the outcome was not kept"))
                    })
                    .await;
            }
            Lookup::NotListed => {
                "LinkedIn does not list the post at this moment. New posts can take some minutes to \
                                  appear: look again, or open your posts on LinkedIn and see."
                    .to_owned()
            }
            Lookup::MayNotRead => {
                "This sign-in may not read posts back, so only you can look: open your posts on \
                                   LinkedIn and see whether it is there."
                    .to_owned()
            }
            Lookup::Failed(why) => why,
        };
        Ok(Outcome::Unknown { how_to_find_out })
    }

    /// The user looked: the post of a run without a clear outcome is there, or it is not.
    pub fn settle(&self, run: RunId, there: bool) -> Result<Outcome, Problem> {
        let now = self.clock.now();
        let record = self.library.run(run)?;
        if !matches!(record.outcome()?, Some(Outcome::Unknown { .. })) {
            return Err(Problem::new(Code::Other, "the outcome of this post is known already"));
        }
        let _hold = self.library.hold(run)?;
        let outcome = match there {
            true => Outcome::Published { urn: None, url: None, requests: 0, bytes: 0, ms: 0 },
            false => Outcome::Stopped {
                step: "Create the post".to_owned(),
                why: "You looked, and it is not there. Publish it again.".to_owned(),
                safe_to_retry: true,
                cancelled: false,
            },
        };
        if there {
            self.library.journal_append(run, &Entry::Created { urn: None }, now)?;
            self.library.conclude_run(run, &outcome, now)?;
            self.out_of_the_drafts(record.draft)?;
        } else {
            self.library.journal_append(
                run,
                &Entry::NotCreated { why: "the user looked".to_owned() },
                now,
            )?;
            self.library.note_outcome(run, &outcome)?;
        }
        Ok(outcome)
    }

    pub(super) async fn press(&self, account: &Account) -> Result<Press, Problem> {
        let of = account.clone();
        let (endpoint, client) = self
            .aside(move |desk| {
                let endpoint = desk.endpoint(&of);
                publish::client(&endpoint).map(|client| (endpoint, client))
            })
            .await?;
        let token = self.token(account).await?;
        Ok(Press::new(client, endpoint, token, self.library.clone(), Arc::clone(&self.clock)))
    }

    /// Takes a published draft out of the list. A post that came from a file was never in it.
    fn out_of_the_drafts(&self, draft: DraftId) -> Result<(), Problem> {
        match self.library.delete_draft(draft, self.clock.now()) {
            Err(LibraryError::NotFound { .. }) => Ok(()),
            done => Ok(done?),
        }
    }

    fn nothing_blocks(&self, draft: &Draft) -> Result<(), Problem> {
        let findings = checks::check(draft, |id| self.known(id), self.speaker(draft).as_ref(), &LINKEDIN);
        match findings.into_iter().find(|finding| finding.judgement.severity == Severity::Block) {
            Some(Finding { judgement, place: Place::Image { media, .. } }) => {
                Err(self.about_the_file(media, &judgement.message))
            }
            Some(Finding { judgement, .. }) => Err(Problem::new(Code::Other, judgement.message)),
            None => Ok(()),
        }
    }

    /// A problem with one file among up to twenty, by its name.
    pub(super) fn about_the_file(&self, media: MediaId, message: &str) -> Problem {
        match self.library.media(media) {
            // Its own capitals: a file's name is not the beginning of a sentence.
            Ok(record) => Problem { code: Code::Other, message: format!("{}: {message}", record.name()) },
            Err(_) => Problem::new(Code::Other, message),
        }
    }
}

/// A draft on its way to the press.
struct MadeReady {
    account: Account,
    plan: Plan,
    new: NewRun,
}

/// Whom a run goes through, as the history shows it.
pub(super) struct Through {
    pub account: AccountId,
    pub sandbox: bool,
    pub author_name: String,
}

impl Through {
    fn account(account: &Account, author: &Author) -> Through {
        let author_name = account.author(author).map(|author| author.name).unwrap_or_default();
        Through { account: account.id, sandbox: account.sandbox, author_name }
    }
}

pub(super) fn new_run(draft: &Draft, plan: &Plan, through: Through) -> NewRun {
    let images = draft.attachment.images();
    NewRun {
        draft: draft.id,
        fingerprint: fingerprint(plan, through.account),
        account: through.account,
        sandbox: through.sandbox,
        author: plan.author.clone(),
        author_name: through.author_name,
        text: draft.commentary.visible(),
        images: images.len() as u32,
        first_image: images.first().map(|image| image.media),
    }
}
