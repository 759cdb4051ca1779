//! Runs that ended without a clear outcome: what the journal, LinkedIn or the user knows of them.

use serde::Serialize;
use specta::Type;

use super::{Desk, Problem, problem::Code, runs::as_shown};
use crate::{
    library::{RunHold, RunId},
    post::Urn,
    providers::FollowUp,
    publish::{self, Ending, Entry, Lookup, Outcome, Press},
};

/// What came of a run that was taken up again.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct TakenUp {
    pub outcome: Outcome,
    /// What else there is to tell, in whole sentences: another API version, say.
    pub notes: Vec<String>,
}

impl Desk {
    /// Asks LinkedIn whether the post of a run without a clear outcome exists.
    pub async fn reconcile(&self, run: RunId) -> Result<TakenUp, Problem> {
        let (record, account) = self
            .aside(move |desk| -> Result<_, Problem> {
                let record = desk.library.run(run)?;
                let account = desk.account(record.account)?;
                Ok((record, account))
            })
            .await?;
        let account = account.ok_or_else(|| {
            Problem::new(Code::NotFound, "the account of this post was removed, so LinkedIn cannot be asked")
        })?;
        let press = self.press(&account).await?;
        let outcome = self.reconcile_through(&press, run).await;
        let notes = self.learnt(&press, &account.api, Some(&account)).await;
        Ok(TakenUp { outcome: as_shown(outcome?, record.sponsored), notes })
    }

    pub(super) async fn reconcile_through(&self, press: &Press, run: RunId) -> Result<Outcome, Problem> {
        let (hold, known) = self
            .aside(move |desk| -> Result<_, Problem> {
                let hold = desk.library.hold(run)?;
                let known = desk.known_of(&hold)?;
                Ok((hold, known))
            })
            .await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let how_to_find_out = match press.reconcile(&hold).await? {
            Lookup::Found(urn) => {
                return Ok(self
                    .aside(move |desk| {
                        desk.is_published(run);
                        let after = match desk.library.run(run).and_then(|record| record.outcome()) {
                            Ok(Some(Outcome::Published { after, .. })) => after,
                            _ => Vec::new(),
                        };
                        let (urn, url) = (Some(urn), None);
                        desk.addressed(
                            run,
                            Outcome::Published { urn, url, requests: 0, bytes: 0, ms: 0, after },
                        )
                    })
                    .await);
            }
            Lookup::NotListed => {
                "LinkedIn does not list the post at this moment. New posts can take some minutes to \
                                  appear: look again, or open your posts and see whether it is there."
                    .to_owned()
            }
            Lookup::MayNotRead => {
                "This sign-in may not read posts back, so only you can look: open your posts and see \
                                   whether it is there."
                    .to_owned()
            }
            Lookup::Failed(why) => format!(
                "LinkedIn could not be asked. {why} Look again later, or open your posts and see whether it is there."
            ),
        };
        Ok(Outcome::Unknown { how_to_find_out })
    }

    /// The user looked: the post of a run without a clear outcome is there, or it is not.
    pub fn settle(&self, run: RunId, there: bool) -> Result<Outcome, Problem> {
        self.settle_as(run, there.then_some(None))
    }

    /// `there`: the post, under its name where that is known.
    pub(super) fn settle_as(&self, run: RunId, there: Option<Option<Urn>>) -> Result<Outcome, Problem> {
        let now = self.clock.now();
        let hold = self.library.hold(run)?;
        if !publish::is_unsettled(&self.library.run(run)?)? {
            let why = "there is nothing to settle: the outcome of this post is known already";
            return Err(Problem::new(Code::NotFound, why));
        }
        if let made @ Outcome::Published { .. } = self.as_journaled(&hold)? {
            return Ok(made);
        }
        let is_there = there.is_some();
        let (entry, outcome) = match there {
            Some(urn) => {
                let outcome = publish::made(self.library.journal(run)?, urn.clone(), now);
                (Entry::Created { urn }, outcome)
            }
            None => (
                Entry::NotFound,
                Outcome::Stopped {
                    step: "Create the post".to_owned(),
                    why: "You looked, and it is not there.".to_owned(),
                    safe_to_retry: true,
                    not_before: None,
                    cancelled: false,
                    refused: Vec::new(),
                },
            ),
        };
        self.library.settle_run(run, &entry, &outcome, now, is_there)?;
        if is_there {
            self.is_published(run);
        }
        Ok(self.addressed(run, outcome))
    }

    /// A named post with the address that it is found at.
    fn addressed(&self, run: RunId, mut outcome: Outcome) -> Outcome {
        if let Outcome::Published { urn: Some(_), url, .. } = &mut outcome {
            *url = self.address_of(run).ok();
        }
        outcome
    }

    /// The user looked: what was to follow the post of a run is done, or it is not and may be tried again.
    ///
    /// # Errors
    /// [`Code::NotFound`] where nothing of the kind is open.
    pub fn settle_below(&self, run: RunId, what: FollowUp, done: bool) -> Result<Outcome, Problem> {
        let hold = self.library.hold(run)?;
        let is_open = match self.as_journaled(&hold)? {
            Outcome::Published { after, .. } => {
                after.iter().any(|it| it.what == what && it.ending != Ending::Done)
            }
            Outcome::Stopped { .. } | Outcome::Unknown { .. } => false,
        };
        if !is_open {
            return Err(Problem::new(Code::NotFound, "there is nothing to settle below this post"));
        }
        let ending = match done {
            true => Ending::Done,
            false => {
                let why = match what {
                    FollowUp::FirstComment => "You looked, and it is not there.",
                    FollowUp::CommentsClosed => "You looked, and they are open.",
                };
                Ending::not_done(why)
            }
        };
        let entry = Entry::FollowedUp { what, ending };
        self.library.journal_append(run, &entry, self.clock.now())?;
        let sponsored = self.library.run(run)?.sponsored;
        Ok(as_shown(self.as_journaled(&hold)?, sponsored))
    }

    /// What came of a run, if that is known without asking anybody: whoever held it before may have found out.
    fn known_of(&self, held: &RunHold) -> Result<Option<Outcome>, Problem> {
        let record = self.library.run(held.run())?;
        if !publish::is_unsettled(&record)?
            && let Some(outcome) = record.outcome()?
        {
            return Ok(Some(outcome));
        }
        Ok(Some(self.as_journaled(held)?).filter(|outcome| matches!(outcome, Outcome::Published { .. })))
    }

    /// What the journal says of a run that nobody else carries out. A post that it knows is made: only the note of the
    /// outcome was lost, and is written now.
    pub(super) fn as_journaled(&self, held: &RunHold) -> Result<Outcome, Problem> {
        let (run, now) = (held.run(), self.clock.now());
        let kept = self.library.run(run)?.outcome()?;
        let outcome = publish::interrupted(self.library.journal::<Entry>(run)?, kept, now);
        if let Outcome::Published { .. } = outcome {
            self.library.conclude_run(run, &outcome, now)?;
            self.is_published(run);
        }
        Ok(outcome)
    }
}
