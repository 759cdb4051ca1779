//! A post without a clear outcome that the user found, and whose address was pasted. What is changed, deleted or
//! written below by that name must not be another post.

use super::{Desk, Problem};
use crate::{
    library::{RunId, RunRecord, excerpt},
    post::{Reshare, Urn},
    publish::{Outcome, PostError},
};

impl Desk {
    /// The user looked, and the post of this run is there at this address: it has a name then, by which it can be asked
    /// about, changed and commented on. Where the sign-in may read posts, LinkedIn is asked what that one says.
    ///
    /// # Errors
    /// Where the address names no post, or one that is not this; nothing is settled then.
    pub async fn settle_at(&self, run: RunId, address: &str) -> Result<Outcome, Problem> {
        let pasted = Reshare { of: address.to_owned() };
        let named = pasted.parent().ok_or_else(|| {
            let why = match pasted.named() {
                Some(_) => "this address names an activity, from which Galley cannot tell the post",
                None => "this is not the address of a post on LinkedIn",
            };
            Problem::other(format!(
                "{why}. Answer without an address, or give one with “share” or “ugcPost” in it: “Embed this post”, in \
                 the post’s menu (⋯), has it."
            ))
        })?;
        self.can_be(run, &named).await?;
        self.aside(move |desk| desk.settle_as(run, Some(Some(named)))).await
    }

    /// Whether the post of a run can have this name.
    async fn can_be(&self, run: RunId, named: &Urn) -> Result<(), Problem> {
        let urn = named.clone();
        let (record, sent, account) = self
            .aside(move |desk| -> Result<_, Problem> {
                let record = desk.library.run(run)?;
                if let Some(other) = desk.library.runs_named(&urn)?.into_iter().find(|other| other.id != run)
                {
                    return Err(is_another(&other));
                }
                let sent = desk.library.said_by(run)?.map(|draft| draft.commentary);
                let account = desk.account(record.account)?;
                let account = account.filter(|account| desk.may_look(account, &record.author));
                Ok((record, sent, account))
            })
            .await?;
        let (Some(sent), Some(account)) = (sent, account) else { return Ok(()) };
        let there = if record.sandbox { "the sandbox" } else { "LinkedIn" };
        match self.at_linkedin(&account, async |press| press.text_of(named).await).await? {
            Ok(Some(text)) if text.reads_as(&sent) => Ok(()),
            Ok(Some(text)) => Err(Problem::other(format!(
                "the post at this address says “{}”, and not what was sent from here; paste the address of the post \
                 that was, or leave it out",
                excerpt(&text.visible())
            ))),
            Ok(None) => Err(Problem::other(format!(
                "{there} has no post at this address; paste the one under which you saw it, or leave it out"
            ))),
            Err(PostError::NotAllowed { .. }) => Ok(()),
            Err(error) => Err(Problem::other(format!(
                "{there} could not be asked whether this is the post. {error} Try again, or leave the address out"
            ))),
        }
    }
}

fn is_another(other: &RunRecord) -> Problem {
    Problem::other(format!(
        "this is the address of another post of yours that was published from here, “{}”; paste the address of this one, \
         or leave it out",
        other.excerpt
    ))
}
