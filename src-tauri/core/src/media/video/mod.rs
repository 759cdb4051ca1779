//! Reads the structure of films. It must not decode what is in them.

mod still;

use std::io::{Read, Seek};

pub use still::{FrameError, frame_picture};

use super::VideoFacts;
use super::examine::Found;
use super::source::{Source, Stop};

/// The figures of such a file, as far as they could be read, and how reading ended.
pub(super) fn read<R: Read + Seek>(
    _source: &mut Source<R>,
    _found: &mut Found,
) -> (VideoFacts, Result<(), Stop>) {
    (VideoFacts::default(), Ok(()))
}
