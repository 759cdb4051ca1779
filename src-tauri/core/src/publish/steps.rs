//! The steps of a plan, one by one and side by side.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::{
    StreamExt, TryStreamExt,
    stream::{self, FuturesUnordered},
};

use super::{
    Entry, FileProgress, FileState, Progress,
    create::{self, Created},
    halt::Halt,
    press::Press,
    retry::{Effect, Verdict, verdict},
    send::{Answer, Failure},
    wait::{self, Waited},
};
use crate::{
    library::RunId,
    post::Urn,
    providers::{
        Call, FileRef, Manner, Plan, Request, Step, StepId,
        linkedin::{self, MediaStatus, RefusalKind, Registered},
    },
};

impl Press {
    /// Every step but those that `uploaded` already covers, as many side by side as patience allows.
    pub(super) async fn carry_out(
        &self,
        plan: &Plan,
        run: RunId,
        uploaded: HashMap<StepId, Urn>,
        doubted: bool,
    ) -> Result<Created, Halt> {
        let state = State { doubted, ..State::new(self, plan, run, uploaded) };
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
    pub(super) async fn repeatable<F: Future<Output = Result<Answer, Failure>>>(
        &self,
        step: &str,
        send: impl Fn() -> F,
    ) -> Result<Answer, Halt> {
        let mut attempt = 1;
        loop {
            let failure = tokio::select! {
                answer = send() => match answer {
                    Ok(answer) => return Ok(answer),
                    Err(failure) => failure,
                },
                () = self.cancel.cancelled() => return Err(Halt::cancelled(step)),
            };
            match verdict(Effect::Repeatable, attempt, &failure) {
                Verdict::Again(gap) => self.pause(step, gap, &format!("{step}: trying again")).await?,
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

/// A run in progress.
struct State<'a> {
    press: &'a Press,
    plan: &'a Plan,
    run: RunId,
    registered: Mutex<HashMap<StepId, Registered>>,
    /// The register steps of files that an earlier run uploaded.
    kept: Mutex<HashSet<StepId>>,
    /// An earlier attempt may have made the post.
    doubted: bool,
}

impl<'a> State<'a> {
    fn new(press: &'a Press, plan: &'a Plan, run: RunId, uploaded: HashMap<StepId, Urn>) -> State<'a> {
        let kept = Mutex::new(uploaded.keys().copied().collect());
        let registered = uploaded
            .into_iter()
            .map(|(step, urn)| (step, Registered { urn, upload_url: String::new() }))
            .collect();
        State { press, plan, run, registered: Mutex::new(registered), kept, doubted: false }
    }

    fn announce(&self) {
        let files = self
            .plan
            .files()
            .map(|file| FileProgress { media: file.media, name: file.name.clone(), bytes: file.bytes })
            .collect();
        self.press.report(Progress::Started { run: self.run, files });
    }

    /// Carries out one step; `Some` when it was the one that makes the post.
    async fn step(&self, step: &Step) -> Result<Option<Created>, Halt> {
        match &step.call {
            Call::Register { .. } if self.kept().contains(&step.id) => {}
            Call::Register { file, request } => self.register(step.id, file, request).await?,
            Call::Upload { file, registered, .. } if self.kept().contains(registered) => {
                self.seen(file, FileState::Processing, file.bytes);
            }
            Call::Upload { file, registered, manner: Manner::Whole } => {
                self.upload(file, *registered).await?;
            }
            Call::Upload { file, .. } | Call::Finalize { file, .. } => return Err(not_yet(file)),
            Call::Await { registered, request } => self.wait(registered, request).await?,
            Call::Create { request } => {
                let request = request.clone().filled(|step| self.urn(step));
                let unprocessed = |urn: &Urn| {
                    let file = self.file_named(urn)?;
                    self.seen(file, FileState::Failed, file.bytes);
                    Some(unprocessed([file]))
                };
                return self.press.create(self.run, &request, self.doubted, unprocessed).await.map(Some);
            }
        }
        Ok(None)
    }

    async fn register(&self, id: StepId, file: &FileRef, request: &Request) -> Result<(), Halt> {
        let step = format!("Register {}", file.name);
        let answer =
            self.press.repeatable(&step, || self.press.send(request)).await.map_err(|halt| halt.at(&step))?;
        let registered = linkedin::registered(&answer.body).ok_or_else(|| {
            Halt::stopped(
                &step,
                "LinkedIn’s answer names no upload address. Publish again in a minute.",
                true,
            )
        })?;
        self.lock().insert(id, registered);
        Ok(())
    }

    async fn upload(&self, file: &FileRef, registered: StepId) -> Result<(), Halt> {
        let step = format!("Upload {}", file.name);
        let media = file.media;
        let record = self.press.blocking(move |library| library.media(media)).await.map_err(Halt::Journal)?;
        self.seen(file, FileState::Uploading, 0);
        let mut fresh_addresses = 0;
        loop {
            let address = self.lock().get(&registered).map(|it| it.upload_url.clone()).unwrap_or_default();
            let send = || self.press.upload(file, &record.path, &address);
            match self.press.repeatable(&step, send).await {
                Ok(_) => break,
                Err(Halt::Refused(Failure::Refused { refusal, .. }))
                    if refusal.kind == RefusalKind::UploadExpired && fresh_addresses < 2 =>
                {
                    fresh_addresses += 1;
                    self.register_again(registered).await?;
                }
                Err(halt) => {
                    self.seen(file, FileState::Failed, 0);
                    return Err(halt.at(&step));
                }
            }
        }
        if let Some(urn) = self.urn(registered) {
            self.press.write(self.run, Entry::Uploaded { step: registered, urn }).await?;
        }
        self.seen(file, FileState::Processing, file.bytes);
        Ok(())
    }

    async fn register_again(&self, id: StepId) -> Result<(), Halt> {
        match self.plan.steps.iter().find(|step| step.id == id).map(|step| &step.call) {
            Some(Call::Register { file, request }) => self.register(id, file, request).await,
            _ => Ok(()),
        }
    }

    async fn wait(&self, registered: &[StepId], request: &Request) -> Result<(), Halt> {
        let files: Vec<&FileRef> = registered.iter().filter_map(|step| self.file(*step)).collect();
        let seen = |at: usize, status: MediaStatus| {
            let Some(file) = files.get(at) else { return };
            match status {
                MediaStatus::Available => self.seen(file, FileState::Ready, file.bytes),
                MediaStatus::Failed => self.seen(file, FileState::Failed, file.bytes),
                MediaStatus::Processing
                | MediaStatus::WaitingUpload
                | MediaStatus::Unknown
                | MediaStatus::Withheld => {}
            }
        };
        let kept = |at: usize| registered.get(at).is_some_and(|step| self.kept().contains(step));
        loop {
            let urns: Vec<Urn> = registered.iter().filter_map(|step| self.urn(*step)).collect();
            let request = request.clone().filled(|step| self.urn(step));
            match self.press.wait_until_available(&request, &urns, kept, seen).await? {
                Waited::Over => return Ok(()),
                Waited::Failed(places) => {
                    let files = places.into_iter().filter_map(|at| files.get(at).copied());
                    return Err(unprocessed(files));
                }
                Waited::Missing(places) => {
                    let missing = places.into_iter().filter_map(|at| registered.get(at).copied());
                    let anew: Vec<_> = missing.map(|step| self.upload_anew(step)).collect();
                    stream::iter(anew)
                        .buffer_unordered(self.press.patience.parallel)
                        .try_collect::<()>()
                        .await?;
                }
            }
        }
    }

    /// Sends a file of which LinkedIn does not have what an earlier run sent.
    async fn upload_anew(&self, registered: StepId) -> Result<(), Halt> {
        self.kept().remove(&registered);
        let Some(file) = self.file(registered) else { return Ok(()) };
        self.register_again(registered).await?;
        self.upload(file, registered).await
    }

    fn file(&self, registered: StepId) -> Option<&FileRef> {
        self.plan.steps.iter().find(|step| step.id == registered).and_then(|step| match &step.call {
            Call::Register { file, .. } => Some(file),
            _ => None,
        })
    }

    fn file_named(&self, urn: &Urn) -> Option<&FileRef> {
        let step = self.lock().iter().find(|(_, registered)| registered.urn == *urn).map(|(step, _)| *step);
        self.file(step?)
    }

    fn urn(&self, step: StepId) -> Option<Urn> {
        self.lock().get(&step).map(|registered| registered.urn.clone())
    }

    fn seen(&self, file: &FileRef, state: FileState, sent: u64) {
        self.press.report(Progress::File { media: file.media, state, sent });
    }

    fn kept(&self) -> MutexGuard<'_, HashSet<StepId>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<StepId, Registered>> {
        self.registered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `checks` says the same before a plan with such a step is carried out.
fn not_yet(file: &FileRef) -> Halt {
    let step = format!("Upload {}", file.name);
    let why = "Galley does not send videos yet. Make this post on LinkedIn itself.";
    Halt::stopped(&step, why, false)
}

fn unprocessed<'a>(files: impl IntoIterator<Item = &'a FileRef>) -> Halt {
    let names: Vec<&str> = files.into_iter().map(|file| file.name.as_str()).collect();
    let it = if names.len() == 1 { "it" } else { "them" };
    let names = names.join(", ");
    let why = format!(
        "LinkedIn could not process {names}. Save {it} anew in the program that made {it} and replace {it}."
    );
    Halt::stopped(wait::STEP, why, false)
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
