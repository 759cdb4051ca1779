//! An account's API, and asking it who a token speaks for.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::{Host, Url};

use super::versions::VERSIONS;

mod client;
mod http;
mod in_use;

pub use client::ApiClient;
pub(super) use client::{Answer, Reading, Unreached};
pub(crate) use http::client as http_client;
pub use in_use::{NoVersion, Stepped, VERSION_HEADER, VERSION_PROBE, VersionInUse};

/// Where an API lives: `https://host`, or `http://` at a loopback address for the sandbox. Nothing else can hold a
/// token's way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApiBase(Url);

/// Why an address is no API base.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ApiBaseError {
    #[error("“{0}” is not a web address; the real API is https://api.linkedin.com")]
    NotAnAddress(String),
    #[error("“{0}” is not encrypted; only https, or http at 127.0.0.1 or [::1], may carry a token")]
    NotEncrypted(String),
    #[error("“{0}” is more than a host; leave out the path, the query and any user name")]
    NotAHost(String),
}

impl ApiBase {
    /// Whether it is a server on this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The address of a resource below this base.
    ///
    /// `path_and_query` begins with a slash; structural characters of Rest.li (`List(1,2)`) stay as they are.
    pub(crate) fn at(&self, path_and_query: &str) -> Url {
        let (path, query) = match path_and_query.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path_and_query, None),
        };
        let mut url = self.0.clone();
        url.set_path(path);
        url.set_query(query);
        url
    }
}

impl Default for ApiBase {
    fn default() -> Self {
        #[expect(clippy::unwrap_used, reason = "a constant, and a test makes it")]
        ApiBase(Url::parse("https://api.linkedin.com").unwrap())
    }
}

impl FromStr for ApiBase {
    type Err = ApiBaseError;

    fn from_str(text: &str) -> Result<Self, ApiBaseError> {
        let said = || text.chars().take(80).collect();
        let url = Url::parse(text.trim()).map_err(|_| ApiBaseError::NotAnAddress(said()))?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        match url.scheme() {
            "http" | "https" if !bare => Err(ApiBaseError::NotAHost(said())),
            "https" => Ok(ApiBase(url)),
            "http" if is_loopback(&url) => Ok(ApiBase(url)),
            "http" => Err(ApiBaseError::NotEncrypted(said())),
            _ => Err(ApiBaseError::NotAnAddress(said())),
        }
    }
}

impl TryFrom<String> for ApiBase {
    type Error = ApiBaseError;

    fn try_from(text: String) -> Result<Self, ApiBaseError> {
        text.parse()
    }
}

impl From<ApiBase> for String {
    fn from(base: ApiBase) -> String {
        base.to_string()
    }
}

impl fmt::Display for ApiBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

/// By number only: a name, even `localhost`, may be made to lead elsewhere.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    }
}

/// The month an API behaves as, `YYYYMM`; sent as `LinkedIn-Version`.
///
/// The default is the newest in the table of [`VERSIONS`](super::VERSIONS). It is never computed from the date: months
/// are skipped, and a month's version is not live on its first day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApiVersion(String);

/// Not a month.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not an API version; one is a year and a month like 202609")]
pub struct ApiVersionError(String);

impl ApiVersion {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ApiVersion {
    fn default() -> Self {
        ApiVersion(VERSIONS.first().map_or("", |newest| newest.version).to_owned())
    }
}

impl FromStr for ApiVersion {
    type Err = ApiVersionError;

    fn from_str(text: &str) -> Result<Self, ApiVersionError> {
        let text = text.trim();
        let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        // The versioned API began in 2022.
        if digits && &text[..4] >= "2022" && ("01"..="12").contains(&&text[4..]) {
            Ok(ApiVersion(text.to_owned()))
        } else {
            Err(ApiVersionError(text.chars().take(20).collect()))
        }
    }
}

impl TryFrom<String> for ApiVersion {
    type Error = ApiVersionError;

    fn try_from(text: String) -> Result<Self, ApiVersionError> {
        text.parse()
    }
}

impl From<ApiVersion> for String {
    fn from(version: ApiVersion) -> String {
        version.0
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_may_go_to_https_and_to_this_machine() {
        assert_eq!(ApiBase::default(), "https://api.linkedin.com/".parse().unwrap());
        for base in ["https://api.linkedin.com", "http://127.0.0.1:8321", "http://[::1]:9"] {
            assert_eq!(base.parse::<ApiBase>().unwrap().to_string(), base);
        }
        assert!(!ApiBase::default().is_loopback());
    }

    #[test]
    fn a_token_may_go_nowhere_else() {
        use ApiBaseError::*;
        let refused = |text: &str| text.parse::<ApiBase>().unwrap_err();
        for base in [
            "http://api.linkedin.com",
            "http://localhost:80",
            "http://127.0.0.1.example.com",
            "http://0.0.0.0",
        ] {
            assert!(matches!(refused(base), NotEncrypted(_)), "{base}");
        }
        for base in ["https://a/rest", "https://a/?x", "https://u@a", "https://u:p@a", "https://a/#f"] {
            assert!(matches!(refused(base), NotAHost(_)), "{base}");
        }
        for base in ["", "api.linkedin.com", "ftp://a", "file:///etc/passwd", "https://"] {
            assert!(matches!(refused(base), NotAnAddress(_)), "{base}");
        }
    }

    #[test]
    fn rest_li_lists_stay_as_they_are() {
        let base = ApiBase::default();
        assert_eq!(
            base.at("/rest/a?ids=List(1,2)&q=b:c").as_str(),
            "https://api.linkedin.com/rest/a?ids=List(1,2)&q=b:c"
        );
        let urn: crate::post::Urn = "urn:li:organization:7".parse().unwrap();
        let path = format!("/rest/networkSizes/{}", urn.in_path());
        assert!(base.at(&path).as_str().ends_with("/urn%3Ali%3Aorganization%3A7"));
        assert_eq!(base.at("//example.com/x").host_str(), Some("api.linkedin.com"), "no way to another host");
    }

    #[test]
    fn a_version_is_a_month() {
        assert_eq!(ApiVersion::default(), " 202609 ".parse().unwrap());
        for bad in ["", "2026", "202613", "202600", "201912", "2026-09", "20260９", "202609.01"] {
            assert!(bad.parse::<ApiVersion>().is_err(), "{bad}");
        }
    }
}
