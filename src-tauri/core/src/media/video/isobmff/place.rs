//! Where a film was made, as phones note it beside the tracks: in QuickTime's user data (`©xyz`), in that of 3GPP (`loci`;
//! TS 26.244, section 8.9), and among Apple's named metadata (`keys`, `ilst`), which other programs write too.

use std::io::{Read, Seek};

use super::boxes::{Atom, Boxes, Kind};
use crate::media::video::Halt;

const PLACES: [&Kind; 2] = [b"\xA9xyz", b"loci"];
/// Part of `com.apple.quicktime.location.ISO6709` and of its like.
const NAME: &[u8] = b"location";
/// How much of a name is looked at, in bytes.
const LONGEST_NAME: u64 = 64;

/// Whether a box of the index, `udta` or `meta`, names a place. What contradicts the format there is no fault of the film.
pub(super) fn named<R: Read + Seek>(boxes: &mut Boxes<'_, R>, atom: &Atom) -> Result<bool, Halt> {
    let named = match &atom.kind {
        b"udta" => in_user_data(boxes, atom),
        b"meta" => in_metadata(boxes, atom),
        _ => Ok(false),
    };
    match named {
        Err(Halt::Corrupt) => Ok(false),
        told => told,
    }
}

fn in_user_data<R: Read + Seek>(boxes: &mut Boxes<'_, R>, user_data: &Atom) -> Result<bool, Halt> {
    let mut named = false;
    boxes.within(user_data, |boxes, atom| {
        named |= PLACES.contains(&&atom.kind) || (atom.kind == *b"meta" && in_metadata(boxes, &atom)?);
        Ok(())
    })?;
    Ok(named)
}

fn in_metadata<R: Read + Seek>(boxes: &mut Boxes<'_, R>, metadata: &Atom) -> Result<bool, Halt> {
    if metadata.len() < 8 {
        return Ok(false);
    }
    // ISO's has a version in front of its boxes, QuickTime's none.
    let versioned = boxes.u32(metadata.at(4))? != u32::from_be_bytes(*b"hdlr");
    let inside = metadata.behind(if versioned { 4 } else { 0 });
    let numbers = match boxes.child(&inside, b"keys")? {
        Some(names) => numbers_of_places(boxes, &names)?,
        None => Vec::new(),
    };
    let Some(values) = boxes.child(&inside, b"ilst")? else { return Ok(false) };
    let mut named = false;
    boxes.within(&values, |_, value| {
        named |= PLACES.contains(&&value.kind) || numbers.contains(&value.kind);
        Ok(())
    })?;
    Ok(named)
}

/// The numbers under which the values of such names stand. A name is laid out like a box, its length in front.
fn numbers_of_places<R: Read + Seek>(boxes: &mut Boxes<'_, R>, names: &Atom) -> Result<Vec<Kind>, Halt> {
    let (mut number, mut places) = (0_u32, Vec::new());
    boxes.within(&names.behind(8), |boxes, name| {
        number += 1;
        let length = name.len().min(LONGEST_NAME);
        // At most LONGEST_NAME.
        let told = boxes.source.up_to(name.start, length as usize)?;
        if told.windows(NAME.len()).any(|part| part == NAME) {
            places.push(number.to_be_bytes());
        }
        Ok(())
    })?;
    Ok(places)
}
