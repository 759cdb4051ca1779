use super::{
    captions::{captions, written},
    document::{paper, printed},
    video::{film, named},
    *,
};
use crate::media::Coding;

fn of(facts: &Facts, limits: &FileLimits) -> Vec<(&'static str, Severity)> {
    named(&judge_by_kind(facts, limits))
}

#[test]
fn the_v2_api_takes_forty_million_pixels_and_fewer_kinds() {
    let v2 = |facts: &Facts| of(facts, &LINKEDIN_V2);
    assert_eq!(v2(&sized(8_000, 5_000)), []);
    assert_eq!(v2(&sized(40_000_001, 1)), [("image.pixels", Severity::Block)]);
    assert_eq!(of(&sized(8_000, 5_000), &LINKEDIN.files), [("image.pixels", Severity::Block)]);
    assert_eq!(v2(&Facts { bytes: 9_999_999, ..photograph() }), []);
    assert_eq!(v2(&Facts { bytes: 10_000_000, ..photograph() }), [("image.bytes", Severity::Block)]);
    assert_eq!(v2(&Facts { format: Some(Format::Gif), ..photograph() }), [("image.format", Severity::Block)]);
    let message = &judge(&sized(10_000, 10_000), Purpose::Image, &LINKEDIN_V2)[0].message;
    assert!(message.contains("takes up to 40,000,000"), "{message}");
}

#[test]
fn of_kinds_without_known_limits_that_is_said_and_what_is_wrong_with_the_file() {
    const UNJUDGED: (&str, Severity) = ("file.unjudged", Severity::Advise);
    for facts in [film(), paper(), captions()] {
        assert_eq!(of(&facts, &LINKEDIN_V2), [UNJUDGED]);
    }
    assert_eq!(of(&captions(), &AYRSHARE), [UNJUDGED]);
    let cut = |facts| Facts { faults: vec![Fault::Truncated { at: 9, expected: None }], ..facts };
    for (facts, rule) in [(film(), "video.truncated"), (paper(), "document.truncated")] {
        assert_eq!(of(&cut(facts), &LINKEDIN_V2), [UNJUDGED, (rule, Severity::Block)]);
    }
    let empty = printed(|it| it.pages = Some(0));
    assert_eq!(of(&empty, &LINKEDIN_V2), [UNJUDGED, ("document.empty", Severity::Block)]);
    let nothing = written(|it| it.cues = Some(0));
    assert_eq!(of(&nothing, &AYRSHARE), [UNJUDGED, ("captions.empty", Severity::Block)]);
    let picture = judge(&cut(photograph()), Purpose::Video, &LINKEDIN_V2);
    assert_eq!(named(&picture), [("file.kind", Severity::Block)]);
    assert_eq!(picture[0].message, "This is a JPEG file, not a video. Remove it, or take a video.");
    let nothing = Facts { faults: vec![Fault::Empty], bytes: 0, ..unknown() };
    assert_eq!(named(&judge(&nothing, Purpose::Video, &LINKEDIN_V2)), [("file.empty", Severity::Block)]);
    let mut lossless = photograph();
    let Figures::Image(image) = &mut lossless.figures else { unreachable!() };
    image.coding = Some(Coding::Lossless);
    let still = Purpose::Thumbnail { film: None, taken: Taken::Elsewhere };
    assert_eq!(named(&judge(&lossless, still, &LINKEDIN_V2)), [UNJUDGED, ("image.coding", Severity::Block)]);
}

#[test]
fn ayrshare_holds_images_to_five_megabytes_and_converts_some() {
    let ayrshare = |facts: &Facts| of(facts, &AYRSHARE);
    assert_eq!(ayrshare(&Facts { bytes: 5_000_000, ..photograph() }), []);
    assert_eq!(ayrshare(&Facts { bytes: 5_000_001, ..photograph() }), [("image.bytes", Severity::Block)]);
    assert_eq!(ayrshare(&sized(6_013, 6_013)), [("image.pixels", Severity::Block)]);
    let webp = Facts { format: Some(Format::Webp), ..photograph() };
    assert_eq!(ayrshare(&webp), [("image.converted", Severity::Advise)]);
    assert_eq!(ayrshare(&Facts { bytes: 1_000, ..film() }), [], "no fewest bytes are named");
    assert_eq!(ayrshare(&film()), []);
    assert_eq!(ayrshare(&paper()), []);
}

#[test]
fn a_file_is_judged_as_what_it_is_where_nobody_says_what_it_is_for() {
    for facts in [photograph(), film(), paper(), captions()] {
        assert_eq!(of(&facts, &LINKEDIN.files), [], "{:?}", facts.kind());
    }
    assert_eq!(of(&unknown(), &LINKEDIN.files), [("file.kind", Severity::Block)]);
    let archive = Facts { format: Some(Format::Zip), ..unknown() };
    let said = judge_by_kind(&archive, &LINKEDIN.files);
    assert!(said[0].message.starts_with("This is a ZIP archive."), "{said:?}");
    let empty = Facts { faults: vec![Fault::Empty], bytes: 0, ..unknown() };
    assert_eq!(of(&empty, &LINKEDIN.files), [("file.empty", Severity::Block)]);
}

#[test]
fn every_judgement_of_a_file_is_whole_sentences_with_a_source_for_its_limit() {
    let purposes = [
        Purpose::Image,
        Purpose::CarouselCard,
        Purpose::Video,
        Purpose::Thumbnail { film: Some((1, 2)), taken: Taken::Elsewhere },
        Purpose::Captions,
        Purpose::Document,
    ];
    let mut files = vec![photograph(), film(), paper(), captions(), unknown(), sized(50_000, 900)];
    files.extend(files.clone().into_iter().map(|facts| Facts { bytes: 900_000_000, ..facts }));
    files.extend(files.clone().into_iter().map(|facts| Facts { bytes: 7, ..facts }));
    for limits in [&LINKEDIN.files, &LINKEDIN_V2, &AYRSHARE] {
        for facts in &files {
            for purpose in purposes {
                for said in judge(facts, purpose, limits) {
                    assert!(said.message.ends_with('.'), "{said:?}");
                    assert!(said.limit.is_none() || said.source.is_some(), "{said:?}");
                }
            }
        }
    }
}
