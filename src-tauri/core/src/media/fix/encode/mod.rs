//! Stores a picture as JPEG or PNG in no more bytes than are allowed: by less quality first, then by fewer pixels.
//! It must not enlarge, nor store a JPEG finer than it came where that is worth its bytes.

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

/// How long a file may be, and what may be done about it.
#[derive(Clone, Copy)]
pub(super) struct Bound {
    /// The most bytes.
    pub bytes: Option<u64>,
    /// Pixels may be given up for it.
    pub shrinks: bool,
}

/// Stores a picture at `quality`, if it is to be a JPEG, or below.
pub(super) fn encode(
    picture: &Picture,
    target: Target,
    quality: u8,
    bound: Bound,
    beside: Beside<'_>,
) -> Result<Encoded, MendError> {
    let limit = bound.bytes.unwrap_or(u64::MAX);
    let mut size = picture.size;
    for _ in 0..MAX_TRIES {
        let smaller = (size != picture.size).then(|| picture.shrunk(size));
        let now = Sized { picture: smaller.as_ref().unwrap_or(picture), target, limit, beside };
        let needed = match now.store(quality)? {
            Ok((bytes, stored)) => {
                let quality = (target == Target::Jpeg).then_some(stored);
                return Ok(Encoded { bytes, size, quality });
            }
            Err(needed) => needed,
        };
        if !bound.shrinks {
            return Err(MendError::TooLongAtSize { size, limit });
        }
        let share = (limit as f64 / needed as f64).sqrt() * CAUTION;
        let next = size.times(share.min(0.95));
        if next == size {
            break;
        }
        size = next;
    }
    Err(MendError::StaysTooLong { limit })
}

/// A picture at one of the sizes tried.
struct Sized<'a> {
    picture: &'a Picture,
    target: Target,
    limit: u64,
    beside: Beside<'a>,
}

/// The bytes of a file and the quality they are of, or how many more bytes it would have needed.
type Stored = Result<(Vec<u8>, u8), u64>;

impl Sized<'_> {
    fn store(&self, top: u8) -> Result<Stored, MendError> {
        // What a part takes tells soon what the whole would.
        let part = if self.limit == u64::MAX { None } else { self.picture.bands() };
        let estimate = |quality| -> Result<u64, MendError> {
            let Some((part, share)) = &part else { return Ok(0) };
            self.measure(part, quality).map(|measured| (measured.bytes as f64 * share) as u64)
        };
        match self.target {
            Target::Png => {
                let needed = estimate(top)?;
                if needed > self.doubtful() {
                    return Ok(Err(needed));
                }
                Ok(self.measure(self.picture, top)?.finish().map(|bytes| (bytes, top)))
            }
            Target::Jpeg => {
                if estimate(FLOOR.min(top))? <= self.doubtful() {
                    let guess = highest(top, |quality| Ok(estimate(quality)? <= self.limit))?;
                    if let Some(found) = best(top, guess, |quality| self.measure(self.picture, quality))? {
                        return Ok(Ok(found));
                    }
                }
                let aim = AIM.min(top);
                let needed = match part {
                    Some(_) => estimate(aim)?,
                    None => self.measure(self.picture, aim)?.bytes,
                };
                Ok(Err(needed))
            }
        }
    }

    /// More than this is too much, however far an estimate is off.
    fn doubtful(&self) -> u64 {
        self.limit.saturating_add(self.limit / 8)
    }

    fn measure(&self, picture: &Picture, quality: u8) -> Result<Measured, MendError> {
        match self.target {
            Target::Jpeg => jpeg::encode(picture, quality, self.limit, self.beside),
            Target::Png => png::encode(picture, self.limit, self.beside),
        }
    }
}

/// The highest quality from the floor up to `top` that is low enough, or the floor.
fn highest(top: u8, low_enough: impl Fn(u8) -> Result<bool, MendError>) -> Result<u8, MendError> {
    if low_enough(top)? {
        return Ok(top);
    }
    let (mut low, mut high) = (FLOOR.min(top), top);
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if low_enough(middle)? { low = middle } else { high = middle }
    }
    Ok(low)
}

/// The bytes at the highest quality up to `top` at which they are few enough, looked for around a guess; `None` if
/// they are too many even at the floor.
fn best(
    top: u8,
    guess: u8,
    encode: impl Fn(u8) -> Result<Measured, MendError>,
) -> Result<Option<(Vec<u8>, u8)>, MendError> {
    let floor = FLOOR.min(top);
    let mut fits: Option<(Vec<u8>, u8)> = None;
    let mut too_much = top + 1;
    let (mut next, mut step) = (guess, 1);
    loop {
        match encode(next)?.finish() {
            Ok(bytes) => fits = Some((bytes, next)),
            Err(_) => too_much = next,
        }
        next = match &fits {
            Some((_, quality)) if quality + 1 >= too_much => return Ok(fits),
            Some((_, quality)) if too_much <= top => quality + (too_much - quality) / 2,
            Some((_, quality)) => quality.saturating_add(step).min(top),
            None if too_much <= floor => return Ok(None),
            None => too_much.saturating_sub(step).max(floor),
        };
        step = step.saturating_mul(2);
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

    /// As if each quality took so many bytes: the one found, and those tried.
    fn sized(guess: u8, bytes: impl Fn(u8) -> usize, limit: u64) -> (Option<u8>, Vec<u8>) {
        let tried = RefCell::new(Vec::new());
        let found = best(92, guess, |quality| {
            tried.borrow_mut().push(quality);
            let mut measured = Measured::new(limit);
            measured.write_all(&vec![0; bytes(quality)]).unwrap();
            Ok(measured)
        });
        (found.unwrap().map(|(_, quality)| quality), tried.into_inner())
    }

    #[test]
    fn the_highest_quality_that_fits_is_found_in_a_few_tries_and_fewer_with_a_good_guess() {
        for fitting in 70..=92_u8 {
            for guess in 70..=92_u8 {
                let (found, tried) = sized(guess, usize::from, fitting.into());
                assert_eq!(found, Some(fitting));
                assert!(tried.len() <= 9, "{tried:?}");
                assert!(tried.len() <= 4 || guess.abs_diff(fitting) > 1, "{tried:?}");
            }
            assert_eq!(highest(92, |quality| Ok(quality <= fitting)).unwrap(), fitting);
        }
    }

    #[test]
    fn below_the_floor_nothing_is_found() {
        assert_eq!(sized(70, usize::from, 69), (None, vec![70]));
        assert_eq!(highest(92, |_| Ok(false)).unwrap(), FLOOR);
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
