//! How long a text is, by three measures.

use serde::{Deserialize, Serialize};
use specta::Type;
use unicode_segmentation::UnicodeSegmentation;

use super::{Commentary, little_text};

/// Lengths of a commentary.
///
/// LinkedIn documents "3,000 characters" and not what it counts. The cautious reading is UTF-16 units of the visible
/// text; whether escapes and mention URNs count is unknown, so the wire length stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Counts {
    /// UTF-16 units of what a reader sees.
    pub visible: u32,
    /// UTF-16 units of the little text that is sent.
    pub wire: u32,
    /// What a person would call characters: grapheme clusters of what a reader sees.
    pub characters: u32,
}

impl Counts {
    pub fn of(commentary: &Commentary) -> Counts {
        let visible = commentary.visible();
        Counts {
            visible: utf16_len(&visible),
            wire: utf16_len(&little_text::encode(commentary)),
            characters: characters(&visible),
        }
    }
}

/// What a person would call characters: grapheme clusters.
pub fn characters(text: &str) -> u32 {
    text.graphemes(true).count() as u32
}

/// Length in UTF-16 units, the unit of JavaScript strings and, it is believed, of LinkedIn's limits.
pub fn utf16_len(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_one_character_and_several_units() {
        let counts = Counts::of(&Commentary::plain("👩‍🚀 (up)"));
        assert_eq!(counts, Counts { visible: 10, wire: 12, characters: 6 });
    }
}
