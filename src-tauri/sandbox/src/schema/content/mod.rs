//! The kinds of content a post can carry, one file each. A kind is its field under `content`, the media it names, and
//! the rules its shape cannot say.

mod article;
mod carousel;
mod media;
mod multi_image;
mod poll;

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

const KINDS: &[Kind] = &[media::KIND, multi_image::KIND, article::KIND, poll::KIND, carousel::KIND];

pub(crate) const FIELDS: &[Field] = &[
    media::KIND.field,
    multi_image::KIND.field,
    article::KIND.field,
    poll::KIND.field,
    carousel::KIND.field,
];

/// The kind of a post without content.
pub(crate) const TEXT: &str = "text";

/// The kind of a body's content.
pub(crate) fn kind(body: &Map<String, Value>) -> &'static str {
    found(body).map_or(TEXT, |(kind, _)| kind.field.name)
}

/// The same, and the media it names.
///
/// # Errors
/// What the kind's own rules refuse.
pub(crate) fn read(body: &Map<String, Value>) -> Result<(&'static str, Vec<Attachment>), Refusal> {
    let Some((kind, inner)) = found(body) else { return Ok((TEXT, Vec::new())) };
    (kind.check)(inner)?;
    Ok((kind.field.name, (kind.attachments)(inner)))
}

fn found(body: &Map<String, Value>) -> Option<(&'static Kind, &Value)> {
    let content = body.get("content")?.as_object()?;
    KINDS.iter().find_map(|kind| Some((kind, content.get(kind.field.name)?)))
}

/// For a kind whose shape says it all.
fn fine(_: &Value) -> Result<(), Refusal> {
    Ok(())
}

/// The media a record with `id`, `altText` and `title` names.
fn attachment(record: &Value) -> Option<Attachment> {
    let text = |name: &str| record.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Attachment { urn: text("id")?.parse().ok()?, alt_text: text("altText"), title: text("title") })
}
