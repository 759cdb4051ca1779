//! The kinds of content a post can carry, one file each. A kind is its field under `content`, the media it names, and
//! the rules its shape cannot say.

mod media;
mod multi_image;

use serde_json::{Map, Value};

use super::Field;
use crate::wire::Refusal;
use crate::world::Attachment;

/// One kind of content.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) field: Field,
    /// The media named, in order. Asked only after the shape was found right.
    attachments: fn(&Value) -> Vec<Attachment>,
    check: fn(&Value) -> Result<(), Refusal>,
}

const KINDS: &[Kind] = &[media::KIND, multi_image::KIND];

pub(crate) const FIELDS: &[Field] = &[media::KIND.field, multi_image::KIND.field];

/// The kind of a post without content.
pub(crate) const TEXT: &str = "text";

/// The kind of a body's content and the media it names.
///
/// # Errors
/// What the kind's own rules refuse.
pub(crate) fn read(body: &Map<String, Value>) -> Result<(&'static str, Vec<Attachment>), Refusal> {
    let Some(content) = body.get("content").and_then(Value::as_object) else {
        return Ok((TEXT, Vec::new()));
    };
    for kind in KINDS {
        if let Some(inner) = content.get(kind.field.name) {
            (kind.check)(inner)?;
            return Ok((kind.field.name, (kind.attachments)(inner)));
        }
    }
    Ok((TEXT, Vec::new()))
}

/// The media a record with `id`, `altText` and `title` names.
fn attachment(record: &Value) -> Option<Attachment> {
    let text = |name: &str| record.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Attachment { urn: text("id")?.parse().ok()?, alt_text: text("altText"), title: text("title") })
}
