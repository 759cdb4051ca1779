//! A poll: begun, written and published without the mouse, and the first comment below it.

use serde_json::json;

use crate::{
    desk::{Desk, ENTER, UP},
    steps::{EDITOR, Sandbox, no_complaints, open, publish, tab_to},
};

const QUESTION: &str = "[data-testid=poll-question]";

#[test]
fn a_poll_is_written_by_the_keyboard_and_published_with_its_first_comment() {
    let desk = Desk::new();
    let window = open(&desk);
    tab_to(&window, EDITOR);
    window.keys("We are choosing paper");
    tab_to(&window, "[data-testid=begin-poll]");
    window.keys(ENTER);
    window.find(&format!("{QUESTION}:focus"));
    window.keys("Which white (of three)?");
    for option in ["Natural", "Bright", "Ivory"] {
        window.keys(ENTER);
        window.keys(option);
    }
    tab_to(&window, "[data-testid=poll-option]:nth-of-type(3) [data-testid=handle]");
    window.keys(UP);
    window.texts_when("[data-testid=proof-poll] li span", &["Natural", "Ivory", "Bright"]);
    tab_to(&window, "[data-testid=first-comment]");
    window.keys("Samples (all three)");
    window.shot("poll");

    let sandbox = Sandbox::of(&window);
    publish(&window, "published");
    window.text_when("[data-testid=followed]", |text| text == "Its first comment is there.");
    let post = sandbox.the_post();
    assert_eq!(post["visible_text"], "We are choosing paper");
    let poll = &post["fields"]["content"]["poll"];
    assert_eq!(poll["question"], "Which white (of three)?");
    assert_eq!(poll["options"], json!([{"text": "Natural"}, {"text": "Ivory"}, {"text": "Bright"}]));
    assert_eq!(poll["settings"]["duration"], "SEVEN_DAYS");
    assert_eq!(post["comments"][0]["text"], "Samples (all three)");
    no_complaints(&window);
}
