//! What comes between: veils, notices, dialogs, and notes on what did not go as it should.

use super::{Eye, both};
use crate::{
    desk::{Desk, ESCAPE, Keyring, Setting, Window, until},
    steps::{CARD, CARD_NAMES, CONFIRM, READY, counted, describe, drop_images, open, review, saved, write},
};
use serde_json::json;
use std::{fs, os::unix::fs::symlink};

const TEXT: &str = "The quay at six in the morning, and nobody there but the crane.";

#[test]
fn what_lies_over_the_bench_is_accessible() {
    both(|desk, mut eye| {
        let window = open(desk);
        write(&window, TEXT);
        let files = [("quay.jpg", 1200, 627), ("crane.png", 900, 900), ("tide.gif", 400, 300)]
            .map(|(name, width, height)| desk.picture(name, width, height));
        // Narrow first, so that the mouse stays over the page when it grows.
        window.resize(1024, 700);
        window.hover_files("main", &[&files[0], &files[1], &files[2]], || {
            window.find(".veil");
            eye.look(&window, "drop-veil");
        });
        window.texts_when(CARD_NAMES, &["quay.jpg", "crane.png", "tide.gif"]);
        describe(&window, 0, "The quay at dawn, with one crane");
        saved(&window);

        window.click("[data-testid=proof-collage] .tile button");
        window.find("[data-testid=proof-viewer]");
        eye.look(&window, "proof-viewer");
        window.keys(ESCAPE);
        window.gone("[data-testid=proof-viewer]");

        window.click("[data-testid=remove]");
        window.texts_when(CARD_NAMES, &["crane.png", "tide.gif"]);
        // With the focus in it a notice stays.
        window.find("[data-testid=notice]");
        window.js("document.querySelector('[data-testid=notice] button').focus()", &[]);
        eye.look(&window, "notice-undo");
        window.button("Undo").click();
        window.texts_when(CARD_NAMES, &["quay.jpg", "crane.png", "tide.gif"]);
        eye.done(&window);
    });
}

#[test]
fn the_notes_of_the_composer_are_accessible() {
    both(|desk, mut eye| {
        let window = open(desk);
        write(&window, TEXT);
        saved(&window);
        let folder = desk.files().join("holiday");
        fs::create_dir(&folder).unwrap();
        let link = desk.files().join("link.jpg");
        symlink(desk.files().join("was here.jpg"), &link).unwrap();
        window.drop_files("main", &[&folder, &link]);
        window.text_when("main [role=alert]", |text| text.contains("2 files could not be added"));
        eye.look(&window, "compose-refused");
        window.click("[data-testid=refused] button");
        window.gone("main [role=alert]");

        let lock = desk.lock_database(&desk.data().join("galley.db"));
        write(&window, "!");
        window.text_when("main [role=alert]", |text| text.contains("Your last changes are not saved yet."));
        counted(&window, TEXT.len() + 1);
        eye.look(&window, "compose-unsaved");
        drop(lock);
        saved(&window);
        eye.done(&window);
    });
}

#[test]
fn a_review_that_finds_a_problem_is_accessible() {
    both(|desk, mut eye| {
        let window = open(desk);
        let file = desk.picture("quay.jpg", 1200, 627);
        let aside = file.with_extension("aside");
        write(&window, TEXT);
        drop_images(&window, &[&file]);
        describe(&window, 0, "The quay at dawn");
        saved(&window);

        fs::rename(&file, &aside).unwrap();
        window.text_when(CARD, |text| {
            text.contains("The file cannot be read. There is no such file. Put it back")
        });
        eye.look(&window, "compose-gone");
        fs::rename(&aside, &file).unwrap();
        window.button("Look again").click();
        window.gone("[data-rule='file.gone']");

        review(&window);
        fs::rename(&file, &aside).unwrap();
        window.click(CONFIRM);
        window.text_when("dialog [role=alert]", |text| text.contains("quay.jpg"));
        eye.look(&window, "review-problem");
        window.button("Back to the draft").click();

        window.click("[data-testid=new-post]");
        counted(&window, 0);
        write(&window, TEXT);
        let other = desk.picture("crane.png", 900, 900);
        drop_images(&window, &[&other]);
        describe(&window, 0, "A crane");
        saved(&window);
        fs::write(&other, "no picture any more").unwrap();
        window.click(READY);
        window.text_when("dialog [role=alert]", |text| text.contains("crane.png"));
        eye.look(&window, "review-blocked");
        // A picture that is gone cannot be drawn, and the page may say so.
        eye.judge();
    });
}

#[test]
fn what_accounts_ask_and_say_is_accessible() {
    both(|desk, mut eye| {
        let window = open(desk);
        window.click("[data-testid=nav-accounts]");
        window.button("Remove…").click();
        window.find("dialog[open]");
        eye.look(&window, "accounts-remove");
        window.button("Keep it").click();
        window.gone("dialog");
        eye.done(&window);
    });
    for dark in [false, true] {
        for (keyring, name) in [(Keyring::Missing, "missing"), (Keyring::Locked, "locked")] {
            let desk = Desk::with(Setting { dark, keyring, ..Setting::default() });
            let mut eye = Eye { dark, broken: Vec::new() };
            let window = open(&desk);
            keyring_is(&window, name);
            window.click("[data-testid=nav-accounts]");
            window.button("Look again");
            eye.look(&window, &format!("keyring-{name}"));
            eye.done(&window);
        }
    }
}

/// That it is locked shows only when it has to be written; so it is asked as "Look again" asks.
fn keyring_is(window: &Window<'_>, state: &str) {
    until(&format!("a keyring that is {state}"), || {
        let found = window.invoke("retry_vault", &json!({})).expect("an answer");
        (found["state"] == state).then_some(())
    });
}
