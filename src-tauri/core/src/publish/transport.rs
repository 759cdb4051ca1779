//! A run in progress: what each step of a plan does, and what the answers so far have left behind.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;

use super::{
    Entry, FileProgress, FileState, Progress,
    create::Created,
    film::Filmed,
    halt::Halt,
    journal::Kept,
    press::Press,
    wait::{self, Waited},
};
use crate::{
    library::{MediaRecord, RunId},
    post::Urn,
    providers::{
        Call, FileRef, Manner, Plan, Request, Step, StepId,
        linkedin::{self, Addresses, MediaStatus, Registered},
    },
};

/// How often a file is announced anew because its addresses have expired.
const FRESH_ADDRESSES: u32 = 2;

pub(super) struct Transport<'a> {
    pub press: &'a Press,
    pub plan: &'a Plan,
    pub run: RunId,
    pub filmed: Filmed,
    registered: Mutex<HashMap<StepId, Registered>>,
    /// The register steps of files that an earlier run uploaded.
    kept: Mutex<HashSet<StepId>>,
    /// An attempt since then may have made the post.
    doubted: Option<Timestamp>,
}

impl<'a> Transport<'a> {
    pub fn new(
        press: &'a Press,
        plan: &'a Plan,
        run: RunId,
        kept: Kept,
        doubted: Option<Timestamp>,
    ) -> Transport<'a> {
        let Kept { uploaded, announced, parts, beside } = kept;
        // The addresses of what is whole already are of no use.
        let whole = |urn| Registered { urn, addresses: Addresses::Whole { address: String::new() } };
        let filmed = Filmed::new(if announced.is_empty() { HashMap::new() } else { parts }, beside);
        let kept = Mutex::new(uploaded.keys().copied().collect());
        let whole = uploaded.into_iter().map(|(step, urn)| (step, whole(urn)));
        let registered = Mutex::new(announced.into_iter().chain(whole).collect());
        Transport { press, plan, run, filmed, registered, kept, doubted }
    }

    pub fn announce(&self) {
        let files = self
            .plan
            .files()
            .map(|file| FileProgress { media: file.media, name: file.name.clone(), bytes: file.bytes })
            .collect();
        self.press.report(Progress::Started { run: self.run, files });
    }

    /// Carries out one step; `Some` when it was the one that makes the post.
    pub async fn step(&self, step: &Step) -> Result<Option<Created>, Halt> {
        match &step.call {
            Call::Register { .. } if self.registered(step.id).is_some() => {}
            Call::Register { file, request } => self.register(step.id, file, request).await?,
            Call::Upload { file, registered, .. } if self.kept().contains(registered) => {
                self.seen(file, FileState::Processing, file.bytes);
            }
            Call::Upload { file, registered, manner } => {
                self.upload(step.id, file, *registered, manner).await?;
            }
            Call::Finalize { registered, .. } if self.kept().contains(registered) => {}
            Call::Finalize { file, registered, request } => {
                self.finalize(file, *registered, request).await?;
            }
            Call::Await { registered, request } => self.wait(registered, request).await?,
            // These wait for the post; who carries out the steps is done when it is made.
            Call::Comment { .. } | Call::CloseComments { .. } => {}
            Call::Create { request } => {
                let request = request.clone().filled(|step| self.urn(step));
                let unprocessed = |urn: &Urn| {
                    let file = self.file_named(urn)?;
                    self.seen(file, FileState::Failed, file.bytes);
                    Some(unprocessed([file]))
                };
                let author = &self.plan.author;
                let created = self.press.create(self.run, &request, author, self.doubted, unprocessed);
                return created.await.map(Some);
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
        if let Addresses::Parts(_) = registered.addresses {
            let entry = Entry::Announced { step: id, registered: registered.clone() };
            self.press.write(self.run, entry).await?;
            self.filmed.forget();
        }
        self.lock().insert(id, registered);
        Ok(())
    }

    async fn upload(
        &self,
        id: StepId,
        file: &FileRef,
        registered: StepId,
        manner: &Manner,
    ) -> Result<(), Halt> {
        self.seen(file, FileState::Uploading, 0);
        let sent = match manner {
            Manner::Whole => self.send_whole(file, registered).await,
            Manner::Parts { .. } => self.send_parts(id, file, registered).await,
            Manner::Thumbnail { .. } | Manner::Captions { .. } => {
                self.send_beside(id, file, registered, manner).await
            }
        };
        let beside = matches!(manner, Manner::Thumbnail { .. } | Manner::Captions { .. });
        match sent {
            Ok(()) => self.seen(file, FileState::Processing, file.bytes),
            // A new address comes with a new video, whose parts are on their way at this moment: it is asked for when
            // they are there, before the last word.
            Err(halt) if beside && halt.is_of_an_expired_address() => {}
            Err(halt) => {
                self.seen(file, FileState::Failed, 0);
                return Err(halt.at(&format!("Upload {}", file.name)));
            }
        }
        Ok(())
    }

    async fn send_whole(&self, file: &FileRef, registered: StepId) -> Result<(), Halt> {
        let record = self.record(file).await?;
        self.with_fresh_addresses(registered, || async {
            let address = match self.registered(registered).map(|it| it.addresses) {
                Some(Addresses::Whole { address }) => address,
                _ => String::new(),
            };
            let send = || self.press.upload(file, &record.path, &address);
            self.press.repeatable(&format!("Upload {}", file.name), send).await.map(|_| ())
        })
        .await?;
        self.note_uploaded(registered).await
    }

    /// Sends, and announces the file anew where its addresses have expired.
    pub async fn with_fresh_addresses<F: Future<Output = Result<(), Halt>>>(
        &self,
        registered: StepId,
        send: impl Fn() -> F,
    ) -> Result<(), Halt> {
        for _ in 0..FRESH_ADDRESSES {
            match send().await {
                Err(halt) if halt.is_of_an_expired_address() => self.register_again(registered).await?,
                sent => return sent,
            }
        }
        send().await
    }

    /// The file is whole at LinkedIn.
    pub async fn note_uploaded(&self, registered: StepId) -> Result<(), Halt> {
        match self.urn(registered) {
            Some(urn) => self.press.write(self.run, Entry::Uploaded { step: registered, urn }).await,
            None => Ok(()),
        }
    }

    pub async fn register_again(&self, id: StepId) -> Result<(), Halt> {
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

    /// Sends a file of which LinkedIn does not have what an earlier run sent, with what belongs to it.
    async fn upload_anew(&self, registered: StepId) -> Result<(), Halt> {
        self.kept().remove(&registered);
        self.register_again(registered).await?;
        for step in &self.plan.steps {
            match &step.call {
                Call::Upload { registered: of, .. } | Call::Finalize { registered: of, .. }
                    if *of == registered =>
                {
                    Box::pin(self.step(step)).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub async fn record(&self, file: &FileRef) -> Result<MediaRecord, Halt> {
        let media = file.media;
        self.press.blocking(move |library| library.media(media)).await.map_err(Halt::Journal)
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

    pub fn registered(&self, step: StepId) -> Option<Registered> {
        self.lock().get(&step).cloned()
    }

    pub fn urn(&self, step: StepId) -> Option<Urn> {
        self.lock().get(&step).map(|registered| registered.urn.clone())
    }

    pub fn seen(&self, file: &FileRef, state: FileState, sent: u64) {
        self.press.report(Progress::File { media: file.media, state, sent });
    }

    fn kept(&self) -> MutexGuard<'_, HashSet<StepId>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<StepId, Registered>> {
        self.registered.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
