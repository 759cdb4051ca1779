//! Where words and values go: with `--json` one value to stdout and all words to stderr, without it words to stdout.

use std::{
    fmt::Display,
    fs::File,
    io::{self, Read, Write},
    path::Path,
    sync::OnceLock,
};

use galley_core::media::steers;
use serde::Serialize;
use serde_json::json;

use super::{Exit, error::CliError};

/// Why what was to be said could not be written, the first time.
static UNWRITTEN: OnceLock<io::Error> = OnceLock::new();

#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub json: bool,
}

impl Output {
    /// The one value, on a line of its own.
    pub fn value(self, value: &impl Serialize) {
        let mut out = io::stdout().lock();
        // What is printed here has string keys and no failing parts, which is all that serialising can refuse.
        let line = serde_json::to_string(value).unwrap_or_default();
        note(writeln!(out, "{line}").and_then(|()| out.flush()));
    }

    /// A line for people.
    pub fn say(self, line: impl Display) {
        match self.json {
            true => self.aside(line),
            false => note(writeln!(io::stdout().lock(), "{}", shown(&line.to_string()))),
        }
    }

    /// A line for people that is no part of the result.
    pub fn aside(self, line: impl Display) {
        let _ = writeln!(io::stderr().lock(), "{}", shown(&line.to_string()));
    }

    /// How the command ends, now that all is said: a result that could not be written is none.
    pub fn ended(self, exit: Exit) -> Exit {
        let Some(error) = UNWRITTEN.get() else { return exit };
        self.aside(format!("galley: the result could not be written: {error}"));
        if exit == Exit::Done { Exit::Stopped } else { exit }
    }

    /// An error takes the place of the result.
    pub fn complain(self, error: &CliError) {
        self.aside(format!("galley: {error}"));
        if self.json {
            self.value(&json!({"error": error.kind(), "message": error.to_string()}));
        }
    }
}

/// Whoever closed the pipe does not want to hear more; on a full disk, a result that is not there looks like none.
fn note(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        let _ = UNWRITTEN.set(error);
    }
}

/// What a name or an answer may hold and a terminal would obey is spelled out.
fn shown(text: &str) -> String {
    let spelled = |c: char| c != '\n' && steers(c);
    text.chars().map(|c| if spelled(c) { c.escape_default().to_string() } else { c.to_string() }).collect()
}

/// A file's name on one line, whatever it holds.
pub(super) fn one_line(name: &str) -> String {
    shown(name).replace('\n', "\\n")
}

/// A text file that was named on the command line.
pub(super) fn read_text(path: &Path, limit: u64) -> Result<String, CliError> {
    let unreadable = |source| CliError::Unreadable { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    // What is too long is cut off, maybe within a sign, and is no text all the same where that is plain before.
    let whole = bytes.len() as u64 <= limit;
    match String::from_utf8(bytes) {
        Ok(text) if whole => Ok(text),
        Err(error) if whole || error.utf8_error().error_len().is_some() => {
            Err(CliError::NoText { path: path.to_owned() })
        }
        Ok(_) | Err(_) => Err(CliError::TooLong { path: path.to_owned(), limit }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_printed() {
        assert_eq!(shown("a\u{1b}[2J\tb\u{202E}gpj\nc"), "a\\u{1b}[2J\\tb\\u{202e}gpj\nc");
        assert_eq!(one_line("two\nlines 🚀 é.jpg"), "two\\nlines 🚀 é.jpg");
    }
}
