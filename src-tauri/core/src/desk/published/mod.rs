//! A post after it was published: whether readers see it, its change, its deletion, its copy as a draft, how it did. It
//! asks LinkedIn only what follows from something the user did, and never publishes anything.

mod change;
mod doubt;
mod duplicate;
mod figures;
mod follow;
mod look;
mod sentences;
mod unsent;
mod views;

use jiff::SignedDuration;

pub use views::{DoubtOf, Duplicate, InDoubt, PostDetail, PostFigures, PostSeen, PostView};

pub(super) use doubt::Doing;

use doubt::Asked;

use super::{Desk, Problem, problem::Code};
use crate::{
    accounts::Account,
    library::{RunId, RunRecord},
    post::{Commentary, Draft, Urn},
    providers::linkedin,
    publish::{Entry, Outcome, Press, Seen},
};

/// Social activity of others may be kept this long (API terms, storage limits: 48 hours).
const FIGURES_LAST: SignedDuration = SignedDuration::from_hours(48);

/// A post that can be asked about and changed.
struct Reached {
    record: RunRecord,
    urn: Urn,
    account: Account,
}

impl Desk {
    /// What is shown of a post that lies open.
    pub fn post(&self, run: RunId) -> Result<PostDetail, Problem> {
        let record = self.library.run(run)?;
        let kept = self.library.said_by(run)?;
        let commentary = self.text_of(&record, kept.as_ref())?;
        let member = !record.author.is_page();
        Ok(PostDetail {
            commentary,
            unsent: self.kept_change(run),
            url: self.address_of(run).ok(),
            urn: urn_of(&record).ok(),
            visibility: kept.as_ref().map(|draft| draft.visibility),
            reshare_disabled: kept.as_ref().is_some_and(|draft| draft.reshare_disabled),
            member,
            figures_requests: if member { linkedin::Metric::ALL.len() as u32 } else { 1 },
        })
    }

    pub(super) fn post_view(&self, record: &RunRecord) -> PostView {
        let published = matches!(record.outcome(), Ok(Some(Outcome::Published { .. })));
        if !published {
            return PostView::default();
        }
        let reached = self.reach(record.clone()).ok();
        let may_look = reached.as_ref().is_some_and(|it| self.may_look(&it.account, &record.author));
        let post = &record.post;
        let seen = post.seen::<Seen>().map(|seen| PostSeen {
            at: seen.at.as_millisecond(),
            sight: seen.sight,
            why: sentences::why(seen.sight, record),
        });
        let oldest = self.clock.now() - FIGURES_LAST;
        let figures = post
            .figures_at
            .filter(|at| *at >= oldest)
            .and_then(|at| Some(PostFigures { at: at.as_millisecond(), figures: post.figures()? }));
        PostView {
            seen,
            look_at: post.look_at.map(jiff::Timestamp::as_millisecond),
            edited_at: post.edited_at.map(jiff::Timestamp::as_millisecond),
            deleted_at: post.deleted_at.map(jiff::Timestamp::as_millisecond),
            figures,
            doubt: self.doubt_of(record.id).map(|doubt| InDoubt {
                of: match doubt.asked {
                    Asked::Text { .. } => DoubtOf::Text,
                    Asked::Deletion => DoubtOf::Deletion,
                },
                why: sentences::in_doubt(&doubt.asked, &self.visible_now(record), may_look),
            }),
            may_look,
            reachable: reached.is_some(),
        }
    }

    /// A post by its run, with the account it is reached through.
    ///
    /// # Errors
    /// [`Code::NotFound`] where nothing can be asked: it was not published, not named, deleted, its account removed, or
    /// its sandbox is gone.
    fn reached(&self, run: RunId) -> Result<Reached, Problem> {
        self.reach(self.library.run(run)?)
    }

    fn reach(&self, record: RunRecord) -> Result<Reached, Problem> {
        let not_found = |why: &str| Err(Problem::new(Code::NotFound, why));
        if record.post.deleted_at.is_some() {
            return not_found("this post was deleted");
        }
        if self.is_over(&record) {
            return not_found("this was a rehearsal, and the sandbox forgot its posts when Galley quit");
        }
        let urn = urn_of(&record)?;
        match self.account(record.account)? {
            Some(account) => Ok(Reached { record, urn, account }),
            None => not_found(
                "the account of this post was removed; add it again under Accounts, or do this on LinkedIn",
            ),
        }
    }

    /// What a post says now: as it was edited last, or as it was published.
    fn text_of(&self, record: &RunRecord, said: Option<&Draft>) -> Result<Commentary, Problem> {
        let said = said.map(|draft| &draft.commentary);
        if let Some(text) = record.post.commentary.as_ref().or(said) {
            return Ok(text.clone());
        }
        // Of runs of before their drafts were kept, the request itself was.
        let journal = self.library.journal::<Entry>(record.id)?;
        let sent = journal.into_iter().find_map(|line| match line.entry {
            Entry::Planned { plan } => linkedin::text_sent(plan.creation()?),
            _ => None,
        });
        Ok(sent.unwrap_or_else(|| Commentary::plain(&record.excerpt)))
    }

    /// The same of a run as it is kept.
    fn text_now(&self, record: &RunRecord) -> Result<Commentary, Problem> {
        let said = self.library.said_by(record.id)?;
        self.text_of(record, said.as_ref())
    }

    /// Nothing where it cannot be read.
    fn visible_now(&self, record: &RunRecord) -> String {
        self.text_now(record).map(|text| text.visible()).unwrap_or_default()
    }

    /// Runs a call at LinkedIn for a post, and takes note of it when the sign-in was refused.
    pub(super) async fn at_linkedin<T>(
        &self,
        account: &Account,
        call: impl AsyncFnOnce(&Press) -> T,
    ) -> Result<T, Problem> {
        let press = self.press(account).await?;
        let answer = call(&press).await;
        self.learnt(&press, &account.api, Some(account)).await;
        Ok(answer)
    }

    async fn shown_anew(&self, run: RunId) -> Result<super::Run, Problem> {
        self.aside(move |desk| Ok(desk.run_view(desk.library.run(run)?))).await
    }
}

fn urn_of(record: &RunRecord) -> Result<Urn, Problem> {
    let why = match record.outcome()? {
        Some(Outcome::Published { urn: Some(urn), .. }) => return Ok(urn),
        Some(Outcome::Published { urn: None, .. }) => {
            "LinkedIn did not name this post, so Galley cannot find it; look among your posts on LinkedIn"
        }
        _ => "this was not published",
    };
    Err(Problem::new(Code::NotFound, why))
}
