//! The faults in force, and the counting down of each.

use axum::http::Method;
use serde::Serialize;

use super::{Fault, Hold, Orders};
use crate::wire::Query;

#[derive(Debug, Default)]
pub(crate) struct FaultDesk {
    in_force: Hold,
    standing: Vec<StandingFault>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct StandingFault {
    #[serde(flatten)]
    fault: Fault,
    /// Requests that matched, harmed or not.
    matched: u32,
    /// Requests that were hit.
    hit: u32,
}

impl FaultDesk {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        let mut desk = Self::default();
        desk.set(faults);
        desk
    }

    /// Puts these in the place of all before, and lets go what those held.
    pub(crate) fn set(&mut self, faults: Vec<Fault>) {
        std::mem::take(&mut self.in_force).cancel();
        self.standing = faults.into_iter().map(|fault| StandingFault { fault, matched: 0, hit: 0 }).collect();
    }

    pub(crate) fn standing(&self) -> Vec<StandingFault> {
        self.standing.clone()
    }

    /// What is to happen to this request; each fault that hits it is counted down.
    pub(crate) fn orders(&mut self, method: &Method, path: &str, query: &Query) -> Orders {
        let mut orders = Orders::default();
        for standing in &mut self.standing {
            let fault = &standing.fault;
            let meant =
                fault.method.as_deref().is_none_or(|wanted| method.as_str().eq_ignore_ascii_case(wanted))
                    && fault.route.matches(path, query);
            if !meant {
                continue;
            }
            standing.matched = standing.matched.saturating_add(1);
            let spent = fault.count.is_some_and(|count| standing.hit >= count);
            if standing.matched > fault.skip && !spent {
                standing.hit = standing.hit.saturating_add(1);
                orders.take(&fault.effect, &self.in_force);
            }
        }
        orders
    }
}
