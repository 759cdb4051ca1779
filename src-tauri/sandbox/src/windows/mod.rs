//! The `__` routes, by which tests and people look into the sandbox and set its clock and faults. They must not change
//! what LinkedIn would hold.

mod controls;
mod views;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::site::Site;

pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/__posts", get(views::posts))
        .route("/__requests", get(views::requests).delete(views::forget_requests))
        .route("/__media", get(views::media))
        .route("/__media/{urn}", get(views::media_bytes))
        .route("/__media/{urn}/{what}", get(views::beside))
        .route("/__faults", get(controls::faults).post(controls::set_faults).delete(controls::clear_faults))
        .route("/__versions", get(controls::versions).post(controls::set_versions))
        .route("/__statistics", post(controls::set_statistics))
        .route("/__clock", get(controls::clock).post(controls::set_clock))
}
