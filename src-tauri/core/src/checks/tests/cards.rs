use super::{sponsored::page, *};
use crate::post::{CarouselCard, Sponsored};

fn card() -> CarouselCard {
    CarouselCard {
        media: MediaId::new(),
        alt_text: "A crane".into(),
        title: "A crane for every quay".into(),
        landing_page: "https://example.com/crane".into(),
    }
}

fn with_cards(cards: Vec<CarouselCard>) -> Draft {
    let mut draft = draft("Look", 0);
    draft.attachment = Attachment::Carousel { cards };
    draft.sponsored = Some(Sponsored {
        ad_account: "512".into(),
        landing_page: "https://example.com".into(),
        ..Sponsored::default()
    });
    draft
}

fn judged(draft: &Draft) -> Vec<Finding> {
    check(draft, |_| Some(Examined::Present(sized(1_080, 1_080))), |_| None, Some(&page()), &LINKEDIN)
}

/// What is said of two cards, of which this is the second.
fn of(change: impl FnOnce(&mut CarouselCard)) -> Vec<Finding> {
    let mut second = card();
    change(&mut second);
    judged(&with_cards(vec![card(), second]))
}

#[test]
fn a_carousel_has_two_to_ten_cards() {
    let said = |cards: usize| rules(&judged(&with_cards(std::iter::repeat_with(card).take(cards).collect())));
    for cards in [0, 1, 11] {
        assert_eq!(said(cards), [("cards.count", Severity::Block)], "{cards}");
    }
    for cards in [2, 10] {
        assert_eq!(said(cards), [], "{cards}");
    }
    let many = judged(&with_cards(std::iter::repeat_with(card).take(12).collect()));
    assert!(many[0].judgement.message.contains("Remove 2"), "{}", many[0].judgement.message);
    assert_eq!((many[0].place, many[0].judgement.limit), (Place::Cards, Some(10)));
}

#[test]
fn every_card_leads_to_a_page() {
    let place = |page: &str| {
        let said = of(|card| card.landing_page = page.into());
        said.first().map(|it| (it.judgement.rule, it.judgement.severity, it.judgement.message.clone()))
    };
    assert_eq!(place("example.com/crane"), None);
    for (page, says) in [
        ("  ", "The card leads nowhere"),
        ("crane", "“crane” is not the address of a page"),
        ("https://me:secret@example.com", "a user name or a password"),
    ] {
        let (rule, severity, message) = place(page).unwrap();
        assert_eq!((rule, severity), ("card.landing_page", Severity::Block));
        assert!(message.contains(says), "{message}");
    }
    let Place::Card { field, .. } = of(|card| card.landing_page.clear())[0].place else { panic!() };
    assert_eq!(field, CardField::LandingPage);
}

#[test]
fn a_title_is_advised_to_be_short_and_warned_of_where_the_editor_takes_no_more() {
    let said = |length: usize| rules(&of(|card| card.title = "x".repeat(length)));
    assert_eq!(said(0), []);
    assert_eq!(said(38), []);
    assert_eq!(said(39), [("card.title", Severity::Advise)]);
    assert_eq!(said(45), [("card.title", Severity::Advise)]);
    assert_eq!(said(46), [("card.title", Severity::Warn)]);
    assert_eq!(said(401), [("card.title", Severity::Warn)]);
}

#[test]
fn an_alt_text_is_missed_on_a_card_as_on_an_image() {
    let said = of(|card| card.alt_text.clear());
    assert_eq!(rules(&said), [("image.alt_text_missing", Severity::Warn)]);
    assert!(matches!(said[0].place, Place::Card { field: CardField::AltText, .. }));
}

#[test]
fn a_picture_of_a_card_is_judged_as_one() {
    let draft = with_cards(vec![card(), card()]);
    let wide = check(&draft, |_| Some(Examined::Present(photograph())), |_| None, Some(&page()), &LINKEDIN);
    assert_eq!(rules(&wide), [("card.shape", Severity::Warn); 2]);
    let gone = check(&draft, |_| None, |_| None, Some(&page()), &LINKEDIN);
    assert_eq!(rules(&gone), [("file.gone", Severity::Block); 2]);
    let paper = check(&draft, |_| Some(Examined::Present(document())), |_| None, Some(&page()), &LINKEDIN);
    assert_eq!(rules(&paper), [("file.kind", Severity::Block); 2], "no words are wanted of what has to go");
}

#[test]
fn a_long_text_above_cards_is_warned_of() {
    let mut long = with_cards(vec![card(), card()]);
    long.commentary = Commentary::plain(&"x".repeat(255));
    assert_eq!(rules(&judged(&long)), []);
    long.commentary = Commentary::plain(&"x".repeat(256));
    assert_eq!(rules(&judged(&long)), [("cards.text", Severity::Warn)]);
}
