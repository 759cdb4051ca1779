//! The browser's part: checks what an app asks, shows the consent page, and sends the browser back.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use url::{Host, Url};

use super::ledger::Asked;
use super::page;
use crate::config::AppConfig;
use crate::site::Site;
use crate::wire::{Parcel, Query};

pub(super) async fn standard(
    State(site): State<Arc<Site>>,
    Extension(parcel): Extension<Parcel>,
) -> Response {
    ask(&site, &parcel, Flow::Standard)
}

pub(super) async fn native(State(site): State<Arc<Site>>, Extension(parcel): Extension<Parcel>) -> Response {
    ask(&site, &parcel, Flow::Native)
}

/// The consent page's answer.
pub(super) async fn decide(State(site): State<Arc<Site>>, Extension(parcel): Extension<Parcel>) -> Response {
    let mut guard = site.world.lock();
    let world = &mut *guard;
    let query = &parcel.query;
    let ticket = query.text("ticket").unwrap_or_default();
    let Some(asked) = world.sign_in.close(&ticket) else {
        return page::mistake("This sign-in was already answered. Start again from the app.");
    };
    if query.text("answer").as_deref() != Some("allow") {
        return turn_back(&asked, "user_cancelled_authorize", "The user cancelled the authorization");
    }
    let chosen = query.text("member");
    let member = match &chosen {
        Some(id) => world.people.members.iter().find(|member| member.urn.id() == id),
        None => world.people.members.first(),
    };
    let Some(member) = member.map(|member| member.urn.clone()) else {
        return page::mistake("There is no such member.");
    };
    let code = world.sign_in.grant(asked.clone(), member, parcel.now);
    send_back(&asked, &[("code", &code)])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    Standard,
    Native,
}

/// Until app and redirect URI are known to be good nothing is sent back: LinkedIn then shows a page of its own.
fn ask(site: &Site, parcel: &Parcel, flow: Flow) -> Response {
    let query = &parcel.query;
    let text = |name: &str| query.text(name).unwrap_or_default();
    let Some(app) = site.app(&text("client_id")) else {
        return page::mistake("The passed in client_id is invalid.");
    };
    let redirect_uri = text("redirect_uri");
    if !redirects_to(app, &redirect_uri, flow) {
        return page::mistake("The redirect_uri does not match the registered value.");
    }
    let asked = Asked {
        client_id: app.client_id.clone(),
        redirect_uri,
        state: query.text("state"),
        scopes: text("scope")
            .split([' ', ','])
            .filter(|scope| !scope.is_empty())
            .map(str::to_owned)
            .collect(),
        challenge: (flow == Flow::Native).then(|| text("code_challenge")),
    };
    if let Some((error, description)) = flaw(&asked, app, query, flow) {
        return turn_back(&asked, error, &description);
    }
    let mut world = site.world.lock();
    if let Some(member) = world.sign_in.standing_grant(&asked) {
        let code = world.sign_in.grant(asked.clone(), member, parcel.now);
        return send_back(&asked, &[("code", &code)]);
    }
    let ticket = world.sign_in.open(asked.clone());
    page::consent(&asked, &ticket, &world.people)
}

fn flaw(asked: &Asked, app: &AppConfig, query: &Query, flow: Flow) -> Option<(&'static str, String)> {
    let allowed: BTreeSet<String> = app.scopes.iter().cloned().collect();
    if query.text("response_type").as_deref() != Some("code") {
        return Some(("invalid_request", "response_type must be code".into()));
    }
    if let Some(scope) = asked.scopes.difference(&allowed).next() {
        return Some((
            "unauthorized_scope_error",
            format!("Scope \"{scope}\" is not authorized for your application"),
        ));
    }
    if asked.scopes.is_empty() {
        return Some(("invalid_scope_error", "scope is missing".into()));
    }
    if flow == Flow::Standard {
        return None;
    }
    if !app.native_pkce {
        return Some((
            "unauthorized_client",
            "Native sign-in is not switched on for this application".into(),
        ));
    }
    let challenge_is_sound = asked.challenge.as_ref().is_some_and(|challenge| challenge.len() == 43)
        && query.text("code_challenge_method").as_deref() == Some("S256");
    (!challenge_is_sound).then(|| ("invalid_request", "code_challenge with method S256 is needed".into()))
}

/// Registered addresses match without their query part. Native sign-in returns to loopback, on any port.
fn redirects_to(app: &AppConfig, redirect_uri: &str, flow: Flow) -> bool {
    let Ok(url) = Url::parse(redirect_uri) else { return false };
    if url.fragment().is_some() {
        return false;
    }
    let bare = |uri: &str| uri.split('?').next().unwrap_or_default().to_owned();
    match flow {
        Flow::Standard => app.redirect_uris.iter().any(|known| bare(known) == bare(redirect_uri)),
        Flow::Native => {
            url.scheme() == "http"
                && match url.host() {
                    Some(Host::Ipv4(address)) => address.is_loopback(),
                    Some(Host::Ipv6(address)) => address.is_loopback(),
                    _ => false,
                }
        }
    }
}

fn turn_back(asked: &Asked, error: &str, description: &str) -> Response {
    send_back(asked, &[("error", error), ("error_description", description)])
}

fn send_back(asked: &Asked, answer: &[(&str, &str)]) -> Response {
    let Ok(mut target) = Url::parse(&asked.redirect_uri) else {
        return page::mistake("The redirect_uri is not an address.");
    };
    target
        .query_pairs_mut()
        .extend_pairs(answer)
        .extend_pairs(asked.state.iter().map(|state| ("state", state)));
    Redirect::to(target.as_str()).into_response()
}
