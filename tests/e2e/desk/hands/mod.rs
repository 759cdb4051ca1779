//! A person's hands at the desk: the mouse between programs, the file dialog, the clipboard. What happens inside the
//! page is the window's matter.

mod clipboard;
mod dialog;
mod drag;

pub use clipboard::Clipboard;

use super::start::Desk;

impl Desk {
    /// Presses a key or a chord where the focus is, in X's names: `alt+F4`. What a page does not get to see, such as
    /// the window manager's own, can be pressed only so.
    pub fn chord(&self, chord: &str) {
        xdotool(self, &["key", "--clearmodifiers", chord]).expect("a key can be pressed");
    }
}

/// Runs xdotool, and returns what it prints if it succeeds.
fn xdotool(desk: &Desk, arguments: &[&str]) -> Option<String> {
    let output = desk.command("xdotool").args(arguments).output().expect("xdotool is there");
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
