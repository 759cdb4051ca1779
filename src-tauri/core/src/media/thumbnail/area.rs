use ::image::{DynamicImage, RgbImage, RgbaImage};

/// Shrinks a picture to its area average while it is being decoded: pixels may come in any order,
/// and only the small picture is held.
///
/// Every pixel spreads over the one or two columns and rows it covers, by the area of each. Colours
/// are weighed by opacity, so that transparent pixels leave no fringe.
pub(in crate::media) struct AreaAverage {
    width: u32,
    height: u32,
    columns: Vec<Cover>,
    rows: Vec<Cover>,
    sums: Vec<[f32; 4]>,
    /// The pixels of one source row, averaged across only.
    line: Vec<[f32; 4]>,
}

/// Where one source column or row falls.
#[derive(Clone, Copy)]
struct Cover {
    first: u32,
    /// Share of the target pixel `first` that it covers, and of the one after.
    shares: [f32; 2],
}

/// The size within `edge` by `edge` that keeps the proportions; never larger than given, never 0.
pub(in crate::media) fn fit(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let longer = u64::from(width.max(height));
    if longer <= u64::from(edge) {
        return (width, height);
    }
    let shrink = |side: u32| {
        let scaled = (u64::from(side) * u64::from(edge) + longer / 2) / longer;
        // At most `edge`, as `side` is at most `longer`.
        (scaled as u32).max(1)
    };
    (shrink(width), shrink(height))
}

impl AreaAverage {
    /// From a picture of `size` to `to` (width and height, none of them 0), or a little less where
    /// that would enlarge. The pixels that come are each the mean of `step` by `step` of the
    /// picture's, cut off at its right and lower edge.
    pub fn new(size: (u32, u32), step: u32, to: (u32, u32)) -> Self {
        let width = to.0.min((size.0 / step).max(1));
        let height = to.1.min((size.1 / step).max(1));
        Self {
            width,
            height,
            columns: covers(size.0, step, width),
            rows: covers(size.1, step, height),
            sums: vec![[0.0; 4]; width as usize * height as usize],
            line: vec![[0.0; 4]; width as usize],
        }
    }

    /// Adds pixels (red, green, blue, opacity) of source row `y`, each with its column. Those
    /// outside the picture are left out.
    pub fn add(&mut self, y: u32, pixels: impl Iterator<Item = (u32, [u8; 4])>) {
        let Some(row) = self.rows.get(y as usize).copied() else { return };
        self.line.fill([0.0; 4]);
        for (x, [red, green, blue, opacity]) in pixels {
            let Some(column) = self.columns.get(x as usize) else { continue };
            let alpha = f32::from(opacity);
            let weight = alpha / 255.0;
            let pixel = [f32::from(red) * weight, f32::from(green) * weight, f32::from(blue) * weight, alpha];
            let first = column.first as usize;
            spread(&mut self.line[first], &pixel, column.shares[0]);
            if column.shares[1] > 0.0 {
                spread(&mut self.line[first + 1], &pixel, column.shares[1]);
            }
        }
        let width = self.width as usize;
        for (offset, share) in row.shares.into_iter().enumerate().filter(|(_, share)| *share > 0.0) {
            let start = (row.first as usize + offset) * width;
            for (sum, pixel) in self.sums[start..start + width].iter_mut().zip(&self.line) {
                spread(sum, pixel, share);
            }
        }
    }

    /// The small picture, with an alpha channel only if something shows through. Pixels that were
    /// never added are transparent.
    pub fn finish(self) -> Option<DynamicImage> {
        let opaque = self.sums.iter().all(|sum| sum[3] >= 254.5);
        if opaque {
            let bytes = self.sums.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue].map(byte));
            RgbImage::from_raw(self.width, self.height, bytes.collect()).map(DynamicImage::ImageRgb8)
        } else {
            let bytes = self.sums.iter().flat_map(|[red, green, blue, alpha]| {
                let weight = if *alpha > 0.0 { 255.0 / alpha } else { 0.0 };
                [red * weight, green * weight, blue * weight, *alpha].map(byte)
            });
            RgbaImage::from_raw(self.width, self.height, bytes.collect()).map(DynamicImage::ImageRgba8)
        }
    }
}

fn spread(sum: &mut [f32; 4], pixel: &[f32; 4], share: f32) {
    for (sum, value) in sum.iter_mut().zip(pixel) {
        *sum += value * share;
    }
}

/// A cast from a float saturates.
fn byte(value: f32) -> u8 {
    value.round() as u8
}

fn covers(size: u32, step: u32, to: u32) -> Vec<Cover> {
    let (size, step, to) = (u64::from(size), u64::from(step), u64::from(to));
    let cover = |index: u64| {
        // In units of 1/`size` of a target pixel, so that borders are met exactly.
        let (start, end) = (index * step * to, ((index + 1) * step).min(size) * to);
        let first = start / size;
        let border = ((first + 1) * size).min(end);
        let share = |from: u64, to: u64| (to - from) as f32 / size as f32;
        Cover { first: first as u32, shares: [share(start, border), share(border, end)] }
    };
    (0..size.div_ceil(step)).map(cover).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shrink(width: u32, height: u32, edge: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> DynamicImage {
        let mut average = AreaAverage::new((width, height), 1, fit(width, height, edge));
        for y in 0..height {
            average.add(y, (0..width).map(|x| (x, pixel(x, y))));
        }
        average.finish().unwrap()
    }

    #[test]
    fn the_proportions_are_kept_and_nothing_is_enlarged() {
        assert_eq!(fit(7728, 5152, 320), (320, 213));
        assert_eq!(fit(5152, 7728, 320), (213, 320));
        assert_eq!(fit(100, 50, 320), (100, 50));
        assert_eq!(fit(60_000, 10, 320), (320, 1));
        assert_eq!(fit(u32::MAX, u32::MAX, 320), (320, 320));
    }

    #[test]
    fn an_even_colour_stays_exactly_that_colour_at_any_ratio() {
        for (width, height, edge) in [(1000, 700, 333), (641, 480, 320), (7, 5, 4), (60_000, 3, 64)] {
            let small = shrink(width, height, edge, |_, _| [200, 13, 77, 255]).into_rgb8();
            assert!(small.pixels().all(|pixel| pixel.0 == [200, 13, 77]), "{width}×{height} to {edge}");
        }
    }

    #[test]
    fn pixels_that_stand_for_several_are_placed_where_those_were() {
        // 20 columns as 3 means of 8, 8 and 4, to 2: the middle one is split 2 to 6.
        let mut average = AreaAverage::new((20, 1), 8, (2, 1));
        average.add(
            0,
            [0, 100, 200].into_iter().map(|gray| [gray, gray, gray, 255]).zip(0..).map(|(p, x)| (x, p)),
        );
        let small = average.finish().unwrap().into_rgb8();
        assert_eq!((small.get_pixel(0, 0).0[0], small.get_pixel(1, 0).0[0]), (20, 140));
    }

    #[test]
    fn two_by_two_pixels_become_their_mean() {
        let small = shrink(4, 2, 2, |x, y| [(x * 10 + y * 100) as u8, 0, 0, 255]).into_rgb8();
        assert_eq!((small.get_pixel(0, 0).0[0], small.get_pixel(1, 0).0[0]), (55, 75));
    }

    #[test]
    fn a_picture_that_already_fits_is_unchanged() {
        let same = shrink(5, 4, 10, |x, y| [x as u8, y as u8, 9, (x * 50) as u8]).into_rgba8();
        assert_eq!(same.get_pixel(3, 2).0, [3, 2, 9, 150]);
    }

    #[test]
    fn the_colour_of_transparent_pixels_does_not_show() {
        let small =
            shrink(2, 1, 1, |x, _| if x == 0 { [255, 0, 0, 255] } else { [0, 255, 0, 0] }).into_rgba8();
        assert_eq!(small.get_pixel(0, 0).0, [255, 0, 0, 128]);
    }

    #[test]
    fn pixels_outside_the_picture_are_left_out() {
        let mut average = AreaAverage::new((2, 2), 1, (2, 2));
        average.add(7, [(0, [255; 4])].into_iter());
        average.add(0, [(9, [255; 4])].into_iter());
        assert!(average.finish().unwrap().into_rgba8().pixels().all(|pixel| pixel.0 == [0; 4]));
    }
}
