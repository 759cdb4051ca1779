//! One more than a post can hold.

use super::{begun, finding, still_standing};
use crate::{
    desk::{BACKSPACE, CONTROL, Desk},
    steps::{self, ALT_TEXT, HELD, READY, alt_texts, counted, drop_images, open, written},
};
use std::path::PathBuf;

#[test]
fn twenty_one_images_are_one_too_many_and_twenty_are_not() {
    let desk = Desk::new();
    let window = begun(&desk);
    let files: Vec<PathBuf> = (0..21).map(|n| desk.picture(&format!("{n:02}.png"), 60, 40)).collect();
    let files: Vec<_> = files.iter().map(PathBuf::as_path).collect();
    drop_images(&window, &files);
    let said = finding(&window, "images.count", "");
    assert!(said.contains("21 images") && said.contains("takes 20") && said.contains("Remove 1"), "{said}");
    window.find(HELD);
    window.find_all("[data-testid=remove]")[20].click();
    window.gone("[data-rule='images.count']");
    window.find(READY);
    still_standing(&window);
}

#[test]
fn a_text_is_blocked_at_one_character_too_many_and_free_again_without_it() {
    let desk = Desk::new();
    let window = open(&desk);
    let long = "proof ".repeat(500) + "!";
    steps::paste(&desk, &window, &long);
    counted(&window, 3_001);
    let said = finding(&window, "text.length", "");
    assert!(said.contains("3,001") && said.contains("3,000"), "{said}");
    window.find(HELD);
    window.keys(BACKSPACE);
    counted(&window, 3_000);
    window.find(READY);
    assert_eq!(written(&window), long[..3_000]);
    assert_eq!(window.complaints(), Vec::<String>::new());
}

#[test]
fn an_alt_text_is_blocked_at_one_character_too_many_and_kept_whole() {
    let desk = Desk::new();
    let window = begun(&desk);
    drop_images(&window, &[&desk.picture("pier.jpg", 1200, 627)]);
    let long = "x".repeat(4_087);
    desk.copy_text(&long);
    window.click(ALT_TEXT);
    window.chord(&[CONTROL, "v"]);
    let said = finding(&window, "image.alt_text", "pier.jpg");
    assert!(said.contains("4,087") && said.contains("4,086"), "{said}");
    window.find(HELD);
    assert_eq!(alt_texts(&window), [long]);
    window.keys(BACKSPACE);
    window.gone("[data-rule='image.alt_text']");
    still_standing(&window);
}
