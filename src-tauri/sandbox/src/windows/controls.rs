//! Faults, time, and how often posts were seen.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::clock::written;
use crate::config::VersionConfig;
use crate::faults::Fault;
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::VersionTable;
use crate::world::Figures;

pub(super) async fn faults(State(site): State<Arc<Site>>) -> Response {
    Json(site.faults.lock().standing()).into_response()
}

/// Takes the whole list, in place of the one before.
pub(super) async fn set_faults(State(site): State<Arc<Site>>, body: Bytes) -> Response {
    match read::<Vec<Fault>>(&body) {
        Ok(list) => {
            let mut desk = site.faults.lock();
            desk.set(list);
            Json(desk.standing()).into_response()
        }
        Err(unreadable) => unreadable.into_response(),
    }
}

pub(super) async fn clear_faults(State(site): State<Arc<Site>>) -> StatusCode {
    site.faults.lock().set(Vec::new());
    StatusCode::NO_CONTENT
}

pub(super) async fn versions(State(site): State<Arc<Site>>) -> Response {
    Json(site.versions.lock().entries().to_vec()).into_response()
}

/// Takes the whole table, in place of the one before.
pub(super) async fn set_versions(State(site): State<Arc<Site>>, body: Bytes) -> Response {
    match read::<Vec<VersionConfig>>(&body) {
        Ok(table) => {
            *site.versions.lock() = VersionTable::new(&table);
            versions(State(site)).await
        }
        Err(unreadable) => unreadable.into_response(),
    }
}

pub(super) async fn clock(State(site): State<Arc<Site>>) -> Response {
    let now = site.clock.now();
    Json(json!({"now": written(now), "now_ms": now})).into_response()
}

/// Takes the figures of some posts, each in place of those before.
pub(super) async fn set_statistics(State(site): State<Arc<Site>>, body: Bytes) -> Response {
    match read::<HashMap<Urn, Figures>>(&body) {
        Ok(told) => {
            let mut world = site.world.lock();
            told.into_iter().for_each(|(post, figures)| world.talk.set_figures(post, figures));
            StatusCode::NO_CONTENT.into_response()
        }
        Err(unreadable) => unreadable.into_response(),
    }
}

/// How the clock is moved.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ClockChange {
    Set(Timestamp),
    AdvanceMs(i64),
}

pub(super) async fn set_clock(State(site): State<Arc<Site>>, body: Bytes) -> Response {
    match read(&body) {
        Ok(ClockChange::Set(to)) => site.clock.set(to.as_millisecond()),
        Ok(ClockChange::AdvanceMs(by)) => site.clock.advance(by),
        Err(unreadable) => return unreadable.into_response(),
    }
    clock(State(site)).await
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    serde_json::from_slice(body).map_err(Unreadable)
}

/// A body that is not what the window takes; the answer names the place.
#[derive(Debug)]
struct Unreadable(serde_json::Error);

impl IntoResponse for Unreadable {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({"message": self.0.to_string()}))).into_response()
    }
}
