//! `POST /oauth/v2/accessToken`: a code or a refresh token for an access token.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::ledger::{ACCESS_TOKEN_LIFETIME, Granted, RefreshToken, long_secret};
use super::{Form, TokenRefusal};
use crate::clock::Millis;
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::Parcel;
use crate::world::{Token, World};

pub(super) async fn access_token(
    State(site): State<Arc<Site>>,
    parcel: Extension<Parcel>,
) -> Result<Json<Value>, TokenRefusal> {
    let form = Form::of(&parcel);
    let mut world = site.world.lock();
    match form.required("grant_type")? {
        "authorization_code" => for_code(&site, &form, &mut world, parcel.now),
        "refresh_token" => for_refresh_token(&site, &form, &mut world, parcel.now),
        _ => Err(TokenRefusal::GrantType),
    }
}

fn for_code(site: &Site, form: &Form, world: &mut World, now: Millis) -> Result<Json<Value>, TokenRefusal> {
    let client_id = form.required("client_id")?;
    let app = site.app(client_id).ok_or(TokenRefusal::Client)?;
    let redirect_uri = form.required("redirect_uri")?;
    let verifier = form.get("code_verifier");
    if verifier.is_none() {
        form.app(site)?;
    }
    let granted = world.sign_in.redeem(form.required("code")?).ok_or(TokenRefusal::CodeNotFound)?;
    let asked = &granted.asked;
    let proven = match (&asked.challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => *challenge == challenge_of(verifier),
        _ => false,
    };
    if !proven
        || asked.client_id != client_id
        || asked.redirect_uri != redirect_uri
        || granted.expires_at <= now
    {
        return Err(TokenRefusal::CodeMismatch);
    }
    world.tokens.revoke_other_grants(client_id, &granted.member, &asked.scopes);
    let refresh = app.refresh_tokens.then(|| world.sign_in.issue_refresh_token(&granted, now));
    let Granted { asked, member, .. } = granted;
    let token = issue(world, client_id, member, asked.scopes, now);
    Ok(Json(answer(&token, refresh.as_ref(), now)))
}

fn for_refresh_token(
    site: &Site,
    form: &Form,
    world: &mut World,
    now: Millis,
) -> Result<Json<Value>, TokenRefusal> {
    let app = form.app(site)?;
    let refresh = world
        .sign_in
        .refresh_token(form.required("refresh_token")?, &app.client_id, now)
        .ok_or(TokenRefusal::RefreshToken)?
        .clone();
    let token = issue(world, &app.client_id, refresh.member.clone(), refresh.scopes.clone(), now);
    Ok(Json(answer(&token, Some(&refresh), now)))
}

fn issue(
    world: &mut World,
    client_id: &str,
    member: Urn,
    scopes: std::collections::BTreeSet<String>,
    now: Millis,
) -> Token {
    let token = Token {
        label: format!("{client_id}-{}", world.tokens.count()),
        value: long_secret(),
        member,
        scopes,
        client_id: Some(client_id.to_owned()),
        created_at: now,
        expires_at: Some(now + ACCESS_TOKEN_LIFETIME),
        revoked: false,
    };
    world.tokens.issue(token.clone());
    token
}

fn answer(token: &Token, refresh: Option<&RefreshToken>, now: Millis) -> Value {
    let mut body = json!({
        "access_token": token.value,
        "expires_in": ACCESS_TOKEN_LIFETIME / 1000,
        "scope": token.scopes.iter().map(String::as_str).collect::<Vec<_>>().join(","),
        "token_type": "Bearer",
    });
    if let Some(refresh) = refresh {
        body["refresh_token"] = json!(refresh.value);
        body["refresh_token_expires_in"] = json!((refresh.expires_at - now) / 1000);
    }
    body
}

/// RFC 7636, method S256.
fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_in_rfc_7636() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge_of(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
