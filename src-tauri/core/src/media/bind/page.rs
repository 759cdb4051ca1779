use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::media::Orientation;

/// The sides of a page in points, of which a pixel is one, so that pages have the sizes of pictures. Acrobat shows
/// pages of 3 to 14,400 points (ISO 32000-1, annex C.2).
const SIDES: (f64, f64) = (3.0, 14_400.0);

/// How large pages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PageRule {
    /// Each as its picture.
    Own,
    /// All as the first picture; others get margins.
    #[default]
    First,
    /// 1080 × 1080.
    Square,
    /// 1080 × 1350: LinkedIn’s carousels are mostly of this shape, the tallest that its feed shows whole.
    Portrait,
}

/// Width and height in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub width: f64,
    pub height: f64,
}

impl Size {
    /// The page of a picture of so many pixels, as displayed, that is a page of its own. None of them is 0.
    pub fn of((width, height): (u32, u32)) -> Self {
        let (width, height) = (f64::from(width), f64::from(height));
        let (least, most) = SIDES;
        let scale = (most / width.max(height)).min(1.0);
        Self { width: (width * scale).max(least), height: (height * scale).max(least) }
    }
}

impl PageRule {
    /// The size of the page for a picture whose own it would be `own`; `first` is that of the first picture.
    pub(super) fn size(self, own: Size, first: Size) -> Size {
        match self {
            Self::Own => own,
            Self::First => first,
            Self::Square => Size { width: 1080.0, height: 1080.0 },
            Self::Portrait => Size { width: 1080.0, height: 1350.0 },
        }
    }
}

/// What draws a picture named `P` on a page: upright, as large as fits, in the middle, on white.
pub(super) struct Drawing {
    pub page: Size,
    pub picture: Size,
    pub orientation: Orientation,
}

impl Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, picture, .. } = self;
        let scale = (page.width / picture.width).min(page.height / picture.height);
        let (width, height) = (picture.width * scale, picture.height * scale);
        let (left, bottom) = ((page.width - width) / 2.0, (page.height - height) / 2.0);
        let [a, b, c, d, e, g] = turned(self.orientation);
        let matrix =
            [a * width, b * height, c * width, d * height, left + e * width, bottom + g * height].map(Number);
        let [a, b, c, d, e, g] = matrix;
        let page = [page.width, page.height].map(Number);
        write!(f, "1 g 0 0 {} {} re f q {a} {b} {c} {d} {e} {g} cm /P Do Q", page[0], page[1])
    }
}

/// Where a turned or mirrored picture lies in the unit square, from the lower left: the matrix of EXIF's 1 to 8.
fn turned(orientation: Orientation) -> [f64; 6] {
    match orientation.get() {
        2 => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
        3 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
        4 => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
        5 => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
        6 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
        7 => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        8 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    }
}

/// A number as PDF has it, to a ten thousandth.
#[derive(Clone, Copy)]
pub(super) struct Number(pub f64);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.4}", self.0);
        let short = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(if short == "-0" { "0" } else { short })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_as_large_as_its_picture_within_what_readers_show() {
        let size = |width, height| {
            let Size { width, height } = Size::of((width, height));
            (width, height)
        };
        assert_eq!(size(1200, 627), (1200.0, 627.0));
        assert_eq!(size(28_800, 1_440), (14_400.0, 720.0));
        assert_eq!(size(60_000, 10), (14_400.0, 3.0));
        assert_eq!(size(1, 1), (3.0, 3.0));
    }

    #[test]
    fn a_picture_of_another_shape_stands_in_the_middle() {
        let drawing = Drawing {
            page: PageRule::Square.size(Size::of((2160, 1080)), Size::of((5, 5))),
            picture: Size::of((2160, 1080)),
            orientation: Orientation::UPRIGHT,
        };
        assert_eq!(drawing.to_string(), "1 g 0 0 1080 1080 re f q 1080 0 0 540 0 270 cm /P Do Q");
    }

    #[test]
    fn numbers_are_short_and_have_no_exponent() {
        let table = [(1080.0, "1080"), (0.5, "0.5"), (1.0 / 3.0, "0.3333"), (-0.000_01, "0"), (1e-9, "0")];
        for (number, text) in table {
            assert_eq!(Number(number).to_string(), text);
        }
    }
}
