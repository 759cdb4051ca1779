//! LinkedIn's names for things: `urn:li:person:AbC`, `urn:li:comment:(urn:li:activity:1,2)`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// Longest URN accepted, in bytes. LinkedIn names no limit; real ones stay under 120.
const MAX_LEN: usize = 512;

/// A well-formed `urn:li:<namespace>:<id>`. The id may itself be a parenthesised list of URNs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Urn(String);

/// Why a text is not a URN.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UrnError {
    #[error("“{0}” is not a LinkedIn URN; one looks like urn:li:organization:2414183")]
    Malformed(String),
    #[error("{0} names neither a member nor a page; posts need urn:li:person:… or urn:li:organization:…")]
    NotAnAuthor(Urn),
}

impl Urn {
    /// The namespace: `person`, `organization`, `image`, `share`…
    pub fn namespace(&self) -> &str {
        self.split().0
    }

    /// Everything behind the namespace: a bare id, or a parenthesised list.
    pub fn id(&self) -> &str {
        self.split().1
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URN for a place in a URL path, percent-encoded as the versioned API wants it.
    ///
    /// Source: Rest.li encoding rules; `:`, `(`, `)` and `,` are reserved there.
    pub fn in_path(&self) -> String {
        percent_encode(&self.0)
    }

    fn split(&self) -> (&str, &str) {
        let rest = &self.0["urn:li:".len()..];
        rest.split_once(':').unwrap_or((rest, ""))
    }
}

impl FromStr for Urn {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, UrnError> {
        let text = text.trim();
        match is_urn(text) {
            true => Ok(Urn(text.to_owned())),
            false => Err(UrnError::Malformed(text.chars().take(80).collect())),
        }
    }
}

impl TryFrom<String> for Urn {
    type Error = UrnError;

    fn try_from(text: String) -> Result<Self, UrnError> {
        text.parse()
    }
}

impl From<Urn> for String {
    fn from(urn: Urn) -> String {
        urn.0
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who a post speaks as.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub enum Author {
    /// `urn:li:person:…`
    Member(Urn),
    /// `urn:li:organization:…`; the older spelling `urn:li:company:…` is rewritten.
    Page(Urn),
}

impl Author {
    pub fn urn(&self) -> &Urn {
        match self {
            Author::Member(urn) | Author::Page(urn) => urn,
        }
    }

    pub fn is_page(&self) -> bool {
        matches!(self, Author::Page(_))
    }
}

impl TryFrom<Urn> for Author {
    type Error = UrnError;

    fn try_from(urn: Urn) -> Result<Self, UrnError> {
        match urn.namespace() {
            "person" => Ok(Author::Member(urn)),
            "organization" => Ok(Author::Page(urn)),
            "company" => Ok(Author::Page(Urn(format!("urn:li:organization:{}", urn.id())))),
            _ => Err(UrnError::NotAnAuthor(urn)),
        }
    }
}

impl TryFrom<String> for Author {
    type Error = UrnError;

    fn try_from(text: String) -> Result<Self, UrnError> {
        Urn::try_from(text)?.try_into()
    }
}

impl FromStr for Author {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, UrnError> {
        text.parse::<Urn>()?.try_into()
    }
}

impl From<Author> for String {
    fn from(author: Author) -> String {
        author.urn().0.clone()
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.urn().fmt(f)
    }
}

fn is_urn(text: &str) -> bool {
    let Some((namespace, id)) = text.strip_prefix("urn:li:").and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let composite = id.starts_with('(') && id.ends_with(')') && balanced(id);
    let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~=+".contains(c));
    let allowed = id.chars().all(|c| c.is_ascii_graphic() && !"<>\"\\^`{}|".contains(c));
    text.len() <= MAX_LEN
        && !namespace.is_empty()
        && namespace.chars().all(|c| c.is_ascii_alphanumeric())
        && !id.is_empty()
        && (plain || composite && allowed)
}

fn balanced(id: &str) -> bool {
    let mut depth = 0_i32;
    let closes_early = id.char_indices().any(|(at, c)| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth <= 0 && at + 1 < id.len()
    });
    depth == 0 && !closes_early
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub(crate) fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len() * 2), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_urn_has_a_namespace_and_an_id() {
        let urn: Urn = "urn:li:organization:2414183".parse().unwrap();
        assert_eq!((urn.namespace(), urn.id()), ("organization", "2414183"));
    }

    #[test]
    fn a_composite_urn_is_one_urn() {
        let urn: Urn = "urn:li:comment:(urn:li:activity:1,2)".parse().unwrap();
        assert_eq!(urn.id(), "(urn:li:activity:1,2)");
        assert_eq!(urn.in_path(), "urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A1%2C2%29");
    }

    #[test]
    fn a_doubled_prefix_is_refused() {
        for bad in [
            "urn:li:organization:urn:li:organization:1",
            "urn:li:share:",
            "urn:li:share",
            "https://example.com",
            "urn:li:a:(1",
            "urn:li:a:(1)(2)",
            "urn:li:person:a b",
            "",
        ] {
            assert!(bad.parse::<Urn>().is_err(), "{bad}");
        }
    }

    #[test]
    fn company_is_the_old_spelling_of_organization() {
        let author: Author = "urn:li:company:7".parse().unwrap();
        assert_eq!(author.to_string(), "urn:li:organization:7");
        assert!(author.is_page());
    }

    #[test]
    fn an_image_is_no_author() {
        assert!(matches!("urn:li:image:C5".parse::<Author>(), Err(UrnError::NotAnAuthor(_))));
    }
}
