//! `POST /rest/posts`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use super::{CREATE, rules};
use crate::clock::Millis;
use crate::faults::RestliIdForm;
use crate::little;
use crate::schema::post::COMMENTARY_LIMIT;
use crate::schema::{self, content};
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::{Refusal, RestCall, ValueCode, ValueFlaw, urn_in_path};
use crate::world::{AssetState, Assets, Attachment, People, reader_segments, visible_text};

pub(super) async fn create(State(site): State<Arc<Site>>, call: RestCall) -> Result<Response, Refusal> {
    let mut world = site.world.lock();
    if call.method().is_some_and(|method| method != "CREATE") {
        return Err(Refusal::MethodNotAllowed);
    }
    let mut body = call.object()?;
    schema::check(&body, schema::post::CREATE).into_result()?;
    let author = urn_in_path(text(&body, "author"))?;
    CREATE.authorize(&call.caller, &author, &world.people, &call.version)?;
    rules::check(&body, &author)?;
    rules::check_parent(&body, &world.posts, site.limits.parents_must_be_here)?;
    let (kind, attachments) = content::read(&body)?;
    let Some(Value::String(commentary)) = body.remove("commentary") else { return Err(Refusal::NotAnObject) };
    let may_be_blank = kind != content::TEXT || body.contains_key("reshareContext");
    check_commentary(&commentary, may_be_blank, &world.people)?;
    check_media(&attachments, &author, &world.assets, call.now)?;
    if let Some(earlier) = world.posts.duplicate_of(&author, &commentary, &body) {
        return Err(Refusal::Duplicate(earlier.urn.clone()));
    }
    let urn = world.posts.add(author, commentary, body, kind, attachments, call.now);
    if let Some(delay) = call.orders.publishing_fails {
        world.posts.fail(&urn, call.now.saturating_add(i64::try_from(delay.as_millis()).unwrap_or(i64::MAX)));
    }
    Ok(created(&urn, call.orders.restli_id))
}

/// Held to the limit by what readers would see, so that escapes and URNs of mentions cost nothing.
pub(super) fn check_commentary(
    commentary: &str,
    may_be_blank: bool,
    people: &People,
) -> Result<(), ValueFlaw> {
    if !may_be_blank && commentary.trim().is_empty() {
        let message = "a post without content needs a commentary";
        return Err(ValueFlaw::new(ValueCode::InvalidValueBlankField, "/commentary", message));
    }
    let visible = visible_text(&reader_segments(&little::parse(commentary), people));
    let length = visible.encode_utf16().count();
    if length > COMMENTARY_LIMIT {
        let message = format!("length {length} is more than the maximum of {COMMENTARY_LIMIT}");
        return Err(ValueFlaw::new(ValueCode::FieldLengthTooLong, "/commentary", message));
    }
    Ok(())
}

fn check_media(
    attachments: &[Attachment],
    author: &Urn,
    assets: &Assets,
    now: Millis,
) -> Result<(), Refusal> {
    for Attachment { urn, .. } in attachments {
        let asset = assets.get(urn).ok_or_else(|| {
            ValueFlaw::new(ValueCode::InvalidUrnId, "/content", format!("{urn} does not exist"))
        })?;
        if asset.owner != *author {
            let message = format!("{urn} is owned by {}, not by the author {author}", asset.owner);
            return Err(ValueFlaw::invalid("/content", message).into());
        }
        match asset.state(now) {
            // A post whose file fails later is accepted and not shown (images API), so one whose file is still worked
            // on is accepted too. What LinkedIn refuses is an asset without its bytes.
            AssetState::Available | AssetState::Processing => {}
            AssetState::WaitingUpload => return Err(Refusal::MediaWaitingUpload(urn.clone())),
            AssetState::ProcessingFailed => return Err(Refusal::MediaProcessingFailed(urn.clone())),
        }
    }
    Ok(())
}

fn created(urn: &Urn, form: Option<RestliIdForm>) -> Response {
    let plain = urn.to_string();
    let id = match form {
        None => plain,
        Some(RestliIdForm::Encoded) => utf8_percent_encode(&plain, NON_ALPHANUMERIC).to_string(),
        Some(RestliIdForm::Bare) => urn.id().to_owned(),
        Some(RestliIdForm::Missing) => return StatusCode::CREATED.into_response(),
    };
    let mut answer = StatusCode::CREATED.into_response();
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert("x-restli-id", id.clone());
        answer.headers_mut().insert("x-linkedin-id", id);
    }
    answer
}

fn text<'body>(body: &'body Map<String, Value>, field: &str) -> &'body str {
    body.get(field).and_then(Value::as_str).unwrap_or_default()
}
