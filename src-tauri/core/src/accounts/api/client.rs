use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use reqwest::{Client, Method, StatusCode, header::HeaderMap};
use serde_json::Value;

use super::{
    super::Token,
    ApiBase, ApiVersion, VersionInUse, http,
    in_use::{NoVersion, VERSION_HEADER, VERSION_PROBE},
};
use crate::network;

/// Longest answer that is read; a full page of 100 roles takes about 20 KB.
const MAX_ANSWER: usize = 1024 * 1024;

const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// Speaks to one API base, and to no other: redirects are not followed, so a token has no way to another host.
#[derive(Debug, Clone)]
pub struct ApiClient {
    http: Client,
    base: ApiBase,
    versions: VersionInUse,
    sent: Arc<AtomicU32>,
}

/// How a resource is read; Rest.li wants it named where it is more than one entity by its key.
///
/// Source: LinkedIn's JavaScript client and Posts API, `X-RestLi-Method`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::accounts) enum Reading {
    /// One, by its address.
    Get,
    /// Several, by their ids.
    BatchGet,
    /// Those that a query finds.
    Finder,
}

impl Reading {
    fn named(self) -> Option<&'static str> {
        match self {
            Reading::Get => None,
            Reading::BatchGet => Some("BATCH_GET"),
            Reading::Finder => Some("FINDER"),
        }
    }
}

/// A status with what came along, JSON or not.
#[derive(Debug)]
pub(in crate::accounts) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// `Null` when it was no JSON.
    pub body: Value,
}

impl Answer {
    fn is_of_a_dead_version(&self) -> bool {
        self.status == StatusCode::UPGRADE_REQUIRED || self.body["code"] == "NONEXISTENT_VERSION"
    }
}

/// No answer came, or none that could be read.
#[derive(Debug)]
pub(in crate::accounts) enum Unreached {
    Offline {
        why: String,
    },
    /// The version asked for is dead, and there is no other.
    NoVersion(NoVersion),
}

impl ApiClient {
    /// # Errors
    /// When the system's certificates or proxy settings cannot be read.
    pub fn new(base: ApiBase, versions: VersionInUse) -> Result<ApiClient, reqwest::Error> {
        let http = http::client(base.is_loopback()).timeout(ANSWER_WITHIN).build()?;
        Ok(ApiClient { http, base, versions, sent: Arc::default() })
    }

    /// Requests to the versioned API so far. Those below `/v2/` have a budget of their own.
    pub fn sent(&self) -> u32 {
        self.sent.load(Relaxed)
    }

    /// `GET`; the headers of Rest.li go with `/rest/` only, because `/v2/` has no versions. Where LinkedIn has switched
    /// off the version in use, another is found first.
    pub(in crate::accounts) async fn get(
        &self,
        reading: Reading,
        path: &str,
        token: &Token,
    ) -> Result<Answer, Unreached> {
        loop {
            let version = self.versions.get();
            let answer = self.get_as(&version, reading, path, token).await?;
            if !path.starts_with("/rest/") || !answer.is_of_a_dead_version() {
                return Ok(answer);
            }
            self.versions.refuse(&version);
            let is_live = |version| async move {
                match self.get_as(&version, Reading::Get, VERSION_PROBE, token).await {
                    Ok(answer) => Ok(!answer.is_of_a_dead_version()),
                    Err(Unreached::Offline { why }) => Err(why),
                    Err(Unreached::NoVersion(why)) => Err(why.to_string()),
                }
            };
            self.versions.step(is_live).await.map_err(Unreached::NoVersion)?;
        }
    }

    async fn get_as(
        &self,
        version: &ApiVersion,
        reading: Reading,
        path: &str,
        token: &Token,
    ) -> Result<Answer, Unreached> {
        let mut request = self.http.request(Method::GET, self.base.at(path)).bearer_auth(token.expose());
        if path.starts_with("/rest/") {
            self.sent.fetch_add(1, Relaxed);
            request =
                request.header(VERSION_HEADER, version.as_str()).header("X-Restli-Protocol-Version", "2.0.0");
        }
        if let Some(name) = reading.named() {
            request = request.header("X-RestLi-Method", name);
        }
        let mut response = request.send().await?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if bytes.len() + chunk.len() > MAX_ANSWER {
                return Err(Unreached::Offline {
                    why: format!("the answer is longer than {MAX_ANSWER} bytes"),
                });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        })
    }
}

impl From<reqwest::Error> for Unreached {
    fn from(error: reqwest::Error) -> Self {
        Unreached::Offline { why: network::why(error) }
    }
}
