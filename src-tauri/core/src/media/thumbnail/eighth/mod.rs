//! Decodes a Huffman-coded JPEG at an eighth of its size from the mean of each 8 by 8 block alone.
//! It must not compute anything of the other 63 coefficients, nor hold more than a sample a block.
//!
//! The mean (the DC coefficient) is stored first, so the rest is passed over. That takes a third of
//! the time of a general decoder, and a progressive file, whose coefficients such a decoder holds by
//! the hundred megabytes, needs no more memory than any other.

mod bits;
mod frame;
mod huffman;
mod scan;
mod scans;

use std::io::{self, ErrorKind, Read};

use ::image::DynamicImage;

use self::bits::Bits;
use self::frame::Frame;
use self::huffman::Table;
#[cfg(test)]
pub(super) use self::scan::UNITS_READ;
pub(crate) use self::scans::scans;
use super::area::{AreaAverage, fit};
use super::{ThumbnailError, unreadable, within_limits};

/// What the segments between the scans set up.
#[derive(Default)]
struct Tables {
    /// The first entry of each quantisation table.
    quantisers: [Option<u16>; 4],
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    restart_interval: u32,
}

/// Why decoding stopped.
enum Halt {
    Io(io::Error),
    Damaged,
    /// Legal, but for the general decoder: another coding, or too small a picture.
    NotForUs,
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The picture, fitted into `edge`, or `None` when it has to be decoded at more than an eighth.
pub(super) fn decode(file: impl Read, edge: u32) -> Result<Option<DynamicImage>, ThumbnailError> {
    match means(Bits::new(file), edge) {
        Ok(frame) => {
            let size = frame.size();
            within_limits(size.0, size.1)?;
            let mut average = AreaAverage::new(size, 8, fit(size.0, size.1, edge));
            frame.show(|y, row| average.add(y, row));
            average.finish().map(Some).ok_or(ThumbnailError::Damaged)
        }
        Err(Halt::NotForUs) => Ok(None),
        Err(Halt::Io(error)) if error.kind() != ErrorKind::UnexpectedEof => Err(unreadable(error)),
        Err(Halt::Damaged | Halt::Io(_)) => Err(ThumbnailError::Damaged),
    }
}

/// Reads until the mean of every block is known.
fn means<R: Read>(mut bits: Bits<R>, edge: u32) -> Result<Frame, Halt> {
    let mut tables = Tables::default();
    let mut frame = None;
    let (mut jfif, mut adobe) = (false, None);
    loop {
        match bits.next_marker()? {
            0xC0..=0xC2 if frame.is_some() => return Err(Halt::Damaged),
            marker @ 0xC0..=0xC2 => {
                frame = Some(Frame::parse(&bits.segment()?, marker == 0xC2, edge).ok_or(Halt::NotForUs)?);
            }
            // Lossless (of two kinds), hierarchical or arithmetic.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCF | 0xF7 => return Err(Halt::NotForUs),
            0xC4 => tables.add_huffman(&bits.segment()?).ok_or(Halt::Damaged)?,
            0xDB => tables.add_quantisers(&bits.segment()?).ok_or(Halt::Damaged)?,
            0xDD => {
                let [high, low, ..] = *bits.segment()? else { return Err(Halt::Damaged) };
                tables.restart_interval = u32::from(u16::from_be_bytes([high, low]));
            }
            0xDA => {
                let frame = frame.as_mut().ok_or(Halt::Damaged)?;
                scan::read(&mut bits, frame, &tables)?;
                if frame.complete() {
                    break;
                }
            }
            0xD9 => break,
            0x01 | 0xD0..=0xD8 => {}
            0xE0 => jfif |= bits.segment()?.starts_with(b"JFIF\0"),
            0xEE => {
                let content = bits.segment()?;
                if content.starts_with(b"Adobe") {
                    adobe = content.get(11).copied();
                }
            }
            _ => drop(bits.segment()?),
        }
    }
    let mut frame = frame.filter(Frame::begun).ok_or(Halt::Damaged)?;
    frame.settle_colors(jfif, adobe);
    Ok(frame)
}

impl Tables {
    /// A DHT segment (T.81, B.2.4.2).
    fn add_huffman(&mut self, mut content: &[u8]) -> Option<()> {
        while let Some((head, rest)) = content.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(total)?;
            let class = if head >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *class.get_mut(usize::from(head & 15))? = Some(Table::new(counts, symbols)?);
            content = rest;
        }
        Some(())
    }

    /// A DQT segment (T.81, B.2.4.1).
    fn add_quantisers(&mut self, mut content: &[u8]) -> Option<()> {
        while let Some((head, rest)) = content.split_first() {
            let (first, length) = if head >> 4 == 0 {
                (u16::from(*rest.first()?), 64)
            } else {
                (u16::from_be_bytes(*rest.first_chunk()?), 128)
            };
            *self.quantisers.get_mut(usize::from(head & 15))? = Some(first);
            content = rest.split_at_checked(length)?.1;
        }
        Some(())
    }
}
