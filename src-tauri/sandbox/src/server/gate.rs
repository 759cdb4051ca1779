//! Keeps web pages out: a page that made its own name point to 127.0.0.1, or that posts here from elsewhere.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::site::Site;

/// The answer to a request that must not come in.
pub(super) fn turn_away(site: &Site, headers: &HeaderMap) -> Option<Response> {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let own_host = text(HOST).is_some_and(|host| site.is_own_host(host));
    let own_origin = text(ORIGIN).is_none_or(|origin| site.is_own_origin(origin));
    (!own_host || !own_origin).then(|| {
        (StatusCode::FORBIDDEN, "This sandbox answers to 127.0.0.1 and localhost, and to no other website.\n")
            .into_response()
    })
}
