//! Another text for a post, and its end.

use super::{
    super::{Assessment, Desk, Problem, Run, problem::Code},
    doubt::{Asked, Doing},
    look::AFTER_A_CHANGE,
    sentences::problem,
};
use crate::{
    checks::{self, Place, Severity},
    library::RunId,
    post::{Attachment, AttachmentKind, Commentary, Draft},
    publish::{PostError, Press, Seen, Sight},
};

impl Desk {
    /// Counts, cut and findings of another text for a post; nothing of what cannot be changed any more.
    pub fn assess_change(&self, run: RunId, text: &Commentary) -> Result<Assessment, Problem> {
        let record = self.library.run(run)?;
        let kept = self.library.said_by(run)?;
        let whole = kept.is_some() || record.attachment == AttachmentKind::None;
        let draft = kept.unwrap_or_else(|| Draft::new(Some(record.account), Some(record.author)));
        let draft = Draft { commentary: text.clone(), ..draft };
        let mut assessment = self.assess(&draft);
        assessment.findings.retain(|finding| {
            // Of an older run it is not known what hangs under the text: that it may be empty LinkedIn has to say.
            matches!(finding.place, Place::Text { .. }) && (whole || !draft_is_bare(&draft))
        });
        for finding in &mut assessment.findings {
            if finding.judgement.rule == "text.empty" {
                finding.judgement.message =
                    "The post would say nothing. Write a text; to take the post away, delete it.".to_owned();
            }
        }
        assessment.publishable = checks::publishable(&assessment.findings);
        Ok(assessment)
    }

    /// Gives a post another text at LinkedIn, and then here.
    ///
    /// # Errors
    /// The text here is what it was. What LinkedIn answered is in the message.
    pub async fn change_text(&self, run: RunId, text: Commentary) -> Result<Run, Problem> {
        let _alone = self.alone(run, Doing::Changing)?;
        let new = text.clone();
        let reached = self
            .aside(move |desk| {
                let assessment = desk.assess_change(run, &new)?;
                match assessment.findings.into_iter().find(|it| it.judgement.severity == Severity::Block) {
                    Some(finding) => Err(Problem::new(Code::Other, finding.judgement.message)),
                    None => desk.reached(run),
                }
            })
            .await?;
        let asked = Asked::Text { commentary: text.clone() };
        let change = async |press: &Press| press.change_text(&reached.urn, &text).await;
        if let Err(error) = self.doubting(&reached, asked, change).await? {
            if error == PostError::Gone {
                self.aside(move |desk| desk.is_gone(run)).await;
            }
            return Err(problem(
                error,
                "The post says what it said before.",
                "Whether the text was changed is not known: open the post and see, or change it again. That does no harm.",
            ));
        }
        self.aside(move |desk| {
            let asked = Asked::Text { commentary: text };
            desk.note_done(run, &asked).map_err(|error| noted_nowhere("changed", &error))?;
            // What was kept before the last word of it.
            desk.forget_change(run);
            // One that failed is tried again by LinkedIn once it is edited.
            if desk.library.run(run)?.post.seen::<Seen>().is_some_and(|seen| seen.sight == Sight::Failed) {
                desk.library.look_anew(run, desk.clock.now() + AFTER_A_CHANGE)?;
                desk.looking.notify_one();
            }
            Ok(desk.run_view(desk.library.run(run)?))
        })
        .await
    }

    /// Deletes a post at LinkedIn. It stays in the history. One that is not there any more is deleted.
    pub async fn delete_post(&self, run: RunId) -> Result<Run, Problem> {
        let _alone = self.alone(run, Doing::Changing)?;
        let reached = self.aside(move |desk| desk.reached(run)).await?;
        let deletion = async |press: &Press| press.delete(&reached.urn).await;
        if let Err(error) = self.doubting(&reached, Asked::Deletion, deletion).await? {
            return Err(problem(
                error,
                "The post was not deleted; delete it on LinkedIn itself.",
                "Whether it was deleted is not known: delete it again. That does no harm.",
            ));
        }
        self.aside(move |desk| {
            desk.note_done(run, &Asked::Deletion).map_err(|error| noted_nowhere("deleted", &error))?;
            Ok(desk.run_view(desk.library.run(run)?))
        })
        .await
    }

    /// There is no such post; if it was to be deleted, that is done.
    fn is_gone(&self, run: RunId) {
        let now = self.clock.now();
        let noted = match self.doubt_of(run).map(|doubt| doubt.asked) {
            Some(Asked::Deletion) => self.note_done(run, &Asked::Deletion),
            _ => self.library.note_seen(run, &Seen { at: now, sight: Sight::Gone }, true),
        };
        if let Err(error) = noted {
            tracing::warn!(%run, %error, "that a post is gone could not be kept");
        }
    }
}

fn draft_is_bare(draft: &Draft) -> bool {
    draft.commentary.is_blank() && matches!(draft.attachment, Attachment::None)
}

fn noted_nowhere(done: &str, error: &crate::library::LibraryError) -> Problem {
    Problem::other(format!("LinkedIn {done} the post, but that could not be written down here: {error}"))
}
