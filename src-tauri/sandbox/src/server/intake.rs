//! Reads a request's body, bounded, at the ordered speed, and undoes query tunnelling.

use std::time::Duration;

use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use tokio::time::Instant;

use crate::faults::Orders;
use crate::site::Limits;
use crate::wire::Refusal;

/// The longest body of a call that is not an upload.
const CALL_BYTES: usize = 1 << 20;
/// The most room made before any byte has come, whatever length the client claims.
const ROOM_ON_TRUST: usize = 2 << 20;

/// Why there is no body.
#[derive(Debug)]
pub(super) enum Interrupted {
    Refused(Refusal),
    /// The client went away, or a fault says the connection ends here.
    HangUp,
}

/// # Errors
/// 411 for a body of undeclared length, 413 for one over the limit.
pub(super) async fn read(
    parts: &Parts,
    mut body: Incoming,
    orders: &Orders,
    limits: &Limits,
) -> Result<Bytes, Interrupted> {
    let is_upload = parts.method == Method::PUT || parts.uri.path().starts_with("/dms-uploads/");
    let limit = if is_upload { limits.upload_bytes } else { CALL_BYTES };
    check_length(parts, limit).map_err(Interrupted::Refused)?;
    let declared = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut read = BytesMut::with_capacity(declared.min(limit).min(ROOM_ON_TRUST));
    let begun = Instant::now();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Interrupted::HangUp)?.into_data() else { continue };
        if data.len() > limit - read.len() {
            return Err(Interrupted::Refused(Refusal::TooLarge(limit)));
        }
        read.extend_from_slice(&data);
        if let Some(line) = &limits.line {
            line.carry(data.len()).await;
        }
        if orders.hang_up_after_bytes.is_some_and(|bytes| read.len() as u64 >= bytes) {
            return Err(Interrupted::HangUp);
        }
        if let Some(speed) = orders.bytes_per_second {
            let due = Duration::from_secs_f64(read.len() as f64 / f64::from(speed));
            tokio::time::sleep_until(begun + due).await;
        }
    }
    Ok(read.freeze())
}

/// A PUT needs a declared length; a POST without any body needs `Content-Length: 0`.
fn check_length(parts: &Parts, limit: usize) -> Result<(), Refusal> {
    let declared =
        parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let chunked = parts.headers.contains_key(TRANSFER_ENCODING);
    match (&parts.method, declared) {
        (_, Some(length)) if length > limit => Err(Refusal::TooLarge(limit)),
        (&Method::PUT, None) => Err(Refusal::LengthRequired),
        (&Method::POST, None) if !chunked => Err(Refusal::LengthRequired),
        _ => Ok(()),
    }
}

/// A long query may come as the form body of a POST with `X-HTTP-Method-Override` (Rest.li query tunnelling). Returns
/// the request as it was meant.
///
/// # Errors
/// 400 when the override or the form cannot be read.
pub(super) fn untunnelled(parts: &mut Parts, body: Bytes) -> Result<Bytes, Refusal> {
    let Some(meant) = parts.headers.get("x-http-method-override") else { return Ok(body) };
    const FLAWED: Refusal =
        Refusal::Malformed("X-HTTP-Method-Override needs a POST, a method, and the query as a form body");
    let meant = Method::from_bytes(meant.as_bytes().trim_ascii().to_ascii_uppercase().as_slice())
        .map_err(|_| FLAWED)?;
    if parts.method != Method::POST || !is_form(&parts.headers) {
        return Err(FLAWED);
    }
    let query = std::str::from_utf8(&body).map_err(|_| FLAWED)?;
    let target = format!("{}?{query}", parts.uri.path());
    parts.uri = target.parse::<Uri>().map_err(|_| FLAWED)?;
    parts.method = meant;
    Ok(Bytes::new())
}

fn is_form(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}
