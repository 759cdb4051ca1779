//! What the two processes say to each other: first the document, then one page after the other is asked for. Numbers
//! are little-endian.

use std::io::{self, Read, Write};

/// The largest document that is drawn: all of it is in the memory of the process that draws, which has a gigabyte.
pub(in crate::media) const MAX_DOCUMENT: u64 = 100 * 1024 * 1024;
/// The longest side of a picture, so that every answer is at most 16 MB.
pub(super) const MAX_EDGE: u32 = 2048;

/// One page, from 1, and how long its longer side is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub page: u32,
    pub edge: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Picture {
        width: u32,
        height: u32,
        /// Pictures that an SVG names outside itself.
        left_out: u32,
        /// Red, green, blue and opacity of each.
        pixels: Vec<u8>,
    },
    NeedsPassword,
    /// The document, or what it is locked with, cannot be read.
    Unreadable,
    /// There are only so many.
    NoSuchPage {
        pages: u32,
    },
}

const PICTURE: u32 = 0;
const NEEDS_PASSWORD: u32 = 1;
const UNREADABLE: u32 = 2;
const NO_SUCH_PAGE: u32 = 3;

impl Request {
    pub fn write(self, mut to: impl Write) -> io::Result<()> {
        to.write_all(&numbers([self.page, self.edge]))?;
        to.flush()
    }

    pub fn read(from: impl Read) -> io::Result<Self> {
        let [page, edge] = take(from)?;
        Ok(Self { page, edge })
    }
}

impl Answer {
    pub fn write(&self, mut to: impl Write) -> io::Result<()> {
        let (head, pixels) = match self {
            Self::Picture { width, height, left_out, pixels } => {
                ([PICTURE, *width, *height, *left_out], pixels.as_slice())
            }
            Self::NeedsPassword => ([NEEDS_PASSWORD, 0, 0, 0], [].as_slice()),
            Self::Unreadable => ([UNREADABLE, 0, 0, 0], [].as_slice()),
            Self::NoSuchPage { pages } => ([NO_SUCH_PAGE, *pages, 0, 0], [].as_slice()),
        };
        to.write_all(&numbers(head))?;
        to.write_all(pixels)?;
        to.flush()
    }

    pub fn read(mut from: impl Read) -> io::Result<Self> {
        let [kind, first, second, third] = take(&mut from)?;
        match kind {
            PICTURE if (1..=MAX_EDGE).contains(&first) && (1..=MAX_EDGE).contains(&second) => {
                let length = u64::from(first) * u64::from(second) * 4;
                let mut pixels = Vec::new();
                from.take(length).read_to_end(&mut pixels)?;
                if pixels.len() as u64 != length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(Self::Picture { width: first, height: second, left_out: third, pixels })
            }
            NEEDS_PASSWORD => Ok(Self::NeedsPassword),
            UNREADABLE => Ok(Self::Unreadable),
            NO_SUCH_PAGE => Ok(Self::NoSuchPage { pages: first }),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// How many bytes the document has that follows.
pub(super) fn write_length(mut to: impl Write, length: u64) -> io::Result<()> {
    to.write_all(&length.to_le_bytes())
}

pub(super) fn read_length(mut from: impl Read) -> io::Result<u64> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    Ok(u64::from_le_bytes(length))
}

fn numbers<const N: usize>(numbers: [u32; N]) -> Vec<u8> {
    numbers.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn take<const N: usize>(mut from: impl Read) -> io::Result<[u32; N]> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        let mut bytes = [0; 4];
        from.read_exact(&mut bytes)?;
        *number = u32::from_le_bytes(bytes);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_arrive_as_they_were_said() {
        for answer in [
            Answer::Picture { width: 2, height: 1, left_out: 3, pixels: vec![1, 2, 3, 4, 5, 6, 7, 8] },
            Answer::NeedsPassword,
            Answer::Unreadable,
            Answer::NoSuchPage { pages: 7 },
        ] {
            let mut said = Vec::new();
            answer.write(&mut said).unwrap();
            assert_eq!(Answer::read(said.as_slice()).unwrap(), answer);
            assert!(Answer::read(&said[..said.len() - 1]).is_err());
        }
    }

    #[test]
    fn a_picture_larger_than_any_that_was_asked_for_is_no_answer() {
        let huge = [PICTURE, u32::MAX, u32::MAX, 0].map(u32::to_le_bytes).concat();
        assert!(Answer::read(huge.as_slice()).is_err());
        assert!(Answer::read([9; 16].as_slice()).is_err());
    }
}
