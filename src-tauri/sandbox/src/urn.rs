//! LinkedIn's names for things: `urn:li:{kind}:{id}`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A URN whose kind is a word and whose id is one bare token.
///
/// `urn:li:company:1` is read as `urn:li:organization:1`, which is what it is called today.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Urn {
    kind: String,
    id: String,
}

/// Why a text is not a [`Urn`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UrnError {
    /// It does not begin with `urn:li:{kind}:`.
    #[error("\"{0}\" is not a URN")]
    NotAUrn(String),
    /// The id is empty or holds something else than letters, digits, `-` and `_`, such as a second URN.
    #[error("\"{0}\" is not a valid URN id")]
    BadId(String),
}

impl Urn {
    /// A person: `urn:li:person:{id}`.
    pub fn person(id: &str) -> Result<Self, UrnError> {
        Self::new("person", id)
    }

    /// A company page: `urn:li:organization:{id}`.
    pub fn organization(id: u64) -> Self {
        Self { kind: "organization".into(), id: id.to_string() }
    }

    /// A URN of the sandbox's own making, whose parts are known to be sound.
    pub(crate) fn made(kind: &'static str, id: String) -> Self {
        Self { kind: kind.to_owned(), id }
    }

    /// A URN from its two parts.
    pub fn new(kind: &str, id: &str) -> Result<Self, UrnError> {
        if kind.is_empty() || !kind.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Err(UrnError::NotAUrn(kind.to_owned()));
        }
        if id.is_empty()
            || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        {
            return Err(UrnError::BadId(id.to_owned()));
        }
        let kind = if kind == "company" { "organization" } else { kind };
        Ok(Self { kind: kind.to_owned(), id: id.to_owned() })
    }

    /// The word between `urn:li:` and the id.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The part after the kind.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether this names a company page.
    pub fn is_organization(&self) -> bool {
        self.kind == "organization"
    }

    /// Whether this names a person.
    pub fn is_person(&self) -> bool {
        self.kind == "person"
    }
}

impl FromStr for Urn {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, UrnError> {
        let (kind, id) = text
            .strip_prefix("urn:li:")
            .and_then(|rest| rest.split_once(':'))
            .ok_or_else(|| UrnError::NotAUrn(text.to_owned()))?;
        Self::new(kind, id)
    }
}

impl TryFrom<String> for Urn {
    type Error = UrnError;

    fn try_from(text: String) -> Result<Self, UrnError> {
        text.parse()
    }
}

impl From<Urn> for String {
    fn from(urn: Urn) -> Self {
        urn.to_string()
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "urn:li:{}:{}", self.kind, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_an_organization() {
        assert_eq!("urn:li:company:7".parse::<Urn>(), Ok(Urn::organization(7)));
    }

    #[test]
    fn a_doubled_urn_has_a_bad_id() {
        assert!(matches!(
            "urn:li:organization:urn:li:organization:1".parse::<Urn>(),
            Err(UrnError::BadId(_))
        ));
    }

    #[test]
    fn words_alone_are_not_a_urn() {
        for text in ["", "urn", "urn:li:", "urn:li:person", "person:1", "urn:li::1"] {
            assert!(matches!(text.parse::<Urn>(), Err(UrnError::NotAUrn(_))), "{text}");
        }
    }
}
