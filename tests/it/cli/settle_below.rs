//! When the post is there, and nobody knows of its first comment.

use serde_json::{Value, json};

use super::{home::Home, sandbox::SandboxProcess};

/// A post whose comment got no answer, at the worst moment.
fn unclear(when: &str) -> (Home, SandboxProcess) {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "There",
        "first_comment": "Below"}));
    sandbox.faults(json!([{"method": "POST", "route": "/rest/socialActions/*/comments", "count": 1,
        "effect": {"kind": "drop", "when": when}}]));
    let done = home.publish(&sandbox, "full", &[]).ended(3).json();
    assert_eq!((&done["outcome"], &done["after"][0]["ending"]), (&json!("published"), &json!("unclear")));
    assert!(done["after"][0]["why"].as_str().unwrap().contains("--settle there"), "{done}");
    (home, sandbox)
}

/// Everything that must be so whatever was said: one post, and the comments below it.
fn comments(sandbox: &SandboxProcess) -> usize {
    let posts = sandbox.posts();
    assert_eq!(posts.len(), 1);
    posts[0]["comments"].as_array().unwrap().len()
}

#[test]
fn a_comment_that_nobody_knows_of_stays_unknown_and_is_never_written_twice() {
    let (home, sandbox) = unclear("after");
    let again = home.publish(&sandbox, "full", &[]).ended(3).json();
    assert_eq!((&again["outcome"], &again["urn"]), (&json!("published"), &sandbox.posts()[0]["urn"]));
    assert_eq!((comments(&sandbox), sandbox.asked("POST", "/rest/socialActions")), (1, 1));
}

#[test]
fn a_comment_that_was_seen_is_settled_and_the_post_told_as_published() {
    let (home, sandbox) = unclear("after");
    let urn = &sandbox.posts()[0]["urn"];
    for arguments in [&["--settle", "there"][..], &[]] {
        let done = home.publish(&sandbox, "full", arguments).ended(0).json();
        assert_eq!((&done["outcome"], &done["urn"]), (&json!("published"), urn));
        assert_eq!(done["after"][0]["ending"], "done", "{done}");
        assert!(done["url"].as_str().unwrap().starts_with(&sandbox.base_url), "{done}");
    }
    assert_eq!((comments(&sandbox), sandbox.asked("POST", "/rest/socialActions")), (1, 1));
    let known = home.publish(&sandbox, "full", &["--settle", "there"]).ended(2);
    assert!(known.stderr.contains("known already"), "{}", known.stderr);
}

#[test]
fn a_comment_that_was_not_seen_is_written() {
    let (home, sandbox) = unclear("before");
    let done = home.publish(&sandbox, "full", &["--settle", "absent"]).ended(0).json();
    assert_eq!(done["after"][0]["ending"], "done", "{done}");
    assert_eq!(comments(&sandbox), 1);
}

#[test]
fn a_comment_that_was_refused_and_written_by_hand_is_settled_too() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:person:SandboxMember1", "commentary": "Alone",
        "first_comment": "Below"}));
    home.publish(&sandbox, "self-serve", &[]).ended(1);
    home.publish(&sandbox, "self-serve", &["--settle", "there"]).ended(0);
    home.publish(&sandbox, "self-serve", &[]).ended(0);
    assert_eq!(sandbox.asked("POST", "/rest/socialActions"), 1);
}

#[test]
fn comments_that_were_closed_by_hand_are_settled_too() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Quiet",
        "comments_closed": true}));
    sandbox.faults(json!([{"route": "/rest/socialMetadata/*", "effect": {"kind": "status", "status": 403}}]));
    home.publish(&sandbox, "full", &[]).ended(1);
    let done = home.publish(&sandbox, "full", &["--settle", "there"]).ended(0).json();
    let after = &done["after"][0];
    assert_eq!((&after["what"], &after["ending"]), (&json!("comments_closed"), &json!("done")));
    assert_eq!(sandbox.posts().len(), 1);
}

#[test]
fn below_a_post_without_a_name_a_comment_can_be_said_to_be_there_and_not_be_tried_again() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:person:SandboxMember1", "commentary": "Nameless",
        "first_comment": "Below"}));
    sandbox.faults(
        json!([{"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "after"}}]),
    );
    home.publish(&sandbox, "self-serve", &[]).ended(3);
    let seen = home.publish(&sandbox, "self-serve", &["--settle", "there"]).ended(1).json();
    assert_eq!((&seen["outcome"], &seen["urn"]), (&json!("published"), &Value::Null));
    let refused = home.publish(&sandbox, "self-serve", &["--settle", "absent"]).ended(2);
    assert!(refused.stderr.contains("did not name this post"), "{}", refused.stderr);
    let done = home.publish(&sandbox, "self-serve", &["--settle", "there"]).ended(0).json();
    assert_eq!(done["after"][0]["ending"], "done", "{done}");
    assert_eq!(sandbox.asked("POST", "/rest/socialActions"), 0);
}
