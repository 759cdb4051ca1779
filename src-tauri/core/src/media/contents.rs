use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{ContentId, ExamineError, Stamp, Unopened, open_unchanged};

/// Files remembered; at some 300 bytes each about a megabyte.
const MOST: usize = 4096;

/// What files hold, each read once while it stays as it is.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// By path, because a stamp tells the states of one file apart, not two files of two disks.
    known: Mutex<HashMap<PathBuf, (Stamp, ContentId)>>,
}

impl Contents {
    /// The content of the file at `path`, which has to be the one that `stamp` was taken of.
    pub fn of(&self, path: &Path, stamp: &Stamp) -> Result<ContentId, Unopened> {
        self.of_opened(&open_unchanged(path, stamp)?, path, stamp)
    }

    /// The same of a file that was opened from `path`. Reads it from where it stands, or not at all.
    pub fn of_opened(&self, file: &File, path: &Path, stamp: &Stamp) -> Result<ContentId, Unopened> {
        if let Some((seen, content)) = self.known().get(path)
            && seen == stamp
        {
            return Ok(content.clone());
        }
        let content = ContentId::of(file).map_err(ExamineError::Unreadable)?;
        if Stamp::of_opened(file)? != *stamp {
            return Err(Unopened::Changed);
        }
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(path.to_owned(), (stamp.clone(), content.clone()));
        Ok(content)
    }

    // An entry is whole at every moment, so a panic elsewhere does not spoil it.
    fn known(&self) -> MutexGuard<'_, HashMap<PathBuf, (Stamp, ContentId)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Seek;

    use super::*;

    #[test]
    fn an_unchanged_file_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, "a picture").unwrap();
        let (contents, stamp) = (Contents::default(), Stamp::of(&path).unwrap());
        let read = || {
            let mut file = open_unchanged(&path, &stamp).unwrap();
            let content = contents.of_opened(&file, &path, &stamp).unwrap();
            (content, file.stream_position().unwrap())
        };
        let expected = ContentId::of(b"a picture".as_slice()).unwrap();
        assert_eq!(read(), (expected.clone(), 9));
        assert_eq!(read(), (expected, 0));
    }

    #[test]
    fn a_changed_file_is_another_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, "a picture").unwrap();
        let (contents, stamp) = (Contents::default(), Stamp::of(&path).unwrap());
        let before = contents.of(&path, &stamp).unwrap();
        fs::write(&path, "another picture").unwrap();
        assert!(matches!(contents.of(&path, &stamp), Err(Unopened::Changed)));
        assert_ne!(contents.of(&path, &Stamp::of(&path).unwrap()).unwrap(), before);
    }

    #[test]
    fn what_changes_while_it_is_read_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, "a picture").unwrap();
        let (contents, stamp) = (Contents::default(), Stamp::of(&path).unwrap());
        let file = open_unchanged(&path, &stamp).unwrap();
        fs::write(&path, "another picture").unwrap();
        assert!(matches!(contents.of_opened(&file, &path, &stamp), Err(Unopened::Changed)));
    }

    #[test]
    fn no_more_files_are_remembered_than_fit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, "a picture").unwrap();
        let (contents, stamp) = (Contents::default(), Stamp::of(&path).unwrap());
        let file = open_unchanged(&path, &stamp).unwrap();
        for name in 0..=MOST {
            contents.of_opened(&file, Path::new(&name.to_string()), &stamp).unwrap();
        }
        assert!(contents.known().len() <= MOST);
    }
}
