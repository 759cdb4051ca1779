//! One window, and how it ends.

use crate::{
    desk::{Desk, until},
    steps::{no_complaints, open, saved, write, written},
};

const TEXT: &str = "Nobody writes over this.";

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
