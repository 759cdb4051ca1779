//! What must hold of any file whatever, asserted. It must not be reached by a program that people run.

use std::io::Cursor;

pub(crate) use super::captions::fuzzing::anew as captions_anew;
use super::examine::{HEADER_BUDGET, read_facts};
use super::format::{self, HEAD};
use super::frame::{self, FilmDecoder, Moment, Size, film_decoder};
use super::source::Source;
use super::{Facts, Figures, Format, Stamp, thumbnail as picture};

/// Larger pictures take as much longer as they are larger, and a fuzzer learns nothing more from them.
const PIXELS: u64 = 1_000_000;
/// The longer side of a frame that is drawn.
const EDGE: u32 = 32;

/// The facts of bytes that begin like one of `family`; `None` for others.
pub(crate) fn facts(bytes: &[u8], family: &[Format]) -> Option<Facts> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    format::recognise(head).filter(|format| family.contains(format))?;
    let length = bytes.len() as u64;
    let mut source = Source::new(Cursor::new(bytes), length, HEADER_BUDGET);
    let stamp: Stamp = serde_json::from_str("\"fuzzed\"").expect("a stamp is a text");
    let facts = read_facts(&mut source, stamp).expect("bytes in memory can be read");
    let read = source.bytes_read();
    assert!(read <= 16 * length + 200_000, "{read} bytes were read of a file of {length}");
    assert_eq!(facts.bytes, length);
    let impossible = impossible(&facts.figures);
    assert!(impossible.is_empty(), "{impossible:?} cannot be: {facts:?}");
    let kept: Facts = serde_json::from_value(serde_json::to_value(&facts).expect("facts are kept as JSON"))
        .expect("what was kept is read again");
    assert_eq!(kept, facts, "facts change by being kept");
    Some(facts)
}

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
        if let Some(made) = frame::draw_own(bytes, &facts, moment, Size::Within(EDGE)) {
            assert!((1..=EDGE).contains(&made.width()) && (1..=EDGE).contains(&made.height()));
        }
    }
    Some(())
}

/// Figures that are 0, less, no number at all, or against each other, by name: one that cannot be had is to be left out.
fn impossible(figures: &Figures) -> Vec<&'static str> {
    let positive = |figure: Option<u64>| figure.is_none_or(|figure| figure > 0);
    let real = |figure: Option<f64>| figure.is_none_or(|figure| figure.is_finite() && figure > 0.0);
    let told = match figures {
        Figures::Image(image) => vec![
            ("width", positive(image.width.map(u64::from))),
            ("height", positive(image.height.map(u64::from))),
            ("frames", positive(image.frames.map(u64::from))),
            ("bit depth", positive(image.bit_depth.map(u64::from))),
            ("animated", image.animated != Some(true) || image.frames != Some(1)),
        ],
        Figures::Video(video) => vec![
            ("width", positive(video.width.map(u64::from))),
            ("height", positive(video.height.map(u64::from))),
            ("duration", positive(video.duration_ms)),
            ("frame rate", real(video.frame_rate)),
            ("rotation", video.rotation.is_none_or(|turn| [0, 90, 180, 270].contains(&turn))),
            ("video codec", video.video_codec.as_ref().is_none_or(|codec| !codec.is_empty())),
            ("audio codec", video.audio_codec.as_ref().is_none_or(|codec| !codec.is_empty())),
        ],
        Figures::Document(document) => vec![
            ("pages", positive(document.pages.map(u64::from))),
            ("page width", real(document.first_page.map(|page| page.width))),
            ("page height", real(document.first_page.map(|page| page.height))),
            ("who counted", document.pages.is_some() == document.counted.is_some()),
        ],
        // A file of WebVTT may well hold no captions.
        Figures::Captions(captions) => vec![
            ("flaws", captions.flaws.len() as u64 <= u64::from(captions.flawed)),
            ("end", captions.end_ms.is_none() || captions.cues.is_some_and(|cues| cues > 0)),
        ],
        Figures::Unknown => Vec::new(),
    };
    told.into_iter().filter(|(_, sound)| !sound).map(|(name, _)| name).collect()
}
