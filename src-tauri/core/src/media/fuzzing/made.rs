use std::io::Cursor;

use super::facts;
use crate::media::fix::mend_opened;
use crate::media::{Bounds, Crop, Facts, Format, Mended, Size, Target, Wish, bind as book};

/// Larger pictures take as much longer as they are larger.
const PIXELS: u64 = 40_000;
const DECODED: &[Format] = &[
    Format::Jpeg,
    Format::Png,
    Format::Gif,
    Format::Webp,
    Format::Tiff,
    Format::Bmp,
    Format::Ico,
    Format::Psd,
    Format::Heic,
];

/// Such a picture changed as somebody may wish.
pub(crate) fn mended(bytes: &[u8]) -> Option<()> {
    let facts = picture(bytes)?;
    let Some(once) = mend(bytes, &facts, &Wish::default()) else { return Some(()) };
    let after =
        self::facts(&once, &[Format::Jpeg, Format::Png, Format::Gif]).expect("what is made has a format");
    assert!(!after.broken(), "{after:?} of {facts:?}");
    assert!(!after.image().is_some_and(|image| image.gps), "the place was not left out of {facts:?}");
    let twice = mend(&once, &after, &Wish::default()).expect("what was made can be made anew");
    assert!(once == twice, "made anew it is another file: {facts:?}");
    let size = |facts: &Facts| facts.image().and_then(|image| image.width.zip(image.height));
    let (width, height) = size(&facts)?;
    let crop = Crop { x: width / 3, y: height / 4, width: width.div_ceil(3), height: height.div_ceil(3) };
    for format in [None, Some(Target::Jpeg), Some(Target::Png)] {
        let wish = Wish { crop: Some(crop), format, fit: true, keep_private: true, ..Wish::default() };
        let Some(made) = mend(bytes, &facts, &wish) else { continue };
        let (across, down) =
            size(&self::facts(&made, DECODED).expect("what is made has a format")).expect("and a size");
        assert!(across <= crop.width && down <= crop.height, "{across} × {down} of {crop:?}");
        assert!(u64::from(across) * u64::from(down) < BOUNDS.pixels && made.len() as u64 <= BOUNDS.bytes);
    }
    let to = Size { width: 5, height: 3 };
    let wish = Wish { to: Some(to), upright: true, ..Wish::default() };
    if let Some(made) = mend(bytes, &facts, &wish) {
        let made = self::facts(&made, DECODED).expect("what is made has a format");
        assert_eq!(size(&made), Some((to.width, to.height)));
    }
    Some(())
}

/// Low, so that small pictures come over them.
const BOUNDS: Bounds = Bounds { pixels: 400, bytes: 900, frames: 2 };

fn mend(bytes: &[u8], facts: &Facts, wish: &Wish) -> Option<Vec<u8>> {
    let mut made = Vec::new();
    let Mended { bytes: length, format, .. } =
        mend_opened(Cursor::new(bytes), facts, wish, &BOUNDS, &mut made).ok()?;
    assert_eq!(length, made.len() as u64);
    assert!(wish.format.is_none_or(|wished| Format::from(wished) == format));
    Some(made)
}

/// Two such pictures as pages of a document.
pub(crate) fn bound(bytes: &[u8]) -> Option<()> {
    let facts = picture(bytes)?;
    for flatten in [false, true] {
        let Some(document) = book::bind_twice(bytes, &facts, flatten) else { continue };
        let told = self::facts(&document, &[Format::Pdf]).expect("what is bound is a PDF");
        let pages = told.document().and_then(|document| document.pages);
        assert!(!told.broken() && pages == Some(2), "{told:?} of {facts:?}");
    }
    Some(())
}

fn picture(bytes: &[u8]) -> Option<Facts> {
    let facts = facts(bytes, DECODED)?;
    let small = facts.image()?.pixels().is_none_or(|pixels| pixels <= PIXELS);
    small.then_some(facts)
}
