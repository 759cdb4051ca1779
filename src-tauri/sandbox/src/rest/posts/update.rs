//! `PARTIAL_UPDATE` and `DELETE`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::Value;

use super::create::check_commentary;
use super::read::post_urn;
use super::{DELETE, UPDATE};
use crate::schema::{self, content};
use crate::site::Site;
use crate::wire::{Refusal, RestCall};

/// A POST to a post is a change only when `X-RestLi-Method` says so.
pub(super) async fn partial_update(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<StatusCode, Refusal> {
    call.require_method("PARTIAL_UPDATE")?;
    UPDATE.require_scope(&call.caller, Some(&call.version))?;
    let body = call.object()?;
    schema::check(&body, schema::patch::UPDATE).into_result()?;
    let urn = post_urn(&urn)?;
    let mut guard = site.world.lock();
    let world = &mut *guard;
    let post = world.posts.get_mut(&urn).ok_or(Refusal::NotFound)?;
    UPDATE.authorize(&call.caller, &post.author, &world.people, &call.version)?;
    let patch = &body["patch"];
    if let Some(set) = patch["$set"].as_object() {
        if let Some(commentary) = set.get("commentary").and_then(Value::as_str) {
            let may_be_blank = post.kind != content::TEXT || post.fields.contains_key("reshareContext");
            check_commentary(commentary, may_be_blank, &world.people)?;
            post.set_commentary(commentary.to_owned());
            post.edited = true;
        }
        for (name, value) in set.iter().filter(|(name, _)| *name != "commentary") {
            post.fields.insert(name.clone(), value.clone());
        }
    }
    if let Some(set) = patch["adContext"]["$set"].as_object() {
        let context = post.fields.entry("adContext").or_insert_with(|| Value::Object(serde_json::Map::new()));
        if let Value::Object(context) = context {
            context.extend(set.clone());
        }
    }
    post.last_modified_at = call.now;
    Ok(StatusCode::NO_CONTENT)
}

/// 204; a second call answers 404, as it does in practice.
pub(super) async fn delete(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<StatusCode, Refusal> {
    DELETE.require_scope(&call.caller, Some(&call.version))?;
    let urn = post_urn(&urn)?;
    let mut guard = site.world.lock();
    let world = &mut *guard;
    let post = world.posts.get_mut(&urn).ok_or(Refusal::NotFound)?;
    DELETE.authorize(&call.caller, &post.author, &world.people, &call.version)?;
    post.deleted = true;
    Ok(StatusCode::NO_CONTENT)
}
