//! The sandbox's time. Nothing in the sandbox reads the machine's clock but this.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::guarded::Guarded;

/// Milliseconds since 1970-01-01 00:00 UTC.
pub(crate) type Millis = i64;

/// How long a day of LinkedIn's limits is. Days begin at 00:00 UTC (LinkedIn rate limits).
const DAY: Millis = 86_400_000;

/// Which clock a sandbox starts with; in a config file `"system"` or `{"fixed": "2026-11-22T00:00:00Z"}`.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockChoice {
    /// The machine's time. `POST /__clock` shifts it, and it runs on from there.
    #[default]
    System,
    /// Stands still until `POST /__clock` moves it.
    Fixed(Timestamp),
}

#[derive(Debug, Clone, Copy)]
enum Reading {
    Running { ahead: Millis },
    Standing(Millis),
}

/// A sandbox's clock, which can be set and moved while it runs. What is tested against the sandbox can live by it too.
#[derive(Debug)]
pub struct Clock {
    reading: Guarded<Reading>,
}

impl Clock {
    pub(crate) fn new(choice: ClockChoice) -> Self {
        let reading = match choice {
            ClockChoice::System => Reading::Running { ahead: 0 },
            ClockChoice::Fixed(at) => Reading::Standing(at.as_millisecond()),
        };
        Self { reading: Guarded::new(reading) }
    }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub fn now(&self) -> i64 {
        match *self.reading.lock() {
            Reading::Running { ahead } => machine_time().saturating_add(ahead),
            Reading::Standing(at) => at,
        }
    }

    /// Puts the clock to a moment. A running clock runs on from there, a standing one stands there.
    pub(crate) fn set(&self, to: Millis) {
        let mut reading = self.reading.lock();
        *reading = match *reading {
            Reading::Running { .. } => Reading::Running { ahead: to.saturating_sub(machine_time()) },
            Reading::Standing(_) => Reading::Standing(to),
        };
    }

    /// Moves it by so many milliseconds, a running one as well.
    pub fn advance(&self, by: i64) {
        let mut reading = self.reading.lock();
        *reading = match *reading {
            Reading::Running { ahead } => Reading::Running { ahead: ahead.saturating_add(by) },
            Reading::Standing(at) => Reading::Standing(at.saturating_add(by)),
        };
    }
}

/// The number of the UTC day a moment lies in.
pub(crate) fn day_of(at: Millis) -> i64 {
    at.div_euclid(DAY)
}

/// The moment as RFC 3339, or the bare milliseconds when it lies outside the calendar.
pub(crate) fn written(at: Millis) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |moment| moment.to_string())
}

fn machine_time() -> Millis {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| Millis::try_from(since.as_millis()).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_clock_moves_only_when_told() {
        let clock = Clock::new(ClockChoice::Fixed(Timestamp::from_millisecond(1_000).unwrap()));
        assert_eq!(clock.now(), 1_000);
        clock.advance(500);
        assert_eq!(clock.now(), 1_500);
        clock.set(7);
        assert_eq!(clock.now(), 7);
    }

    #[test]
    fn a_day_ends_at_midnight_utc() {
        assert_eq!(day_of(DAY - 1), 0);
        assert_eq!(day_of(DAY), 1);
        assert_eq!(day_of(-1), -1);
    }
}
