//! What the publishing clients that are measured share: a desk at a sandbox, and the calls that a script would make.

use std::{
    env,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use galley_core::{
    accounts::{MemoryVault, Token},
    desk::{Desk, Sandbox},
    publish::SystemClock,
};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

use crate::{
    measure::{median, megabytes, milliseconds},
    sandbox::{Away, Distance},
};

/// Time and growth in bytes of each client, in turn, each in a process of its own (this program, called with `child`)
/// against a sandbox of its own.
pub fn side_by_side<const N: usize>(
    child: &str,
    folder: &Path,
    clients: [&str; N],
    distance: Distance,
    runs: usize,
) -> [(Duration, u64); N] {
    let mut figures = clients.map(|_| Vec::new());
    for _ in 0..runs {
        for (client, figures) in clients.iter().zip(&mut figures) {
            figures.push(once(child, folder, client, distance));
        }
    }
    figures.map(|figures| {
        let part = |at: fn(&(u64, u64)) -> u64| median(&figures.iter().map(at).collect::<Vec<_>>());
        (Duration::from_micros(part(|it| it.0)), part(|it| it.1))
    })
}

pub fn told((wall, grown): (Duration, u64)) -> String {
    format!("{}, memory grew by {}", milliseconds(wall), megabytes(grown))
}

/// Microseconds and bytes of growth.
fn once(child: &str, folder: &Path, client: &str, distance: Distance) -> (u64, u64) {
    let away = Away::start(distance);
    let output = Command::new(env::current_exe().unwrap())
        .args([child, &away.base, &away.token])
        .arg(folder)
        .arg(client)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "the {client} client failed");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    (told["us"].as_u64().unwrap(), told["grown"].as_u64().unwrap())
}

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
