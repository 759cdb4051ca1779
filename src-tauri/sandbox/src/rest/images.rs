//! `/rest/images`: initialise an upload, ask after an image (LinkedIn images API).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;

use super::assets::{self, Resource, reading, writing};
use crate::schema;
use crate::site::Site;
use crate::wire::{Operation, Refusal, RestCall};
use crate::world::AssetKind;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/rest/images", get(many).post(initialize_upload))
        .route("/rest/images/{urn}", get(one))
}

static IMAGES: Resource = Resource {
    kind: AssetKind::Image,
    initialize: writing("partnerApiImages", "ACTION-initializeUpload"),
    body: schema::image::INITIALIZE_UPLOAD,
    get: reading("partnerApiImages", "GET"),
};
static BATCH_GET: Operation = reading("partnerApiImages", "BATCH_GET");

async fn initialize_upload(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    assets::initialize_upload(site, call, &IMAGES).await
}

async fn one(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    assets::one(site, call, urn, &IMAGES).await
}

async fn many(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    assets::many(site, call, AssetKind::Image, &BATCH_GET).await
}
