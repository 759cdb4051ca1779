use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::media::{Facts, ThumbnailError, Unopened, VideoFacts, open_unchanged};

/// An open film, and what is known of it.
pub(in crate::media) struct Film<'f> {
    pub file: File,
    pub path: &'f Path,
    pub facts: &'f Facts,
}

/// Opens the film at `path` if it is still the one of these facts.
pub(in crate::media) fn open<'f>(path: &'f Path, facts: &'f Facts) -> Result<Film<'f>, Unopened> {
    let file = open_unchanged(path, &facts.stamp)?;
    Ok(Film { file, path, facts })
}

impl Film<'_> {
    pub fn video(&self) -> Option<&VideoFacts> {
        self.facts.video()
    }

    /// A film whose figures lack even its size is not drawn.
    pub fn displayed(&self) -> Result<(u32, u32), ThumbnailError> {
        let size = self.video().and_then(|video| video.width.zip(video.height));
        size.ok_or(ThumbnailError::Damaged)
    }
}

/// Places of a film that are read to tell it from others.
const PLACES: u64 = 32;
const PLACE: u64 = 16 * 1024;

/// What names a film's frames in the cache: a hash of its length and of pieces all over it. Hashing all of a film of
/// 500 MB would take longer than drawing it; and two films that differ only between these pieces would have to be of
/// the same length, with an index that lists different frames at the same places.
pub(in crate::media) fn print(mut file: &File, len: u64) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&len.to_le_bytes());
    // Of a small film the places overlap, and cover all of it.
    let last = len.saturating_sub(PLACE);
    for place in 0..PLACES {
        // Multiplied last: a file with holes may be of any length.
        let at = last / (PLACES - 1) * place + last % (PLACES - 1) * place / (PLACES - 1);
        file.seek(SeekFrom::Start(at))?;
        hasher.update_reader(file.take(PLACE))?;
    }
    Ok(hasher.finalize().to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn films_are_told_apart_by_their_ends_and_lengths() {
        let printed = |bytes: &[u8]| {
            let mut file = tempfile::tempfile().unwrap();
            io::Write::write_all(&mut file, bytes).unwrap();
            print(&file, bytes.len() as u64).unwrap()
        };
        let film = vec![7; 3_000_000];
        let mut other = film.clone();
        *other.last_mut().unwrap() = 8;
        assert_eq!(printed(&film), printed(&film.clone()));
        assert_ne!(printed(&film), printed(&other));
        assert_ne!(printed(&film), printed(&film[1..]));
        assert_ne!(printed(&[]), printed(&[1]));
        assert_ne!(printed(&[1, 2]), printed(&[2, 1]));
    }
}
