//! Who is carrying out a run right now: a lock that the system takes back when its holder dies.
//!
//! A lock file is never removed while another process may be about to lock it: that one would then hold a file that
//! nobody can find any more, and a third could lock a new one of the same name. So they are swept away when a library
//! is opened that nobody else has open.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{Library, LibraryError, Result, RunId};
use crate::post::DraftId;

/// The exclusive right to carry out a run, across threads and processes, until it is dropped or the process ends.
#[derive(Debug)]
#[must_use = "the right ends when this is dropped"]
pub struct RunHold {
    run: RunId,
    _locked: File,
}

impl RunHold {
    /// The run that is held.
    pub fn run(&self) -> RunId {
        self.run
    }
}

/// The exclusive right to decide whether a post is published once more, until it is dropped or the process ends.
#[derive(Debug)]
#[must_use = "the right ends when this is dropped"]
pub struct DraftHold {
    _locked: File,
}

/// The exclusive right to show the library's drafts in a window, until it is dropped or the process ends.
#[derive(Debug)]
#[must_use = "the right ends when this is dropped"]
pub struct WindowHold {
    _locked: Option<File>,
}

/// The mark that a library is open somewhere, until it is dropped or the process ends.
#[derive(Debug)]
pub(super) struct Presence {
    _shared: File,
}

/// The file whose lock everyone shares who has the library open.
const OPEN: &str = "open";

impl Presence {
    /// Marks the library at `path` as open. Whoever is the only one sweeps the lock files of earlier days away first.
    pub(super) fn at(path: &Path) -> Option<Presence> {
        Presence::take(path).inspect_err(|error| tracing::warn!(%error, "nothing can be held here")).ok()
    }

    fn take(path: &Path) -> io::Result<Presence> {
        let folder = lock_files(path);
        let file = lock_file(&folder.join(OPEN))?;
        match file.try_lock() {
            Ok(()) => {
                sweep(&folder);
                file.unlock()?;
            }
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.lock_shared()?;
        Ok(Presence { _shared: file })
    }
}

/// A file that stays is empty and harms nobody.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name() != OPEN) {
        if let Err(error) = fs::remove_file(entry.path()) {
            tracing::debug!(%error, "a lock file stays");
        }
    }
}

impl Library {
    /// Takes the right to look at what came of a post's earlier runs and to begin another. Between the two nobody
    /// else may conclude one.
    ///
    /// # Errors
    /// [`LibraryError::Held`] while another thread or process has it.
    pub fn hold_draft(&self, draft: DraftId) -> Result<DraftHold> {
        Ok(DraftHold { _locked: self.locked(draft)? })
    }

    /// Takes the right to carry out a run. Read the run and its journal only afterwards: whoever held it before
    /// may have gone further, or have concluded it.
    ///
    /// # Errors
    /// [`LibraryError::Held`] while another thread or process carries it out.
    pub fn hold(&self, run: RunId) -> Result<RunHold> {
        Ok(RunHold { run, _locked: self.locked(run)? })
    }

    /// Takes the right to show this library in a window. Where the disk knows no locks, everyone gets it.
    ///
    /// # Errors
    /// [`LibraryError::Held`] while another process has it.
    pub fn hold_window(&self) -> Result<WindowHold> {
        match self.locked("window") {
            Ok(locked) => Ok(WindowHold { _locked: Some(locked) }),
            Err(LibraryError::Beside(error)) => {
                tracing::warn!(%error, "a second window cannot be told from the first");
                Ok(WindowHold { _locked: None })
            }
            Err(error) => Err(error),
        }
    }

    fn locked(&self, id: impl ToString) -> Result<File> {
        let file = lock_file(&lock_files(self.path()).join(id.to_string())).map_err(LibraryError::Beside)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(LibraryError::Held),
            Err(TryLockError::Error(error)) => Err(LibraryError::Beside(error)),
        }
    }
}

/// The folder of a library's lock files.
fn lock_files(library: &Path) -> PathBuf {
    let mut folder = library.as_os_str().to_owned();
    folder.push(".running");
    PathBuf::from(folder)
}

fn lock_file(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::options().create(true).truncate(false).write(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_shown_in_one_window() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Library::open(&folder.path().join("galley.db")).unwrap();
        let (library, other) = (open(), open());
        let first = library.hold_window().unwrap();
        assert!(matches!(other.hold_window(), Err(LibraryError::Held)));
        drop(first);
        drop(other.hold_window().unwrap());
    }

    #[test]
    fn a_run_is_held_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("galley.db");
        let (window, command) = (Library::open(&path).unwrap(), Library::open(&path).unwrap());
        let run = RunId::new();
        let held = window.hold(run).unwrap();
        assert!(matches!(command.hold(run), Err(LibraryError::Held)));
        assert!(matches!(window.hold(run), Err(LibraryError::Held)));
        drop(held);
        drop(command.hold(run).unwrap());
    }

    #[test]
    fn whoever_found_the_lock_file_in_time_shuts_out_everyone_who_comes_later() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("galley.db");
        let (library, draft) = (Library::open(&path).unwrap(), DraftId::new());
        let first = library.hold_draft(draft).unwrap();
        // Another process, between opening the file and locking it.
        let second = lock_file(&lock_files(&path).join(draft.to_string())).unwrap();
        drop(first);
        drop(Library::open(&path).unwrap());
        second.try_lock().unwrap();
        assert!(matches!(library.hold_draft(draft), Err(LibraryError::Held)));
    }

    #[test]
    fn lock_files_are_swept_away_once_nobody_has_the_library_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("galley.db");
        let library = Library::open(&path).unwrap();
        drop(library.hold(RunId::new()).unwrap());
        let left = || fs::read_dir(lock_files(&path)).unwrap().count();
        assert_eq!(left(), 2);
        drop(library);
        let _library = Library::open(&path).unwrap();
        assert_eq!(left(), 1, "only the mark that it is open");
    }
}
