//! Each request to the versioned API, as data.
//!
//! Query strings are written by hand: an encoder that escaped the parentheses of `List(…)` would break finders.

use serde::Serialize;
use serde_json::Value;

use super::{
    Endpoint,
    wire::{
        CaptionsLocale, CaptionsMetadata, Comment, CommentsState, FinalizeUpload, InitializeUpload, Message,
        Owner, Patch, UploadedParts, VideoUpload,
    },
};
use crate::{
    accounts::VERSION_HEADER,
    post::{Author, Locale},
    providers::{Fill, Method, Obtained, Request, StepId},
};

/// What LinkedIn sends a video in, four MiB but for the last (Videos API).
pub(super) const VIDEO_PART: u64 = 4_194_304;

/// Announces an image of `owner`, who must be the author of the post; so with documents and videos.
pub(super) fn initialize_image(endpoint: &Endpoint, owner: &Author) -> Request {
    initialize(endpoint, "images", Owner { owner: owner.urn().clone() })
}

pub(super) fn initialize_document(endpoint: &Endpoint, owner: &Author) -> Request {
    initialize(endpoint, "documents", Owner { owner: owner.urn().clone() })
}

/// Announces a video of `bytes`, and what will be sent beside it.
pub(super) fn initialize_video(
    endpoint: &Endpoint,
    owner: &Author,
    bytes: u64,
    captions: bool,
    thumbnail: bool,
) -> Request {
    let video = VideoUpload {
        owner: owner.urn().clone(),
        file_size_bytes: bytes,
        upload_captions: captions,
        upload_thumbnail: thumbnail,
    };
    initialize(endpoint, "videos", video)
}

fn initialize(endpoint: &Endpoint, resource: &str, of: impl Serialize) -> Request {
    let path = format!("/rest/{resource}?action=initializeUpload");
    let body = InitializeUpload { initialize_upload_request: of };
    request(endpoint, Method::Post, &path, None).with_body(&body)
}

/// Says that the video of step `registered` is there, sent in the parts of step `sent`.
pub(super) fn finalize_video(endpoint: &Endpoint, registered: StepId, sent: StepId) -> Request {
    use Obtained::{PartIds, UploadToken, Urn};
    let open = Fill::placeholder;
    let body = FinalizeUpload {
        finalize_upload_request: UploadedParts {
            video: open(registered, Urn),
            upload_token: open(registered, UploadToken),
            uploaded_part_ids: open(sent, PartIds),
        },
    };
    let fill =
        |name: &str, from, what| Fill { pointer: format!("/finalizeUploadRequest/{name}"), from, what };
    let fills = vec![
        fill("video", registered, Urn),
        fill("uploadToken", registered, UploadToken),
        fill("uploadedPartIds", sent, PartIds),
    ];
    let path = "/rest/videos?action=finalizeUpload";
    Request { fills, ..request(endpoint, Method::Post, path, None).with_body(&body) }
}

/// What stands before a video's captions, as three public clients send it; LinkedIn's page names format and locale.
pub(super) fn captions_metadata(locale: &Locale) -> Value {
    let metadata = CaptionsMetadata {
        format: "SRT",
        formatted_for_easy_reader: true,
        large_text: true,
        source: "USER_PROVIDED",
        locale: CaptionsLocale {
            country: locale.country().to_owned(),
            language: locale.language().to_ascii_uppercase(),
        },
        transcript_type: "CLOSED_CAPTION",
    };
    as_value(&metadata)
}

/// Asks for the states of several images at once.
pub(super) fn image_statuses(endpoint: &Endpoint, registered: &[StepId]) -> Request {
    let ids: Vec<String> = registered.iter().map(|step| format!("{{{step}}}")).collect();
    let path = format!("/rest/images?ids=List({})", ids.join(","));
    request(endpoint, Method::Get, &path, Some("BATCH_GET"))
}

/// Asks for the state of one document.
pub(super) fn document_status(endpoint: &Endpoint, registered: StepId) -> Request {
    request(endpoint, Method::Get, &format!("/rest/documents/{{{registered}}}"), None)
}

/// Asks for the state of one video.
pub(super) fn video_status(endpoint: &Endpoint, registered: StepId) -> Request {
    request(endpoint, Method::Get, &format!("/rest/videos/{{{registered}}}"), None)
}

pub(super) fn create_post(endpoint: &Endpoint, body: &impl Serialize) -> Request {
    request(endpoint, Method::Post, "/rest/posts", None).with_body(body)
}

/// Says `text`, which is plain, below the post of step `post`, as its author.
///
/// Source: Comments API.
pub(super) fn comment(endpoint: &Endpoint, author: &Author, post: StepId, text: &str) -> Request {
    let body = Comment {
        actor: author.urn().clone(),
        object: Fill::placeholder(post, Obtained::Urn),
        message: Message { text: text.to_owned() },
    };
    let path = format!("/rest/socialActions/{{{post}}}/comments");
    let fills = vec![Fill::urn("/object", post)];
    Request { fills, ..request(endpoint, Method::Post, &path, None).with_body(&body) }
}

/// Lets nobody comment on the post of step `post` any more.
///
/// Source: Social Metadata API, "Enable or disable comments"; `actor` is from public clients and uncertain.
pub(super) fn close_comments(endpoint: &Endpoint, author: &Author, post: StepId) -> Request {
    let path = format!("/rest/socialMetadata/{{{post}}}?actor={}", author.urn().in_path());
    let body = Patch::setting(CommentsState { comments_state: "CLOSED" });
    request(endpoint, Method::Post, &path, Some("PARTIAL_UPDATE")).with_body(&body)
}

/// Lists an author's newest posts. Those that are only shown as advertisements have to be asked for by themselves.
pub fn posts_by(endpoint: &Endpoint, author: &Author, dark: bool) -> Request {
    let author = author.urn().in_path();
    let dark = if dark { "&isDsc=true" } else { "" };
    let path = format!("/rest/posts?q=author&author={author}&count=20&start=0&sortBy=CREATED{dark}");
    request(endpoint, Method::Get, &path, Some("FINDER"))
}

impl Endpoint {
    /// A request without a body.
    pub fn reading(&self, path: &str) -> Request {
        request(self, Method::Get, path, None)
    }
}

pub(super) fn request(
    endpoint: &Endpoint,
    method: Method,
    path: &str,
    restli_method: Option<&str>,
) -> Request {
    let mut headers = vec![
        (VERSION_HEADER.to_owned(), endpoint.version().to_string()),
        ("X-Restli-Protocol-Version".to_owned(), "2.0.0".to_owned()),
    ];
    headers.extend(restli_method.map(|name| ("X-RestLi-Method".to_owned(), name.to_owned())));
    Request { method, url: endpoint.url(path), headers, body: None, fills: Vec::new() }
}

impl Request {
    pub(super) fn with_body(mut self, body: &impl Serialize) -> Request {
        self.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        self.body = Some(as_value(body));
        self
    }
}

/// Our wire types have string keys and no failing parts, which is all that `to_value` can refuse.
fn as_value(body: &impl Serialize) -> Value {
    serde_json::to_value(body).unwrap_or(Value::Null)
}
