use std::io::{Read, Seek};
use std::ops::Range;

use super::boxes::{Box, Boxes, Fields, Halt};
use crate::media::source::Source;

/// The pictures of a sequence, as its first track of pictures tells them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Film {
    pub frames: Option<u32>,
    /// As displayed.
    pub size: Option<(u32, u32)>,
}

/// Reads a sequence's index (ISO/IEC 14496-12, section 8.2).
pub(super) fn read<R: Read + Seek>(source: &mut Source<R>, moov: &Box) -> Result<Film, Halt> {
    let mut tracks = Boxes::within(&moov.content);
    while let Some(track) = tracks.find(source, b"trak")? {
        let Some(media) = child(source, &track.content, b"mdia")? else { continue };
        let Some(handler) = child(source, &media, b"hdlr")? else { continue };
        let mut fields = Fields::of(&handler).versioned(source)?;
        let _reserved: [u8; 4] = fields.take(source)?;
        if fields.take::<R, 4>(source)? == *b"pict" {
            return Ok(Film { frames: frames(source, &media)?, size: size(source, &track.content)? });
        }
    }
    Ok(Film::default())
}

fn frames<R: Read + Seek>(source: &mut Source<R>, media: &Range<u64>) -> Result<Option<u32>, Halt> {
    let mut part = media.clone();
    for name in [b"minf", b"stbl", b"stsz"] {
        let Some(found) = child(source, &part, name)? else { return Ok(None) };
        part = found;
    }
    let mut fields = Fields::of(&part).versioned(source)?;
    let _each: [u8; 4] = fields.take(source)?;
    Ok(Some(u32::from_be_bytes(fields.take(source)?)).filter(|frames| *frames > 0))
}

fn size<R: Read + Seek>(source: &mut Source<R>, track: &Range<u64>) -> Result<Option<(u32, u32)>, Halt> {
    let Some(part) = child(source, track, b"tkhd")? else { return Ok(None) };
    // Width and height are the last eight bytes in both versions, as fixed-point numbers.
    let Some(start) = part.end.checked_sub(8).filter(|start| *start >= part.start) else { return Ok(None) };
    let mut fields = Fields::of(&(start..part.end));
    let [width, height] =
        [u32::from_be_bytes(fields.take(source)?), u32::from_be_bytes(fields.take(source)?)];
    let (width, height) = (width >> 16, height >> 16);
    Ok((width > 0 && height > 0).then_some((width, height)))
}

fn child<R: Read + Seek>(
    source: &mut Source<R>,
    within: &Range<u64>,
    name: &[u8; 4],
) -> Result<Option<Range<u64>>, Halt> {
    Ok(Boxes::within(within).find(source, name)?.map(|found| found.content))
}
