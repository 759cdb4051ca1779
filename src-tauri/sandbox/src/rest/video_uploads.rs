//! The upload URLs of a video: its parts, its captions, its thumbnail (LinkedIn videos API). They are signed. A part
//! that comes with a token is turned away, so that a client that leaks one is noticed; of the two others LinkedIn does
//! not say.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{post, put};
use bytes::Bytes;
use futures_util::stream;
use serde_json::Value;

use crate::site::Site;
use crate::wire::{Refusal, SignedCall, ValueFlaw};
use crate::world::{Asset, Beside, Captions, Film, World};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/dms-uploads/{id}/{key}/part/{number}", put(part))
        .route("/dms-uploads/{id}/{key}/captions", post(captions))
        .route("/dms-uploads/{id}/{key}/thumbnail", put(thumbnail))
}

async fn part(
    State(site): State<Arc<Site>>,
    Path((id, key, number)): Path<(String, String, usize)>,
    call: SignedCall,
) -> Result<Response, Refusal> {
    if call.headers.contains_key(AUTHORIZATION) {
        return Err(Refusal::Malformed(
            "The upload URL of a part is signed; it takes no Authorization header",
        ));
    }
    if call.header(CONTENT_TYPE.as_str()) != "application/octet-stream" {
        return Err(Refusal::UnsupportedMediaType("application/octet-stream"));
    }
    let mut world = site.world.lock();
    let part_id =
        awaited(&mut world, &id, &key, &call)?.receive(number, call.body).ok_or(Refusal::NotFound)?;
    let quoted = if part_id.starts_with('/') { part_id.to_owned() } else { format!("\"{part_id}\"") };
    let mut answer = StatusCode::OK.into_response();
    if let Ok(etag) = HeaderValue::from_str(&quoted) {
        answer.headers_mut().insert(ETAG, etag);
    }
    Ok(answer)
}

async fn thumbnail(
    State(site): State<Arc<Site>>,
    Path((id, key)): Path<(String, String)>,
    call: SignedCall,
) -> Result<StatusCode, Refusal> {
    if call.header("media-type-family") != "stillimage" {
        return Err(ValueFlaw::invalid("media-type-family", "must be STILLIMAGE for a thumbnail").into());
    }
    let mut world = site.world.lock();
    announced(&mut awaited(&mut world, &id, &key, &call)?.thumbnail, call.body)
}

async fn captions(
    State(site): State<Arc<Site>>,
    Path((id, key)): Path<(String, String)>,
    call: SignedCall,
) -> Result<StatusCode, Refusal> {
    let captions = read_form(&call).await?;
    let mut world = site.world.lock();
    announced(&mut awaited(&mut world, &id, &key, &call)?.captions, captions)
}

fn announced<T>(place: &mut Beside<T>, what: T) -> Result<StatusCode, Refusal> {
    if !place.is_announced() {
        return Err(Refusal::NotFound);
    }
    *place = Beside::Sent(what);
    Ok(StatusCode::CREATED)
}

fn awaited<'world>(
    world: &'world mut World,
    id: &str,
    key: &str,
    call: &SignedCall,
) -> Result<&'world mut Film, Refusal> {
    let asset = world.assets.awaiting(id, key).ok_or(Refusal::NotFound)?;
    // Seen in production: an upload URL of a part that has expired is answered like a bad token.
    if asset.upload_url_expires_at <= call.now || call.orders.upload_url_expired {
        return Err(Refusal::ExpiredSignature);
    }
    Asset::film_mut(asset).ok_or(Refusal::NotFound)
}

/// A form of `metadata`, which names format and locale, and `file`.
async fn read_form(call: &SignedCall) -> Result<Captions, Refusal> {
    const FLAWED: Refusal = Refusal::Malformed(
        "captions are a multipart/form-data of metadata, with format and locale, and file",
    );
    let boundary = call.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let boundary = multer::parse_boundary(boundary.unwrap_or_default())
        .map_err(|_| Refusal::UnsupportedMediaType("multipart/form-data"))?;
    let body = stream::iter([Ok::<Bytes, std::io::Error>(call.body.clone())]);
    let mut form = multer::Multipart::new(body, boundary);
    let (mut metadata, mut file) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|_| FLAWED)? {
        let name = field.name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| FLAWED)?;
        match name.as_deref() {
            Some("metadata") => metadata = serde_json::from_slice::<Value>(&bytes).ok(),
            Some("file") => file = Some(bytes),
            _ => return Err(FLAWED),
        }
    }
    let (Some(metadata), Some(bytes)) = (metadata, file) else { return Err(FLAWED) };
    let locale = &metadata["locale"];
    let part = |name: &str| locale[name].as_str().filter(|part| part.len() == 2);
    match (metadata["format"].as_str(), part("language"), part("country")) {
        (Some("SRT"), Some(language), Some(country)) if is_srt(&bytes) => {
            Ok(Captions { locale: format!("{}_{country}", language.to_ascii_lowercase()), bytes })
        }
        _ => Err(FLAWED),
    }
}

fn is_srt(bytes: &Bytes) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.contains("-->"))
}
