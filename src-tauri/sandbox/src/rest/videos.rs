//! `/rest/videos`: announce a video, say that its parts are there, ask after it (LinkedIn videos API).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::assets::{self, Resource, reading, writing};
use crate::schema;
use crate::site::Site;
use crate::wire::{Operation, Refusal, RestCall, ValueCode, ValueFlaw, urn_in_path};
use crate::world::{Asset, AssetKind, Film, Part, Role, Unfinished};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/rest/videos", post(act)).route("/rest/videos/{urn}", get(one))
}

/// Content admins of a page may not (LinkedIn videos API).
const ROLES: &[Role] = &[Role::Administrator, Role::DirectSponsoredContentPoster];

static VIDEOS: Resource = Resource {
    kind: AssetKind::Video,
    initialize: Operation { roles: ROLES, ..writing("partnerApiVideos", "ACTION-initializeUpload") },
    body: schema::video::INITIALIZE_UPLOAD,
    get: reading("partnerApiVideos", "GET"),
};
static FINALIZE: Operation =
    Operation { roles: ROLES, ..writing("partnerApiVideos", "ACTION-finalizeUpload") };

async fn act(State(site): State<Arc<Site>>, call: RestCall) -> Result<Response, Refusal> {
    match call.query.text("action").as_deref() {
        Some("initializeUpload") => initialize_upload(&site, &call).map(IntoResponse::into_response),
        Some("finalizeUpload") => finalize_upload(&site, &call).map(IntoResponse::into_response),
        _ => Err(Refusal::Malformed("POST needs action=initializeUpload or action=finalizeUpload")),
    }
}

async fn one(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    assets::one(site, call, urn, &VIDEOS).await
}

fn initialize_upload(site: &Site, call: &RestCall) -> Result<Json<Value>, Refusal> {
    let mut world = site.world.lock();
    let (body, announced) = assets::announced(site, &world, call, &VIDEOS)?;
    let request = &body["initializeUploadRequest"];
    let wanted = |name: &str| request[name].as_bool().unwrap_or(false);
    let size = request["fileSizeBytes"].as_u64().unwrap_or_default();
    let expires_at = announced.upload_url_expires_at;
    let film = Film::announced(size, wanted("uploadCaptions"), wanted("uploadThumbnail"));
    let asset = world.assets.initialize_video(film, announced);
    let mut value = answer(site, asset);
    value["uploadUrlsExpireAt"] = json!(expires_at);
    Ok(Json(json!({"value": value})))
}

fn answer(site: &Site, asset: &Asset) -> Value {
    let Some(film) = asset.film() else { return Value::Null };
    let address = assets::upload_url(site, asset);
    let instruction = |(number, part): (usize, &Part)| json!({"uploadUrl": format!("{address}/part/{number}"), "firstByte": part.first, "lastByte": part.last});
    let instructions: Vec<Value> = film.parts.iter().enumerate().map(instruction).collect();
    let mut value =
        json!({"video": asset.urn, "uploadInstructions": instructions, "uploadToken": film.token});
    for (name, announced, path) in [
        ("captionsUploadUrl", film.captions.is_announced(), "captions"),
        ("thumbnailUploadUrl", film.thumbnail.is_announced(), "thumbnail"),
    ] {
        if announced {
            value[name] = json!(format!("{address}/{path}"));
        }
    }
    value
}

fn finalize_upload(site: &Site, call: &RestCall) -> Result<(), Refusal> {
    const PLACE: &str = "/finalizeUploadRequest";
    let body = call.object()?;
    schema::check(&body, schema::video::FINALIZE_UPLOAD).into_result()?;
    let request = &body["finalizeUploadRequest"];
    let urn = urn_in_path(request["video"].as_str().unwrap_or_default())?;
    let mut guard = site.world.lock();
    let world = &mut *guard;
    let asset = world.assets.get_mut(&urn).ok_or_else(|| {
        ValueFlaw::new(ValueCode::InvalidVideoId, format!("{PLACE}/video"), format!("{urn} does not exist"))
    })?;
    FINALIZE.authorize(&call.caller, &asset.owner, &world.people, &call.version)?;
    let token = asset.film().map(|film| film.token.as_str()).unwrap_or_default();
    if request["uploadToken"].as_str() != Some(token) {
        let message = "this is not the token that initializeUpload gave";
        return Err(ValueFlaw::invalid(format!("{PLACE}/uploadToken"), message).into());
    }
    let ids = request["uploadedPartIds"].as_array().map_or(&[][..], Vec::as_slice);
    let ids: Vec<&str> = ids.iter().filter_map(Value::as_str).collect();
    let outcome = assets::outcome(site, asset, &call.orders, call.now);
    asset.finish(&ids, outcome).map_err(|unfinished| match unfinished {
        Unfinished::Missing(_) => Refusal::MediaWaitingUpload(urn),
        Unfinished::UnknownId(at) => {
            ValueFlaw::invalid(format!("{PLACE}/uploadedPartIds/{at}"), "no part was answered with this id")
                .into()
        }
    })
}
