//! The steps of a plan, one by one and side by side.

use std::{collections::HashSet, time::Duration};

use futures_util::{StreamExt, stream::FuturesUnordered};
use jiff::Timestamp;

use super::{
    Progress,
    create::{self, Created},
    halt::Halt,
    journal::Kept,
    press::Press,
    retry::{Effect, Verdict, verdict},
    send::Failure,
    transport::Transport,
};
use crate::{
    library::RunId,
    providers::{Plan, Step, StepId},
};

impl Press {
    /// Every step but those that `kept` already covers, as many side by side as patience allows.
    pub(super) async fn carry_out(
        &self,
        plan: &Plan,
        run: RunId,
        kept: Kept,
        doubted: Option<Timestamp>,
    ) -> Result<Created, Halt> {
        // No file is sent for a post that cannot be made today.
        if let Some(refused) = plan.creation().and_then(|create| self.spent(create)) {
            return Err(Halt::failed(create::STEP, &refused, true));
        }
        let state = Transport::new(self, plan, run, kept, doubted);
        state.announce();
        let mut done: HashSet<StepId> = HashSet::new();
        let mut started: HashSet<StepId> = HashSet::new();
        let mut running = FuturesUnordered::new();
        loop {
            let ready =
                |step: &&Step| !started.contains(&step.id) && step.after.iter().all(|id| done.contains(id));
            let room = self.patience.parallel.saturating_sub(running.len());
            let next: Vec<&Step> = plan.steps.iter().filter(ready).take(room).collect();
            for step in next {
                started.insert(step.id);
                let state = &state;
                running.push(async move { (step.id, state.step(step).await) });
            }
            match running.next().await {
                Some((id, Ok(None))) => {
                    done.insert(id);
                }
                Some((_, Ok(Some(created)))) => return Ok(created),
                Some((_, Err(halt))) => return Err(halt),
                None => {
                    return Err(Halt::stopped(
                        create::STEP,
                        "The plan has no step that creates a post.",
                        false,
                    ));
                }
            }
        }
    }

    /// Sends a repeatable call until it succeeds or the rules say stop.
    pub(super) async fn repeatable<T, F: Future<Output = Result<T, Failure>>>(
        &self,
        step: &str,
        send: impl Fn() -> F,
    ) -> Result<T, Halt> {
        let mut attempt = 1;
        loop {
            let version = self.versions.get();
            let failure = tokio::select! {
                answer = send() => match answer {
                    Ok(answer) => return Ok(answer),
                    Err(failure) => failure,
                },
                () = self.cancel.cancelled() => return Err(Halt::cancelled(step)),
            };
            match verdict(Effect::Repeatable, attempt, &failure) {
                Verdict::Again(gap) => self.pause(step, gap, &format!("{step}: trying again")).await?,
                Verdict::WithOtherVersion => tokio::select! {
                    found = self.other_version() => {
                        found.map_err(|why| Halt::Refused(Failure::NoVersion(why)))?;
                        // It asked for no version, as files do not: another changes nothing.
                        if self.versions.get() == version {
                            return Err(Halt::Refused(failure));
                        }
                    }
                    () = self.cancel.cancelled() => return Err(Halt::cancelled(step)),
                },
                Verdict::Stop { .. } | Verdict::Unknown => return Err(Halt::Refused(failure)),
            }
            attempt += 1;
        }
    }

    /// Waits in the course of a step, and says until when and why; cancelling ends the wait.
    pub(super) async fn pause(&self, step: &str, gap: Duration, why: &str) -> Result<(), Halt> {
        let until = self.clock.now().as_millisecond() + gap.as_millis() as i64;
        self.report(Progress::Waiting { why: why.to_owned(), until, cancellable: true });
        tokio::select! {
            () = self.clock.sleep(gap) => Ok(()),
            () = self.cancel.cancelled() => Err(Halt::cancelled(step)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::NewRun;

    #[test]
    fn a_run_may_move_between_threads() {
        fn movable<T: Send>(_: impl Fn(&'static Press, &'static Plan, NewRun) -> T) {}
        movable(|press, plan, new| press.publish(plan, new));
    }
}
