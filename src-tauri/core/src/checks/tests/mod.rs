mod captions;
mod cards;
mod comments;
mod document;
mod folder;
mod link;
mod picture;
mod polls_and_reshares;
mod post;
mod providers;
mod sponsored;
mod video;

use super::*;
use crate::{
    media::{Color, DocumentFacts, Fault, Figures, Format, ImageFacts},
    post::{Attachment, Commentary, ImageItem, Piece, Visibility},
};

/// An ordinary photograph, as its header tells of it.
fn photograph() -> Facts {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photograph.png");
    std::fs::write(&path, crate::media::as_png((2, 1), &[0; 8]).unwrap()).unwrap();
    let facts = crate::media::examine(&path).unwrap();
    let image = ImageFacts {
        width: Some(1200),
        height: Some(800),
        color: Some(Color::Rgb),
        ..facts.image().unwrap().clone()
    };
    Facts { format: Some(Format::Jpeg), bytes: 480_000, figures: Figures::Image(image), ..facts }
}

/// The same photograph in another size.
fn sized(width: u32, height: u32) -> Facts {
    pictured(|image| (image.width, image.height) = (Some(width), Some(height)))
}

fn document() -> Facts {
    Facts { format: Some(Format::Pdf), figures: Figures::Document(DocumentFacts::default()), ..photograph() }
}

fn unknown() -> Facts {
    Facts { format: None, figures: Figures::Unknown, ..photograph() }
}

fn pictured(change: impl FnOnce(&mut ImageFacts)) -> Facts {
    let mut facts = photograph();
    let Figures::Image(image) = &mut facts.figures else { unreachable!() };
    change(image);
    facts
}

fn member() -> Speaker {
    Speaker {
        author: "urn:li:person:AbC".parse().unwrap(),
        name: "Sandbox Member".to_owned(),
        barred: None,
        barred_from_videos: None,
        doubted_for_ads: None,
        barred_from_comments: None,
        expires_in_days: None,
    }
}

fn draft(text: &str, images: usize) -> Draft {
    let mut draft = Draft::new(None, Some(member().author));
    draft.commentary = Commentary::plain(text);
    let item = || ImageItem {
        media: MediaId::new(),
        alt_text: "A harbour at dawn".to_owned(),
        title: String::new(),
    };
    if images > 0 {
        draft.attachment = Attachment::Images { images: std::iter::repeat_with(item).take(images).collect() };
    }
    draft
}

fn findings(draft: &Draft, facts: &Facts) -> Vec<Finding> {
    check(draft, |_| Some(Examined::Present(facts.clone())), |_| None, Some(&member()), &LINKEDIN)
}

fn rules(findings: &[Finding]) -> Vec<(&'static str, Severity)> {
    findings.iter().map(|finding| (finding.judgement.rule, finding.judgement.severity)).collect()
}

/// What is said of a post with this one image.
fn of_image(facts: Facts) -> Vec<(&'static str, Severity)> {
    rules(&findings(&draft("Look", 1), &facts))
}

#[test]
fn an_ordinary_post_has_no_findings() {
    assert_eq!(findings(&draft("Look", 1), &photograph()), []);
    assert_eq!(findings(&draft("Words alone", 0), &photograph()), []);
}

#[test]
fn a_text_may_have_3000_characters_and_not_one_more() {
    assert_eq!(rules(&findings(&draft(&"x".repeat(3_000), 0), &photograph())), []);
    let long = findings(&draft(&"x".repeat(3_001), 0), &photograph());
    assert_eq!(rules(&long), [("text.length", Severity::Block)]);
    assert_eq!((long[0].judgement.measured, long[0].judgement.limit), (Some(3_001), Some(3_000)));
    assert_eq!(long[0].place, Place::Text { from: Some(3_000) });
}

#[test]
fn escapes_beyond_3000_are_a_warning() {
    let text = format!("{}{}", "x".repeat(2_990), "(".repeat(10));
    assert_eq!(rules(&findings(&draft(&text, 0), &photograph())), [("text.wire_length", Severity::Warn)]);
}

#[test]
fn an_empty_post_is_nothing_to_post_and_an_image_without_words_is_something() {
    assert_eq!(rules(&findings(&draft(" \n", 0), &photograph())), [("text.empty", Severity::Block)]);
    assert_eq!(findings(&draft("", 1), &photograph()), []);
    let mut mention = draft("", 0);
    let page =
        Piece::Mention { name: "DevTestCo".into(), urn: "urn:li:organization:2414183".parse().unwrap() };
    mention.commentary = vec![page].into();
    assert_eq!(findings(&mention, &photograph()), []);
}

#[test]
fn twenty_images_are_taken_and_twenty_one_are_not() {
    assert_eq!(findings(&draft("Many", 20), &photograph()), []);
    let many = findings(&draft("Many", 21), &photograph());
    assert_eq!(rules(&many), [("images.count", Severity::Block)]);
    assert!(many[0].judgement.message.contains("Remove 1"), "{}", many[0].judgement.message);
}

#[test]
fn the_first_number_of_pixels_that_is_too_many_blocks() {
    assert_eq!(of_image(sized(6_012, 6_013)), []);
    assert_eq!(of_image(sized(6_013, 6_013)), [("image.pixels", Severity::Block)]);
    assert_eq!(of_image(sized(60_000, 60_000)), [("image.pixels", Severity::Block)]);
}

#[test]
fn the_size_advised_for_too_many_pixels_is_one_that_passes() {
    let too_many = sized(60_000, 40_000);
    let message = &findings(&draft("Look", 1), &too_many)[0].judgement.message;
    let advised = message.split_once("Save it at ").unwrap().1.split_once(" or smaller").unwrap().0;
    let edges: Vec<u32> = advised.split(" × ").map(|edge| edge.replace(',', "").parse().unwrap()).collect();
    assert_eq!(of_image(sized(edges[0], edges[1])), [], "{advised}");
}

#[test]
fn kinds_that_linkedin_refuses_are_refused_with_a_way_out() {
    for (format, way_out) in
        [(Format::Webp, "Galley’s Fix saves a copy"), (Format::Heic, "Most Compatible"), (Format::Svg, "PNG")]
    {
        let facts = Facts { format: Some(format), ..photograph() };
        let said = findings(&draft("Look", 1), &facts);
        assert_eq!(rules(&said), [("image.format", Severity::Block)]);
        assert!(said[0].judgement.message.contains(way_out), "{}", said[0].judgement.message);
    }
    let pdf = document();
    assert_eq!(of_image(pdf), [("file.kind", Severity::Block)]);
    assert_eq!(of_image(unknown()), [("file.kind", Severity::Block)]);
}

#[test]
fn a_broken_file_blocks_and_a_lying_name_is_only_told() {
    let with = |fault| Facts { faults: vec![fault], ..photograph() };
    let block = |rule| [(rule, Severity::Block)];
    assert_eq!(of_image(with(Fault::Empty)), block("file.empty"));
    assert_eq!(of_image(with(Fault::Truncated { at: 10, expected: Some(20) })), block("image.truncated"));
    assert_eq!(of_image(with(Fault::MissingImageData)), block("image.corrupt"));
    let lie = Fault::ExtensionLies { extension: "png".to_owned(), really: Format::Jpeg };
    assert_eq!(of_image(with(lie)), [("file.extension", Severity::Advise)]);
}

#[test]
fn a_gif_may_have_250_frames() {
    let gif = |frames| Facts {
        format: Some(Format::Gif),
        ..pictured(|image| (image.frames, image.animated) = (Some(frames), Some(true)))
    };
    assert_eq!(of_image(gif(250)), []);
    assert_eq!(of_image(gif(251)), [("image.frames", Severity::Block)]);
}

#[test]
fn a_single_image_is_warned_of_its_crop_and_one_of_several_is_not() {
    let banner = sized(4_000, 1_000);
    assert_eq!(of_image(banner.clone()), [("image.shape", Severity::Warn)]);
    assert_eq!(findings(&draft("Several", 2), &banner), []);
    let small = sized(600, 400);
    assert_eq!(of_image(small.clone()), [("image.width", Severity::Advise)]);
    assert_eq!(findings(&draft("Several", 2), &small), [], "two share the width");
    assert_eq!(
        rules(&findings(&draft("Several", 2), &sized(300, 200))),
        [("image.width", Severity::Advise); 2]
    );
}

#[test]
fn what_is_hardly_enlarged_is_not_called_soft() {
    let said = |width| findings(&draft("Look", 1), &sized(width, width)).remove(0).judgement.message;
    assert_eq!(
        said(1_080),
        "1,080 pixels across; 1,200 are recommended. Use a larger version if there is one."
    );
    assert!(!said(960).contains("soft") && said(959).contains("is enlarged and looks soft"), "{}", said(959));
    assert!(said(1).starts_with("1 pixel across"), "{}", said(1));
}

#[test]
fn an_alt_text_is_asked_for_and_measured() {
    let with = |alt: String| {
        let mut draft = draft("Look", 1);
        let Attachment::Images { images } = &mut draft.attachment else { unreachable!() };
        images[0].alt_text = alt;
        rules(&findings(&draft, &photograph()))
    };
    assert_eq!(with(String::new()), [("image.alt_text_missing", Severity::Warn)]);
    assert_eq!(with("x".repeat(120)), []);
    assert_eq!(with("x".repeat(121)), [("image.alt_text_long", Severity::Advise)]);
    assert_eq!(with("x".repeat(4_086)), [("image.alt_text_long", Severity::Advise)]);
    assert_eq!(with("x".repeat(4_087)), [("image.alt_text", Severity::Block)]);
}

#[test]
fn a_page_speaks_to_everyone_and_nobody_speaks_without_a_name() {
    let page = Speaker { author: "urn:li:organization:1001".parse().unwrap(), ..member() };
    let mut draft = draft("Hello", 0);
    draft.visibility = Visibility::Connections;
    let said = check(&draft, |_| None, |_| None, Some(&page), &LINKEDIN);
    assert_eq!(rules(&said), [("visibility.page", Severity::Block)]);
    assert_eq!(
        rules(&check(&draft, |_| None, |_| None, None, &LINKEDIN)),
        [("author.missing", Severity::Block)]
    );
    let barred = Speaker { barred: Some("the role may not post.".to_owned()), ..member() };
    assert_eq!(
        rules(&check(&draft, |_| None, |_| None, Some(&barred), &LINKEDIN)),
        [("author.barred", Severity::Block)]
    );
}

#[test]
fn a_file_that_is_gone_blocks() {
    let gone = check(
        &draft("Look", 1),
        |_| Some(Examined::Gone("there is no such file".into())),
        |_| None,
        Some(&member()),
        &LINKEDIN,
    );
    assert_eq!(rules(&gone), [("file.gone", Severity::Block)]);
    assert!(!publishable(&gone));
}

#[test]
fn every_finding_says_what_to_do_in_whole_sentences() {
    let worst = Facts {
        format: Some(Format::Gif),
        bytes: 90_000_000,
        faults: vec![Fault::UnreadableMetadata, Fault::TrailingBytes { bytes: 10 }],
        ..pictured(|image| {
            (image.width, image.height) = (Some(50_000), Some(10_000));
            (image.frames, image.gps, image.color) = (Some(300), true, Some(Color::Cmyk));
        })
    };
    let mut draft = draft(&"(".repeat(3_001), 21);
    draft.visibility = Visibility::Connections;
    let said = findings(&draft, &worst);
    assert!(said.len() > 7 * 21, "{}", said.len());
    for Finding { judgement, .. } in said {
        assert!(judgement.message.ends_with('.'), "{}", judgement.message);
        assert!(judgement.limit.is_none() || judgement.source.is_some(), "{} has no source", judgement.rule);
    }
}

#[test]
fn what_falls_short_is_measured_and_comes_with_a_way_out() {
    let said = |draft: &Draft, facts: Facts, rule: &str| {
        let findings = findings(draft, &facts);
        let found = findings.into_iter().map(|it| it.judgement).find(|it| it.rule == rule);
        found.unwrap_or_else(|| panic!("nothing is said of {rule}"))
    };
    let mut titled = draft("Look", 1);
    if let Attachment::Images { images } = &mut titled.attachment {
        images[0].title = "é".repeat(51);
    }
    let title = said(&titled, photograph(), "image.title");
    assert!(
        title.message.contains("has 51 characters") && title.message.contains("Take out 13"),
        "{title:?}"
    );
    assert_eq!((title.measured, title.limit), (Some(51), Some(38)));

    let escaped = draft(&format!("{}{}", "x".repeat(2_990), "(".repeat(10)), 0);
    let wire = said(&escaped, photograph(), "text.wire_length");
    assert!(wire.message.contains("shorten it by 10"), "{wire:?}");

    let shape = said(&draft("Look", 1), sized(4_000, 1_000), "image.shape");
    assert!(shape.message.starts_with("4,000 × 1,000"), "{shape:?}");
    let width = said(&draft("Look", 1), sized(600, 400), "image.width");
    assert!(width.message.contains("Use a larger version"), "{width:?}");
    assert!(width.message.contains("enlarged"), "{width:?}");

    for facts in [unknown(), document()] {
        let no_image = said(&draft("Look", 1), facts, "file.kind");
        assert!(no_image.message.contains("Remove it"), "{no_image:?}");
        assert!(no_image.source.is_some(), "{no_image:?}");
    }
}

#[test]
fn a_title_may_be_as_long_as_every_phone_shows() {
    let mut titled = draft("Look", 1);
    if let Attachment::Images { images } = &mut titled.attachment {
        images[0].title = "👩‍🚀".repeat(38);
    }
    assert_eq!(findings(&titled, &photograph()), []);
}

#[test]
fn what_is_no_image_at_all_is_not_asked_for_an_alt_text() {
    let mut described = draft("Look", 1);
    if let Attachment::Images { images } = &mut described.attachment {
        images[0].alt_text.clear();
    }
    let text = unknown();
    assert_eq!(rules(&findings(&described, &text)), [("file.kind", Severity::Block)]);
    let gone = check(&described, |_| None, |_| None, Some(&member()), &LINKEDIN);
    assert_eq!(
        rules(&gone),
        [("file.gone", Severity::Block), ("image.alt_text_missing", Severity::Warn)],
        "it may come back"
    );
}
