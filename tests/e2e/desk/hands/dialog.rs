//! GTK's file dialog, driven by its keys.

use super::xdotool;
use crate::desk::{start::Desk, wait};
use std::{path::Path, time::Duration};

/// How long a dialog may take to do what a key asks for. After that the keys are pressed once more, because a dialog
/// that is still reading its folder swallows them.
const REACTION: Duration = Duration::from_millis(700);

impl Desk {
    /// Picks one file, or gives the name to save under, in the dialog of this title.
    pub fn choose_file(&self, title: &str, file: &Path) {
        self.answer_dialog(title, |dialog| {
            self.enter_location(dialog, file)?;
            self.press(dialog, &["Return"]);
            wait::within(REACTION, || self.is_gone(dialog))
        });
    }

    /// Closes the dialog of this title without picking anything.
    pub fn cancel_dialog(&self, title: &str) {
        self.answer_dialog(title, |dialog| {
            self.press(dialog, &["Escape"]);
            wait::within(REACTION, || self.is_gone(dialog))
        });
    }

    fn answer_dialog(&self, title: &str, answer: impl Fn(&str) -> Option<()>) {
        let name = format!("^{title}$");
        let dialog = wait::until(&format!("a dialog {title:?}"), || {
            let found = xdotool(self, &["search", "--onlyvisible", "--name", &name])?;
            found.lines().last().map(str::to_owned)
        });
        wait::until(&format!("the dialog {title:?} to be answered"), || answer(&dialog));
    }

    /// Pasted, because typed letters beyond ASCII arrive as the keyboard's layout has it. A paste arrives later than
    /// the keys that follow it; so it is looked for: whatever is selected in the field is X's primary selection.
    fn enter_location(&self, dialog: &str, path: &Path) -> Option<()> {
        let path = path.display().to_string();
        self.copy_text(&path);
        self.press(dialog, &["ctrl+l", "ctrl+a", "ctrl+v"]);
        wait::within(REACTION, || {
            self.press(dialog, &["ctrl+a"]);
            let selected = self.command("xclip").args(["-selection", "primary", "-o"]).output().ok()?;
            (String::from_utf8_lossy(&selected.stdout).trim_end_matches('/') == path).then_some(())
        })
    }

    fn press(&self, dialog: &str, keys: &[&str]) {
        // Keys go to whatever has the focus; without it they would end up in the page.
        let focused = wait::within(REACTION, || {
            xdotool(self, &["windowactivate", dialog])?;
            (xdotool(self, &["getactivewindow"])? == dialog).then_some(())
        });
        if focused.is_some() {
            // Each may fail when the dialog has just gone, which is what they are for.
            let _ = xdotool(self, &[&["key", "--clearmodifiers"], keys].concat());
        }
    }

    fn is_gone(&self, dialog: &str) -> Option<()> {
        let visible = xdotool(self, &["search", "--onlyvisible", "--name", ".*"]).unwrap_or_default();
        (!visible.lines().any(|id| id == dialog)).then_some(())
    }
}
