//! Whatever a person brings and whatever the network does: it is said in words, nothing typed is lost, and there are
//! never two posts.

use crate::{
    desk::{BACKSPACE, CONTROL, Desk, Keyring, Setting, Window, until},
    steps::{
        self, ALT_TEXT, CARD, CONFIRM, Sandbox, alt_texts, counted, describe, drop_images, ended, open,
        publish, review, saved, write, written,
    },
};
use serde_json::json;
use std::{fs, os::unix::fs::symlink, path::PathBuf};

const TEXT: &str = "Written before anything went wrong.";
const PUBLISH: &str = "[data-testid=publish]";

#[test]
fn files_that_are_no_images_are_each_told_in_words() {
    let desk = Desk::new();
    let window = begun(&desk);
    let file = |name: &str, bytes: &[u8]| {
        let path = desk.files().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let whole = fs::read(desk.picture("whole.jpg", 1200, 800)).unwrap();
    let files = [
        file("note.jpg", b"not a picture"),
        file("nothing.png", b""),
        file("half.jpg", &whole[..whole.len() / 2]),
        file("modern.webp", WEBP),
        file("huge.png", &huge_png()),
    ];
    let before = window.find_all(CARD).len();
    assert_eq!(before, 0);
    drop_images(&window, &files.each_ref().map(PathBuf::as_path));
    for (name, rule, words) in [
        ("note.jpg", "file.kind", "not an image"),
        ("nothing.png", "file.empty", "0 bytes"),
        ("half.jpg", "image.truncated", "breaks off"),
        ("modern.webp", "image.format", "JPEG, PNG"),
        ("huge.png", "image.pixels", "60,000 × 60,000"),
    ] {
        let said = finding(&window, rule, name);
        assert!(said.contains(words), "{name}: {said}");
    }
    still_standing(&window);
    assert!(!window.find(PUBLISH).is_enabled());
}

#[test]
fn folders_and_dead_links_are_refused_in_words_and_the_good_image_beside_them_is_taken() {
    let desk = Desk::new();
    let window = begun(&desk);
    let folder = desk.files().join("holiday");
    fs::create_dir(&folder).unwrap();
    let link = desk.files().join("link.jpg");
    symlink(desk.files().join("was here.jpg"), &link).unwrap();
    let good = desk.picture("good.jpg", 1200, 627);
    window.drop_files("main", &[&folder, &good, &link]);
    window.texts_when(steps::CARD_NAMES, &["good.jpg"]);
    let refused = window.text_when("main [role=alert]", |text| text.contains("2 files could not be added"));
    assert!(refused.contains("holiday: This is a folder."), "{refused}");
    assert!(refused.contains("link.jpg: This link leads to a file that is not there any more."), "{refused}");
    still_standing(&window);
}

#[test]
fn twenty_one_images_are_one_too_many_and_twenty_are_not() {
    let desk = Desk::new();
    let window = begun(&desk);
    let files: Vec<PathBuf> = (0..21).map(|n| desk.picture(&format!("{n:02}.png"), 60, 40)).collect();
    let files: Vec<_> = files.iter().map(PathBuf::as_path).collect();
    drop_images(&window, &files);
    let said = finding(&window, "images.count", "");
    assert!(said.contains("21 images") && said.contains("takes 20") && said.contains("Remove 1"), "{said}");
    assert!(!window.find(PUBLISH).is_enabled());
    window.find_all("[data-testid=remove]")[20].click();
    window.gone("[data-rule='images.count']");
    window.find(&format!("{PUBLISH}:not(:disabled)"));
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
    assert!(!window.find(PUBLISH).is_enabled());
    window.keys(BACKSPACE);
    counted(&window, 3_000);
    window.find(&format!("{PUBLISH}:not(:disabled)"));
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
    assert!(!window.find(PUBLISH).is_enabled());
    assert_eq!(alt_texts(&window), [long]);
    window.keys(BACKSPACE);
    window.gone("[data-rule='image.alt_text']");
    still_standing(&window);
}

#[test]
fn a_file_deleted_before_the_review_blocks_it_and_is_taken_again_when_it_is_back() {
    let desk = Desk::new();
    let window = begun(&desk);
    let pier = with_a_pier(&desk, &window);
    let aside = pier.with_extension("aside");
    fs::rename(&pier, &aside).unwrap();
    window.click(&format!("{PUBLISH}:not(:disabled)"));
    window.text_when("dialog [role=alert]", |text| text.contains("pier.jpg: The file cannot be read."));
    assert!(!window.find(CONFIRM).is_enabled());
    window.button("Back to the draft").click();
    the_pier_is_gone_and_put_back(&window, || fs::rename(&aside, &pier).unwrap());
    publish(&window, "published");
    one_post(&window);
}

#[test]
fn a_file_deleted_after_the_review_is_named_and_nothing_is_posted() {
    let desk = Desk::new();
    let window = begun(&desk);
    let pier = with_a_pier(&desk, &window);
    let sandbox = Sandbox::of(&window);
    review(&window);
    let aside = pier.with_extension("aside");
    fs::rename(&pier, &aside).unwrap();
    window.click(CONFIRM);
    window.text_when("dialog [role=alert]", |text| text.contains("pier.jpg: The file cannot be read"));
    assert_eq!(sandbox.posts().len(), 0);
    window.button("Back to the draft").click();
    the_pier_is_gone_and_put_back(&window, || fs::rename(&aside, &pier).unwrap());
    publish(&window, "published");
    one_post(&window);
}

#[test]
fn an_upload_that_fails_halfway_is_sent_again_and_nobody_notices() {
    let desk = Desk::new();
    let window = begun(&desk);
    let pier = with_a_pier(&desk, &window);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([
        {"method": "PUT", "route": "/dms-uploads/**", "count": 1, "effect": {"kind": "status", "status": 500}},
        {"method": "PUT", "route": "/dms-uploads/**", "count": 1, "effect": {"kind": "drop", "after_bytes": 4096}},
    ]));
    publish(&window, "published");
    assert_eq!((sandbox.hits(0), sandbox.hits(1)), (1, 1));
    let post = one_post(&window);
    let urn = post["media"][0]["urn"].as_str().expect("an image").to_owned();
    assert!(sandbox.get(&format!("/__media/{urn}")).body == fs::read(pier).unwrap(), "it arrived changed");
}

#[test]
fn a_post_whose_answer_was_lost_is_found_and_never_made_twice() {
    let desk = Desk::new();
    let window = begun(&desk);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([
        {"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "after"}},
    ]));
    publish(&window, "published");
    assert_eq!(sandbox.hits(0), 1);
    one_post(&window);
}

#[test]
fn a_post_that_may_be_lost_stays_unknown_until_somebody_looks_and_is_then_made_once() {
    let desk = Desk::new();
    let window = begun(&desk);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([
        {"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "before"}},
    ]));
    publish(&window, "unknown");
    assert_eq!((sandbox.hits(0), sandbox.posts().len()), (1, 0));
    window.button("Look it up").click();
    window.text_when("[data-testid=outcome]", |text| text.contains("does not list"));
    window.button("It is not there").click();
    window.find("[data-testid=outcome][data-outcome=stopped]");
    sandbox.fails_with(&json!([]));
    window.button("Try again").click();
    window.find("[data-testid=outcome][data-outcome=published]");
    one_post(&window);
}

#[test]
fn a_refused_token_stops_the_run_in_words_and_the_post_is_made_once_when_it_is_accepted_again() {
    let desk = Desk::new();
    let window = begun(&desk);
    let sandbox = Sandbox::of(&window);
    sandbox.fails_with(&json!([{"route": "/rest/**", "effect": {"kind": "status", "status": 401}}]));
    publish(&window, "stopped");
    let said = window.find("[data-testid=outcome]").text();
    assert!(
        said.contains("LinkedIn does not accept the sign-in any more. Renew it under Accounts"),
        "{said}"
    );
    assert!(said.contains("Nothing was posted"), "{said}");
    assert_eq!(sandbox.posts().len(), 0);
    sandbox.fails_with(&json!([]));
    window.button("Try again").click();
    window.find("[data-testid=outcome][data-outcome=published]");
    one_post(&window);
}

#[test]
fn without_a_keyring_a_token_can_be_kept_until_one_quits() {
    let desk = offline(Keyring::Missing);
    let window = begun(&desk);
    window.click("[data-testid=nav-accounts]");
    the_keyring_cannot_be_used(&window, "No keyring was found on this system");
    window.button("Look again").click();
    the_keyring_cannot_be_used(&window, "No keyring was found on this system");
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
    the_keyring_cannot_be_used(&window, "Your keyring is locked");
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

/// The tray and the findings say which file is gone, and take it again when it is back.
fn the_pier_is_gone_and_put_back(window: &Window<'_>, put_back: impl FnOnce()) {
    window.text_when("[data-testid=card]", |text| text.contains("This file was deleted or moved"));
    let said = finding(window, "file.gone", "pier.jpg");
    assert!(said.contains("Put it back where it was"), "{said}");
    assert!(!window.find(PUBLISH).is_enabled());
    still_standing(window);
    put_back();
    window.button("Look again").click();
    window.gone("[data-rule='file.gone']");
}

/// Waits for a finding under this rule about the image of this name, and returns its words.
fn finding(window: &Window<'_>, rule: &str, name: &str) -> String {
    until(&format!("a finding {rule} about {name:?}"), || {
        let found = window.texts(&format!("[data-testid=finding][data-rule={}]", json!(rule)));
        found.into_iter().find(|words| words.contains(name))
    })
}

/// The text is still there and can be gone on with, and the page complains of nothing but pictures that cannot be drawn.
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

/// The header of a lossless WebP of 1 × 1.
const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";

/// CRC-32 of its `IHDR` chunk.
const HUGE_CHECKSUM: u32 = 0x0fb0_e215;

/// A PNG that says it has 60,000 × 60,000 pixels, and holds none.
fn huge_png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat());
    png.extend([8, 2, 0, 0, 0]);
    png.extend(HUGE_CHECKSUM.to_be_bytes());
    png.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
    png
}
