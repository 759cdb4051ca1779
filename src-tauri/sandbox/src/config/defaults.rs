//! The world a sandbox has when nobody says otherwise: one member, two pages, a token that may do everything and
//! one that may do what an unreviewed app may do.

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{
    AppConfig, Config, FULL_SCOPES, MemberConfig, OrganizationConfig, RoleConfig, RoleState,
    SELF_SERVE_SCOPES, TokenConfig, VersionConfig,
};
use crate::clock::ClockChoice;
use crate::world::Role;

const MEMBER: &str = "SandboxMember1";
const PAGES: &[(u64, &str, &str, u64)] = &[
    (1001, "Sandbox Press", "sandbox-press", 1_840),
    // Every reserved character a page name is likely to hold, so that mentions are rehearsed with them.
    (1002, "Sandbox Tools (Nordic)", "sandbox-tools", 260),
];

/// Versions and their last days (LinkedIn migration table, November 2026). 202512 was never issued. The days from
/// 202604 on are not announced yet: a year and a month after issue, by the rule of at least twelve months. The newest
/// has no end here, so that a sandbox can be rehearsed with however old it is.
const VERSIONS: &[(&str, Option<Date>)] = &[
    ("202508", Some(date(2026, 8, 17))),
    ("202509", Some(date(2026, 9, 15))),
    ("202510", Some(date(2026, 10, 15))),
    ("202511", Some(date(2026, 11, 16))),
    ("202601", Some(date(2027, 1, 15))),
    ("202602", Some(date(2027, 2, 15))),
    ("202603", Some(date(2027, 3, 16))),
    ("202604", Some(date(2027, 5, 15))),
    ("202605", Some(date(2027, 6, 15))),
    ("202606", Some(date(2027, 7, 15))),
    ("202607", Some(date(2027, 8, 15))),
    ("202608", Some(date(2027, 9, 15))),
    ("202609", None),
];

/// LinkedIn gives upload URLs of images about a day; those of documents are taken to be the same.
const UPLOAD_URL_LIFETIME_MS: u32 = 24 * 60 * 60 * 1000;

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            clock: ClockChoice::System,
            members: vec![MemberConfig {
                id: MEMBER.into(),
                name: "Sandbox Member".into(),
                email: Some("member@sandbox.example".into()),
            }],
            organizations: PAGES
                .iter()
                .map(|&(id, name, vanity_name, followers)| OrganizationConfig {
                    id,
                    name: name.into(),
                    vanity_name: vanity_name.into(),
                    followers,
                })
                .collect(),
            roles: PAGES
                .iter()
                .map(|&(organization, ..)| RoleConfig {
                    member: MEMBER.into(),
                    organization,
                    role: Role::Administrator,
                    state: RoleState::Approved,
                })
                .collect(),
            tokens: vec![token("full", FULL_SCOPES), token("self-serve", SELF_SERVE_SCOPES)],
            apps: vec![
                app("sandbox-app", FULL_SCOPES, true),
                app("sandbox-self-serve", SELF_SERVE_SCOPES, false),
            ],
            versions: VERSIONS
                .iter()
                .map(|&(version, sunset)| VersionConfig { version: version.into(), sunset })
                .collect(),
            daily_limit: 150,
            userinfo_daily_limit: 500,
            processing_ms: 300,
            upload_url_lifetime_ms: UPLOAD_URL_LIFETIME_MS,
            max_upload_bytes: 100_000_000,
            parents_must_be_here: false,
            delay_ms: 0,
            line_bytes_per_second: None,
            faults: Vec::new(),
        }
    }
}

fn token(label: &str, scopes: &[&str]) -> TokenConfig {
    TokenConfig {
        label: label.into(),
        value: format!("sandbox-{label}-{}", Uuid::new_v4().simple()),
        member: MEMBER.into(),
        scopes: owned(scopes),
        expires_at: None,
        revoked: false,
    }
}

fn app(client_id: &str, scopes: &[&str], partner: bool) -> AppConfig {
    AppConfig {
        client_id: client_id.into(),
        client_secret: format!("{client_id}-secret"),
        redirect_uris: owned(&["http://127.0.0.1:18920/callback", "http://localhost:18920/callback"]),
        scopes: owned(scopes),
        native_pkce: partner,
        refresh_tokens: partner,
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}
