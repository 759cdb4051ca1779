//! `POST /oauth/v2/introspectToken` (LinkedIn token introspection).

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::{Form, TokenRefusal};
use crate::site::Site;
use crate::wire::Parcel;
use crate::world::TokenState;

/// A token of another app is reported as not active. A token of the config belongs to whoever asks, like one made
/// with the developer portal's token generator.
pub(super) async fn introspect(
    State(site): State<Arc<Site>>,
    parcel: Extension<Parcel>,
) -> Result<Json<Value>, TokenRefusal> {
    let form = Form::of(&parcel);
    let app = form.app(&site)?;
    let value = form.required("token")?;
    let world = site.world.lock();
    let token = world
        .tokens
        .find(value)
        .filter(|token| token.client_id.as_ref().is_none_or(|owner| *owner == app.client_id));
    let Some(token) = token else { return Ok(Json(json!({"active": false}))) };
    let state = token.state(parcel.now);
    let status = match state {
        TokenState::Active => "active",
        TokenState::Expired => "expired",
        TokenState::Revoked => "revoked",
    };
    Ok(Json(json!({
        "active": state == TokenState::Active,
        "status": status,
        "scope": token.scopes.iter().map(String::as_str).collect::<Vec<_>>().join(","),
        "client_id": app.client_id,
        "created_at": token.created_at / 1000,
        "authorized_at": token.created_at / 1000,
        "expires_at": token.expires_at.map(|end| end / 1000),
        "auth_type": "3L",
    })))
}
