//! The window opens, and opens again after anything.

use crate::{
    desk::Desk,
    steps::{desk_in, no_complaints, open},
};

#[test]
fn the_window_opens_and_complains_of_nothing() {
    let desk = Desk::new();
    let window = open(&desk);
    window.resize(1024, 700);
    no_complaints(&window);
}

#[test]
fn the_window_is_as_dark_as_the_desk() {
    for (dark, appearance) in [(false, "light"), (true, "dark")] {
        let desk = desk_in(dark);
        let window = open(&desk);
        assert_eq!(window.js("return document.documentElement.dataset.appearance", &[]), appearance);
    }
}

#[test]
fn after_a_power_cut_the_window_opens_again() {
    let desk = Desk::new();
    open(&desk).kill();
    no_complaints(&open(&desk));
}
