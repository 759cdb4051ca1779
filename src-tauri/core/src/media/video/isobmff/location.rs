//! Where a film was made, as cameras note it beside its frames: in the user data of QuickTime and 3GPP, among Apple's
//! named metadata, in a packet of XMP, or as a track of their own measurements.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes, Kind};
use super::layout::Layout;
use super::movie::Movie;
use crate::media::Location;
use crate::media::image::names_place;
use crate::media::video::Halt;

/// QuickTime's user data, that of an early iPhone, and that of 3GPP (TS 26.244, section 8.9). Lists of named values
/// have the first too.
const PLACES: [&Kind; 3] = [b"\xA9xyz", b"@xyz", b"loci"];
/// Part of `com.apple.quicktime.location.ISO6709` and of its like.
const NAME: &[u8] = b"location";
/// How much of a name is looked at, in bytes.
const LONGEST_NAME: u64 = 64;
/// Samples of GoPro, DJI, Sony and Google's Street View: where the camera was among them, if it knew.
const MEASUREMENTS: [&Kind; 4] = [b"gpmd", b"djmd", b"rtmd", b"camm"];
/// What XMP is known by outside the index (XMP specification, part 3, section 1.1.10), and in QuickTime's user data.
const XMP_ID: [u8; 16] = *b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
const XMP: &Kind = b"XMP_";
/// Each may be long, so that no more are looked through.
const MOST_PACKETS: u32 = 2;

/// What a film tells of where it was made; `None` where not all could be read. What is wrong in these notes is no fault
/// of the film, so it is looked for last, with what is left of the budget.
pub(super) fn location<R: Read + Seek>(
    boxes: &mut Boxes<'_, R>,
    layout: &Layout,
    movie: &Movie,
) -> Option<Location> {
    let mut search = Search::default();
    let notes = movie.notes.iter().chain(movie.tracks.iter().flat_map(|track| &track.notes));
    for note in notes.chain(&layout.extensions) {
        search.note(boxes, note);
    }
    let entries = movie.tracks.iter().filter_map(|track| track.entry);
    let measured = entries.map(|entry| entry.kind).any(|kind| MEASUREMENTS.contains(&&kind));
    match search {
        Search { found: true, .. } => Some(Location::Told),
        _ if measured => Some(Location::Measured),
        Search { broken, .. } => (!broken && !movie.packed).then_some(Location::Untold),
    }
}

#[derive(Default)]
struct Search {
    found: bool,
    /// Something could not be read, and may have been a place.
    broken: bool,
    packets: u32,
}

impl Search {
    fn note<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, note: &Atom) {
        let read = match &note.kind {
            b"udta" => boxes.within(note, |boxes, atom| {
                self.found |= PLACES.contains(&&atom.kind);
                if matches!(&atom.kind, b"meta" | XMP) {
                    self.note(boxes, &atom);
                }
                Ok(())
            }),
            b"meta" => self.metadata(boxes, note),
            XMP => self.packet(boxes, note),
            b"uuid" => self.extension(boxes, note),
            _ => Ok(()),
        };
        self.broken |= read.is_err();
    }

    fn metadata<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, metadata: &Atom) -> Result<(), Halt> {
        // ISO's has a version in front of its boxes, QuickTime's none.
        let versioned = metadata.len() < 8 || boxes.u32(metadata.at(4))? != u32::from_be_bytes(*b"hdlr");
        let inside = metadata.behind(if versioned { 4 } else { 0 });
        let numbers = match boxes.child(&inside, b"keys")? {
            Some(names) => numbers_of_places(boxes, &names)?,
            None => HashSet::new(),
        };
        let Some(values) = boxes.child(&inside, b"ilst")? else { return Ok(()) };
        boxes.within(&values, |_, value| {
            self.found |= PLACES.contains(&&value.kind) || numbers.contains(&value.kind);
            Ok(())
        })
    }

    fn extension<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, extension: &Atom) -> Result<(), Halt> {
        let is_xmp = extension.len() >= 16 && boxes.source.take::<16>(extension.start)? == XMP_ID;
        if is_xmp { self.packet(boxes, &extension.behind(16)) } else { Ok(()) }
    }

    fn packet<R: Read + Seek>(&mut self, boxes: &mut Boxes<'_, R>, packet: &Atom) -> Result<(), Halt> {
        self.packets += 1;
        if self.packets <= MOST_PACKETS {
            self.found |= names_place(boxes.source, &(packet.start..packet.end))?;
        }
        Ok(())
    }
}

/// The numbers under which the values of such names stand. A name is laid out like a box, its length in front.
fn numbers_of_places<R: Read + Seek>(boxes: &mut Boxes<'_, R>, names: &Atom) -> Result<HashSet<Kind>, Halt> {
    let (mut number, mut places) = (0_u32, HashSet::new());
    boxes.within(&names.behind(8), |boxes, name| {
        number += 1;
        // No more than LONGEST_NAME.
        let length = name.len().min(LONGEST_NAME) as usize;
        let told = boxes.source.up_to(name.start, length)?;
        if told.windows(NAME.len()).any(|part| part == NAME) {
            places.insert(number.to_be_bytes());
        }
        Ok(())
    })?;
    Ok(places)
}
