//! `/rest/documents`: initialise an upload, ask after a document (LinkedIn documents API).
//! The API's page asks for one document at a time.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::assets::{self, Resource, reading, writing};
use crate::schema;
use crate::site::Site;
use crate::wire::{Refusal, RestCall};
use crate::world::AssetKind;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/rest/documents", post(initialize_upload)).route("/rest/documents/{urn}", get(one))
}

static DOCUMENTS: Resource = Resource {
    kind: AssetKind::Document,
    initialize: writing("partnerApiDocuments", "ACTION-initializeUpload"),
    body: schema::document::INITIALIZE_UPLOAD,
    get: reading("partnerApiDocuments", "GET"),
};

async fn initialize_upload(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    assets::initialize_upload(site, call, &DOCUMENTS).await
}

async fn one(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    assets::one(site, call, urn, &DOCUMENTS).await
}
