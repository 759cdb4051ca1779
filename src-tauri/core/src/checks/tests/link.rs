use super::*;
use crate::post::{LinkItem, LinkThumbnail};

fn card(change: impl FnOnce(&mut LinkItem)) -> Draft {
    let mut link = LinkItem {
        url: "https://example.com/news".to_owned(),
        title: "A ship leaves the harbour".to_owned(),
        description: "Nine lessons".to_owned(),
        thumbnail: Some(LinkThumbnail { media: MediaId::new(), alt_text: "A ship".to_owned() }),
    };
    change(&mut link);
    let mut draft = draft("Read this", 0);
    draft.attachment = Attachment::Link { link };
    draft
}

fn said(change: impl FnOnce(&mut LinkItem)) -> Vec<(&'static str, Severity)> {
    rules(&findings(&card(change), &sized(1_200, 627)))
}

#[test]
fn a_whole_card_has_no_findings() {
    assert_eq!(said(|_| {}), []);
}

#[test]
fn a_card_needs_an_address_of_a_page() {
    assert_eq!(said(|link| link.url = " ".into()), [("link.address_missing", Severity::Block)]);
    for wrong in ["news", "mailto:me@example.com", "https://me:secret@example.com"] {
        assert_eq!(said(|link| link.url = wrong.into()), [("link.address", Severity::Block)], "{wrong}");
    }
    assert_eq!(said(|link| link.url = "http://example.com".into()), [("link.unencrypted", Severity::Advise)]);
}

#[test]
fn a_card_without_a_title_or_a_picture_is_bare_and_published_all_the_same() {
    let bare = said(|link| {
        link.title.clear();
        link.thumbnail = None;
    });
    assert_eq!(bare, [("link.title_missing", Severity::Warn), ("link.picture_missing", Severity::Warn)]);
    let found = findings(&card(|link| link.title.clear()), &sized(1_200, 627));
    assert!(found[0].judgement.message.contains("“example.com”"), "{found:?}");
    assert!(publishable(&found));
}

#[test]
fn a_title_of_400_characters_is_taken_and_one_more_is_doubtful() {
    let long = |length: usize| said(|link| link.title = "x".repeat(length));
    assert_eq!(long(38), []);
    assert_eq!(long(39), [("link.title_cut", Severity::Advise)]);
    assert_eq!(long(400), [("link.title_cut", Severity::Advise)]);
    assert_eq!(long(401), [("link.title", Severity::Warn)]);
}

#[test]
fn a_description_stays_below_4086_characters() {
    let long = |length: usize| said(|link| link.description = "x".repeat(length));
    assert_eq!(long(4_085), []);
    assert_eq!(long(4_086), [("link.description", Severity::Block)]);
}

#[test]
fn the_picture_of_a_card_is_judged_as_an_image_and_by_its_shape() {
    let of = |facts: Facts| rules(&findings(&card(|_| {}), &facts));
    assert_eq!(of(sized(1_200, 600)), []);
    assert_eq!(of(sized(1_203, 600)), [("link.picture_shape", Severity::Advise)]);
    assert_eq!(of(sized(1_200, 640)), [("link.picture_shape", Severity::Advise)]);
    assert_eq!(of(document()), [("file.kind", Severity::Block)]);
    let svg = Facts { format: Some(Format::Svg), ..photograph() };
    assert_eq!(of(svg), [("image.format", Severity::Block)]);
    let draft = card(|_| {});
    let gone = check(&draft, |_| None, |_| None, Some(&member()), &LINKEDIN);
    assert_eq!(rules(&gone), [("file.gone", Severity::Block)]);
    assert_eq!(gone[0].place.media(), draft.attachment.files().first().copied());
}

#[test]
fn the_picture_of_a_card_wants_an_alt_text_that_is_not_too_long() {
    let with = |alt_text: String| {
        said(|link| link.thumbnail = Some(LinkThumbnail { media: MediaId::new(), alt_text }))
    };
    assert_eq!(with(String::new()), [("image.alt_text_missing", Severity::Warn)]);
    assert_eq!(with("x".repeat(4_087)), [("image.alt_text", Severity::Block)]);
}
