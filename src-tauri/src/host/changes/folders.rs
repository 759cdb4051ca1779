//! The folders in which files lie, watched through the system.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind},
};
use tokio::sync::Notify;

/// Folders that come and go faster than this are left to the next look.
const TRIES: u32 = 5;

/// Folders are watched and not files, because many programs save by putting a new file in the old one's place.
pub struct Folders {
    /// `None` where the system has none to give.
    watcher: Option<RecommendedWatcher>,
    concern: Arc<Mutex<Concern>>,
}

/// What an event has to be about.
#[derive(Debug, Default)]
struct Concern {
    watched: BTreeSet<PathBuf>,
    /// In them, or the way to them.
    awaited: HashSet<PathBuf>,
    /// Watched folders that went: another may stand in such a one's place.
    lost: HashSet<PathBuf>,
}

impl Folders {
    /// `nudge` is notified when something may have happened to a file.
    pub fn new(nudge: Arc<Notify>) -> Folders {
        let concern = Arc::new(Mutex::new(Concern::default()));
        let of_events = Arc::clone(&concern);
        let watcher = notify::recommended_watcher(move |event| {
            if lock(&of_events).concerns(event) {
                nudge.notify_one();
            }
        });
        let watcher = watcher.inspect_err(
            |error| tracing::warn!(%error, "changes on the disk are noticed only when the window comes to the front"),
        );
        Folders { watcher: watcher.ok(), concern }
    }

    /// Watches where these files lie, and nothing else from now on.
    pub fn watch(&mut self, files: &[&Path]) {
        let mut refused = None;
        // What came or went before its folder was watched is seen the next time round.
        for _ in 0..TRIES {
            let places =
                files.iter().flat_map(|file| places(file)).map(|place| (place.folder, place.awaited));
            let (folders, awaited): (BTreeSet<_>, HashSet<_>) = places.unzip();
            let (stale, new) = lock(&self.concern).turn_to(folders, awaited);
            if stale.is_empty() && new.is_empty() {
                return;
            }
            refused = self.turn(&stale, new);
        }
        if let Some(error) = refused {
            tracing::warn!(%error, "a folder is not watched");
        }
    }

    /// The latest reason why a folder is not watched.
    fn turn(&mut self, stale: &[PathBuf], new: Vec<PathBuf>) -> Option<notify::Error> {
        let watcher = self.watcher.as_mut()?;
        for folder in stale {
            // One that went is not watched any more, and that is all there is to say of it.
            drop(watcher.unwatch(folder));
        }
        let mut refused = None;
        for folder in new {
            if let Err(error) = watcher.watch(&folder, RecursiveMode::NonRecursive) {
                lock(&self.concern).watched.remove(&folder);
                refused = Some(error);
            }
        }
        refused
    }
}

impl Concern {
    /// The folders to be watched no more, and those to be watched from now on. One that was lost is among both.
    fn turn_to(
        &mut self,
        folders: BTreeSet<PathBuf>,
        awaited: HashSet<PathBuf>,
    ) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let lost = std::mem::take(&mut self.lost);
        let without = |these: &BTreeSet<PathBuf>, those: &BTreeSet<PathBuf>| {
            these.iter().filter(|it| !those.contains(*it) || lost.contains(*it)).cloned().collect()
        };
        let turned = (without(&self.watched, &folders), without(&folders, &self.watched));
        (self.watched, self.awaited) = (folders, awaited);
        turned
    }

    fn concerns(&mut self, event: notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        if is_reading(event.kind) {
            return false;
        }
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            let gone = event.paths.iter().filter(|path| self.watched.contains(*path));
            self.lost.extend(gone.cloned());
        }
        event.need_rescan()
            || event.paths.iter().any(|path| self.awaited.contains(path) || self.lost.contains(path))
    }
}

/// Galley reads the files itself.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// A folder to watch, and what is to be told of in it.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    folder: PathBuf,
    awaited: PathBuf,
}

/// The folder of a file, and if it is a link, that of the file it leads to.
fn places(path: &Path) -> Vec<Place> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|is| is.is_symlink());
    let target = is_link.then(|| fs::canonicalize(path).ok()).flatten();
    place(path).into_iter().chain(target.as_deref().and_then(place)).collect()
}

/// The nearest folder that is there, and the next step from it towards the file.
fn place(path: &Path) -> Option<Place> {
    path.ancestors().zip(path.ancestors().skip(1)).find_map(|(step, folder)| {
        // As the system tells it.
        let folder = fs::canonicalize(folder).ok().filter(|folder| folder.is_dir())?;
        let awaited = folder.join(step.file_name()?);
        Some(Place { folder, awaited })
    })
}

fn lock(concern: &Mutex<Concern>) -> MutexGuard<'_, Concern> {
    concern.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_missing_folder_the_nearest_above_is_watched() {
        let folder = tempfile::tempdir().unwrap();
        let here = fs::canonicalize(folder.path()).unwrap();
        let of = |file: &str| place(&folder.path().join(file)).unwrap();
        assert_eq!(of("a.jpg"), Place { folder: here.clone(), awaited: here.join("a.jpg") });
        assert_eq!(of("b/c/a.jpg"), Place { folder: here.clone(), awaited: here.join("b") });
        fs::create_dir(here.join("b")).unwrap();
        assert_eq!(of("b/c/a.jpg"), Place { folder: here.join("b"), awaited: here.join("b/c") });
    }

    #[test]
    fn reading_a_file_is_no_change() {
        let path = PathBuf::from("/pictures/a.jpg");
        let mut concern = Concern { awaited: [path.clone()].into(), ..Concern::default() };
        let mut told = |kind| concern.concerns(Ok(Event::new(kind).add_path(path.clone())));
        assert!(!told(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!told(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(told(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(told(EventKind::Modify(ModifyKind::Any)));
    }
}
