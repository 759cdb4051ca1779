//! What a sandbox is started with. Read from JSON by `galley sandbox --config`; every key may be left out.

use serde::{Deserialize, Serialize};

use crate::clock::ClockChoice;
use crate::faults::Fault;
use crate::urn::Urn;
use crate::world::Role;

mod defaults;

/// The scopes of the Community Management product, plus sign-in and `r_member_social`, which LinkedIn grants to
/// nobody new but which lets a rehearsal read back what it posted.
pub const FULL_SCOPES: &[&str] = &[
    "openid",
    "profile",
    "email",
    "w_member_social",
    "r_member_social",
    "w_organization_social",
    "r_organization_social",
    "rw_organization_admin",
    "r_basicprofile",
    "w_member_social_feed",
    "w_organization_social_feed",
    "r_organization_social_feed",
    "r_member_postAnalytics",
];

/// What an app without any review gets: posting as the member, and reading nothing back.
pub const SELF_SERVE_SCOPES: &[&str] = &["openid", "profile", "w_member_social"];

/// The people, pages, tokens and temper of a sandbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Port on 127.0.0.1; 0 lets the system choose.
    pub port: u16,
    /// Which time the sandbox lives in.
    pub clock: ClockChoice,
    /// The people. The first is the one who signs in on the consent page unless another is chosen.
    pub members: Vec<MemberConfig>,
    /// The company pages.
    pub organizations: Vec<OrganizationConfig>,
    /// Who may do what for which page.
    pub roles: Vec<RoleConfig>,
    /// The bearer tokens that are good from the start.
    pub tokens: Vec<TokenConfig>,
    /// The developer apps that sign-in knows.
    pub apps: Vec<AppConfig>,
    /// The API versions ever issued and the day each is switched off; any other answers 426.
    pub versions: Vec<VersionConfig>,
    /// Requests to `/rest/` of one member through one app in one UTC day, whatever they ask for (Share on LinkedIn:
    /// 150).
    pub daily_limit: u32,
    /// Calls of `/v2/userinfo` for one member in one UTC day (Sign In with OpenID: 500).
    pub userinfo_daily_limit: u32,
    /// How long an upload stays `PROCESSING`.
    pub processing_ms: u32,
    /// How long an upload URL is good for.
    pub upload_url_lifetime_ms: u32,
    /// The most bytes one upload may have; beyond that 413. LinkedIn publishes a figure for documents alone.
    pub max_upload_bytes: usize,
    /// Whether a post that is shared has to be one of this sandbox. Else any `share` or `ugcPost` that was not deleted
    /// here is taken to be at LinkedIn.
    pub parents_must_be_here: bool,
    /// Latency added to every request of the API, before anything else happens to it.
    pub delay_ms: u32,
    /// Bytes a second of the line to the sandbox, which all uploads share; none for one without a limit.
    pub line_bytes_per_second: Option<std::num::NonZeroU32>,
    /// Faults set from the start, as `POST /__faults` would set them.
    pub faults: Vec<Fault>,
}

/// One person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberConfig {
    /// The part after `urn:li:person:`.
    pub id: String,
    /// First names and last name; the last word is the last name.
    pub name: String,
    /// The address `/v2/userinfo` gives out when the token has the `email` scope.
    #[serde(default)]
    pub email: Option<String>,
}

/// One company page.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationConfig {
    /// The number after `urn:li:organization:`.
    pub id: u64,
    /// The page's full name; a mention must match it exactly.
    pub name: String,
    /// The page's name in its web address.
    #[serde(alias = "vanityName")]
    pub vanity_name: String,
    /// How many members follow the page.
    #[serde(default)]
    pub followers: u64,
}

/// One member's role for one page.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleConfig {
    /// Member id.
    pub member: String,
    /// Page number.
    pub organization: u64,
    /// What the member may do there.
    pub role: Role,
    /// Whether the role is in force.
    #[serde(default)]
    pub state: RoleState,
}

/// Where a role stands; only an approved one counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are LinkedIn's and say it all")]
pub enum RoleState {
    #[default]
    Approved,
    Requested,
    Rejected,
    Revoked,
}

/// One bearer token.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenConfig {
    /// What `/__requests` calls it, so that the value is never shown.
    pub label: String,
    /// The secret itself.
    pub value: String,
    /// Member id.
    pub member: String,
    /// The scopes it was granted.
    pub scopes: Vec<String>,
    /// Milliseconds since 1970; absent means it outlives the sandbox.
    #[serde(default)]
    pub expires_at: Option<i64>,
    /// Whether the member took it back.
    #[serde(default)]
    pub revoked: bool,
}

/// One developer app, for sign-in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppConfig {
    /// The public id.
    pub client_id: String,
    /// The secret of the standard flow.
    pub client_secret: String,
    /// Where sign-in may return to, compared without the query part.
    pub redirect_uris: Vec<String>,
    /// What the app's products allow it to ask for.
    pub scopes: Vec<String>,
    /// Whether LinkedIn switched on sign-in without a secret for it; off for ordinary apps.
    #[serde(default)]
    pub native_pkce: bool,
    /// Whether it gets refresh tokens; only approved partners do.
    #[serde(default)]
    pub refresh_tokens: bool,
}

/// One API version.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionConfig {
    /// `YYYYMM`.
    pub version: String,
    /// The first day on which it answers 426; none for a version without an end.
    #[serde(default)]
    pub sunset: Option<jiff::civil::Date>,
}

impl Config {
    /// Reads a config file.
    ///
    /// # Errors
    /// When it is not JSON, has an unknown key, or a value of the wrong kind; the error names the place.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The same config with `value` as the first token's secret.
    #[must_use]
    pub fn with_token(mut self, value: impl Into<String>) -> Self {
        if let Some(token) = self.tokens.first_mut() {
            token.value = value.into();
        }
        self
    }
}

impl MemberConfig {
    pub(crate) fn urn(&self) -> Result<Urn, crate::urn::UrnError> {
        Urn::person(&self.id)
    }
}
