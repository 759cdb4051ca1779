//! Rules of the text.

use super::{Finding, Judgement, Limits, Place, Severity::Block, Severity::Warn, words::thousands};
use crate::post::{AttachmentKind, Counts, Draft, utf16_len};

pub(super) fn check(draft: &Draft, limits: &Limits) -> Vec<Finding> {
    let counts = Counts::of(&draft.commentary);
    let (visible, wire) = (u64::from(counts.visible), u64::from(counts.wire));
    let limit = limits.text;
    let provider = limits.files.provider;
    // What was begun and has no words yet is told of where they are missing.
    if draft.is_empty() && draft.attachment.kind() == AttachmentKind::None {
        let nothing =
            Judgement::new("text.empty", Block, "There is nothing to post yet. Write a text or add a file.");
        return vec![nothing.at(Place::Text { from: None })];
    }
    if visible > limit.value {
        let message = format!(
            "The text has {} characters; {provider} takes {}. Take out at least {}.",
            thousands(visible),
            thousands(limit.value),
            thousands(visible - limit.value)
        );
        let from = Some(utf16_len(&draft.commentary.visible()).min(limit.value as u32));
        return vec![
            Judgement::new("text.length", Block, message).against(visible, limit).at(Place::Text { from }),
        ];
    }
    if wire > limit.value {
        let message = format!(
            "The text has {} characters, {} with the escapes that go over the wire. {provider} takes {} and does not \
             say which it counts: it may refuse this one. To be safe, shorten it by {}.",
            thousands(visible),
            thousands(wire),
            thousands(limit.value),
            thousands(wire - limit.value)
        );
        let at = Place::Text { from: None };
        return vec![Judgement::new("text.wire_length", Warn, message).against(wire, limit).at(at)];
    }
    Vec::new()
}
