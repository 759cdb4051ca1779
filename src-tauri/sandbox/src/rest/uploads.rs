//! `PUT` to the upload URL of an image or a document: raw bytes, with the bearer token (LinkedIn images API, documents
//! API).

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::put;

use super::assets;
use crate::site::Site;
use crate::wire::{Operation, POSTING_ROLES, Refusal, V2Call};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/dms-uploads/{id}/{key}", put(upload))
}

const UPLOAD: Operation = Operation {
    resource: "dmsUploads",
    method: "UPLOAD",
    for_person: &["w_member_social"],
    for_page: &["w_organization_social"],
    roles: POSTING_ROLES,
};

async fn upload(
    State(site): State<Arc<Site>>,
    call: V2Call,
    Path((id, key)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let mut guard = site.world.lock();
    let world = &mut *guard;
    let asset =
        world.assets.awaiting(&id, &key).filter(|asset| asset.film().is_none()).ok_or(Refusal::NotFound)?;
    if !UPLOAD.permits(&call.caller, &asset.owner, &world.people) {
        return Err(UPLOAD.denied(None));
    }
    if asset.upload_url_expires_at <= call.now || call.orders.upload_url_expired {
        return Err(Refusal::ExpiredUploadUrl);
    }
    let outcome = assets::outcome(&site, asset, &call.orders, call.now);
    asset.receive(call.body, outcome);
    Ok(StatusCode::CREATED)
}
