//! Publishing from a post file. The same post is known again however often its file is read, so that a run is taken
//! up where it ended and a post that is there is not made twice.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{
    Desk, Problem, Proof,
    problem::Code,
    publishing::{Through, new_run},
    runs::as_shown,
};
use crate::{
    checks::{self, Examined},
    library::{DraftHold, NewRun, RunId},
    media::Facts,
    post::{AccountId, DraftId, MediaId},
    providers::{
        FollowUp, Plan,
        linkedin::{self, Endpoint},
    },
    publish::{self, Ending, FollowedUp, Outcome, Press, Progress},
};

/// What came of a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    pub outcome: Outcome,
    /// An earlier run had come to its end; this time nothing was uploaded and nothing was made.
    pub earlier: bool,
    /// What else there is to tell, in whole sentences: another API version, say.
    pub notes: Vec<String>,
}

/// A post on its way to the press.
struct ProofReady {
    proof: Proof,
    plan: Plan,
    new: NewRun,
    earlier: Earlier,
    /// Nobody else publishes this post meanwhile.
    _hold: DraftHold,
}

/// What earlier runs of a post leave to do.
enum Earlier {
    /// Everything: there were none, or they made nothing.
    None,
    /// Nothing: this is what came of this one.
    Ended(RunId, Outcome),
    /// At most what follows the post that this one made.
    Made(RunId, Outcome),
    /// To find out whether this one made the post.
    InDoubt(RunId),
}

impl Earlier {
    /// The run that stands for the post.
    fn run(&self) -> Option<RunId> {
        match self {
            Earlier::None => None,
            Earlier::Ended(run, _) | Earlier::Made(run, _) | Earlier::InDoubt(run) => Some(*run),
        }
    }
}

const KIND: &str = "post_file";

/// The ids under which a post is known to the library.
#[derive(Debug, Serialize, Deserialize)]
struct Ids {
    draft: DraftId,
    account: AccountId,
    media: Vec<MediaId>,
}

impl Desk {
    /// Publishes a post, or goes on where an earlier run of the same post left off. A post that is published already
    /// is not made again, unless it is wanted `fresh`; one of which nobody knows is looked for, and never made again.
    /// What follows a post that is there, or is found, is done. As soon as there is a run of this post that may have
    /// sent anything, `progress` hears which; [`Desk::so_far`] then knows the truth about it.
    pub async fn print(
        &self,
        proof: Proof,
        fresh: bool,
        cancel: CancellationToken,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Printed, Problem> {
        if !checks::publishable(&proof.findings) {
            return Err(Problem::new(Code::Other, "a finding stands in the way"));
        }
        let ready = self.aside(move |desk| desk.make_proof_ready(proof, fresh)).await?;
        if let Some(run) = ready.earlier.run() {
            progress(Progress::Started { run, files: Vec::new() });
        }
        let (api, account) = (ready.proof.outlet.api.clone(), ready.proof.outlet.account.clone());
        let sponsored = ready.new.sponsored;
        let press = self.press_of(&ready.proof).await?.cancelled_by(cancel).reporting(progress);
        let mut notes = match (&account, &ready.earlier) {
            (Some(account), Earlier::None) => {
                let (account, plan) = (account.clone(), ready.plan.clone());
                self.aside(move |desk| desk.notes_before(&account, &plan)).await
            }
            _ => Vec::new(),
        };
        let (outcome, earlier) = match ready.earlier {
            Earlier::Ended(_, outcome) => (outcome, true),
            Earlier::Made(run, made) => {
                (self.go_on_below(&press, run, made, &ready.plan, &mut notes).await?, true)
            }
            Earlier::InDoubt(run) => match self.reconcile_through(&press, run).await? {
                found @ Outcome::Published { .. } => {
                    let found = with_address(found, &ready.proof.endpoint);
                    (self.go_on_below(&press, run, found, &ready.plan, &mut notes).await?, true)
                }
                other => (other, true),
            },
            Earlier::None => {
                let (run, outcome) = press.publish(&ready.plan, ready.new).await?;
                self.aside(move |desk| desk.follow(run)).await;
                (outcome, false)
            }
        };
        notes.extend(self.learnt(&press, &api, account.as_ref()).await);
        Ok(Printed { outcome: as_shown(outcome, sponsored), earlier, notes })
    }

    /// Does what is still to be done below the post that an earlier run made, unless LinkedIn has it no more.
    async fn go_on_below(
        &self,
        press: &Press,
        run: RunId,
        made: Outcome,
        plan: &Plan,
        notes: &mut Vec<String>,
    ) -> Result<Outcome, Problem> {
        if plan.follow_ups().next().is_none() {
            return Ok(made);
        }
        match self.aside(move |desk| desk.run_to_follow(run)).await {
            Ok(_) => Ok(press.go_on(run, Some(plan)).await?),
            Err(gone) if gone.code == Code::NotFound => {
                notes.push(gone.message);
                Ok(with_nothing_to_try(made))
            }
            Err(problem) => Err(problem),
        }
    }

    fn make_proof_ready(&self, proof: Proof, fresh: bool) -> Result<ProofReady, Problem> {
        let (proof, account) = self.with_lasting_ids(proof)?;
        let hold = self.library.hold_draft(proof.draft.id)?;
        let plan = proof.plan()?;
        let through = Through {
            account,
            sandbox: proof.outlet.api.is_loopback(),
            author_name: proof.outlet.speaker.name.clone(),
        };
        let new = new_run(&proof.draft, &plan, through)?;
        let earlier = self.earlier(&proof, &new, fresh)?;
        Ok(ProofReady { proof, plan, new, earlier, _hold: hold })
    }

    /// What is known at this moment of a run of this post, were Galley to end now. Asks nobody and writes nothing.
    pub fn so_far(&self, proof: &Proof, run: RunId) -> Result<Outcome, Problem> {
        let journal = self.library.journal(run)?;
        let record = self.library.run(run)?;
        let outcome = publish::interrupted(journal, record.outcome()?, self.clock.now());
        Ok(as_shown(with_address(outcome, &proof.endpoint), record.sponsored))
    }

    /// The user looked: the post whose outcome nobody knew is there, or it is not. Of a post that is there they say the
    /// same of what was to follow it and is not known to be done.
    ///
    /// # Errors
    /// [`Code::NotFound`] where there is nothing of which they could say it.
    pub fn settle_proof(&self, proof: &Proof, there: bool) -> Result<Outcome, Problem> {
        let not_found = |why: &str| Problem::new(Code::NotFound, why);
        let never = || not_found("this post was never published, so there is nothing to settle");
        let ids: Ids = self.library.get(KIND, &proof.identity())?.ok_or_else(never)?;
        let runs = self.runs_of(ids.draft)?;
        let unsettled = runs.iter().find(|run| publish::is_unsettled(run).unwrap_or(false));
        let made = runs.iter().find_map(|run| match run.outcome() {
            Ok(Some(Outcome::Published { urn, after, .. })) => Some((run.id, urn, unsettled_below(&after))),
            _ => None,
        });
        let outcome = match (unsettled, made) {
            (None, Some((_, None, open))) if !open.is_empty() && !there => {
                return Err(not_found(
                    "LinkedIn did not name this post, so Galley can do nothing below it; do it on LinkedIn and then say \
                     that it is there",
                ));
            }
            (None, Some((run, _, open))) if !open.is_empty() => {
                let settled = open.into_iter().map(|what| self.settle_below(run, what, there));
                settled.collect::<Result<Vec<_>, _>>()?.pop().ok_or_else(never)?
            }
            (unsettled, _) => self.settle(unsettled.or(runs.first()).ok_or_else(never)?.id, there)?,
        };
        Ok(as_shown(with_address(outcome, &proof.endpoint), proof.is_advertisement()))
    }

    /// What earlier runs of the post leave to do.
    fn earlier(&self, proof: &Proof, new: &NewRun, fresh: bool) -> Result<Earlier, Problem> {
        let runs = self.runs_of(new.draft)?;
        for run in &runs {
            match publish::is_unsettled(run)? {
                true if fresh => {
                    let how_to_find_out =
                        "An earlier attempt ended without a clear answer, so starting over could make \
                         a second post. Open your posts on LinkedIn and see whether it is there."
                            .to_owned();
                    return Ok(Earlier::Ended(run.id, Outcome::Unknown { how_to_find_out }));
                }
                true => return Ok(Earlier::InDoubt(run.id)),
                false => {}
            }
        }
        if fresh {
            return self.close(new).map(|()| Earlier::None);
        }
        for run in runs.iter().filter(|run| run.fingerprint == new.fingerprint) {
            if let Some(outcome @ Outcome::Published { .. }) = run.outcome()? {
                return Ok(Earlier::Made(run.id, with_address(outcome, &proof.endpoint)));
            }
        }
        Ok(Earlier::None)
    }

    /// Closes the stopped run that a new one would otherwise go on with.
    fn close(&self, new: &NewRun) -> Result<(), Problem> {
        let open = self.library.open_run_for(&new.fingerprint)?;
        if let Some(open) = open
            && let Some(stopped @ Outcome::Stopped { .. }) = open.outcome()?
        {
            self.library.conclude_run(open.id, &stopped, self.clock.now())?;
        }
        Ok(())
    }

    async fn press_of(&self, proof: &Proof) -> Result<Press, Problem> {
        let token = match (&proof.outlet.token, &proof.outlet.account) {
            (Some(token), _) => token.clone(),
            (None, Some(account)) => self.token(account).await?,
            (None, None) => {
                return Err(Problem::new(Code::TokenRefused, "there is no token to publish with"));
            }
        };
        let (api, sandbox) = (proof.outlet.api.clone(), proof.outlet.is_of_the_sandbox());
        let versions = self.aside(move |desk| desk.version_for(&api, sandbox)).await;
        let press = self.press_to(proof.endpoint.clone(), versions, token).await?;
        Ok(match &proof.outlet.account {
            Some(account) => {
                let id = account.id;
                self.aside(move |_| press.counting_for(id)).await
            }
            None => press,
        })
    }

    /// The same proof under the ids of its first time, and the account's.
    fn with_lasting_ids(&self, mut proof: Proof) -> Result<(Proof, AccountId), Problem> {
        let facts: Vec<(&Path, &Facts)> = proof
            .files
            .iter()
            .filter_map(|(path, examined)| match examined {
                Examined::Present(facts) => Some((path.as_path(), facts)),
                Examined::Gone(_) => None,
            })
            .collect();
        let name = proof.identity();
        let ids: Ids = match self.library.get(KIND, &name)? {
            Some(ids) => ids,
            None => {
                let media: Result<_, _> =
                    facts.iter().map(|(path, facts)| self.library.remember(path, facts)).collect();
                let ids = Ids { draft: proof.draft.id, account: AccountId::new(), media: media? };
                self.library.put_first(KIND, &name, &ids)?
            }
        };
        for ((_, facts), id) in facts.iter().zip(&ids.media) {
            self.library.update_facts(*id, facts, self.clock.now())?;
        }
        proof.draft.id = ids.draft;
        for (media, id) in proof.draft.attachment.files_mut().into_iter().zip(&ids.media) {
            *media = *id;
        }
        let account = proof.outlet.account.as_ref().map_or(ids.account, |account| account.id);
        Ok((proof, account))
    }
}

/// Of what the user may say that it is done, or is not.
fn unsettled_below(after: &[FollowedUp]) -> Vec<FollowUp> {
    after.iter().filter(|it| it.ending != Ending::Done).map(|it| it.what).collect()
}

/// A published post with where it can be seen.
fn with_address(outcome: Outcome, endpoint: &Endpoint) -> Outcome {
    match outcome {
        Outcome::Published { urn: Some(urn), url: None, requests, bytes, ms, after } => {
            let url = Some(linkedin::post_url(endpoint, &urn));
            Outcome::Published { urn: Some(urn), url, requests, bytes, ms, after }
        }
        other => other,
    }
}

/// A published post below which nothing is tried again.
fn with_nothing_to_try(mut outcome: Outcome) -> Outcome {
    if let Outcome::Published { after, .. } = &mut outcome {
        for followed in after {
            match &mut followed.ending {
                Ending::Done => {}
                Ending::NotDone { safe_to_retry, .. } | Ending::Unclear { safe_to_retry, .. } => {
                    *safe_to_retry = false;
                }
            }
        }
    }
    outcome
}
