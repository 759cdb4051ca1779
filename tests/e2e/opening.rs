//! The window opens, and opens again after anything.

use crate::desk::{Desk, Setting};

#[test]
fn the_window_opens_and_complains_of_nothing() {
    let desk = Desk::new();
    let window = desk.open();
    window.find("body *");
    window.resize(1024, 700);
    assert_eq!(window.complaints(), Vec::<String>::new());
}

#[test]
fn a_dark_desk_gets_a_dark_window() {
    let desk = Desk::with(Setting { dark: true, ..Setting::default() });
    let window = desk.open();
    assert_eq!(window.js("return matchMedia('(prefers-color-scheme: dark)').matches", &[]), true);
}

#[test]
fn after_a_power_cut_the_window_opens_again() {
    let desk = Desk::new();
    desk.open().kill();
    desk.open().find("body *");
}
