//! A request that has passed the doors every call passes: length, token, version.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use bytes::Bytes;
use serde_json::{Map, Value};

use super::{Query, Refusal, ValueCode, ValueFlaw, Version};
use crate::clock::Millis;
use crate::faults::Orders;
use crate::site::Site;
use crate::urn::{Urn, UrnError};
use crate::world::TokenState;

/// What the server read before any resource sees the request.
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    pub(crate) body: Bytes,
    pub(crate) query: Query,
    pub(crate) orders: Orders,
    pub(crate) now: Millis,
}

/// Whoever the bearer token speaks for.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) member: Urn,
    /// The app that the token was issued to, where it was.
    app: Option<String>,
    scopes: BTreeSet<String>,
}

impl Caller {
    pub(crate) fn has_any(&self, scopes: &[&str]) -> bool {
        scopes.iter().any(|&scope| self.scopes.contains(scope))
    }

    /// Counts a call of what `product` covers against the caller's day.
    ///
    /// # Errors
    /// 429 when the day's `limit` was reached before it.
    pub(crate) fn spend(
        &self,
        product: &'static str,
        limit: u32,
        site: &Site,
        now: Millis,
    ) -> Result<(), Refusal> {
        let within = site.world.lock().quota.spend(product, self.app.as_deref(), &self.member, limit, now);
        if within { Ok(()) } else { Err(Refusal::MemberDayLimit) }
    }
}

/// A call of `/rest`, with a good token and a live version.
#[derive(Debug)]
pub(crate) struct RestCall {
    pub(crate) caller: Caller,
    pub(crate) version: Version,
    pub(crate) query: Query,
    pub(crate) body: Bytes,
    pub(crate) orders: Orders,
    pub(crate) now: Millis,
    headers: HeaderMap,
}

/// A call of `/v2`, or of an upload URL: a good token and no version.
#[derive(Debug)]
pub(crate) struct V2Call {
    pub(crate) caller: Caller,
    pub(crate) body: Bytes,
    pub(crate) orders: Orders,
    pub(crate) now: Millis,
}

/// A call of an upload URL that is signed, and so takes no token.
#[derive(Debug)]
pub(crate) struct SignedCall {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) orders: Orders,
    pub(crate) now: Millis,
}

impl FromRequestParts<Arc<Site>> for SignedCall {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Site>) -> Result<Self, Refusal> {
        let Parcel { body, orders, now, .. } = parcel(parts)?;
        Ok(Self { headers: parts.headers.clone(), body, orders, now })
    }
}

impl SignedCall {
    /// The value of a header, in lower case; empty without it.
    pub(crate) fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().trim().to_ascii_lowercase()
    }
}

impl FromRequestParts<Arc<Site>> for V2Call {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Refusal> {
        let parcel = parcel(parts)?;
        let caller = caller(&parts.headers, site, parcel.now)?;
        Ok(Self { caller, body: parcel.body, orders: parcel.orders, now: parcel.now })
    }
}

impl FromRequestParts<Arc<Site>> for RestCall {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Refusal> {
        let parcel = parcel(parts)?;
        let caller = caller(&parts.headers, site, parcel.now)?;
        caller.spend("rest", site.limits.requests_a_day, site, parcel.now)?;
        let version = site.versions.lock().check(&parts.headers, parcel.now)?;
        check_protocol(&parts.headers)?;
        Ok(Self {
            caller,
            version,
            query: parcel.query,
            body: parcel.body,
            orders: parcel.orders,
            now: parcel.now,
            headers: parts.headers.clone(),
        })
    }
}

impl RestCall {
    /// The value of `X-RestLi-Method`, in capitals.
    pub(crate) fn method(&self) -> Option<String> {
        let value = self.headers.get("x-restli-method")?.to_str().ok()?;
        Some(value.trim().to_ascii_uppercase())
    }

    /// # Errors
    /// 400 unless `X-RestLi-Method` says `method`; batches, finders and partial updates need it (LinkedIn Posts API).
    pub(crate) fn require_method(&self, method: &'static str) -> Result<(), Refusal> {
        if self.method().as_deref() == Some(method) {
            Ok(())
        } else {
            Err(ValueFlaw::invalid("X-RestLi-Method", format!("must be {method} for this call")).into())
        }
    }

    /// # Errors
    /// 415 without `Content-Type: application/json`; 400 when the body is anything but a JSON object.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, Refusal> {
        let content_type =
            self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            return Err(Refusal::UnsupportedMediaType("application/json"));
        }
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            _ => Err(Refusal::NotAnObject),
        }
    }

    /// An answer cut down to the asked fields.
    pub(crate) fn projected(&self, entity: Value) -> Value {
        match (entity, self.query.projection()) {
            (Value::Object(fields), Some(asked)) => {
                Value::Object(fields.into_iter().filter(|(name, _)| asked.contains(name)).collect())
            }
            (entity, _) => entity,
        }
    }
}

/// Reads a URN that came in a path or query, already decoded.
pub(crate) fn urn_in_path(text: &str) -> Result<Urn, Refusal> {
    text.parse().map_err(|error: UrnError| {
        let code = match error {
            UrnError::NotAUrn(_) => ValueCode::InvalidUrnType,
            UrnError::BadId(_) => ValueCode::InvalidUrnId,
        };
        ValueFlaw::new(code, "urn", error.to_string()).into()
    })
}

fn parcel(parts: &mut Parts) -> Result<Parcel, Refusal> {
    // The server puts it there before it routes; a route reached in any other way does not exist.
    parts.extensions.remove::<Parcel>().ok_or(Refusal::NoResource)
}

fn caller(headers: &HeaderMap, site: &Site, now: Millis) -> Result<Caller, Refusal> {
    let value = bearer(headers).ok_or(Refusal::EmptyToken)?;
    let world = site.world.lock();
    let token = world.tokens.find(value).ok_or(Refusal::InvalidToken)?;
    match token.state(now) {
        TokenState::Active => Ok(Caller {
            member: token.member.clone(),
            app: token.client_id.clone(),
            scopes: token.scopes.clone(),
        }),
        TokenState::Expired => Err(Refusal::ExpiredToken),
        TokenState::Revoked => Err(Refusal::RevokedToken),
    }
}

/// The token in `Authorization: Bearer …`; the scheme's case does not matter.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, value) = headers.get(AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    let value = value.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !value.is_empty()).then_some(value)
}

/// Without the header LinkedIn speaks protocol 1, whose queries look different; the sandbox speaks 2 only.
fn check_protocol(headers: &HeaderMap) -> Result<(), Refusal> {
    match headers.get("x-restli-protocol-version").map(|value| value.to_str().unwrap_or_default().trim()) {
        Some("2.0.0") => Ok(()),
        _ => Err(Refusal::Malformed("X-Restli-Protocol-Version must be 2.0.0")),
    }
}
