//! A post is written, proofed and published, and readers get exactly what was written.

use crate::{
    desk::{Desk, Setting, UP, Window, until},
    steps::{
        self, CARD_NAMES, Sandbox, alt_texts, counted, describe, drop_images, no_complaints, open, review,
        write,
    },
};
use serde_json::{Value, json};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

/// All fifteen reserved characters of little text, a hashtag, and an emoji of several code points.
const TEXT: &str = "Proof before print 🖨️ – every sign below must reach the reader.\n\
    | { } @ [ ] ( ) < > # \\ * _ ~ are the fifteen that cut a post when nobody escapes them, so they stand here, \
    before the fold and behind it (as here), together with #galleyproof, one [draft], a ~tilde~ and 3 * 4 < 13.\n\
    \n\
    The end.";

/// The same in little text: each reserved character behind a backslash, but for the one that begins the hashtag.
const LITTLE_TEXT: &str = "Proof before print 🖨️ – every sign below must reach the reader.\n\
    \\| \\{ \\} \\@ \\[ \\] \\( \\) \\< \\> \\# \\\\ \\* \\_ \\~ are the fifteen that cut a post when nobody escapes them, \
    so they stand here, before the fold and behind it \\(as here\\), together with #galleyproof, one \\[draft\\], \
    a \\~tilde\\~ and 3 \\* 4 \\< 13.\n\
    \n\
    The end.";

#[test]
fn readers_get_the_text_the_order_the_alt_texts_and_the_bytes_that_were_proofed() {
    let browser = Browser::new();
    let desk = Desk::with(Setting { environment: vec![browser.first_on_the_path()], ..Setting::default() });
    let [jpeg, png, gif] = [("quay.jpg", 1200, 627), ("crane.png", 800, 800), ("tide.gif", 400, 300)]
        .map(|(name, width, height)| desk.picture(name, width, height));
    let window = open(&desk);

    write(&window, TEXT);
    let units = TEXT.encode_utf16().count();
    counted(&window, units);
    assert_eq!(steps::written(&window), TEXT);
    the_proof_cuts_after_three_lines(&window);

    drop_images(&window, &[&jpeg, &png, &gif]);
    window.texts_when(CARD_NAMES, &["quay.jpg", "crane.png", "tide.gif"]);
    for (place, alt_text) in ["The quay at dawn", "A crane (the old one)", "Tide, rising"].iter().enumerate()
    {
        describe(&window, place, alt_text);
    }
    carry_up(&window, 2, 0);
    window.texts_when(CARD_NAMES, &["tide.gif", "quay.jpg", "crane.png"]);
    window.find_all("[data-testid=handle]")[2].click();
    window.keys(UP);
    window.texts_when(CARD_NAMES, &["tide.gif", "crane.png", "quay.jpg"]);
    assert_eq!(alt_texts(&window), ["Tide, rising", "A crane (the old one)", "The quay at dawn"]);

    review(&window);
    let wire = steps::wire_view(&window);
    assert!(wire.iter().any(|shown| shown == LITTLE_TEXT), "{wire:#?}");
    window.click(steps::CONFIRM);
    steps::ended(&window, "published");

    let url = window.find("[data-testid=outcome] .address").text();
    let sandbox = Sandbox::at(&url);
    let post = sandbox.the_post();
    assert_eq!(post["visible_text"], TEXT);
    assert_eq!(post["commentary"], LITTLE_TEXT);
    assert_eq!(post["cut_at"], Value::Null);
    assert_eq!(post["hashtags"], json!(["galleyproof"]));
    let media = post["media"].as_array().cloned().unwrap_or_default();
    let described: Vec<_> = media.iter().map(|image| image["alt_text"].clone()).collect();
    assert_eq!(described, ["Tide, rising", "A crane (the old one)", "The quay at dawn"]);
    for (image, file) in media.iter().zip([&gif, &png, &jpeg]) {
        let urn = image["urn"].as_str().expect("an image has a URN");
        let sent = sandbox.get(&format!("/__media/{urn}"));
        assert!(sent.body == fs::read(file).unwrap(), "{} arrived changed", file.display());
    }

    window.click("[data-testid=open-post]");
    assert_eq!(browser.visited(), url);
    let (_, path) = url.split_once("/feed").expect("a page of the feed");
    let page = sandbox.get(&format!("/feed{path}"));
    assert_eq!(page.status, 200);
    let page = String::from_utf8(page.body).unwrap();
    assert!(
        page.contains("so they stand here, before the fold and behind it (as here), together with"),
        "{page}"
    );
    no_complaints(&window);
}

#[test]
fn a_page_posts_in_its_own_name() {
    let desk = Desk::new();
    let window = open(&desk);
    steps::post_as(&window, "Sandbox Press");
    write(&window, "From the press room");
    steps::publish(&window, "published");
    let post = Sandbox::at(&window.find("[data-testid=outcome] .address").text()).the_post();
    assert_eq!(
        (&post["author_name"], &post["visible_text"]),
        (&json!("Sandbox Press"), &json!("From the press room"))
    );
    no_complaints(&window);
}

/// Measured once more, by other means than the proof's own: the whole text is set beside it in the same type and
/// width, and each character is asked for its row.
fn the_proof_cuts_after_three_lines(window: &Window<'_>) {
    let cut = until("a cut of the whole text", || {
        let cut = window.find("[data-testid=proof-cut]");
        (cut.attribute("data-rule").as_deref() == Some("lines")).then_some(cut)
    });
    let offset: usize =
        cut.attribute("data-offset").and_then(|offset| offset.parse().ok()).expect("an offset");
    let shown = window.js("return document.querySelector('[data-testid=proof-text]').textContent", &[]);
    let units: Vec<u16> = TEXT.encode_utf16().collect();
    assert_eq!(shown, String::from_utf16_lossy(&units[..offset]));

    let measured = window.js(MEASURE, &[json!(TEXT)]);
    let lines = measured["lines"].as_array().expect("lines");
    let third: Vec<_> = lines.iter().filter(|at| at["row"] == 2).collect();
    let within = |at: &&Value| at["offset"].as_u64().is_some_and(|at| at < offset as u64);
    let (kept, covered): (Vec<&Value>, Vec<&Value>) = third.iter().partition(|at| within(at));
    let room = measured["room"].as_f64().expect("a width");
    let right = |at: &Value| at["right"].as_f64().expect("an edge");
    assert!(!kept.is_empty(), "the cut at {offset} lies before the third line: {measured}");
    assert!(kept.iter().all(|at| right(at) <= room + 0.5), "words at {offset} lie under “…more”: {measured}");
    let first_covered = covered.iter().find(|at| at["blank"] == false);
    assert!(first_covered.is_none_or(|at| right(at) > room - 0.5), "{offset} cuts too early: {measured}");
    assert!(lines.iter().any(|at| at["row"] == 3), "there is nothing to cut: {measured}");

    let before_the_cut = String::from_utf16_lossy(&units[..offset]);
    until("the mark in the written text to stand at the cut", || {
        let before = window.js(BEFORE_THE_MARK, &[]);
        (before.as_str()?.trim_end() == before_the_cut.trim_end()).then_some(())
    });
}

/// What is written before the mark of the cut, as lines.
const BEFORE_THE_MARK: &str = r#"
    const editor = document.querySelector("[data-testid=editor]");
    const mark = editor.querySelector("[data-testid=fold-marker]");
    if (!mark) return null;
    const before = document.createRange();
    before.setStart(editor, 0);
    before.setEndBefore(mark);
    return [...before.cloneContents().children].map((line) => line.textContent).join("\n");
"#;

/// Each character's row and right edge, and how far the third line reaches before "…more" covers it.
const MEASURE: &str = r#"
    const shown = document.querySelector("[data-testid=proof-text]");
    const { fontFamily, fontSize, fontWeight, lineHeight, fontFeatureSettings } = getComputedStyle(shown);
    const beside = document.createElement("p");
    Object.assign(beside.style, {
        fontFamily, fontSize, fontWeight, lineHeight, fontFeatureSettings, whiteSpace: "pre-wrap", overflowWrap: "anywhere",
        position: "fixed", top: 0, left: 0, margin: 0, width: `${shown.offsetWidth}px`, visibility: "hidden",
    });
    beside.textContent = arguments[0];
    document.body.append(beside);
    const box = beside.getBoundingClientRect();
    const range = document.createRange();
    const lines = [];
    for (let offset = 0; offset < arguments[0].length; offset += 1) {
        range.setStart(beside.firstChild, offset);
        range.setEnd(beside.firstChild, offset + 1);
        const rect = [...range.getClientRects()].findLast(rect => rect.width > 0);
        if (!rect) continue;
        const row = Math.floor((rect.top + rect.height / 2 - box.top) / parseFloat(lineHeight));
        lines.push({ offset, row, right: rect.right - box.left, blank: !arguments[0][offset].trim() });
        if (row > 3) break;
    }
    beside.remove();
    const more = document.querySelector("[data-testid=proof-post] .more");
    return { lines, room: box.width - more.offsetWidth };
"#;

/// Carries an image by its handle above another one.
fn carry_up(window: &Window<'_>, from: usize, to: usize) {
    window.js("document.querySelectorAll('[data-testid=card]')[arguments[0]].scrollIntoView()", &[json!(to)]);
    let names = window.find_all(CARD_NAMES);
    let handles = window.find_all("[data-testid=handle]");
    window.drag_within(&handles[from], &names[to]);
}

/// A browser that only writes down where it was sent.
struct Browser(tempfile::TempDir);

impl Browser {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("xdg-open");
        let visited = folder.path().join("visited");
        let script =
            format!("#!/bin/sh\nprintf %s \"$1\" > {0}.part && mv {0}.part {0}\n", visited.display());
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Self(folder)
    }

    fn first_on_the_path(&self) -> (String, String) {
        let path = std::env::var("PATH").unwrap_or_default();
        ("PATH".to_owned(), format!("{}:{path}", self.0.path().display()))
    }

    fn visited(&self) -> String {
        let visited: &Path = &self.0.path().join("visited");
        until("the browser", || fs::read_to_string(visited).ok())
    }
}
