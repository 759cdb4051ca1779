//! Waiting for a condition, never for a time.

use std::{
    thread,
    time::{Duration, Instant},
};

/// Long enough for a slow machine under load; a test that passes never takes that long.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// How often a condition is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// Looks until there is something to see, and returns it. Panics with `what` when the deadline has passed.
pub fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    within(DEADLINE, look).unwrap_or_else(|| panic!("waited {} s in vain for {what}", DEADLINE.as_secs()))
}

/// Looks until nothing is left. Panics with `what`, and with what was left, when the deadline has passed.
pub fn nothing_left(what: &str, mut look: impl FnMut() -> Vec<String>) {
    let mut left = Vec::new();
    let none = within(DEADLINE, || {
        left = look();
        left.is_empty().then_some(())
    });
    assert!(none.is_some(), "waited {} s in vain for {what}: {}", DEADLINE.as_secs(), left.join(", "));
}

/// Looks until there is something to see, or the time is over.
pub fn within<T>(time: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(seen) = look() {
            return Some(seen);
        }
        if start.elapsed() > time {
            return None;
        }
        thread::sleep(GLANCE);
    }
}
