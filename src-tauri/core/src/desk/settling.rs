//! Runs that ended without a clear outcome: what the journal, LinkedIn or the user knows of them.

use super::{Desk, Problem, problem::Code};
use crate::{
    library::RunId,
    publish::{self, Entry, Lookup, Outcome, Press},
};

impl Desk {
    /// Asks LinkedIn whether the post of a run without a clear outcome exists.
    pub async fn reconcile(&self, run: RunId) -> Result<Outcome, Problem> {
        let account = self.aside(move |desk| desk.account(desk.library.run(run)?.account)).await?;
        let account = account.ok_or_else(|| {
            Problem::new(Code::NotFound, "the account of this post was removed, so LinkedIn cannot be asked")
        })?;
        let press = self.press(&account).await?;
        let outcome = self.reconcile_through(&press, run).await;
        self.learnt(&press, &account.api, Some(&account)).await;
        outcome
    }

    pub(super) async fn reconcile_through(&self, press: &Press, run: RunId) -> Result<Outcome, Problem> {
        if let made @ Outcome::Published { .. } = self.aside(move |desk| desk.as_journaled(run)).await? {
            return Ok(made);
        }
        let how_to_find_out = match press.reconcile(run).await? {
            Lookup::Found(urn) => {
                return Ok(self
                    .aside(move |desk| {
                        desk.is_published(run);
                        let url = desk.address_of(run).ok();
                        let after = match desk.library.run(run).and_then(|record| record.outcome()) {
                            Ok(Some(Outcome::Published { after, .. })) => after,
                            _ => Vec::new(),
                        };
                        Outcome::Published { urn: Some(urn), url, requests: 0, bytes: 0, ms: 0, after }
                    })
                    .await);
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
            Lookup::Failed(why) => format!(
                "LinkedIn could not be asked. {why} Look again later, or open your posts on LinkedIn and see whether \
                 it is there."
            ),
        };
        Ok(Outcome::Unknown { how_to_find_out })
    }

    /// The user looked: the post of a run without a clear outcome is there, or it is not.
    pub fn settle(&self, run: RunId, there: bool) -> Result<Outcome, Problem> {
        let now = self.clock.now();
        let _hold = self.library.hold(run)?;
        if !publish::is_unsettled(&self.library.run(run)?)? {
            let why = "there is nothing to settle: the outcome of this post is known already";
            return Err(Problem::new(Code::NotFound, why));
        }
        if let made @ Outcome::Published { .. } = self.as_journaled(run)? {
            return Ok(made);
        }
        let (entry, outcome) = match there {
            true => (Entry::Created { urn: None }, publish::made(self.library.journal(run)?, None, now)),
            false => (
                Entry::NotFound,
                Outcome::Stopped {
                    step: "Create the post".to_owned(),
                    why: "You looked, and it is not there. Publish it again.".to_owned(),
                    safe_to_retry: true,
                    cancelled: false,
                    refused: Vec::new(),
                },
            ),
        };
        self.library.settle_run(run, &entry, &outcome, now, there)?;
        if there {
            self.is_published(run);
        }
        Ok(outcome)
    }

    /// What the journal says of a run that nobody carries out. A post that it knows is made: only the note of the
    /// outcome was lost, and is written now.
    pub(super) fn as_journaled(&self, run: RunId) -> Result<Outcome, Problem> {
        let now = self.clock.now();
        let kept = self.library.run(run)?.outcome()?;
        let outcome = publish::interrupted(self.library.journal::<Entry>(run)?, kept, now);
        if let Outcome::Published { .. } = outcome {
            self.library.conclude_run(run, &outcome, now)?;
            self.is_published(run);
        }
        Ok(outcome)
    }
}
