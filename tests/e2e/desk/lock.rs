//! A file that another program holds.

use super::{process::Process, start::Desk, wait};
use std::path::Path;

/// Begins to write into an SQLite file, and does not finish as long as somebody listens to it.
const WRITER: &str = "import sqlite3, sys\n\
    file = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
    file.execute('BEGIN IMMEDIATE')\n\
    print('held', flush=True)\n\
    sys.stdin.read()\n";

/// A program that keeps all others from writing into a database, until it is dropped.
pub struct Lock(#[expect(dead_code, reason = "held, so that it goes on running")] Process);

impl Desk {
    /// Lets another program begin to write into a database, and stay at it.
    pub fn lock_database(&self, file: &Path) -> Lock {
        let writer = self.start(self.command("/usr/bin/python3").args(["-c", WRITER]).arg(file));
        wait::until("the database to be held", || writer.has_said("held").then_some(()));
        Lock(writer)
    }
}
