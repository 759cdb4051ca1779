//! One window, how it ends, and how its page is outlived.

use crate::{
    desk::{Desk, Window, until},
    steps::{
        CONFIRM, Sandbox, drop_images, ended, no_complaints, open, publish, review, saved, write, written,
    },
};
use serde_json::json;
use std::fs;

const TEXT: &str = "Nobody writes over this.";

/// Where this is on the screen.
fn middle_of(window: &Window<'_>, css: &str) -> (i64, i64) {
    let middle = window.js(
        "const box = document.querySelector(arguments[0]).getBoundingClientRect(); \
         return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]",
        &[json!(css)],
    );
    (middle[0].as_i64().unwrap(), middle[1].as_i64().unwrap())
}

/// Publishes a post with an image, as far as its upload, which takes longer than anybody waits; the sandbox it goes to.
fn publish_slowly(desk: &Desk, window: &Window<'_>) -> Sandbox {
    write(window, TEXT);
    drop_images(window, &[&desk.picture("quay.jpg", 1200, 627)]);
    let sandbox = Sandbox::of(window);
    let slow = json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": {"kind": "bandwidth", "bytes_per_second": 5_000}}]);
    sandbox.fails_with(&slow);
    review(window);
    window.click(CONFIRM);
    window.text_when("[data-testid=file-progress]", |text| text.contains("Uploading"));
    sandbox
}

#[test]
fn a_second_start_brings_the_first_window_to_the_front_and_ends() {
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, TEXT);
    saved(&window);
    window.js("window.__came = 0; addEventListener('focus', () => window.__came++)", &[]);
    desk.chord("alt+F9");
    until("the window to be out of the way", || {
        window.js("return !document.hasFocus()", &[]).as_bool()?.then_some(())
    });
    let second = desk.galley().output().expect("Galley starts");
    assert!(second.status.success(), "{second:?}");
    until("the window to come back", || (window.js("return window.__came", &[]).as_u64()? > 0).then_some(()));
    assert_eq!(written(&window), TEXT);
    no_complaints(&window);
}

#[test]
fn a_page_whose_process_dies_is_loaded_again_with_what_was_written_and_goes_on_taking_words() {
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, TEXT);
    saved(&window);
    let middle = middle_of(&window, "[data-testid=editor] p");

    window.kill_page();
    until("words written into the page that came back", || {
        desk.type_at(middle, "!");
        desk.chord("ctrl+a");
        desk.chord("ctrl+c");
        desk.copied().starts_with(&format!("{TEXT}!")).then_some(())
    });
    desk.chord("alt+F4");
    window.closed();
    let window = open(&desk);
    assert!(written(&window).starts_with(&format!("{TEXT}!")), "{}", written(&window));
}

#[test]
fn a_window_is_not_closed_over_words_that_the_disk_refuses_until_it_is_wished_twice() {
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, TEXT);
    saved(&window);
    let lock = desk.lock_database(&desk.data().join("galley.db"));
    write(&window, " And this?");
    window.text_when("main [role=alert]", |text| text.contains("Your last changes are not saved yet."));
    desk.chord("alt+F4");
    window.text_when("[data-testid=notice]", |text| text.contains("is lost when the window closes"));
    desk.chord("alt+F4");
    window.closed();
    drop(lock);
}

#[test]
fn a_page_that_is_loaded_anew_in_the_middle_of_a_run_shows_it_and_can_cancel_it() {
    let desk = Desk::new();
    let window = open(&desk);
    let sandbox = publish_slowly(&desk, &window);

    window.js("location.reload()", &[]);
    window.text_when("[data-testid=file-progress]", |text| {
        text.contains("quay.jpg") && text.contains("Uploading")
    });
    window.shot("publishing-after-a-reload");
    desk.chord("alt+F4");
    window.text_when("[data-testid=notice]", |text| text.contains("or cancel it first"));
    window.button("Cancel").click();
    ended(&window, "stopped");
    assert_eq!(sandbox.posts(), Vec::<serde_json::Value>::new());
    window.button("Back to the draft").click();
    assert_eq!(written(&window), TEXT);
}

#[test]
fn a_page_whose_process_dies_in_the_middle_of_a_run_can_cancel_it_when_it_is_back() {
    let desk = Desk::new();
    let window = open(&desk);
    publish_slowly(&desk, &window);
    let cancel = middle_of(&window, "dialog footer button");
    let program = format!("/proc/{}/exe", window.process());

    window.kill_page();
    until("the run to be cancelled, so that the window closes", || {
        desk.type_at(cancel, "");
        desk.chord("alt+F4");
        fs::read_link(&program).is_err().then_some(())
    });
    window.closed();
    let window = open(&desk);
    window.click("[data-testid=nav-published]");
    window.text_when("[data-testid=standing]", |text| text == "Cancelled");
}

#[test]
fn words_for_a_published_post_outlive_the_page() {
    let desk = Desk::new();
    let window = open(&desk);
    write(&window, TEXT);
    publish(&window, "published");
    window.click("dialog header button");
    window.gone("dialog");
    let edit = |window: &Window<'_>| {
        window.click("[data-testid=nav-published]");
        window.click("[data-testid=details]");
        window.click("[data-testid=edit]");
        window.find("[data-testid=post-editor]:focus");
    };
    edit(&window);
    window.keys(" And this (not sent).");
    window.find("[data-testid=change-text]:not([aria-disabled=true])");
    window.js("location.reload()", &[]);
    window.find("html[data-ready]");
    edit(&window);
    let kept = format!("{TEXT} And this (not sent).");
    window.text_when("[data-testid=post-editor]", |text| text.trim() == kept);
    window.text_when("[data-testid=edit-post]", |text| text.contains("It was not sent."));
}
