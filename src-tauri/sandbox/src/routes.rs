//! All routes of the sandbox.

use std::sync::Arc;

use axum::Router;

use crate::site::Site;
use crate::wire::Refusal;
use crate::{feed, oauth, rest, windows};

pub(crate) fn all(site: Arc<Site>) -> Router {
    Router::new()
        .merge(rest::routes())
        .merge(oauth::routes())
        .merge(windows::routes())
        .merge(feed::routes())
        .fallback(async || Refusal::NoResource)
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .with_state(site)
}
