//! How a post file spells a mention: `@[Name](urn:li:organization:1)`.
//!
//! A backslash before a literal `@[` keeps it text; `\\@[` is a backslash and a mention. Backslashes anywhere else
//! are themselves.

use thiserror::Error;

use crate::post::{Author, Commentary, Piece, UrnError};

/// What is wrong with a mention. `near` is how it begins.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MentionError {
    #[error(
        "“{near}” is no whole mention; write @[Name](urn:li:organization:…), or a backslash before a literal @["
    )]
    Unfinished { near: String },
    #[error("“{near}” has no name, or one with a line break or another mention in it")]
    Name { near: String },
    #[error("in the mention “{near}”: {source}")]
    Urn { near: String, source: UrnError },
}

const OPEN: &str = "@[";

/// The commentary that a text spells.
pub(super) fn read(text: &str) -> Result<Commentary, MentionError> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let backslashes = at - rest[..at].trim_end_matches('\\').len();
        pieces.push(typed(&rest[..at - backslashes.div_ceil(2)]));
        let behind = &rest[at + OPEN.len()..];
        rest = if backslashes % 2 == 1 {
            pieces.push(typed(OPEN));
            behind
        } else {
            let (mention, rest) = mention(behind)?;
            pieces.push(mention);
            rest
        };
    }
    pieces.push(typed(rest));
    Ok(pieces.into())
}

/// The mention whose opening stands before `text`, and what follows it.
fn mention(text: &str) -> Result<(Piece, &str), MentionError> {
    let near = || format!("{OPEN}{}", text.chars().take(40).collect::<String>());
    let (name, behind) = text.split_once("](").ok_or_else(|| MentionError::Unfinished { near: near() })?;
    let (urn, rest) = behind.split_once(')').ok_or_else(|| MentionError::Unfinished { near: near() })?;
    if name.trim().is_empty() || name.contains(OPEN) || name.contains(char::is_control) {
        return Err(MentionError::Name { near: near() });
    }
    let author: Author = urn.parse().map_err(|source| MentionError::Urn { near: near(), source })?;
    Ok((Piece::Mention { name: name.to_owned(), urn: author.urn().clone() }, rest))
}

fn typed(text: &str) -> Piece {
    Piece::Text { text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(name: &str) -> Piece {
        Piece::Mention { name: name.to_owned(), urn: "urn:li:organization:7".parse().unwrap() }
    }

    #[test]
    fn a_mention_is_a_name_and_a_urn() {
        let read = read("Hello @[Acme [UK] (Leeds)](urn:li:company:7) #launch (really)").unwrap();
        assert_eq!(read.pieces(), [typed("Hello "), page("Acme [UK] (Leeds)"), typed(" #launch (really)")]);
    }

    #[test]
    fn a_backslash_keeps_the_sign_text_and_is_itself_everywhere_else() {
        for (written, meant) in [
            (r"\@[x](y)", "@[x](y)"),
            (r"\\\@[x", r"\@[x"),
            (r"C:\temp \\server \@me me@x.org", r"C:\temp \\server \@me me@x.org"),
        ] {
            assert_eq!(read(written), Ok(Commentary::plain(meant)), "{written}");
        }
        assert_eq!(read(r"\\@[A](urn:li:organization:7)").unwrap().pieces(), [typed(r"\"), page("A")]);
    }

    #[test]
    fn a_mention_gone_wrong_is_told_and_never_posted_as_text() {
        assert!(matches!(read("see @[Acme"), Err(MentionError::Unfinished { .. })));
        assert!(matches!(read("@[Acme](urn:li:person:x"), Err(MentionError::Unfinished { .. })));
        assert!(matches!(read("@[ ](urn:li:person:x)"), Err(MentionError::Name { .. })));
        assert!(matches!(read("@[a and @[B](urn:li:person:x)"), Err(MentionError::Name { .. })));
        assert!(matches!(read("@[Acme](urn:li:image:x)"), Err(MentionError::Urn { .. })));
    }

    proptest! {
        #[test]
        fn a_text_without_the_sign_is_read_as_it_is(text in r"[a-z\\@\[\]() ]{0,30}") {
            prop_assume!(!text.contains(OPEN));
            prop_assert_eq!(read(&text), Ok(Commentary::plain(&text)));
        }

        #[test]
        fn every_text_can_be_spelled_with_backslashes(text in r"[a\\@\[]{0,12}") {
            let mut spelled = String::new();
            let mut rest = text.as_str();
            while let Some(at) = rest.find(OPEN) {
                let backslashes = at - rest[..at].trim_end_matches('\\').len();
                spelled += &format!("{}{}\\{OPEN}", &rest[..at], "\\".repeat(backslashes));
                rest = &rest[at + OPEN.len()..];
            }
            spelled += rest;
            prop_assert_eq!(read(&spelled), Ok(Commentary::plain(&text)), "{}", spelled);
        }
    }
}
