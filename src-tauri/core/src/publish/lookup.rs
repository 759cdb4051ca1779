//! Finds out whether a post of unknown outcome exists.

use jiff::Timestamp;

use super::{press::Press, send::Failure};
use crate::{
    post::Urn,
    providers::{
        Plan,
        linkedin::{self, RefusalKind},
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
    /// No answer, in words.
    Failed(String),
}

/// Clocks differ: a post this much older than our request can still be ours, in milliseconds.
const CLOCK_SKEW: i64 = 120_000;

impl Press {
    /// Looks for the post of a plan among its author's newest ones, made since `since`.
    pub(super) async fn look_for(&self, plan: &Plan, since: Timestamp) -> Lookup {
        let commentary = linkedin::commentary(plan);
        match self.send(&linkedin::posts_by(&self.endpoint, &plan.author)).await {
            Ok(answer) => {
                match linkedin::listed(&answer.body, &commentary, since.as_millisecond() - CLOCK_SKEW) {
                    Some(Some(urn)) => Lookup::Found(urn),
                    Some(None) => Lookup::NotListed,
                    None => Lookup::Failed("LinkedIn's list of posts makes no sense.".to_owned()),
                }
            }
            Err(Failure::Refused { refusal, .. })
                if matches!(refusal.kind, RefusalKind::NotAllowed | RefusalKind::NotFound) =>
            {
                Lookup::MayNotRead
            }
            Err(failure) => Lookup::Failed(failure.sentence()),
        }
    }
}
