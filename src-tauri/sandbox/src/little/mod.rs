//! Little text, the markup of a post's commentary, read the way LinkedIn reads it: leniently, and cut at the first
//! reserved character that starts nothing. It must not know who exists; names are matched by [`crate::world`].

mod parse;
mod write;

pub(crate) use parse::parse;
pub(crate) use write::write;

use crate::urn::Urn;

/// The fifteen characters that need a backslash to stand for themselves (LinkedIn little text format).
pub(crate) const RESERVED: &[char] =
    &['|', '{', '}', '@', '[', ']', '(', ')', '<', '>', '#', '\\', '*', '_', '~'];

/// A commentary taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LittleText {
    pub(crate) segments: Vec<Segment>,
    /// Byte offset in the raw commentary from which LinkedIn dropped the rest.
    pub(crate) cut_at: Option<usize>,
}

/// A run of commentary of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Words, without their backslashes.
    Text(String),
    /// A hashtag's word, without the sign.
    Hashtag(String),
    /// A mention as written; whether it links is not decided here.
    Mention { name: Option<String>, urn: Urn },
}

#[cfg(test)]
mod tests;
