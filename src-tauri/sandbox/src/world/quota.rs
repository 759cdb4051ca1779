//! How often a member was served on one UTC day, for each app they use: LinkedIn counts per member and application.

use std::collections::HashMap;

use crate::clock::{Millis, day_of};
use crate::urn::Urn;

#[derive(Debug, Default)]
pub(crate) struct Quota {
    day: i64,
    spent: HashMap<(&'static str, Option<String>, Urn), u32>,
}

impl Quota {
    /// Counts one call of what `product` covers, through `app` (none for tokens that no app got); false when the day's
    /// `limit` was reached before it.
    pub(crate) fn spend(
        &mut self,
        product: &'static str,
        app: Option<&str>,
        member: &Urn,
        limit: u32,
        now: Millis,
    ) -> bool {
        let today = day_of(now);
        if today != self.day {
            self.day = today;
            self.spent.clear();
        }
        let spent = self.spent.entry((product, app.map(str::to_owned), member.clone())).or_default();
        if *spent >= limit {
            return false;
        }
        *spent += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_member_has_a_day_of_their_own_with_each_app() {
        let (one, other) = (Urn::person("a").unwrap(), Urn::person("b").unwrap());
        let mut quota = Quota::default();
        for (app, member) in [(None, &one), (Some("x"), &one), (Some("y"), &one), (Some("x"), &other)] {
            assert!(quota.spend("rest", app, member, 1, 0), "{app:?} {member}");
            assert!(!quota.spend("rest", app, member, 1, 0), "{app:?} {member}");
        }
        assert!(quota.spend("userinfo", Some("x"), &one, 1, 0));
    }
}
