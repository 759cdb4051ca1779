use std::io::{Read, Result};

use super::bits::Bits;

/// How many scans a JPEG has before its end mark, counted no further than one more than `most`. Nothing is decoded.
pub(crate) fn scans(file: impl Read, most: u64) -> Result<u64> {
    let mut bits = Bits::new(file);
    let mut count = 0;
    while count <= most {
        match bits.next_marker()? {
            0xD9 => break,
            // These stand alone.
            0x01 | 0xD0..=0xD8 => {}
            marker => {
                bits.segment()?;
                count += u64::from(marker == 0xDA);
            }
        }
    }
    Ok(count)
}
