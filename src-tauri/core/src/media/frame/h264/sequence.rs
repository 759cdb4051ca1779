//! The parameter set of a sequence of H.264 (ITU-T H.264, section 7.3.2.1.1), as far as it bounds what decoding costs
//! and says what colours mean. The decoder has its own reader, whose bounds are wider and which leaves colours out.

use crate::media::video::isobmff::Colors;

/// Profiles that say more about their samples before anything else.
const HIGH: &[u32] = &[100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];
/// Real ones have some fifty bytes.
const LONGEST: usize = 4096;
/// A ratio of a pixel's sides that is written out.
const WRITTEN_OUT: u32 = 255;

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sequence {
    /// Stored pixels, those that are cut off for display too.
    pub width: u64,
    pub height: u64,
    pub colors: Option<Colors>,
}

/// Reads a unit of type 7.
pub(super) fn read(unit: &[u8]) -> Option<Sequence> {
    let bytes = unescaped(unit.get(1..LONGEST.min(unit.len()))?);
    let mut bits = Bits::new(&bytes);
    let profile = bits.take(8)?;
    bits.take(16)?;
    bits.number()?;
    if HIGH.contains(&profile) {
        let chroma = bits.number()?;
        if chroma == 3 {
            bits.take(1)?;
        }
        bits.number()?;
        bits.number()?;
        bits.take(1)?;
        if bits.flag()? {
            for list in 0..if chroma == 3 { 12 } else { 8 } {
                if bits.flag()? {
                    bits.skip_scaling_list(if list < 6 { 16 } else { 64 })?;
                }
            }
        }
    }
    bits.number()?;
    match bits.number()? {
        0 => {
            bits.number()?;
        }
        1 => {
            bits.take(1)?;
            bits.number()?;
            bits.number()?;
            for _ in 0..bits.number()?.min(255) {
                bits.number()?;
            }
        }
        _ => {}
    }
    bits.number()?;
    bits.take(1)?;
    let width = (u64::from(bits.number()?) + 1) * 16;
    let rows = (u64::from(bits.number()?) + 1) * 16;
    let frames_only = bits.flag()?;
    if !frames_only {
        bits.take(1)?;
    }
    let height = if frames_only { rows } else { rows * 2 };
    bits.take(1)?;
    if bits.flag()? {
        let mut cut = || bits.number().map(u64::from);
        let (left, right, top, bottom) = (cut()?, cut()?, cut()?, cut()?);
        // Told in pixels that share their colour.
        if 2 * (left + right) >= width || 2 * (top + bottom) >= rows {
            return None;
        }
    }
    // Sequences without the part about display are sound.
    let colors = bits.colors();
    Some(Sequence { width, height, colors })
}

/// Without the bytes that keep start codes out of a unit.
pub(super) fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut zeros = 0;
    for byte in bytes {
        if zeros >= 2 && *byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if *byte == 0 { zeros + 1 } else { 0 };
        plain.push(*byte);
    }
    plain
}

pub(super) struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Bits<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// At most 32 bits.
    pub fn take(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |number, _| Some(number << 1 | u32::from(self.flag()?)))
    }

    /// An Exp-Golomb number; of a signed one the number of its code.
    pub fn number(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }
        Some((1 << zeros) - 1 + self.take(zeros)?)
    }

    fn skip_scaling_list(&mut self, size: u32) -> Option<()> {
        let (mut last, mut next) = (8_i64, 8_i64);
        for _ in 0..size {
            if next != 0 {
                let code = i64::from(self.number()?);
                let delta = if code % 2 == 1 { code / 2 + 1 } else { -(code / 2) };
                next = (last + delta).rem_euclid(256);
            }
            last = if next == 0 { last } else { next };
        }
        Some(())
    }

    /// What the part about display (annex E) says of colours.
    fn colors(&mut self) -> Option<Colors> {
        if !self.flag()? {
            return None;
        }
        if self.flag()? && self.take(8)? == WRITTEN_OUT {
            self.take(32)?;
        }
        if self.flag()? {
            self.take(1)?;
        }
        if !self.flag()? {
            return None;
        }
        self.take(3)?;
        let full = Some(self.flag()?);
        let described = self.flag()?;
        // Eight bits.
        let matrix = if described { (self.take(24)? & 0xFF) as u8 } else { 2 };
        Some(Colors { matrix, full })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_and_the_colors_of_a_real_one_are_found() {
        // Written by x264: 1,920 × 1,080 (68 rows of 16), High profile, BT.709, limited.
        let unit = [
            0x67, 0x64, 0x00, 0x28, 0xAC, 0xD9, 0x40, 0x78, 0x02, 0x27, 0xE5, 0x9A, 0x80, 0x80, 0x80, 0xA0,
            0x00, 0x00, 0x03, 0x00, 0x20, 0x00, 0x00, 0x06, 0x51, 0xE3, 0x06, 0x32, 0xC0,
        ];
        let sequence = read(&unit).unwrap();
        assert_eq!((sequence.width, sequence.height), (1920, 1088));
        for length in 0..10 {
            assert_eq!(read(&unit[..length]), None, "{length}");
        }
    }

    #[test]
    fn no_bytes_make_reading_go_on_for_ever() {
        for byte in 0..=255 {
            read(&[byte; 5000]);
            read(&[[0x67, 100, 0].as_slice(), &[byte; 3000]].concat());
        }
    }
}
