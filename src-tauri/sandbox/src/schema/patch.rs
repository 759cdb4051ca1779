//! The body of a `PARTIAL_UPDATE`: what may still change after posting, and what may not (LinkedIn Posts API).

use super::Shape::{Link, Record, Symbol, Text};
use super::post::{AD_CONTEXT, CALL_TO_ACTION};
use super::{Field, create_only, optional, read_only, required};

pub(crate) const UPDATE: &[Field] = &[required("patch", Record(PATCH))];

const PATCH: &[Field] =
    &[optional("$set", Record(SET)), optional("adContext", Record(&[required("$set", Record(AD_CONTEXT))]))];

const SET: &[Field] = &[
    optional("commentary", Text),
    optional("contentCallToActionLabel", CALL_TO_ACTION),
    optional("contentLandingPage", Link),
    optional("lifecycleState", Symbol(&["PUBLISHED", "PUBLISH_REQUESTED"])),
    create_only("author"),
    create_only("visibility"),
    create_only("distribution"),
    create_only("content"),
    create_only("container"),
    create_only("reshareContext"),
    create_only("isReshareDisabledByAuthor"),
    read_only("id"),
    read_only("createdAt"),
    read_only("publishedAt"),
    read_only("lastModifiedAt"),
    read_only("lifecycleStateInfo"),
];
