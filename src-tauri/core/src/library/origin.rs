//! What the files were made of that Galley made.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::{Library, LibraryError, Result, columns};
use crate::{
    media::{ContentId, Done, Stamp, Wish},
    post::MediaId,
};

/// What Galley made a file of, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "made", rename_all = "snake_case")]
pub enum Origin {
    /// What a film showed at a moment.
    Frame { of: Source, at_ms: u64 },
    /// A mended copy of a picture.
    Copy { of: Source, wish: Wish, done: Vec<Done> },
    /// Captions, written anew.
    Captions { of: Source },
    /// A document of pictures.
    Pages {
        /// Pages in printing inks.
        in_inks: u32,
        /// Pages drawn of an SVG that names pictures outside itself; documents made earlier do not tell.
        #[serde(default)]
        lacking: u32,
    },
}

/// A file as it was when another was made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    pub media: MediaId,
    pub bytes: u64,
    pub stamp: Stamp,
    /// `None` of one that was too long to be read for this.
    pub content: Option<ContentId>,
}

impl Origin {
    /// The one file that it was made of.
    pub fn source(&self) -> Option<&Source> {
        match self {
            Origin::Frame { of, .. } | Origin::Copy { of, .. } | Origin::Captions { of } => Some(of),
            Origin::Pages { .. } => None,
        }
    }

    /// The same, made of this.
    #[must_use]
    pub fn of(self, of: Source) -> Origin {
        match self {
            Origin::Frame { at_ms, .. } => Origin::Frame { of, at_ms },
            Origin::Copy { wish, done, .. } => Origin::Copy { of, wish, done },
            Origin::Captions { .. } => Origin::Captions { of },
            pages @ Origin::Pages { .. } => pages,
        }
    }
}

impl Library {
    /// Keeps what a file was made of.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`]
    pub fn remember_origin(&self, id: MediaId, origin: &Origin) -> Result<()> {
        let origin = serde_json::to_string(origin).map_err(LibraryError::Unwritable)?;
        let changed = self
            .quick()
            .prepare_cached("UPDATE media SET origin = ?2 WHERE id = ?1")?
            .execute(params![id.to_string(), origin])?;
        if changed == 0 { Err(LibraryError::not_found("file", id)) } else { Ok(()) }
    }

    /// What a file was made of; `None` for one that Galley did not make, or of which only a newer Galley could tell.
    pub fn origin(&self, id: MediaId) -> Result<Option<Origin>> {
        let connection = self.quick();
        let mut origins = connection.prepare_cached("SELECT origin FROM media WHERE id = ?")?;
        let origin = origins.query_row([id.to_string()], |row| row.get::<_, Option<String>>(0)).optional()?;
        Ok(origin.flatten().and_then(|origin| serde_json::from_str(&origin).ok()))
    }

    /// Of each file that was made of another, that other.
    pub fn sources(&self) -> Result<HashMap<MediaId, MediaId>> {
        let connection = self.quick();
        let mut made = connection.prepare(
            "SELECT id, json_extract(origin, '$.of.media') AS source FROM media
             WHERE json_valid(origin) AND source IS NOT NULL",
        )?;
        let pairs = made
            .query_map([], |row| Ok((columns::parsed(row, "id")?, columns::parsed(row, "source")?)))?
            .collect::<rusqlite::Result<_>>();
        Ok(pairs?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::examine;

    #[test]
    fn a_made_file_knows_its_source_and_others_have_none() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let path = folder.path().join("a.jpg");
        std::fs::write(&path, "x").unwrap();
        let facts = examine(&path).unwrap();
        let [original, copy, newer] = [0; 3].map(|_| library.remember(&path, &facts).unwrap());
        let of = Source { media: original, bytes: 1, stamp: facts.stamp, content: None };
        let origin = Origin::Copy { of: of.clone(), wish: Wish::default(), done: vec![Done::Turned] };
        library.remember_origin(copy, &origin).unwrap();
        assert_eq!(library.origin(copy).unwrap(), Some(origin));
        assert_eq!(library.origin(original).unwrap(), None);
        assert_eq!(library.origin(MediaId::new()).unwrap(), None);
        let unheard = "UPDATE media SET origin = '{\"made\":\"song\"}' WHERE id = ?";
        library.quick().execute(unheard, [newer.to_string()]).unwrap();
        assert_eq!(library.origin(newer).unwrap(), None);
        assert_eq!(library.sources().unwrap(), [(copy, original)].into());
        let nobody = library.remember_origin(MediaId::new(), &Origin::Captions { of });
        assert!(matches!(nobody, Err(LibraryError::NotFound { .. })));
    }
}
