//! Everything Galley remembers, in one SQLite file: drafts, the files they use, attempts to publish with their
//! journals, and small named records. It keeps what it is given and never judges, plans or sends anything.
//!
//! All calls block for the length of a disk access; async callers go through `spawn_blocking`.

mod address_book;
mod columns;
mod drafts;
mod error;
mod folded;
mod hold;
mod journal;
mod laid_aside;
mod media;
mod needed;
mod open;
mod origin;
mod posts;
mod records;
mod requests;
mod runs;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub(crate) use address_book::is_found_in;
pub use address_book::{Contact, ContactError};
pub use drafts::{DraftRow, Written};
pub use error::{LibraryError, Result};
pub use folded::excerpt;
use hold::Presence;
pub use hold::{DraftHold, RunHold, WindowHold};
pub use journal::Entry;
pub use media::MediaRecord;
pub use open::set_aside;
pub use origin::{Origin, Source};
pub use posts::PostRecord;
pub use runs::{Begun, NewRun, RunId, RunRecord};

/// The open library. Clones share it; any thread may call it. The window and the command line may each have the
/// same file open.
///
/// Drafts survive the death of the process (`kill -9`) at any moment, a power cut but for the last instants: a
/// flush to disk at every keystroke would cost milliseconds and wear the disk. Runs and their journal are on the
/// disk before a call returns, because "never two posts" hangs on them.
#[derive(Clone)]
pub struct Library {
    open: Arc<Open>,
}

struct Open {
    path: PathBuf,
    /// `None` where the disk knows no locks; there nothing can be held, and nothing is swept away.
    _presence: Option<Presence>,
    /// WAL, `synchronous=NORMAL`.
    quick: Mutex<Connection>,
    /// WAL, `synchronous=FULL`: every commit is flushed.
    durable: Mutex<Connection>,
}

impl Library {
    /// Opens the library at `path`, or makes one there that only this user may read. Older libraries are brought
    /// up to date.
    ///
    /// # Errors
    /// [`LibraryError::Damaged`], [`LibraryError::TooNew`] and [`LibraryError::Foreign`] leave the file untouched;
    /// [`set_aside`] then makes room for a new one.
    pub fn open(path: &Path) -> Result<Library> {
        let (quick, durable) = open::connect(path)?;
        let _presence = Presence::at(path);
        let open =
            Open { path: path.to_owned(), _presence, quick: Mutex::new(quick), durable: Mutex::new(durable) };
        Ok(Library { open: Arc::new(open) })
    }

    /// The file this library lies in.
    pub fn path(&self) -> &Path {
        &self.open.path
    }

    fn quick(&self) -> MutexGuard<'_, Connection> {
        lock(&self.open.quick)
    }

    fn durably<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.open.durable);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

/// A thread that panicked inside a call left no half-done work: an open transaction was rolled back on the way.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}
