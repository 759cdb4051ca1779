//! In which order rows come that are not stored from the top down.

/// First row and step of each pass of an interlaced GIF (GIF89a, appendix E).
const GIF: [[u16; 2]; 4] = [[0, 8], [4, 8], [2, 4], [1, 2]];

/// The rows of a GIF's frame, in the order in which they are stored.
pub(super) fn gif_rows(interlaced: bool, height: u16) -> impl Iterator<Item = u16> {
    let passes = if interlaced { GIF.as_slice() } else { &[[0, 1]] };
    passes.iter().flat_map(move |[first, step]| (*first..height).step_by(usize::from(*step)))
}

/// First column and row of each pass of an interlaced PNG, and the steps between its columns and rows (Adam7, PNG third
/// edition, section 8.2).
const PNG: [[u32; 4]; 7] =
    [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

/// The rows of a PNG in the order in which they are stored: which row of the picture each belongs to, and where its
/// pixels stand in that, the first and the step from one to the next.
pub(super) fn png_rows(
    interlaced: bool,
    (width, height): (u32, u32),
) -> impl Iterator<Item = (u32, u32, usize)> {
    let passes = if interlaced { PNG.as_slice() } else { &[[0, 0, 1, 1]] };
    // A pass without columns has no rows in the file either.
    let passes = passes.iter().filter(move |[left, ..]| *left < width);
    passes.flat_map(move |[left, top, across, down]| {
        (*top..height).step_by(*down as usize).map(move |y| (y, *left, *across as usize))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_gif_comes_once() {
        let rows: Vec<u16> = gif_rows(true, 10).collect();
        assert_eq!(rows, [0, 8, 4, 2, 6, 1, 3, 5, 7, 9]);
        assert!(gif_rows(false, 3).eq(0..3));
    }

    #[test]
    fn every_pixel_of_a_png_comes_once() {
        for (width, height) in [(1, 1), (2, 9), (9, 2), (17, 13)] {
            for interlaced in [true, false] {
                let mut seen: Vec<(u32, u32)> = png_rows(interlaced, (width, height))
                    .flat_map(|(y, first, step)| (first..width).step_by(step).map(move |x| (x, y)))
                    .collect();
                seen.sort_unstable();
                let mut all: Vec<(u32, u32)> =
                    (0..width).flat_map(|x| (0..height).map(move |y| (x, y))).collect();
                all.sort_unstable();
                assert_eq!(seen, all);
            }
        }
        assert_eq!(png_rows(true, (1, 8)).count(), 8, "passes without columns have no rows");
    }
}
