use std::io::{Read, Seek};
use std::ops::Range;

use memchr::memmem;

use crate::media::source::{Source, Stop};

/// Bytes of a packet that are looked through: a segment of a JPEG. Longer ones hold previews and lists of edits.
const MOST: u64 = 64 * 1024;
/// As an attribute or an element, whatever its namespace is called here (XMP specification, part 2, section 3.2).
const LATITUDE: &[u8] = b"GPSLatitude";

/// Whether a packet of XMP says where the picture or film was made.
pub(in crate::media) fn names_place<R: Read + Seek>(
    source: &mut Source<R>,
    packet: &Range<u64>,
) -> Result<bool, Stop> {
    source.extend_budget(MOST);
    let length = packet.end.saturating_sub(packet.start).min(MOST);
    let text = source.up_to(packet.start, length as usize)?;
    Ok(memmem::find(text, LATITUDE).is_some())
}
