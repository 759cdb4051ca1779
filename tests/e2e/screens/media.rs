//! What there is for videos, documents and images that are mended or bound.

use super::{both, scroll_to};
use crate::{
    desk::{RIGHT, Window, until},
    links::site,
    steps::{CARD, describe, drop_images, open, saved, write},
};
use std::fs;

const TEXT: &str = "Twelve thousand sheets an hour, and nobody hears a word.";

/// The second one begins too early, and the third is read in no time.
const CAPTIONS: &str = "1\n00:00:00,500 --> 00:00:02,000\nThe press is running.\n\n\
                        2\n00:00:01,500 --> 00:00:03,500\nTwelve thousand sheets an hour.\n\n\
                        3\n00:00:04,000 --> 00:00:04,200\nAnd every one of them is looked at by somebody who knows.\n";

/// With a picture that stands in another file.
const SIGN: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">
    <rect width="600" height="400" fill="#124"/><circle cx="300" cy="200" r="120" fill="#fc6"/>
    <image href="crane.png" x="400" y="250" width="150" height="120"/></svg>"##;

#[test]
fn the_card_of_a_video_and_its_frame_picker_are_accessible() {
    both(|desk, mut eye| {
        let film = desk.film("press.mp4", 5);
        let captions = desk.files().join("press.srt");
        fs::write(&captions, CAPTIONS).unwrap();
        let window = open(desk);
        write(&window, TEXT);
        window.drop_files("main", &[&film, &captions]);
        window.text_when("[data-testid=captions-name]", |text| text == "press.srt");
        window.find("[data-testid=captions-preview]");
        window.find("[data-testid=title]").type_text("The press room");
        saved(&window);
        scroll_to(&window, "[data-testid=video-card]");
        eye.look(&window, "film-card");
        window.click("[data-testid=captions-part] summary");
        scroll_to(&window, "[data-testid=thumbnail-part]");
        eye.look(&window, "film-card-parts");

        window.click("[data-testid=pick-frame]");
        window.find("[data-testid=use-frame]:not([aria-disabled=true])");
        eye.look(&window, "frame-picker");
        window.click("[data-testid=use-frame]");
        window.gone("dialog");
        window.text_when("[data-testid=thumbnail-is]", |text| text.starts_with("The frame at"));
        eye.done(&window);
    });
}

#[test]
fn the_card_of_a_document_is_accessible() {
    both(|desk, mut eye| {
        let paper = desk.paper("Type specimen.pdf", 12);
        let window = open(desk);
        write(&window, TEXT);
        window.drop_files("main", &[&paper]);
        window.text_when("[data-testid=document-card]", |text| text.contains("12 pages"));
        window.click("[data-testid=next-page]");
        until("the second page", || {
            // Asked in one go: the picture before is taken away when the new one is there.
            let alt = window.js("return document.querySelector('[data-testid=page] img')?.alt", &[]);
            (alt == "Page 2 of 12").then_some(())
        });
        saved(&window);
        scroll_to(&window, "[data-testid=document-card]");
        eye.look(&window, "document-card");
        eye.done(&window);
    });
}

#[test]
fn a_document_without_pages_says_so_in_its_card_and_in_the_proof() {
    both(|desk, mut eye| {
        let empty = desk.no_pages("Programme.pdf");
        let window = open(desk);
        write(&window, TEXT);
        window.drop_files("main", &[&empty]);
        window.text_when("[data-testid=document-card]", |text| {
            text.contains("The document has no pages. Export it again.")
        });
        window.text_when("[data-testid=proof-paper]", |text| text.contains("The document has no pages."));
        saved(&window);
        scroll_to(&window, "[data-testid=document-card]");
        eye.look(&window, "document-empty");
        eye.done(&window);
    });
}

#[test]
fn the_card_of_a_link_is_accessible_from_its_question_to_its_picture() {
    both(|desk, mut eye| {
        let site = site(&desk.picture("ship.png", 1200, 627));
        let window = open(desk);
        write(&window, TEXT);
        window.click("[data-testid=begin-link]");
        window.keys(&format!("http://{site}/news"));
        window.click("[data-testid=read-page]");
        window.find("[data-testid=allow-host]");
        saved(&window);
        scroll_to(&window, "[data-testid=link-card]");
        eye.look(&window, "link-asks");

        window.click("[data-testid=allow-host]");
        window.text_when("[data-testid=link-state]", |text| text.contains("Read from"));
        saved(&window);
        scroll_to(&window, "[data-testid=link-card]");
        eye.look(&window, "link-card");
        window.click("[data-testid=proof-look] label:last-of-type");
        window.find("[data-testid=proof-link][data-look=square]");
        window.click("[data-testid=remove-picture]");
        window.find("[data-testid=proof-link][data-look=bare]");
        window.find("[data-testid=title]").type_text(" and then some more of it, to be too long");
        saved(&window);
        eye.look(&window, "link-bare");
        eye.done(&window);
    });
}

#[test]
fn mending_an_image_is_accessible_from_its_shape_to_the_copy() {
    both(|desk, mut eye| {
        let wide = desk.picture("quay.jpg", 1600, 800);
        let [foreign, moving] = [desk.webp("harbour.webp", 900, 1200), desk.animation("tide.gif", 400, 300)];
        let window = open(desk);
        write(&window, TEXT);
        let sign = desk.files().join("sign.svg");
        fs::write(&sign, SIGN).unwrap();
        drop_images(&window, &[&wide, &foreign, &moving, &sign]);
        describe(&window, 0, "The quay at dawn, with one crane");
        saved(&window);

        fix(&window, 0);
        drawn(&window);
        window.js("document.querySelector('dialog input[type=radio][value=free]').focus()", &[]);
        for _ in 0..2 {
            window.keys(RIGHT);
        }
        window.js("document.querySelector('[data-testid=crop]').focus()", &[]);
        window.keys(RIGHT);
        eye.look(&window, "fix-crop");
        window.click("[data-testid=make-copy]");
        window.text_when("[data-testid=done]", |text| text.contains("ropped to 800 × 800"));
        eye.look(&window, "fix-copy");
        window.button("Keep the original").click();
        window.gone("dialog");

        fix(&window, 1);
        drawn(&window);
        eye.look(&window, "fix-foreign");
        window.button("Keep the original").click();
        window.gone("dialog");

        fix(&window, 2);
        window.text_when("dialog", |text| text.contains("can only lose its private data"));
        eye.look(&window, "fix-animation");
        window.button("Keep the original").click();
        window.gone("dialog");

        fix(&window, 3);
        drawn(&window);
        eye.look(&window, "fix-drawing");
        window.click("[data-testid=make-copy]");
        window.text_when("[data-testid=done]", |text| text.contains("1 linked picture left out"));
        eye.look(&window, "fix-drawing-copy");
        eye.done(&window);
    });
}

#[test]
fn binding_images_is_accessible() {
    both(|desk, mut eye| {
        let pictures = [("quay.jpg", 1200, 627), ("crane.png", 900, 900), ("mast.jpg", 700, 1200)]
            .map(|(name, width, height)| desk.picture(name, width, height));
        let window = open(desk);
        write(&window, TEXT);
        drop_images(&window, &pictures.each_ref().map(AsRef::as_ref));
        window.click("[data-testid=make-document]");
        window.find("[data-testid=bind]");
        eye.look(&window, "bind");
        eye.done(&window);
    });
}

fn fix(window: &Window<'_>, index: usize) {
    let card = window.find_all(CARD)[index].attribute("data-media").expect("every card names its file");
    window.click(&format!("{CARD}[data-media='{card}'] [data-testid=edit-image]"));
    window.find("[data-testid=make-copy]");
}

fn drawn(window: &Window<'_>) {
    until("the picture to be drawn", || {
        let busy =
            window.js("return !!document.querySelector('[data-testid=crop-picture] [aria-busy=true]')", &[]);
        (busy == false).then_some(())
    });
}
