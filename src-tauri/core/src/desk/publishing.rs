//! Going to press.

use std::sync::Arc;

use serde::Serialize;
use specta::Type;
use tokio_util::sync::CancellationToken;

use super::{Desk, PostView, Problem, Run, TakenUp, problem::Code, runs::as_shown};
use crate::{
    accounts::{Account, ApiBase, Token, VersionInUse},
    checks::{Finding, Severity},
    library::{DraftHold, LibraryError, NewRun, RunId, RunRecord, Written},
    post::{AccountId, Author, Draft, DraftId, MediaId},
    providers::{Plan, linkedin::Endpoint},
    publish::{self, Outcome, Press, Progress, Seen, Sight, fingerprint},
};

/// A run that ended, and how.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Published {
    pub run: Run,
    pub outcome: Outcome,
    /// What else there is to tell, in whole sentences: another API version, say.
    pub notes: Vec<String>,
}

impl Desk {
    /// Publishes a draft as it was reviewed: `seal` is the review's. What blocks is looked for once more, against the
    /// files as they are now. A published draft leaves the list of drafts; the history has it from then on.
    ///
    /// # Errors
    /// Nothing was sent. [`Code::Changed`]: what would be sent is no longer what was reviewed.
    pub async fn publish(
        &self,
        draft: DraftId,
        seal: String,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Published, Problem> {
        let held = self.begin(draft, true)?;
        let ended = self.send_off(draft, seal, held.cancel(), held.telling(progress)).await;
        held.end(ended.clone());
        ended
    }

    async fn send_off(
        &self,
        draft: DraftId,
        seal: String,
        cancel: CancellationToken,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Published, Problem> {
        let MadeReady { account, draft, plan, new, _hold } =
            self.aside(move |desk| desk.make_ready(draft, &seal)).await?;
        let press = self.press(&account).await?.cancelled_by(cancel).reporting(progress);
        let (run, outcome) = press.publish(&plan, new.clone()).await?;
        self.note_refused(&draft, Some(new.written.clone()), Some(&outcome));
        let notes = self.learnt(&press, &account.api, Some(&account)).await;
        Ok(self.aside(move |desk| desk.printed(run, new, outcome, notes)).await)
    }

    /// Does what is still to be done below a post that is there: its first comment, closing the comments. As with
    /// [`Desk::publish`], [`Desk::cancel`] ends it where it can be ended.
    ///
    /// # Errors
    /// Nothing was sent.
    pub async fn follow_up(
        &self,
        run: RunId,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<TakenUp, Problem> {
        let record = self.aside(move |desk| desk.run_to_follow(run)).await?;
        let held = self.begin(record.draft, false)?;
        let account = self.aside(move |desk| desk.account(record.account)).await?.ok_or_else(|| {
            Problem::new(
                Code::NotFound,
                "the account of this post was removed, so nothing can be sent in its name",
            )
        })?;
        let press = self.press(&account).await?.cancelled_by(held.cancel()).reporting(progress);
        let outcome = press.go_on(run, None).await;
        let notes = self.learnt(&press, &account.api, Some(&account)).await;
        Ok(TakenUp { outcome: as_shown(outcome?, record.sponsored), notes })
    }

    /// A run.
    ///
    /// # Errors
    /// [`Code::NotFound`] where nothing can follow its post any more, as far as is known here.
    pub(super) fn run_to_follow(&self, run: RunId) -> Result<RunRecord, Problem> {
        let record = self.library.run(run)?;
        let is_gone = record.post.seen::<Seen>().is_some_and(|seen| seen.sight == Sight::Gone);
        let why = match (record.post.deleted_at, is_gone) {
            (Some(_), _) => "this post was deleted, so nothing can be said or done below it any more",
            (None, true) => "LinkedIn has no such post any more, so nothing can be said or done below it",
            (None, false) => return Ok(record),
        };
        Err(Problem::new(Code::NotFound, why))
    }

    /// Everything that publishing needs, with the files as they are now; refused while a finding blocks.
    fn make_ready(&self, draft: DraftId, seal: &str) -> Result<MadeReady, Problem> {
        let hold = self.library.hold_draft(draft)?;
        let draft = self.library.draft(draft)?;
        self.look_at_files_of(&draft);
        self.nothing_blocks(&draft)?;
        let (account, plan) = self.plan(&draft)?;
        let new = new_run(&draft, &plan, Through::account(&account, &plan.author))?;
        self.not_published_already(&new)?;
        match publish::seal(&plan, draft.id) == seal {
            true => Ok(MadeReady { account, draft, plan, new, _hold: hold }),
            false => Err(Problem::new(
                Code::Changed,
                "the post or one of its files changed after you looked at it; look at it again",
            )),
        }
    }

    fn not_published_already(&self, new: &NewRun) -> Result<(), Problem> {
        for run in self.runs_of(new.draft)? {
            let published = matches!(run.outcome()?, Some(Outcome::Published { .. }));
            if published && run.fingerprint == new.fingerprint {
                let why = "this draft is published already; change it to post it again";
                return Err(Problem::new(Code::Other, why));
            }
        }
        Ok(())
    }

    /// A run as the history has it. What cannot be read back is told all the same: the outcome is what counts.
    fn printed(&self, run: RunId, new: NewRun, outcome: Outcome, notes: Vec<String>) -> Published {
        if matches!(outcome, Outcome::Published { .. }) {
            self.is_published(run);
        }
        let outcome = as_shown(outcome, new.sponsored);
        let run = match self.library.run(run) {
            Ok(record) => self.run_view(record),
            Err(error) => {
                tracing::error!(%run, %error, "a run cannot be read back");
                Run {
                    id: run,
                    draft: new.draft,
                    outcome: Some(outcome.clone()),
                    can_look_up: false,
                    started_at: self.clock.now().as_millisecond(),
                    author_name: new.author_name,
                    excerpt: String::new(),
                    attachment: new.attachment,
                    images: new.images,
                    file: None,
                    picture: new.picture,
                    sandbox: new.sandbox,
                    over: false,
                    sponsored: new.sponsored,
                    post: PostView::default(),
                }
            }
        };
        Published { run, outcome, notes }
    }

    /// Keeps what a press learnt on its way: that a token is refused, that there is another API version. What to tell
    /// of it, in whole sentences.
    pub(super) async fn learnt(
        &self,
        press: &Press,
        api: &ApiBase,
        account: Option<&Account>,
    ) -> Vec<String> {
        press.count_the_rest().await;
        let refused = account.filter(|_| press.token_was_refused()).map(|account| account.id);
        let sandbox = account.is_some_and(|account| account.sandbox);
        let (stepped, api) = (press.stepped(), api.clone());
        self.aside(move |desk| {
            if let Some(account) = refused {
                desk.end_sign_in(account);
            }
            stepped.map(|stepped| desk.keep_version(&api, sandbox, stepped)).into_iter().collect()
        })
        .await
    }

    pub(super) async fn press(&self, account: &Account) -> Result<Press, Problem> {
        let of = account.clone();
        let (endpoint, versions) = self.aside(move |desk| (desk.endpoint(&of), desk.version_of(&of))).await;
        let press = self.press_to(endpoint, versions, self.token(account).await?).await?;
        let id = account.id;
        Ok(self.aside(move |_| press.counting_for(id)).await)
    }

    /// A press for an API and a token. Its client is made aside, because that reads the system's certificates.
    pub(super) async fn press_to(
        &self,
        endpoint: Endpoint,
        versions: VersionInUse,
        token: Token,
    ) -> Result<Press, Problem> {
        let to = endpoint.clone();
        let client = self.aside(move |_| publish::client(&to)).await?;
        let press = Press::new(client, endpoint, token, self.library.clone(), Arc::clone(&self.clock));
        Ok(press.asking_for(versions))
    }

    /// The post of a run is there: its draft leaves the list, and LinkedIn is asked what becomes of it.
    pub(super) fn is_published(&self, run: RunId) {
        self.put_away(run);
        self.follow(run);
    }

    /// Takes the draft of a published run out of the list, unless it says something else by now: that is nowhere else.
    /// A post that came from a file was never in the list.
    fn put_away(&self, run: RunId) {
        let done = self.library.run(run).and_then(|record| match &record.written {
            Some(written) => self.library.put_away(record.draft, written, self.clock.now()).map(drop),
            None => Ok(()),
        });
        match done {
            Ok(()) | Err(LibraryError::NotFound { .. }) => {}
            Err(error) => tracing::error!(%run, %error, "a published draft stays among the drafts"),
        }
    }

    fn nothing_blocks(&self, draft: &Draft) -> Result<(), Problem> {
        let findings = self.findings(draft);
        match findings.into_iter().find(|finding| finding.judgement.severity == Severity::Block) {
            Some(Finding { judgement, place }) => Err(match place.media() {
                Some(media) => self.about_the_file(media, &judgement.message),
                None => Problem::new(Code::Other, judgement.message),
            }),
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
    draft: Draft,
    plan: Plan,
    new: NewRun,
    /// Nobody else publishes this draft meanwhile.
    _hold: DraftHold,
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

pub(super) fn new_run(draft: &Draft, plan: &Plan, through: Through) -> Result<NewRun, Problem> {
    Ok(NewRun {
        draft: draft.id,
        fingerprint: fingerprint(plan, draft.id),
        written: Written::of(draft)?,
        said: draft.clone(),
        account: through.account,
        sandbox: through.sandbox,
        author: plan.author.clone(),
        author_name: through.author_name,
        text: draft.gist(),
        attachment: draft.attachment.kind(),
        images: draft.attachment.row_len() as u32,
        picture: draft.attachment.picture(),
        sponsored: draft.sponsored.is_some(),
    })
}
