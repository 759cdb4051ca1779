//! What the sandbox holds.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::clock::Millis;
use crate::feed::joined;
use crate::site::Site;
use crate::urn::Urn;
use crate::world::{Asset, Post, PostState, ReaderSegment, World, visible_text};

/// Oldest first; deleted ones are left out.
pub(super) async fn posts(State(site): State<Arc<Site>>) -> Json<Value> {
    let now = site.clock.now();
    let world = site.world.lock();
    Json(world.posts.iter().map(|post| shown(post, &world, now)).collect())
}

pub(super) async fn requests(State(site): State<Arc<Site>>) -> Response {
    let entries = site.journal.lock().entries();
    Json(entries).into_response()
}

pub(super) async fn forget_requests(State(site): State<Arc<Site>>) -> StatusCode {
    site.journal.lock().clear();
    StatusCode::NO_CONTENT
}

/// In the order they were initialised.
pub(super) async fn media(State(site): State<Arc<Site>>) -> Json<Value> {
    let now = site.clock.now();
    let world = site.world.lock();
    let shown = |asset: &Asset| {
        json!({
            "urn": asset.urn,
            "owner": asset.owner,
            "status": asset.state(now),
            "bytes": asset.length(),
            "media_type": asset.media_type(),
            "parts": asset.film().map(|film| film.parts.len()),
            "captions": asset.film().and_then(|film| film.captions.sent()).map(|captions| &captions.locale),
            "thumbnail": asset.film().and_then(|film| film.thumbnail.sent()).map(Bytes::len),
        })
    };
    Json(world.assets.iter().map(shown).collect())
}

/// The uploaded bytes, untouched; 404 before an upload.
pub(super) async fn media_bytes(State(site): State<Arc<Site>>, Path(urn): Path<String>) -> Response {
    let Ok(urn) = urn.parse::<Urn>() else { return StatusCode::NOT_FOUND.into_response() };
    let chunks = site.world.lock().assets.get(&urn).and_then(Asset::chunks);
    match chunks {
        Some(chunks) => bytes_of(chunks),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What was sent beside a video; 404 before that.
pub(super) async fn beside(
    State(site): State<Arc<Site>>,
    Path((urn, what)): Path<(String, String)>,
) -> Response {
    let Ok(urn) = urn.parse::<Urn>() else { return StatusCode::NOT_FOUND.into_response() };
    let world = site.world.lock();
    let film = world.assets.get(&urn).and_then(Asset::film);
    let sent = film.and_then(|film| match what.as_str() {
        "captions" => film.captions.sent().map(|captions| captions.bytes.clone()),
        "thumbnail" => film.thumbnail.sent().cloned(),
        _ => None,
    });
    match sent {
        Some(bytes) => bytes_of(vec![bytes]),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn bytes_of(chunks: Vec<Bytes>) -> Response {
    ([(CONTENT_TYPE, "application/octet-stream")], joined(chunks)).into_response()
}

fn shown(post: &Post, world: &World, now: Millis) -> Value {
    let segments = post.segments(&world.people);
    let hashtags: Vec<&str> = segments
        .iter()
        .filter_map(|segment| match segment {
            ReaderSegment::Hashtag { word } => Some(word.as_str()),
            _ => None,
        })
        .collect();
    let mentions: Vec<Value> = segments
        .iter()
        .filter_map(|segment| match segment {
            ReaderSegment::Mention { name, urn } => Some(json!({"name": name, "urn": urn})),
            _ => None,
        })
        .collect();
    json!({
        "urn": post.urn,
        "author": post.author,
        "author_name": world.people.display_name(&post.author),
        "commentary": post.commentary(),
        "visible_text": visible_text(&segments),
        "cut_at": post.cut_at(),
        "hashtags": hashtags,
        "mentions": mentions,
        "segments": segments,
        "kind": post.kind,
        "media": post.attachments,
        "visibility": post.fields.get("visibility"),
        "shown": post.state(&world.assets, now) == PostState::Published,
        "edited": post.edited,
        "created_at": post.created_at,
        "last_modified_at": post.last_modified_at,
        "fields": post.fields,
        "comments": world.talk.below(&post.urn).collect::<Vec<_>>(),
        "comments_open": world.talk.is_open(&post.urn),
    })
}
