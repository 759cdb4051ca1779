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
