//! Which `#` starts a hashtag.

use unicode_segmentation::UnicodeSegmentation;

use super::{Commentary, Piece};

/// A hashtag in a text, sign included, as a byte range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashtag {
    pub start: usize,
    pub end: usize,
}

impl Commentary {
    /// The hashtags that are sent as such, in order, as ranges of [`Commentary::visible`].
    ///
    /// A mention is an element of its own: a hashtag may follow it without a space, and none reaches into it.
    pub fn hashtags(&self) -> Vec<Hashtag> {
        let mut found = Vec::new();
        let mut at = 0;
        for piece in self.pieces() {
            let shown = match piece {
                Piece::Text { text } => {
                    let moved = |tag: Hashtag| Hashtag { start: at + tag.start, end: at + tag.end };
                    found.extend(hashtags(text).into_iter().map(moved));
                    text
                }
                Piece::Mention { name, .. } => name,
            };
            at += shown.len();
        }
        found
    }
}

/// The hashtags of a run of text, in order.
///
/// A hashtag is `#` and a single word of letters, digits and `_` that is not all digits, and does not follow a
/// word: `#launch` and `#2026goals` are, `C#`, `a#b`, `#1` and `##x`'s first sign are not. Marks belong to the
/// letter they sit on, so words of every script stay whole.
///
/// Source: little text format, `hashtag := '#' single_word`; what a word is, LinkedIn does not say.
pub(super) fn hashtags(text: &str) -> Vec<Hashtag> {
    // A text without the sign is the common case, and segmenting 3,000 characters costs more than the search.
    if !text.contains('#') {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut after_word = false;
    let mut open: Option<Hashtag> = None;
    for (at, cluster) in text.grapheme_indices(true) {
        let is_word = is_word(cluster);
        match &mut open {
            Some(tag) if is_word => tag.end = at + cluster.len(),
            _ => {
                found.extend(open.take().filter(|tag| is_tag(text, *tag)));
                if cluster == "#" && !after_word {
                    open = Some(Hashtag { start: at, end: at + 1 });
                }
            }
        }
        after_word = is_word;
    }
    found.extend(open.filter(|tag| is_tag(text, *tag)));
    found
}

fn is_word(cluster: &str) -> bool {
    cluster.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn is_tag(text: &str, tag: Hashtag) -> bool {
    text[tag.start + 1..tag.end].chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<&str> {
        hashtags(text).into_iter().map(|tag| &text[tag.start..tag.end]).collect()
    }

    #[test]
    fn a_hashtag_is_a_sign_and_a_word() {
        assert_eq!(
            tags("#launch day, #b2b_saas! (#été) #2026goals"),
            ["#launch", "#b2b_saas", "#été", "#2026goals"]
        );
    }

    #[test]
    fn a_sign_after_a_word_or_before_a_number_is_text() {
        assert_eq!(tags("C# and F#, item #1, a#b, # alone, #, #_"), [""; 0]);
    }

    #[test]
    fn of_two_signs_the_second_starts_the_hashtag() {
        assert_eq!(tags("##x"), ["#x"]);
    }

    #[test]
    fn words_of_every_script_stay_whole() {
        assert_eq!(tags("#हिन्दी #日本語 #e\u{301}te\u{301}"), ["#हिन्दी", "#日本語", "#e\u{301}te\u{301}"]);
    }

    #[test]
    fn an_emoji_ends_a_hashtag() {
        assert_eq!(tags("#go🚀now"), ["#go"]);
    }
}
