//! What a failed test leaves behind for the person who looks into it.

use super::{shot, start::Desk};
use std::{fs, path::Path, thread};

/// How much of a program's last words is shown, in bytes.
const LAST_WORDS: usize = 4000;

/// Saves the screen as it is and prints what the programs printed.
pub fn tell(desk: &Desk, log: &Path) {
    let name = format!("failed-{}", thread::current().name().unwrap_or("test").replace("::", "-"));
    let picture = shot::path(&name);
    let taken = desk.command("import").args(["-window", "root"]).arg(&picture).status();
    if taken.is_ok_and(|status| status.success()) {
        println!("the screen at that moment: {}", picture.display());
    }
    for entry in fs::read_dir(log).into_iter().flatten().flatten() {
        let words = fs::read(entry.path()).unwrap_or_default();
        let words = String::from_utf8_lossy(&words[words.len().saturating_sub(LAST_WORDS)..]).into_owned();
        if !words.trim().is_empty() {
            println!("── {}\n{}", entry.file_name().to_string_lossy(), words.trim_end());
        }
    }
}
