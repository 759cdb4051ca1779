//! Opening the library before there is a window, and a way on when it cannot be opened.

use std::{
    env, io,
    process::{Command, ExitCode},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use galley_core::{
    desk::{Desk, Problem},
    library::{Library, LibraryError, WindowHold},
    publish::SystemClock,
};
use thiserror::Error;

use super::{
    dialogs,
    folders::{self, FolderError},
    once, pages,
};

/// How long a program may take to end after its window is gone; a second start that finds the first one open comes
/// to its front after this.
const CLOSING: Duration = Duration::from_secs(1);

#[derive(Debug, Error)]
pub enum Trouble {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("Galley could not start once more ({0}). Start it by hand: the library was set aside")]
    NotStarted(#[from] io::Error),
    #[error(
        "Galley is open already, and its window cannot be brought to the front. Go on in that one, or end it first"
    )]
    OpenElsewhere,
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error(transparent)]
    Desk(#[from] Problem),
}

/// The desk over the user's library, for the one window that shows it, with the truth written down about runs that
/// were interrupted.
pub fn desk() -> Result<(Desk, WindowHold), Trouble> {
    let desk = Desk::open(&folders::data()?, &folders::cache()?, Arc::new(SystemClock))?;
    let desk = desk.with_page_drawer(pages::drawer());
    let held = held(desk.library())?;
    desk.account_for_interrupted_runs()?;
    desk.clear_away();
    Ok((desk, held))
}

/// Waits a moment for a window that was closed just now to be gone.
fn held(library: &Library) -> Result<WindowHold, Trouble> {
    let latest = Instant::now() + CLOSING;
    loop {
        match library.hold_window() {
            Err(LibraryError::Held) if Instant::now() < latest => thread::sleep(CLOSING / 50),
            Err(LibraryError::Held) => return Err(Trouble::OpenElsewhere),
            held => return Ok(held?),
        }
    }
}

/// Says what is wrong. A damaged library can be set aside, never overwritten; Galley then starts anew.
pub fn explain(trouble: &Trouble) -> ExitCode {
    let words = Problem::other(trouble).message;
    if matches!(trouble, Trouble::OpenElsewhere) {
        return once::hand_over(words);
    }
    eprintln!("{trouble}");
    let damaged = matches!(trouble, Trouble::Library(LibraryError::Damaged { .. }));
    if damaged && dialogs::begin_anew(&words) {
        return match set_aside_and_start() {
            Ok(()) => ExitCode::SUCCESS,
            Err(trouble) => explain(&trouble),
        };
    }
    if !damaged {
        dialogs::sorry(&words);
    }
    ExitCode::FAILURE
}

/// In a new process, because a dialog has the desktop's toolkit on another thread than a window needs it on.
fn set_aside_and_start() -> Result<(), Trouble> {
    Desk::set_aside(&folders::data()?, &SystemClock)?;
    Command::new(env::current_exe()?).spawn()?;
    Ok(())
}
