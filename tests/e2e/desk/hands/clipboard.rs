//! The clipboard. Under X it is a program that answers for as long as it runs.

use crate::desk::{process::Process, start::Desk, wait};
use std::{fs, path::Path};

/// The program that holds what was copied last.
pub struct Clipboard(#[expect(dead_code, reason = "held, so that it goes on running")] Process);

impl Desk {
    /// Copies a picture, as a screenshot program does.
    pub fn copy_picture(&self, png: &Path) {
        self.copy("image/png", png);
    }

    /// Copies text, as an editor does.
    pub fn copy_text(&self, text: &str) {
        let file = self.files().join(".copied");
        fs::write(&file, text).expect("the desk's folder can be written");
        self.copy("UTF8_STRING", &file);
    }

    fn copy(&self, kind: &str, file: &Path) {
        let mut command = self.command("xclip");
        command.args(["-quiet", "-selection", "clipboard", "-t", kind, "-i"]).arg(file);
        let holder = self.start(&mut command);
        let wanted = fs::read(file).expect("what is to be copied is there");
        wait::until("the clipboard", || {
            let mut asked = self.command("xclip");
            asked.args(["-selection", "clipboard", "-t", kind, "-o"]);
            (asked.output().expect("xclip is there").stdout == wanted).then_some(())
        });
        // The one before is dropped only now, when nobody asks it any more.
        self.clipboard.replace(Some(Clipboard(holder)));
    }
}
