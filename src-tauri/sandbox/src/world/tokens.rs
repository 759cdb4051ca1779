//! Bearer tokens: whose they are, what they allow, and until when.

use std::collections::BTreeSet;

use super::{ConfigError, People};
use crate::clock::Millis;
use crate::config::Config;
use crate::urn::Urn;

#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// What the journal calls it.
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) member: Urn,
    pub(crate) scopes: BTreeSet<String>,
    /// The app it was issued to; tokens from the config belong to none.
    pub(crate) client_id: Option<String>,
    pub(crate) created_at: Millis,
    pub(crate) expires_at: Option<Millis>,
    pub(crate) revoked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenState {
    Active,
    Expired,
    Revoked,
}

#[derive(Debug)]
pub(crate) struct Tokens {
    all: Vec<Token>,
}

impl Tokens {
    pub(super) fn new(config: &Config, people: &People) -> Result<Self, ConfigError> {
        let mut tokens = Self { all: Vec::new() };
        for token in &config.tokens {
            let member = people.member_named(&token.member, &format!("token \"{}\"", token.label))?;
            if token.value.is_empty() || tokens.find(&token.value).is_some() {
                return Err(ConfigError::TokenValue(token.label.clone()));
            }
            tokens.all.push(Token {
                label: token.label.clone(),
                value: token.value.clone(),
                member: member.urn.clone(),
                scopes: token.scopes.iter().cloned().collect(),
                client_id: None,
                created_at: 0,
                expires_at: token.expires_at,
                revoked: token.revoked,
            });
        }
        Ok(tokens)
    }

    pub(crate) fn find(&self, value: &str) -> Option<&Token> {
        self.all.iter().find(|token| token.value == value)
    }

    pub(crate) fn issue(&mut self, token: Token) {
        self.all.push(token);
    }

    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// A member who grants an app other scopes than before ends that app's earlier tokens.
    pub(crate) fn revoke_other_grants(&mut self, client_id: &str, member: &Urn, scopes: &BTreeSet<String>) {
        for token in &mut self.all {
            if token.client_id.as_deref() == Some(client_id)
                && token.member == *member
                && token.scopes != *scopes
            {
                token.revoked = true;
            }
        }
    }
}

impl Token {
    pub(crate) fn state(&self, now: Millis) -> TokenState {
        if self.revoked {
            TokenState::Revoked
        } else if self.expires_at.is_some_and(|end| end <= now) {
            TokenState::Expired
        } else {
            TokenState::Active
        }
    }
}
