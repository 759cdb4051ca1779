//! Images come in by every way a person has.

use crate::desk::{CONTROL, Desk, Window};

const NAMES: &str = "[data-testid=card] .name";

fn ready(desk: &Desk) -> Window<'_> {
    let window = desk.open();
    window.find("html[data-ready]");
    window
}

#[test]
fn images_dragged_from_a_file_manager_land_in_the_tray_in_order() {
    let desk = Desk::new();
    let files = [desk.picture("naïve #1.jpg", 1200, 627), desk.picture("two words.png", 800, 800)];
    let window = ready(&desk);
    window.drop_files("main", &[&files[0], &files[1]]);
    window.texts_when(NAMES, &["naïve #1.jpg", "two words.png"]);
    window.shot("dropped");
    assert_eq!(window.complaints(), Vec::<String>::new());
}

#[test]
fn images_picked_in_the_file_dialog_land_in_the_tray() {
    let desk = Desk::new();
    let first = desk.picture("a.jpg", 1200, 627);
    let window = ready(&desk);
    window.click("[data-testid=add-files]");
    desk.choose_file("Add images", &first);
    window.texts_when(NAMES, &["a.jpg"]);
    window.click("[data-testid=add-files]");
    desk.cancel_dialog("Add images");
    assert_eq!(window.texts(NAMES), ["a.jpg"]);
}

#[test]
fn a_pasted_picture_lands_in_the_tray() {
    let desk = Desk::new();
    desk.copy_picture(&desk.picture("copied.png", 640, 480));
    let window = ready(&desk);
    window.click("[data-testid=editor]");
    window.chord(&[CONTROL, "v"]);
    window.texts_when(NAMES, &["Pasted picture 1.png"]);
}
