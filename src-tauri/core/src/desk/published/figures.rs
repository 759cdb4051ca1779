//! How a post did.

use super::{
    super::{Desk, Problem, Run, problem::Code},
    Reached,
    sentences::problem,
};
use crate::{library::RunId, publish::PostError};

impl Desk {
    /// Reads how a post did, where the sign-in may, and keeps it for two days.
    pub async fn read_figures(&self, run: RunId) -> Result<Run, Problem> {
        let Reached { record, urn, account } = self.aside(move |desk| desk.reached(run)).await?;
        let author = record.author;
        if account.may_read_figures(&author) == Some(false) {
            return Err(Problem::new(Code::Other, withheld(author.is_page())));
        }
        let figures = self.at_linkedin(&account, async |press| press.figures(&author, &urn).await).await?;
        let figures = figures.map_err(|error| match error {
            PostError::NotAllowed { .. } => Problem::new(Code::Other, withheld(author.is_page())),
            other => problem(other, "", "Read them again in a moment."),
        })?;
        self.aside(move |desk| {
            desk.library.note_figures(run, &figures, desk.clock.now())?;
            Ok(desk.run_view(desk.library.run(run)?))
        })
        .await
    }
}

/// Source: Share statistics API and Member post statistics API, permissions.
fn withheld(page: bool) -> &'static str {
    match page {
        true => {
            "this sign-in may not read the figures of the page’s posts: that takes the permission rw_organization_admin \
             and the role of super admin at the page. LinkedIn’s own analytics show them"
        }
        false => {
            "this sign-in may not read the figures of a member’s posts: that takes the permission \
             r_member_postAnalytics, which LinkedIn gives to reviewed apps only. Open the post and see them there"
        }
    }
}
