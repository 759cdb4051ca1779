//! `content.carousel`: two to ten cards, each a picture that leads somewhere (LinkedIn carousel ads). Sponsored only.

use serde_json::Value;

use super::media::{ALT_TEXT_LIMIT, TITLE_LIMIT};
use super::{Kind, attachment};
use crate::schema::Shape::{Link, List, Record, TextUpTo, Urn};
use crate::schema::{Field, optional, required};
use crate::wire::{Refusal, ValueFlaw};

pub(super) const KIND: Kind = Kind {
    field: optional("carousel", Record(FIELDS)),
    attachments: |carousel| cards(carousel).iter().filter_map(|card| attachment(&card["media"])).collect(),
    check,
};

const FIELDS: &[Field] = &[required("cards", List(&Record(CARD)))];

const CARD: &[Field] = &[required("landingPage", Link), required("media", Record(MEDIA))];

const MEDIA: &[Field] = &[
    required("id", Urn(&["image"])),
    optional("title", TextUpTo(TITLE_LIMIT)),
    optional("altText", TextUpTo(ALT_TEXT_LIMIT)),
];

fn check(carousel: &Value) -> Result<(), Refusal> {
    let count = cards(carousel).len();
    if (2..=10).contains(&count) {
        return Ok(());
    }
    let message = format!("a carousel has 2 to 10 cards, not {count}");
    Err(ValueFlaw::invalid("/content/carousel/cards", message).into())
}

fn cards(carousel: &Value) -> &[Value] {
    carousel.get("cards").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
