//! Cards: made of images, written by keyboard, and published as an advertisement of a page.

use crate::{
    desk::{Desk, RIGHT, UP, until},
    steps::{
        CARD_NAMES, Sandbox, describe, drop_images, no_complaints, open, post_as, publish, tab_to, write,
    },
};
use serde_json::{Value, json};
use std::fs;

const LANDING_PAGE: &str = "[data-testid=landing-page]";
const TITLE: &str = "[data-testid=card] [data-testid=title]";

#[test]
fn three_images_become_cards_and_an_advertisement_of_a_page() {
    let desk = Desk::new();
    let [one, two, three] = ["one.jpg", "two.jpg", "three.jpg"].map(|name| desk.picture(name, 1080, 1080));
    let window = open(&desk);
    post_as(&window, "Sandbox Press");
    write(&window, "Three cranes for three quays");
    drop_images(&window, &[&one, &two, &three]);
    window.click("[data-testid=make-cards]");
    until("a landing page for each card", || (window.find_all(LANDING_PAGE).len() == 3).then_some(()));

    window.js("document.querySelector('[data-testid=editor]').focus()", &[]);
    for (field, words) in [
        ("ad-account", "512345678"),
        ("ad-name", "Spring, cranes"),
        ("ad-landing-page", "https://example.com/cranes"),
    ] {
        tab_to(&window, &format!("[data-testid={field}]"));
        window.keys(words);
    }
    for place in 0..3 {
        describe(&window, place, &format!("Crane {}", place + 1));
        window.find_all(TITLE)[place].type_text(&format!("Card {}", place + 1));
    }
    window.find_all(LANDING_PAGE)[0].type_text("https://example.com/1");
    window.click("[data-testid=same-page-for-all]");
    window.find_all("[data-testid=handle]")[2].click();
    window.keys(UP);
    window.texts_when(CARD_NAMES, &["one.jpg", "three.jpg", "two.jpg"]);

    let shown = || window.find("[data-testid=proof-carousel]").attribute("data-card");
    window.click("[data-testid=proof-next-card]");
    until("the second card in the proof", || (shown().as_deref() == Some("2")).then_some(()));
    window.keys(RIGHT);
    until("the third card in the proof", || (shown().as_deref() == Some("3")).then_some(()));
    window.shot("cards");

    let sandbox = Sandbox::of(&window);
    publish(&window, "published");
    let post = sandbox.the_post();
    let fields = &post["fields"];
    assert_eq!(fields["distribution"]["feedDistribution"], "NONE", "{post:#}");
    let context = json!({"dscAdAccount": "urn:li:sponsoredAccount:512345678", "dscStatus": "ACTIVE",
        "dscName": "Spring, cranes"});
    assert_eq!(fields["adContext"], context);
    let cards = fields["content"]["carousel"]["cards"].as_array().cloned().unwrap_or_default();
    let told: Vec<Value> = cards
        .iter()
        .map(|card| json!([card["media"]["title"], card["media"]["altText"], card["landingPage"]]))
        .collect();
    let all = "https://example.com/cranes";
    assert_eq!(
        told,
        [
            json!(["Card 1", "Crane 1", "https://example.com/1"]),
            json!(["Card 3", "Crane 3", all]),
            json!(["Card 2", "Crane 2", all]),
        ]
    );
    for (card, file) in cards.iter().zip([&one, &three, &two]) {
        let urn = card["media"]["id"].as_str().expect("a picture has a URN");
        let sent = sandbox.get(&format!("/__media/{urn}"));
        assert!(sent.body == fs::read(file).unwrap(), "{} arrived changed", file.display());
    }

    assert_eq!(window.texts("[data-testid=open-post]"), Vec::<String>::new(), "there is nothing to open");
    assert_eq!(json!(window.find("[data-testid=urn]").text()), post["urn"]);
    window.click("[data-testid=copy-urn]");
    until("the notice that it was copied", || {
        let said = window.texts("[data-testid=notice]");
        said.iter().any(|text| text.contains("The URN is in the clipboard")).then_some(())
    });
    no_complaints(&window);
}
