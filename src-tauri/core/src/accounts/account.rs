//! The public part of an account: everything but its token.

use std::{collections::BTreeSet, fmt};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use super::{ApiBase, Identity, Role};
use crate::post::{AccountId, Author};

/// Whose API an account speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    LinkedIn,
}

/// Where an account's token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    Keyring,
    /// Until Galley quits.
    Memory,
}

/// Someone signed in. It is kept in the library; the token is in a [`Vault`](super::Vault) under [`Account::id`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub provider: Provider,
    /// A rehearsal against a LinkedIn on this machine; nobody else sees its posts.
    pub sandbox: bool,
    pub api: ApiBase,
    pub kept: Kept,
    pub member: Member,
    /// `None` when the token may not ask for pages (self-serve apps).
    pub pages: Option<Vec<Page>>,
    /// `None` when the token came without them, as a pasted one does.
    pub scopes: Option<BTreeSet<Scope>>,
    /// `None` when the token came without it.
    pub expires_at: Option<Timestamp>,
    /// When LinkedIn refused the token, if it did since it last took it.
    #[serde(default)]
    pub refused_at: Option<Timestamp>,
    /// When LinkedIn was last asked who this is.
    pub refreshed_at: Timestamp,
}

/// The member whose token it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Always [`Author::Member`].
    pub author: Author,
    pub name: String,
}

/// A page at which the member has a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Always [`Author::Page`].
    pub author: Author,
    pub name: String,
    pub roles: Vec<Role>,
    /// `None` when LinkedIn would not tell.
    pub followers: Option<u64>,
}

/// A permission of a token, by OAuth's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scope(String);

impl Scope {
    /// The scopes in a sign-in's answer, which separates them by commas or spaces, at times percent-encoded.
    ///
    /// Source: authorization code flow, and what clients met in its answers.
    pub fn list(text: &str) -> BTreeSet<Scope> {
        let text = text.replace("%20", " ").replace("%2C", ",").replace("%2c", ",");
        text.split([' ', ',', '+'])
            .filter(|name| !name.is_empty())
            .map(|name| Scope(name.to_owned()))
            .collect()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The scopes that writing and reading take, for a member and for a page. `r_member_social` is granted to nobody
/// new.
///
/// Source: products and scopes of the Share on LinkedIn and Community Management products.
const MEMBER: (&str, &str) = ("w_member_social", "r_member_social");
const PAGE: (&str, &str) = ("w_organization_social", "r_organization_social");

/// What reading how posts do takes, of a member's and of a page's.
///
/// Source: Member post statistics API and Share statistics API, permissions.
const FIGURES: (&str, &str) = ("r_member_postAnalytics", "rw_organization_admin");

/// The scopes that commenting and closing comments take, for a member and for a page. No app has them without a review.
///
/// Source: Comments API, Social Metadata API.
const BELOW: (&str, &str) = ("w_member_social_feed", "w_organization_social_feed");

/// One of those an account can post as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAuthor {
    pub author: Author,
    pub name: String,
    /// The most useful role, for pages.
    pub role: Option<Role>,
    pub followers: Option<u64>,
    pub may_post: Result<(), MayNotPost>,
    /// Beyond `may_post`: what videos take.
    pub may_post_videos: Result<(), MayNotPost>,
    /// Beyond `may_post`: what advertisements take, as far as LinkedIn says it.
    pub may_sponsor: Result<(), MayNotPost>,
    /// Beyond `may_post`: what comments take.
    pub may_comment: Result<(), MayNotPost>,
}

/// Why an account cannot post as someone it knows.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MayNotPost {
    #[error(
        "the role “{0}” may not post for a page; ask one of its super admins for the role “content admin”"
    )]
    Role(Role),
    #[error(
        "the role “{0}” may not publish videos for a page; ask one of its super admins to do it, or for their role"
    )]
    VideoRole(Role),
    #[error(
        "the role “{0}” may make no advertisements for a page; ask one of its super admins for the role “sponsored \
         content poster”"
    )]
    SponsorRole(Role),
    #[error("this token lacks the permission {0}; sign in again with an app that has it")]
    Scope(&'static str),
}

impl Account {
    /// The member first, then the pages by name, those that may be posted for before the others.
    pub fn authors(&self) -> Vec<KnownAuthor> {
        let member = KnownAuthor {
            author: self.member.author.clone(),
            name: self.member.name.clone(),
            role: None,
            followers: None,
            may_post: self.needs(MEMBER.0),
            may_post_videos: Ok(()),
            may_sponsor: Ok(()),
            may_comment: self.needs(BELOW.0),
        };
        let mut pages: Vec<_> = self.pages.iter().flatten().map(|page| self.page(page)).collect();
        pages.sort_by_cached_key(|page| (page.may_post.is_err(), page.name.to_lowercase()));
        std::iter::once(member).chain(pages).collect()
    }

    /// One of [`Account::authors`].
    pub fn author(&self, author: &Author) -> Option<KnownAuthor> {
        self.authors().into_iter().find(|known| known.author == *author)
    }

    /// Whether this author's posts and media can be read back. `None` when only trying would tell.
    pub fn may_read(&self, author: &Author) -> Option<bool> {
        let scope = if author.is_page() { PAGE.1 } else { MEMBER.1 };
        self.has(scope)
    }

    /// Whether it can be read how this author's posts do. `None` when only trying would tell.
    pub fn may_read_figures(&self, author: &Author) -> Option<bool> {
        self.has(if author.is_page() { FIGURES.1 } else { FIGURES.0 })
    }

    /// Takes over what LinkedIn answered now.
    pub fn refresh(&mut self, identity: Identity, now: Timestamp) {
        self.refused_at = None;
        // It took the token just now, so that an end in the past was wrong.
        self.expires_at = self.expires_at.filter(|end| *end > now);
        self.member = identity.member;
        self.pages = identity.pages;
        self.refreshed_at = now;
    }

    /// LinkedIn refused the token: it counts as expired until LinkedIn takes it again, whatever is known of its end.
    pub fn refuse(&mut self, now: Timestamp) {
        self.refused_at = Some(now);
    }

    fn page(&self, page: &Page) -> KnownAuthor {
        let role = Role::best(&page.roles).cloned();
        let may_post = match &role {
            Some(role) if !role.may_post() => Err(MayNotPost::Role(role.clone())),
            _ => self.needs(PAGE.0),
        };
        let may_post_videos = match &role {
            Some(role) if !page.roles.iter().any(Role::may_post_videos) => {
                Err(MayNotPost::VideoRole(role.clone()))
            }
            _ => Ok(()),
        };
        let may_sponsor = match &role {
            Some(role) if !page.roles.iter().any(Role::may_sponsor) => {
                Err(MayNotPost::SponsorRole(role.clone()))
            }
            _ => Ok(()),
        };
        KnownAuthor {
            author: page.author.clone(),
            name: page.name.clone(),
            role,
            followers: page.followers,
            may_post,
            may_post_videos,
            may_sponsor,
            may_comment: self.needs(BELOW.1),
        }
    }

    fn needs(&self, scope: &'static str) -> Result<(), MayNotPost> {
        match self.has(scope) {
            Some(false) => Err(MayNotPost::Scope(scope)),
            _ => Ok(()),
        }
    }

    fn has(&self, scope: &str) -> Option<bool> {
        self.scopes.as_ref().map(|scopes| scopes.iter().any(|held| held.0 == scope))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::accounts) fn account() -> Account {
        let page = |id: &str, name: &str, role: Role| Page {
            author: format!("urn:li:organization:{id}").parse().unwrap(),
            name: name.into(),
            roles: vec![Role::Analyst, role],
            followers: Some(10),
        };
        Account {
            id: AccountId::new(),
            provider: Provider::LinkedIn,
            sandbox: false,
            api: ApiBase::default(),
            kept: Kept::Keyring,
            member: Member { author: "urn:li:person:AbC".parse().unwrap(), name: "Sandbox Member".into() },
            pages: Some(vec![
                page("1", "aardvark", Role::Curator),
                page("2", "Zeppelin", Role::Administrator),
                page("3", "mole", Role::ContentAdministrator),
            ]),
            scopes: None,
            expires_at: None,
            refused_at: None,
            refreshed_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn names(account: &Account) -> Vec<(String, bool)> {
        account.authors().into_iter().map(|author| (author.name, author.may_post.is_ok())).collect()
    }

    #[test]
    fn the_member_comes_first_and_pages_that_cannot_be_posted_for_last() {
        let expected = [("Sandbox Member", true), ("mole", true), ("Zeppelin", true), ("aardvark", false)];
        assert_eq!(names(&account()), expected.map(|(name, may)| (name.to_owned(), may)));
        let curator = account().author(&"urn:li:company:1".parse().unwrap()).unwrap();
        assert!(curator.may_post.unwrap_err().to_string().contains("“curator”"));
    }

    #[test]
    fn videos_of_a_page_take_a_role_that_may_publish_them() {
        let mut account = account();
        let may = |account: &Account, page: &str| {
            account.author(&format!("urn:li:organization:{page}").parse().unwrap()).unwrap().may_post_videos
        };
        assert_eq!(may(&account, "2"), Ok(()));
        assert_eq!(may(&account, "3"), Err(MayNotPost::VideoRole(Role::ContentAdministrator)));
        account.pages.as_mut().unwrap()[2].roles.push(Role::DirectSponsoredContentPoster);
        assert_eq!(may(&account, "3"), Ok(()), "one of several roles is enough");
        assert_eq!(account.authors()[0].may_post_videos, Ok(()), "a member needs none");
    }

    #[test]
    fn advertisements_of_a_page_take_a_role_that_may_make_them() {
        let account = account();
        let may = |page: &str| {
            account.author(&format!("urn:li:organization:{page}").parse().unwrap()).unwrap().may_sponsor
        };
        assert_eq!(may("2"), Ok(()));
        assert_eq!(may("3"), Err(MayNotPost::SponsorRole(Role::ContentAdministrator)));
    }

    #[test]
    fn known_scopes_say_who_may_post_and_what_may_be_read() {
        let mut account = account();
        let page = account.pages.as_ref().unwrap()[1].author.clone();
        assert_eq!(account.may_read(&page), None);
        account.scopes = Some(Scope::list("openid,profile%20w_member_social r_organization_social"));
        assert_eq!(account.may_read(&page), Some(true));
        assert_eq!(account.may_read(&account.member.author), Some(false));
        assert!(account.authors()[0].may_post.is_ok());
        assert_eq!(account.author(&page).unwrap().may_post, Err(MayNotPost::Scope("w_organization_social")));
    }

    #[test]
    fn an_account_comes_back_from_json_without_a_token_in_it() {
        let account = account();
        let json = serde_json::to_string(&account).unwrap();
        assert_eq!(serde_json::from_str::<Account>(&json).unwrap(), account);
        assert!(!json.contains("token"), "{json}");
    }

    #[test]
    fn a_stored_account_cannot_point_its_token_at_a_plain_http_host() {
        let json = serde_json::to_string(&account()).unwrap();
        let bent = json.replace("https://api.linkedin.com", "http://example.com");
        assert_ne!(json, bent);
        assert!(serde_json::from_str::<Account>(&bent).is_err());
    }
}
