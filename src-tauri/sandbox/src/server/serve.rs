//! One request from its arrival to its answer.

use std::future::pending;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::{Json, extract::Request as Routed};
use bytes::Bytes;
use hyper::body::Incoming;
use serde_json::json;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

use super::intake::Interrupted;
use super::{gate, intake};
use crate::faults::{Ending, Orders, When};
use crate::site::Site;
use crate::wire::{Parcel, Query, Refusal, bearer};

/// The sandbox's own windows: not part of LinkedIn, so neither recorded nor disturbed.
const OWN_PATHS: &[&str] = &["/__", "/feed", "/media/", "/favicon.ico"];

/// Answers a request; never returns when the connection is to end without an answer.
pub(super) async fn serve(
    site: Arc<Site>,
    routes: Router,
    hang_up: CancellationToken,
    request: Request<Incoming>,
) -> Response {
    if let Some(answer) = gate::turn_away(&site, request.headers()) {
        return answer;
    }
    let (parts, body) = request.into_parts();
    if OWN_PATHS.iter().any(|own| parts.uri.path().starts_with(own)) {
        return route(routes, parts, Body::new(body)).await;
    }
    let number = arrive(&site, &parts);
    match work(&site, routes, parts, body, number).await {
        Some(mut answer) => {
            mark(&mut answer);
            site.journal.lock().answered(number, answer.status().as_u16());
            answer
        }
        None => {
            site.journal.lock().dropped(number);
            hang_up.cancel();
            pending().await
        }
    }
}

/// None when the connection is to end without an answer.
async fn work(
    site: &Site,
    routes: Router,
    mut parts: Parts,
    body: Incoming,
    number: u64,
) -> Option<Response> {
    let asked = Query::read(parts.uri.query().unwrap_or_default());
    let orders = site.faults.lock().orders(&parts.method, parts.uri.path(), &asked);
    let delay = site.limits.delay + orders.delay;
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    hold(&orders, When::Before).await;
    let body = match intake::read(&parts, body, &orders, &site.limits).await {
        Ok(body) => body,
        Err(Interrupted::Refused(refusal)) => return Some(refusal.into_response()),
        Err(Interrupted::HangUp) => return None,
    };
    site.journal.lock().received(number, &body);
    if let Some((When::Before, ending)) = &orders.ending {
        return end(ending);
    }
    let body = match intake::untunnelled(&mut parts, body) {
        Ok(body) => body,
        Err(refusal) => return Some(refusal.into_response()),
    };
    let answer = call(site, routes, parts, body, orders.clone()).await;
    hold(&orders, When::After).await;
    match &orders.ending {
        Some((_, ending)) => end(ending),
        None => Some(answer),
    }
}

async fn hold(orders: &Orders, now: When) {
    if let Some((when, hold)) = &orders.hold
        && *when == now
    {
        hold.cancelled().await;
    }
}

async fn call(site: &Site, routes: Router, mut parts: Parts, body: Bytes, orders: Orders) -> Response {
    let query = Query::read(parts.uri.query().unwrap_or_default());
    parts.extensions.insert(Parcel { body, query, orders, now: site.clock.now() });
    route(routes, parts, Body::empty()).await
}

async fn route(routes: Router, parts: Parts, body: Body) -> Response {
    match routes.oneshot(Routed::from_parts(parts, body)).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    }
}

fn arrive(site: &Site, parts: &Parts) -> u64 {
    let label = bearer(&parts.headers).map(|value| {
        let world = site.world.lock();
        world.tokens.find(value).map_or_else(|| "unknown".to_owned(), |token| token.label.clone())
    });
    site.journal.lock().arrive(parts, label, site.clock.now())
}

fn end(ending: &Ending) -> Option<Response> {
    match ending {
        Ending::HangUp => None,
        Ending::Html { status } => {
            let page = format!(
                "<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{status}</h1><p>The edge server could not answer.</p></body></html>"
            );
            Some((status_of(*status), Html(page)).into_response())
        }
        Ending::Error { status, retry_after_seconds, message, code } => {
            let mut answer = error_answer(*status, message.as_deref(), code.as_deref());
            if let Some(seconds) = retry_after_seconds {
                answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Some(answer)
        }
    }
}

/// The body of a status that a fault asks for; what is left out is as usual.
fn error_answer(status: u16, message: Option<&str>, code: Option<&str>) -> Response {
    const USUAL: &[(u16, &str, &str)] = &[
        (409, "Write conflict", "CONFLICT"),
        (426, "Requested version is not active", "NONEXISTENT_VERSION"),
        (429, "Resource level throttle limit for calls to this resource is reached.", "TOO_MANY_REQUESTS"),
        (500, "Internal Server Error", "INTERNAL_SERVER_ERROR"),
        (503, "Service Unavailable", "SERVICE_UNAVAILABLE"),
        (504, "Gateway Timeout", "GATEWAY_TIMEOUT"),
    ];
    if status == 401 && message.is_none() && code.is_none() {
        return Refusal::ExpiredToken.into_response();
    }
    let (_, usual_message, usual_code) =
        USUAL.iter().find(|(known, ..)| *known == status).unwrap_or(&(0, "Request failed", "ERROR"));
    let (message, code) = (message.unwrap_or(usual_message), code.unwrap_or(usual_code));
    (status_of(status), Json(json!({"message": message, "code": code, "status": status}))).into_response()
}

fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The headers LinkedIn asks to be quoted when something went wrong.
fn mark(answer: &mut Response) {
    let headers = answer.headers_mut();
    let id = Uuid::new_v4().simple().to_string();
    for name in ["x-li-uuid", "x-li-request-id"] {
        if let Ok(value) = HeaderValue::from_str(&id) {
            headers.insert(name, value);
        }
    }
    headers.insert("x-li-fabric", HeaderValue::from_static("sandbox"));
}
