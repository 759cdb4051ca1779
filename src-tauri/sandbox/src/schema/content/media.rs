//! `content.media`: one image (LinkedIn images API).

use super::{Kind, attachment};
use crate::schema::Shape::{Record, TextUpTo, Urn};
use crate::schema::{Field, optional, required};

/// Longest alt text (LinkedIn images API).
pub(super) const ALT_TEXT_LIMIT: usize = 4086;
/// Longest title; third parties agree on it, LinkedIn does not say.
const TITLE_LIMIT: usize = 400;

pub(super) const KIND: Kind = Kind {
    field: optional("media", Record(FIELDS)),
    attachments: |media| attachment(media).into_iter().collect(),
    check: |_| Ok(()),
};

const FIELDS: &[Field] = &[
    required("id", Urn(&["image"])),
    optional("altText", TextUpTo(ALT_TEXT_LIMIT)),
    optional("title", TextUpTo(TITLE_LIMIT)),
];
