use std::io::{Read, Result};

use crate::media::thumbnail::bytes::Bytes;

const END_OF_IMAGE: u8 = 0xD9;

/// The bits of entropy-coded data, and the markers between (ITU-T T.81, F.2.2.5).
///
/// After a marker or the end of the file, zeros follow; [`Bits::overrun`] tells that some were used.
pub(super) struct Bits<R> {
    bytes: Bytes<R>,
    /// The next bits, from the top. Below the counted ones may stand bits that come again.
    held: u64,
    count: u32,
    /// How many of the counted bits, the last ones, are made up.
    padding: u32,
    marker: Option<u8>,
}

impl<R: Read> Bits<R> {
    pub fn new(inner: R) -> Self {
        Self { bytes: Bytes::new(inner), held: 0, count: 0, padding: 0, marker: None }
    }

    /// Leaves at least 32 bits to be looked at.
    #[inline]
    pub fn fill(&mut self) -> Result<()> {
        if self.count >= 32 {
            return Ok(());
        }
        if self.marker.is_none()
            && let Some(word) = self.bytes.word()
            && !contains_ff(word)
        {
            self.held |= word >> self.count;
            let whole = (64 - self.count) / 8;
            self.bytes.skip(whole as usize);
            self.count += whole * 8;
            return Ok(());
        }
        self.fill_slowly()
    }

    fn fill_slowly(&mut self) -> Result<()> {
        while self.count <= 56 {
            let byte = self.data()?;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
        Ok(())
    }

    fn data(&mut self) -> Result<u8> {
        if self.marker.is_none() {
            match self.bytes.next()? {
                Some(0xFF) => match self.after_ff()? {
                    0 => return Ok(0xFF),
                    marker => self.marker = Some(marker),
                },
                Some(byte) => return Ok(byte),
                None => self.marker = Some(END_OF_IMAGE),
            }
        }
        self.padding += 8;
        Ok(0)
    }

    fn after_ff(&mut self) -> Result<u8> {
        loop {
            match self.bytes.next()? {
                Some(0xFF) => {}
                Some(byte) => return Ok(byte),
                None => return Ok(END_OF_IMAGE),
            }
        }
    }

    /// The next 16 bits; [`Bits::fill`] comes first.
    #[inline]
    pub fn peek16(&self) -> usize {
        (self.held >> 48) as usize
    }

    #[inline]
    pub fn drop(&mut self, bits: u32) {
        self.held <<= bits;
        self.count -= bits;
    }

    /// The next `bits`, 0 to 16, as a number; [`Bits::fill`] comes first.
    #[inline]
    pub fn number(&mut self, bits: u32) -> i32 {
        let number = if bits == 0 { 0 } else { self.held >> (64 - bits) };
        self.drop(bits);
        number as i32
    }

    /// Whether more bits were used than the data holds.
    pub fn overrun(&self) -> bool {
        self.count < self.padding
    }

    /// Goes past a restart marker; false if another one, or none, is next.
    pub fn restart(&mut self) -> Result<bool> {
        let marker = self.next_marker()?;
        Ok((0xD0..=0xD7).contains(&marker))
    }

    /// Drops the held bits and goes past the next marker, whatever stands before it.
    pub fn next_marker(&mut self) -> Result<u8> {
        (self.held, self.count, self.padding) = (0, 0, 0);
        if let Some(marker) = self.marker.take() {
            return Ok(marker);
        }
        loop {
            match self.bytes.next()? {
                Some(0xFF) => match self.after_ff()? {
                    0 => {}
                    marker => return Ok(marker),
                },
                Some(_) => {}
                None => return Ok(END_OF_IMAGE),
            }
        }
    }

    /// The content of the segment whose marker was just passed, at most 64 KB.
    pub fn segment(&mut self) -> Result<Vec<u8>> {
        let mut length = [0; 2];
        self.bytes.read_exact(&mut length)?;
        let mut content = vec![0; usize::from(u16::from_be_bytes(length)).saturating_sub(2)];
        self.bytes.read_exact(&mut content)?;
        Ok(content)
    }
}

fn contains_ff(word: u64) -> bool {
    let zeros = !word;
    zeros.wrapping_sub(0x0101_0101_0101_0101) & !zeros & 0x8080_8080_8080_8080 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stuffed_bytes_are_data_and_markers_end_it() {
        let bytes = [0xFF, 0, 0x12, 0xFF, 0xFF, 0xD3, 0xAB, 0xCD, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        let mut bits = Bits::new(bytes.as_slice());
        bits.fill().unwrap();
        assert_eq!((bits.number(12), bits.number(12)), (0xFF1, 0x200));
        assert!(bits.overrun());
        assert!(bits.restart().unwrap());
        for expected in [0xABC, 0xD01, 0x020, 0x304, 0x050, 0x607, 0x080, 0x90A] {
            bits.fill().unwrap();
            assert_eq!(bits.number(12), expected);
            assert!(!bits.overrun());
        }
        assert_eq!(bits.next_marker().unwrap(), END_OF_IMAGE);
    }

    #[test]
    fn a_byte_of_ones_is_found_anywhere_in_a_word() {
        assert!((0..8).all(|byte| contains_ff(0xFF << (8 * byte))));
        assert!(!contains_ff(0xFE7F_80FE_00EF_F701));
    }
}
