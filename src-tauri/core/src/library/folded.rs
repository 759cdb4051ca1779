//! Text made comparable for searching, and shortened for lists.

use rusqlite::ToSql;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// Characters of a text that a list shows.
const EXCERPT: usize = 160;

/// Most words of a query that count; more would only slow the search down.
const WORDS: usize = 8;

/// Without case, width and the accents of Latin, Greek and Cyrillic: `Ｃafé` and `CAFE` fold alike. Marks of
/// other scripts stay, because there they make another letter (か, が).
pub(super) fn fold(text: &str) -> String {
    text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_accent(*c)).nfc().collect()
}

/// The first words on one line.
pub fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.graphemes(true).take(EXCERPT).collect()
}

/// `AND instr(folded, ?1) AND …`: every word of a query somewhere in the text, in any order.
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn of(query: &str) -> Words {
        Words(fold(query).split_whitespace().take(WORDS).map(str::to_owned).collect())
    }

    pub(super) fn condition(&self) -> String {
        (1..=self.0.len()).map(|n| format!(" AND instr(folded, ?{n}) > 0")).collect()
    }

    pub(super) fn parameters(&self) -> Vec<&dyn ToSql> {
        self.0.iter().map(|word| word as &dyn ToSql).collect()
    }
}

/// Combining Diacritical Marks; the block holds nothing else, but `is_combining_mark` spares a table of it.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}') && is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_width_do_not_matter() {
        for (written, sought) in [
            ("Ｃafé", "CAFE"),
            ("ΆΝΘΡΩΠΟΣ", "ανθρωποσ"),
            ("İstanbul", "istanbul"),
            ("ﬁnance", "FINANCE"),
            ("Ёлка", "елка"),
        ] {
            assert_eq!(fold(written), fold(sought), "{written}");
        }
    }

    #[test]
    fn other_letters_stay_other_letters() {
        assert_ne!(fold("か"), fold("が"));
        assert!(!fold("ガス").contains(&fold("カ")));
        assert!(fold("東京タワー").contains(&fold("京タ")));
        assert!(fold("한국어").contains(&fold("국")));
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt(" a\n\nb\tc "), "a b c");
        assert_eq!(excerpt(&"👩‍🚀".repeat(500)).graphemes(true).count(), EXCERPT);
    }
}
