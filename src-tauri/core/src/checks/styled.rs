//! Letters that are drawn bold or italic by Unicode's mathematical signs.

use super::{Finding, Judgement, Place, Severity::Warn, words::thousands};
use crate::post::{Draft, Piece, utf16_len};

const SOURCE: &str =
    "Unicode Standard, Mathematical Alphanumeric Symbols: meant for formulas, not for styling text";

pub(super) fn check(draft: &Draft) -> Option<Finding> {
    let mut first = None;
    let mut letters = 0_u64;
    let mut offset = 0;
    for piece in draft.commentary.pieces() {
        match piece {
            // Its name is not the author's to change.
            Piece::Mention { name, .. } => offset += utf16_len(name),
            Piece::Text { text } => {
                if let Some(at) = text.find(is_styled) {
                    first.get_or_insert_with(|| offset + utf16_len(&text[..at]));
                    letters += text.chars().filter(|c| is_styled(*c)).count() as u64;
                }
                offset += utf16_len(text);
            }
        }
    }
    let message = format!(
        "{} bold or italic by Unicode signs. Screen readers read such signs one by one or skip them, and searches do \
         not find the words. Make them plain, or keep them to a few words that can be missed.",
        match letters {
            1 => "1 letter is".to_owned(),
            several => format!("{} letters are", thousands(several)),
        }
    );
    let from = Some(first?);
    Some(
        Judgement { measured: Some(letters), ..Judgement::new("text.styled", Warn, message) }
            .by(SOURCE)
            .at(Place::Text { from }),
    )
}

/// Mathematical Alphanumeric Symbols.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::Commentary;

    fn found(text: &str) -> Option<Finding> {
        check(&Draft { commentary: Commentary::plain(text), ..Draft::new(None, None) })
    }

    #[test]
    fn styled_letters_are_counted_and_their_first_place_told() {
        let finding = found("🚀 𝗻𝗲𝘄 in 𝘐𝘵𝘢𝘭𝘺").unwrap();
        assert_eq!(finding.place, Place::Text { from: Some(3) });
        assert_eq!(finding.judgement.measured, Some(8));
        assert!(finding.judgement.message.starts_with("8 letters are bold"), "{}", finding.judgement.message);
    }

    #[test]
    fn ordinary_letters_of_any_script_are_not_styled() {
        for text in ["new in Italy", "Ελληνικά, हिन्दी, 日本語", "ℝ and ℎ", "🅰️"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
