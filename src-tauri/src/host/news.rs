//! What the page is told without asking. Through a channel it hands over, because the event system would also tell it
//! the paths of dragged files.

use std::sync::{Mutex, MutexGuard, PoisonError};

use galley_core::{
    desk::{Added, Problem},
    post::MediaId,
};
use serde::Serialize;
use specta::Type;
use tauri::ipc::Channel;

#[derive(Debug, Clone, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum News {
    /// Files are being dragged over the window.
    DragOver,
    DragLeft,
    /// Files were let go over the window and are being read: `Dropped` or `DropFailed` of the same number follows.
    Dropping {
        drop: u32,
    },
    /// Many files are being read: so many of them are done. `drop` is null of files that were picked or pasted.
    Reading {
        drop: Option<u32>,
        done: u32,
        of: u32,
    },
    Dropped {
        drop: u32,
        added: Added,
    },
    DropFailed {
        drop: u32,
        problem: Problem,
    },
    /// Files were chosen in the dialog and are being read: the answer to `pick_media` follows.
    Picked,
    /// These files of the open draft were changed on the disk, went or came back: ask for them again.
    FilesChanged {
        ids: Vec<MediaId>,
    },
    /// The page's process died, and the page was loaded again. `unsaved`: the disk had refused what was written last,
    /// which is gone.
    Revived {
        unsaved: bool,
    },
    /// The window stays open.
    CloseHeld {
        why: Held,
    },
    /// The accounts are no longer what they were: ask for them again.
    AccountsChanged,
    /// LinkedIn said what became of published posts: ask for them again. `troubles` has a sentence for each that turned
    /// out not to be shown.
    PostsSeen {
        troubles: Vec<String>,
    },
}

/// Why a window is not closed at the first wish.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// A post is being published.
    Publishing,
    /// A post is being changed or deleted.
    Changing,
    /// The disk refuses the draft. The next wish is granted.
    Unsaved,
}

/// Whoever listens at the moment: the page that was loaded last.
#[derive(Default)]
pub struct Listener(Mutex<Ear>);

#[derive(Default)]
struct Ear {
    page: Option<Channel<News>>,
    /// What waits for the next page.
    next: Option<News>,
}

impl Listener {
    pub fn is(&self, page: Channel<News>) {
        let mut ear = self.ear();
        if let Some(news) = ear.next.take() {
            drop(page.send(news));
        }
        ear.page = Some(page);
    }

    /// A page that is not there yet, or no more, misses nothing: it asks for everything when it loads.
    pub fn tell(&self, news: News) {
        if let Some(page) = &self.ear().page {
            drop(page.send(news));
        }
    }

    /// Tells the page that is loaded next.
    pub fn tell_next(&self, news: News) {
        self.ear().next = Some(news);
    }

    fn ear(&self) -> MutexGuard<'_, Ear> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
