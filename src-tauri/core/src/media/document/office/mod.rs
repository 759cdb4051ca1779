//! Reads Office documents since 2007, which are archives of XML: what program they are of, and how many slides or
//! pages they have. It must not unpack more than the few parts that tell, nor follow what XML declares of itself.

mod archive;
mod contents;
mod relationships;
mod xml;

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{Read, Seek};

use self::archive::{Archive, Entry};
use self::contents::Contents;
use self::xml::{Node, walk};
use crate::media::examine::Found;
use crate::media::source::{Source, Stop};
use crate::media::{DocumentFacts, Fault, Format, HeaderPart, PageSize, PageSizes, PagesCounted};

const TYPES: &str = "[Content_Types].xml";
/// Where every writer puts them, for lists of types that do not say.
const USUAL_PRESENTATION: &str = "ppt/presentation.xml";
const USUAL_TEXT: &str = "word/document.xml";
const USUAL_PROPERTIES: &str = "docProps/app.xml";
/// English Metric Units in a point (ECMA-376-1, 20.1.2.1).
const EMU: f64 = 12_700.0;

/// Whether an archive is an Office document, whatever its first file is.
pub(super) fn is_in<R: Read + Seek>(source: &mut Source<R>) -> Result<bool, Stop> {
    let Some(mut archive) = Archive::open(source)? else { return Ok(false) };
    find(&mut archive, [TYPES]).map(|[types]| types.is_some())
}

/// Figures and format of an Office document.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    document: &mut DocumentFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    let Some(mut archive) = Archive::open(source)? else {
        // The list is at the end: without it the end is missing.
        found.faults.push(Fault::Truncated { at: source.len(), expected: None });
        return Ok(());
    };
    let [types] = find(&mut archive, [TYPES])?;
    let Some(types) = types else {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::ArchiveList });
        return Ok(());
    };
    document.encrypted = Some(false);
    document.needs_password = Some(false);
    let contents = archive.text(types)?.and_then(|text| Contents::read(&text));
    let Some(contents) = contents else {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::PageTree });
        return Ok(());
    };
    found.format = contents.format.or(found.format);
    let told = match contents.format {
        Some(Format::Pptx) => slides(&mut archive, &contents, document)?,
        Some(Format::Docx) => pages(&mut archive, &contents, document)?,
        _ => Some(()),
    };
    if told.is_none() {
        found.faults.push(Fault::CorruptHeader { part: HeaderPart::PageTree });
    }
    Ok(())
}

/// The slides that the presentation shows in order, and their size. `None` if it cannot be read.
fn slides<R: Read + Seek>(
    archive: &mut Archive<R>,
    contents: &Contents,
    document: &mut DocumentFacts,
) -> Result<Option<()>, Stop> {
    let name = contents.main.as_deref().unwrap_or(USUAL_PRESENTATION);
    let [Some(part), links] = find(archive, [name, &relationships::of(name)])? else { return Ok(None) };
    let Some(text) = archive.text(part)? else { return Ok(None) };
    let (mut slides, mut listing, mut size) = (Vec::new(), false, None);
    let mut presents = false;
    let read = walk(&text, |node| match node {
        Node::Open { depth: 1, element } => presents |= element.is("presentation"),
        Node::Open { depth: 2, element } if element.is("sldIdLst") => listing = true,
        Node::Open { depth: 2, element } if element.is("sldSz") => {
            size = element.number("cx").zip(element.number("cy"));
        }
        // Sections list the same slides once more, deeper down.
        Node::Open { depth: 3, element } if listing && element.is("sldId") => {
            slides.push(element.relationship().map(Cow::into_owned));
        }
        Node::Close { depth: 2 } => listing = false,
        _ => {}
    });
    if read.is_none() || !presents {
        return Ok(None);
    }
    document.pages = u32::try_from(slides.len()).ok();
    document.counted = document.pages.map(|_| PagesCounted::Here);
    if let Some((width, height)) = size.filter(|(width, height)| *width > 0.0 && *height > 0.0) {
        document.first_page = Some(PageSize { width: width / EMU, height: height / EMU });
        document.page_sizes = Some(PageSizes::Uniform);
    }
    // A slide that is listed and not there is one that nobody can show.
    let links = match links.filter(|_| !slides.is_empty()) {
        Some(links) => archive.text(links)?.and_then(|text| relationships::read(&text, name)),
        None => None,
    };
    let links = links.unwrap_or_default();
    let parts: Option<HashSet<&str>> =
        slides.iter().map(|id| links.get(id.as_ref()?).map(String::as_str)).collect();
    let Some(parts) = parts else { return Ok(None) };
    Ok(are_there(archive, parts)?.then_some(()))
}

/// Whether all parts of these names are in the archive.
fn are_there<R: Read + Seek>(archive: &mut Archive<R>, parts: HashSet<&str>) -> Result<bool, Stop> {
    let mut missing: HashSet<Vec<u8>> =
        parts.into_iter().map(|name| name.to_ascii_lowercase().into_bytes()).collect();
    if missing.is_empty() {
        return Ok(true);
    }
    let swept = archive.sweep(|name, _| {
        missing.remove(&name.to_ascii_lowercase());
        missing.is_empty()
    });
    match swept {
        // Of a list that is too long to be gone through again, nothing is said.
        Err(Stop::Spent) => Ok(true),
        swept => swept.map(|()| missing.is_empty()),
    }
}

/// What the program that wrote a text noted of its pages: they come to be only when it is laid out. A note that is
/// missing is no fault; `None` where the text itself is.
fn pages<R: Read + Seek>(
    archive: &mut Archive<R>,
    contents: &Contents,
    document: &mut DocumentFacts,
) -> Result<Option<()>, Stop> {
    let main = contents.main.as_deref().unwrap_or(USUAL_TEXT);
    let properties = contents.properties.as_deref().unwrap_or(USUAL_PROPERTIES);
    let [main, properties] = find(archive, [main, properties])?;
    if main.is_none() {
        return Ok(None);
    }
    let Some(part) = properties else { return Ok(Some(())) };
    let Some(text) = archive.text(part)? else { return Ok(Some(())) };
    let (mut here, mut pages) = (false, None);
    let read = walk(&text, |node| match node {
        Node::Open { depth: 2, element } => here = element.is("Pages"),
        Node::Text { depth: 2, text } if here => pages = text.trim().parse().ok(),
        Node::Close { depth: 2 } => here = false,
        _ => {}
    });
    document.pages = read.and(pages).filter(|pages| *pages > 0);
    document.counted = document.pages.map(|_| PagesCounted::ByItsWriter);
    Ok(Some(()))
}

/// The entries of these names, which are the same in capitals (ECMA-376-2, 6.2.2.3).
fn find<R: Read + Seek, const N: usize>(
    archive: &mut Archive<R>,
    names: [&str; N],
) -> Result<[Option<Entry>; N], Stop> {
    let mut found = [None; N];
    archive.sweep(|name, entry| {
        for (found, wanted) in found.iter_mut().zip(names) {
            if found.is_none() && name.eq_ignore_ascii_case(wanted.as_bytes()) {
                *found = Some(entry);
            }
        }
        found.iter().all(Option::is_some)
    })?;
    Ok(found)
}
