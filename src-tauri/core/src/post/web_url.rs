//! The address of a page on the web.

use std::{fmt, str::FromStr};

use thiserror::Error;
use url::{Host, Url};

use crate::media::amounts::thousands;

/// `https://…` or `http://…` with the name of a host, and nobody's name or password in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WebUrl(Url);

/// Why a text is no address of a page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WebUrlError {
    #[error("“{0}” is not the address of a page; one looks like https://example.com/news")]
    NotAnAddress(String),
    #[error(
        "an address with a user name or a password in it would show them to every reader; leave them out"
    )]
    Credentials,
    /// With its length in bytes.
    #[error(
        "an address of {} bytes is longer than the {} that every browser and server takes; use a shorter one",
        thousands(*.0 as u64),
        thousands(MAX_LEN as u64)
    )]
    TooLong(usize),
}

/// LinkedIn names no limit; browsers and servers stop at a few thousand bytes.
const MAX_LEN: usize = 4_096;

impl WebUrl {
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host as people read it, without `www.`.
    pub fn host(&self) -> &str {
        let host = self.0.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    pub fn url(&self) -> &Url {
        &self.0
    }
}

impl FromStr for WebUrl {
    type Err = WebUrlError;

    /// Takes what people type: `example.com/news` is meant as `https://example.com/news`.
    fn from_str(text: &str) -> Result<Self, WebUrlError> {
        let text = text.trim();
        let not = || WebUrlError::NotAnAddress(text.chars().take(80).collect());
        // Another scheme's, `mailto:` or `javascript:`; a port is a number.
        let other_scheme = !text.contains("://")
            && text.split_once(':').is_some_and(|(before, behind)| {
                !before.contains('.') && !behind.starts_with(|sign: char| sign.is_ascii_digit())
            });
        if text.len() > MAX_LEN {
            return Err(WebUrlError::TooLong(text.len()));
        }
        if text.contains(char::is_whitespace) || other_scheme {
            return Err(not());
        }
        let url = match text.contains("://") {
            true => Url::parse(text),
            false => Url::parse(&format!("https://{text}")),
        }
        .map_err(|_| not())?;
        let named = match url.host() {
            Some(Host::Domain(name)) => name.contains('.') && !name.starts_with('.') || name == "localhost",
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => text.contains("://"),
            None => false,
        };
        match url.scheme() {
            "http" | "https" if !url.username().is_empty() || url.password().is_some() => {
                Err(WebUrlError::Credentials)
            }
            "http" | "https" if named => Ok(WebUrl(url)),
            _ => Err(not()),
        }
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_type_it() {
        for (typed, meant) in [
            ("https://example.com", "https://example.com/"),
            (" example.com/a?b=c#d ", "https://example.com/a?b=c#d"),
            ("http://www.example.com:8080/x", "http://www.example.com:8080/x"),
            ("bücher.example", "https://xn--bcher-kva.example/"),
            ("http://127.0.0.1:80/x", "http://127.0.0.1/x"),
        ] {
            assert_eq!(typed.parse::<WebUrl>().map(|url| url.to_string()).as_deref(), Ok(meant), "{typed}");
        }
        assert_eq!("https://www.example.com/x".parse::<WebUrl>().unwrap().host(), "example.com");
    }

    #[test]
    fn what_is_no_address_of_a_page_is_refused() {
        for text in [
            "",
            "news",
            "two words.com",
            "mailto:me@example.com",
            "ftp://example.com",
            "javascript:alert(1)",
            "1.5",
            "https://",
        ] {
            assert!(matches!(text.parse::<WebUrl>(), Err(WebUrlError::NotAnAddress(_))), "{text}");
        }
        for text in ["https://me@example.com", "https://me:secret@example.com", "me@example.com"] {
            assert_eq!(text.parse::<WebUrl>(), Err(WebUrlError::Credentials), "{text}");
        }
        assert!(format!("example.com/{}", "a".repeat(MAX_LEN)).parse::<WebUrl>().is_err());
    }
}
