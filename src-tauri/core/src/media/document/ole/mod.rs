//! Reads Office documents from before 2007, and the shell that newer ones are encrypted in: what program they are of
//! and what is noted of their pages. It must not read the text or the slides themselves.

mod compound;
mod properties;
mod slides;

use std::io::{Read, Seek};

use self::compound::{Compound, Stream};
use self::slides::CurrentUser;
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{DocumentFacts, Fault, Format, HeaderPart, PageSizes, PagesCounted};

const SUMMARY: &str = "\u{5}SummaryInformation";
const DOCUMENT_SUMMARY: &str = "\u{5}DocumentSummaryInformation";
/// Numbers of properties ([MS-OSHARED] 2.3.3.2.1.1 and 2.3.3.2.2.1).
const PAGES: u32 = 14;
const SLIDES: u32 = 7;
/// In the sixth word of a Word file ([MS-DOC] 2.5.2).
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;
/// Where a Word file says where its properties are in the table ([MS-DOC] 2.5.6, `fcDop`, when the parts before have
/// the lengths they have had since 1997), and where in those its pages are (2.7.2, `cPg`).
const PROPERTIES_AT: u64 = 402;
const PAGES_IN_PROPERTIES: u64 = 46;

/// Streams that only one program writes.
const PROGRAMS: &[(&str, Format)] = &[
    ("WordDocument", Format::Doc),
    ("PowerPoint Document", Format::Ppt),
    ("Workbook", Format::Xls),
    ("Book", Format::Xls),
    // A newer document, encrypted; which, only its key tells.
    ("EncryptedPackage", Format::Ooxml),
];

/// Figures and format of such a file.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    document: &mut DocumentFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    let opened = Compound::open(source)?;
    let Some(mut file) = opened else {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::SectorChain });
        return Ok(());
    };
    let streams = file.streams()?;
    let stream = |name: &str| streams.iter().find(|(found, _)| found == name).map(|(_, stream)| *stream);
    let program = PROGRAMS.iter().find_map(|(name, format)| stream(name).map(|stream| (*format, stream)));
    let Some((format, main)) = program else { return Ok(()) };
    found.format = Some(format);
    match format {
        Format::Doc => {
            let flags = file.take::<2>(main, 10)?.map(u16::from_le_bytes);
            lock(document, flags.map(|flags| flags & ENCRYPTED != 0));
            note(&mut file, stream(SUMMARY), PAGES, document)?;
            let table =
                if flags.is_some_and(|flags| flags & SECOND_TABLE != 0) { "1Table" } else { "0Table" };
            if let (None, Some(false), Some(table)) = (document.pages, document.encrypted, stream(table)) {
                document.pages = noted_in_table(&mut file, main, table)?;
                document.counted = document.pages.map(|_| PagesCounted::ByItsWriter);
            }
        }
        Format::Ppt => {
            let user = match stream("Current User") {
                Some(user) => CurrentUser::read(&mut file, user)?,
                None => None,
            };
            lock(document, user.as_ref().map(|user| user.encrypted));
            note(&mut file, stream(DOCUMENT_SUMMARY), SLIDES, document)?;
            let Some(user) = user.filter(|user| !user.encrypted) else { return Ok(()) };
            let slides = match slides::read(&mut file, main, &user) {
                // More than is read for this; the note stands.
                Err(Stop::Spent) => None,
                slides => slides?,
            };
            if let Some(slides) = slides {
                // A list of none beside a note of some was not understood.
                let refuted = slides.count == 0 && document.pages.is_some();
                document.pages = (!refuted).then_some(slides.count);
                document.counted = document.pages.map(|_| PagesCounted::Here);
                document.first_page = slides.size;
                document.page_sizes = slides.size.map(|_| PageSizes::Uniform);
            }
        }
        Format::Ooxml => lock(document, Some(true)),
        _ => {}
    }
    Ok(())
}

fn lock(document: &mut DocumentFacts, encrypted: Option<bool>) {
    document.encrypted = encrypted;
    document.needs_password = encrypted;
}

/// The pages that LibreOffice notes here and nowhere else.
fn noted_in_table<R: Read + Seek>(
    file: &mut Compound<R>,
    main: Stream,
    table: Stream,
) -> Result<Option<u32>, Stop> {
    let Some(at) = file.take::<4>(main, PROPERTIES_AT)? else { return Ok(None) };
    let pages = file.take::<2>(table, u64::from(u32::from_le_bytes(at)) + PAGES_IN_PROPERTIES)?;
    Ok(pages.map(|pages| u32::from(u16::from_le_bytes(pages))).filter(|pages| *pages > 0))
}

/// A count that the program noted when it saved.
fn note<R: Read + Seek>(
    file: &mut Compound<R>,
    set: Option<Stream>,
    property: u32,
    document: &mut DocumentFacts,
) -> Result<(), Stop> {
    let Some(set) = set else { return Ok(()) };
    let bytes = file.read(set, 0, properties::MOST)?;
    document.pages = properties::count(&bytes, property);
    document.counted = document.pages.map(|_| PagesCounted::ByItsWriter);
    Ok(())
}
