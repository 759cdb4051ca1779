//! Plain words as they are published: nothing in them that nobody can see.

use std::borrow::Cow;

/// What ends a line beside `\n`: PowerPoint and Word copy the end of a line that ends no paragraph as the second.
///
/// Source: Unicode Standard Annex 14, the classes BK, CR and NL.
const LINE_ENDS: [char; 6] = ['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The same with `\n` at the end of every line.
pub(super) fn with_newlines(text: &str) -> Cow<'_, str> {
    match text.contains(LINE_ENDS) {
        true => Cow::Owned(text.replace("\r\n", "\n").replace(LINE_ENDS, "\n")),
        false => Cow::Borrowed(text),
    }
}

/// One line: without spaces around it, a line end or another control character is a space, and nothing where nothing
/// could be seen.
pub fn one_line(text: &str) -> Cow<'_, str> {
    clean(text, |_| false)
}

/// The same of several lines, which keep their ends.
pub fn lines(text: &str) -> Cow<'_, str> {
    clean(text, |sign| sign == '\n')
}

/// Whether readers would see nothing of it.
pub fn is_unseen(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || sign.is_control() || is_ignorable(sign))
}

fn clean(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let trimmed = text.trim();
    if is_unseen(trimmed) {
        return Cow::Borrowed("");
    }
    let trimmed = with_newlines(trimmed);
    if !trimmed.chars().any(|sign| sign.is_control() && !stays(sign)) {
        return trimmed;
    }
    let seen = |sign: char| if sign.is_control() && !stays(sign) { ' ' } else { sign };
    Cow::Owned(trimmed.chars().map(seen).collect::<String>().trim().to_owned())
}

/// Source: Unicode 17, DerivedCoreProperties, `Default_Ignorable_Code_Point`.
fn is_ignorable(sign: char) -> bool {
    matches!(sign,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_can_be_seen_of_it() {
        for (typed, published) in [
            (" Which? ", "Which?"),
            ("a\0b", "a b"),
            ("one\r\ntwo\tthree", "one two three"),
            ("\u{200B}\u{FEFF} \u{2060}", ""),
            ("\u{7}", ""),
            ("one\u{2029}two", "one two"),
            ("👩\u{200D}🚀", "👩\u{200D}🚀"),
            ("שלום", "שלום"),
        ] {
            assert_eq!(one_line(typed), published, "{typed:?}");
        }
        assert!(matches!(one_line("as it is"), Cow::Borrowed(_)));
    }

    #[test]
    fn several_lines_keep_their_ends() {
        assert_eq!(
            lines(" one\r\n\r\ntwo\u{b}three\u{2028}four\u{7}five\u{b} "),
            "one\n\ntwo\nthree\nfour five"
        );
        assert_eq!(lines("\n\u{200B}\n"), "");
    }
}
