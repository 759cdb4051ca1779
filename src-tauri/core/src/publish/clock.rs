//! Time, as an argument.

use std::{future::Future, pin::Pin, time::Duration};

use jiff::{Timestamp, tz::TimeZone};

/// What time it is, and waiting.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

    /// Where people read the time that they are told; this computer's, unless it is another's.
    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// The computer's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(duration))
    }
}
