//! Where the API is, and which addresses may see the token.

use url::Url;

use crate::accounts::{ApiBase, ApiVersion};

/// An API base with the version to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: ApiBase,
    version: ApiVersion,
}

impl Endpoint {
    pub fn new(base: ApiBase, version: ApiVersion) -> Endpoint {
        Endpoint { base, version }
    }

    /// An absolute URL under the base; `path` starts with a slash and is already encoded.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The version that requests are planned with.
    pub fn version(&self) -> &ApiVersion {
        &self.version
    }

    /// Where people read posts: LinkedIn's site, or the sandbox itself.
    pub(super) fn website(&self) -> String {
        match self.is_loopback() {
            true => self.url(""),
            false => "https://www.linkedin.com".to_owned(),
        }
    }

    /// Whether this is a server on this computer.
    pub fn is_loopback(&self) -> bool {
        self.base.is_loopback()
    }

    /// Whether the bearer token may be sent to this address: the base's own origin and, for LinkedIn, its
    /// upload hosts over https. An upload address comes from an answer, so it is checked like any foreign value.
    pub fn may_see_token(&self, address: &str) -> bool {
        let (Some(base), Ok(address)) = (self.parsed(), Url::parse(address)) else { return false };
        let linkedin = |url: &Url| {
            let host = url.host_str().unwrap_or_default();
            url.scheme() == "https" && (host == "linkedin.com" || host.ends_with(".linkedin.com"))
        };
        address.origin() == base.origin() || linkedin(&base) && linkedin(&address)
    }

    fn parsed(&self) -> Option<Url> {
        Url::parse(&self.base.to_string()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(base: &str) -> Endpoint {
        Endpoint::new(base.parse().unwrap(), ApiVersion::default())
    }

    #[test]
    fn the_token_goes_to_linkedin_and_to_nobody_who_looks_like_it() {
        let linkedin = endpoint("https://api.linkedin.com");
        assert!(linkedin.may_see_token("https://www.linkedin.com/dms-uploads/C5?x=1"));
        assert!(linkedin.may_see_token("https://api.linkedin.com/rest/posts"));
        for foreign in [
            "http://www.linkedin.com/dms-uploads/C5",
            "https://linkedin.com.example.org/",
            "https://evillinkedin.com/",
            "http://127.0.0.1:8080/",
            "not an address",
        ] {
            assert!(!linkedin.may_see_token(foreign), "{foreign}");
        }
    }

    #[test]
    fn the_sandbox_sees_its_own_tokens_only_at_its_own_port() {
        let sandbox = endpoint("http://127.0.0.1:4000");
        assert!(sandbox.may_see_token("http://127.0.0.1:4000/upload/1"));
        assert!(!sandbox.may_see_token("http://127.0.0.1:4001/upload/1"));
        assert!(!sandbox.may_see_token("https://www.linkedin.com/dms-uploads/C5"));
    }
}
