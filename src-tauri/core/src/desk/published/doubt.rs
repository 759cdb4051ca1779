//! A change or a deletion of a post of which nobody knows whether it was done, until LinkedIn says what is there.

use serde::{Deserialize, Serialize};

use super::{
    super::{Desk, Problem},
    Reached,
    look::is_young,
    sentences::problem,
};
use crate::{
    library::{Result, RunId},
    post::Commentary,
};

/// What was asked of LinkedIn without a clear answer.
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

    /// A doubt that cannot be kept is told once, where it arose.
    pub(super) fn note_doubt(&self, run: RunId, doubt: &Doubt) {
        if let Err(error) = self.library.put(KIND, &run.to_string(), doubt) {
            tracing::warn!(%run, %error, "what is in doubt about a post cannot be kept");
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
