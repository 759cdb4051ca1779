//! What is shown of accounts and of whom they can speak for.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    accounts::Provider,
    desk::RequestsToday,
    post::{AccountId, Author},
};

#[derive(Debug, Clone, Serialize, Type)]
pub struct AuthorView {
    pub urn: Author,
    pub name: String,
    pub kind: AuthorKind,
    /// The member's role at the page.
    pub role: Option<String>,
    pub followers: Option<u64>,
    pub may_post: bool,
    pub why_not: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    Member,
    Page,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct AccountView {
    pub id: AccountId,
    pub provider: Provider,
    pub sandbox: bool,
    pub label: String,
    pub authors: Vec<AuthorView>,
    /// Milliseconds since 1970; `None` when the token does not tell.
    pub expires_at: Option<i64>,
    pub state: AccountState,
    /// Whether posts can be read back; `None` when only trying tells.
    pub may_read: Option<bool>,
    /// `None` for the sandbox, which counts otherwise.
    pub requests_today: Option<RequestsToday>,
    pub kept: Keep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    Ready,
    Expiring,
    Expired,
    /// Its token was kept until Galley quit, and Galley has quit since.
    Locked,
}

/// Somebody whom a post can mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Mentionable {
    pub urn: Author,
    /// Exactly as LinkedIn shows it.
    pub name: String,
    pub kind: AuthorKind,
    /// A page of one of the accounts; it is not in the address book.
    pub own: bool,
    /// Known to the LinkedIn on this computer only.
    pub sandbox: bool,
}

/// Where to keep a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    Keyring,
    /// Until Galley quits.
    Memory,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Accounts {
    pub accounts: Vec<AccountView>,
    pub vault: VaultView,
    /// What there is to say of LinkedIn's API, in whole sentences.
    pub notes: Vec<String>,
}

/// Whether tokens can be kept; if not, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum VaultView {
    Ready,
    Missing { why: String },
    Locked { why: String },
}
