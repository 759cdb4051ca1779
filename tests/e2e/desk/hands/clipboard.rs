//! The clipboard. Under X it is a program that answers for as long as it runs.

use crate::desk::{process::Process, start::Desk, wait};
use std::{ffi::OsStr, path::Path};

const OWNER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/desk/clipboard-owner.py");

/// The program that holds what was copied last.
pub struct Clipboard(#[expect(dead_code, reason = "held, so that it goes on running")] Process);

impl Desk {
    /// Copies a picture, as a screenshot program does.
    pub fn copy_picture(&self, file: &Path) {
        self.copy("picture", file.as_os_str());
    }

    /// Copies text, as an editor does.
    pub fn copy_text(&self, text: &str) {
        self.copy("text", OsStr::new(text));
    }

    fn copy(&self, kind: &str, what: &OsStr) {
        let owner = self.start(self.command("/usr/bin/python3").arg(OWNER).arg(kind).arg(what));
        wait::until("the clipboard to be owned", || owner.has_said("held").then_some(()));
        // The one before is dropped only now, when nobody asks it any more.
        self.clipboard.replace(Some(Clipboard(owner)));
    }
}
