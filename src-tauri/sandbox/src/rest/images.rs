//! `/rest/images`: initialise an upload, ask after an image (LinkedIn images API).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::batch;
use crate::clock::Millis;
use crate::schema;
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::{Operation, POSTING_ROLES, Refusal, RestCall, ValueCode, ValueFlaw, urn_in_path};
use crate::world::{Image, ImageState, Ordered, World};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/rest/images", get(many).post(initialize_upload))
        .route("/rest/images/{urn}", get(one))
}

const INITIALIZE: Operation = Operation {
    resource: "partnerApiImages",
    method: "ACTION-initializeUpload",
    for_person: &["w_member_social"],
    for_page: &["w_organization_social"],
    roles: POSTING_ROLES,
};
const GET: Operation = reading("GET");
const BATCH_GET: Operation = reading("BATCH_GET");

const fn reading(method: &'static str) -> Operation {
    Operation {
        resource: "partnerApiImages",
        method,
        for_person: &["r_member_social"],
        for_page: &["r_organization_social"],
        roles: POSTING_ROLES,
    }
}

async fn initialize_upload(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    if call.query.text("action").as_deref() != Some("initializeUpload") {
        return Err(Refusal::Malformed("POST needs action=initializeUpload"));
    }
    let body = call.object()?;
    schema::check(&body, schema::image::INITIALIZE_UPLOAD).into_result()?;
    let owner = urn_in_path(body["initializeUploadRequest"]["owner"].as_str().unwrap_or_default())?;
    let mut world = site.world.lock();
    INITIALIZE.authorize(&call.caller, &owner, &world.people, &call.version)?;
    let lifetime = site.limits.upload_url_lifetime.as_millis();
    let expires_at = match call.orders.upload_url_expired {
        true => call.now,
        false => call.now.saturating_add(Millis::try_from(lifetime).unwrap_or(Millis::MAX)),
    };
    let ordered =
        Ordered { processing: call.orders.processing, processing_fails: call.orders.processing_fails };
    let image = world.images.initialize(owner, expires_at, ordered);
    Ok(Json(json!({"value": {
        "uploadUrlExpiresAt": expires_at,
        "uploadUrl": format!("{}/dms-uploads/{}/{}", site.base_url(), image.urn.id(), image.upload_key),
        "image": image.urn,
    }})))
}

async fn one(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    GET.require_scope(&call.caller, Some(&call.version))?;
    look_up(&urn, &GET, &call, &site, &site.world.lock()).map(Json)
}

async fn many(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    call.require_method("BATCH_GET")?;
    BATCH_GET.require_scope(&call.caller, Some(&call.version))?;
    let keys = call.query.list("ids")?;
    let world = site.world.lock();
    Ok(batch::answer(keys, |key| look_up(key, &BATCH_GET, &call, &site, &world)))
}

fn look_up(
    urn: &str,
    operation: &'static Operation,
    call: &RestCall,
    site: &Site,
    world: &World,
) -> Result<Value, Refusal> {
    let image = world.images.get(&image_urn(urn)?).ok_or(Refusal::NotFound)?;
    operation.authorize(&call.caller, &image.owner, &world.people, &call.version)?;
    Ok(call.projected(shown(image, &site.base_url(), call.now)))
}

fn image_urn(text: &str) -> Result<Urn, Refusal> {
    let urn = urn_in_path(text)?;
    if urn.kind() == "image" {
        Ok(urn)
    } else {
        Err(ValueFlaw::new(ValueCode::InvalidUrnType, "urn", format!("{urn} is not a URN of type image"))
            .into())
    }
}

fn shown(image: &Image, base_url: &str, now: Millis) -> Value {
    let state = image.state(now);
    let mut entity = json!({"id": image.urn, "owner": image.owner, "status": state});
    if state == ImageState::Available {
        entity["downloadUrl"] = json!(format!("{base_url}/media/{}", image.urn));
        entity["downloadUrlExpiresAt"] = json!(image.upload_url_expires_at);
    }
    entity
}
