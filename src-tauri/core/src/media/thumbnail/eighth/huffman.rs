use std::io::{Read, Result};

use super::bits::Bits;

/// Codes up to this length are found in one step.
const SHORT: u32 = 10;

/// A Huffman table (T.81, annex C), prepared for reading one coefficient of a block and passing the rest.
pub(super) struct Table {
    /// By the next [`SHORT`] bits: length of the code and its symbol; length 0 for longer codes.
    short: Vec<(u8, u8)>,
    /// The same for passing coefficients: bits of code and value, and how far that leads in the block.
    passing: Vec<(u8, u8)>,
    /// By length: the first code too large for it, left-aligned in 16 bits, and from a code of that
    /// length to its symbol.
    limits: [(u32, i32); 17],
    symbols: Vec<u8>,
}

impl Table {
    /// From the numbers of codes of each length and the symbols in their order. `None` when there
    /// are more codes than the lengths allow.
    pub fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut table = Self {
            short: vec![(0, 0); 1 << SHORT],
            passing: vec![(0, 0); 1 << SHORT],
            limits: [(0, 0); 17],
            symbols: symbols.to_vec(),
        };
        let (mut code, mut index) = (0_u32, 0_usize);
        for (length, count) in (1..=16).zip(counts) {
            table.limits[length as usize].1 = index as i32 - code as i32;
            for symbol in symbols.get(index..index + usize::from(*count))? {
                if code >> length != 0 {
                    return None;
                }
                if length <= SHORT {
                    table.enter(code, length, *symbol);
                }
                code += 1;
                index += 1;
            }
            table.limits[length as usize].0 = code << (16 - length);
            code <<= 1;
        }
        Some(table)
    }

    fn enter(&mut self, code: u32, length: u32, symbol: u8) {
        let free = SHORT - length;
        let range = (code << free) as usize..((code + 1) << free) as usize;
        self.short[range.clone()].fill((length as u8, symbol));
        let (bits, onward) = step(symbol);
        self.passing[range].fill((length as u8 + bits, onward));
    }

    /// The symbol of the next code; `None` if there is no such code.
    #[inline]
    pub fn symbol<R: Read>(&self, bits: &mut Bits<R>) -> Result<Option<u8>> {
        bits.fill()?;
        let next = bits.peek16();
        let (length, symbol) = self.short[next >> (16 - SHORT)];
        if length > 0 {
            bits.drop(u32::from(length));
            return Ok(Some(symbol));
        }
        Ok(self.long(next).map(|(length, symbol)| {
            bits.drop(length);
            symbol
        }))
    }

    #[cold]
    fn long(&self, next: usize) -> Option<(u32, u8)> {
        let length = (SHORT + 1..=16).find(|length| (next as u32) < self.limits[*length as usize].0)?;
        let index = (next >> (16 - length)) as i32 + self.limits[length as usize].1;
        Some((length, *self.symbols.get(usize::try_from(index).ok()?)?))
    }

    /// Passes the 63 further coefficients of a block; false if there is no such code.
    #[inline]
    pub fn pass_block<R: Read>(&self, bits: &mut Bits<R>) -> Result<bool> {
        let mut place = 1;
        while place < 64 {
            bits.fill()?;
            let next = bits.peek16();
            let (length, onward) = self.passing[next >> (16 - SHORT)];
            if length > 0 {
                bits.drop(u32::from(length));
                place += u32::from(onward);
            } else {
                let Some((length, symbol)) = self.long(next) else { return Ok(false) };
                let (value, onward) = step(symbol);
                bits.drop(length + u32::from(value));
                place += u32::from(onward);
            }
        }
        Ok(true)
    }
}

/// What a coefficient's symbol means to one who passes it: bits of its value, places onward.
fn step(symbol: u8) -> (u8, u8) {
    match (symbol >> 4, symbol & 15) {
        (15, 0) => (0, 16),
        // The end of the block.
        (_, 0) => (0, 64),
        (zeros, bits) => (bits, zeros + 1),
    }
}
