//! One WebDriver session (W3C WebDriver; WebKitGTK's own capabilities).

use super::http::request;
use serde_json::{Value, json};
use std::{net::SocketAddr, path::Path};

/// The key of an element's reference in WebDriver's answers.
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A command that the driver refused, in its words.
pub type Refused = Value;

/// A session: one window of one program.
pub struct Driver {
    server: SocketAddr,
    session: String,
}

impl Driver {
    /// Starts a program and its session.
    pub fn start(server: SocketAddr, program: &Path) -> Self {
        let asked = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": program, "args": []},
            "timeouts": {"script": 60_000, "pageLoad": 60_000},
        }}});
        let answer = request(server, "POST", "/session", &[], Some(&asked)).json();
        let Some(session) = answer["value"]["sessionId"].as_str() else { panic!("no session: {answer}") };
        Self { server, session: session.to_owned() }
    }

    pub fn get(&self, path: &str) -> Result<Value, Refused> {
        self.send("GET", path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Refused> {
        self.send("POST", path, Some(body))
    }

    pub fn delete(&self, path: &str) -> Result<Value, Refused> {
        self.send("DELETE", path, None)
    }

    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Refused> {
        let answer = request(self.server, method, &format!("/session/{}{path}", self.session), &[], body);
        let value = answer.json()["value"].take();
        if answer.status == 200 { Ok(value) } else { Err(value) }
    }
}
