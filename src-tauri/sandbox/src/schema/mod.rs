//! Which fields a body may have, as tables, and the walk that holds a body against one. It must not know who is asking
//! or what exists: that is judged afterwards.

pub(crate) mod content;
pub(crate) mod document;
pub(crate) mod image;
pub(crate) mod patch;
pub(crate) mod post;
pub(crate) mod social;
pub(crate) mod video;
mod walk;

pub(crate) use walk::check;

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    pub(crate) shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    Optional,
    /// Shown on reads; sending it is refused.
    ReadOnly,
    /// Set when the post is made; a later change is refused.
    CreateOnly,
}

/// What a value must be. The shape proper is judged with 422; kinds of URN, lengths and links with 400.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// Any text.
    Text,
    /// Text of at most so many UTF-16 units.
    TextUpTo(usize),
    Flag,
    /// A whole number from 0 on.
    Count,
    /// A URN of one of these kinds.
    Urn(&'static [&'static str]),
    /// One of these words.
    Symbol(&'static [&'static str]),
    /// An absolute http or https address.
    Link,
    Record(&'static [Field]),
    /// A record of which exactly one field is set.
    Union(&'static [Field]),
    List(&'static Shape),
    /// Never looked into.
    Anything,
}

pub(crate) const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::Required, shape }
}

pub(crate) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::Optional, shape }
}

pub(crate) const fn read_only(name: &'static str) -> Field {
    Field { name, need: Need::ReadOnly, shape: Shape::Anything }
}

pub(crate) const fn create_only(name: &'static str) -> Field {
    Field { name, need: Need::CreateOnly, shape: Shape::Anything }
}

#[cfg(test)]
mod tests;
