//! The text of a post: what its author typed, with the members and pages it mentions.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    Author, Urn,
    line::{is_unseen, with_newlines},
};

/// A run of a post's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Piece {
    /// What was typed; hashtags are part of it.
    Text { text: String },
    /// A member or page, by the exact name LinkedIn knows it by: the link is lost when the case differs.
    Mention { name: String, urn: Urn },
}

/// A post's text as runs, always in one canonical form: neighbouring texts joined, none empty, lines ended by
/// `\n` alone, no other control character but a tab, and only members and pages mentioned (anything else is kept as its
/// name).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(from = "Vec<Piece>", into = "Vec<Piece>")]
#[specta(type = Vec<Piece>)]
pub struct Commentary(Vec<Piece>);

impl Commentary {
    /// A text without mentions.
    pub fn plain(text: &str) -> Commentary {
        vec![Piece::Text { text: text.to_owned() }].into()
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|piece| matches!(piece, Piece::Text { text } if is_unseen(text)))
    }

    /// Whether readers see the same, but for space around it, which LinkedIn may leave out.
    pub fn reads_as(&self, other: &Commentary) -> bool {
        self.visible().trim() == other.visible().trim()
    }

    /// Whether it mentions the same members and pages in the same order.
    pub fn mentions_as(&self, other: &Commentary) -> bool {
        self.mentioned().eq(other.mentioned())
    }

    fn mentioned(&self) -> impl Iterator<Item = &Urn> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Mention { urn, .. } => Some(urn),
            Piece::Text { .. } => None,
        })
    }

    /// What a reader sees, before any cut: mentions by their names.
    pub fn visible(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text { text } => text.as_str(),
                Piece::Mention { name, .. } => name.as_str(),
            })
            .collect()
    }
}

impl From<Vec<Piece>> for Commentary {
    fn from(pieces: Vec<Piece>) -> Self {
        let mut canonical: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Mention { name, urn } if may_be_mentioned(&name, &urn) => {
                    canonical.push(Piece::Mention { name, urn });
                }
                Piece::Text { text } | Piece::Mention { name: text, .. } => {
                    push_text(&mut canonical, &text);
                }
            }
        }
        Commentary(canonical)
    }
}

impl From<Commentary> for Vec<Piece> {
    fn from(commentary: Commentary) -> Self {
        commentary.0
    }
}

fn may_be_mentioned(name: &str, urn: &Urn) -> bool {
    !name.trim().is_empty()
        && !name.chars().any(char::is_control)
        && matches!(Author::try_from(urn.clone()), Ok(author) if author.urn() == urn)
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    let mut text = with_newlines(text).into_owned();
    text.retain(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'));
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text { text: before }) => before.push_str(&text),
        _ => pieces.push(Piece::Text { text }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Piece {
        Piece::Text { text: text.to_owned() }
    }

    #[test]
    fn neighbouring_texts_become_one() {
        let commentary = Commentary::from(vec![text("a"), text(""), text("b\r\nc\0\u{7}\t")]);
        assert_eq!(commentary.pieces(), [text("ab\nc\t")]);
    }

    #[test]
    fn every_end_of_a_line_is_one_newline() {
        let ends = "a\r\nb\rc\u{B}d\u{C}e\u{85}f\u{2028}g\u{2029}h\n\ni";
        assert_eq!(Commentary::plain(ends).visible(), "a\nb\nc\nd\ne\nf\ng\nh\n\ni");
    }

    #[test]
    fn a_mention_of_something_else_is_kept_as_its_name() {
        let image = Piece::Mention { name: "Harbour".into(), urn: "urn:li:image:C5".parse().unwrap() };
        assert_eq!(Commentary::from(vec![text("see "), image]).pieces(), [text("see Harbour")]);
    }

    #[test]
    fn blank_text_is_blank_and_a_mention_is_not() {
        assert!(Commentary::plain(" \n ").is_blank());
        assert!(Commentary::plain("\u{200B}\u{FEFF}").is_blank(), "what nobody sees is nothing");
        let page =
            Piece::Mention { name: "DevTestCo".into(), urn: "urn:li:organization:2414183".parse().unwrap() };
        assert!(!Commentary::from(vec![page]).is_blank());
    }
}
