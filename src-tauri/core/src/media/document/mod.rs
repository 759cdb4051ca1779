//! Reads the structure of documents: how many pages there are, how large, and what locks them. It must not read what
//! is on the pages, and unpacks no more than the structure needs, to a limit.
//!
//! A change of what is read raises [`READERS`](super::READERS).

mod inflate;
mod office;
mod ole;
mod pdf;

use std::io::{self, Read, Seek};

use super::examine::Found;
use super::source::{Source, Stop};
use super::{DocumentFacts, Format};

/// The figures of such a file, as far as they could be read, and how reading ended.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    found: &mut Found,
) -> (DocumentFacts, Result<(), Stop>) {
    let mut document = DocumentFacts::default();
    let read = match found.format {
        Some(Format::Pdf) => pdf::read(source, &mut document, found),
        Some(Format::Ooxml) => office::read(source, &mut document, found),
        Some(Format::Ole) => ole::read(source, &mut document, found),
        _ => Ok(()),
    };
    (document, read)
}

/// The format of an archive: an Office document may begin with any of its parts.
pub(super) fn of_archive<R: Read + Seek>(source: &mut Source<R>) -> io::Result<Format> {
    match office::is_in(source) {
        Ok(true) => Ok(Format::Ooxml),
        Ok(false) | Err(Stop::End { .. } | Stop::Spent) => Ok(Format::Zip),
        Err(Stop::Io(error)) => Err(error),
    }
}
