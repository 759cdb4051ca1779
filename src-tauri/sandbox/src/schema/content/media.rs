//! `content.media`: one image (LinkedIn images API), one document (LinkedIn documents API) or one video (LinkedIn
//! videos API).

use serde_json::Value;

use super::{Kind, attachment};
use crate::schema::Shape::{Record, TextUpTo, Urn};
use crate::schema::{Field, optional, required};
use crate::wire::{Refusal, ValueCode, ValueFlaw};
use crate::world::AssetKind;

/// Longest alt text (LinkedIn images API).
pub(super) const ALT_TEXT_LIMIT: usize = 4086;
/// Longest title; third parties agree on it, LinkedIn does not say.
pub(super) const TITLE_LIMIT: usize = 400;

pub(super) const KIND: Kind = Kind {
    field: optional("media", Record(FIELDS)),
    attachments: |media| attachment(media).into_iter().collect(),
    check,
};

const FIELDS: &[Field] = &[
    required("id", Urn(&["image", "document", "video"])),
    optional("altText", TextUpTo(ALT_TEXT_LIMIT)),
    optional("title", TextUpTo(TITLE_LIMIT)),
];

/// A document needs a title, and has no alt text.
fn check(media: &Value) -> Result<(), Refusal> {
    let text = |name: &str| media.get(name).and_then(Value::as_str);
    let kind = text("id").and_then(|id| AssetKind::of(&id.parse().ok()?));
    if kind != Some(AssetKind::Document) {
        return Ok(());
    }
    match (text("title").map(str::trim), text("altText")) {
        (None, _) => {
            Err(ValueFlaw::new(ValueCode::MissingField, "/content/media/title", "a document needs a title")
                .into())
        }
        (Some(""), _) => Err(ValueFlaw::new(
            ValueCode::InvalidValueBlankField,
            "/content/media/title",
            "the title of a document is blank",
        )
        .into()),
        (_, Some(_)) => {
            Err(ValueFlaw::invalid("/content/media/altText", "a document has no alt text").into())
        }
        _ => Ok(()),
    }
}
