//! Small named JSON documents: settings, the public part of accounts.

use rusqlite::{OptionalExtension, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Library, LibraryError, Result};

impl Library {
    /// Writes a record, over an older one of the same kind and id.
    pub fn put<T: Serialize>(&self, kind: &str, id: &str, record: &T) -> Result<()> {
        let body = serde_json::to_string(record).map_err(LibraryError::Unwritable)?;
        self.quick()
            .prepare_cached("INSERT OR REPLACE INTO records (kind, id, body) VALUES (?, ?, ?)")?
            .execute(params![kind, id, body])?;
        Ok(())
    }

    /// A record, if there is one.
    ///
    /// # Errors
    /// [`LibraryError::UnknownShape`] when it cannot be read as `T`.
    pub fn get<T: DeserializeOwned>(&self, kind: &'static str, id: &str) -> Result<Option<T>> {
        let body: Option<String> = self
            .quick()
            .prepare_cached("SELECT body FROM records WHERE kind = ? AND id = ?")?
            .query_row([kind, id], |row| row.get(0))
            .optional()?;
        body.map(|body| serde_json::from_str(&body).map_err(|_| LibraryError::unknown_shape(kind, id)))
            .transpose()
    }

    /// All records of a kind by id. One that cannot be read as `T` is kept, logged and left out, so that it does
    /// not hide the others.
    pub fn list<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>> {
        let connection = self.quick();
        let mut records =
            connection.prepare_cached("SELECT id, body FROM records WHERE kind = ? ORDER BY id")?;
        let mut list = Vec::new();
        for record in records.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (id, body): (String, String) = record?;
            match serde_json::from_str(&body) {
                Ok(record) => list.push(record),
                Err(error) => tracing::warn!(kind, id, %error, "a record cannot be read and is left out"),
            }
        }
        Ok(list)
    }

    /// Forgets a record; whether there was one.
    pub fn remove(&self, kind: &str, id: &str) -> Result<bool> {
        Ok(self
            .quick()
            .prepare_cached("DELETE FROM records WHERE kind = ? AND id = ?")?
            .execute([kind, id])?
            > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_put_replaced_listed_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        library.put("note", "b", &2).unwrap();
        library.put("note", "a", &1).unwrap();
        library.put("note", "a", &7).unwrap();
        library.put("other", "a", &9).unwrap();
        library.put("note", "c", &"not a number").unwrap();
        assert_eq!(library.get::<u8>("note", "a").unwrap(), Some(7));
        assert_eq!(library.get::<u8>("note", "z").unwrap(), None);
        assert!(matches!(library.get::<u8>("note", "c"), Err(LibraryError::UnknownShape { .. })));
        assert_eq!(library.list::<u8>("note").unwrap(), [7, 2]);
        assert!(library.remove("note", "a").unwrap());
        assert!(!library.remove("note", "a").unwrap());
        assert_eq!(library.list::<u8>("note").unwrap(), [2]);
    }
}
