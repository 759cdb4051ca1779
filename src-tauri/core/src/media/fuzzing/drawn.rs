use std::io::Cursor;

use super::facts;
use crate::media::frame::{self as film, Moment, Size};
use crate::media::{FilmDecoder, Format, film_decoder, page as paper, thumbnail as picture};

/// Larger pictures take as much longer as they are larger, and a fuzzer learns nothing more from them.
const PIXELS: u64 = 1_000_000;
/// The longer side of a frame or a page that is drawn.
const EDGE: u32 = 32;

/// Small pictures of such bytes.
pub(crate) fn thumbnail(bytes: &[u8], family: &[Format]) -> Option<()> {
    let facts = facts(bytes, family)?;
    let image = facts.image()?;
    if image.pixels().is_some_and(|pixels| pixels > PIXELS) {
        return None;
    }
    // Small enough for the decoder of eighths, and too large for it.
    for edge in [4, 64] {
        if let Ok(made) = picture::decode_for_test(facts.format?, Cursor::new(bytes), edge) {
            assert!((1..=edge).contains(&made.width()) && (1..=edge).contains(&made.height()));
        }
    }
    Some(())
}

/// Frames of such films by the decoders inside Galley.
pub(crate) fn frame(bytes: &[u8], family: &[Format]) -> Option<()> {
    let facts = facts(bytes, family)?;
    let video = facts.video().filter(|_| film_decoder(&facts) == FilmDecoder::Galley)?;
    if u64::from(video.width?) * u64::from(video.height?) > PIXELS {
        return None;
    }
    let middle = video.duration_ms.unwrap_or(0) / 2;
    for moment in [Moment::Key(0), Moment::At(middle), Moment::At(u64::MAX)] {
        if let Some(made) = film::draw_own(bytes, &facts, moment, Size::Within(EDGE)) {
            assert!((1..=EDGE).contains(&made.width()) && (1..=EDGE).contains(&made.height()));
        }
    }
    Some(())
}

/// The first and the last page of such a document.
pub(crate) fn page(bytes: &[u8]) -> Option<()> {
    let facts = facts(bytes, &[Format::Pdf])?;
    let last = facts.document().and_then(|document| document.pages).unwrap_or(1);
    for page in [1, last] {
        if let Some((width, height)) = paper::draw_here(bytes, page, EDGE) {
            assert!((1..=EDGE).contains(&width) && (1..=EDGE).contains(&height));
        }
    }
    Some(())
}
