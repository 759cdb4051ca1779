use serde_json::json;

use super::*;
use crate::post::{Attachment, CallToAction, Sponsored};

fn read(post: Value) -> PostFile {
    PostFile::parse(&post.to_string()).unwrap()
}

fn carousel(more: Value) -> Value {
    let mut carousel = json!({"cards": [
        {"file": "a.jpg", "title": "One", "alt_text": "A quay", "landing_page": "https://example.com/1"},
        {"file": "b.jpg"}]});
    carousel.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"galley": 1, "attachment": {"carousel": carousel}})
}

#[test]
fn a_carousel_comes_with_its_cards_and_what_makes_it_an_advertisement() {
    let post = read(carousel(json!({"sponsored_account": 512, "name": "Spring",
        "landing_page": "https://example.com", "call_to_action": "LEARN_MORE"})));
    let FileAttachment::Carousel(carousel) = &post.attachment else { panic!("{post:?}") };
    let pages: Vec<&str> = carousel.cards.iter().map(|card| card.landing_page.as_str()).collect();
    assert_eq!(pages, ["https://example.com/1", "https://example.com"], "the whole one's, where it has none");
    assert_eq!(carousel.cards[0].title, "One");
    let sponsored = Sponsored {
        ad_account: "512".into(),
        name: "Spring".into(),
        landing_page: "https://example.com".into(),
        call_to_action: Some(CallToAction::LearnMore),
    };
    assert_eq!(post.sponsored, Some(sponsored));
    let Attachment::Carousel { cards } = post.attachment.attach() else { panic!() };
    assert_eq!((cards.len(), cards[0].words()), (2, ["One", "A quay", "https://example.com/1"]));
    assert_eq!(post.attachment.files(), ["a.jpg", "b.jpg"].map(Path::new));
}

#[test]
fn cards_of_which_nothing_is_said_are_no_advertisement() {
    assert_eq!(read(carousel(json!({}))).sponsored, None);
    assert_eq!(read(carousel(json!({"landing_page": "https://example.com"}))).sponsored, None);
}

#[test]
fn any_other_post_says_it_beside_its_attachment() {
    let post = read(json!({"galley": 1, "commentary": "Look", "sponsored":
        {"sponsored_account": "urn:li:sponsoredAccount:512", "call_to_action": "SIGN_UP"}}));
    let sponsored = post.sponsored.unwrap();
    assert_eq!(sponsored.account().unwrap().as_str(), "urn:li:sponsoredAccount:512");
    assert_eq!(sponsored.call_to_action, Some(CallToAction::SignUp));
    assert_eq!(read(json!({"galley": 1, "sponsored": null})).sponsored, None);
}

#[test]
fn what_a_carousel_says_is_not_said_twice() {
    let mut twice = carousel(json!({"sponsored_account": 512}));
    twice["sponsored"] = json!({"sponsored_account": 513});
    let why = refused(twice);
    assert!(why.starts_with("sponsored: a carousel says this itself"), "{why}");
}

#[test]
fn what_is_no_card_and_no_button_is_told_at_its_place() {
    let label = refused(carousel(json!({"call_to_action": "PRESS_ME"})));
    assert!(label.starts_with("attachment.carousel.call_to_action: unknown variant `PRESS_ME`"), "{label}");
    let key = refused(carousel(json!({"account": 512})));
    assert!(key.starts_with("attachment.carousel") && key.contains("unknown field `account`"), "{key}");
    let account = refused(carousel(json!({"sponsored_account": -1})));
    assert!(account.contains("the number of an ad account, or its URN"), "{account}");
    let card = refused(json!({"galley": 1, "attachment": {"carousel": {"cards": [{"title": "One"}]}}}));
    assert!(
        card.starts_with("attachment.carousel.cards[0]") && card.contains("missing field `file`"),
        "{card}"
    );
}
