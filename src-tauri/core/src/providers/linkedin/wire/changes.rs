//! What is changed about a post that is there, and said below it.

use serde::Serialize;
use serde_json::Value;

use crate::post::Urn;

/// Plain text, unlike a post's.
#[derive(Serialize)]
pub struct Comment {
    pub actor: Urn,
    pub object: Value,
    pub message: Message,
}

#[derive(Serialize)]
pub struct Message {
    pub text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommentsState {
    pub comments_state: &'static str,
}

/// The fields of something that are to have other values.
#[derive(Serialize)]
pub struct Patch<T> {
    patch: Set<T>,
}

#[derive(Serialize)]
struct Set<T> {
    #[serde(rename = "$set")]
    set: T,
}

impl<T> Patch<T> {
    pub fn setting(set: T) -> Patch<T> {
        Patch { patch: Set { set } }
    }
}

/// Little text, as of a new post.
#[derive(Serialize)]
pub struct ChangedText {
    pub commentary: String,
}
