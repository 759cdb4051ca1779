//! Reads the structure of captions. It must not decode what is in them.

mod cues;

use std::io::{Read, Seek};

pub use cues::{Cue, CuesError, cues};

use super::CaptionsFacts;
use super::examine::Found;
use super::source::{Source, Stop};

/// The figures of such a file, as far as they could be read, and how reading ended.
pub(super) fn read<R: Read + Seek>(
    _source: &mut Source<R>,
    _found: &mut Found,
) -> (CaptionsFacts, Result<(), Stop>) {
    (CaptionsFacts::default(), Ok(()))
}
