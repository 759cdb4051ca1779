//! `/rest/organizationAcls?q=roleAssignee`: the pages the caller has a role for.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::config::RoleState;
use crate::site::Site;
use crate::wire::{Operation, Refusal, RestCall, ValueFlaw};
use crate::world::Role;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/rest/organizationAcls", get(by_role_assignee))
}

const FINDER: Operation = Operation {
    resource: "organizationAcls",
    method: "FINDER-roleAssignee",
    for_person: &["rw_organization_admin", "r_organization_admin"],
    for_page: &[],
    roles: &[],
};

async fn by_role_assignee(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    call.require_method("FINDER")?;
    FINDER.require_scope(&call.caller, Some(&call.version))?;
    if call.query.text("q").as_deref() != Some("roleAssignee") {
        return Err(Refusal::Malformed("GET needs q=roleAssignee"));
    }
    let role: Option<Role> = word(&call, "role")?;
    let state: Option<RoleState> = word(&call, "state")?;
    let page = call.query.page()?;
    let world = site.world.lock();
    let found: Vec<Value> = world
        .people
        .grants
        .iter()
        .filter(|grant| grant.member == call.caller.member)
        .filter(|grant| role.is_none_or(|role| grant.role == role))
        .filter(|grant| state.is_none_or(|state| grant.state == state))
        .map(|grant| {
            json!({
                "organization": grant.organization,
                "organizationTarget": grant.organization,
                "roleAssignee": grant.member,
                "role": grant.role,
                "state": grant.state,
            })
        })
        .collect();
    let total = found.len();
    let elements: Vec<Value> = found.into_iter().skip(page.start).take(page.count).collect();
    let paging = json!({"start": page.start, "count": page.count, "links": [], "total": total});
    Ok(Json(json!({"elements": elements, "paging": paging})))
}

/// A query value that has to be one of an enum's words.
fn word<T: serde::de::DeserializeOwned>(call: &RestCall, key: &str) -> Result<Option<T>, ValueFlaw> {
    let Some(text) = call.query.text(key) else { return Ok(None) };
    serde_json::from_value(json!(text))
        .map(Some)
        .map_err(|_| ValueFlaw::invalid(key, format!("{text} is not an enum symbol")))
}
