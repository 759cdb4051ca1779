//! Who is carrying out a run right now: a lock that the system takes back when its holder dies.

use std::{
    fs::{self, File, TryLockError},
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
    pub fn run(&self) -> RunId {
        self.run
    }
}

/// The exclusive right to decide whether a post is published once more, until it is dropped or the process ends.
#[derive(Debug)]
#[must_use = "the right ends when this is dropped"]
pub struct DraftHold {
    path: PathBuf,
    _locked: File,
}

impl Drop for DraftHold {
    fn drop(&mut self) {
        // A file that stays is empty and harms nobody.
        let _ = fs::remove_file(&self.path);
    }
}

impl Library {
    /// Takes the right to look at what came of a post's earlier runs and to begin another. Between the two nobody
    /// else may conclude one.
    ///
    /// # Errors
    /// [`LibraryError::Held`] while another thread or process has it.
    pub fn hold_draft(&self, draft: DraftId) -> Result<DraftHold> {
        let path = self.lock_file(draft);
        Ok(DraftHold { _locked: locked(&path)?, path })
    }

    /// Takes the right to carry out a run. Read the run and its journal only afterwards: whoever held it before
    /// may have gone further, or have concluded it.
    ///
    /// # Errors
    /// [`LibraryError::Held`] while another thread or process carries it out.
    pub fn hold(&self, run: RunId) -> Result<RunHold> {
        Ok(RunHold { run, _locked: locked(&self.lock_file(run))? })
    }

    /// Only for a concluded run: with its file gone, two could hold it, but neither finds anything to do.
    pub(super) fn drop_lock_file(&self, run: RunId) {
        if let Err(error) = fs::remove_file(self.lock_file(run)) {
            tracing::debug!(%run, %error, "a run's lock file stays");
        }
    }

    fn lock_file(&self, of: impl ToString) -> PathBuf {
        let mut folder = self.path().as_os_str().to_owned();
        folder.push(".running");
        PathBuf::from(folder).join(of.to_string())
    }
}

fn locked(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(LibraryError::Beside)?;
    }
    let file =
        File::options().create(true).truncate(false).write(true).open(path).map_err(LibraryError::Beside)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(LibraryError::Held),
        Err(TryLockError::Error(error)) => Err(LibraryError::Beside(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(command.hold(run).unwrap().run(), run);
    }
    #[test]
    fn a_draft_is_held_once_and_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let draft = DraftId::new();
        let held = library.hold_draft(draft).unwrap();
        assert!(matches!(library.hold_draft(draft), Err(LibraryError::Held)));
        drop(held);
        assert_eq!(fs::read_dir(folder.path().join("galley.db.running")).unwrap().count(), 0);
        drop(library.hold_draft(draft).unwrap());
    }
}
