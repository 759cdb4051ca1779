//! Who the token speaks for: `/v2/userinfo` and `/v2/me`.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::site::Site;
use crate::wire::{Operation, Refusal, V2Call};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/v2/userinfo", get(userinfo)).route("/v2/me", get(me))
}

const USERINFO: Operation = identity("userinfo", &["openid"]);
const ME: Operation = identity("me", &["r_basicprofile", "r_liteprofile"]);

const fn identity(resource: &'static str, scopes: &'static [&'static str]) -> Operation {
    Operation { resource, method: "GET.NO_VERSION", for_person: scopes, for_page: &[], roles: &[] }
}

/// Claims by scope: names with `profile`, the address with `email`.
async fn userinfo(State(site): State<Arc<Site>>, call: V2Call) -> Result<Json<Value>, Refusal> {
    call.caller.spend("userinfo", site.limits.userinfo_a_day, &site, call.now)?;
    let world = site.world.lock();
    USERINFO.require_scope(&call.caller, None)?;
    let member = world.people.member(&call.caller.member).ok_or(Refusal::NotFound)?;
    let mut claims = json!({"sub": member.urn.id()});
    if call.caller.has_any(&["profile"]) {
        claims["name"] = json!(member.name);
        claims["given_name"] = json!(member.first_name());
        claims["family_name"] = json!(member.last_name());
        claims["locale"] = json!({"country": "US", "language": "en"});
    }
    if let Some(email) = member.email.as_ref().filter(|_| call.caller.has_any(&["email"])) {
        claims["email"] = json!(email);
        claims["email_verified"] = json!(true);
    }
    Ok(Json(claims))
}

async fn me(State(site): State<Arc<Site>>, call: V2Call) -> Result<Json<Value>, Refusal> {
    ME.require_scope(&call.caller, None)?;
    let world = site.world.lock();
    let member = world.people.member(&call.caller.member).ok_or(Refusal::NotFound)?;
    Ok(Json(json!({
        "id": member.urn.id(),
        "localizedFirstName": member.first_name(),
        "localizedLastName": member.last_name(),
        "vanityName": member.name.to_lowercase().replace(' ', "-"),
    })))
}
