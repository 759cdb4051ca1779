//! What the keyboard does: a post from the first word to the outcome, and undoing.

use crate::{
    desk::{BACKSPACE, CONTROL, Desk, ENTER, UP, until},
    steps::{
        ALT_TEXT, CARD, CARD_NAMES, CONFIRM, EDITOR, READY, Sandbox, drop_images, ended, no_complaints, open,
        saved, tab_to, write, written,
    },
};
use serde_json::json;

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

#[test]
fn a_page_is_mentioned_from_the_list_goes_as_one_piece_and_links_in_the_post() {
    const LIST: &str = "[data-testid=mention-list]";
    const MENTION: &str = "[data-testid=editor] .mention";
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, "With @sandbox pr");
    window.find(LIST);
    until("the page among those to mention", || {
        window
            .texts("[data-testid=mention-mention] .name")
            .contains(&"Sandbox Press".to_owned())
            .then_some(())
    });
    window.keys(ENTER);
    window.texts_when(MENTION, &["Sandbox Press"]);
    window.gone(LIST);
    // The space behind it, then all of it at once.
    window.keys(BACKSPACE);
    window.keys(BACKSPACE);
    window.gone(MENTION);
    assert_eq!(written(&window).trim_end(), "With");

    window.keys("@sandbox-tools");
    window.find("[data-testid=mention-look-up]");
    window.keys(UP);
    window.keys(UP);
    window.keys(ENTER);
    window.texts_when(MENTION, &["Sandbox Tools (Nordic)"]);
    saved(&window);
    let url = {
        crate::steps::publish(&window, "published");
        window.find("[data-testid=outcome] .address").text()
    };
    let post = Sandbox::at(&url).the_post();
    let linked = json!([{"name": "Sandbox Tools (Nordic)", "urn": "urn:li:organization:1002"}]);
    assert_eq!(post["mentions"], linked);
    no_complaints(&window);
}

/// By the keyboard's own keys: what WebDriver presses does not pass what stands between the keyboard and the page.
#[test]
fn what_is_written_in_a_field_is_undone_in_that_field_and_nowhere_else() {
    const POST: &str = "Nothing goes on here";
    const TITLE: &str = "[data-testid=title]";
    const SEARCH: &str = "input[type=search]";
    let desk = Desk::new();
    let window = open(&desk);
    drop_images(&window, &[&desk.picture("crane.png", 640, 400)]);
    for field in [ALT_TEXT, TITLE, EDITOR, SEARCH] {
        if field == SEARCH {
            saved(&window);
            window.click("[data-testid=nav-drafts]");
        }
        window.find(field);
        window.click(field);
        if field == EDITOR {
            window.keys(POST);
            continue;
        }
        let press = |chord: &str, wanted: &str| {
            desk.chord(chord);
            until(&format!("{wanted:?} after {chord} in {field}"), || {
                (window.find(field).value() == wanted).then_some(())
            });
        };
        for key in ["a", "space", "c", "r"] {
            desk.chord(key);
        }
        press("a", "a cra");
        press("ctrl+z", "a");
        press("ctrl+z", "");
        press("ctrl+shift+z", "a");
        press("ctrl+y", "a cra");
    }
    window.click("[data-testid=nav-compose]");
    window.click(ALT_TEXT);
    for _ in 0..4 {
        desk.chord("ctrl+z");
    }
    until("all of it to be undone", || window.find(ALT_TEXT).value().is_empty().then_some(()));
    assert_eq!(window.find(TITLE).value(), "a cra");
    assert_eq!(written(&window), POST);
    no_complaints(&window);
}
