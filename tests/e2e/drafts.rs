//! Nothing typed is ever lost, and every draft is found again.

use crate::{
    desk::{Desk, Window},
    steps::{
        ALT_TEXT, CARD_NAMES, COUNTER, alt_texts, counted, describe, drop_images, no_complaints, open, saved,
        write, written,
    },
};
use serde_json::json;

const EXCERPTS: &str = "[data-testid=draft] .excerpt";
const QUESTION: &str = "[data-testid=poll-question]";
const SEARCH: &str = "input[type=search]";

#[test]
fn text_images_alt_texts_and_order_survive_a_power_cut_as_soon_as_they_are_saved() {
    let desk = Desk::new();
    let files = [desk.picture("first.jpg", 800, 600), desk.picture("second.png", 600, 600)];
    let window = open(&desk);
    write(&window, "One line, then another 🗞️\n\n(with all its signs)");
    drop_images(&window, &[&files[0], &files[1]]);
    describe(&window, 0, "The first, described");
    describe(&window, 1, "The second");
    window.click("[data-testid=move-later]");
    window.texts_when(CARD_NAMES, &["second.png", "first.jpg"]);
    window.find_all(ALT_TEXT)[1].type_text("!");
    saved(&window);
    window.kill();

    let window = open(&desk);
    window.texts_when(CARD_NAMES, &["second.png", "first.jpg"]);
    assert_eq!(written(&window), "One line, then another 🗞️\n\n(with all its signs)");
    assert_eq!(alt_texts(&window), ["The second", "The first, described!"]);
    no_complaints(&window);
}

#[test]
fn what_was_taken_out_of_a_draft_is_there_again_after_a_power_cut() {
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, "We are choosing paper");
    window.click("[data-testid=begin-poll]");
    window.find(QUESTION).type_text("Which white?");
    window.click("[data-testid=remove]");
    window.gone(QUESTION);
    drop_images(&window, &[&desk.picture("first.jpg", 800, 600)]);
    describe(&window, 0, "The first, described");
    window.click("[data-testid=remove]");
    window.find("[data-testid=begin-poll]");
    saved(&window);
    window.kill();

    let window = open(&desk);
    window.click("[data-testid=begin-poll]");
    window.text_when("[data-testid=brought-back]", |text| text.contains("poll"));
    assert_eq!(window.find(QUESTION).value(), "Which white?");
    window.click("[data-testid=remove]");
    window.gone(QUESTION);
    drop_images(&window, &[&desk.files().join("first.jpg")]);
    window.find("[data-testid=brought-back]");
    assert_eq!(alt_texts(&window), ["The first, described"]);
    no_complaints(&window);
}

/// The promise is a second. The page itself takes the time from the last key to the answer of the save, so that a slow
/// driver neither hides a late save nor makes one up.
#[test]
fn what_was_typed_less_than_a_second_before_a_power_cut_is_there_again() {
    let desk = Desk::new();
    let window = open(&desk);
    window.find(COUNTER);
    window.js(
        "addEventListener('keydown', () => (window.__typed = performance.now()), { capture: true }); \
         new MutationObserver(() => (window.__counted = performance.now())) \
             .observe(document.querySelector(arguments[0]), { characterData: true, subtree: true })",
        &[json!(COUNTER)],
    );
    let text = "Typed, counted, and the plug is pulled";
    write(&window, text);
    counted(&window, text.len());
    let took = window.js("return window.__counted - window.__typed", &[]);
    window.kill();

    let took = took.as_f64().expect("a time");
    assert!((0.0..1_000.0).contains(&took), "the last key was saved after {took} ms");
    assert_eq!(written(&open(&desk)), text);
}

#[test]
fn a_deleted_draft_comes_back_when_its_deletion_is_undone() {
    let desk = Desk::new();
    let window = open(&desk);
    two_drafts(&window);
    delete(&window, "The harbour at night");
    window.texts_when(EXCERPTS, &["Signs of the fleet"]);
    window.button("Undo").click();
    window.texts_when(EXCERPTS, &["Signs of the fleet", "The harbour at night"]);

    delete(&window, "The harbour at night");
    window.texts_when(EXCERPTS, &["Signs of the fleet"]);
    window.kill();
    let window = open(&desk);
    window.click("[data-testid=nav-drafts]");
    window.texts_when(EXCERPTS, &["Signs of the fleet"]);
    no_complaints(&window);
}

#[test]
fn the_draft_on_the_bench_can_be_deleted_and_does_not_come_back_by_a_late_save() {
    let desk = Desk::new();
    let window = open(&desk);
    two_drafts(&window);
    delete(&window, "Signs of the fleet");
    window.texts_when(EXCERPTS, &["The harbour at night"]);
    window.click("[data-testid=nav-compose]");
    counted(&window, 0);
    write(&window, "Afresh");
    counted(&window, 6);
    window.click("[data-testid=nav-drafts]");
    window.texts_when(EXCERPTS, &["Afresh", "The harbour at night"]);
    no_complaints(&window);
}

#[test]
fn a_draft_is_found_by_its_words_and_opened_again() {
    let desk = Desk::new();
    let window = open(&desk);
    two_drafts(&window);
    window.find(SEARCH).type_text("harb");
    window.texts_when(EXCERPTS, &["The harbour at night"]);
    window.find(SEARCH).type_text("x");
    window.text_when("main", |text| text.contains("Nothing matches “harbx”"));
    window.button("Clear the search").click();
    window.texts_when(EXCERPTS, &["Signs of the fleet", "The harbour at night"]);
    window.find_all("[data-testid=draft] .open")[1].click();
    counted(&window, "The harbour at night".len());
    assert_eq!(written(&window), "The harbour at night");
    no_complaints(&window);
}

/// Leaves the list of drafts open with two in it, the newer on the bench.
fn two_drafts(window: &Window<'_>) {
    write(window, "The harbour at night");
    counted(window, "The harbour at night".len());
    window.click("[data-testid=new-post]");
    counted(window, 0);
    write(window, "Signs of the fleet");
    counted(window, "Signs of the fleet".len());
    window.click("[data-testid=nav-drafts]");
    window.texts_when(EXCERPTS, &["Signs of the fleet", "The harbour at night"]);
}

fn delete(window: &Window<'_>, excerpt: &str) {
    window.click(&format!("button[aria-label={}]", json!(format!("Delete draft: {excerpt}"))));
}
