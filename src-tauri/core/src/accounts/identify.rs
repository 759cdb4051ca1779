//! Who a token speaks for, asked of LinkedIn.

use std::time::Duration;

use serde_json::Value;
use thiserror::Error;

use super::{
    ApiClient, Member, NoVersion, Page, Token,
    api::{Answer, Reading, Unreached},
};
use crate::{network, post::Author};

mod find_page;
mod pages;

pub use find_page::{FindPageError, FoundPage, find_page};

/// Longest name that is kept, in characters; LinkedIn's own limits are lower.
const MAX_NAME: usize = 200;

/// What LinkedIn says of a token's member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub member: Member,
    /// `None` when the token may not ask for pages.
    pub pages: Option<Vec<Page>>,
}

/// Why a token was refused (HTTP 401).
///
/// Source: LinkedIn's error handling, codes of 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    Expired,
    Revoked,
    Invalid,
}

/// Why it stays unknown who a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdentifyError {
    #[error("LinkedIn could not be reached ({why}); check the connection, then try again")]
    Offline { why: String },
    #[error("LinkedIn refused the token: {}. Make a new one in its token generator and paste it here", match .0 {
        Refused::Expired => "its 60 days are over",
        Refused::Revoked => "the member or the app revoked it",
        Refused::Invalid => "it is not a valid token",
    })]
    TokenRefused(Refused),
    #[error(
        "this token may neither tell who it belongs to (openid and profile, or r_basicprofile) nor, so, be used to post; make one with those permissions"
    )]
    Nameless,
    #[error(transparent)]
    NoVersion(NoVersion),
    #[error("LinkedIn takes no more requests for now ({}); try again {}", .message, match .retry_after {
        Some(wait) => format!("in {} s", wait.as_secs()),
        None => "later; daily limits end at midnight UTC".to_owned(),
    })]
    Throttled { message: String, retry_after: Option<Duration> },
    #[error("LinkedIn answered in an unexpected way to {asked}: {said}; try again later")]
    Unexpected { asked: &'static str, said: String },
}

impl IdentifyError {
    /// There is no way to speak to anybody: the system's certificates or proxy settings cannot be read.
    pub fn from_setup(error: reqwest::Error) -> IdentifyError {
        IdentifyError::Offline { why: network::why(error) }
    }
}

/// Asks LinkedIn who a token belongs to, which pages the member has a role at, and how many follow each.
///
/// The member comes from `/v2/userinfo`, or from `/v2/me` for apps without OpenID. A token of a self-serve app may
/// not ask for pages; that is no error but [`Identity::pages`] `None`. Costs two requests and a handful for pages;
/// keep the answer, because the limits of `userinfo` are for the whole app.
pub async fn identify(api: &ApiClient, token: &Token) -> Result<Identity, IdentifyError> {
    let asking = Asking { api, token };
    Ok(Identity { member: asking.member().await?, pages: asking.pages().await? })
}

struct Asking<'a> {
    api: &'a ApiClient,
    token: &'a Token,
}

impl Asking<'_> {
    async fn member(&self) -> Result<Member, IdentifyError> {
        if let Some(body) = self.ask(Reading::Get, "/v2/userinfo", "who the member is").await? {
            let name = text(&body["name"]).or_else(|| full_name(&body["given_name"], &body["family_name"]));
            return member(&body["sub"], name);
        }
        let body = self.ask(Reading::Get, "/v2/me", "who the member is").await?;
        let body = body.ok_or(IdentifyError::Nameless)?;
        member(&body["id"], full_name(&body["localizedFirstName"], &body["localizedLastName"]))
    }

    /// The body of a good answer; `None` when the token may not ask this.
    async fn ask(
        &self,
        reading: Reading,
        path: &str,
        asked: &'static str,
    ) -> Result<Option<Value>, IdentifyError> {
        let answer = self.api.get(reading, path, self.token).await?;
        match answer.status.as_u16() {
            200..=299 if answer.body.is_object() => Ok(Some(answer.body)),
            403 => Ok(None),
            _ => Err(self.refusal(asked, &answer)),
        }
    }

    /// For what is nice to know: whatever is refused counts as not known, unless the token or the version is no
    /// good at all.
    async fn ask_in_passing(
        &self,
        reading: Reading,
        path: &str,
        asked: &'static str,
    ) -> Result<Option<Value>, IdentifyError> {
        match self.ask(reading, path, asked).await {
            Err(IdentifyError::Throttled { .. } | IdentifyError::Unexpected { .. }) => Ok(None),
            answer => answer,
        }
    }

    fn refusal(&self, asked: &'static str, answer: &Answer) -> IdentifyError {
        let code = answer.body["code"].as_str().unwrap_or_default();
        let message = text(&answer.body["message"]).unwrap_or_else(|| answer.status.to_string());
        match (answer.status.as_u16(), code) {
            (401, "EXPIRED_ACCESS_TOKEN") => IdentifyError::TokenRefused(Refused::Expired),
            (401, "REVOKED_ACCESS_TOKEN") => IdentifyError::TokenRefused(Refused::Revoked),
            (401, _) => IdentifyError::TokenRefused(refused_by_words(&message)),
            (429, _) => {
                let seconds =
                    answer.headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
                IdentifyError::Throttled { message, retry_after: seconds.map(Duration::from_secs) }
            }
            (status, _) => IdentifyError::Unexpected { asked, said: format!("{status}, {message}") },
        }
    }
}

impl From<Unreached> for IdentifyError {
    fn from(unreached: Unreached) -> Self {
        match unreached {
            Unreached::Offline { why } => IdentifyError::Offline { why },
            Unreached::NoVersion(why) => IdentifyError::NoVersion(why),
        }
    }
}

/// Some 401 answers have no code.
fn refused_by_words(message: &str) -> Refused {
    let message = message.to_ascii_lowercase();
    match () {
        () if message.contains("expired") => Refused::Expired,
        () if message.contains("revoked") => Refused::Revoked,
        () => Refused::Invalid,
    }
}

fn member(id: &Value, name: Option<String>) -> Result<Member, IdentifyError> {
    let author = id.as_str().and_then(|id| format!("urn:li:person:{id}").parse::<Author>().ok());
    let author = author.ok_or_else(|| IdentifyError::Unexpected {
        asked: "who the member is",
        said: "the answer has no member id".to_owned(),
    })?;
    Ok(Member { name: name.unwrap_or_else(|| "LinkedIn member".to_owned()), author })
}

fn full_name(first: &Value, last: &Value) -> Option<String> {
    let names: Vec<_> = [first, last].into_iter().filter_map(text).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// A text fit to be shown on one line, if there is any.
fn text(value: &Value) -> Option<String> {
    let text: String = value.as_str()?.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
