use std::io::{Read, Write};

use super::{Copy, Halt};
use crate::media::image::gif::palette;

const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;

/// Application blocks that decide how a picture looks: how often it repeats, and its profile.
const KEPT: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// Leaves out comments, and application blocks but those in [`KEPT`].
pub(super) fn strip<R: Read, W: Write>(copy: &mut Copy<R, W>) -> Result<(), Halt> {
    let head: [u8; 13] = copy.take()?;
    if !head.starts_with(b"GIF8") {
        return Err(Halt::Damaged);
    }
    copy.write(&head)?;
    let [.., flags, _background, _aspect] = head;
    copy.pass(palette(flags))?;
    loop {
        let [mark] = copy.take()?;
        match mark {
            0x2C => {
                let descriptor: [u8; 9] = copy.take()?;
                let [.., flags] = descriptor;
                copy.write(&[mark])?;
                copy.write(&descriptor)?;
                // Behind the palette one byte gives the code size.
                copy.pass(palette(flags) + 1)?;
                sub_blocks(copy, true)?;
            }
            0x21 => extension(copy)?,
            // Some encoders leave an empty sub-block too many.
            0x00 => {}
            0x3B => return copy.write(&[mark]),
            _ => return Err(Halt::Damaged),
        }
    }
}

fn extension<R: Read, W: Write>(copy: &mut Copy<R, W>) -> Result<(), Halt> {
    let [label] = copy.take()?;
    if label == COMMENT {
        return sub_blocks(copy, false);
    }
    if label != APPLICATION {
        copy.write(&[0x21, label])?;
        return sub_blocks(copy, true);
    }
    let [length] = copy.take()?;
    let name = copy.part(length.into())?;
    let keep = KEPT.iter().any(|kept| name == **kept);
    if keep {
        copy.write(&[0x21, label, length])?;
        copy.write(&name)?;
    } else {
        copy.stripped.anything = true;
    }
    // A name of no length ends the block.
    if length == 0 { Ok(()) } else { sub_blocks(copy, keep) }
}

/// Pieces of at most 255 bytes, up to an empty one.
fn sub_blocks<R: Read, W: Write>(copy: &mut Copy<R, W>, keep: bool) -> Result<(), Halt> {
    loop {
        let [length] = copy.take()?;
        if keep {
            copy.write(&[length])?;
            copy.pass(length.into())?;
        } else {
            copy.leave(length.into())?;
        }
        if length == 0 {
            return Ok(());
        }
    }
}
