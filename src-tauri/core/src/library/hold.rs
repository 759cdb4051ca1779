//! Who is carrying out a run right now: a lock that the system takes back when its holder dies.

use std::{
    fs::{self, File, TryLockError},
    path::PathBuf,
};

use super::{Library, LibraryError, Result, RunId};

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

impl Library {
    /// Takes the right to carry out a run. Read the run and its journal only afterwards: whoever held it before
    /// may have gone further, or have concluded it.
    ///
    /// # Errors
    /// [`LibraryError::Held`] while another thread or process carries it out.
    pub fn hold(&self, run: RunId) -> Result<RunHold> {
        let path = self.lock_file(run);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(LibraryError::Beside)?;
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(LibraryError::Beside)?;
        match file.try_lock() {
            Ok(()) => Ok(RunHold { run, _locked: file }),
            Err(TryLockError::WouldBlock) => Err(LibraryError::Held),
            Err(TryLockError::Error(error)) => Err(LibraryError::Beside(error)),
        }
    }

    /// Only for a concluded run: with its file gone, two could hold it, but neither finds anything to do.
    pub(super) fn drop_lock_file(&self, run: RunId) {
        if let Err(error) = fs::remove_file(self.lock_file(run)) {
            tracing::debug!(%run, %error, "a run's lock file stays");
        }
    }

    fn lock_file(&self, run: RunId) -> PathBuf {
        let mut folder = self.path().as_os_str().to_owned();
        folder.push(".running");
        PathBuf::from(folder).join(run.to_string())
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
}
