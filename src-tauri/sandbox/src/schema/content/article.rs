//! `content.article`: a link and what is shown of it. LinkedIn does not look at the address (LinkedIn Posts API).

use super::media::{ALT_TEXT_LIMIT, TITLE_LIMIT};
use super::{Kind, fine};
use crate::schema::Shape::{Link, Record, TextUpTo, Urn};
use crate::schema::{Field, optional, required};
use crate::world::Attachment;

pub(super) const KIND: Kind = Kind {
    field: optional("article", Record(FIELDS)),
    attachments: |article| {
        let text = |name: &str| article.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
        let urn = text("thumbnail").and_then(|urn| urn.parse().ok());
        urn.map(|urn| Attachment { urn, alt_text: text("thumbnailAltText"), title: text("title") })
            .into_iter()
            .collect()
    },
    check: fine,
};

/// Longest description (a client that carries LinkedIn's comments: fewer than 4,086).
const DESCRIPTION_LIMIT: usize = 4085;

const FIELDS: &[Field] = &[
    required("source", Link),
    optional("title", TextUpTo(TITLE_LIMIT)),
    optional("description", TextUpTo(DESCRIPTION_LIMIT)),
    optional("thumbnail", Urn(&["image"])),
    optional("thumbnailAltText", TextUpTo(ALT_TEXT_LIMIT)),
];
