//! Whatever a person brings and whatever the network does: it is said in words, nothing typed is lost, and there are
//! never two posts. What is refused by core alone is not tested here but there.

mod files;
mod keyring;
mod limits;
mod network;

use crate::{
    desk::{BACKSPACE, Desk, Window, until},
    steps::{Sandbox, counted, describe, drop_images, open, saved, write, written},
};
use serde_json::json;
use std::path::PathBuf;

const TEXT: &str = "Written before anything went wrong.";

/// A window with a text in it.
fn begun(desk: &Desk) -> Window<'_> {
    let window = open(desk);
    write(&window, TEXT);
    counted(&window, TEXT.len());
    window
}

/// Drops one described image, and returns its file.
fn with_a_pier(desk: &Desk, window: &Window<'_>) -> PathBuf {
    let pier = desk.picture("pier.jpg", 1200, 627);
    drop_images(window, &[&pier]);
    describe(window, 0, "A pier");
    saved(window);
    pier
}
/// Waits for a finding under this rule about the image of this name, and returns its words.
fn finding(window: &Window<'_>, rule: &str, name: &str) -> String {
    until(&format!("a finding {rule} about {name:?}"), || {
        let found = window.texts(&format!("[data-testid=finding][data-rule={}]", json!(rule)));
        found.into_iter().find(|words| words.contains(name))
    })
}

/// The text is still there and can be gone on with, and the page complains of nothing but pictures that cannot be
/// drawn.
fn still_standing(window: &Window<'_>) {
    assert_eq!(written(window), TEXT);
    write(window, "!");
    counted(window, TEXT.len() + 1);
    window.keys(BACKSPACE);
    counted(window, TEXT.len());
    let complaints: Vec<_> =
        window.complaints().into_iter().filter(|words| !words.contains("did not load: media://")).collect();
    assert_eq!(complaints, Vec::<String>::new());
}

/// The sandbox holds this post and no other.
fn one_post(window: &Window<'_>) -> serde_json::Value {
    let post = Sandbox::at(&window.find("[data-testid=outcome] .address").text()).the_post();
    assert_eq!(post["visible_text"], TEXT);
    post
}
