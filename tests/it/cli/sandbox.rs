//! `galley sandbox`, as a server for the other tests and as a command of its own.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use super::{home::Home, http};

pub struct SandboxProcess {
    process: Child,
    pub base_url: String,
    pub world: Value,
}

impl SandboxProcess {
    pub fn start(home: &Home, arguments: &[&str]) -> SandboxProcess {
        let mut command = home.galley(&[&["sandbox"], arguments].concat());
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let world: Value = serde_json::from_str(&line).unwrap();
        let base_url = world["base_url"].as_str().unwrap().to_owned();
        SandboxProcess { process, base_url, world }
    }

    /// The value of the token labelled so.
    pub fn token(&self, label: &str) -> String {
        let tokens = self.world["tokens"].as_array().unwrap();
        let found = tokens.iter().find(|token| token["label"] == label).unwrap();
        found["value"].as_str().unwrap().to_owned()
    }

    pub fn get(&self, path: &str) -> http::Answer {
        http::request(self.address(), "GET", path, &[], None)
    }

    pub fn posts(&self) -> Vec<Value> {
        self.get("/__posts").json().as_array().unwrap().clone()
    }

    /// How often this was asked, in words like `PUT /dms-uploads`.
    pub fn asked(&self, method: &str, path: &str) -> usize {
        let requests = self.get("/__requests").json();
        let fits = |it: &&Value| it["method"] == method && it["path"].as_str().unwrap().starts_with(path);
        requests.as_array().unwrap().iter().filter(fits).count()
    }

    pub fn faults(&self, faults: Value) {
        let answer = http::request(self.address(), "POST", "/__faults", &[], Some(&faults));
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    }

    fn address(&self) -> SocketAddr {
        self.base_url.strip_prefix("http://").unwrap().parse().unwrap()
    }
}

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn it_says_in_one_line_where_it_is_and_who_it_holds() {
    let home = Home::new();
    let config = json!({"organizations": [
        {"id": 7, "name": "Acme", "vanity_name": "acme"}], "roles": []});
    home.write("config.json", config.to_string());
    let sandbox = SandboxProcess::start(&home, &["--config", "config.json", "--token", "a-token-of-my-own"]);
    assert!(sandbox.base_url.starts_with("http://127.0.0.1:"));
    assert_eq!(sandbox.world["tokens"][0]["value"], "a-token-of-my-own");
    assert_eq!(sandbox.world["organizations"][0]["urn"], "urn:li:organization:7");
    assert_eq!(sandbox.get("/feed").status, 200);
}

#[test]
#[cfg(unix)]
fn it_serves_at_the_port_asked_for_until_it_is_asked_to_end() {
    let home = Home::new();
    let first = SandboxProcess::start(&home, &[]);
    let port = first.base_url.rsplit(':').next().unwrap().to_owned();
    let taken = home.run(&["sandbox", "--port", &port]).ended(1);
    assert!(taken.stderr.contains(&port), "{}", taken.stderr);
    drop(first);
    let mut second = SandboxProcess::start(&home, &["--port", &port]);
    assert!(second.base_url.ends_with(&port));
    interrupt(&second.process);
    assert_eq!(second.process.wait().unwrap().code(), Some(0));
}

#[test]
fn a_config_with_an_unknown_key_is_wrong_use() {
    let home = Home::new();
    home.write("config.json", r#"{"membres": []}"#);
    let refused = home.run(&["sandbox", "--config", "config.json"]).ended(2);
    assert!(refused.stderr.contains("config.json") && refused.stderr.contains("membres"), "{refused:?}");
}

/// Ctrl-C, to a process that this test started.
#[cfg(unix)]
pub fn interrupt(process: &Child) {
    let sent = Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap();
    assert!(sent.success());
}
