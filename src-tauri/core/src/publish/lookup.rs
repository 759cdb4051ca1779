//! Finds out whether a post of unknown outcome exists.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{Entry, press::Press, send::Failure};
use crate::{
    library,
    post::Urn,
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
        match self.ask(&linkedin::posts_by(&self.endpoint, &plan.author, linkedin::is_dark(&sent))).await {
            Ok(answer) => match linkedin::listed(&answer.body, &sent, since.as_millisecond() - CLOCK_SKEW) {
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
