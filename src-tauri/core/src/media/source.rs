use std::io::{self, Read, Seek, SeekFrom};

/// Enough for any one header structure, so that most are one read.
const READ_AHEAD: usize = 1024;
/// A file no longer than this is fetched whole once as much of it was fetched as it holds: a short file that leads to
/// and fro is not read again and again.
const SHORT: u64 = 64 * 1024;

/// A file read at chosen places, a little at a time, never past its end or beyond a budget.
///
/// Every header reader works on this, so that no length found in a file ever becomes an allocation.
pub(super) struct Source<R> {
    inner: R,
    len: u64,
    window: Vec<u8>,
    window_at: u64,
    read_ahead: usize,
    bytes_read: u64,
    budget: u64,
}

/// Why reading a file's structure stopped early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The file ends first; it would have to hold at least this many bytes.
    End {
        expected: u64,
    },
    /// The budget is spent.
    Spent,
    Io(io::Error),
}

impl<R: Read + Seek> Source<R> {
    pub fn new(inner: R, len: u64, budget: u64) -> Self {
        Self { inner, len, window: Vec::new(), window_at: 0, read_ahead: READ_AHEAD, bytes_read: 0, budget }
    }

    /// Length of the whole file.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Bytes fetched from the file so far.
    #[cfg(any(test, feature = "fuzzing"))]
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Sets how much one miss fetches: little for hopping, much for sweeping.
    pub fn set_read_ahead(&mut self, bytes: usize) {
        self.read_ahead = bytes.max(16);
    }

    /// Allows this many more bytes to be fetched.
    pub fn extend_budget(&mut self, bytes: u64) {
        self.budget = self.budget.saturating_add(bytes);
    }

    /// The `N` bytes at `at`.
    pub fn take<const N: usize>(&mut self, at: u64) -> Result<[u8; N], Stop> {
        let mut out = [0; N];
        out.copy_from_slice(self.slice(at, N)?);
        Ok(out)
    }

    pub fn byte(&mut self, at: u64) -> Result<u8, Stop> {
        self.take::<1>(at).map(|[byte]| byte)
    }

    /// At most `wanted` bytes at `at`, fewer only at the end of the file.
    pub fn up_to(&mut self, at: u64, wanted: usize) -> Result<&[u8], Stop> {
        let left = usize::try_from(self.len.saturating_sub(at)).unwrap_or(usize::MAX);
        self.slice(at, wanted.min(left))
    }

    /// Where the two bytes first occur at or after `from`; a sweep through the rest of the file.
    pub fn find(&mut self, from: u64, pair: [u8; 2]) -> Result<Option<u64>, Stop> {
        const STEP: usize = 64 * 1024;
        self.set_read_ahead(STEP);
        let mut at = from;
        loop {
            let chunk = self.up_to(at, STEP)?;
            if let Some(found) = chunk.windows(2).position(|two| two == pair) {
                return Ok(Some(at + found as u64));
            }
            if chunk.len() < STEP {
                return Ok(None);
            }
            at += STEP as u64 - 1;
        }
    }

    fn slice(&mut self, at: u64, wanted: usize) -> Result<&[u8], Stop> {
        let end = at.saturating_add(wanted as u64);
        if end > self.len {
            return Err(Stop::End { expected: end });
        }
        if at < self.window_at || end > self.window_at + self.window.len() as u64 {
            self.fetch(at, wanted)?;
        }
        // Within the window, whose length is a usize.
        let start = (at - self.window_at) as usize;
        self.window.get(start..start + wanted).ok_or(Stop::End { expected: end })
    }

    /// What of it lies in the window already is not fetched again.
    fn fetch(&mut self, at: u64, wanted: usize) -> Result<(), Stop> {
        let is_affordable = self.bytes_read.saturating_add(self.len) <= self.budget;
        let is_whole = self.len <= SHORT && self.bytes_read >= self.len && is_affordable;
        let (at, wanted) = if is_whole { (0, self.len as usize) } else { (at, wanted) };
        let left = self.len - at;
        let size = left.min(wanted.max(self.read_ahead) as u64);
        let gone = at.checked_sub(self.window_at).and_then(|gone| usize::try_from(gone).ok());
        let gone = gone.unwrap_or(usize::MAX).min(self.window.len());
        let here = (self.window.len() - gone) as u64;
        let missing = size.saturating_sub(here);
        if self.bytes_read.saturating_add(missing) > self.budget {
            return Err(Stop::Spent);
        }
        self.window.drain(..gone);
        self.window_at = at;
        // At most the read-ahead, a caller's constant or a short file, never a length from the file.
        self.window.reserve(missing as usize);
        self.inner.seek(SeekFrom::Start(at + here)).map_err(Stop::Io)?;
        let read = (&mut self.inner).take(missing).read_to_end(&mut self.window).map_err(Stop::Io)?;
        self.bytes_read += read as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn source(bytes: &[u8], budget: u64) -> Source<Cursor<&[u8]>> {
        Source::new(Cursor::new(bytes), bytes.len() as u64, budget)
    }

    #[test]
    fn a_read_past_the_end_says_how_long_the_file_would_have_to_be() {
        let mut source = source(&[1, 2, 3], 100);
        assert_eq!(source.take::<2>(1).unwrap(), [2, 3]);
        assert!(matches!(source.take::<4>(2), Err(Stop::End { expected: 6 })));
        assert!(matches!(source.take::<1>(u64::MAX), Err(Stop::End { .. })));
    }

    #[test]
    fn a_spent_budget_stops_reading() {
        let bytes = vec![0; 100_000];
        let mut source = source(&bytes, 2048);
        assert!(source.byte(0).is_ok());
        assert!(source.byte(50_000).is_ok());
        assert!(matches!(source.byte(90_000), Err(Stop::Spent)));
        assert!(source.bytes_read() <= 2048);
    }

    #[test]
    fn what_is_there_already_is_not_fetched_again() {
        let bytes: Vec<u8> = (0..10_000_u32).map(|index| index as u8).collect();
        let mut source = source(&bytes, u64::MAX);
        assert_eq!(source.up_to(100, 1024).unwrap(), &bytes[100..1124]);
        assert_eq!(source.up_to(100, 4096).unwrap(), &bytes[100..4196]);
        assert_eq!(source.bytes_read(), 4096);
        assert_eq!(source.up_to(4000, 500).unwrap(), &bytes[4000..4500]);
        assert_eq!(source.bytes_read(), 4096 + 1024 - 196);
        // Backwards, nothing of it is.
        assert_eq!(source.up_to(50, 200).unwrap(), &bytes[50..250]);
        assert_eq!(source.up_to(9_990, 500).unwrap(), &bytes[9_990..]);
    }

    #[test]
    fn a_short_file_is_fetched_twice_at_most_however_one_hops_about_in_it() {
        let bytes: Vec<u8> = (0..20_000_u32).map(|index| index as u8).collect();
        let mut source = source(&bytes, u64::MAX);
        for hop in 0..1_000 {
            let at = hop * 7_919 % 19_990;
            assert_eq!(source.up_to(at, 10).unwrap(), &bytes[at as usize..][..10]);
        }
        assert!(source.bytes_read() <= 2 * 20_000 + 1_024, "{}", source.bytes_read());
    }

    #[test]
    fn a_pair_across_two_sweeps_is_found() {
        let mut bytes = vec![0; 200_000];
        bytes[65_535] = 0xFF;
        bytes[65_536] = 0xD9;
        assert_eq!(source(&bytes, u64::MAX).find(3, [0xFF, 0xD9]).unwrap(), Some(65_535));
        assert_eq!(source(&bytes, u64::MAX).find(65_536, [0xFF, 0xD9]).unwrap(), None);
    }
}
