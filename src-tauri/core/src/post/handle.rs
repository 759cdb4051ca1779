//! A page as people name it: `@acme`, `acme`, `https://www.linkedin.com/company/acme/`.

use std::{fmt, str::FromStr};

use percent_encoding::percent_decode_str;
use thiserror::Error;

/// Longest name in an address, in characters. LinkedIn takes up to 100 for a page's; percent-encoded ones are longer.
const MAX_LEN: usize = 100;

/// What a page goes by in its address at LinkedIn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageHandle {
    /// `acme`, which LinkedIn calls its vanity name.
    Vanity(String),
    /// The number of a page, `2414183`.
    Id(u64),
}

/// Why a text names no page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PageHandleError {
    #[error(
        "“{0}” is no page at LinkedIn; write what its address ends with, like acme in linkedin.com/company/acme"
    )]
    NoHandle(String),
    #[error(
        "“{0}” is the address of a person. LinkedIn tells no program who that is: add the person to the address book \
         with the URN they give you"
    )]
    Person(String),
}

/// Where pages have their addresses.
const PAGES: [&str; 3] = ["company", "showcase", "school"];

impl FromStr for PageHandle {
    type Err = PageHandleError;

    fn from_str(typed: &str) -> Result<PageHandle, PageHandleError> {
        let typed = typed.trim();
        let said = || typed.chars().take(80).collect::<String>();
        let name = match in_address(typed) {
            Some(("in" | "pub", _)) => return Err(PageHandleError::Person(said())),
            Some((_, name)) => name,
            None => typed.trim_start_matches('@'),
        };
        let name = percent_decode_str(name).decode_utf8_lossy();
        if let Ok(id) = name.parse() {
            return Ok(PageHandle::Id(id));
        }
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '&' | '\'');
        match !name.is_empty() && name.chars().count() <= MAX_LEN && name.chars().all(allowed) {
            true => Ok(PageHandle::Vanity(name.into_owned())),
            false => Err(PageHandleError::NoHandle(said())),
        }
    }
}

impl fmt::Display for PageHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PageHandle::Vanity(name) => f.write_str(name),
            PageHandle::Id(id) => id.fmt(f),
        }
    }
}

/// The kind of thing and its name in an address at LinkedIn, written with or without `https://`.
fn in_address(typed: &str) -> Option<(&str, &str)> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or(typed);
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    if host != "linkedin.com" && !host.ends_with(".linkedin.com") {
        return None;
    }
    let mut parts = path.split(['/', '?', '#']).filter(|part| !part.is_empty());
    let kind = parts.next()?;
    let known = PAGES.contains(&kind) || matches!(kind, "in" | "pub");
    known.then_some((kind, parts.next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vanity(name: &str) -> Result<PageHandle, PageHandleError> {
        Ok(PageHandle::Vanity(name.to_owned()))
    }

    #[test]
    fn a_page_is_named_by_its_handle_or_its_address() {
        for typed in [
            "acme",
            "@acme",
            " acme ",
            "linkedin.com/company/acme",
            "https://www.linkedin.com/company/acme/",
            "https://uk.linkedin.com/company/acme/about/?x=1",
            "http://linkedin.com/showcase/acme#top",
            "https://www.linkedin.com/school/acme",
        ] {
            assert_eq!(typed.parse(), vanity("acme"), "{typed}");
        }
        assert_eq!("https://www.linkedin.com/company/caf%C3%A9-ltd/".parse(), vanity("café-ltd"));
        assert_eq!("linkedin.com/company/2414183/admin/".parse(), Ok(PageHandle::Id(2_414_183)));
    }

    #[test]
    fn a_person_and_anything_else_are_no_page() {
        use PageHandleError::*;
        let refused = |typed: &str| typed.parse::<PageHandle>().unwrap_err();
        for typed in ["https://www.linkedin.com/in/somebody", "linkedin.com/pub/x"] {
            assert!(matches!(refused(typed), Person(_)), "{typed}");
        }
        let long = "x".repeat(101);
        for typed in [
            "",
            "@",
            "a b",
            "https://example.com/company/acme",
            "https://linkedin.com.example.com/company/acme",
            "https://www.linkedin.com/company/",
            "https://www.linkedin.com/feed/",
            "a/b",
            "a(b",
            "%00",
            &long,
        ] {
            assert!(matches!(refused(typed), NoHandle(_)), "{typed}");
        }
    }
}
