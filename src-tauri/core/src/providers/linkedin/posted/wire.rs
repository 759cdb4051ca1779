//! The JSON of changes to a post.
//!
//! Source: LinkedIn, Posts API, "update posts".

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ChangePost {
    pub patch: Patch,
}

#[derive(Serialize)]
pub(super) struct Patch {
    #[serde(rename = "$set")]
    pub set: Set,
}

#[derive(Serialize)]
pub(super) struct Set {
    /// Little text.
    pub commentary: String,
}
