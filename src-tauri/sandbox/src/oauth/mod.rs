//! Sign-in: the consent page, codes, tokens and introspection (LinkedIn authorization code flow, with and without
//! PKCE). It must not decide what a token may do afterwards.

mod authorize;
mod exchange;
mod introspect;
mod ledger;
mod page;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json};
use serde_json::json;
use thiserror::Error;
use url::form_urlencoded;

pub(crate) use ledger::Ledger;

use crate::config::AppConfig;
use crate::site::Site;
use crate::wire::Parcel;

pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/oauth/v2/authorization", get(authorize::standard))
        .route("/oauth/native-pkce/authorization", get(authorize::native))
        .route("/oauth/v2/authorization/decision", get(authorize::decide))
        .route("/oauth/v2/accessToken", post(exchange::access_token))
        .route("/oauth/v2/introspectToken", post(introspect::introspect))
}

/// Why no token is given.
#[derive(Debug, Error)]
enum TokenRefusal {
    #[error("A required parameter \"{0}\" is missing")]
    Missing(&'static str),
    #[error("Client authentication failed")]
    Client,
    #[error("The grant type is not supported")]
    GrantType,
    #[error("Unable to retrieve access token: authorization code not found")]
    CodeNotFound,
    #[error(
        "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired."
    )]
    CodeMismatch,
    #[error("The provided refresh token is invalid, expired or revoked")]
    RefreshToken,
}

impl IntoResponse for TokenRefusal {
    fn into_response(self) -> Response {
        let (status, error) = match self {
            Self::Client => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Self::GrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Self::CodeMismatch => (StatusCode::BAD_REQUEST, "invalid_redirect_uri"),
            Self::Missing(_) | Self::CodeNotFound | Self::RefreshToken => {
                (StatusCode::BAD_REQUEST, "invalid_request")
            }
        };
        (status, Json(json!({"error": error, "error_description": self.to_string()}))).into_response()
    }
}

/// The fields of a form body.
struct Form(Vec<(String, String)>);

impl Form {
    fn of(Extension(parcel): &Extension<Parcel>) -> Self {
        Self(form_urlencoded::parse(&parcel.body).into_owned().collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn required(&self, name: &'static str) -> Result<&str, TokenRefusal> {
        self.get(name).ok_or(TokenRefusal::Missing(name))
    }

    /// The app, when its secret is right.
    fn app<'site>(&self, site: &'site Site) -> Result<&'site AppConfig, TokenRefusal> {
        let app = site.app(self.required("client_id")?).ok_or(TokenRefusal::Client)?;
        if self.required("client_secret")? == app.client_secret { Ok(app) } else { Err(TokenRefusal::Client) }
    }
}
