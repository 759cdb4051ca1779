//! Opening the library before there is a window, and a way on when it cannot be opened.

use std::{
    env, io,
    process::{Command, ExitCode},
    sync::Arc,
};

use galley_core::{
    desk::{Desk, Problem},
    library::{LibraryError, WindowHold},
    publish::SystemClock,
};
use thiserror::Error;

use super::{
    dialogs,
    folders::{self, FolderError},
    once,
};

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
    let held = desk.library().hold_window().map_err(|error| match error {
        LibraryError::Held => Trouble::OpenElsewhere,
        error => error.into(),
    })?;
    desk.account_for_interrupted_runs()?;
    Ok((desk, held))
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
