//! Captions read cue by cue and written anew, with what must hold of that asserted.

use std::io::Cursor;

use super::rewrite::rewrite;
use super::{MOST_CUES, cues_of};
use crate::media::examine::HEADER_BUDGET;
use crate::media::source::Source;
use crate::media::{Format, TextEncoding, fuzzing};

/// `None` for bytes that do not begin like captions.
pub(crate) fn anew(bytes: &[u8]) -> Option<()> {
    let facts = fuzzing::facts(bytes, &[Format::Srt, Format::Vtt])?;
    let cues = cues_of(&mut source(bytes)).expect("what is examined as captions is read as such");
    let counted = facts.captions().and_then(|captions| captions.cues).unwrap_or(0);
    assert!(
        cues.len() <= MOST_CUES && cues.len() as u64 <= u64::from(counted),
        "{} of {counted}",
        cues.len()
    );
    let mut once = Vec::new();
    if let Ok(written) = rewrite(&mut source(bytes), &mut once) {
        let facts = fuzzing::facts(&once, &[Format::Srt]).expect("what is written anew is SRT");
        let captions = facts.captions().expect("SRT is captions");
        assert_eq!((captions.cues, captions.encoding), (Some(written.cues), Some(TextEncoding::Utf8)));
        let mut twice = Vec::new();
        rewrite(&mut source(&once), &mut twice).expect("what is written anew is whole");
        assert_eq!(String::from_utf8_lossy(&once), String::from_utf8_lossy(&twice));
    }
    Some(())
}

fn source(bytes: &[u8]) -> Source<Cursor<&[u8]>> {
    Source::new(Cursor::new(bytes), bytes.len() as u64, HEADER_BUDGET)
}
