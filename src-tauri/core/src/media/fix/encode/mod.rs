//! Stores a picture as JPEG or PNG in no more bytes than are allowed: by less quality first, then by fewer pixels.
//! It must not enlarge, nor store a JPEG finer than it came.

mod jpeg;
mod png;

use std::io::{self, Write};

use super::draw::Picture;
use super::{MendError, Size, Target};

/// Sizes tried before a picture is given up; each has at most nine tenths of the one before.
const MAX_TRIES: u32 = 40;
/// Below this quality blocks show: fewer pixels look better then.
const FLOOR: u8 = 70;
/// The quality at which a picture that has to lose pixels is looked for.
const AIM: u8 = 80;
/// A little less than the estimate, because fewer pixels need more bytes each.
const CAUTION: f64 = 0.97;

/// What belongs into the file beside the picture.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub icc: Option<&'a [u8]>,
    /// Already that of an upright picture.
    pub exif: Option<&'a [u8]>,
}

/// A picture in the bytes of a file.
pub(super) struct Encoded {
    pub bytes: Vec<u8>,
    pub size: Size,
    /// Of a JPEG.
    pub quality: Option<u8>,
}

/// Stores a picture at `quality`, if it is to be a JPEG, or below; `limit` is the most bytes.
pub(super) fn encode(
    mut picture: Picture,
    target: Target,
    quality: u8,
    limit: Option<u64>,
    beside: Beside<'_>,
) -> Result<Encoded, MendError> {
    let limit = limit.unwrap_or(u64::MAX);
    let whole = picture.size;
    let mut size = whole;
    let original = &mut picture;
    for _ in 0..MAX_TRIES {
        let smaller = (size != whole).then(|| original.shrunk(size));
        let now = smaller.as_ref().unwrap_or(original);
        let needed = match target {
            Target::Jpeg => {
                let best = |quality| jpeg::encode(now, quality, limit, beside);
                match best_under(quality, best)? {
                    Ok((bytes, quality)) => return Ok(Encoded { bytes, size, quality: Some(quality) }),
                    Err(needed) => needed,
                }
            }
            Target::Png => match png::encode(now, limit, beside)?.finish() {
                Ok(bytes) => return Ok(Encoded { bytes, size, quality: None }),
                Err(needed) => needed,
            },
        };
        let share = (limit as f64 / needed as f64).sqrt() * CAUTION;
        let next = size.times(share.min(0.95));
        if next == size {
            break;
        }
        size = next;
    }
    Err(MendError::StaysTooLong { limit })
}

/// The bytes at the highest quality up to `top` at which they are few enough, or else how many bytes the quality takes
/// that is aimed at.
fn best_under(
    top: u8,
    encode: impl Fn(u8) -> Result<Measured, MendError>,
) -> Result<Result<(Vec<u8>, u8), u64>, MendError> {
    if let Ok(bytes) = encode(top)?.finish() {
        return Ok(Ok((bytes, top)));
    }
    let (mut fits, mut too_much) = (None, top);
    let mut low = FLOOR.min(top);
    while low < too_much {
        // The lowest first: if that is too much already, nothing else has to be tried.
        let middle = if fits.is_none() { low } else { low + (too_much - low) / 2 };
        match encode(middle)?.finish() {
            Ok(bytes) => {
                fits = Some((bytes, middle));
                low = middle + 1;
            }
            Err(_) if fits.is_none() => break,
            Err(_) => too_much = middle,
        }
    }
    match fits {
        Some(fits) => Ok(Ok(fits)),
        None => encode(AIM.min(top)).map(|measured| Err(measured.bytes)),
    }
}

/// Keeps what is written until it is too much, and from then on only counts.
pub(super) struct Measured {
    kept: Vec<u8>,
    bytes: u64,
    limit: u64,
}

impl Measured {
    fn new(limit: u64) -> Self {
        Self { kept: Vec::new(), bytes: 0, limit }
    }

    /// What was written, or how much it was if that is too much.
    fn finish(self) -> Result<Vec<u8>, u64> {
        if self.bytes <= self.limit { Ok(self.kept) } else { Err(self.bytes) }
    }
}

impl Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len() as u64;
        if self.bytes <= self.limit {
            self.kept.extend_from_slice(bytes);
        } else {
            self.kept = Vec::new();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// As if quality took so many bytes.
    fn sized(bytes: impl Fn(u8) -> usize, limit: u64) -> (Result<u8, u64>, Vec<u8>) {
        let tried = RefCell::new(Vec::new());
        let found = best_under(92, |quality| {
            tried.borrow_mut().push(quality);
            let mut measured = Measured::new(limit);
            measured.write_all(&vec![0; bytes(quality)]).unwrap();
            Ok(measured)
        });
        (found.unwrap().map(|(_, quality)| quality), tried.into_inner())
    }

    #[test]
    fn the_highest_quality_that_fits_is_found_in_a_few_tries() {
        for fitting in 70..=92_u8 {
            let (found, tried) = sized(usize::from, fitting.into());
            assert_eq!(found, Ok(fitting));
            assert!(tried.len() <= 7, "{tried:?}");
        }
    }

    #[test]
    fn below_the_floor_the_bytes_at_the_aim_are_told() {
        assert_eq!(sized(usize::from, 69), (Err(80), vec![92, 70, 80]));
    }

    #[test]
    fn too_many_bytes_are_counted_and_not_kept() {
        let mut measured = Measured::new(10);
        measured.write_all(&[7; 9]).unwrap();
        measured.write_all(&[7; 9]).unwrap();
        assert_eq!((measured.kept.len(), measured.bytes), (0, 18));
        assert_eq!(measured.finish(), Err(18));
    }
}
