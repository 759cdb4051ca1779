//! Requests to end while a post is published. What is told then is what the journal knows at that moment, and no more.

use std::sync::{Arc, OnceLock};

use galley_core::{
    desk::{Desk, Proof},
    library::RunId,
    publish::{Outcome, Progress},
};
use tokio_util::sync::CancellationToken;

use super::{super::interrupt::Interrupts, Output, tell};

/// A post that is being published, and its run, once that may have sent anything.
#[derive(Clone)]
pub(super) struct UnderWay {
    desk: Desk,
    proof: Proof,
    run: Arc<OnceLock<RunId>>,
}

impl UnderWay {
    pub fn new(desk: &Desk, proof: &Proof) -> UnderWay {
        UnderWay { desk: desk.clone(), proof: proof.clone(), run: Arc::default() }
    }

    pub fn hear(&self, event: &Progress) {
        if let Progress::Started { run, .. } = event {
            self.run.get_or_init(|| *run);
        }
    }

    /// The first request to end cancels what can be cancelled; a second ends the process.
    pub async fn on_interrupt(self, mut interrupts: Interrupts, cancel: CancellationToken, output: Output) {
        interrupts.next().await;
        cancel.cancel();
        output.aside(match self.so_far().await {
            Outcome::Published { .. } => {
                "The post is there; what follows it is left out where it can be. Once more ends at once."
            }
            Outcome::Unknown { .. } => {
                "The post may be there by now and cannot be called back; finding out what became of it. Once more ends \
                 at once."
            }
            Outcome::Stopped { .. } => "Stopping before the post is made. Once more ends at once.",
        });
        interrupts.next().await;
        std::process::exit(tell(&self.so_far().await, output) as i32)
    }

    /// What is known, were the process to end now.
    async fn so_far(&self) -> Outcome {
        let Some(run) = self.run.get().copied() else {
            return stopped("Galley was ended before it began. Run the same command again.");
        };
        let proof = self.proof.clone();
        match self.desk.aside(move |desk| desk.so_far(&proof, run)).await {
            Ok(made @ Outcome::Published { .. }) => made,
            Ok(Outcome::Stopped { .. }) => {
                stopped("Galley was ended before the post was made. Run the same command again to go on.")
            }
            Ok(Outcome::Unknown { .. }) => {
                unknown("Galley was ended before it was known whether the post is there.")
            }
            Err(problem) => {
                unknown(&format!("Galley was ended, and how far it was cannot be read. {problem}"))
            }
        }
    }
}

fn stopped(why: &str) -> Outcome {
    Outcome::Stopped {
        step: "Publish".to_owned(),
        why: why.to_owned(),
        safe_to_retry: true,
        not_before: None,
        cancelled: true,
        refused: Vec::new(),
    }
}

fn unknown(why: &str) -> Outcome {
    Outcome::Unknown { how_to_find_out: format!("{why} Run the same command again to look for it.") }
}
