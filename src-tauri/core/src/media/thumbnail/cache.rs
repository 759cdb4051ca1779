use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::{Encoding, Thumbnail};

/// Part of every path: thumbnails made by another recipe are not found, and age away.
const RECIPE: &str = "1";

/// Thumbnails on disk, named by what they show and their size, within a budget.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    budget: u64,
    /// Bytes in the folder; measured when first needed, then counted along.
    held: Mutex<Option<u64>>,
}

impl Cache {
    pub fn new(folder: PathBuf, budget: u64) -> Self {
        Self { folder, budget, held: Mutex::new(None) }
    }

    pub fn get(&self, content: &impl Display, view: impl Display) -> Option<Thumbnail> {
        let bytes = fs::read(self.place(content, view)).ok()?;
        // A crash of the machine can leave an empty file behind a completed rename.
        let encoding = Encoding::of(&bytes)?;
        Some(Thumbnail { bytes, encoding })
    }

    /// Keeps a thumbnail; a failure is only logged, since it can be made again.
    pub fn put(&self, content: &impl Display, view: impl Display, made: &Thumbnail) {
        if let Err(error) = self.write(&self.place(content, view), &made.bytes) {
            tracing::warn!(%error, "a thumbnail could not be kept");
        }
    }

    /// `view` is the size, and which part of the content it shows if there are several.
    fn place(&self, content: &impl Display, view: impl Display) -> PathBuf {
        self.folder.join(format!("{content}-{view}-{RECIPE}.thumbnail"))
    }

    fn write(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::Builder::new().suffix(".part").tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(place)?;

        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match *held {
            Some(before) => before + bytes.len() as u64,
            None => self.files()?.iter().map(|file| file.bytes).sum(),
        };
        *held = Some(if now > self.budget { self.prune()? } else { now });
        Ok(())
    }

    /// Removes the oldest until a quarter of the budget is free again, and answers what is left.
    /// Leftovers of interrupted writes are among them and age away too.
    fn prune(&self) -> io::Result<u64> {
        let mut files = self.files()?;
        files.sort_by_key(|file| file.written);
        let mut held: u64 = files.iter().map(|file| file.bytes).sum();
        for file in files {
            if held <= self.budget / 4 * 3 {
                break;
            }
            match fs::remove_file(&file.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => held -= file.bytes,
            }
        }
        Ok(held)
    }

    fn files(&self) -> io::Result<Vec<Kept>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            // Another process may remove one meanwhile.
            if let Ok(metadata) = entry.metadata()
                && metadata.is_file()
            {
                let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.push(Kept { path: entry.path(), bytes: metadata.len(), written });
            }
        }
        Ok(files)
    }
}

struct Kept {
    path: PathBuf,
    bytes: u64,
    written: SystemTime,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::ContentId;

    fn thumbnail(length: usize) -> Thumbnail {
        let mut bytes = vec![0; length];
        bytes[..2].copy_from_slice(&[0xFF, 0xD8]);
        Thumbnail { bytes, encoding: Encoding::Jpeg }
    }

    fn content(seed: u32) -> ContentId {
        ContentId::of(seed.to_le_bytes().as_slice()).unwrap()
    }

    #[test]
    fn what_was_put_is_found_by_content_and_size_only() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("made/when/needed"), 1000);
        assert_eq!(cache.get(&content(1), 320), None);
        cache.put(&content(1), 320, &thumbnail(100));
        assert_eq!(cache.get(&content(1), 320), Some(thumbnail(100)));
        assert_eq!(cache.get(&content(1), 640), None);
        assert_eq!(cache.get(&content(2), 320), None);
    }

    #[test]
    fn the_folder_stays_within_its_budget() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned(), 1000);
        for seed in 0..50 {
            cache.put(&content(seed), 320, &thumbnail(100));
            let held: u64 = cache.files().unwrap().iter().map(|file| file.bytes).sum();
            assert!(held <= 1000, "{held} after {seed}");
        }
        assert!(cache.get(&content(49), 320).is_some());
    }

    #[test]
    fn what_an_earlier_run_left_counts() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("left.part"), [0; 990]).unwrap();
        let cache = Cache::new(folder.path().to_owned(), 1000);
        cache.put(&content(1), 320, &thumbnail(100));
        let held: u64 = cache.files().unwrap().iter().map(|file| file.bytes).sum();
        assert!(held <= 1000, "{held}");
    }

    #[test]
    fn an_empty_leftover_is_no_thumbnail() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned(), 1000);
        fs::write(cache.place(&content(1), 320), []).unwrap();
        assert_eq!(cache.get(&content(1), 320), None);
    }
}
