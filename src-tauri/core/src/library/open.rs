//! Opening the library file: never over something that is not understood.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, types::Type};

use super::{LibraryError, Result};

/// How long a call waits for another process that is writing.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// "Gall": tells Galley's files from those of other programs (SQLite's `application_id`).
const APPLICATION_ID: i64 = 0x4761_6c6c;

/// The file's `user_version` is the number of these that were applied. Only ever append.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_begin.sql"),
    include_str!("migrations/0002_what_was_written.sql"),
    include_str!("migrations/0003_every_kind_of_file.sql"),
    include_str!("migrations/0004_who_read_the_files.sql"),
    include_str!("migrations/0005_what_files_were_made_of.sql"),
    include_str!("migrations/0006_advertisements.sql"),
    include_str!("migrations/0007_what_became_of_posts.sql"),
    include_str!("migrations/0008_drafts_put_away.sql"),
];

/// What SQLite puts beside the file, and its own name.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

/// Renames a library that cannot be opened to `<name>.aside-<date>`, so that a new one can begin in its place.
/// Returns where it lies now. Only for when no other Galley has it open.
///
/// # Errors
/// [`LibraryError::Beside`] when a file cannot be renamed.
pub fn set_aside(path: &Path, now: Timestamp) -> Result<PathBuf> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let free = |n: u32| {
        let aside = with_suffix(
            path,
            &if n == 0 { format!(".aside-{stamp}") } else { format!(".aside-{stamp}-{n}") },
        );
        (!aside.exists()).then_some(aside)
    };
    let aside =
        (0..).find_map(free).ok_or_else(|| LibraryError::Beside(io::ErrorKind::AlreadyExists.into()))?;
    for suffix in SUFFIXES {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(LibraryError::Beside(error)),
            _ => {}
        }
    }
    Ok(aside)
}

/// The quick and the durable connection.
pub(super) fn connect(path: &Path) -> Result<(Connection, Connection)> {
    let unreachable = |source| LibraryError::Unreachable { path: path.to_owned(), source };
    make_private(path).map_err(unreachable)?;
    let mut quick = Connection::open_with_flags(path, flags()).map_err(|error| classify(path, error))?;
    prepare(&mut quick, path).map_err(|error| match error {
        LibraryError::Unexpected(error) => classify(path, error),
        other => other,
    })?;
    let durable = Connection::open_with_flags(path, flags()).map_err(|error| classify(path, error))?;
    tune(&quick, "NORMAL")?;
    tune(&durable, "FULL")?;
    Ok((quick, durable))
}

fn flags() -> OpenFlags {
    // One lock per connection is taken above, so SQLite need not take its own.
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Creates the file and its folder when missing. SQLite gives the files beside it the same permissions.
fn make_private(path: &Path) -> io::Result<()> {
    let mut file = fs::OpenOptions::new();
    file.append(true).create(true);
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        file.mode(0o600);
        folder.mode(0o700);
    }
    if let Some(parent) = path.parent() {
        folder.create(parent)?;
    }
    file.open(path).map(drop)
}

/// Looks before anything is written, then brings the schema up to date.
fn prepare(connection: &mut Connection, path: &Path) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    let version = look(connection, path)?;
    if version > 0 {
        check_integrity(connection, path)?;
    }
    write_ahead(connection)?;
    if version < MIGRATIONS.len() as i64 { migrate(connection, path) } else { Ok(()) }
}

/// Where two programs open a new file at once, SQLite refuses one of them its switch without waiting for
/// `busy_timeout`: both hold the lock that the other needs to be gone.
fn write_ahead(connection: &Connection) -> Result<()> {
    const PAUSE: Duration = Duration::from_millis(10);
    let mut left = PATIENCE;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && left > PAUSE => {
                left -= PAUSE;
                thread::sleep(PAUSE);
            }
            switched => return Ok(switched?),
        }
    }
}

/// The format of the file; 0 for an empty one.
fn look(connection: &Connection, path: &Path) -> Result<i64> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let (owner, version) = (number("application_id")?, number("user_version")?);
    match (owner, version) {
        (0, 0) if tables == 0 => Ok(0),
        (APPLICATION_ID, found) if found > MIGRATIONS.len() as i64 => {
            Err(LibraryError::TooNew { path: path.to_owned(), found, known: MIGRATIONS.len() as i64 })
        }
        (APPLICATION_ID, found) => Ok(found),
        _ => Err(LibraryError::Foreign { path: path.to_owned() }),
    }
}

/// `quick_check` reads the whole file: some 30 ms for 10,000 drafts.
fn check_integrity(connection: &Connection, path: &Path) -> Result<()> {
    let why: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    match why.as_str() {
        "ok" => Ok(()),
        _ => Err(LibraryError::Damaged { path: path.to_owned(), why }),
    }
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been first.
    let done = look(&transaction, path)?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(done).unwrap_or(usize::MAX)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    transaction.commit()?;
    Ok(())
}

fn tune(connection: &Connection, synchronous: &str) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // macOS only: without it a flush ends in the drive's cache.
    connection.pragma_update(None, "fullfsync", synchronous == "FULL")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn classify(path: &Path, error: rusqlite::Error) -> LibraryError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            LibraryError::Damaged { path, why: error.to_string() }
        }
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => {
            LibraryError::Unreachable { path, source: io::Error::other(error) }
        }
        _ if matches!(error, rusqlite::Error::InvalidColumnType(_, _, Type::Null)) => {
            LibraryError::Damaged { path, why: error.to_string() }
        }
        _ => error.into(),
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests;
