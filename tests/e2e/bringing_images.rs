//! Images come in by every way a person has.

use crate::{
    desk::{CONTROL, Desk},
    steps::{CARD_NAMES, no_complaints, open},
};
use std::fs;

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
    desk.choose_file("Add images", &first);
    window.texts_when(CARD_NAMES, &["a.jpg"]);
    window.click("[data-testid=add-files]");
    desk.cancel_dialog("Add images");
    assert_eq!(window.texts(CARD_NAMES), ["a.jpg"]);
}

#[test]
fn images_picked_together_land_in_the_tray_together() {
    let desk = Desk::new();
    let folder = desk.files().join("album");
    fs::create_dir(&folder).unwrap();
    for name in ["one.jpg", "three.gif", "two.png"] {
        fs::rename(desk.picture(name, 640, 480), folder.join(name)).unwrap();
    }
    let window = open(&desk);
    window.click("[data-testid=add-files]");
    desk.choose_all("Add images", &folder);
    window.texts_when(CARD_NAMES, &["one.jpg", "three.gif", "two.png"]);
    no_complaints(&window);
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
