//! Finds a post in its author's list: one of unknown outcome, or one that was made and not named.

use std::{collections::HashMap, time::Duration};

use jiff::Timestamp;
use serde_json::Value;

use super::{Entry, press::Press, send::Failure};
use crate::{
    library,
    post::{Author, Urn},
    providers::{
        Plan, Request, StepId,
        linkedin::{self, Listed, RefusalKind},
    },
};

/// What LinkedIn's list of the author's posts says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    Found(Urn),
    /// Not in the list. New posts can take a while to get there, so this proves nothing.
    NotListed,
    /// This token may not read posts.
    MayNotRead,
    /// No answer: what happened, in whole sentences, without advice. “Publish again” would make two posts here.
    Failed(String),
}

/// The post that LinkedIn means when it calls one a duplicate of which an attempt is in doubt.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Duplicated {
    /// That attempt made it.
    Ours(Urn),
    /// It was there before.
    Older,
    /// LinkedIn does not say which it is, or not how old.
    Unclear,
}

/// LinkedIn's list is looked at for a post that it did not name after each of these gaps: new ones take a moment to get
/// there, and the post is published whatever comes of it.
const NAME_LOOKS: [Duration; 3] = [Duration::ZERO, Duration::from_secs(1), Duration::from_secs(4)];

/// Clocks differ: a post this much older than our request can still be ours, in milliseconds.
const CLOCK_SKEW: i64 = 120_000;

/// The names under which a run's files went into its post, by their register step, however long ago that was.
pub(super) fn uploads(journal: &[library::Entry<Entry>]) -> HashMap<StepId, Urn> {
    let named = |line: &library::Entry<Entry>| match &line.entry {
        Entry::Uploaded { step, urn } => Some((*step, urn.clone())),
        _ => None,
    };
    journal.iter().filter_map(named).collect()
}

impl Press {
    /// Looks for the post of a plan among its author's newest ones, made since `since` with the files `uploaded`.
    pub(super) async fn look_for(
        &self,
        plan: &Plan,
        uploaded: &HashMap<StepId, Urn>,
        since: Timestamp,
    ) -> Lookup {
        let filled = |create: &Request| create.clone().filled(|step| uploaded.get(&step).cloned()).body;
        let Some(sent) = plan.creation().and_then(filled) else { return Lookup::NotListed };
        self.look_among(&plan.author, &sent, since).await
    }

    /// The name of a post that LinkedIn made of this request since `since` and did not name, if the token may read the
    /// author's posts and it is among them in time. Cancelling ends the looking.
    pub(super) async fn name_of(&self, author: &Author, request: &Request, since: Timestamp) -> Option<Urn> {
        let sent = request.body.as_ref()?;
        for gap in NAME_LOOKS {
            if !gap.is_zero() {
                let why = "The post is there, but LinkedIn did not name it: looking for it";
                self.pause("", gap, why).await.ok()?;
            }
            let looked = tokio::select! {
                looked = self.look_among(author, sent, since) => looked,
                () = self.cancel.cancelled() => return None,
            };
            match looked {
                Lookup::Found(urn) => return Some(urn),
                Lookup::MayNotRead => return None,
                Lookup::NotListed | Lookup::Failed(_) => {}
            }
        }
        None
    }

    /// Of which post one is a duplicate that was first sent at `since`. Where this token may not read posts, LinkedIn's
    /// word has to do.
    pub(super) async fn duplicated(
        &self,
        author: &Author,
        request: &Request,
        named: Option<&Urn>,
        since: Timestamp,
    ) -> Duplicated {
        let Some(urn) = named else {
            let found = self.name_of(author, request, since).await;
            return found.map_or(Duplicated::Unclear, Duplicated::Ours);
        };
        match self.ask(&linkedin::read_post(&self.endpoint, urn)).await {
            Ok(answer) => match linkedin::made_at(&answer.body) {
                Some(at) if at < since.as_millisecond() - CLOCK_SKEW => Duplicated::Older,
                Some(_) => Duplicated::Ours(urn.clone()),
                None => Duplicated::Unclear,
            },
            Err(Failure::Refused { refusal, .. }) if refusal.kind == RefusalKind::NotAllowed => {
                Duplicated::Ours(urn.clone())
            }
            Err(_) => Duplicated::Unclear,
        }
    }

    /// Looks among an author's newest posts for the one whose request had the body `sent`.
    async fn look_among(&self, author: &Author, sent: &Value, since: Timestamp) -> Lookup {
        match self.ask(&linkedin::posts_by(&self.endpoint, author, linkedin::is_dark(sent))).await {
            Ok(answer) => match linkedin::listed(&answer.body, sent, since.as_millisecond() - CLOCK_SKEW) {
                Listed::Found(urn) => Lookup::Found(urn),
                Listed::NotThere => Lookup::NotListed,
                Listed::Unreadable => Lookup::Failed("LinkedIn’s list of posts makes no sense.".to_owned()),
            },
            Err(Failure::Refused { refusal, .. })
                if matches!(refusal.kind, RefusalKind::NotAllowed | RefusalKind::NotFound) =>
            {
                Lookup::MayNotRead
            }
            Err(failure) => Lookup::Failed(failure.cause()),
        }
    }
}
