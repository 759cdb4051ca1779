use serde_json::Value;
use thiserror::Error;

use super::{Asking, IdentifyError, pages::name, text};
use crate::{
    accounts::{ApiClient, Token, api::Reading},
    post::{Author, PageHandle, percent_encode},
};

/// A page that LinkedIn was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPage {
    pub author: Author,
    /// As LinkedIn spells it, case included: what a mention has to say.
    pub name: String,
}

/// Why a page was not found.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FindPageError {
    #[error(
        "LinkedIn knows no page “{handle}”; look at the end of its address, linkedin.com/company/…. The text stays as \
         it is"
    )]
    Unknown { handle: String },
    #[error(
        "this account may not look up pages by name: LinkedIn asks for the permissions of a page for that, \
         which a token for posting as oneself does not have. Add “{handle}” to the address book with its URN instead. \
         The text stays as it is"
    )]
    NotAllowed { handle: String },
    #[error("LinkedIn refused the token of this account; renew it under Accounts. The text stays as it is")]
    TokenRefused,
    #[error("{0}. The text stays as it is")]
    Asking(IdentifyError),
}

impl From<IdentifyError> for FindPageError {
    fn from(error: IdentifyError) -> Self {
        match error {
            IdentifyError::TokenRefused(_) => FindPageError::TokenRefused,
            other => FindPageError::Asking(other),
        }
    }
}

/// Asks LinkedIn for the page with this name in its address, or with this number. One request, two for a number that
/// the public part is not told of.
///
/// Source: Organization Lookup API; the finder `vanityName` matches exactly but for case.
pub async fn find_page(
    api: &ApiClient,
    token: &Token,
    handle: &PageHandle,
) -> Result<FoundPage, FindPageError> {
    let asking = Asking { api, token };
    match handle {
        PageHandle::Vanity(vanity) => asking.page_by_vanity_name(vanity).await,
        PageHandle::Id(id) => asking.page_by_id(*id).await,
    }
}

impl Asking<'_> {
    async fn page_by_vanity_name(&self, vanity: &str) -> Result<FoundPage, FindPageError> {
        let path = format!("/rest/organizations?q=vanityName&vanityName={}", percent_encode(vanity));
        let body = self.ask_for_page(Reading::Finder, &path, vanity).await?;
        let elements = body["elements"].as_array().map_or(&[][..], Vec::as_slice);
        let is_it = |page: &&Value| {
            page["vanityName"].as_str().is_none_or(|named| named.to_lowercase() == vanity.to_lowercase())
        };
        elements.iter().find(is_it).and_then(page).ok_or_else(|| unknown(vanity))
    }

    /// The public part is told to whoever has a page; the whole record to its administrators.
    async fn page_by_id(&self, id: u64) -> Result<FoundPage, FindPageError> {
        let handle = id.to_string();
        let path = format!("/rest/organizationsLookup?ids=List({id})");
        let record = match self.ask_for_page(Reading::BatchGet, &path, &handle).await {
            Ok(body) => body["results"][&handle].clone(),
            Err(FindPageError::NotAllowed { .. }) => {
                self.ask_for_page(Reading::Get, &format!("/rest/organizations/{id}"), &handle).await?
            }
            Err(error) => return Err(error),
        };
        page(&record).ok_or_else(|| unknown(&handle))
    }

    async fn ask_for_page(&self, reading: Reading, path: &str, handle: &str) -> Result<Value, FindPageError> {
        let answer = self.api.get(reading, path, self.token).await.map_err(IdentifyError::from)?;
        match answer.status.as_u16() {
            200..=299 if answer.body.is_object() => Ok(answer.body),
            403 => Err(FindPageError::NotAllowed { handle: handle.to_owned() }),
            404 => Err(unknown(handle)),
            _ => Err(self.refusal("a page", &answer).into()),
        }
    }
}

fn unknown(handle: &str) -> FindPageError {
    FindPageError::Unknown { handle: handle.to_owned() }
}

fn page(record: &Value) -> Option<FoundPage> {
    let id = record["id"].as_u64().map(|id| id.to_string()).or_else(|| text(&record["id"]))?;
    let author = format!("urn:li:organization:{id}").parse().ok()?;
    Some(FoundPage { author, name: name(record)? })
}
