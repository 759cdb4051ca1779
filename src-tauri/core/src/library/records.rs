//! Small named JSON documents: settings, the public part of accounts.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Library, LibraryError, Result};

impl Library {
    /// Writes a record, over an older one of the same kind and id.
    pub fn put<T: Serialize>(&self, kind: &str, id: &str, record: &T) -> Result<()> {
        write(&self.quick(), kind, id, &json(record)?)
    }

    /// The same, on the disk before this returns.
    pub fn put_durably<T: Serialize>(&self, kind: &str, id: &str, record: &T) -> Result<()> {
        let body = json(record)?;
        self.durably(|records| write(records, kind, id, &body))
    }

    /// Writes a record, on the disk before this returns, unless there is one of that kind and id already. The record
    /// that stands in the end: of two processes that ask at once, both get the same.
    pub fn put_first<T: Serialize + DeserializeOwned>(
        &self,
        kind: &'static str,
        id: &str,
        record: &T,
    ) -> Result<T> {
        let body = json(record)?;
        let standing: String = self.durably(|records| {
            records
                .prepare_cached("INSERT OR IGNORE INTO records (kind, id, body) VALUES (?, ?, ?)")?
                .execute(params![kind, id, body])?;
            Ok(records
                .prepare_cached("SELECT body FROM records WHERE kind = ? AND id = ?")?
                .query_row([kind, id], |row| row.get(0))?)
        })?;
        serde_json::from_str(&standing).map_err(|_| LibraryError::unknown_shape(kind, id))
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

pub(super) fn json<T: Serialize>(record: &T) -> Result<String> {
    serde_json::to_string(record).map_err(LibraryError::Unwritable)
}

/// Over an older one of the same kind and id.
pub(super) fn write(records: &Connection, kind: &str, id: &str, body: &str) -> Result<()> {
    records
        .prepare_cached("INSERT OR REPLACE INTO records (kind, id, body) VALUES (?, ?, ?)")?
        .execute([kind, id, body])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_put_replaced_listed_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        assert_eq!(library.put_first("note", "b", &2).unwrap(), 2);
        assert_eq!(library.put_first("note", "b", &3).unwrap(), 2);
        library.put("note", "a", &1).unwrap();
        library.put_durably("note", "a", &7).unwrap();
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
