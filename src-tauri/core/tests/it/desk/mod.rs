//! What a person does with files, on a desk of its own.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

mod changes;
mod laid_aside;
mod made;
mod many;
mod mentions;
mod opening;
mod origins;

use std::{path::PathBuf, sync::Arc};

use galley_core::{accounts::MemoryVault, desk::Desk, media::as_png, post::MediaId, publish::SystemClock};
use tempfile::TempDir;

/// A desk, and a folder for files beside its own.
pub struct Room {
    pub desk: Desk,
    pub folder: TempDir,
}

impl Room {
    pub fn new() -> Room {
        let folder = tempfile::tempdir().unwrap();
        let desk = open(&folder);
        Room { desk, folder }
    }

    /// The same after a restart.
    pub fn anew(self) -> Room {
        let folder = self.folder;
        drop(self.desk);
        Room { desk: open(&folder), folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file that is there, with this in it.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A picture so many pixels wide.
    pub fn picture(&self, name: &str, width: u32) -> PathBuf {
        let path = self.file(name, "");
        std::fs::write(&path, as_png((width, 4), &vec![200; width as usize * 16]).unwrap()).unwrap();
        path
    }

    pub fn add(&self, path: PathBuf) -> MediaId {
        let mut added = self.desk.add_files(&[path]).unwrap();
        assert_eq!(added.refused.len(), 0, "{:?}", added.refused);
        added.media.remove(0).id
    }
}

fn open(folder: &TempDir) -> Desk {
    let at = |name| folder.path().join(name);
    let desk = Desk::open(&at("data"), &at("cache"), Arc::new(SystemClock)).unwrap();
    desk.with_vault(Arc::new(MemoryVault::default()))
}
