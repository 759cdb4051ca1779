//! A change or a deletion of a post of which nobody knows whether it was done: from before it is sent until its answer
//! is clear, or LinkedIn says what is there.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    super::{Desk, Problem, Run, lock, problem::Code},
    Reached,
    look::{KNOWN_WITHIN, is_young},
    sentences::problem,
};
use crate::{
    library::{Result, RunId, RunRecord},
    post::Commentary,
    publish::{PostError, Press, Seen, Sight},
};

/// What was asked of LinkedIn and has no clear answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Doubt {
    /// When; long ago where that was not kept.
    #[serde(default)]
    at: Timestamp,
    #[serde(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub(super) enum Asked {
    Text { commentary: Commentary },
    Deletion,
}

/// What this process does with a post and lets nobody else do meanwhile. A look waits for a change and a change for a
/// look: what LinkedIn says of a post would overtake what it was asked to make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) enum Doing {
    Changing,
    Looking,
}

/// Records of this kind are [`Doubt`]s, under their runs.
const KIND: &str = "doubt";

impl Desk {
    pub(super) fn doubt_of(&self, run: RunId) -> Option<Doubt> {
        self.library.get(KIND, &run.to_string()).unwrap_or_else(|error| {
            tracing::warn!(%run, %error, "what is in doubt about a post cannot be read");
            None
        })
    }

    /// Has LinkedIn change or delete a post. That is in doubt before the request leaves; a clear no leaves what was in
    /// doubt before it. After a yes it stays until the caller has written down what was done.
    ///
    /// # Errors
    /// Nothing was sent.
    pub(super) async fn doubting(
        &self,
        reached: &Reached,
        asked: Asked,
        call: impl AsyncFnOnce(&Press) -> std::result::Result<(), PostError>,
    ) -> std::result::Result<std::result::Result<(), PostError>, Problem> {
        let run = reached.record.id;
        let doubt = Doubt { at: self.clock.now(), asked };
        let answered = self.at_linkedin(&reached.account, async |press| {
            let before = self.aside(move |desk| desk.begin_doubt(run, &doubt)).await?;
            let done = call(press).await;
            if !matches!(done, Ok(()) | Err(PostError::Unclear { .. })) {
                self.aside(move |desk| desk.doubt_as_before(run, before.as_ref())).await;
            }
            Ok(done)
        });
        answered.await?
    }

    /// Whether a post is being changed or deleted by this process.
    pub fn is_changing(&self) -> bool {
        lock(&self.busy).values().any(|doing| *doing == Doing::Changing)
    }

    /// Has the post of a run to itself, until the value is dropped.
    ///
    /// # Errors
    /// [`Code::Busy`] when something is done with it already.
    pub(super) fn alone(&self, run: RunId, doing: Doing) -> std::result::Result<impl Drop + use<>, Problem> {
        struct Alone(Arc<Mutex<HashMap<RunId, Doing>>>, RunId);
        impl Drop for Alone {
            fn drop(&mut self) {
                lock(&self.0).remove(&self.1);
            }
        }
        match lock(&self.busy).entry(run) {
            Entry::Vacant(free) => {
                free.insert(doing);
                Ok(Alone(Arc::clone(&self.busy), run))
            }
            Entry::Occupied(other) => Err(Problem::new(
                Code::Busy,
                match other.get() {
                    Doing::Changing => "this post is being changed or deleted already",
                    Doing::Looking => "LinkedIn is being asked about this post; try again in a moment",
                },
            )),
        }
    }

    /// What was in doubt before.
    fn begin_doubt(&self, run: RunId, doubt: &Doubt) -> std::result::Result<Option<Doubt>, Problem> {
        let before = self.doubt_of(run);
        self.library.put_durably(KIND, &run.to_string(), doubt).map_err(|error| {
            Problem::other(format!(
                "Galley could not write down what it does ({error}), and sends nothing without. Free some disk space and \
                 try again"
            ))
        })?;
        Ok(before)
    }

    fn doubt_as_before(&self, run: RunId, before: Option<&Doubt>) {
        let Some(before) = before else { return self.forget_doubt(run) };
        if let Err(error) = self.library.put(KIND, &run.to_string(), before) {
            tracing::warn!(%run, %error, "what was in doubt about a post is not kept");
        }
    }

    pub(super) fn forget_doubt(&self, run: RunId) {
        if let Err(error) = self.library.remove(KIND, &run.to_string()) {
            tracing::warn!(%run, %error, "what was in doubt about a post is not forgotten");
        }
    }

    /// Asks LinkedIn what the post says, where that is in doubt, and takes it over. What LinkedIn may just not show yet
    /// stays in doubt, and is the answer.
    pub(super) async fn settle_doubt(
        &self,
        reached: &Reached,
    ) -> std::result::Result<Option<Asked>, Problem> {
        let (run, urn) = (reached.record.id, &reached.urn);
        let Some(doubt) = self.aside(move |desk| desk.doubt_of(run)).await else { return Ok(None) };
        let told = match self.at_linkedin(&reached.account, async |press| press.text_of(urn).await).await? {
            // Whoever asks next for the post is told so.
            Err(PostError::NotAllowed { .. }) => return Ok(None),
            told => told.map_err(|error| problem(error, "", "Look again in a moment."))?,
        };
        let unknown_yet = told.is_none() && is_young(&reached.record, self.clock.now());
        // A post that was there once, and was to be deleted, is not too young to be known.
        let is_deleted = doubt.asked == Asked::Deletion && was_there(&reached.record);
        if unknown_yet && !is_deleted {
            return Ok(None);
        }
        let asked = doubt.asked.clone();
        let settled = self.aside(move |desk| desk.take_over(run, &doubt, told.as_ref())).await?;
        Ok((!settled).then_some(asked))
    }

    /// The user looked: what was in doubt about a post is done, or it is not.
    ///
    /// # Errors
    /// [`Code::NotFound`] where nothing is in doubt.
    pub fn settle_change(&self, run: RunId, done: bool) -> std::result::Result<Run, Problem> {
        let _alone = self.alone(run, Doing::Changing)?;
        let doubt = self.doubt_of(run).ok_or_else(|| {
            Problem::new(Code::NotFound, "there is nothing to settle: what became of this post is known")
        })?;
        if done {
            self.note_done(run, &doubt.asked)?;
        }
        self.forget_doubt(run);
        Ok(self.run_view(self.library.run(run)?))
    }

    /// `told`: what the post says, `None` where there is no such post. Whether that settles it: what was asked for is
    /// believed at once, anything else only when it would be known everywhere.
    fn take_over(
        &self,
        run: RunId,
        doubt: &Doubt,
        told: Option<&Commentary>,
    ) -> std::result::Result<bool, Problem> {
        match (&doubt.asked, told) {
            (Asked::Text { commentary }, Some(told)) if is_same(commentary, told) => {
                self.note_done(run, &doubt.asked)?;
            }
            (Asked::Deletion, None) => self.note_done(run, &doubt.asked)?,
            (Asked::Text { .. }, None) => {}
            (_, Some(_)) if self.clock.now() < doubt.at + KNOWN_WITHIN => return Ok(false),
            (_, Some(told)) => {
                let record = self.library.run(run)?;
                if !is_same(&self.text_now(&record)?, told) {
                    self.library.note_edit(run, told, self.clock.now())?;
                }
            }
        }
        self.forget_doubt(run);
        Ok(true)
    }

    /// What was asked for is done: it is no longer in doubt, and no longer unsent. Another text that was written since
    /// stays unsent.
    pub(super) fn note_done(&self, run: RunId, asked: &Asked) -> Result<()> {
        let now = self.clock.now();
        let nothing_unsent = match asked {
            Asked::Text { commentary } => {
                self.library.note_edit(run, commentary, now)?;
                self.kept_change(run).is_some_and(|kept| is_same(commentary, &kept))
            }
            Asked::Deletion => {
                self.library.note_deletion(run, now)?;
                true
            }
        };
        if nothing_unsent {
            self.forget_change(run);
        }
        self.forget_doubt(run);
        Ok(())
    }
}

/// Whether a post says what was sent: also whom it mentions, which may be all that was changed.
fn is_same(sent: &Commentary, told: &Commentary) -> bool {
    sent.reads_as(told) && sent.mentions_as(told)
}

fn was_there(record: &RunRecord) -> bool {
    let seen = record.post.seen::<Seen>();
    seen.is_some_and(|seen| matches!(seen.sight, Sight::Shown | Sight::Processing | Sight::Failed))
}
