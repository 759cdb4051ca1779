//! What sign-in remembers: open questions, codes, standing grants and refresh tokens.

use std::collections::{BTreeSet, HashMap};

use crate::clock::Millis;
use crate::urn::Urn;
use crate::world::secret;

const MINUTE: Millis = 60_000;
const DAY: Millis = 24 * 60 * MINUTE;
/// How long a code is good (LinkedIn authorization code flow).
const CODE_LIFETIME: Millis = 30 * MINUTE;
pub(super) const ACCESS_TOKEN_LIFETIME: Millis = 60 * DAY;
/// Counted from the first grant; refreshing does not extend it.
const REFRESH_TOKEN_LIFETIME: Millis = 365 * DAY;

/// What an app asks of a member.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) state: Option<String>,
    pub(super) scopes: BTreeSet<String>,
    /// The S256 challenge of native sign-in, which goes without a secret.
    pub(super) challenge: Option<String>,
}

/// What a member granted, until the code is exchanged.
#[derive(Debug, Clone)]
pub(super) struct Granted {
    pub(super) asked: Asked,
    pub(super) member: Urn,
    pub(super) expires_at: Millis,
}

#[derive(Debug, Clone)]
pub(super) struct RefreshToken {
    pub(super) value: String,
    pub(super) client_id: String,
    pub(super) member: Urn,
    pub(super) scopes: BTreeSet<String>,
    pub(super) expires_at: Millis,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    open: HashMap<String, Asked>,
    codes: HashMap<String, Granted>,
    standing: Vec<(String, Urn, BTreeSet<String>)>,
    refresh: Vec<RefreshToken>,
}

impl Ledger {
    /// Keeps a question while the consent page shows it; the ticket is what the page answers with.
    pub(super) fn open(&mut self, asked: Asked) -> String {
        let ticket = secret();
        self.open.insert(ticket.clone(), asked);
        ticket
    }

    pub(super) fn close(&mut self, ticket: &str) -> Option<Asked> {
        self.open.remove(ticket)
    }

    /// The member whose grant to this app covers exactly these scopes: signing in again then asks nothing.
    pub(super) fn standing_grant(&self, asked: &Asked) -> Option<Urn> {
        self.standing
            .iter()
            .find(|(client, _, scopes)| *client == asked.client_id && *scopes == asked.scopes)
            .map(|(_, member, _)| member.clone())
    }

    /// Gives out a code, and remembers the grant in place of an earlier one.
    pub(super) fn grant(&mut self, asked: Asked, member: Urn, now: Millis) -> String {
        self.standing.retain(|(client, who, _)| *client != asked.client_id || *who != member);
        self.standing.push((asked.client_id.clone(), member.clone(), asked.scopes.clone()));
        let code = secret();
        self.codes.insert(code.clone(), Granted { asked, member, expires_at: now + CODE_LIFETIME });
        code
    }

    /// A code works once.
    pub(super) fn redeem(&mut self, code: &str) -> Option<Granted> {
        self.codes.remove(code)
    }

    pub(super) fn issue_refresh_token(&mut self, granted: &Granted, now: Millis) -> RefreshToken {
        let token = RefreshToken {
            value: long_secret(),
            client_id: granted.asked.client_id.clone(),
            member: granted.member.clone(),
            scopes: granted.asked.scopes.clone(),
            expires_at: now + REFRESH_TOKEN_LIFETIME,
        };
        self.refresh.push(token.clone());
        token
    }

    pub(super) fn refresh_token(&self, value: &str, client_id: &str, now: Millis) -> Option<&RefreshToken> {
        self.refresh
            .iter()
            .find(|token| token.value == value && token.client_id == client_id && token.expires_at > now)
    }
}

/// As long as LinkedIn's tokens are, which is about 500 characters.
pub(super) fn long_secret() -> String {
    let mut token = String::from("AQV");
    for _ in 0..15 {
        token.push_str(&secret());
    }
    token
}
