//! When nobody knows whether the post is there.

use serde_json::{Value, json};

use super::{home::Home, sandbox::SandboxProcess};

/// A post of a member whose token may not read posts back, and a connection that ends at the worst moment.
fn unclear(when: &str) -> (Home, SandboxProcess) {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:person:SandboxMember1", "commentary": "Is it there?"}));
    drop_create(&sandbox, when);
    let done = home.publish(&sandbox, "self-serve", &[]).ended(3).json();
    assert_eq!(done["outcome"], "unknown");
    assert!(done["how_to_find_out"].as_str().unwrap().contains("--settle there"), "{done}");
    (home, sandbox)
}

fn drop_create(sandbox: &SandboxProcess, when: &str) {
    sandbox.faults(json!([{"method": "POST", "route": "/rest/posts", "count": 1,
        "effect": {"kind": "drop", "when": when}}]));
}

#[test]
fn an_unknown_outcome_stays_unknown_and_never_makes_a_second_post() {
    let (home, sandbox) = unclear("after");
    for again in [&[][..], &["--fresh"]] {
        let done = home.publish(&sandbox, "self-serve", again).ended(3).json();
        assert_eq!(done["outcome"], "unknown", "{again:?}");
    }
    assert_eq!((sandbox.posts().len(), sandbox.asked("POST", "/rest/posts")), (1, 1));
}

#[test]
fn a_post_that_was_seen_is_settled_as_published() {
    let (home, sandbox) = unclear("after");
    for arguments in [&["--settle", "there"][..], &[]] {
        let done = home.publish(&sandbox, "self-serve", arguments).ended(0).json();
        assert_eq!((&done["outcome"], &done["urn"]), (&json!("published"), &Value::Null));
    }
    assert_eq!((sandbox.posts().len(), sandbox.asked("POST", "/rest/posts")), (1, 1));
}

#[test]
fn a_post_that_was_not_seen_is_published() {
    let (home, sandbox) = unclear("before");
    let done = home.publish(&sandbox, "self-serve", &["--settle", "absent"]).ended(0).json();
    assert_eq!(done["outcome"], "published");
    assert_eq!(sandbox.posts().len(), 1);
    let known = home.publish(&sandbox, "self-serve", &["--settle", "absent"]).ended(2);
    assert!(known.stderr.contains("known already"), "{}", known.stderr);
    assert_eq!(sandbox.posts().len(), 1);
}

#[test]
fn where_posts_can_be_read_a_lost_answer_is_found() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Found again"}));
    drop_create(&sandbox, "after");
    let done = home.publish(&sandbox, "full", &[]).ended(0).json();
    assert_eq!(done["urn"], sandbox.posts()[0]["urn"]);
    assert_eq!(sandbox.asked("POST", "/rest/posts"), 1);
}
