//! Images come in by every way a person has.

use crate::{
    desk::{CONTROL, Desk, until},
    steps::{CARD_NAMES, EDITOR, no_complaints, open, written},
};
use std::{fs, path::Path};

const NOTICE: &str = "[data-testid=notice]";

#[test]
fn images_dragged_from_a_file_manager_land_in_the_tray_in_order() {
    let desk = Desk::new();
    let files = [desk.picture("naïve #1.jpg", 1200, 627), desk.picture("two words.png", 800, 800)];
    let window = open(&desk);
    window.drop_files("main", &[&files[0], &files[1]]);
    window.texts_when(CARD_NAMES, &["naïve #1.jpg", "two words.png"]);
    window.shot("dropped");
    no_complaints(&window);
}

#[test]
fn images_picked_in_the_file_dialog_land_in_the_tray() {
    let desk = Desk::new();
    let first = desk.picture("a.jpg", 1200, 627);
    let window = open(&desk);
    window.click("[data-testid=add-files]");
    desk.choose_file("Add files", &first);
    window.texts_when(CARD_NAMES, &["a.jpg"]);
    window.click("[data-testid=add-files]");
    desk.cancel_dialog("Add files");
    assert_eq!(window.texts(CARD_NAMES), ["a.jpg"]);
}

#[test]
fn a_pasted_picture_lands_in_the_tray() {
    let desk = Desk::new();
    desk.copy_picture(&desk.picture("copied.png", 640, 480));
    let window = open(&desk);
    window.click("[data-testid=editor]");
    window.chord(&[CONTROL, "v"]);
    window.texts_when(CARD_NAMES, &["Pasted picture 1.png"]);
}

#[test]
fn a_picture_of_a_busy_program_lands_in_the_tray_whole() {
    let desk = Desk::new();
    let copied = desk.picture("copied.png", 1600, 1200);
    desk.copy_picture_haltingly(&copied);
    let window = open(&desk);
    window.click(EDITOR);
    window.chord(&[CONTROL, "v"]);
    window.texts_when(CARD_NAMES, &["Pasted picture 1.png"]);
    window.text_when("[data-testid=card] .facts", |text| text.contains("1,600 × 1,200"));
    no_complaints(&window);
}

#[test]
fn a_picture_is_kept_as_what_it_is_and_one_that_is_not_handed_over_is_missed_in_words() {
    let desk = Desk::new();
    let window = open(&desk);
    desk.copy_only("image/jpeg", &desk.picture("copied.jpg", 640, 480));
    window.click(EDITOR);
    window.chord(&[CONTROL, "v"]);
    window.texts_when(CARD_NAMES, &["Pasted picture 1.jpg"]);

    let nothing = desk.files().join("nothing");
    fs::write(&nothing, "").unwrap();
    desk.copy_only("image/png", &nothing);
    window.chord(&[CONTROL, "v"]);
    window.text_when(NOTICE, |text| text.contains("did not hand it over"));
    window.shot("not-handed-over");
    assert_eq!(window.texts(CARD_NAMES), ["Pasted picture 1.jpg"]);
    no_complaints(&window);
}

#[test]
fn files_copied_in_a_file_manager_land_in_the_tray() {
    let desk = Desk::new();
    let files = [desk.picture("naïve #1.jpg", 1200, 627), desk.picture("two words.png", 800, 800)];
    desk.copy_files(&[&files[0], &files[1]]);
    let window = open(&desk);
    window.click(EDITOR);
    window.chord(&[CONTROL, "v"]);
    window.texts_when(CARD_NAMES, &["naïve #1.jpg", "two words.png"]);
    no_complaints(&window);
}

#[test]
fn what_is_dragged_here_and_lies_elsewhere_is_refused_in_words() {
    let desk = Desk::new();
    let window = open(&desk);
    window.drop_files("main", &[Path::new("https://example.com/a.jpg"), Path::new("otherhost/share/b.jpg")]);
    let said = window.text_when("main [role=alert]", |text| text.contains("2 files could not be added"));
    assert!(said.contains("https://example.com/a.jpg: This is an address on the web and no file."), "{said}");
    assert!(said.contains("otherhost/share/b.jpg: This is not on this computer."), "{said}");
    no_complaints(&window);
}

#[test]
fn words_that_begin_like_a_file_are_pasted_as_words() {
    const WORDS: &str = "file://server/docs is where the docs are";
    let desk = Desk::new();
    let window = open(&desk);
    desk.copy_text_bluntly(WORDS);
    window.click(EDITOR);
    window.chord(&[CONTROL, "v"]);
    until("the words", || (written(&window) == WORDS).then_some(()));
    assert_eq!(window.texts(NOTICE), Vec::<String>::new());
    no_complaints(&window);
}
