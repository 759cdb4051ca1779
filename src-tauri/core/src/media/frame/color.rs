//! From the colours of films to those of screens. Nothing is done about brightness beyond white: a film in HDR by HLG
//! looks a little dull, one by PQ very.

use ::image::{DynamicImage, RgbImage, imageops};

use super::Size;
use crate::media::Orientation;
use crate::media::thumbnail::{AreaAverage, fit, upright};
use crate::media::video::isobmff::Colors;

/// A decoded frame of which every second pixel of every second row has colour (4:2:0).
pub(super) struct Frame<'p, S> {
    pub width: usize,
    pub height: usize,
    /// Brightness, and the two differences of colour.
    pub planes: [Plane<'p, S>; 3],
    /// Bits of a sample, 8 or more.
    pub depth: u8,
}

pub(super) struct Plane<'p, S> {
    pub samples: &'p [S],
    /// Samples from one row to the next.
    pub stride: usize,
    /// The first that is shown.
    pub first: usize,
}

/// How a frame is to be shown.
pub(super) struct Look {
    pub colors: Option<Colors>,
    /// How wide and high a stored pixel is.
    pub pixel: (u32, u32),
    pub orientation: Orientation,
}

/// The frame upright, with square pixels, and no larger than wanted. `None` when its planes are too small for it.
pub(super) fn show<S: Copy + Into<u16>>(frame: &Frame<'_, S>, look: &Look, size: Size) -> Option<RgbImage> {
    let stored = (u32::try_from(frame.width).ok()?, u32::try_from(frame.height).ok()?);
    let target = target(stored, look.pixel, size)?;
    let table = Table::new(look.colors, stored);
    let smaller = (target.0.min(stored.0), target.1.min(stored.1));
    let mut picture = if smaller == stored {
        frame.whole(&table, stored)?
    } else {
        let halved = smaller.0 <= stored.0 / 2 && smaller.1 <= stored.1 / 2;
        let mut average = AreaAverage::new(stored, if halved { 2 } else { 1 }, smaller);
        if halved {
            frame.halves(&table, |y, pixels| average.add(y, (0..).zip(pixels)))?;
        } else {
            frame.rows(&table, |y, pixels| average.add(y, (0..).zip(pixels)))?;
        }
        average.finish()?.into_rgb8()
    };
    if picture.dimensions() != target {
        picture = imageops::resize(&picture, target.0, target.1, imageops::FilterType::Triangle);
    }
    Some(upright(DynamicImage::ImageRgb8(picture), Some(look.orientation)).into_rgb8())
}

impl<S: Copy + Into<u16>> Frame<'_, S> {
    fn whole(&self, table: &Table, (width, height): (u32, u32)) -> Option<RgbImage> {
        let mut levels = Vec::new();
        self.rows(table, |_, pixels| {
            levels.extend(pixels.flat_map(|[red, green, blue, _]| [red, green, blue]));
        })?;
        RgbImage::from_raw(width, height, levels)
    }

    /// Hands every row to `each`.
    fn rows(
        &self,
        table: &Table,
        mut each: impl FnMut(u32, &mut dyn Iterator<Item = [u8; 4]>),
    ) -> Option<()> {
        let [bright, blue, red] = &self.planes;
        let half = self.width.div_ceil(2);
        for (y, row) in (0..self.height).zip(0..) {
            // A colour difference for every two pixels.
            let colors = blue.row(y / 2, half)?.iter().zip(red.row(y / 2, half)?).flat_map(|pair| [pair; 2]);
            let pixels = bright.row(y, self.width)?.iter().zip(colors);
            each(row, &mut pixels.map(|(bright, (blue, red))| table.rgb([*bright, *blue, *red], self.depth)));
        }
        Some(())
    }

    /// Hands the means of two by two pixels to `each`, row by row: all that a small picture needs, at a quarter of the
    /// cost.
    fn halves(
        &self,
        table: &Table,
        mut each: impl FnMut(u32, &mut dyn Iterator<Item = [u8; 4]>),
    ) -> Option<()> {
        let [bright, blue, red] = &self.planes;
        let half = self.width.div_ceil(2);
        for (y, row) in (0..self.height.div_ceil(2)).zip(0..) {
            let upper = bright.row(2 * y, self.width)?;
            let lower = bright.row((2 * y + 1).min(self.height - 1), self.width)?;
            let means = upper.chunks(2).zip(lower.chunks(2)).map(|(upper, lower)| {
                let samples = || upper.iter().chain(lower).map(|sample| u32::from((*sample).into()));
                // One to four samples of 16 bits.
                let count = (upper.len() + lower.len()) as u32;
                ((samples().sum::<u32>() + count / 2) / count) as u16
            });
            let colors = blue.row(y, half)?.iter().zip(red.row(y, half)?);
            let pixels = means.zip(colors);
            each(
                row,
                &mut pixels
                    .map(|(mean, (blue, red))| table.rgb([mean, (*blue).into(), (*red).into()], self.depth)),
            );
        }
        Some(())
    }
}

/// The size to draw in, before the turn. `None` for pixels of a shape that no film has.
fn target(stored: (u32, u32), pixel: (u32, u32), size: Size) -> Option<(u32, u32)> {
    let wide = crate::media::video::square(stored.0, pixel);
    // Film squeezed to half its width is the most there is; a hostile ratio would ask for much memory.
    let full = if wide > stored.0.saturating_mul(4) { stored } else { (wide, stored.1) };
    if full.0 == 0 || full.1 == 0 {
        return None;
    }
    Some(match size {
        Size::Full => full,
        Size::Within(edge) => fit(full.0, full.1, edge),
    })
}

impl<S> Plane<'_, S> {
    fn row(&self, row: usize, width: usize) -> Option<&[S]> {
        let start = self.first.checked_add(row.checked_mul(self.stride)?)?;
        self.samples.get(start..start.checked_add(width)?)
    }
}

/// A sample of so many bits in eight.
pub(in crate::media) fn to_8_bits(sample: u16, depth: u8) -> u8 {
    let shift = u32::from(depth.saturating_sub(8));
    let half = if shift == 0 { 0 } else { 1 << (shift - 1) };
    // At most 255 after it.
    (u32::from(sample) + half).checked_shr(shift).unwrap_or(0).min(255) as u8
}

/// What each sample adds to red, green and blue, in 1/65,536.
pub(in crate::media) struct Table {
    bright: [i32; 256],
    red_of_red: [i32; 256],
    green_of_red: [i32; 256],
    green_of_blue: [i32; 256],
    blue_of_blue: [i32; 256],
}

impl Table {
    /// For what a picture of the size `stored` says of its colours.
    pub fn new(colors: Option<Colors>, stored: (u32, u32)) -> Self {
        let (kr, kb) = weights(colors.map_or(2, |colors| colors.matrix), stored);
        let full = colors.and_then(|colors| colors.full).unwrap_or(false);
        // Limited range: black at 16, white at 235, differences from 16 to 240.
        let (black, white, spread) = if full { (0.0, 255.0, 255.0) } else { (16.0, 235.0, 224.0) };
        let table = |value: &dyn Fn(f64) -> f64| {
            // Within some ten times 255 × 65,536, whatever the weights.
            std::array::from_fn(|sample| (value(sample as f64) * 65_536.0).round() as i32)
        };
        let scale = 255.0 / spread;
        let (red, blue) = (2.0 * (1.0 - kr) * scale, 2.0 * (1.0 - kb) * scale);
        let kg = 1.0 - kr - kb;
        Self {
            bright: table(&|sample| (sample - black) * 255.0 / (white - black)),
            red_of_red: table(&|sample| (sample - 128.0) * red),
            green_of_red: table(&|sample| (128.0 - sample) * red * kr / kg),
            green_of_blue: table(&|sample| (128.0 - sample) * blue * kb / kg),
            blue_of_blue: table(&|sample| (sample - 128.0) * blue),
        }
    }

    /// Red, green, blue and full opacity of samples of so many bits.
    pub fn rgb<S: Into<u16>>(&self, samples: [S; 3], depth: u8) -> [u8; 4] {
        let [bright_at, blue, red] = samples.map(|sample| usize::from(to_8_bits(sample.into(), depth)));
        let bright = self.bright[bright_at];
        // Rounded, and cut to what a screen shows.
        let level = |sum: i32| ((sum + 32_768) >> 16).clamp(0, 255) as u8;
        [
            level(bright + self.red_of_red[red]),
            level(bright + self.green_of_red[red] + self.green_of_blue[blue]),
            level(bright + self.blue_of_blue[blue]),
            255,
        ]
    }
}

/// The parts of red and blue in brightness (ITU-T H.273, table 4). Films that do not say are of BT.709 when they are
/// larger than television was, as players have it.
fn weights(matrix: u8, (width, height): (u32, u32)) -> (f64, f64) {
    const BT_601: (f64, f64) = (0.299, 0.114);
    const BT_709: (f64, f64) = (0.2126, 0.0722);
    match matrix {
        1 => BT_709,
        4 => (0.30, 0.11),
        5 | 6 => BT_601,
        7 => (0.212, 0.087),
        9 | 10 => (0.2627, 0.0593),
        _ if width >= 1280 || height > 576 => BT_709,
        _ => BT_601,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(samples: [u16; 3], depth: u8, colors: Option<Colors>) -> [u8; 3] {
        let planes = samples.map(|sample| [sample; 4]);
        let [bright, blue, red] = &planes;
        let plane = |samples| Plane { samples, stride: 2, first: 0 };
        let frame = Frame { width: 2, height: 2, planes: [plane(bright), plane(blue), plane(red)], depth };
        let look = Look { colors, pixel: (1, 1), orientation: Orientation::UPRIGHT };
        show(&frame, &look, Size::Full).unwrap().get_pixel(1, 1).0
    }

    #[test]
    fn black_white_and_red_come_out_as_such() {
        let limited = |matrix| Some(Colors { matrix, full: Some(false) });
        let full = Some(Colors { matrix: 6, full: Some(true) });
        assert_eq!(shown([16, 128, 128], 8, None), [0, 0, 0]);
        assert_eq!(shown([235, 128, 128], 8, limited(1)), [255, 255, 255]);
        assert_eq!(shown([255, 128, 128], 8, full), [255, 255, 255]);
        assert_eq!(shown([0, 128, 128], 8, full), [0, 0, 0]);
        // Pure red as BT.709 and BT.601 have it (ITU-R BT.709, BT.601).
        assert_eq!(shown([63, 102, 240], 8, limited(1)), [255, 1, 0]);
        assert_eq!(shown([81, 90, 240], 8, limited(6)), [254, 0, 0]);
        assert_eq!(shown([235 << 2, 128 << 2, 128 << 2], 10, limited(9)), [255, 255, 255]);
    }

    #[test]
    fn a_picture_has_the_same_colors_in_every_size() {
        // Odd sides: the last column and row share their colour with none.
        let (bright, blue, red) = ([81_u8; 7 * 5], [90_u8; 4 * 3], [240_u8; 4 * 3]);
        let plane = |samples, stride| Plane { samples, stride, first: 0 };
        let planes = || [plane(bright.as_slice(), 7), plane(&blue, 4), plane(&red, 4)];
        let look = Look { colors: None, pixel: (1, 1), orientation: Orientation::UPRIGHT };
        for (size, sides) in [
            (Size::Full, (7, 5)),
            (Size::Within(6), (6, 4)),
            (Size::Within(3), (3, 2)),
            (Size::Within(2), (2, 1)),
            (Size::Within(1), (1, 1)),
        ] {
            let picture =
                show(&Frame { width: 7, height: 5, planes: planes(), depth: 8 }, &look, size).unwrap();
            assert_eq!(picture.dimensions(), sides);
            assert!(picture.pixels().all(|pixel| pixel.0 == [254, 0, 0]), "{size:?}");
        }
    }

    #[test]
    fn planes_too_small_for_the_frame_are_noticed() {
        let plane = || Plane { samples: &[0_u8; 3], stride: 2, first: 0 };
        let frame = Frame { width: 2, height: 2, planes: [plane(), plane(), plane()], depth: 8 };
        let look = Look { colors: None, pixel: (1, 1), orientation: Orientation::UPRIGHT };
        assert!(show(&frame, &look, Size::Full).is_none());
    }

    #[test]
    fn pixels_that_are_not_square_are_made_so_within_reason() {
        assert_eq!(target((1440, 1080), (4, 3), Size::Full), Some((1920, 1080)));
        assert_eq!(target((1440, 1080), (4, 3), Size::Within(320)), Some((320, 180)));
        assert_eq!(target((1440, 1080), (u32::MAX, 1), Size::Full), Some((1440, 1080)));
        assert_eq!(target((1440, 1080), (1, u32::MAX), Size::Full), Some((1440, 1080)));
        assert_eq!(target((0, 1080), (1, 1), Size::Full), None);
    }
}
