//! `GET /rest/posts/{urn}`, the batch, and the finder by author.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::{BATCH_GET, FINDER, GET};
use crate::clock::Millis;
use crate::rest::batch;
use crate::schema::post::POST_KINDS;
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::{Operation, Refusal, RestCall, ValueCode, ValueFlaw, urn_in_path};
use crate::world::{Post, PostState, World};

pub(super) async fn one(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    GET.require_scope(&call.caller, Some(&call.version))?;
    let view = View::asked(&call)?;
    let world = site.world.lock();
    look_up(&urn, &GET, view, &call, &world).map(Json)
}

/// `?ids=List(…)` or `?q=author`; the two need their `X-RestLi-Method`.
pub(super) async fn many(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    if call.query.has("ids") {
        call.require_method("BATCH_GET")?;
        BATCH_GET.require_scope(&call.caller, Some(&call.version))?;
        // It belongs to a single post alone (LinkedIn Posts API).
        if call.query.has("viewContext") {
            return Err(Refusal::Malformed("Invalid query parameters passed to request"));
        }
        let world = site.world.lock();
        let keys = call.query.list("ids")?;
        return Ok(batch::answer(keys, |key| look_up(key, &BATCH_GET, View::Reader, &call, &world)));
    }
    match call.query.text("q").as_deref() {
        Some("author") => by_author(&site, &call),
        _ => Err(Refusal::Malformed("GET needs ids=List(…) or q=author")),
    }
}

fn by_author(site: &Site, call: &RestCall) -> Result<Json<Value>, Refusal> {
    call.require_method("FINDER")?;
    FINDER.require_scope(&call.caller, Some(&call.version))?;
    let author = call.query.urn("author")?;
    let page = call.query.page()?;
    let world = site.world.lock();
    FINDER.authorize(&call.caller, &author, &world.people, &call.version)?;
    let key: fn(&Post) -> Millis = match call.query.text("sortBy").as_deref() {
        None | Some("LAST_MODIFIED") => |post| post.last_modified_at,
        Some("CREATED") => |post| post.created_at,
        Some(other) => {
            return Err(ValueFlaw::invalid("sortBy", format!("{other} is not an enum symbol")).into());
        }
    };
    let wanted: fn(&Post) -> bool = match call.query.text("isDsc").as_deref() {
        None => |_| true,
        Some("true") => Post::is_dark,
        Some("false") => |post| !post.is_dark(),
        Some(other) => return Err(ValueFlaw::invalid("isDsc", format!("{other} is not a boolean")).into()),
    };
    let by_them = |post: &&Post| post.author == author && wanted(post);
    let mut found: Vec<&Post> = world.posts.iter().rev().filter(by_them).collect();
    found.sort_by_key(|post| std::cmp::Reverse(key(post)));
    let elements: Vec<Value> = found
        .iter()
        .skip(page.start)
        .take(page.count)
        .map(|post| call.projected(shown(post, &world, call.now)))
        .collect();
    let paging = json!({"start": page.start, "count": page.count, "links": [], "total": found.len()});
    Ok(Json(json!({"elements": elements, "paging": paging})))
}

/// Through whose eyes a post is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Author,
    Reader,
}

impl View {
    fn asked(call: &RestCall) -> Result<Self, ValueFlaw> {
        match call.query.text("viewContext").as_deref() {
            Some("AUTHOR") => Ok(Self::Author),
            None | Some("READER") => Ok(Self::Reader),
            Some(other) => Err(ValueFlaw::invalid("viewContext", format!("{other} is not an enum symbol"))),
        }
    }
}

fn look_up(
    urn: &str,
    operation: &'static Operation,
    view: View,
    call: &RestCall,
    world: &World,
) -> Result<Value, Refusal> {
    let urn = post_urn(urn)?;
    let post = world.posts.get(&urn).ok_or(Refusal::NotFound)?;
    operation.authorize(&call.caller, &post.author, &world.people, &call.version)?;
    // Readers do not see a post whose picture failed; its author does.
    if view == View::Reader && post.state(&world.assets, call.now) == PostState::Failed {
        return Err(Refusal::NotFound);
    }
    Ok(call.projected(shown(post, world, call.now)))
}

pub(in crate::rest) fn post_urn(text: &str) -> Result<Urn, Refusal> {
    let urn = urn_in_path(text)?;
    if POST_KINDS.contains(&urn.kind()) {
        Ok(urn)
    } else {
        let message = format!("{urn} is not a URN of type {}", POST_KINDS.join(" or "));
        Err(ValueFlaw::new(ValueCode::InvalidUrnType, "urn", message).into())
    }
}

fn shown(post: &Post, world: &World, now: Millis) -> Value {
    let (lifecycle, content_status) = match post.state(&world.assets, now) {
        PostState::Published => ("PUBLISHED", "PUBLISHED"),
        PostState::Processing => ("PUBLISH_REQUESTED", "PROCESSING"),
        PostState::Failed => ("PUBLISH_FAILED", "FAILED"),
    };
    let mut entity = post.fields.clone();
    entity.insert("id".into(), json!(post.urn));
    entity.insert("author".into(), json!(post.author));
    entity.insert("commentary".into(), json!(post.commentary_read_back(&world.people)));
    entity.insert("lifecycleState".into(), json!(lifecycle));
    entity.insert(
        "lifecycleStateInfo".into(),
        json!({"contentStatus": content_status, "isEditedByAuthor": post.edited}),
    );
    entity.insert("createdAt".into(), json!(post.created_at));
    entity.insert("publishedAt".into(), json!(post.created_at));
    entity.insert("lastModifiedAt".into(), json!(post.last_modified_at));
    entity.entry("isReshareDisabledByAuthor").or_insert(json!(false));
    Value::Object(entity)
}
