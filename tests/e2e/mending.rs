//! Pictures are mended: cropped by the keyboard alone, converted by one button.

use crate::{
    desk::{CONTROL, Desk, ENTER, RIGHT, Window, until},
    steps::{ALT_TEXT, CARD, CARD_NAMES, Sandbox, describe, no_complaints, open, publish, tab_to, write},
};
use serde_json::json;
use std::fs;

const FACTS: &str = "[data-testid=card] .facts";

#[test]
fn a_picture_is_cropped_with_the_keyboard_alone() {
    let desk = Desk::new();
    let window = open(&desk);
    tab_to(&window, crate::steps::EDITOR);
    window.keys("Cut to a square");
    desk.copy_picture(&desk.picture("wide.png", 1200, 600));
    window.chord(&[CONTROL, "v"]);
    window.texts_when(CARD_NAMES, &["Pasted picture 1.png"]);
    tab_to(&window, ALT_TEXT);
    window.keys("A quay");

    tab_to(&window, "[data-testid=edit-image]");
    window.keys(ENTER);
    window.find("[data-testid=crop]");
    tab_to(&window, "dialog input[type=radio][value=free]");
    window.keys(RIGHT);
    window.keys(RIGHT);
    let part = |wanted: &str| {
        until(&format!("the part to be {wanted:?}"), || {
            let label = window.find("[data-testid=crop]").attribute("aria-label");
            label.is_some_and(|label| label.contains(wanted)).then_some(())
        });
    };
    part("600 × 600, 300 from the left");
    assert_eq!(shape(&window, "[data-testid=crop-picture]"), 2.0, "the picture's own shape");
    assert_eq!(shape(&window, "[data-testid=crop]"), 1.0, "a square looks square");
    // Before the shapes in the dialog: once around.
    tab_to(&window, "[data-testid=crop]");
    window.keys(RIGHT);
    part("600 × 600, 312 from the left");
    window.shot("cropping");
    tab_to(&window, "[data-testid=make-copy]");
    window.keys(ENTER);
    window.text_when("[data-testid=done]", |text| text.contains("ropped to 600 × 600"));
    window.shot("cropped");
    tab_to(&window, "[data-testid=use-copy]");
    window.keys(ENTER);
    window.gone("dialog");
    window.text_when(FACTS, |text| text.contains("600 × 600"));
    assert_eq!(window.find(ALT_TEXT).value(), "A quay");

    let sandbox = Sandbox::of(&window);
    publish(&window, "published");
    assert_eq!(sandbox.the_post()["media"][0]["alt_text"], "A quay");
    no_complaints(&window);
}

/// Width by height on the screen, to the hundredth.
fn shape(window: &Window<'_>, css: &str) -> f64 {
    let box_of = "const { width, height } = document.querySelector(arguments[0]).getBoundingClientRect(); \
                  return Math.round(width / height * 100) / 100";
    window.js(box_of, &[json!(css)]).as_f64().expect("a number")
}

#[test]
fn a_webp_is_converted_and_published_and_the_original_stays() {
    let desk = Desk::new();
    let original = desk.webp("harbour.webp", 1200, 627);
    let before = fs::read(&original).unwrap();
    let window = open(&desk);
    write(&window, "Taken from the web");
    window.drop_files("main", &[&original]);
    window.text_when(FACTS, |text| text.contains("WEBP"));
    describe(&window, 0, "A harbour");
    window.click(&format!("{CARD} [data-testid=fix][data-remedy=convert]"));
    window.click("[data-testid=make-copy]");
    window.text_when("[data-testid=done]", |text| text.contains("aved as "));
    window.click("[data-testid=use-copy]");
    window.text_when(FACTS, |text| text.contains("1,200 × 627") && !text.contains("WEBP"));

    let sandbox = Sandbox::of(&window);
    publish(&window, "published");
    assert_eq!(sandbox.the_post()["media"][0]["alt_text"], "A harbour");
    assert_eq!(fs::read(&original).unwrap(), before);
    no_complaints(&window);
}
