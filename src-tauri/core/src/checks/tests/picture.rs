use super::{video::named, *};
use crate::media::Orientation;

fn card(facts: &Facts) -> Vec<(&'static str, Severity)> {
    named(&judge(facts, Purpose::CarouselCard, &LINKEDIN.files))
}

fn still(facts: &Facts, film: Option<(u32, u32)>) -> Vec<(&'static str, Severity)> {
    named(&judge(facts, Purpose::Thumbnail { film, taken: Taken::Elsewhere }, &LINKEDIN.files))
}

#[test]
fn a_moving_picture_that_is_refused_says_that_a_copy_stands_still() {
    let moving = |animated, limits| {
        let mut facts = Facts { format: Some(Format::Webp), ..photograph() };
        let Figures::Image(image) = &mut facts.figures else { unreachable!() };
        image.animated = Some(animated);
        judge(&facts, Purpose::Image, limits).remove(0).message
    };
    assert!(moving(true, &LINKEDIN.files).ends_with("stands still: only a GIF keeps moving."));
    assert!(moving(true, &LINKEDIN_V2).ends_with("a copy stands still."));
    assert!(!moving(false, &LINKEDIN.files).contains("moves"));
}

#[test]
fn a_card_is_square_and_has_1080_pixels_at_least() {
    assert_eq!(card(&sized(1_080, 1_080)), []);
    assert_eq!(card(&sized(1_079, 1_079)), [("card.size", Severity::Advise)]);
    assert_eq!(card(&sized(1_081, 1_080)), [("card.shape", Severity::Warn)]);
    assert_eq!(card(&sized(6_013, 6_013)), [("image.pixels", Severity::Block)]);
}

#[test]
fn a_thumbnail_is_as_large_as_its_film() {
    assert_eq!(still(&sized(1_920, 1_080), Some((1_920, 1_080))), []);
    assert_eq!(still(&sized(1_920, 1_081), Some((1_920, 1_080))), [("thumbnail.size", Severity::Block)]);
    assert_eq!(still(&sized(300, 200), None), [], "nothing is known of the film");
}

#[test]
fn a_thumbnail_larger_than_its_film_can_be_cropped_to_its_size_and_a_smaller_one_cannot() {
    let remedy = |width, height| {
        let film = Some((1_920, 1_080));
        let [said] = judge(
            &sized(width, height),
            Purpose::Thumbnail { film, taken: Taken::Elsewhere },
            &LINKEDIN.files,
        )
        .try_into()
        .unwrap();
        (said.remedy, said.message.contains("larger picture"))
    };
    assert_eq!(remedy(4_000, 3_000), (Some(Remedy::Crop), false));
    assert_eq!(remedy(1_920, 1_081), (Some(Remedy::Crop), false));
    assert_eq!(remedy(4_000, 1_079), (None, true));
    assert_eq!(remedy(1_919, 3_000), (None, true));
}

#[test]
fn a_png_that_only_some_programs_turn_is_told_of_and_can_be_turned() {
    let lying = |format| {
        let turned = pictured(|image| image.orientation = Some(Orientation::try_from(6).unwrap()));
        Facts { format: Some(format), ..turned }
    };
    assert_eq!(remedy(&lying(Format::Png), "image.turned"), Some(Remedy::Turn));
    let jpeg = findings(&draft("Look", 1), &lying(Format::Jpeg));
    assert!(jpeg.iter().all(|it| it.judgement.rule != "image.turned"));
}

#[test]
fn a_thumbnail_is_a_png_or_a_jpeg_below_ten_megabytes() {
    let large = |bytes| still(&Facts { bytes, ..photograph() }, None);
    assert_eq!(large(9_999_999), []);
    assert_eq!(large(10_000_000), [("thumbnail.bytes", Severity::Block)]);
    let kind = |format| still(&Facts { format: Some(format), ..photograph() }, None);
    assert_eq!(kind(Format::Png), []);
    assert_eq!(kind(Format::Gif), [("thumbnail.format", Severity::Block)]);
    assert_eq!(kind(Format::Webp), [("thumbnail.format", Severity::Block)]);
    assert_eq!(still(&document(), None), [("file.kind", Severity::Block)]);
}

#[test]
fn a_thumbnail_that_moves_is_told_of() {
    let moving = pictured(|image| (image.frames, image.animated) = (Some(12), Some(true)));
    let moving = Facts { format: Some(Format::Png), ..moving };
    let said = judge(&moving, Purpose::Thumbnail { film: None, taken: Taken::Elsewhere }, &LINKEDIN.files);
    assert_eq!(named(&said), [("thumbnail.animated", Severity::Warn)]);
    assert!(said[0].measured == Some(12) && said[0].message.contains("in 12 frames"), "{said:?}");
    assert_eq!(still(&Facts { format: Some(Format::Png), ..photograph() }, None), []);
}

/// What *Fix* can do about the finding of this rule.
fn remedy(facts: &Facts, rule: &str) -> Option<Remedy> {
    let findings = findings(&draft("Look", 1), facts);
    findings.into_iter().find(|it| it.judgement.rule == rule).unwrap().judgement.remedy
}

#[test]
fn a_fix_is_offered_where_it_can_do_something() {
    let large = sized(8_000, 5_120);
    assert_eq!(remedy(&large, "image.pixels"), Some(Remedy::Resize));
    let heavy = Facts { bytes: 9_000_000, ..photograph() };
    assert_eq!(remedy(&heavy, "image.bytes"), Some(Remedy::Compress));
    assert_eq!(remedy(&sized(4_000, 1_000), "image.shape"), Some(Remedy::Crop));
    let inks = pictured(|image| image.color = Some(Color::Cmyk));
    assert_eq!(remedy(&inks, "image.cmyk"), Some(Remedy::Convert));
    let placed = pictured(|image| image.gps = true);
    assert_eq!(remedy(&placed, "image.location"), Some(Remedy::Strip));
    let of_kind = |format| Facts { format: Some(format), ..photograph() };
    assert_eq!(remedy(&of_kind(Format::Webp), "image.format"), Some(Remedy::Convert));
    let moving = judge(
        &of_kind(Format::Gif),
        Purpose::Thumbnail { film: None, taken: Taken::Elsewhere },
        &LINKEDIN.files,
    );
    assert_eq!(moving[0].remedy, Some(Remedy::Convert), "to its first picture");
    let long = |pixels: u32| {
        let film = pictured(|it| {
            (it.frames, it.animated, it.width, it.height) =
                (Some(251), Some(true), Some(pixels), Some(1_000));
        });
        remedy(&Facts { format: Some(Format::Gif), ..film }, "image.frames")
    };
    assert_eq!((long(1_000), long(9_000)), (Some(Remedy::Thin), None));
    let clip = Facts { faults: vec![Fault::TrailingBytes { bytes: 9 }], ..photograph() };
    assert_eq!(remedy(&clip, "image.trailing"), Some(Remedy::Strip));
    assert_eq!(remedy(&of_kind(Format::Svg), "image.format"), Some(Remedy::Convert));
    assert_eq!(remedy(&of_kind(Format::Jxl), "image.format"), None, "nothing here reads it");
}

#[test]
fn no_fix_is_offered_for_what_moves_or_is_broken() {
    let moving =
        Facts { format: Some(Format::Gif), bytes: 9_000_000, ..pictured(|it| it.animated = Some(true)) };
    assert_eq!(remedy(&moving, "image.bytes"), None);
    let cut = Facts { faults: vec![Fault::Truncated { at: 1, expected: None }], ..sized(8_000, 5_120) };
    assert_eq!(remedy(&cut, "image.pixels"), None);
}
