use super::*;
use crate::post::{CallToAction, CarouselCard, LinkItem, Poll, PollDuration, Reshare, Sponsored};

pub(super) fn page() -> Speaker {
    Speaker {
        author: "urn:li:organization:1001".parse().unwrap(),
        name: "Sandbox Press".to_owned(),
        ..member()
    }
}

fn advertised(attachment: Attachment, change: impl FnOnce(&mut Sponsored)) -> Draft {
    let mut sponsored = Sponsored {
        ad_account: "512".into(),
        landing_page: "https://example.com".into(),
        ..Sponsored::default()
    };
    change(&mut sponsored);
    Draft { attachment, sponsored: Some(sponsored), ..draft("Look", 0) }
}

fn judged_as(draft: &Draft, speaker: &Speaker) -> Vec<Finding> {
    check(draft, |_| Some(Examined::Present(sized(1_200, 1_200))), |_| None, Some(speaker), &LINKEDIN)
}

fn said(attachment: Attachment, change: impl FnOnce(&mut Sponsored)) -> Vec<(&'static str, Severity)> {
    rules(&judged_as(&advertised(attachment, change), &page()))
}

fn images(number: usize) -> Attachment {
    draft("", number).attachment
}

#[test]
fn an_advertisement_of_a_page_that_says_who_pays_has_no_findings() {
    assert_eq!(said(Attachment::None, |_| ()), []);
    assert_eq!(said(images(1), |_| ()), []);
}

#[test]
fn cards_are_an_advertisement_or_not_published() {
    let card = || CarouselCard {
        media: MediaId::new(),
        alt_text: "A crane".into(),
        title: String::new(),
        landing_page: "example.com".into(),
    };
    let attachment = Attachment::Carousel { cards: vec![card(), card()] };
    let lit = Draft { attachment, ..draft("Look", 0) };
    let message = |speaker: &Speaker| {
        let found =
            check(&lit, |_| Some(Examined::Present(sized(1_080, 1_080))), |_| None, Some(speaker), &LINKEDIN);
        assert_eq!(rules(&found), [("sponsored.missing", Severity::Block)]);
        assert_eq!(found[0].place, Place::Sponsored { field: SponsoredField::Distribution });
        found[0].judgement.message.clone()
    };
    assert!(message(&page()).contains("make a document of the cards"));
    assert!(!message(&page()).contains("post as a page"));
    assert!(message(&member()).contains("post as a page and choose “Only as an advertisement”"));
}

#[test]
fn a_member_has_no_advertisements() {
    let found = judged_as(&advertised(Attachment::None, |_| ()), &member());
    assert_eq!(rules(&found), [("sponsored.member", Severity::Block)]);
}

#[test]
fn a_role_that_may_not_advertise_is_warned_of_where_it_may_post_at_all() {
    let doubted = |barred: Option<&str>| Speaker {
        doubted_for_ads: Some("the role “content admin” may make no advertisements for a page.".into()),
        barred: barred.map(str::to_owned),
        ..page()
    };
    let draft = advertised(Attachment::None, |_| ());
    assert_eq!(rules(&judged_as(&draft, &doubted(None))), [("sponsored.role", Severity::Warn)]);
    let barred = judged_as(&draft, &doubted(Some("the role “analyst” may not post.")));
    assert_eq!(rules(&barred), [("author.barred", Severity::Block)]);
    assert_eq!(rules(&judged_as(&super::draft("In the feed", 0), &doubted(None))), []);
}

#[test]
fn somebody_pays() {
    let account = |account: &str| said(Attachment::None, |it| it.ad_account = account.into());
    for unnamed in ["", " ", "Acme", "urn:li:organization:512"] {
        assert_eq!(account(unnamed), [("sponsored.account", Severity::Block)], "{unnamed}");
    }
    assert_eq!(account(" urn:li:sponsoredAccount:512 "), []);
}

#[test]
fn what_linkedin_takes_as_no_advertisement_is_refused() {
    assert_eq!(said(images(2), |_| ()), [("sponsored.images", Severity::Block)]);
    let poll = Poll {
        question: "Which?".into(),
        options: vec!["A".into(), "B".into()],
        duration: PollDuration::SevenDays,
    };
    assert_eq!(said(Attachment::Poll { poll }, |_| ()), [("sponsored.poll", Severity::Block)]);
    let reshare = Reshare { of: "urn:li:share:7".into() };
    assert_eq!(said(Attachment::Reshare { reshare }, |_| ()), [("sponsored.reshare", Severity::Warn)]);
}

#[test]
fn a_landing_page_is_advised_and_a_button_without_one_leads_nowhere() {
    let bare = |it: &mut Sponsored| it.landing_page.clear();
    assert_eq!(said(images(1), bare), [("sponsored.landing_page_missing", Severity::Advise)]);
    let pressed = |it: &mut Sponsored| {
        it.landing_page.clear();
        it.call_to_action = Some(CallToAction::LearnMore);
    };
    assert_eq!(said(images(1), pressed), [("sponsored.landing_page_missing", Severity::Warn)]);
    let link = LinkItem { url: "https://example.com".into(), title: "News".into(), ..LinkItem::default() };
    let leads = said(Attachment::Link { link }, pressed);
    assert!(leads.contains(&("sponsored.landing_page_missing", Severity::Advise)), "{leads:?}");
    let wrong = said(images(1), |it| it.landing_page = "somewhere".into());
    assert_eq!(wrong, [("sponsored.landing_page", Severity::Block)]);
}
