//! The bodies of a comment and of a change to who may comment (LinkedIn comments API, social metadata API).

use super::Shape::{Anything, List, Record, Symbol, Text, TextUpTo, Urn};
use super::post::POST_KINDS;
use super::{Field, optional, required};

pub(crate) const COMMENT: &[Field] = &[
    required("actor", Urn(&["person", "organization"])),
    required("object", Urn(POST_KINDS)),
    required("message", Record(&[required("text", TextUpTo(1250)), optional("attributes", List(&Anything))])),
    optional("parentComment", Text),
];

pub(crate) const METADATA: &[Field] = &[required(
    "patch",
    Record(&[required("$set", Record(&[required("commentsState", Symbol(&["OPEN", "CLOSED"]))]))]),
)];
