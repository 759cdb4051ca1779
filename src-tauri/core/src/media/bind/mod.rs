//! Binds pictures into a PDF, a page each, for a carousel of pages: their data is copied, not coded anew, wherever PDF
//! knows its coding. It must not hold more than a part of a picture in memory, but for one in a format that PDF does
//! not know, whose new copy is there whole; and never enlarges, crops or recolours.

mod book;
mod error;
mod gif;
mod jpeg;
mod opacity;
mod page;
mod pdf;
mod png;
mod rows;

#[cfg(test)]
mod tests;

use std::io::BufWriter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use self::book::Book;
pub use self::error::BindError;
use self::error::Halt;
pub use self::page::PageRule;
use super::guarded::guarded;
use super::{Facts, open_unchanged};

/// How pictures become pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Binding {
    pub page: PageRule,
    /// What shows through becomes white. Else it stays transparent, over a white page.
    pub flatten: bool,
    /// What the files say of place, camera, people and programs goes into the document with them.
    pub keep_private: bool,
}

/// Binds the pictures in `pages`, each with its facts, in this order into a PDF at `into`, which is replaced only by a
/// whole file. The same pictures make the same bytes at any time.
///
/// The coded data of a JPEG is copied as it is, and so is that of a PNG that is neither interlaced nor transparent;
/// others and the first frame of a GIF are decoded and kept without loss. Formats that PDF does not know are converted
/// as [`mend`](super::mend) does. Colour profiles and the way up are kept; what stands behind a picture never is.
///
/// Blocks for reading and writing all of it. Before each page `go_on` is asked, with how many there are already, and
/// may end it.
///
/// # Errors
/// Nothing is left at `into` that was not there before.
pub fn bind(
    pages: &[(PathBuf, Facts)],
    binding: &Binding,
    into: &Path,
    mut go_on: impl FnMut(usize) -> ControlFlow<()>,
) -> Result<(), BindError> {
    if pages.is_empty() {
        return Err(BindError::Nothing);
    }
    let folder = into.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part = tempfile::Builder::new().suffix(".part").tempfile_in(folder).map_err(BindError::Unwritten)?;
    let mut book = Book::new(BufWriter::new(part), *binding).map_err(BindError::Unwritten)?;
    for (page, (path, facts)) in (1..).zip(pages) {
        if go_on(page - 1).is_break() {
            return Err(BindError::Stopped);
        }
        let file = open_unchanged(path, &facts.stamp).map_err(|error| BindError::File { page, error })?;
        let added = guarded(|| book.add(file, facts)).unwrap_or(Err(Halt::Damaged));
        added.map_err(|halt| halt.on(page))?;
    }
    let out = book.finish().map_err(BindError::Unwritten)?;
    let part = out.into_inner().map_err(|error| BindError::Unwritten(error.into_error()))?;
    part.persist(into).map_err(|error| BindError::Unwritten(error.error))?;
    Ok(())
}

/// A picture in memory as the two pages of a document in memory, for fuzzing alone.
#[cfg(any(test, feature = "fuzzing"))]
pub(super) fn bind_twice(bytes: &[u8], facts: &Facts, flatten: bool) -> Option<Vec<u8>> {
    let mut book =
        Book::new(Vec::new(), Binding { page: PageRule::First, flatten, keep_private: flatten }).ok()?;
    for _ in 0..2 {
        book.add(std::io::Cursor::new(bytes), facts).ok()?;
    }
    book.finish().ok()
}
