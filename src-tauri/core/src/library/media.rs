//! The files that drafts use: an id for the screen, the path for Rust.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Library, LibraryError, Result, columns};
use crate::{
    media::{Facts, READERS, file_name},
    post::MediaId,
};

/// A file that was given to Galley.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaRecord {
    pub id: MediaId,
    /// Where it lay when it was last seen; it stays the user's file and may be gone.
    pub path: PathBuf,
    /// As last examined, with the stamp of that moment. `None` when other readers than [this version's](READERS) found
    /// them: examine again.
    pub facts: Option<Facts>,
    /// When it became another file than the one that was added or [acknowledged](Library::acknowledge) last.
    pub changed_at: Option<Timestamp>,
}

impl MediaRecord {
    /// The file's name without its folder, readable whatever its bytes.
    pub fn name(&self) -> String {
        file_name(&self.path)
    }
}

impl Library {
    /// Gives a file an id. The same file given twice gets two: they are two items of a post.
    pub fn remember(&self, path: &Path, facts: &Facts) -> Result<MediaId> {
        let id = MediaId::new();
        insert(&self.quick(), id, path, facts)?;
        Ok(id)
    }

    /// The same for many files: all of them or none, and as fast as one.
    pub fn remember_all(&self, files: &[(PathBuf, Facts)]) -> Result<Vec<MediaId>> {
        let mut connection = self.quick();
        let together = connection.transaction()?;
        let ids = files.iter().map(|(path, facts)| {
            let id = MediaId::new();
            insert(&together, id, path, facts).map(|()| id)
        });
        let ids = ids.collect::<Result<_>>()?;
        together.commit()?;
        Ok(ids)
    }

    /// # Errors
    /// [`LibraryError::NotFound`]
    pub fn media(&self, id: MediaId) -> Result<MediaRecord> {
        self.quick()
            .prepare_cached("SELECT id, path, facts, readers, changed_at FROM media WHERE id = ?")?
            .query_row([id.to_string()], record)
            .optional()?
            .ok_or_else(|| LibraryError::not_found("file", id))
    }

    /// Where each file lay when it was last seen.
    pub fn paths(&self) -> Result<Vec<(MediaId, PathBuf)>> {
        let connection = self.quick();
        let mut files = connection.prepare("SELECT id, path FROM media")?;
        let paths =
            files.query_map([], |row| Ok((columns::parsed(row, "id")?, columns::path(row.get("path")?))))?;
        paths.collect::<rusqlite::Result<_>>().map_err(Into::into)
    }

    /// Keeps what a new look at the file found. One that is not the file that was kept has changed at `changed_at`,
    /// unless it is the one its user knows: an old version that was put back.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`]
    pub fn update_facts(&self, id: MediaId, facts: &Facts, changed_at: Timestamp) -> Result<()> {
        let changed = self
            .quick()
            .prepare_cached(
                "UPDATE media SET facts = ?2, readers = ?4, changed_at = CASE
                   WHEN agreed IS json_extract(?2, '$.stamp') THEN NULL
                   WHEN json_extract(facts, '$.stamp') IS json_extract(?2, '$.stamp') THEN changed_at
                   ELSE ?3 END
                 WHERE id = ?1",
            )?
            .execute(params![id.to_string(), json(facts)?, changed_at.as_millisecond(), READERS])?;
        found(changed, id)
    }

    /// Its user knows the file as it is now: it counts as unchanged until the next change.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`]
    pub fn acknowledge(&self, id: MediaId) -> Result<()> {
        let changed = self
            .quick()
            .prepare_cached(
                "UPDATE media SET agreed = json_extract(facts, '$.stamp'), changed_at = NULL WHERE id = ?",
            )?
            .execute([id.to_string()])?;
        found(changed, id)
    }
}

fn insert(connection: &Connection, id: MediaId, path: &Path, facts: &Facts) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO media (id, path, facts, readers, agreed)
             VALUES (?1, ?2, ?3, ?4, json_extract(?3, '$.stamp'))",
        )?
        .execute(params![id.to_string(), columns::path_bytes(path), json(facts)?, READERS])?;
    Ok(())
}

fn found(changed: usize, id: MediaId) -> Result<()> {
    if changed == 0 { Err(LibraryError::not_found("file", id)) } else { Ok(()) }
}

fn json(facts: &Facts) -> Result<String> {
    serde_json::to_string(facts).map_err(LibraryError::Unwritable)
}

fn record(row: &Row<'_>) -> rusqlite::Result<MediaRecord> {
    let facts: String = row.get("facts")?;
    let ours = row.get::<_, u32>("readers")? == READERS;
    Ok(MediaRecord {
        id: columns::parsed(row, "id")?,
        path: columns::path(row.get("path")?),
        facts: if ours { serde_json::from_str(&facts).ok() } else { None },
        changed_at: columns::moment_if_any(row, "changed_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::examine;

    fn now() -> Timestamp {
        "2026-11-22T00:00:00Z".parse().unwrap()
    }

    #[test]
    #[cfg(unix)]
    fn a_path_that_is_not_text_comes_back_as_it_was() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let path = folder.path().join(OsStr::from_bytes(b"h\xE4fen.jpg"));
        std::fs::write(&path, "not an image").unwrap();
        let facts = examine(&path).unwrap();
        let id = library.remember(&path, &facts).unwrap();
        let record = library.media(id).unwrap();
        assert_eq!((&record.path, record.name().as_str()), (&path, "h\u{FFFD}fen.jpg"));
        assert_eq!(record.facts, Some(facts));
    }

    #[test]
    fn a_file_given_twice_is_two_items_each_with_its_newest_facts() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let path = folder.path().join("a.jpg");
        std::fs::write(&path, "").unwrap();
        let empty = examine(&path).unwrap();
        let [first, second] = [0, 1].map(|_| library.remember(&path, &empty).unwrap());
        assert_ne!(first, second);
        std::fs::write(&path, "longer").unwrap();
        let longer = examine(&path).unwrap();
        library.update_facts(first, &longer, now()).unwrap();
        assert_eq!(library.media(first).unwrap().facts, Some(longer));
        assert_eq!(library.media(second).unwrap().facts, Some(empty.clone()));
        assert!(matches!(
            library.update_facts(MediaId::new(), &empty, now()),
            Err(LibraryError::NotFound { .. })
        ));
    }
}
