//! How many requests went out through an account on one day, and what LinkedIn took no more of.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};

use super::{Library, Result, records};
use crate::post::AccountId;

/// Records of this kind are numbers, under `2026-11-22 <account>`.
const KIND: &str = "requests";

/// Records of this kind are LinkedIn's words, under `2026-11-22 <account> POST posts`.
const SPENT: &str = "spent";

impl Library {
    /// Adds to an account's requests of a day, whoever else does so at the same moment, and forgets the days before.
    ///
    /// It is not flushed to the disk: it survives the end of the process, and a power cut may lose the last of it.
    pub fn count_requests(&self, account: AccountId, day: Date, sent: u32) -> Result<()> {
        let connection = self.quick();
        connection
            .prepare_cached(
                "INSERT INTO records (kind, id, body) VALUES (?1, ?2, CAST(?3 AS TEXT))
                 ON CONFLICT (kind, id) DO UPDATE SET body = CAST(CAST(body AS INTEGER) + ?3 AS TEXT)",
            )?
            .execute(params![KIND, name(account, day), sent])?;
        // A day is its own beginning: what comes before it in the alphabet came before it.
        connection
            .prepare_cached("DELETE FROM records WHERE kind IN (?, ?) AND id < ?")?
            .execute(params![KIND, SPENT, day.to_string()])?;
        Ok(())
    }

    /// Keeps what LinkedIn refused an account for the rest of a day, with its words.
    pub fn note_spent(&self, account: AccountId, day: Date, what: &str, why: &str) -> Result<()> {
        records::write(&self.quick(), SPENT, &format!("{} {what}", name(account, day)), why)
    }

    /// Forgets what LinkedIn refused an account: through another token, of another app perhaps, it may take it.
    pub fn forget_spent(&self, account: AccountId) -> Result<()> {
        self.quick()
            .prepare_cached("DELETE FROM records WHERE kind = ? AND instr(id, ?) > 0")?
            .execute(params![SPENT, format!(" {account} ")])?;
        Ok(())
    }

    /// What LinkedIn refused an account for the rest of a day, with its words.
    pub fn spent_on(&self, account: AccountId, day: Date) -> Result<BTreeMap<String, String>> {
        let before = format!("{} ", name(account, day));
        let connection = self.quick();
        let mut query = connection.prepare_cached(
            "SELECT substr(id, length(?2) + 1), body FROM records WHERE kind = ?1 AND substr(id, 1, length(?2)) = ?2",
        )?;
        let rows = query.query_map(params![SPENT, before], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// An account's requests of a day, as far as this library counted them.
    pub fn requests_on(&self, account: AccountId, day: Date) -> Result<u32> {
        let counted: Option<u32> = self
            .quick()
            .prepare_cached("SELECT CAST(body AS INTEGER) FROM records WHERE kind = ? AND id = ?")?
            .query_row(params![KIND, name(account, day)], |row| row.get(0))
            .optional()?;
        Ok(counted.unwrap_or_default())
    }
}

fn name(account: AccountId, day: Date) -> String {
    format!("{day} {account}")
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn requests_are_counted_by_account_and_day_and_old_days_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let [one, other] = [AccountId::new(), AccountId::new()];
        let [today, tomorrow] = [day("2026-11-22"), day("2026-11-23")];
        library.count_requests(one, today, 3).unwrap();
        library.count_requests(one, today, 20).unwrap();
        library.count_requests(other, today, 1).unwrap();
        assert_eq!(library.requests_on(one, today).unwrap(), 23);
        assert_eq!(library.requests_on(other, today).unwrap(), 1);
        assert_eq!(library.requests_on(one, tomorrow).unwrap(), 0);
        library.count_requests(one, tomorrow, 2).unwrap();
        assert_eq!(library.requests_on(one, today).unwrap(), 0);
        assert_eq!(library.requests_on(one, tomorrow).unwrap(), 2);
    }

    #[test]
    fn what_is_spent_is_known_by_account_and_day_and_forgotten_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let [one, other] = [AccountId::new(), AccountId::new()];
        let [today, tomorrow] = [day("2026-11-22"), day("2026-11-23")];
        library.note_spent(one, today, "POST posts", "MEMBER DAY").unwrap();
        library.note_spent(one, today, "POST posts", "MEMBER DAY limit").unwrap();
        let spent = library.spent_on(one, today).unwrap();
        assert_eq!(spent, BTreeMap::from([("POST posts".to_owned(), "MEMBER DAY limit".to_owned())]));
        assert!(library.spent_on(other, today).unwrap().is_empty());
        assert!(library.spent_on(one, tomorrow).unwrap().is_empty());
        library.note_spent(other, today, "GET posts", "APP DAY").unwrap();
        library.forget_spent(one).unwrap();
        assert!(library.spent_on(one, today).unwrap().is_empty());
        assert_eq!(library.spent_on(other, today).unwrap().len(), 1);
        library.count_requests(one, tomorrow, 1).unwrap();
        assert!(library.spent_on(other, today).unwrap().is_empty());
    }

    #[test]
    fn two_that_count_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("galley.db");
        let account = AccountId::new();
        let today = day("2026-11-22");
        Library::open(&path).unwrap();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let library = Library::open(&path).unwrap();
                    (0..25).for_each(|_| library.count_requests(account, today, 1).unwrap());
                });
            }
        });
        assert_eq!(Library::open(&path).unwrap().requests_on(account, today).unwrap(), 100);
    }
}
