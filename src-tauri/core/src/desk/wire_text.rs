//! The text as it is sent, part by part.

use super::{WirePart, WireRun, WireText};
use crate::post::{
    Commentary,
    little_text::{Part, Spelling},
    utf16_len,
};

/// A post's text as little text, with its escapes and what they are good for.
pub(super) fn wire_text(commentary: &Commentary) -> WireText {
    let spelling = Spelling::of(commentary);
    let cut = spelling.would_be_cut();
    let at = cut.as_ref().map(|cut| cut.at);
    let runs = spelling.stretches(at).into_iter().map(|(range, part)| WireRun {
        cuts: at == Some(range.start),
        text: spelling.text_of(range).to_owned(),
        part: match part {
            Part::Text => WirePart::Text,
            Part::Escape => WirePart::Escape,
            Part::Hashtag => WirePart::Hashtag,
            Part::Mention => WirePart::Mention,
        },
    });
    WireText {
        runs: runs.collect(),
        kept_bare: cut.map(|cut| utf16_len(&cut.kept.visible())),
        visible: utf16_len(&commentary.visible()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::little_text;

    #[test]
    fn the_runs_are_what_is_sent_and_one_of_them_would_have_cut_it() {
        let commentary = Commentary::plain("🚀 #launch day (at last)");
        let shown = wire_text(&commentary);
        let whole: String = shown.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(whole, little_text::encode(&commentary));
        let cutting: Vec<_> = shown.runs.iter().filter(|run| run.cuts).map(|run| run.text.as_str()).collect();
        assert_eq!(cutting, ["("]);
        assert_eq!((shown.kept_bare, shown.visible), (Some(15), 24));
    }

    #[test]
    fn a_text_without_reserved_characters_needs_no_escape() {
        let shown = wire_text(&Commentary::plain("Plain words, 100 %"));
        assert_eq!((shown.runs.len(), shown.kept_bare), (1, None));
    }
}
