//! The first element of a text in XML, past what may stand before it (XML 1.0, section 2.8).

/// A byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";
const DOCTYPE: &[u8] = b"<!DOCTYPE";

/// What follows declarations, comments and a document type for elements of this name: an element, or what is none of
/// these or has no end here.
pub(in crate::media) fn behind_prolog<'t>(text: &'t [u8], name: &[u8]) -> &'t [u8] {
    let mut text = text.strip_prefix(MARK).unwrap_or(text).trim_ascii_start();
    loop {
        let rest = if text.starts_with(b"<?") {
            after(text, b"?>")
        } else if let Some(comment) = text.strip_prefix(b"<!--") {
            after(comment, b"-->")
        } else if is_typed(text, name) {
            after_declaration(text)
        } else {
            None
        };
        match rest {
            Some(rest) => text = rest.trim_ascii_start(),
            None => return text,
        }
    }
}

/// Whether a document type for elements of this name begins here.
pub(in crate::media) fn is_typed(text: &[u8], name: &[u8]) -> bool {
    text.strip_prefix(DOCTYPE).is_some_and(|rest| local(word(rest.trim_ascii_start())) == name)
}

/// What follows the name of an element that begins here, if that is its name whatever the prefix.
pub(in crate::media) fn named<'t>(text: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let text = text.strip_prefix(b"<")?;
    let found = word(text);
    (local(found) == name).then(|| text.get(found.len()..).unwrap_or_default())
}

/// A name without its prefix, which every writer chooses as it likes.
pub(in crate::media) fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

fn word(text: &[u8]) -> &[u8] {
    text.split(|byte| byte.is_ascii_whitespace() || b"<>/[".contains(byte)).next().unwrap_or(text)
}

fn after<'t>(text: &'t [u8], mark: &[u8]) -> Option<&'t [u8]> {
    let at = text.windows(mark.len()).position(|window| window == mark)?;
    text.get(at + mark.len()..)
}

/// Past a document type, whose own declarations may stand in brackets and hold any sign in quotes.
fn after_declaration(text: &[u8]) -> Option<&[u8]> {
    let (mut inside, mut quote) = (false, None);
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'[') => inside = true,
            (None, b']') => inside = false,
            (None, b'>') if !inside => return text.get(at + 1..),
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_is_found_whatever_stands_before_it() {
        for prolog in [
            "",
            "\u{FEFF}\n ",
            "<?xml version='1.0'?>\n<?xml-stylesheet href='?'?>",
            "<!-- <svg> -->",
            "<!DOCTYPE svg>",
            "<!DOCTYPE s:svg PUBLIC \"a>b\" 'c' [<!ENTITY x \"]>\"> ]>",
        ] {
            for element in ["<svg>", "<s:svg width='1'", "<svg/>", "<svg"] {
                let text = format!("{prolog}{element}");
                let found = behind_prolog(text.as_bytes(), b"svg");
                assert_eq!(found, element.as_bytes());
                assert!(named(found, b"svg").is_some(), "{text}");
            }
        }
    }

    #[test]
    fn other_elements_and_prologs_without_an_end_are_none_of_that_name() {
        for text in
            ["<html><svg>", "<svgs>", "<!doctype html><svg>", "<!-- <svg>", "<!DOCTYPE svg [<svg", "svg"]
        {
            assert_eq!(named(behind_prolog(text.as_bytes(), b"svg"), b"svg"), None, "{text}");
        }
    }
}
