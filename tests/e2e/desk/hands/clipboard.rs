//! The clipboard. Under X it is a program that answers for as long as it runs.

use super::drag::uri;
use crate::desk::{process::Process, start::Desk, wait};
use std::{ffi::OsStr, fs, path::Path};

const OWNER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/desk/clipboard-owner.py");

/// The program that holds what was copied last.
pub struct Clipboard(#[expect(dead_code, reason = "held, so that it goes on running")] Process);

impl Desk {
    /// Copies a picture, as a screenshot program does.
    pub fn copy_picture(&self, file: &Path) {
        self.copy("picture", &[file.as_os_str()]);
    }

    /// Copies a picture, as a program does that is busy and hands it over with pauses.
    pub fn copy_picture_haltingly(&self, file: &Path) {
        self.copy("picture", &[file.as_os_str(), OsStr::new("0.1")]);
    }

    /// Copies something as one kind alone, such as `image/jpeg`; an empty file is offered and not handed over.
    pub fn copy_only(&self, kind: &str, file: &Path) {
        self.copy("only", &[OsStr::new(kind), file.as_os_str()]);
    }

    /// Copies files, as a file manager does.
    pub fn copy_files(&self, files: &[&Path]) {
        let addresses: Vec<String> = files.iter().map(|file| uri(file)).collect();
        self.copy("files", &addresses.iter().map(OsStr::new).collect::<Vec<_>>());
    }

    /// Copies text, as an editor does.
    pub fn copy_text(&self, text: &str) {
        self.copy("text", &[OsStr::new(text)]);
    }

    /// Copies text, as a program does that answers with it whatever it is asked for.
    pub fn copy_text_bluntly(&self, text: &str) {
        let file = self.files().join("copied");
        fs::write(&file, text).expect("the desk's folder can be written");
        let xclip = |more: &[&str]| {
            let mut command = self.command("xclip");
            command.args(["-selection", "clipboard"]).args(more);
            command
        };
        let owner = self.start(xclip(&["-quiet", "-in"]).arg(&file));
        wait::until("the clipboard to be owned", || {
            (xclip(&["-out"]).output().ok()?.stdout == text.as_bytes()).then_some(())
        });
        self.clipboard.replace(Some(Clipboard(owner)));
    }

    fn copy(&self, kind: &str, what: &[&OsStr]) {
        let owner = self.start(self.command("/usr/bin/python3").arg(OWNER).arg(kind).args(what));
        wait::until("the clipboard to be owned", || owner.has_said("held").then_some(()));
        // The one before is dropped only now, when nobody asks it any more.
        self.clipboard.replace(Some(Clipboard(owner)));
    }
}
