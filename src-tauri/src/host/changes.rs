//! Files of the open draft that change on the disk. The page hears which, and asks for them again.

mod folders;

use std::{collections::HashMap, sync::Arc, time::Duration};

use galley_core::{
    desk::{Desk, Linked},
    media::Stamp,
    post::MediaId,
};
use tauri::{Manager, WebviewWindow, WindowEvent};
use tokio::{
    sync::Notify,
    time::{Instant, timeout, timeout_at},
};

use self::folders::Folders;
use super::news::{Listener, News};

/// A program that saves a file writes many times; it has done when it is quiet for as long.
const QUIET: Duration = Duration::from_millis(150);
/// One that is never quiet is looked at after this.
const LONGEST: Duration = Duration::from_secs(1);

/// Looks at the disk from now on, and whenever the window comes to the front: not every disk tells of its changes, one
/// on the network least of all.
pub fn watch(window: &WebviewWindow) {
    let nudge = Arc::new(Notify::new());
    let at_focus = Arc::clone(&nudge);
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Focused(true)) {
            at_focus.notify_one();
        }
    });
    let (desk, to) = (window.state::<Desk>().inner().clone(), window.clone());
    tauri::async_runtime::spawn(follow(desk, nudge, move |ids| {
        to.state::<Listener>().tell(News::FilesChanged { ids });
    }));
}

/// Tells which files of the open draft are no longer what they were, as long as the process lives. At a nudge it looks.
async fn follow(desk: Desk, nudge: Arc<Notify>, tell: impl Fn(Vec<MediaId>)) {
    let mut open = desk.files_of_the_open_draft();
    let (mut folders, mut told) = (Folders::new(Arc::clone(&nudge)), Told::default());
    loop {
        let ids = open.borrow_and_update().clone();
        let changed;
        // The folders first, so that nothing can change unnoticed between the look and them.
        (folders, told, changed) = desk
            .aside(move |desk| {
                let files = desk.linked(&ids);
                folders.watch(&files.iter().map(|file| file.path.as_path()).collect::<Vec<_>>());
                let changed = told.look(&files);
                (folders, told, changed)
            })
            .await;
        if !changed.is_empty() {
            tell(changed);
        }
        tokio::select! {
            gone = open.changed() => if gone.is_err() { return },
            () = nudge.notified() => until_quiet(&nudge).await,
        }
    }
}

async fn until_quiet(nudge: &Notify) {
    let latest = Instant::now() + LONGEST;
    while let Ok(Ok(())) = timeout_at(latest, timeout(QUIET, nudge.notified())).await {}
}

/// The files as they were when the page last had reason to ask for them; `None` for one that was gone.
#[derive(Debug, Default)]
struct Told(HashMap<MediaId, Option<Stamp>>);

impl Told {
    /// Those of the files that are something else by now.
    fn look(&mut self, files: &[Linked]) -> Vec<MediaId> {
        let before = std::mem::take(&mut self.0);
        let now: Vec<_> = files.iter().map(|file| (file, Stamp::of(&file.path).ok())).collect();
        self.0 = now.iter().map(|(file, stamp)| (file.id, stamp.clone())).collect();
        now.into_iter()
            .filter(|(file, stamp)| before.get(&file.id).unwrap_or(&file.known) != stamp)
            .map(|(file, _)| file.id)
            .collect()
    }
}

#[cfg(test)]
mod tests;
