//! Looks at published posts while Galley is open.

use std::time::Duration;

use super::{super::Desk, FIGURES_LAST};

/// The longest that nothing is looked up in the library: the command line publishes too, and computers sleep.
const LONGEST: Duration = Duration::from_secs(10 * 60);
/// The shortest between two rounds, whatever the library says.
const SHORTEST: Duration = Duration::from_secs(1);

impl Desk {
    /// Looks at every published post as it falls due, for as long as this is polled; whoever drops it ends it. `tell`
    /// hears after each round what turned out not to be shown, one sentence a post, or nothing.
    pub async fn follow_posts(&self, tell: impl Fn(Vec<String>)) {
        loop {
            let next = self.aside(|desk| {
                desk.forget_old_figures();
                desk.library.next_look().ok().flatten()
            });
            let wait = match next.await {
                Some(at) => {
                    let left = at.duration_since(self.clock.now());
                    Duration::try_from(left).unwrap_or_default().clamp(SHORTEST, LONGEST)
                }
                None => LONGEST,
            };
            tokio::select! {
                () = self.clock.sleep(wait) => {}
                () = self.looking.notified() => continue,
            }
            if let Some(troubles) = self.look_at_due_posts().await {
                tell(troubles);
            }
        }
    }

    /// What others did may not be kept for long.
    pub(in crate::desk) fn forget_old_figures(&self) {
        if let Err(error) = self.library.forget_figures(self.clock.now() - FIGURES_LAST) {
            tracing::warn!(%error, "old figures of posts could not be deleted");
        }
    }
}
