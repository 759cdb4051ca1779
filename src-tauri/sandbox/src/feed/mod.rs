//! The feed: posts as readers see them, as plain HTML that runs nothing. It must not show what a reader would not see.

mod card;
mod carousels;
mod films;
mod html;
mod links;
mod papers;
mod pictures;
mod polls;

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use bytes::Bytes;
use futures_util::stream;

pub(crate) use html::Escaped;

use crate::site::Site;
use crate::urn::Urn;
use crate::world::{AssetState, Post, PostState, World};
use card::Detail;

pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(async || Redirect::to("/feed")))
        .route("/feed", get(all))
        .route("/feed/", get(all))
        .route("/feed/update/{urn}", get(one))
        .route("/feed/update/{urn}/", get(one))
        .route("/feed/style.css", get(style))
        .route("/media/{urn}", get(file))
        .route("/media/{urn}/still", get(still))
}

/// Newest first.
async fn all(State(site): State<Arc<Site>>) -> Response {
    let now = site.clock.now();
    let world = site.world.lock();
    let mut body = String::from("<main><h1 class=\"quiet\">Sandbox feed</h1>");
    let mut empty = true;
    // A dark post has an address, and no place in the feed.
    for post in world.posts.iter().rev().filter(|post| !post.is_dark() && is_visible(post, &world, now)) {
        empty = false;
        card::push(post, &world, Detail::InFeed, &mut body);
    }
    if empty {
        body.push_str(
            "<p class=\"empty card\">Nothing has been posted yet. What you publish with the sandbox account \
             appears here, and nowhere else.</p>",
        );
    }
    body.push_str("</main>");
    page("Sandbox feed", &body).into_response()
}

/// One post with all its pictures.
async fn one(State(site): State<Arc<Site>>, Path(urn): Path<String>) -> Response {
    let now = site.clock.now();
    let world = site.world.lock();
    let post = urn.parse::<Urn>().ok().and_then(|urn| world.posts.get(&urn));
    let Some(post) = post.filter(|post| is_visible(post, &world, now)) else {
        let body = "<main><p class=\"empty card\">This post cannot be displayed. It was deleted, or its files are still \
                    being processed.</p><p><a href=\"/feed\">All posts</a></p></main>";
        return (StatusCode::NOT_FOUND, page("Post not found", body)).into_response();
    };
    let mut body = String::from("<main>");
    card::push(post, &world, Detail::Alone, &mut body);
    body.push_str("<p><a href=\"/feed\">All posts</a></p></main>");
    page("Post in the sandbox", &body).into_response()
}

fn is_visible(post: &Post, world: &World, now: i64) -> bool {
    post.state(&world.assets, now) == PostState::Published
}

async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css")).into_response()
}

/// The bytes of a file, as they were uploaded.
async fn file(State(site): State<Arc<Site>>, Path(urn): Path<String>) -> Response {
    let now = site.clock.now();
    let world = site.world.lock();
    let found = urn
        .parse::<Urn>()
        .ok()
        .and_then(|urn| world.assets.get(&urn))
        .filter(|asset| asset.state(now) == AssetState::Available)
        .and_then(|asset| Some((asset.media_type()?, asset.chunks()?)));
    match found {
        Some((media_type, chunks)) => (
            [
                (CONTENT_TYPE, media_type),
                (X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (CACHE_CONTROL, "private, max-age=3600"),
            ],
            joined(chunks),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The picture that stands for a video until it plays.
async fn still(State(site): State<Arc<Site>>, Path(urn): Path<String>) -> Response {
    let world = site.world.lock();
    let film = urn.parse::<Urn>().ok().and_then(|urn| world.assets.get(&urn)?.film());
    match film.and_then(|film| film.thumbnail.sent()) {
        Some(bytes) => {
            let media_type = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
            ([(CONTENT_TYPE, media_type), (X_CONTENT_TYPE_OPTIONS, "nosniff")], bytes.clone()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Pieces one after the other, without a copy of them all.
pub(crate) fn joined(chunks: Vec<Bytes>) -> Body {
    Body::from_stream(stream::iter(chunks.into_iter().map(Ok::<_, Infallible>)))
}

/// A page that loads its own style and pictures and can run nothing.
pub(crate) fn page(title: &str, body: &str) -> impl IntoResponse + use<> {
    const POLICY: &str = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let document = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <link rel=\"stylesheet\" href=\"/feed/style.css\"></head><body>{body}</body></html>",
        Escaped(title)
    );
    (headers, Html(document))
}
