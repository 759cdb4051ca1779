//! A machine that has no keyring, or a locked one.

use super::{begun, still_standing};
use crate::desk::{Desk, Keyring, Setting, Window};
use serde_json::json;

#[test]
fn without_a_keyring_a_token_can_be_kept_until_one_quits() {
    let desk = offline(Keyring::Missing);
    let window = begun(&desk);
    window.click("[data-testid=nav-accounts]");
    the_keyring_cannot_be_used(&window, "There is no keyring to keep the token in");
    window.button("Look again").click();
    the_keyring_cannot_be_used(&window, "There is no keyring to keep the token in");
    a_token_cannot_be_asked_about(&window);
}

/// Whether a keyring is locked shows only when it has to be written; so the page's own "Look again" is called first.
#[test]
fn with_a_locked_keyring_a_token_can_be_kept_until_one_quits() {
    let desk = offline(Keyring::Locked);
    let window = begun(&desk);
    let state = window.invoke("retry_vault", &json!({})).expect("an answer");
    assert_eq!(state["state"], "locked", "{state}");
    window.click("[data-testid=nav-accounts]");
    the_keyring_cannot_be_used(&window, "The keyring is locked");
    a_token_cannot_be_asked_about(&window);
}

/// LinkedIn is asked whose a token is before it is kept; a proxy that nobody answers at stands for no network, so that
/// a test stays on this machine.
fn offline(keyring: Keyring) -> Desk {
    let nowhere = ("HTTPS_PROXY".to_owned(), "http://127.0.0.1:9".to_owned());
    Desk::with(Setting { keyring, environment: vec![nowhere], ..Setting::default() })
}

fn the_keyring_cannot_be_used(window: &Window<'_>, why: &str) {
    let said = window.text_when("main > section", |text| text.contains(why));
    for words in [
        "keep the token until you quit",
        "A token kept until you quit is forgotten when Galley closes.",
        "It stays in memory until you quit",
    ] {
        assert!(said.contains(words), "{words:?} is missing in {said}");
    }
}

fn a_token_cannot_be_asked_about(window: &Window<'_>) {
    window.find("input[type=password]").type_text("AQVtokenOfNobody0123456789abcdefghijklmnopqrstuvwxyz");
    window.button("Add account").click();
    window.text_when("form [role=alert]", |text| {
        text.contains("LinkedIn could not be reached") && text.contains("check the connection")
    });
    let broken: Vec<_> = window.violations().iter().map(ToString::to_string).collect();
    assert_eq!(broken, Vec::<String>::new());
    window.click("[data-testid=nav-compose]");
    still_standing(window);
}
