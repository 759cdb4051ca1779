//! What must hold of any file whatever, asserted. It must not be reached by a program that people run.

mod drawn;
mod made;

use std::io::Cursor;

pub(crate) use self::drawn::{frame, page, thumbnail};
pub(crate) use self::made::{bound, mended};
use super::examine::{HEADER_BUDGET, read_facts};
use super::format::{self, HEAD};
use super::source::Source;
use super::{Facts, Figures, Format, Stamp};

pub(crate) use super::captions::fuzzing::anew as captions_anew;

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

/// Figures that are 0, less, no number at all, or against each other, by name: one that cannot be had is to be left
/// out.
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
            ("pages", document.pages != Some(0) || document.counted == Some(super::PagesCounted::Here)),
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
