//! `PUT` to an upload URL: raw bytes, with the bearer token (LinkedIn images API).

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::put;

use crate::clock::Millis;
use crate::site::Site;
use crate::urn::Urn;
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
    let urn = Urn::new("image", &id).map_err(|_| Refusal::NotFound)?;
    let mut guard = site.world.lock();
    let world = &mut *guard;
    let image =
        world.images.get_mut(&urn).filter(|image| image.upload_key == key).ok_or(Refusal::NotFound)?;
    if !UPLOAD.permits(&call.caller, &image.owner, &world.people) {
        return Err(UPLOAD.denied(None));
    }
    if image.upload_url_expires_at <= call.now || call.orders.upload_url_expired {
        return Err(Refusal::ExpiredUploadUrl);
    }
    let processing = call.orders.processing.or(image.ordered.processing).unwrap_or(site.limits.processing);
    let outcome = UploadOutcome {
        ready_at: later(call.now, processing),
        fails: call.orders.processing_fails || image.ordered.processing_fails,
    };
    image.receive(call.body, outcome);
    Ok(StatusCode::CREATED)
}

fn later(now: Millis, by: Duration) -> Millis {
    now.saturating_add(Millis::try_from(by.as_millis()).unwrap_or(Millis::MAX))
}
