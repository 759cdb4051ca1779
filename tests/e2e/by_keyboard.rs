//! A post from the first word to the outcome, with no hand on the mouse.

use crate::{
    desk::{CONTROL, Desk, ENTER, TAB, UP, Window},
    steps::{ALT_TEXT, CARD, CARD_NAMES, CONFIRM, EDITOR, READY, Sandbox, ended, no_complaints, open},
};
use serde_json::json;

/// More stops than any screen has.
const STOPS: usize = 120;

#[test]
fn the_keyboard_alone_writes_describes_moves_and_publishes() {
    let desk = Desk::new();
    let window = open(&desk);
    tab_to(&window, EDITOR);
    window.keys("Set by hand, and by nothing else");
    for (copied, size) in [("quay.png", 640), ("crane.png", 480)] {
        let before = window.find_all(CARD).len();
        desk.copy_picture(&desk.picture(copied, size, 400));
        window.chord(&[CONTROL, "v"]);
        window.find(&format!("{CARD}:nth-of-type({})", before + 1));
    }
    window.texts_when(CARD_NAMES, &["Pasted picture 1.png", "Pasted picture 2.png"]);

    tab_to(&window, &format!("{CARD}:nth-of-type(2) {ALT_TEXT}"));
    window.keys("A crane");
    tab_to(&window, &format!("{CARD}:nth-of-type(2) [data-testid=handle]"));
    window.keys(UP);
    window.texts_when(CARD_NAMES, &["Pasted picture 2.png", "Pasted picture 1.png"]);
    tab_to(&window, &format!("{CARD}:nth-of-type(2) {ALT_TEXT}"));
    window.keys("A quay");

    tab_to(&window, READY);
    window.keys(ENTER);
    window.find(&format!("{CONFIRM}:not(:disabled, [aria-disabled=true])"));
    tab_to(&window, CONFIRM);
    window.keys(ENTER);
    ended(&window, "published");

    let post = Sandbox::at(&window.find("[data-testid=outcome] .address").text()).the_post();
    assert_eq!(post["visible_text"], "Set by hand, and by nothing else");
    let described: Vec<_> =
        post["media"].as_array().into_iter().flatten().map(|image| image["alt_text"].clone()).collect();
    assert_eq!(described, ["A crane", "A quay"]);
    no_complaints(&window);
}

/// Goes from stop to stop until the focus lies on the element.
fn tab_to(window: &Window<'_>, css: &str) {
    let reached = (0..STOPS).any(|_| {
        window.js("return document.activeElement.matches(arguments[0])", &[json!(css)]) == true || {
            window.keys(TAB);
            false
        }
    });
    assert!(reached, "{css} is not reached in {STOPS} stops");
}
