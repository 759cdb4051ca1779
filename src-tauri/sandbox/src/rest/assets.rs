//! What images, documents and videos have in common: the initialise call, and the question what became of one.

use std::sync::Arc;

use axum::Json;
use serde_json::{Map, Value, json};

use super::batch;
use crate::clock::Millis;
use crate::faults::Orders;
use crate::schema::{self, Field};
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::{Operation, POSTING_ROLES, Refusal, RestCall, ValueCode, ValueFlaw, urn_in_path};
use crate::world::{Announced, Asset, AssetKind, AssetState, Ordered, UploadOutcome, World};

/// One of the API's resources for files.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) kind: AssetKind,
    pub(super) initialize: Operation,
    pub(super) body: &'static [Field],
    pub(super) get: Operation,
}

/// Announcing a file, and asking after it, are for whoever may post.
pub(super) const fn writing(resource: &'static str, method: &'static str) -> Operation {
    Operation {
        resource,
        method,
        for_person: &["w_member_social"],
        for_page: &["w_organization_social"],
        roles: POSTING_ROLES,
    }
}

pub(super) const fn reading(resource: &'static str, method: &'static str) -> Operation {
    Operation {
        resource,
        method,
        for_person: &["r_member_social"],
        for_page: &["r_organization_social"],
        roles: POSTING_ROLES,
    }
}

pub(super) async fn initialize_upload(
    site: Arc<Site>,
    call: RestCall,
    of: &'static Resource,
) -> Result<Json<Value>, Refusal> {
    if call.query.text("action").as_deref() != Some("initializeUpload") {
        return Err(Refusal::Malformed("POST needs action=initializeUpload"));
    }
    let mut world = site.world.lock();
    let (_, announced) = announced(&site, &world, &call, of)?;
    let expires_at = announced.upload_url_expires_at;
    let asset = world.assets.initialize(of.kind, announced);
    Ok(Json(json!({"value": {
        "uploadUrlExpiresAt": expires_at,
        "uploadUrl": upload_url(&site, asset),
        (of.kind.word()): asset.urn,
    }})))
}

/// What an initialise call asks for, and what follows from it for the asset.
pub(super) fn announced(
    site: &Site,
    world: &World,
    call: &RestCall,
    of: &'static Resource,
) -> Result<(Map<String, Value>, Announced), Refusal> {
    let body = call.object()?;
    schema::check(&body, of.body).into_result()?;
    let owner = urn_in_path(body["initializeUploadRequest"]["owner"].as_str().unwrap_or_default())?;
    of.initialize.authorize(&call.caller, &owner, &world.people, &call.version)?;
    let lifetime = Millis::try_from(site.limits.upload_url_lifetime.as_millis()).unwrap_or(Millis::MAX);
    let upload_url_expires_at = match call.orders.upload_url_expired {
        true => call.now,
        false => call.now.saturating_add(lifetime),
    };
    let ordered =
        Ordered { processing: call.orders.processing, processing_fails: call.orders.processing_fails };
    Ok((body, Announced { owner, upload_url_expires_at, ordered }))
}

/// Where the bytes of an asset go, or, with more behind it, one of the things that make it up.
pub(super) fn upload_url(site: &Site, asset: &Asset) -> String {
    format!("{}/dms-uploads/{}/{}", site.base_url(), asset.urn.id(), asset.upload_key)
}

/// What an upload comes to, by what was ordered for it.
pub(super) fn outcome(site: &Site, asset: &Asset, orders: &Orders, now: Millis) -> UploadOutcome {
    let processing = orders.processing.or(asset.ordered.processing).unwrap_or(site.limits.processing);
    let processing = Millis::try_from(processing.as_millis()).unwrap_or(Millis::MAX);
    UploadOutcome {
        ready_at: now.saturating_add(processing),
        fails: orders.processing_fails || asset.ordered.processing_fails,
    }
}

pub(super) async fn one(
    site: Arc<Site>,
    call: RestCall,
    urn: String,
    of: &'static Resource,
) -> Result<Json<Value>, Refusal> {
    of.get.require_scope(&call.caller, Some(&call.version))?;
    look_up(&urn, &of.get, &call, of.kind, &site, &site.world.lock()).map(Json)
}

pub(super) async fn many(
    site: Arc<Site>,
    call: RestCall,
    of: AssetKind,
    batch_get: &'static Operation,
) -> Result<Json<Value>, Refusal> {
    call.require_method("BATCH_GET")?;
    batch_get.require_scope(&call.caller, Some(&call.version))?;
    let keys = call.query.list("ids")?;
    let world = site.world.lock();
    Ok(batch::answer(keys, |key| look_up(key, batch_get, &call, of, &site, &world)))
}

fn look_up(
    urn: &str,
    operation: &'static Operation,
    call: &RestCall,
    kind: AssetKind,
    site: &Site,
    world: &World,
) -> Result<Value, Refusal> {
    let asset = world.assets.get(&named(urn, kind)?).ok_or(Refusal::NotFound)?;
    operation.authorize(&call.caller, &asset.owner, &world.people, &call.version)?;
    Ok(call.projected(shown(asset, &site.base_url(), call.now)))
}

fn named(text: &str, kind: AssetKind) -> Result<Urn, Refusal> {
    let urn = urn_in_path(text)?;
    if AssetKind::of(&urn) == Some(kind) {
        return Ok(urn);
    }
    let message = format!("{urn} is not a URN of type {}", kind.word());
    Err(ValueFlaw::new(ValueCode::InvalidUrnType, "urn", message).into())
}

fn shown(asset: &Asset, base_url: &str, now: Millis) -> Value {
    let state = asset.state(now);
    let mut entity = json!({"id": asset.urn, "owner": asset.owner, "status": state});
    if state == AssetState::Available {
        entity["downloadUrl"] = json!(format!("{base_url}/media/{}", asset.urn));
        entity["downloadUrlExpiresAt"] = json!(asset.upload_url_expires_at);
    }
    if state == AssetState::ProcessingFailed && asset.film().is_some() {
        entity["processingFailureReason"] = json!("The video could not be transcoded");
    }
    entity
}
