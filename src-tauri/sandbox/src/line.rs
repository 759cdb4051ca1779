//! A line that all requests share: what one takes of it, the others wait for.

use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::Instant;

use crate::guarded::Guarded;

#[derive(Debug)]
pub(crate) struct Line {
    bytes_per_second: NonZeroU32,
    /// When everything that was let on so far is over it.
    free_at: Guarded<Instant>,
}

impl Line {
    pub(crate) fn new(bytes_per_second: NonZeroU32) -> Self {
        Self { bytes_per_second, free_at: Guarded::new(Instant::now()) }
    }

    /// Waits until so many bytes more are over it.
    pub(crate) async fn carry(&self, bytes: usize) {
        let takes = Duration::from_secs_f64(bytes as f64 / f64::from(self.bytes_per_second.get()));
        let over = {
            let mut free_at = self.free_at.lock();
            *free_at = (*free_at).max(Instant::now()) + takes;
            *free_at
        };
        tokio::time::sleep_until(over).await;
    }
}
