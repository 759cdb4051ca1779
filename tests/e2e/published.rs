//! A post after it was published: seen, changed, deleted, and made a draft again.

use crate::{
    desk::{CONTROL, Desk, until},
    steps::{self, Sandbox, no_complaints, open, write, written},
};
use serde_json::json;

const STANDING: &str = "[data-testid=standing]";
const SEARCH: &str = "input[type=search]";

#[test]
fn a_post_is_seen_to_be_shown_gets_another_text_and_leaves_a_draft_when_it_is_deleted() {
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, "Harbour at dawn (the first)");
    steps::publish(&window, "published");
    let url = window.find("[data-testid=outcome] .address").text();
    let sandbox = Sandbox::at(&url);
    window.click("dialog header button");
    window.gone("dialog");
    window.click("[data-testid=nav-published]");
    window.text_when(STANDING, |text| text.starts_with("Published, seen"));

    window.click("[data-testid=details]");
    window.text_when("[data-testid=post-text]", |text| text == "Harbour at dawn (the first)");
    window.button("Copy the link").click();
    window.click(SEARCH);
    window.chord(&[CONTROL, "v"]);
    until("the copied link", || (window.find(SEARCH).value() == url).then_some(()));
    window.button("Clear the search").click();

    window.click("[data-testid=edit]");
    window.find("[data-testid=post-editor]:focus");
    window.chord(&[CONTROL, "a"]);
    window.keys("Harbour at dusk (the second) #evening");
    window.click("[data-testid=change-text]:not([aria-disabled=true])");
    window.gone("dialog");
    window.text_when("[data-testid=run] .excerpt", |text| text == "Harbour at dusk (the second) #evening");
    let post = sandbox.the_post();
    assert_eq!(post["visible_text"], "Harbour at dusk (the second) #evening");
    assert_eq!((&post["cut_at"], &post["hashtags"]), (&json!(null), &json!(["evening"])));

    window.click("[data-testid=delete]");
    window.click("[data-testid=confirm-delete]");
    window.gone("dialog");
    window.text_when(STANDING, |text| text.starts_with("Deleted"));
    assert_eq!(sandbox.posts(), Vec::<serde_json::Value>::new());

    window.click("[data-testid=duplicate]");
    until("the draft to say what the post said", || {
        (written(&window) == "Harbour at dusk (the second) #evening").then_some(())
    });
    no_complaints(&window);
}

#[test]
fn a_post_that_fails_after_it_was_taken_is_told_by_itself() {
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, "Nobody will see this");
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(
        &json!([{"method": "POST", "route": "/rest/posts", "effect": {"kind": "publish_failed"}}]),
    );
    steps::publish(&window, "published");
    window.text_when("[data-testid=notice]", |text| {
        text.contains("“Nobody will see this” is not on LinkedIn.")
    });
    window.click("dialog header button");
    window.gone("dialog");
    window.click("[data-testid=nav-published]");
    window.text_when(STANDING, |text| text == "Not shown");
    no_complaints(&window);
}
