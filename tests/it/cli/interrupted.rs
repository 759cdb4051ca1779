//! Processes that end in the middle.
#![cfg(unix)]

use serde_json::{Value, json};

use super::{home::Home, publish::images, running::Running, sandbox::SandboxProcess};

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
    let running = Running::until(&home, &sandbox, "b.jpg: sent");
    running.interrupt();
    let done = running.done().ended(1).json();
    assert_eq!((&done["outcome"], &done["cancelled"]), (&json!("stopped"), &json!(true)), "{done}");
    assert_eq!(sandbox.posts(), [] as [Value; 0]);
    sandbox.faults(json!([]));
    home.publish(&sandbox, "full", &[]).ended(0);
    assert_eq!(sandbox.posts().len(), 1);
}

#[test]
fn ctrl_c_while_a_refused_post_waits_to_be_sent_again_makes_none() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Throttled"}));
    let throttled = json!({"kind": "status", "status": 429, "retry_after_seconds": 90});
    sandbox.faults(json!([{"method": "POST", "route": "/rest/posts", "effect": throttled}]));
    let mut running = Running::until(&home, &sandbox, "LinkedIn asks to slow down");
    running.interrupt();
    running.hear("Stopping before the post is made");
    let done = running.done().ended(1).json();
    assert_eq!((&done["outcome"], &done["cancelled"]), (&json!("stopped"), &json!(true)), "{done}");
}

#[test]
fn ctrl_c_while_an_unclear_post_is_looked_up_says_that_it_cannot_be_called_back_and_a_second_ends_unknown() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Unclear"}));
    let lost = json!({"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "after"}});
    let blind = json!({"method": "GET", "route": "/rest/posts", "effect": {"kind": "delay", "ms": 600_000}});
    sandbox.faults(json!([lost, blind]));
    let mut running = Running::until(&home, &sandbox, "looking for the post");
    running.interrupt();
    running.hear("cannot be called back");
    running.interrupt();
    let done = running.done().ended(3).json();
    assert_eq!(done["outcome"], "unknown", "{done}");
    assert_eq!(sandbox.posts().len(), 1);
}

#[test]
fn ctrl_c_twice_while_an_earlier_run_is_looked_for_never_says_that_there_is_no_post() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "In doubt"}));
    sandbox.faults(stuck("POST", "/rest/posts"));
    let mut killed = Running::until(&home, &sandbox, "Creating the post");
    killed.process.kill().unwrap();
    killed.process.wait().unwrap();
    sandbox.faults(stuck("GET", "/rest/posts"));
    let mut running = Running::until(&home, &sandbox, "looking for its post");
    running.interrupt();
    running.hear("cannot be called back");
    running.interrupt();
    let done = running.done().ended(3).json();
    assert_eq!(done["outcome"], "unknown", "{done}");
    assert!(done["how_to_find_out"].as_str().unwrap().contains("Run the same command again"), "{done}");
}

#[test]
fn ctrl_c_twice_while_the_comment_is_written_says_that_the_post_is_there_and_that_the_comment_may_be() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "There",
        "first_comment": "Below"}));
    let throttled = json!({"kind": "status", "status": 429, "retry_after_seconds": 3_600});
    let comments = "/rest/socialActions/*/comments";
    sandbox.faults(json!([{"method": "POST", "route": comments, "count": 1, "effect": throttled}]));
    let first = home.publish(&sandbox, "full", &[]).ended(1).json();
    assert_eq!(first["after"][0]["safe_to_retry"], true, "{first}");
    sandbox.faults(stuck("POST", comments));
    let mut running = Running::until(&home, &sandbox, "writing its first comment");
    running.interrupt();
    running.hear("The post is there");
    running.interrupt();
    let done = running.done().ended(3).json();
    assert_eq!(
        [&done["outcome"], &done["urn"], &done["url"]],
        [&json!("published"), &first["urn"], &first["url"]]
    );
    assert_eq!(done["after"][0]["ending"], "unclear", "{done}");
    assert_eq!(home.publish(&sandbox, "full", &[]).ended(3).json()["after"][0]["ending"], "unclear");
    assert_eq!(sandbox.posts().len(), 1);
}

#[test]
fn a_kill_while_the_post_is_made_leaves_it_unknown_until_someone_looked() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Killed"}));
    sandbox.faults(stuck("POST", "/rest/posts"));
    let mut running = Running::until(&home, &sandbox, "Creating the post");
    running.process.kill().unwrap();
    running.process.wait().unwrap();
    sandbox.faults(json!([]));
    let done = home.publish(&sandbox, "full", &[]).ended(3).json();
    assert_eq!(done["outcome"], "unknown");
    home.publish(&sandbox, "full", &["--settle", "absent"]).ended(0);
    assert_eq!(sandbox.posts().len(), 1);
}

#[test]
fn a_kill_while_the_post_is_made_needs_one_more_run_to_find_it_and_write_its_comment() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Killed",
        "first_comment": "Below"}));
    let lost = json!({"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "after"}});
    let blind = json!({"method": "GET", "route": "/rest/posts", "effect": {"kind": "delay", "ms": 600_000}});
    sandbox.faults(json!([lost, blind]));
    let mut running = Running::until(&home, &sandbox, "looking for the post");
    running.process.kill().unwrap();
    running.process.wait().unwrap();
    sandbox.faults(json!([]));
    let done = home.publish(&sandbox, "full", &[]).ended(0).json();
    let post = &sandbox.posts()[0];
    assert_eq!((&done["outcome"], &done["urn"]), (&json!("published"), &post["urn"]));
    assert!(done["url"].as_str().unwrap().starts_with(&sandbox.base_url), "{done}");
    assert_eq!(
        (&done["after"][0]["ending"], &post["comments"][0]["text"]),
        (&json!("done"), &json!("Below"))
    );
    assert_eq!((sandbox.posts().len(), sandbox.asked("POST", "/rest/socialActions")), (1, 1));
}

#[test]
fn a_post_that_is_found_by_looking_is_told_with_its_address() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Found"}));
    let fault = |method, effect| json!({"method": method, "route": "/rest/posts", "effect": effect});
    sandbox.faults(json!([
        fault("POST", json!({"kind": "drop", "when": "after"})),
        fault("GET", json!({"kind": "status", "status": 403})),
    ]));
    home.publish(&sandbox, "full", &[]).ended(3);
    sandbox.faults(json!([]));
    for _ in 0..2 {
        let done = home.publish(&sandbox, "full", &[]).ended(0).json();
        assert!(done["url"].as_str().unwrap().starts_with(&sandbox.base_url), "{done}");
        assert_eq!(done["urn"], sandbox.posts()[0]["urn"]);
    }
    assert_eq!(sandbox.asked("POST", "/rest/posts"), 1);
}
