//! Sends a video: its parts side by side, what belongs to it, and the word that all of it is there.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::header::ETAG;
use serde_json::{Value, json};

use super::{
    Entry, FileState, Progress,
    halt::Halt,
    send::{Answer, Failure},
    transport::Transport,
    upload::Bearer,
};
use crate::{
    library::MediaRecord,
    post::Urn,
    providers::{
        Call, FileRef, Manner, Obtained, Request, StepId,
        linkedin::{Addresses, Parts},
    },
};

/// What was sent of a video so far. A post has at most one.
#[derive(Default)]
pub(super) struct Filmed {
    /// What the parts of an upload step were answered with, by their number.
    parts: Mutex<HashMap<StepId, BTreeMap<usize, String>>>,
    /// The video that an upload step has sent something beside.
    beside: Mutex<HashMap<StepId, Urn>>,
}

impl Filmed {
    pub fn new(parts: HashMap<StepId, BTreeMap<usize, String>>, beside: HashMap<StepId, Urn>) -> Filmed {
        Filmed { parts: Mutex::new(parts), beside: Mutex::new(beside) }
    }

    /// The video was announced anew: its parts have other addresses now.
    pub fn forget(&self) {
        self.parts().clear();
    }

    fn parts(&self) -> MutexGuard<'_, HashMap<StepId, BTreeMap<usize, String>>> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn beside(&self) -> MutexGuard<'_, HashMap<StepId, Urn>> {
        self.beside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport<'_> {
    /// Sends every part that is not there yet.
    pub async fn send_parts(&self, id: StepId, file: &FileRef, registered: StepId) -> Result<(), Halt> {
        let record = self.record(file).await?;
        self.with_fresh_addresses(registered, || self.send_missing(id, file, registered, &record)).await
    }

    async fn send_missing(
        &self,
        id: StepId,
        file: &FileRef,
        registered: StepId,
        record: &MediaRecord,
    ) -> Result<(), Halt> {
        let parts = self.parts_of(registered).ok_or_else(senseless)?;
        let ranges = parts.ranges(file.bytes).ok_or_else(senseless)?;
        let sent = self.filmed.parts().get(&id).cloned().unwrap_or_default();
        let there = |(number, range): (usize, &Range<u64>)| match sent.contains_key(&number) {
            true => range.end - range.start,
            false => 0,
        };
        let counts: Arc<[AtomicU64]> = ranges.iter().enumerate().map(there).map(AtomicU64::new).collect();
        let missing = parts.parts.iter().zip(ranges).enumerate().filter(|(at, _)| !sent.contains_key(at));
        let sending: Vec<_> = missing
            .map(|(number, (part, range))| Portion { number, address: &part.address, range, counts: &counts })
            .map(|portion| self.send_part(id, file, record, portion))
            .collect();
        stream::iter(sending).buffer_unordered(self.press.patience.parallel).try_collect::<()>().await
    }

    async fn send_part(
        &self,
        id: StepId,
        file: &FileRef,
        record: &MediaRecord,
        portion: Portion<'_>,
    ) -> Result<(), Halt> {
        let Portion { number, address, range, counts } = portion;
        let step = format!("Upload {}", file.name);
        let (media, progress, counts) = (file.media, Arc::clone(&self.press.progress), Arc::clone(counts));
        let told = Arc::new(move |sent| {
            if let Some(count) = counts.get(number) {
                count.store(sent, Relaxed);
            }
            let sent = counts.iter().map(|count| count.load(Relaxed)).sum();
            progress(Progress::File { media, state: FileState::Uploading, sent });
        });
        let send = || async {
            let (range, told) = (range.clone(), Arc::clone(&told));
            let answer = self.press.upload_part(file, &record.path, address, range, told).await?;
            part_id(&answer).ok_or_else(|| Failure::Unclear {
                why: format!("LinkedIn’s answer to a part of {} does not name it", file.name),
                retry_after: None,
                status: Some(answer.status),
            })
        };
        let part = self.press.repeatable(&step, send).await?;
        let entry = Entry::PartSent { step: id, part: number, id: part.clone() };
        self.press.write(self.run, entry).await?;
        self.filmed.parts().entry(id).or_default().insert(number, part);
        Ok(())
    }

    /// Sends what belongs to a video, if the video does not have it yet. Whether the address wants the token LinkedIn
    /// does not say: it goes only where it is asked for.
    pub async fn send_beside(
        &self,
        id: StepId,
        file: &FileRef,
        registered: StepId,
        manner: &Manner,
    ) -> Result<(), Halt> {
        let urn = self.urn(registered).ok_or_else(senseless)?;
        if self.filmed.beside().get(&id) == Some(&urn) {
            return Ok(());
        }
        let parts = self.parts_of(registered).ok_or_else(senseless)?;
        let address = match manner {
            Manner::Captions { .. } => parts.captions,
            _ => parts.thumbnail,
        };
        let address = address.ok_or_else(senseless)?;
        let record = self.record(file).await?;
        let send = |bearer| {
            let (path, address) = (&record.path, &address);
            async move { self.press.upload_beside(file, path, address, manner, bearer).await }
        };
        let step = format!("Upload {}", file.name);
        match self.press.repeatable(&step, || send(Bearer::None)).await {
            Err(halt) if halt.is_of_an_expired_address() => {
                self.press.repeatable(&step, || send(Bearer::Tried)).await?
            }
            sent => sent?,
        };
        self.press.write(self.run, Entry::BesideSent { step: id, urn: urn.clone() }).await?;
        self.filmed.beside().insert(id, urn);
        Ok(())
    }

    /// Says that all of a video is there.
    pub async fn finalize(&self, file: &FileRef, registered: StepId, request: &Request) -> Result<(), Halt> {
        self.with_fresh_addresses(registered, || self.send_lacking(registered))
            .await
            .map_err(|halt| halt.at(&format!("Upload {}", file.name)))?;
        let token = self.parts_of(registered).ok_or_else(senseless)?.token;
        let known = |from, what| match what {
            Obtained::Urn => self.urn(from).map(|urn| Value::String(urn.into())),
            Obtained::UploadToken => Some(json!(token)),
            Obtained::PartIds => {
                self.filmed.parts().get(&from).map(|ids| json!(ids.values().collect::<Vec<_>>()))
            }
        };
        let request = request.clone().filled_with(known);
        let step = format!("Say that all of {} is there", file.name);
        self.press.repeatable(&step, || self.press.send(&request)).await.map_err(|halt| halt.at(&step))?;
        self.note_uploaded(registered).await
    }

    /// Sends what a video lacks of all that belongs to it: one that was announced anew meanwhile has nothing of what
    /// went to the one before.
    async fn send_lacking(&self, registered: StepId) -> Result<(), Halt> {
        for step in &self.plan.steps {
            let Call::Upload { file, registered: of, manner } = &step.call else { continue };
            match manner {
                _ if *of != registered => {}
                Manner::Parts { .. } => {
                    let record = self.record(file).await?;
                    self.send_missing(step.id, file, registered, &record).await?;
                }
                Manner::Captions { .. } | Manner::Thumbnail { .. } => {
                    self.send_beside(step.id, file, registered, manner).await?;
                }
                Manner::Whole => {}
            }
        }
        Ok(())
    }

    fn parts_of(&self, registered: StepId) -> Option<Parts> {
        match self.registered(registered)?.addresses {
            Addresses::Parts(parts) => Some(parts),
            Addresses::Whole { .. } => None,
        }
    }
}

/// A part on its way.
struct Portion<'a> {
    number: usize,
    address: &'a str,
    range: Range<u64>,
    /// Bytes sent of every part.
    counts: &'a Arc<[AtomicU64]>,
}

/// What a part is called when all are named: its `ETag` without the quotes around it.
fn part_id(answer: &Answer) -> Option<String> {
    let etag = answer.headers.get(ETAG)?.to_str().ok()?.trim();
    let bare = etag.strip_prefix('"').and_then(|etag| etag.strip_suffix('"')).unwrap_or(etag);
    (!bare.is_empty()).then(|| bare.to_owned())
}

fn senseless() -> Halt {
    let why =
        "LinkedIn’s answer does not say where all of the video is to be sent. Publish again in a minute.";
    Halt::stopped("Upload the video", why, true)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::*;

    #[test]
    fn a_part_is_named_without_the_quotes_around_it() {
        let named = |etag: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.extend(etag.map(|etag| (ETAG, HeaderValue::from_static(etag))));
            part_id(&Answer { status: 200, headers, body: Bytes::new() })
        };
        assert_eq!(named(Some("\"9b2cf5\"")).as_deref(), Some("9b2cf5"));
        assert_eq!(named(Some("/ambry-video/parts/a\"b")).as_deref(), Some("/ambry-video/parts/a\"b"));
        assert_eq!(named(Some("\"\"")), None);
        assert_eq!(named(None), None);
    }
}
