//! A change or a deletion of a post of which nobody knows whether it was done: from before it is sent until its answer is
//! clear, or LinkedIn says what is there.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

use serde::{Deserialize, Serialize};

use super::{
    super::{Desk, Problem, lock, problem::Code},
    Reached,
    look::is_young,
    sentences::problem,
};
use crate::{
    library::{Result, RunId},
    post::Commentary,
    publish::{PostError, Press},
};

/// What was asked of LinkedIn and has no clear answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub(super) enum Doubt {
    Text { commentary: Commentary },
    Deletion,
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
        doubt: Doubt,
        call: impl AsyncFnOnce(&Press) -> std::result::Result<(), PostError>,
    ) -> std::result::Result<std::result::Result<(), PostError>, Problem> {
        let run = reached.record.id;
        let asked = self.at_linkedin(&reached.account, async |press| {
            let before = self.aside(move |desk| desk.begin_doubt(run, &doubt)).await?;
            let done = call(press).await;
            if !matches!(done, Ok(()) | Err(PostError::Unclear { .. })) {
                self.aside(move |desk| desk.doubt_as_before(run, before.as_ref())).await;
            }
            Ok(done)
        });
        asked.await?
    }

    /// Whether a post is being changed or deleted by this process.
    pub fn is_changing(&self) -> bool {
        !lock(&self.changing).is_empty()
    }

    /// Keeps others from changing the post of a run, until the value is dropped.
    ///
    /// # Errors
    /// [`Code::Busy`] when it is changed already.
    pub(super) fn changing(&self, run: RunId) -> std::result::Result<impl Drop + use<>, Problem> {
        struct Changing(Arc<Mutex<HashSet<RunId>>>, RunId);
        impl Drop for Changing {
            fn drop(&mut self) {
                lock(&self.0).remove(&self.1);
            }
        }
        match lock(&self.changing).insert(run) {
            true => Ok(Changing(Arc::clone(&self.changing), run)),
            false => Err(Problem::new(Code::Busy, "this post is being changed or deleted already")),
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

    /// Asks LinkedIn what the post says, where that is in doubt, and takes it over.
    pub(super) async fn settle_doubt(&self, reached: &Reached) -> std::result::Result<(), Problem> {
        let (run, urn) = (reached.record.id, &reached.urn);
        let Some(doubt) = self.aside(move |desk| desk.doubt_of(run)).await else { return Ok(()) };
        let told = self.at_linkedin(&reached.account, async |press| press.text_of(urn).await).await?;
        let told = told.map_err(|error| problem(error, "", "Look again in a moment."))?;
        let unknown_yet = told.is_none() && is_young(&reached.record, self.clock.now());
        if unknown_yet {
            return Ok(());
        }
        Ok(self.aside(move |desk| desk.take_over(run, &doubt, told.as_deref())).await?)
    }

    /// `told`: what readers see, `None` where there is no such post.
    fn take_over(&self, run: RunId, doubt: &Doubt, told: Option<&str>) -> Result<()> {
        let now = self.clock.now();
        match (doubt, told) {
            (Doubt::Text { commentary }, Some(told)) if commentary.visible() == told => {
                self.library.note_edit(run, commentary, now)?;
            }
            (Doubt::Deletion, None) => self.library.note_deletion(run, now)?,
            (Doubt::Text { .. } | Doubt::Deletion, _) => {}
        }
        self.forget_doubt(run);
        Ok(())
    }
}
