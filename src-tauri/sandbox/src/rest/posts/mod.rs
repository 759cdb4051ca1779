//! `/rest/posts` (LinkedIn Posts API). Which rule refuses what is in the tables of [`crate::schema`]; the rest is here.

mod create;
mod read;
mod rules;
mod update;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

pub(super) use read::post_urn;

use crate::site::Site;
use crate::wire::{Operation, POSTING_ROLES};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/rest/posts", get(read::many).post(create::create))
        .route("/rest/posts/{urn}", get(read::one).post(update::partial_update).delete(update::delete))
}

const WRITE_PERSON: &[&str] = &["w_member_social"];
const WRITE_PAGE: &[&str] = &["w_organization_social"];
const READ_PERSON: &[&str] = &["r_member_social"];
const READ_PAGE: &[&str] = &["r_organization_social"];

const CREATE: Operation = writing("CREATE");
const UPDATE: Operation = writing("PARTIAL_UPDATE");
const DELETE: Operation = writing("DELETE");
const GET: Operation = reading("GET");
const BATCH_GET: Operation = reading("BATCH_GET");
const FINDER: Operation = reading("FINDER-author");

const fn writing(method: &'static str) -> Operation {
    Operation {
        resource: "partnerApiPostsExternal",
        method,
        for_person: WRITE_PERSON,
        for_page: WRITE_PAGE,
        roles: POSTING_ROLES,
    }
}

const fn reading(method: &'static str) -> Operation {
    Operation {
        resource: "partnerApiPostsExternal",
        method,
        for_person: READ_PERSON,
        for_page: READ_PAGE,
        roles: POSTING_ROLES,
    }
}
