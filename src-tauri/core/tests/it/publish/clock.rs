use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use galley_core::publish::Clock;
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::watch;

/// A wait this long is somebody's patience, and not a pause before the next step.
const PATIENCE: Duration = Duration::from_secs(60);

/// The sandbox's clock, by which the desk lives too. Nobody waits for it: whoever pauses makes it so much later and
/// goes on. Patience alone lasts until the test lets time [`pass`](SharedClock::pass).
pub struct SharedClock {
    time: Arc<galley_sandbox::Clock>,
    passed: watch::Sender<Duration>,
}

impl SharedClock {
    pub fn new(time: &Arc<galley_sandbox::Clock>) -> SharedClock {
        SharedClock { time: Arc::clone(time), passed: watch::Sender::default() }
    }

    pub fn pass(&self, duration: Duration) {
        self.time.advance(duration.as_millis() as i64);
        self.passed.send_modify(|passed| *passed += duration);
    }
}

impl Clock for SharedClock {
    /// A millisecond later each time, so that what happens one after the other is seen to.
    fn now(&self) -> Timestamp {
        self.time.advance(1);
        Timestamp::from_millisecond(self.time.now()).unwrap()
    }

    /// An hour before UTC all year round.
    fn zone(&self) -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(1))
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        if duration < PATIENCE {
            return Box::pin(async move {
                self.time.advance(duration.as_millis() as i64);
                tokio::task::yield_now().await;
            });
        }
        let mut passed = self.passed.subscribe();
        let until = *passed.borrow() + duration;
        Box::pin(async move {
            passed.wait_for(|passed| *passed >= until).await.unwrap();
        })
    }
}
