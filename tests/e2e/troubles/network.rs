//! A network that fails at the worst moment.

use super::{begun, one_post, with_a_pier};
use crate::{
    desk::Desk,
    steps::{Sandbox, publish},
};
use serde_json::json;
use std::fs;

#[test]
fn an_upload_that_fails_halfway_is_sent_again_and_nobody_notices() {
    let desk = Desk::new();
    let window = begun(&desk);
    let pier = with_a_pier(&desk, &window);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([
        {"method": "PUT", "route": "/dms-uploads/**", "count": 1, "effect": {"kind": "status", "status": 500}},
        {"method": "PUT", "route": "/dms-uploads/**", "count": 1, "effect": {"kind": "drop", "after_bytes": 4096}},
    ]));
    publish(&window, "published");
    assert_eq!((sandbox.hits(0), sandbox.hits(1)), (1, 1));
    let post = one_post(&window);
    let urn = post["media"][0]["urn"].as_str().expect("an image").to_owned();
    assert!(sandbox.get(&format!("/__media/{urn}")).body == fs::read(pier).unwrap(), "it arrived changed");
}

#[test]
fn a_post_whose_answer_was_lost_is_found_and_never_made_twice() {
    let desk = Desk::new();
    let window = begun(&desk);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([
        {"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "after"}},
    ]));
    publish(&window, "published");
    assert_eq!(sandbox.hits(0), 1);
    one_post(&window);
}

#[test]
fn a_post_that_may_be_lost_stays_unknown_until_somebody_looks_and_is_then_made_once() {
    let desk = Desk::new();
    let window = begun(&desk);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([
        {"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "before"}},
    ]));
    publish(&window, "unknown");
    assert_eq!((sandbox.hits(0), sandbox.posts().len()), (1, 0));
    window.button("Look it up").click();
    window.text_when("[data-testid=outcome]", |text| text.contains("does not list"));
    window.button("It is not there").click();
    window.find("[data-testid=outcome][data-outcome=stopped]");
    sandbox.fails_with(&json!([]));
    window.button("Try again").click();
    window.find("[data-testid=outcome][data-outcome=published]");
    one_post(&window);
}

#[test]
fn a_refused_token_stops_the_run_and_bars_the_author_until_linkedin_accepts_it_again() {
    let desk = Desk::new();
    let window = begun(&desk);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([{"route": "/rest/**", "effect": {"kind": "status", "status": 401}}]));
    publish(&window, "stopped");
    let said = window.find("[data-testid=outcome]").text();
    assert!(
        said.contains("The sign-in has ended: LinkedIn lets a token live 60 days. Renew it under Accounts."),
        "{said}"
    );
    assert!(said.contains("Nothing was posted"), "{said}");
    assert_eq!(sandbox.posts().len(), 0);
    window.button("Try again").click();
    window.text_when("dialog", |text| text.contains("the sign-in has ended; renew it under Accounts."));
    assert_eq!(sandbox.hits(0), 1, "nothing is sent with a token that has ended");
    window.button("Back to the draft").click();
    window.find("[data-testid=finding][data-severity=block]");
    sandbox.fails_with(&json!([]));
    window.click("[data-testid=nav-accounts]");
    window.text_when("[data-testid=account]", |text| text.contains("Expired"));
    window.button("Check again").click();
    window.text_when("[data-testid=account]", |text| text.contains("Ready"));
    window.click("[data-testid=nav-compose]");
    window.gone("[data-testid=finding][data-severity=block]");
    publish(&window, "published");
    one_post(&window);
}
