//! What somebody has to find out: whether a post is there whose answer was lost.

use super::both;
use crate::{
    desk::ENTER,
    steps::{self, Sandbox, open, write},
};
use serde_json::json;

/// As *Copy link to post* gives it.
const ADDRESS: &str = "https://www.linkedin.com/posts/cranes-activity-7000000000000000001-aBcD";

#[test]
fn a_post_whose_answer_was_lost_is_asked_about_accessibly_wherever_it_is_met() {
    both(|desk, mut eye| {
        let window = open(desk);
        write(&window, "Three cranes for three quays, and one of them can be yours.");
        let sandbox = Sandbox::of(&window);
        let lost =
            json!({"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "before"}});
        sandbox.fails_with(&json!([lost]));
        steps::publish(&window, "unknown");
        eye.look(&window, "unclear");

        window.find("dialog [data-testid=its-address]").type_text(ADDRESS);
        window.keys(ENTER);
        window.find("dialog [data-testid=its-address][aria-invalid=true]");
        window.text_when("dialog [role=alert]", |text| text.contains("share"));
        eye.look(&window, "unclear-address");
        window.button("Back to the draft").click();
        window.gone("dialog");

        window.find("main [data-testid=its-address]");
        eye.look(&window, "unclear-compose");
        window.click("[data-testid=nav-published]");
        window.find("[data-testid=run] [data-testid=its-address]");
        eye.look(&window, "unclear-published");
        window.click("[data-testid=run] [data-testid=is-not-there]");
        window.find("[data-testid=run][data-outcome=stopped]");
        window.find("[data-testid=notice]");
        window.js("document.querySelector('[data-testid=notice] button').focus()", &[]);
        eye.look(&window, "unclear-settled");
        eye.done(&window);
    });
}

#[test]
fn a_post_that_cannot_be_asked_about_and_one_whose_change_is_in_doubt_are_accessible() {
    both(|desk, mut eye| {
        let window = open(desk);
        let paragraphs =
            ["Three cranes for three quays,", "and one of them can be yours.", "Ask us,", "by Friday."];
        write(&window, &paragraphs.join("\n\n\n"));
        let sandbox = Sandbox::of(&window);
        steps::publish(&window, "published");
        window.button("New post").click();
        window.gone("dialog");
        window.click("[data-testid=nav-published]");
        window.text_when("[data-testid=standing]", |text| text.starts_with("Published, seen"));
        window.click("[data-testid=details]");
        sandbox.fails_with(&json!([
            {"method": "GET", "route": "/rest/posts/**", "effect": {"kind": "drop", "when": "before"}},
            {"method": "POST", "route": "/rest/posts/**", "effect": {"kind": "drop", "when": "after"}},
        ]));
        // The smallest window, so that what is pressed stands at its foot.
        window.resize(1024, 700);
        window.click("[data-testid=check]");
        window.find("[data-testid=notice]");
        let ends = "const box = css => document.querySelector(css).getBoundingClientRect(); \
                    return [box('[data-testid=check]').bottom, box('[data-testid=notice]').top]";
        let ends: Vec<f64> = serde_json::from_value(window.js(ends, &[])).expect("two ends");
        assert!(ends[0] < ends[1], "the notice lies on what was pressed: {ends:?}");
        eye.look(&window, "published-unanswered");

        window.click("[data-testid=notice] button");
        window.click("[data-testid=edit]");
        window.find("[data-testid=post-editor]:focus");
        window.keys(" Or later. ");
        window.click("[data-testid=change-text]:not([aria-disabled=true])");
        window.find("dialog [role=alert]");
        eye.look(&window, "published-edit-doubt");
        window.button("Keep it for later").click();
        window.find("[data-testid=doubt]");
        eye.look(&window, "published-doubt");
        eye.done(&window);
    });
}
