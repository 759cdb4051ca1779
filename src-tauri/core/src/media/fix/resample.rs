use std::ops::Range;

use super::Size;

/// Lanczos' window reaches this many pixels of the coarser grid to either side.
const REACH: f64 = 3.0;

/// Cuts a part out of a picture and shrinks it while its rows come in, from the top: sharper than an average, and
/// only as many rows are held as the filter covers.
///
/// What is neither cut nor shrunk comes out bit for bit. Colours are weighed by opacity, so that transparent pixels
/// leave no fringe.
pub(super) struct Resample {
    channels: usize,
    alpha: bool,
    columns: Taps,
    rows: Taps,
    /// Neither direction is filtered.
    exact: bool,
    /// A source row as numbers, its colours weighed.
    line: Vec<f32>,
    /// Rows filtered across, the one of source row `y` at `y` modulo their number.
    ring: Vec<Vec<f32>>,
    next_row: usize,
    next_line: usize,
    sums: Vec<f32>,
    out: Vec<u8>,
}

/// A part of a side, in source pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    pub start: f64,
    pub length: f64,
}

/// Which source pixels make each target pixel, and with what weight.
struct Taps {
    of: Vec<Range<usize>>,
    /// Where the weights of a target pixel begin.
    at: Vec<usize>,
    weights: Vec<f32>,
    exact: bool,
}

impl Resample {
    /// From the parts `across` and `down` of pictures of `size` to pictures of `to`, which is not larger.
    pub fn new(size: Size, across: Part, down: Part, to: Size, channels: usize, alpha: bool) -> Self {
        let columns = Taps::new(size.width as usize, across, to.width as usize);
        let rows = Taps::new(size.height as usize, down, to.height as usize);
        let held = rows.of.iter().map(ExactSizeIterator::len).max().unwrap_or(1).max(1);
        let exact = columns.exact && rows.exact;
        let length = columns.of.len() * channels;
        Self {
            channels,
            alpha,
            exact,
            line: vec![0.0; if exact { 0 } else { size.width as usize * channels }],
            ring: vec![vec![0.0; if exact { 0 } else { length }]; held],
            next_row: 0,
            next_line: 0,
            sums: vec![0.0; length],
            out: Vec::with_capacity(length * rows.of.len()),
            columns,
            rows,
        }
    }

    /// Takes the next row of the source.
    pub fn row(&mut self, row: &[u8]) {
        let y = self.next_row;
        self.next_row += 1;
        let Some(wanted) = self.rows.of.get(self.next_line) else { return };
        if y < wanted.start {
            return;
        }
        if self.exact {
            let first = self.columns.of.first().map_or(0, |first| first.start) * self.channels;
            let length = self.columns.of.len() * self.channels;
            self.out.extend_from_slice(row.get(first..first + length).unwrap_or_default());
            self.next_line += 1;
            return;
        }
        match self.channels {
            1 => self.across::<1>(y, row),
            2 => self.across::<2>(y, row),
            3 => self.across::<3>(y, row),
            _ => self.across::<4>(y, row),
        }
        while self.rows.of.get(self.next_line).is_some_and(|wanted| wanted.end <= y + 1) {
            self.down();
            self.next_line += 1;
        }
    }

    /// The rows that came out, one behind the other.
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    fn across<const N: usize>(&mut self, y: usize, row: &[u8]) {
        let (line, _) = self.line.as_chunks_mut::<N>();
        for (target, pixel) in line.iter_mut().zip(row.as_chunks::<N>().0) {
            *target = pixel.map(f32::from);
            if self.alpha
                && let Some((alpha, colors)) = target.split_last_mut()
            {
                colors.iter_mut().for_each(|color| *color *= *alpha / 255.0);
            }
        }
        let held = self.ring.len();
        let Some(target) = self.ring.get_mut(y % held) else { return };
        let targets = target.as_chunks_mut::<N>().0.iter_mut();
        for (target, (of, weights)) in targets.zip(self.columns.each()) {
            let mut sum = [0.0; N];
            for (pixel, weight) in line.get(of.clone()).unwrap_or_default().iter().zip(weights) {
                for (sum, sample) in sum.iter_mut().zip(pixel) {
                    *sum += sample * weight;
                }
            }
            *target = sum;
        }
    }

    /// Makes the next target row of the rows held.
    fn down(&mut self) {
        let Some((of, weights)) = self.rows.get(self.next_line) else { return };
        self.sums.fill(0.0);
        for (y, weight) in of.zip(weights) {
            let Some(line) = self.ring.get(y % self.ring.len()) else { continue };
            for (sum, sample) in self.sums.iter_mut().zip(line) {
                *sum += sample * weight;
            }
        }
        if !self.alpha {
            self.out.extend(self.sums.iter().map(|sum| byte(*sum)));
            return;
        }
        for pixel in self.sums.chunks_exact(self.channels) {
            let Some((alpha, colors)) = pixel.split_last() else { continue };
            let weight = if *alpha > 0.0 { 255.0 / alpha } else { 0.0 };
            self.out.extend(colors.iter().map(|color| byte(color * weight)));
            self.out.push(byte(*alpha));
        }
    }
}

/// A cast from a float saturates.
fn byte(value: f32) -> u8 {
    value.round() as u8
}

impl Taps {
    fn new(size: usize, part: Part, to: usize) -> Self {
        let mut taps = Self { of: Vec::with_capacity(to), at: Vec::new(), weights: Vec::new(), exact: false };
        // Whole pixels for whole pixels.
        if part.length == to as f64 && part.start.fract() == 0.0 {
            let start = part.start as usize;
            taps.exact = true;
            taps.of.extend((start..start + to).map(|pixel| pixel..pixel + 1));
            taps.at.extend(0..to);
            taps.weights = vec![1.0; to];
            return taps;
        }
        // Nothing outside the part shows in it.
        let first = (part.start.floor().max(0.0) as usize).min(size.saturating_sub(1));
        let last = ((part.start + part.length).ceil() as usize).clamp(first + 1, size.max(first + 1));
        let step = part.length / to as f64;
        let scale = step.max(1.0);
        for target in 0..to {
            let middle = part.start + (target as f64 + 0.5) * step;
            let start = ((middle - REACH * scale).ceil().max(0.0) as usize).clamp(first, last - 1);
            let end = ((middle + REACH * scale).floor().max(0.0) as usize).clamp(start + 1, last);
            let weight = |pixel: usize| lanczos((pixel as f64 + 0.5 - middle) / scale);
            let total: f64 = (start..end).map(weight).sum();
            taps.at.push(taps.weights.len());
            taps.weights.extend((start..end).map(|pixel| (weight(pixel) / total) as f32));
            taps.of.push(start..end);
        }
        taps
    }

    fn get(&self, target: usize) -> Option<(Range<usize>, &[f32])> {
        let of = self.of.get(target)?.clone();
        let at = *self.at.get(target)?;
        Some((of.clone(), self.weights.get(at..at + of.len())?))
    }

    fn each(&self) -> impl Iterator<Item = (&Range<usize>, &[f32])> {
        let weights = self.of.iter().zip(&self.at).map(|(of, at)| self.weights.get(*at..at + of.len()));
        self.of.iter().zip(weights.map(Option::unwrap_or_default))
    }
}

/// The sinc function within a window of its own shape.
fn lanczos(x: f64) -> f64 {
    if x == 0.0 {
        return 1.0;
    }
    if x.abs() >= REACH {
        return 0.0;
    }
    let turns = x * std::f64::consts::PI;
    REACH * turns.sin() * (turns / REACH).sin() / (turns * turns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(start: f64, length: f64) -> Part {
        Part { start, length }
    }

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    fn shrink(
        from: Size,
        to: Size,
        channels: usize,
        alpha: bool,
        sample: impl Fn(usize, usize, usize) -> u8,
    ) -> Vec<u8> {
        let across = part(0.0, f64::from(from.width));
        let down = part(0.0, f64::from(from.height));
        let mut resample = Resample::new(from, across, down, to, channels, alpha);
        for y in 0..from.height as usize {
            let row = (0..from.width as usize).flat_map(|x| (0..channels).map(move |channel| (x, channel)));
            resample.row(&row.map(|(x, channel)| sample(x, y, channel)).collect::<Vec<u8>>());
        }
        let out = resample.finish();
        assert_eq!(out.len(), to.width as usize * to.height as usize * channels);
        out
    }

    #[test]
    fn an_even_colour_stays_exactly_that_colour() {
        for (from, to) in
            [(size(1000, 70), size(333, 23)), (size(641, 480), size(640, 479)), (size(7, 5), size(1, 1))]
        {
            let out = shrink(from, to, 3, false, |_, _, channel| [200, 13, 77][channel]);
            assert!(out.as_chunks::<3>().0.iter().all(|pixel| *pixel == [200, 13, 77]), "{from:?} to {to:?}");
        }
    }

    #[test]
    fn a_part_that_is_not_shrunk_comes_out_bit_for_bit() {
        let mut resample = Resample::new(size(9, 7), part(2.0, 5.0), part(3.0, 2.0), size(5, 2), 4, true);
        let rows: Vec<Vec<u8>> = (0..7_u8).map(|y| (0..36).map(|x| y * 36 + x).collect()).collect();
        rows.iter().for_each(|row| resample.row(row));
        assert_eq!(resample.finish(), [&rows[3][8..28], &rows[4][8..28]].concat());
    }

    #[test]
    fn the_colour_of_transparent_pixels_does_not_show() {
        let pixel = |x: usize, channel: usize| {
            if x < 8 { [255, 0, 0, 255][channel] } else { [0, 255, 0, 0][channel] }
        };
        let out = shrink(size(16, 4), size(3, 1), 4, true, |x, _, channel| pixel(x, channel));
        for pixel in out.as_chunks::<4>().0.iter().filter(|pixel| pixel[3] > 0) {
            assert_eq!(pixel[..3], [255, 0, 0]);
        }
    }

    #[test]
    fn nothing_outside_the_part_shows_in_it() {
        let mut resample = Resample::new(size(30, 1), part(10.0, 10.0), part(0.0, 1.0), size(4, 1), 1, false);
        let row: Vec<u8> = (0..30).map(|x| if (10..20).contains(&x) { 100 } else { 255 }).collect();
        resample.row(&row);
        assert_eq!(resample.finish(), [100; 4]);
    }

    #[test]
    fn a_part_that_starts_within_a_pixel_is_taken_from_there() {
        // A ramp, shifted by half a pixel, is brighter by half a step.
        let mut resample =
            Resample::new(size(40, 1), part(10.5, 20.0), part(0.0, 1.0), size(20, 1), 1, false);
        let row: Vec<u8> = (0..40).map(|x| x * 6).collect();
        resample.row(&row);
        let out = resample.finish();
        assert!(out[5..15].iter().zip(15..).all(|(value, x)| value.abs_diff(x * 6 + 3) <= 1), "{out:?}");
    }
}
