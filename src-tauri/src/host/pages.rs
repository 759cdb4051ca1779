//! Galley itself as the program that draws pages of documents.

use std::{env, path::PathBuf};

use galley_core::media::PageDrawer;

/// The sub-command that does nothing else.
pub const COMMAND: &str = "draw-pages";

/// Starts Galley once more for each document that is drawn.
pub fn drawer() -> PageDrawer {
    PageDrawer::new(this_program(), vec![COMMAND.into()])
}

fn this_program() -> PathBuf {
    // The program that runs, also when an update has put another in its place meanwhile.
    let running = PathBuf::from("/proc/self/exe");
    match running.exists() {
        true => running,
        false => env::current_exe().unwrap_or_default(),
    }
}
