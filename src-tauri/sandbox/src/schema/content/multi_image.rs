//! `content.multiImage`: two to twenty images (LinkedIn MultiImage API).

use serde_json::Value;

use super::media::ALT_TEXT_LIMIT;
use super::{Kind, attachment};
use crate::schema::Shape::{List, Record, TextUpTo, Urn};
use crate::schema::{Field, optional, required};
use crate::wire::{Refusal, ValueFlaw};

pub(super) const KIND: Kind = Kind {
    field: optional("multiImage", Record(FIELDS)),
    attachments: |multi| images(multi).iter().filter_map(attachment).collect(),
    check,
};

const FIELDS: &[Field] = &[required("images", List(&Record(IMAGE)))];

const IMAGE: &[Field] = &[required("id", Urn(&["image"])), optional("altText", TextUpTo(ALT_TEXT_LIMIT))];

fn check(multi: &Value) -> Result<(), Refusal> {
    let count = images(multi).len();
    if (2..=20).contains(&count) {
        return Ok(());
    }
    let message =
        format!("a multi-image post has 2 to 20 images, not {count}; a single image goes into content.media");
    Err(ValueFlaw::invalid("/content/multiImage/images", message).into())
}

fn images(multi: &Value) -> &[Value] {
    multi.get("images").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
