//! What is being published by this process: how it is cancelled, and how whoever comes later hears of it. A page can be
//! loaded anew in the middle of a run.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{Desk, Problem, Published, lock, problem::Code};
use crate::{post::DraftId, publish::Progress};

type Ended = Result<Published, Problem>;
type Ear = Box<dyn Fn(Progress) + Send + Sync>;

/// By draft.
pub(super) type UnderWay = Mutex<HashMap<DraftId, Arc<Going>>>;

/// What goes on for one draft.
pub(super) struct Going {
    pub cancel: CancellationToken,
    /// It makes a post; otherwise it does what follows one.
    makes_post: bool,
    told: Mutex<Told>,
    ended: watch::Sender<Option<Ended>>,
    /// Whoever began it is gone: its end waits here for somebody to ask.
    unheard: AtomicBool,
}

#[derive(Default)]
struct Told {
    /// What matters of it to somebody who comes later.
    so_far: Vec<Progress>,
    ears: Vec<Ear>,
}

impl Told {
    fn add(&mut self, progress: Progress) {
        self.ears.iter().for_each(|ear| ear(progress.clone()));
        let anew = matches!(progress, Progress::Started { .. });
        self.so_far.retain(|before| !anew && !is_replaced(before, &progress));
        self.so_far.push(progress);
    }
}

/// A file has one state, and waiting is over with whatever comes next.
fn is_replaced(before: &Progress, by: &Progress) -> bool {
    match (before, by) {
        (Progress::Waiting { .. }, _) => true,
        (Progress::File { media, .. }, Progress::File { media: next, .. }) => media == next,
        _ => false,
    }
}

/// Held by whoever publishes.
pub(super) struct Held {
    all: Arc<UnderWay>,
    draft: DraftId,
    going: Arc<Going>,
}

impl Held {
    pub fn cancel(&self) -> CancellationToken {
        self.going.cancel.clone()
    }

    /// Tells everybody who listens, and this one.
    pub fn telling(
        &self,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> impl Fn(Progress) + Send + Sync + 'static {
        let going = Arc::clone(&self.going);
        move |told| {
            lock(&going.told).add(told.clone());
            progress(told);
        }
    }

    pub fn end(&self, ended: Ended) {
        self.going.ended.send_replace(Some(ended));
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut all = lock(&self.all);
        let is_this = all.get(&self.draft).is_some_and(|going| Arc::ptr_eq(going, &self.going));
        let waits = self.going.unheard.load(Relaxed) && self.going.has_ended();
        if is_this && !waits {
            all.remove(&self.draft);
        }
    }
}

impl Going {
    fn has_ended(&self) -> bool {
        self.ended.borrow().is_some()
    }

    fn can_be_watched(&self) -> bool {
        self.makes_post && (self.unheard.load(Relaxed) || !self.has_ended())
    }
}

impl Desk {
    /// Whether anything is being published by this process.
    pub fn is_publishing(&self) -> bool {
        lock(&self.under_way).values().any(|going| !going.has_ended())
    }

    /// Stops publishing a draft before the post is made, and what follows a post that is there; whether a post that is
    /// on its way was made is found out all the same.
    pub fn cancel(&self, draft: DraftId) {
        if let Some(going) = lock(&self.under_way).get(&draft) {
            going.cancel.cancel();
        }
    }

    /// How publishing a draft goes on that was begun before, from its first step to its end, for somebody who did not
    /// begin it. `None` when nothing is under way: the draft, opened anew, says what came of it.
    ///
    /// # Errors
    /// As [`Desk::publish`].
    pub async fn watch_publishing(
        &self,
        draft: DraftId,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Option<Published>, Problem> {
        let mut ended = {
            let mut all = lock(&self.under_way);
            let Some(going) = all.get(&draft).filter(|going| going.can_be_watched()).cloned() else {
                return Ok(None);
            };
            going.unheard.store(false, Relaxed);
            if going.has_ended() {
                all.remove(&draft);
            }
            let mut told = lock(&going.told);
            told.so_far.iter().for_each(|before| progress(before.clone()));
            told.ears.push(Box::new(progress));
            going.ended.subscribe()
        };
        match ended.wait_for(Option::is_some).await {
            Ok(ended) => ended.clone().transpose(),
            Err(_) => Ok(None),
        }
    }

    /// Whoever began what is under way hears no more of it: what comes of it is kept for somebody who asks.
    pub fn nobody_hears(&self) {
        lock(&self.under_way).values().for_each(|going| going.unheard.store(true, Relaxed));
    }

    /// The draft that is being published, or was without anybody hearing the end.
    pub(super) fn draft_under_way(&self) -> Option<DraftId> {
        lock(&self.under_way).iter().find(|(_, going)| going.can_be_watched()).map(|(draft, _)| *draft)
    }

    /// Whether there is something to [watch](Desk::watch_publishing).
    pub(super) fn is_under_way(&self, draft: DraftId) -> bool {
        lock(&self.under_way).get(&draft).is_some_and(|going| going.can_be_watched())
    }

    /// From now on something publishes this draft, until the value is dropped.
    ///
    /// # Errors
    /// [`Code::Busy`] when something publishes it already.
    pub(super) fn begin(&self, draft: DraftId, makes_post: bool) -> Result<Held, Problem> {
        let going = Arc::new(Going {
            cancel: CancellationToken::new(),
            makes_post,
            told: Mutex::default(),
            ended: watch::Sender::default(),
            unheard: AtomicBool::default(),
        });
        match lock(&self.under_way).entry(draft) {
            Entry::Occupied(before) if !before.get().has_ended() => {
                return Err(Problem::new(Code::Busy, "this draft is being published already"));
            }
            Entry::Occupied(mut before) => drop(before.insert(Arc::clone(&going))),
            Entry::Vacant(free) => drop(free.insert(Arc::clone(&going))),
        }
        Ok(Held { all: Arc::clone(&self.under_way), draft, going })
    }
}
