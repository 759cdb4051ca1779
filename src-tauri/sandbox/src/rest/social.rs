//! `/rest/socialActions/…/comments` and `/rest/socialMetadata` (LinkedIn comments API, social metadata API). A token of
//! an app without review has no scope for either.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::posts::post_urn;
use crate::schema;
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::{Operation, POSTING_ROLES, Refusal, RestCall, ValueCode, ValueFlaw, urn_in_path};
use crate::world::{Comment, Post, World};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/rest/socialActions/{urn}/comments", get(comments).post(comment))
        .route("/rest/socialActions/{urn}/comments/{number}", delete(take_back))
        .route("/rest/socialMetadata/{urn}", get(metadata).post(change_metadata))
}

const CREATE: Operation = talking("partnerApiSocialActions", "CREATE");
const DELETE: Operation = talking("partnerApiSocialActions", "DELETE");
const READ: Operation = Operation {
    for_person: &["r_member_social", "w_member_social_feed"],
    for_page: &["r_organization_social_feed", "w_organization_social_feed"],
    ..talking("partnerApiSocialActions", "GET_ALL")
};
const CHANGE: Operation = talking("partnerApiSocialMetadata", "PARTIAL_UPDATE");
const GET: Operation = talking("partnerApiSocialMetadata", "GET");

const fn talking(resource: &'static str, method: &'static str) -> Operation {
    Operation {
        resource,
        method,
        for_person: &["w_member_social_feed"],
        for_page: &["w_organization_social_feed"],
        roles: POSTING_ROLES,
    }
}

async fn comment(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Response, Refusal> {
    CREATE.require_scope(&call.caller, Some(&call.version))?;
    let body = call.object()?;
    schema::check(&body, schema::social::COMMENT).into_result()?;
    let post = post_urn(&urn)?;
    let text = |of: &Value| of.as_str().unwrap_or_default().to_owned();
    let actor = urn_in_path(&text(&body["actor"]))?;
    if text(&body["object"]) != post.to_string() {
        return Err(ValueFlaw::invalid("/object", "is not the post of the address").into());
    }
    let words = text(&body["message"]["text"]);
    if words.trim().is_empty() {
        let message = "a comment needs words";
        return Err(ValueFlaw::new(ValueCode::InvalidValueBlankField, "/message/text", message).into());
    }
    let mut guard = site.world.lock();
    let world = &mut *guard;
    CREATE.authorize(&call.caller, &actor, &world.people, &call.version)?;
    world.posts.get(&post).ok_or(Refusal::NotFound)?;
    let parent = body.get("parentComment").map(text);
    let Some(said) = world.talk.say(post, actor, words, parent, call.now) else {
        return Err(ValueFlaw::invalid("/object", "comments are closed on this post").into());
    };
    let (number, shown) = (said.number, shown(said));
    let mut answer = (StatusCode::CREATED, Json(shown)).into_response();
    answer.headers_mut().insert("x-restli-id", HeaderValue::from(number));
    Ok(answer)
}

async fn comments(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    READ.require_scope(&call.caller, Some(&call.version))?;
    let world = site.world.lock();
    let post = found(&urn, &READ, &call, &world)?;
    let elements: Vec<Value> = world.talk.below(&post.urn).map(shown).collect();
    let paging = json!({"start": 0, "count": 10, "links": [], "total": elements.len()});
    Ok(Json(json!({"elements": elements, "paging": paging})))
}

async fn take_back(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path((urn, number)): Path<(String, u64)>,
) -> Result<StatusCode, Refusal> {
    DELETE.require_scope(&call.caller, Some(&call.version))?;
    let (post, actor) = (post_urn(&urn)?, call.query.urn("actor")?);
    let mut guard = site.world.lock();
    let world = &mut *guard;
    DELETE.authorize(&call.caller, &actor, &world.people, &call.version)?;
    match world.talk.take_back(&post, number, &actor) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Refusal::NotFound),
    }
}

async fn metadata(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    GET.require_scope(&call.caller, Some(&call.version))?;
    let world = site.world.lock();
    let post = found(&urn, &GET, &call, &world)?;
    let state = if world.talk.is_open(&post.urn) { "OPEN" } else { "CLOSED" };
    let count = world.talk.below(&post.urn).count();
    Ok(Json(json!({
        "entity": post.urn,
        "commentsState": state,
        "commentSummary": {"count": count, "topLevelCount": count},
        "reactionSummaries": {},
    })))
}

async fn change_metadata(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<StatusCode, Refusal> {
    call.require_method("PARTIAL_UPDATE")?;
    CHANGE.require_scope(&call.caller, Some(&call.version))?;
    let body = call.object()?;
    schema::check(&body, schema::social::METADATA).into_result()?;
    let mut guard = site.world.lock();
    let world = &mut *guard;
    let post = found(&urn, &CHANGE, &call, world)?;
    // Public clients send the actor; LinkedIn's page names none.
    if call.query.has("actor") && call.query.urn("actor")? != post.author {
        let message = "only the author may say who may comment";
        return Err(ValueFlaw::invalid("/actor", message).into());
    }
    let post = post.urn.clone();
    match body["patch"]["$set"]["commentsState"].as_str() {
        Some("CLOSED") => world.talk.close(&post),
        _ => world.talk.open(&post),
    }
    Ok(StatusCode::ACCEPTED)
}

/// A post of somebody for whom this call may be made.
fn found<'world>(
    urn: &str,
    operation: &'static Operation,
    call: &RestCall,
    world: &'world World,
) -> Result<&'world Post, Refusal> {
    let urn: Urn = post_urn(urn)?;
    let post = world.posts.get(&urn).ok_or(Refusal::NotFound)?;
    operation.authorize(&call.caller, &post.author, &world.people, &call.version)?;
    Ok(post)
}

fn shown(comment: &Comment) -> Value {
    let mut shown = json!({
        "id": comment.number.to_string(),
        "commentUrn": comment.urn(),
        "object": format!("urn:li:activity:{}", comment.post.id()),
        "actor": comment.actor,
        "message": {"text": comment.text, "attributes": []},
        "created": {"actor": comment.actor, "time": comment.created_at},
        "lastModified": {"actor": comment.actor, "time": comment.created_at},
    });
    if let Some(parent) = &comment.parent {
        shown["parentComment"] = json!(parent);
    }
    shown
}
