//! Each request to the versioned API, as data.
//!
//! Query strings are written by hand: an encoder that escaped the parentheses of `List(…)` would break finders.

use serde::Serialize;
use serde_json::Value;

use super::{
    Endpoint,
    wire::{InitializeUpload, Owner},
};
use crate::{
    post::Author,
    providers::{Method, Request, StepId},
};

/// Announces an image of `owner`, who must be the author of the post.
pub(super) fn initialize_image(endpoint: &Endpoint, owner: &Author) -> Request {
    let body = InitializeUpload { initialize_upload_request: Owner { owner: owner.urn().clone() } };
    request(endpoint, Method::Post, "/rest/images?action=initializeUpload", None).with_body(&body)
}

/// Asks for the states of several images at once.
pub(super) fn image_statuses(endpoint: &Endpoint, registered: &[StepId]) -> Request {
    let ids: Vec<String> = registered.iter().map(|step| format!("{{{step}}}")).collect();
    let path = format!("/rest/images?ids=List({})", ids.join(","));
    request(endpoint, Method::Get, &path, Some("BATCH_GET"))
}

pub(super) fn create_post(endpoint: &Endpoint, body: &impl Serialize) -> Request {
    request(endpoint, Method::Post, "/rest/posts", None).with_body(body)
}

/// Lists an author's newest posts.
pub fn posts_by(endpoint: &Endpoint, author: &Author) -> Request {
    let author = author.urn().in_path();
    let path = format!("/rest/posts?q=author&author={author}&count=20&start=0&sortBy=CREATED");
    request(endpoint, Method::Get, &path, Some("FINDER"))
}

fn request(endpoint: &Endpoint, method: Method, path: &str, restli_method: Option<&str>) -> Request {
    let mut headers = vec![
        ("LinkedIn-Version".to_owned(), endpoint.version().to_string()),
        ("X-Restli-Protocol-Version".to_owned(), "2.0.0".to_owned()),
    ];
    headers.extend(restli_method.map(|name| ("X-RestLi-Method".to_owned(), name.to_owned())));
    Request { method, url: endpoint.url(path), headers, body: None, fills: Vec::new() }
}

impl Request {
    fn with_body(mut self, body: &impl Serialize) -> Request {
        self.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        // Our wire types have string keys and no failing parts, which is all that `to_value` can refuse.
        self.body = Some(serde_json::to_value(body).unwrap_or(Value::Null));
        self
    }
}
