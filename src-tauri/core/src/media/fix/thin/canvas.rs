use std::ops::Range;

/// Red, green, blue, and whether it shows: 255 or 0.
const PIXEL: usize = 4;
const CLEAR: [u8; PIXEL] = [0; PIXEL];

/// The screen of an animation.
#[derive(Clone)]
pub(super) struct Canvas {
    width: u16,
    height: u16,
    pixels: Vec<u8>,
}

/// A part of a screen; of what is read it may reach beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub left: u16,
    pub top: u16,
    pub width: u16,
    pub height: u16,
}

impl Part {
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl Canvas {
    /// Nothing is on it.
    pub fn new(width: u16, height: u16) -> Self {
        Self { width, height, pixels: vec![0; usize::from(width) * usize::from(height) * PIXEL] }
    }

    pub fn whole(&self) -> Part {
        Part { left: 0, top: 0, width: self.width, height: self.height }
    }

    /// Lays a row of a part on it, counted from the part’s top; what shows through stays.
    pub fn draw_row(&mut self, part: Part, row: u16, line: &[u8]) {
        let range = self.row(part, row);
        let target = self.pixels.get_mut(range).unwrap_or_default();
        for (target, source) in target.chunks_exact_mut(PIXEL).zip(line.chunks_exact(PIXEL)) {
            if source.last() != Some(&0) {
                target.copy_from_slice(source);
            }
        }
    }

    pub fn clear(&mut self, part: Part) {
        for row in 0..part.height {
            let range = self.row(part, row);
            self.pixels.get_mut(range).unwrap_or_default().fill(0);
        }
    }

    /// Whether something that shows here does not in the other.
    pub fn is_cleared_by(&self, next: &Canvas) -> bool {
        let pairs = self.pixels.chunks_exact(PIXEL).zip(next.pixels.chunks_exact(PIXEL));
        pairs.into_iter().any(|(now, next)| now.last() != Some(&0) && next.last() == Some(&0))
    }

    /// The smallest part in which the two are not the same; a single pixel where they are.
    pub fn differs_from(&self, other: &Canvas) -> Part {
        let width = usize::from(self.width);
        let (mut rows, mut columns): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
        let lines = self.pixels.chunks_exact(width * PIXEL).zip(other.pixels.chunks_exact(width * PIXEL));
        for (y, (one, other)) in lines.enumerate().filter(|(_, (one, other))| one != other) {
            let differs = |(one, other): (&[u8], &[u8])| one != other;
            let mut pairs = one.chunks_exact(PIXEL).zip(other.chunks_exact(PIXEL));
            let first = pairs.clone().position(differs).unwrap_or(0);
            let last = pairs.rposition(differs).unwrap_or(0);
            let known = columns.unwrap_or(first..last);
            columns = Some(known.start.min(first)..known.end.max(last));
            rows = Some(rows.map_or(y, |rows| rows.start)..y);
        }
        let (rows, columns) = (rows.unwrap_or(0..0), columns.unwrap_or(0..0));
        // Both are places on a screen whose sides fit.
        let side = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        Part {
            left: side(columns.start),
            top: side(rows.start),
            width: side(columns.end - columns.start + 1),
            height: side(rows.end - rows.start + 1),
        }
    }

    /// The pixels of a part; those that are the same in `base` show through.
    pub fn part(&self, part: Part, base: Option<&Canvas>) -> Vec<u8> {
        let mut pixels = Vec::new();
        for row in 0..part.height {
            let range = self.row(part, row);
            let line = self.pixels.get(range.clone()).unwrap_or_default();
            let below = base.and_then(|base| base.pixels.get(range)).unwrap_or_default();
            let mut below = below.chunks_exact(PIXEL);
            for pixel in line.chunks_exact(PIXEL) {
                let same = below.next() == Some(pixel);
                pixels.extend(if same { &CLEAR } else { pixel });
            }
        }
        pixels
    }

    /// Where a row of a part stands among the pixels, as far as it lies on the screen.
    fn row(&self, part: Part, row: u16) -> Range<usize> {
        let (width, y) = (usize::from(self.width), usize::from(part.top) + usize::from(row));
        let left = usize::from(part.left).min(width);
        let right = (left + usize::from(part.width)).min(width);
        if y >= usize::from(self.height) {
            return 0..0;
        }
        (y * width + left) * PIXEL..(y * width + right) * PIXEL
    }
}
