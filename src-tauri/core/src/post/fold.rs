//! Where a phone cuts a text, by the character rule. The three-line rule needs a font and is measured on the screen.

use serde::{Deserialize, Serialize};
use specta::Type;
use unicode_segmentation::UnicodeSegmentation;

/// A range of character counts within which phones cut, depending on their size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct CutRule {
    /// Characters that every phone shows.
    pub min: u32,
    /// Characters that the largest phone shows.
    pub max: u32,
    pub source: &'static str,
}

/// "… see more" in a post's introduction.
pub const INTRO_ON_A_PHONE: CutRule = CutRule {
    min: 128,
    max: 130,
    source: "LinkedIn, Rich Media Shares: introduction text is truncated at around 128–130 characters on phones",
};

/// A title under a card, a link or a document.
pub const TITLE_ON_A_PHONE: CutRule = CutRule {
    min: 38,
    max: 46,
    source: "LinkedIn, Rich Media Shares: title text is truncated at around 38–46 characters on phones",
};

/// Where a rule cuts one text, in UTF-16 units; `None` where the text is too short to be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Band {
    /// The offset behind which the smallest phone shows nothing.
    pub first: Option<u32>,
    /// The offset behind which the largest phone shows nothing.
    pub last: Option<u32>,
}

impl CutRule {
    /// Never inside a character: an emoji or a letter with its marks is shown or cut whole.
    pub fn band(&self, text: &str) -> Band {
        Band { first: self.offset_after(text, self.min), last: self.offset_after(text, self.max) }
    }

    fn offset_after(&self, text: &str, characters: u32) -> Option<u32> {
        let (at, _) = text.grapheme_indices(true).nth(characters as usize)?;
        Some(super::utf16_len(&text[..at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_128_characters_is_not_cut_and_one_of_129_is_on_small_phones() {
        assert_eq!(INTRO_ON_A_PHONE.band(&"x".repeat(128)), Band { first: None, last: None });
        assert_eq!(INTRO_ON_A_PHONE.band(&"x".repeat(129)), Band { first: Some(128), last: None });
        assert_eq!(INTRO_ON_A_PHONE.band(&"x".repeat(200)), Band { first: Some(128), last: Some(130) });
    }

    #[test]
    fn an_emoji_is_never_cut_in_two() {
        let text = format!("{}👩‍🚀 and on", "x".repeat(127));
        assert_eq!(INTRO_ON_A_PHONE.band(&text), Band { first: Some(127 + 5), last: Some(127 + 5 + 2) });
    }
}
