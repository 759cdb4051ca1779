//! Processes that end in the middle.
#![cfg(unix)]

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use serde_json::{Value, json};

use super::{
    home::{Done, Home},
    publish::images,
    sandbox::{SandboxProcess, interrupt},
};

/// `galley publish` running, at the moment its progress says so.
fn until(home: &Home, sandbox: &SandboxProcess, says: &str) -> Child {
    let mut command = home.publishing(sandbox, "full", &["--progress"]);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut words = BufReader::new(process.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains(says) {
        line.clear();
        assert!(words.read_line(&mut line).unwrap() > 0, "it ended without saying “{says}”");
    }
    process.stderr = Some(words.into_inner());
    process
}

fn stuck(method: &str, route: &str) -> Value {
    json!([{"method": method, "route": route, "count": 1, "effect": {"kind": "delay", "ms": 600_000}}])
}

#[test]
fn ctrl_c_before_the_post_is_made_makes_none_and_it_can_be_taken_up_again() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Stopped",
        "attachment": images(&home, &["a.jpg", "b.jpg"])}));
    sandbox.faults(stuck("GET", "/rest/images"));
    let process = until(&home, &sandbox, "b.jpg: sent");
    interrupt(&process);
    let done = Done::from(process.wait_with_output().unwrap()).ended(1).json();
    assert_eq!((&done["outcome"], &done["cancelled"]), (&json!("stopped"), &json!(true)), "{done}");
    assert_eq!(sandbox.posts(), [] as [Value; 0]);
    sandbox.faults(json!([]));
    home.publish(&sandbox, "full", &[]).ended(0);
    assert_eq!(sandbox.posts().len(), 1);
}

#[test]
fn a_kill_while_the_post_is_made_leaves_it_unknown_until_someone_looked() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Killed"}));
    sandbox.faults(stuck("POST", "/rest/posts"));
    let mut process = until(&home, &sandbox, "Creating the post");
    process.kill().unwrap();
    process.wait().unwrap();
    sandbox.faults(json!([]));
    let done = home.publish(&sandbox, "full", &[]).ended(3).json();
    assert_eq!(done["outcome"], "unknown");
    home.publish(&sandbox, "full", &["--settle", "absent"]).ended(0);
    assert_eq!(sandbox.posts().len(), 1);
}
