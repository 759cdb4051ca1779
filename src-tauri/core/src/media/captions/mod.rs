//! Reads captions as SubRip (SRT) and as browsers (WebVTT) write them, and writes them anew as plain SRT.
//! It must not know what a provider says of a flaw, and never changes the file it reads.
//!
//! A change of what is read raises [`READERS`](super::READERS).

mod blocks;
mod encoding;
#[cfg(any(test, feature = "fuzzing"))]
pub(super) mod fuzzing;
mod lines;
mod lint;
mod markup;
mod recognise;
mod rewrite;
mod times;

#[cfg(test)]
mod tests;

use std::io::{self, Read, Seek};
use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use self::blocks::{Blocks, Dialect};
use self::lint::Lint;
use super::examine::{self, Found};
use super::source::{Source, Stop};
use super::{CaptionsFacts, ExamineError, Format, amounts};

pub use self::lint::{LISTED, LONGEST_LINE, LONGEST_MS, MOST_A_SECOND, MOST_LINES, SHORTEST_MS};
pub(super) use self::recognise::recognise;
pub use self::rewrite::{Rewritten, as_srt};

/// Files with more bytes are not read, so that nothing is said of their captions. The captions of the longest film that
/// LinkedIn takes, half an hour, fill about 100 KB.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// Captions that [`cues`] gives at most: those of half a day of talk.
pub const MOST_CUES: usize = 5_000;

/// The text is gone through up to three times: to tell how it is stored, to guess its code page, and to read it.
const PASSES: u64 = 3;

/// One caption, as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Cue {
    /// Which one it is in the file, counted from 1, as [`CueFlaw::cue`](super::CueFlaw::cue) counts: those without
    /// times are none of these, and counted all the same.
    pub number: u32,
    /// Milliseconds from the film's start.
    pub start_ms: u64,
    /// Milliseconds from the film's start; in a flawed file not always after [`Cue::start_ms`].
    pub end_ms: u64,
    /// Without markup; lines end with `\n`, but for the last.
    pub text: String,
}

/// Why captions could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CaptionsError {
    #[error(transparent)]
    File(#[from] ExamineError),
    #[error("these are no captions that Galley reads: it reads SRT and WebVTT")]
    NotCaptions,
    #[error(
        "the captions fill {}; Galley reads at most {}. Those of half an hour take some 100 KB: look whether this is \
         the right file",
        amounts::bytes(*bytes),
        amounts::bytes(*limit)
    )]
    TooLong { bytes: u64, limit: u64 },
    #[error(
        "caption {cue}, in line {line}, has no times that can be read; give it a line such as \
         00:00:01,000 --> 00:00:04,000"
    )]
    NoTimes { cue: u32, line: u32 },
    #[error("caption {cue}, in line {line}, has more than {limit} lines; look whether its end is missing")]
    TooManyLines { cue: u32, line: u32, limit: usize },
    #[error("there is nothing to read in these captions")]
    Nothing,
    #[error("the captions could not be written")]
    Unwritten(#[source] io::Error),
}

impl From<Stop> for CaptionsError {
    fn from(stop: Stop) -> Self {
        let error = match stop {
            Stop::Io(error) => error,
            // The file was measured before: it changed while it was read.
            Stop::End { .. } | Stop::Spent => io::Error::other("the file changed while it was read"),
        };
        Self::File(ExamineError::Unreadable(error))
    }
}

/// The first [`MOST_CUES`] captions that have times, in the order of the file. Blocks for reading at most
/// [`MOST_BYTES`], up to three times over.
pub fn cues(path: &Path) -> Result<Vec<Cue>, CaptionsError> {
    let (file, metadata) = examine::open(path)?;
    let mut source = Source::new(file, metadata.len(), examine::HEADER_BUDGET);
    cues_of(&mut source)
}

fn cues_of<R: Read + Seek>(source: &mut Source<R>) -> Result<Vec<Cue>, CaptionsError> {
    let (mut blocks, dialect) = open(source)?;
    let mut cues = Vec::new();
    while cues.len() < MOST_CUES
        && let Some(block) = blocks.next()?
    {
        if let Some(times) = block.times {
            let text: Vec<_> = block.text.iter().map(|line| markup::visible(line, dialect)).collect();
            cues.push(Cue {
                number: block.cue,
                start_ms: times.start_ms,
                end_ms: times.end_ms,
                text: text.join("\n"),
            });
        }
    }
    Ok(cues)
}

/// The captions of a file that is not known to hold any.
fn open<R: Read + Seek>(source: &mut Source<R>) -> Result<(Blocks<'_, R>, Dialect), CaptionsError> {
    let dialect = match recognise(source.up_to(0, super::format::HEAD)?) {
        Some(Format::Srt) => Dialect::Srt,
        Some(_) => Dialect::Vtt,
        None => return Err(CaptionsError::NotCaptions),
    };
    let bytes = source.len();
    if bytes > MOST_BYTES {
        return Err(CaptionsError::TooLong { bytes, limit: MOST_BYTES });
    }
    Ok((Blocks::open(source, dialect)?, dialect))
}

/// The figures of such a file, as far as they could be read, and how reading ended.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    found: &mut Found,
) -> (CaptionsFacts, Result<(), Stop>) {
    let mut facts = CaptionsFacts::default();
    let dialect = if found.format == Some(Format::Vtt) { Dialect::Vtt } else { Dialect::Srt };
    let read = if source.len() > MOST_BYTES { Ok(()) } else { lint(source, dialect, &mut facts) };
    (facts, read)
}

fn lint<R: Read + Seek>(
    source: &mut Source<R>,
    dialect: Dialect,
    facts: &mut CaptionsFacts,
) -> Result<(), Stop> {
    let mut blocks = Blocks::open(source, dialect)?;
    let mut lint = Lint::new(dialect, blocks.stored());
    while let Some(block) = blocks.next()? {
        lint.add(&block);
    }
    *facts = lint.finish(blocks.line_ends());
    Ok(())
}
