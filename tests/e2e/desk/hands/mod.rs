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

    /// Clicks at a point of the window, which lies in the corner of the screen, and types there. For a page that
    /// nobody drives any more.
    pub fn type_at(&self, (x, y): (i64, i64), text: &str) {
        xdotool(self, &["mousemove", &x.to_string(), &y.to_string(), "click", "1"]).expect("the mouse works");
        xdotool(self, &["key", "--clearmodifiers", "ctrl+End"]).expect("a key can be pressed");
        xdotool(self, &["type", "--clearmodifiers", text]).expect("the keyboard works");
    }

    /// What is on the clipboard, as text.
    pub fn copied(&self) -> String {
        let asked = self.command("xclip").args(["-selection", "clipboard", "-out"]).output();
        String::from_utf8_lossy(&asked.expect("xclip is there").stdout).into_owned()
    }
}

/// Runs xdotool, and returns what it prints if it succeeds.
fn xdotool(desk: &Desk, arguments: &[&str]) -> Option<String> {
    let output = desk.command("xdotool").args(arguments).output().expect("xdotool is there");
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
