//! Reads the structure of a PDF: its index, its page tree, what locks it. It must not look into pages, and follows
//! nothing without counting the work, because files lie about lengths, places and kinship.

mod end;
mod file;
mod index;
mod key;
mod object;
mod packed;
mod pages;
mod parser;
mod predictor;
mod reader;
mod search;
mod section;
mod stream;

use std::io::{Read, Seek};

use memchr::memmem;

use self::end::Cut;
use self::file::{File, Locked};
use self::index::Opening;
use self::pages::Pages;
use self::reader::Reader;
use crate::media::examine::Found;
use crate::media::format::HEAD;
use crate::media::source::{Source, Stop};
use crate::media::{DocumentFacts, Fault, HeaderPart, PagesCounted};

/// Reads what the page tree says, and goes through the whole file for its objects where its index is broken.
///
/// Own code, because the crates that read PDF take the whole file into memory and unpack whatever it asks for.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    document: &mut DocumentFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    let head = source.up_to(0, HEAD)?;
    let start = memmem::find(head, b"%PDF-").unwrap_or(0) as u64;
    let mut reader = Reader::new(source, start);
    let ends = settle(index::last_section(&mut reader))?.flatten().is_some();
    let written = settle(index::written(&mut reader))?.flatten();
    let mut look = match written {
        Some(opening) => look(&mut reader, opening)?,
        None => Look::default(),
    };
    if look.is_broken() {
        let searched = settle(search::search(&mut reader))?.flatten();
        if let Some(opening) = searched {
            let second = self::look(&mut reader, opening)?;
            if second.pages.count > look.pages.count || second.is_sound() {
                look = second;
                look.mended = true;
            }
        }
    }
    let cut =
        if look.is_whole() { Cut::default() } else { settle(end::cut(&mut reader))?.unwrap_or_default() };
    found.faults.extend(look.fault(source.len(), ends, cut));
    look.tell(document);
    Ok(())
}

/// What one look at the file showed.
#[derive(Default)]
struct Look {
    locked: Locked,
    /// There was a trailer, so that [`Look::locked`] is known.
    opened: bool,
    pages: Pages,
    index_lies: bool,
    /// By going through the whole file.
    mended: bool,
}

fn look<R: Read + Seek>(reader: &mut Reader<R>, opening: Opening) -> Result<Look, Stop> {
    let mut look = Look::default();
    let Some((mut file, locked)) = settle(File::open(reader, opening))? else { return Ok(look) };
    (look.locked, look.opened) = (locked, true);
    settle(file.look_inside_streams())?;
    settle(pages::walk(&mut file, &mut look.pages))?;
    look.index_lies = file.index_lies;
    Ok(look)
}

/// A budget that is spent, or an offset behind the end of the file, ends a look; what it showed counts.
fn settle<T>(read: Result<T, Stop>) -> Result<Option<T>, Stop> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Spent | Stop::End { .. }) => Ok(None),
        Err(io @ Stop::Io(_)) => Err(io),
    }
}

impl Look {
    /// Whether a search through the file may show more.
    fn is_broken(&self) -> bool {
        // Behind a password there is nothing to be found either.
        let shut = self.opened && self.locked.encrypted && self.locked.needs_password != Some(false);
        let empty = self.pages.whole && self.pages.count == 0 && !self.pages.are_none() && !shut;
        !self.opened || empty || self.index_lies && !shut
    }

    fn is_sound(&self) -> bool {
        self.pages.whole && self.pages.count > 0 && self.pages.missing == 0
    }

    /// Whether the index of the file itself led to its pages.
    fn is_whole(&self) -> bool {
        !self.mended && self.opened && !self.is_broken()
    }

    /// `ends`: the file says somewhere near its end where its index is.
    fn fault(&self, bytes: u64, ends: bool, cut: Cut) -> Option<Fault> {
        let all = self.is_sound() && self.pages.declared.is_none_or(|declared| self.pages.count >= declared);
        if self.is_whole() {
            (self.pages.missing > 0).then_some(Fault::CorruptHeader { part: HeaderPart::PageTree })
        } else if cut.meant.is_some() || !ends && (cut.inside || !all) {
            Some(Fault::Truncated { at: bytes, expected: cut.meant })
        } else if self.is_sound() {
            Some(Fault::BrokenIndex)
        } else {
            Some(Fault::CorruptHeader { part: HeaderPart::PageTree })
        }
    }

    fn tell(&self, document: &mut DocumentFacts) {
        if self.opened {
            document.encrypted = Some(self.locked.encrypted);
            document.needs_password = self.locked.needs_password;
        }
        let pages = &self.pages;
        (document.pages, document.counted) = match pages.declared {
            _ if pages.whole => {
                let known = pages.count > 0 || pages.are_none() && self.is_whole();
                (known.then_some(pages.count), known.then_some(PagesCounted::Here))
            }
            // Not walked to the end; a figure that the walk already refuted is none.
            Some(declared) if declared > pages.count => (Some(declared), Some(PagesCounted::ByItsWriter)),
            _ => (None, None),
        };
        document.page_sizes = pages.sizes();
        document.first_page = pages.first;
    }
}
