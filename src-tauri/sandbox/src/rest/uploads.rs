//! `PUT` to an upload URL: raw bytes, with the bearer token (LinkedIn images API, documents API).

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::put;

use crate::clock::Millis;
use crate::site::Site;
use crate::wire::{Operation, POSTING_ROLES, Refusal, V2Call};
use crate::world::UploadOutcome;

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
    let asset = world.assets.awaiting(&id, &key).ok_or(Refusal::NotFound)?;
    if !UPLOAD.permits(&call.caller, &asset.owner, &world.people) {
        return Err(UPLOAD.denied(None));
    }
    if asset.upload_url_expires_at <= call.now || call.orders.upload_url_expired {
        return Err(Refusal::ExpiredUploadUrl);
    }
    let processing = call.orders.processing.or(asset.ordered.processing).unwrap_or(site.limits.processing);
    let outcome = UploadOutcome {
        ready_at: later(call.now, processing),
        fails: call.orders.processing_fails || asset.ordered.processing_fails,
    };
    asset.receive(call.body, outcome);
    Ok(StatusCode::CREATED)
}

fn later(now: Millis, by: Duration) -> Millis {
    now.saturating_add(Millis::try_from(by.as_millis()).unwrap_or(Millis::MAX))
}
