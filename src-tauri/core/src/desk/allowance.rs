//! How many requests a sign-in has sent today, beside what a post takes.

use jiff::Zoned;
use serde::Serialize;
use specta::Type;

use super::Desk;
use crate::{
    accounts::{Account, REQUESTS_A_DAY, REQUESTS_TOLD_FROM, counted_day, end_of_day},
    checks::thousands,
    post::AccountId,
    providers::{Call, Plan},
    publish,
};

/// Requests to LinkedIn's API on this day, which ends at 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct RequestsToday {
    /// Those that Galley counted here; another program of the same app may have sent more.
    pub sent: u32,
    /// What a member of an app with *Share on LinkedIn* has. Of other products it is not published.
    pub likely_limit: u32,
}

impl Desk {
    /// The requests of an account today. What cannot be read counts as none: it is no reason to stop anything.
    pub(super) fn requests_today(&self, account: AccountId) -> RequestsToday {
        let day = counted_day(self.clock.now());
        let sent = self.library.requests_on(account, day).unwrap_or_else(|error| {
            tracing::warn!(%account, %error, "the requests of the day cannot be read");
            0
        });
        RequestsToday { sent, likely_limit: REQUESTS_A_DAY }
    }

    pub(super) fn count_requests(&self, account: AccountId, sent: u32) {
        let day = counted_day(self.clock.now());
        if sent > 0
            && let Err(error) = self.library.count_requests(account, day, sent)
        {
            tracing::warn!(%account, %error, "the requests of the day are not counted");
        }
    }

    /// What to say of a plan of which LinkedIn takes no more today.
    pub(super) fn spent_note(&self, account: &Account, plan: &Plan) -> Option<String> {
        let now = self.clock.now();
        let spent = self.library.spent_on(account.id, counted_day(now)).unwrap_or_default();
        let why = publish::spent_for(plan, &spent)?;
        let there = if account.sandbox { "The sandbox" } else { "LinkedIn" };
        Some(format!(
            "{there} takes no more of this today: it said “{why}”. Galley sends nothing of it before {}.",
            end_of_day(&now.to_zoned(self.clock.zone()))
        ))
    }

    /// What to say of the day's requests before a plan is carried out, if anything.
    pub(super) fn allowance_note(&self, account: &Account, plan: &Plan) -> Option<String> {
        let RequestsToday { sent, .. } = self.requests_today(account.id);
        note(sent, least_requests(plan), &self.clock.now().to_zoned(self.clock.zone()))
    }
}

/// The requests to the API that a plan takes if nothing is repeated and each file is ready when it is first asked for.
/// Files themselves go to upload hosts and do not count.
fn least_requests(plan: &Plan) -> u32 {
    let counted = plan.steps.iter().filter(|step| !matches!(step.call, Call::Upload { .. })).count();
    u32::try_from(counted).unwrap_or(u32::MAX)
}

fn note(sent: u32, least: u32, now: &Zoned) -> Option<String> {
    let after = sent.saturating_add(least);
    if after < REQUESTS_TOLD_FROM {
        return None;
    }
    let [sent, least, limit] = [sent, least, REQUESTS_A_DAY].map(|number| thousands(u64::from(number)));
    let verdict = match after > REQUESTS_A_DAY {
        true => "which is likely to be refused half-way",
        false => "which comes near the end",
    };
    Some(format!(
        "Galley has sent {sent} requests with this sign-in today, and this post takes {least} or more, {verdict}: \
         LinkedIn gives a member {limit} a day where the app has Share on LinkedIn, all pages together (with other \
         products it is another number, which is not published). A new day begins at {}.",
        end_of_day(now)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sent: u32, least: u32) -> Option<String> {
        note(sent, least, &"2026-11-22T12:00:00+01:00[+01:00]".parse().unwrap())
    }

    #[test]
    fn nothing_is_said_while_there_is_plenty() {
        assert_eq!(said(0, 22), None);
        assert_eq!(said(98, 1), None);
    }

    #[test]
    fn from_a_hundred_on_the_figures_and_the_end_of_the_day_are_told() {
        let near = said(99, 1).unwrap();
        assert!(near.starts_with("Galley has sent 99 requests with this sign-in today"), "{near}");
        assert!(near.contains("comes near") && near.contains("150 a day") && near.contains("not published"));
        assert!(near.ends_with("00:00 UTC, which is 01:00 on 23 November here (UTC+01:00)."), "{near}");
        assert!(said(128, 22).unwrap().contains("comes near"), "just fits");
        assert!(said(129, 22).unwrap().contains("likely to be refused half-way"));
        assert!(said(u32::MAX, 22).is_some());
    }
}
