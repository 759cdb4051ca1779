use super::{Crop, Size};
use crate::media::Orientation;

impl Size {
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The other way round, if the orientation makes width of height.
    pub fn turned(self, orientation: Orientation) -> Self {
        if orientation.swaps_axes() { Self { width: self.height, height: self.width } } else { self }
    }

    /// The largest size of nearly the same shape with fewer than `limit` pixels and no side longer than `longest`;
    /// never larger than it is, and no side below 1.
    pub fn under(self, limit: u64, longest: u32) -> Self {
        let shrink = |share: f64| {
            let width = ((f64::from(self.width) * share) as u32).clamp(1, self.width.max(1));
            let exact = f64::from(self.height) * f64::from(width) / f64::from(self.width.max(1));
            // Of a picture a pixel wide, the shape cannot be kept.
            let highest = self.height.min(longest).max(1);
            Self { width, height: (exact.round() as u32).clamp(1, highest) }
        };
        let mut size = self;
        let longer = size.width.max(size.height);
        if longer > longest {
            size = shrink(f64::from(longest) / f64::from(longer));
        }
        if size.pixels() < limit {
            return size;
        }
        let mut share = ((limit.saturating_sub(1)) as f64 / self.pixels() as f64).sqrt();
        // Rounding the height up can reach the limit again: then a column less is enough.
        for _ in 0..3 {
            size = shrink(share);
            if size.pixels() < limit {
                return size;
            }
            share = f64::from(size.width.saturating_sub(1)) / f64::from(self.width.max(1));
        }
        Self { width: size.width, height: self.lines(limit, size.width).min(longest.max(1)) }
    }

    /// As many rows of a width as stay under a number of pixels: of very long pictures, whose shape cannot be kept.
    fn lines(self, limit: u64, width: u32) -> u32 {
        let lines = limit.saturating_sub(1) / u64::from(width.max(1));
        u32::try_from(lines).unwrap_or(u32::MAX).clamp(1, self.height.max(1))
    }

    /// Whether it is a size, and no side is longer than the other's.
    pub fn lies_in(self, whole: Self) -> bool {
        self.pixels() > 0 && self.width <= whole.width && self.height <= whole.height
    }

    /// Each side times `share`, which is at most 1.
    pub fn times(self, share: f64) -> Self {
        let side = |side: u32| ((f64::from(side) * share).round() as u32).clamp(1, side.max(1));
        Self { width: side(self.width), height: side(self.height) }
    }
}

impl Crop {
    pub fn whole(size: Size) -> Self {
        Self { x: 0, y: 0, width: size.width, height: size.height }
    }

    pub fn size(self) -> Size {
        Size { width: self.width, height: self.height }
    }

    /// Whether it cuts something out of a picture of this size, and nothing that is not there.
    pub fn lies_in(self, size: Size) -> bool {
        let fits = |start: u32, length: u32, whole: u32| {
            length > 0 && start.checked_add(length).is_some_and(|end| end <= whole)
        };
        fits(self.x, self.width, size.width) && fits(self.y, self.height, size.height)
    }

    /// The largest part of it that has the shape of `to`, in its middle; no side below 1.
    pub fn shaped(self, to: Size) -> Self {
        let side = |other: u32, of: u32, by: u32, most: u32| {
            let exact = (u64::from(other) * u64::from(of) + u64::from(by) / 2) / u64::from(by.max(1));
            u32::try_from(exact).unwrap_or(most).clamp(1, most.max(1))
        };
        let wider =
            u64::from(self.width) * u64::from(to.height) > u64::from(self.height) * u64::from(to.width);
        let (width, height) = if wider {
            (side(self.height, to.width, to.height, self.width), self.height)
        } else {
            (self.width, side(self.width, to.height, to.width, self.height))
        };
        let middle = |start: u32, whole: u32, part: u32| start + whole.saturating_sub(part) / 2;
        Self { x: middle(self.x, self.width, width), y: middle(self.y, self.height, height), width, height }
    }

    /// The same part of a picture that has another size. None of its sides gets shorter than a pixel.
    pub fn scaled(self, from: Size, to: Size) -> Self {
        let along = |start: u32, length: u32, from: u32, to: u32| {
            let at = |place: u32| u64::from(place) * u64::from(to) / u64::from(from.max(1));
            let start_at = at(start).min(u64::from(to.saturating_sub(1)));
            let end = at(start.saturating_add(length)).clamp(start_at + 1, u64::from(to).max(start_at + 1));
            // Both are at most the side, or one more.
            (start_at as u32, (end - start_at) as u32)
        };
        let (x, width) = along(self.x, self.width, from.width, to.width);
        let (y, height) = along(self.y, self.height, from.height, to.height);
        Self { x, y, width, height }
    }

    /// The same part of the picture as it is stored; `displayed` is the size of the picture as displayed, in which it
    /// lies (CIPA DC-008, tag 0x0112).
    pub fn stored(self, displayed: Size, orientation: Orientation) -> Self {
        let Self { x, y, width, height } = self;
        let right = displayed.width - x - width;
        let below = displayed.height - y - height;
        let (left, top) = match orientation.get() {
            2 => (right, y),
            3 => (right, below),
            4 => (x, below),
            5 => (y, x),
            6 => (y, right),
            7 => (below, right),
            8 => (below, x),
            _ => (x, y),
        };
        let Size { width, height } = self.size().turned(orientation);
        Self { x: left, y: top, width, height }
    }
}

#[cfg(test)]
mod tests {
    use ::image::{DynamicImage, Rgb, RgbImage};
    use proptest::prelude::*;

    use super::*;

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    #[test]
    fn a_size_under_the_limit_stays_as_it_is() {
        assert_eq!(size(6000, 4000).under(24_000_001, 65_535), size(6000, 4000));
        assert_ne!(size(6000, 4000).under(24_000_000, 65_535), size(6000, 4000));
        assert_eq!(size(6013, 6013).under(36_152_320, 65_535), size(6012, 6012));
        assert_eq!(size(100_000, 10).under(u64::MAX, 65_535), size(65_535, 7));
        assert_eq!(size(1, 36).under(37, 1), size(1, 1));
        assert_eq!(size(1, 70_000).under(37, 65_535), size(1, 36));
    }

    proptest! {
        #[test]
        fn a_size_under_a_limit_is_the_largest_of_its_shape(
            width in 1..300_000_u32, height in 1..300_000_u32, limit in 2..50_000_000_u64, longest in 1..300_000_u32
        ) {
            let whole = size(width, height);
            let under = whole.under(limit, longest);
            prop_assert!(under.pixels() < limit);
            prop_assert!(under.width >= 1 && under.height >= 1 && under.width <= width && under.height <= height);
            prop_assert!(under.width.max(under.height) <= longest);
            // Within a pixel of the shape, but for sides that cannot be shorter than one.
            let exact = f64::from(under.width) * f64::from(height) / f64::from(width);
            if under.width > 1 && under.height > 1 {
                prop_assert!((exact - f64::from(under.height)).abs() <= 1.0, "{under:?}");
            }
            // A little larger would be over one of the limits, or over the size itself.
            let wider = size(under.width + 2, under.height + 2 + 2 * height / width);
            let too_large = wider.pixels() >= limit || wider.width.max(wider.height) > longest
                || wider.width > width || wider.height > height || under.height == 1 || under.width == 1;
            prop_assert!(too_large, "{under:?} of {whole:?}");
        }

        #[test]
        fn what_is_cut_before_turning_is_what_would_be_cut_after(
            width in 1..30_u32, height in 1..30_u32, orientation in 1..=8_u8,
            left in any::<prop::sample::Index>(), top in any::<prop::sample::Index>(),
            across in any::<prop::sample::Index>(), down in any::<prop::sample::Index>(),
        ) {
            let stored = RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 0]));
            let turn = ::image::metadata::Orientation::from_exif(orientation).unwrap();
            let upright = |picture: RgbImage| {
                let mut picture = DynamicImage::ImageRgb8(picture);
                picture.apply_orientation(turn);
                picture
            };
            let orientation = Orientation::try_from(orientation).unwrap();
            let displayed = size(width, height).turned(orientation);
            let (x, y) = (left.index(displayed.width as usize) as u32, top.index(displayed.height as usize) as u32);
            let crop = Crop {
                x,
                y,
                width: across.index((displayed.width - x) as usize) as u32 + 1,
                height: down.index((displayed.height - y) as usize) as u32 + 1,
            };
            prop_assert!(crop.lies_in(displayed));
            let before = crop.stored(displayed, orientation);
            prop_assert!(before.lies_in(size(width, height)));
            let cut = DynamicImage::ImageRgb8(stored.clone()).crop_imm(before.x, before.y, before.width, before.height);
            let expected = upright(stored).crop_imm(crop.x, crop.y, crop.width, crop.height);
            prop_assert_eq!(upright(cut.into_rgb8()), expected);
        }

        #[test]
        fn a_part_of_a_shape_is_the_largest_and_holds_every_size_that_the_whole_holds(
            width in 1..9000_u32, height in 1..9000_u32, across in 1..5000_u32, down in 1..5000_u32,
        ) {
            let whole = Crop { x: 7, y: 9, width, height };
            let to = size(across, down);
            let part = whole.shaped(to);
            let moved = Crop { x: part.x - 7, y: part.y - 9, ..part };
            prop_assert!(moved.lies_in(size(width, height)));
            prop_assert!(part.width == width || part.height == height);
            prop_assert_eq!(to.lies_in(part.size()), to.lies_in(size(width, height)));
            // Of the shape to the nearest pixel, but for a side that cannot be shorter than one.
            let off = f64::from(part.width) * f64::from(down) / f64::from(across) - f64::from(part.height);
            let across_off = f64::from(part.height) * f64::from(across) / f64::from(down) - f64::from(part.width);
            prop_assert!(off.abs() <= 0.51 || across_off.abs() <= 0.51 || part.width == 1 || part.height == 1);
        }

        #[test]
        fn a_part_of_a_picture_lies_in_it_at_any_size(
            width in 1..500_u32, height in 1..500_u32, across in 1..3000_u32, down in 1..3000_u32,
            x in any::<prop::sample::Index>(), y in any::<prop::sample::Index>(),
        ) {
            let (from, to) = (size(width, height), size(across, down));
            prop_assert_eq!(Crop::whole(from).scaled(from, to), Crop::whole(to));
            let (x, y) = (x.index(width as usize) as u32, y.index(height as usize) as u32);
            let part = Crop { x, y, width: width - x, height: height - y };
            prop_assert!(part.scaled(from, to).lies_in(to));
            prop_assert_eq!(part.scaled(from, from), part);
        }

        #[test]
        fn a_cut_outside_the_picture_is_none(x in any::<u32>(), y in any::<u32>(), width in any::<u32>(), height in any::<u32>()) {
            let crop = Crop { x, y, width, height };
            if crop.lies_in(size(400, 300)) {
                prop_assert!(width > 0 && height > 0 && x + width <= 400 && y + height <= 300);
            }
        }
    }
}
