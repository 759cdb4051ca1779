use std::io::{Read, Write};

use super::{Copy, Halt, minimal_exif};
use crate::media::Orientation;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1A\n";

/// Chunks beside the critical ones that decide how a picture looks (PNG third edition, section 11.3). Everything
/// else is about it, or for one program alone.
const KEPT: [&[u8; 4]; 15] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// Leaves out every chunk that is neither critical nor among [`KEPT`].
pub(super) fn strip<R: Read, W: Write>(copy: &mut Copy<R, W>, orientation: Orientation) -> Result<(), Halt> {
    if copy.take()? != SIGNATURE {
        return Err(Halt::Damaged);
    }
    copy.write(&SIGNATURE)?;
    let mut first = true;
    loop {
        let head: [u8; 8] = copy.take()?;
        let [l3, l2, l1, l0, name @ ..] = head;
        // A checksum follows the content.
        let length = u64::from(u32::from_be_bytes([l3, l2, l1, l0])) + 4;
        // A small letter first means that a picture can be drawn without the chunk.
        let critical = name[0].is_ascii_uppercase();
        if critical || KEPT.contains(&&name) {
            copy.write(&head)?;
            copy.pass(length)?;
        } else {
            copy.leave(length)?;
        }
        if std::mem::take(&mut first) && orientation != Orientation::UPRIGHT {
            let exif = minimal_exif(orientation);
            let chunk = [b"eXIf".as_slice(), &exif].concat();
            // The length of a short constant.
            copy.write(&(exif.len() as u32).to_be_bytes())?;
            copy.write(&chunk)?;
            copy.write(&crc32fast::hash(&chunk).to_be_bytes())?;
        }
        if &name == b"IEND" {
            return Ok(());
        }
    }
}
