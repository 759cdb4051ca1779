//! How often a member called a resource on one UTC day.

use std::collections::HashMap;

use crate::clock::{Millis, day_of};
use crate::urn::Urn;

#[derive(Debug, Default)]
pub(crate) struct Quota {
    day: i64,
    spent: HashMap<(&'static str, Urn), u32>,
}

impl Quota {
    /// Counts one call; false when the day's `limit` was reached before it.
    pub(crate) fn spend(&mut self, resource: &'static str, member: &Urn, limit: u32, now: Millis) -> bool {
        let today = day_of(now);
        if today != self.day {
            self.day = today;
            self.spent.clear();
        }
        let spent = self.spent.entry((resource, member.clone())).or_default();
        if *spent >= limit {
            return false;
        }
        *spent += 1;
        true
    }
}
