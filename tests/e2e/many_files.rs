//! Many files at once, and files that change while they are attached.

use crate::{
    desk::{Desk, until},
    steps::{ALT_TEXT, CARD, describe, drop_images, no_complaints, open, saved, write, written},
};
use serde_json::json;
use std::fs;

/// The page may be held so long at once while files arrive: a debug build with other tests beside it takes a part of
/// that, and a person who types would notice more. In milliseconds.
const HELD_MS: f64 = 800.0;

/// Notes the longest time between two turns of the page: whatever it does at once, drawing included, keeps the next one
/// waiting.
const WATCH: &str = r#"
    window.__held = 0;
    let last = performance.now();
    const turns = new MessageChannel();
    turns.port1.onmessage = () => {
        const now = performance.now();
        window.__held = Math.max(window.__held, now - last);
        last = now;
        setTimeout(() => turns.port2.postMessage(null), 5);
    };
    turns.port2.postMessage(null);
"#;

#[test]
fn a_folder_of_two_hundred_pictures_is_read_while_one_writes_on() {
    let desk = Desk::new();
    let folder = desk.files().join("campaign");
    fs::create_dir(&folder).unwrap();
    let one = fs::read(desk.picture("one.jpg", 640, 400)).unwrap();
    for number in 0..200 {
        fs::write(folder.join(format!("picture {number}.jpg")), &one).unwrap();
    }
    fs::write(folder.join(".hidden.jpg"), &one).unwrap();
    let window = open(&desk);
    window.js(WATCH, &[]);
    window.drop_files("main", &[&folder]);
    write(&window, "Written meanwhile");
    until("all two hundred cards", || (window.find_all(CARD).len() == 200).then_some(()));
    let held = window.js("return window.__held", &[]).as_f64().unwrap();
    println!("the page was held for {held:.0} ms at most");
    assert!(held <= HELD_MS, "the page was held for {held:.0} ms at once while the files arrived");
    assert_eq!(written(&window), "Written meanwhile");
    let first = window.js(
        "return [...document.querySelectorAll('[data-testid=card] .name')].slice(0, 3).map(name => name.textContent)",
        &[],
    );
    assert_eq!(first, json!(["picture 0.jpg", "picture 1.jpg", "picture 2.jpg"]));
    saved(&window);
    window.shot("two-hundred");
    no_complaints(&window);
}

#[test]
fn a_file_that_changes_on_the_disk_is_looked_at_again_and_its_alt_text_stays() {
    let desk = Desk::new();
    let file = desk.picture("poster.png", 1200, 627);
    let window = open(&desk);
    drop_images(&window, &[&file]);
    describe(&window, 0, "A poster");
    saved(&window);
    let other = desk.picture("another.png", 900, 900);
    fs::rename(other, &file).unwrap();
    window.text_when("[data-testid=card] .facts", |text| text.contains("900 × 900"));
    let said = window.text_when("[data-testid=changed]", |text| text.contains("Changed on the disk"));
    assert!(said.contains("Its alt text stayed as it was."), "{said}");
    assert_eq!(window.find(ALT_TEXT).value(), "A poster");
    window.shot("changed-on-disk");
    window.click("[data-testid=acknowledge]");
    window.gone("[data-testid=changed]");
    no_complaints(&window);
}
