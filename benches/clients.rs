//! What the publishing clients that are measured share: a desk at a sandbox, and the calls that a script would make.

use std::{path::Path, sync::Arc};

use galley_core::{
    accounts::{MemoryVault, Token},
    desk::{Desk, Sandbox},
    publish::SystemClock,
};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

/// What the token of the sandbox may do, as far as this needs it.
const SCOPES: &str = "w_member_social r_member_social";

pub async fn desk(data: &Path, base: &str, token: &str) -> Desk {
    let desk = Desk::open(data, &data.join("cache"), Arc::new(SystemClock)).unwrap();
    let desk = desk.with_vault(Arc::new(MemoryVault::default()));
    let (api, token) = (base.parse().unwrap(), Token::paste(token).unwrap());
    desk.join_sandbox(Sandbox { api, token, scopes: SCOPES.to_owned() }).await.unwrap();
    desk
}

/// A client such as a script has.
pub struct Script<'a> {
    pub http: Client,
    pub base: &'a str,
    pub token: &'a str,
    pub owner: String,
}

impl<'a> Script<'a> {
    pub async fn new(base: &'a str, token: &'a str) -> Script<'a> {
        let http = Client::builder().no_proxy().build().unwrap();
        let asked = http.get(format!("{base}/v2/userinfo")).bearer_auth(token);
        let owner: Value = asked.send().await.unwrap().json().await.unwrap();
        let owner = format!("urn:li:person:{}", owner["sub"].as_str().unwrap());
        Script { http, base, token, owner }
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.signed(self.http.post(format!("{}{path}", self.base)))
    }

    /// Asks until a file is available.
    pub async fn wait(&self, kind: &str, urn: &str) {
        loop {
            let path = format!("{}/rest/{kind}/{}", self.base, urn.replace(':', "%3A"));
            let state: Value = self.signed(self.http.get(path)).send().await.unwrap().json().await.unwrap();
            if state["status"] == "AVAILABLE" {
                return;
            }
        }
    }

    fn signed(&self, builder: RequestBuilder) -> RequestBuilder {
        builder
            .bearer_auth(self.token)
            .header("LinkedIn-Version", "202609")
            .header("X-Restli-Protocol-Version", "2.0.0")
    }
}
