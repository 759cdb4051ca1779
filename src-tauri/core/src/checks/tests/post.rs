use super::{
    captions::captions,
    document::paper,
    video::{film, filmed},
    *,
};
use crate::post::{Captions, DocumentItem, VideoItem, VideoThumbnail};

fn with_document(title: &str) -> (Draft, MediaId) {
    let media = MediaId::new();
    let mut draft = draft("Read", 0);
    draft.attachment = Attachment::Document { document: DocumentItem { media, title: title.into() } };
    (draft, media)
}

fn with_video(beside: bool) -> (Draft, VideoItem) {
    let video = VideoItem {
        media: MediaId::new(),
        title: "The launch".into(),
        thumbnail: beside.then(|| VideoThumbnail { media: MediaId::new(), at_ms: None }),
        captions: beside.then(|| Captions { media: MediaId::new(), locale: "en_US".parse().unwrap() }),
    };
    let mut draft = draft("Watch", 0);
    draft.attachment = Attachment::Video { video: video.clone() };
    (draft, video)
}

fn judged(draft: &Draft, facts: impl Fn(MediaId) -> Facts) -> Vec<Finding> {
    check(draft, |media| Some(Examined::Present(facts(media))), |_| None, Some(&member()), &LINKEDIN)
}

#[test]
fn a_document_needs_a_title_and_a_long_one_is_doubtful() {
    let said = |title: &str| rules(&judged(&with_document(title).0, |_| paper()));
    assert_eq!(said("Nine lessons"), []);
    assert_eq!(said(" "), [("document.title_missing", Severity::Block)]);
    assert_eq!(said(&"x".repeat(400)), []);
    assert_eq!(said(&"x".repeat(401)), [("document.title", Severity::Warn)]);
    let (draft, media) = with_document("");
    let place = judged(&draft, |_| paper())[0].place;
    assert_eq!(place, Place::Document { media, field: TitledField::Title });
}

#[test]
fn a_document_that_is_gone_blocks() {
    let (draft, media) = with_document("Nine lessons");
    let gone = check(&draft, |_| None, |_| None, Some(&member()), &LINKEDIN);
    assert_eq!(rules(&gone), [("file.gone", Severity::Block)]);
    assert_eq!(gone[0].place.media(), Some(media));
}

#[test]
fn a_video_that_is_right_with_all_that_belongs_to_it_has_no_findings() {
    let (draft, video) = with_video(true);
    let facts = |media| match media {
        media if media == video.media => film(),
        media if Some(media) == video.captions.as_ref().map(|it| it.media) => captions(),
        _ => sized(1_920, 1_080),
    };
    assert_eq!(judged(&draft, facts), []);
}

#[test]
fn a_role_that_may_not_publish_videos_blocks_videos_alone() {
    let page = Speaker {
        author: "urn:li:organization:1001".parse().unwrap(),
        barred_from_videos: Some("the role “content admin” may not publish videos for a page.".to_owned()),
        ..member()
    };
    let said = |draft: &Draft, facts: &Facts| {
        let found =
            check(draft, |_| Some(Examined::Present(facts.clone())), |_| None, Some(&page), &LINKEDIN);
        found.into_iter().any(|it| it.judgement.rule == "author.video")
    };
    assert!(said(&with_video(false).0, &film()));
    assert!(!said(&with_document("Nine lessons").0, &paper()));
}

#[test]
fn every_file_of_a_video_is_judged_as_what_it_is_there_for() {
    let (draft, video) = with_video(true);
    let said = judged(&draft, |media| match media {
        media if media == video.media => film(),
        _ => sized(640, 360),
    });
    let (thumbnail, captions) = (video.thumbnail.unwrap().media, video.captions.unwrap().media);
    let of = |place: Place| rules(&said.iter().filter(|it| it.place == place).cloned().collect::<Vec<_>>());
    assert_eq!(of(Place::Thumbnail { media: thumbnail }), [("thumbnail.size", Severity::Block)]);
    assert_eq!(of(Place::Captions { media: captions }), [("file.kind", Severity::Block)]);
}

#[test]
fn captions_are_advised_where_there_is_sound_and_must_end_with_the_video() {
    let (bare, _) = with_video(false);
    let said = |facts: Facts| rules(&judged(&bare, |_| facts.clone()));
    assert!(said(film()).contains(&("video.captions_missing", Severity::Advise)));
    let silent = filmed(|video| (video.audio_tracks, video.audio_codec) = (Some(0), None));
    assert!(!said(silent).iter().any(|(rule, _)| *rule == "video.captions_missing"));

    let (draft, video) = with_video(true);
    let late = |length| {
        let said = judged(&draft, |media| match media {
            media if media == video.media => filmed(|video| video.duration_ms = Some(length)),
            media if Some(media) == video.captions.as_ref().map(|it| it.media) => captions(),
            _ => sized(1_920, 1_080),
        });
        said.into_iter().any(|it| it.judgement.rule == "captions.late")
    };
    assert!(!late(30_000));
    assert!(late(29_999));
}

#[test]
fn a_place_names_its_file_and_others_have_none() {
    let media = MediaId::new();
    let fields = [TitledField::File, TitledField::Title];
    for field in fields {
        assert_eq!(Place::Video { media, field }.media(), Some(media));
        assert_eq!(Place::Document { media, field }.media(), Some(media));
    }
    assert_eq!(Place::Thumbnail { media }.media(), Some(media));
    assert_eq!(Place::Captions { media }.media(), Some(media));
    assert_eq!(Place::Card { media, field: CardField::Title }.media(), Some(media));
    let sponsored = Place::Sponsored { field: SponsoredField::AdAccount };
    for place in
        [Place::Text { from: None }, Place::Images, Place::Cards, sponsored, Place::Author, Place::Visibility]
    {
        assert_eq!(place.media(), None);
    }
}

#[test]
fn a_frame_of_an_earlier_version_of_the_video_is_to_be_taken_again() {
    let (mut draft, mut video) = with_video(true);
    let mut said = |at_ms, made: Option<Made>, size: (u32, u32)| {
        video.thumbnail.as_mut().unwrap().at_ms = at_ms;
        draft.attachment = Attachment::Video { video: video.clone() };
        let facts = |media| match media {
            media if media == video.media => film(),
            media if Some(media) == video.captions.as_ref().map(|it| it.media) => captions(),
            _ => sized(size.0, size.1),
        };
        let examined = |media| Some(Examined::Present(facts(media)));
        let found = check(&draft, examined, |_| made, Some(&member()), &LINKEDIN);
        assert!(
            found
                .iter()
                .all(|it| it.place == Place::Thumbnail { media: video.thumbnail.as_ref().unwrap().media })
        );
        found.into_iter().map(|it| it.judgement).collect::<Vec<_>>()
    };
    let (full, small) = ((1_920, 1_080), (640, 360));
    let [of_this, earlier] = [true, false].map(|of_this| Some(Made::Frame { of_this }));
    assert_eq!(said(Some(40), of_this, full), []);
    assert_eq!(said(Some(40), None, full), [], "frames of older versions of Galley tell nothing");
    assert_eq!(said(None, earlier, full), [], "it was chosen as a picture of its own");
    let [outdated] = said(Some(40), earlier, full).try_into().unwrap();
    assert_eq!((outdated.rule, outdated.severity), ("thumbnail.outdated", Severity::Warn));
    assert_eq!(outdated.remedy, Some(Remedy::TakeAgain));
    assert!(outdated.message.contains("an earlier version of the video"), "{}", outdated.message);

    let [resized] = said(Some(40), earlier, small).try_into().unwrap();
    assert_eq!((resized.rule, resized.remedy), ("thumbnail.size", Some(Remedy::TakeAgain)));
    assert!(
        resized.message.ends_with("earlier version of the video: take the frame again."),
        "{}",
        resized.message
    );
    let [unknown] = said(Some(40), None, small).try_into().unwrap();
    assert_eq!((unknown.rule, unknown.remedy), ("thumbnail.size", Some(Remedy::TakeAgain)));
    let [picture] = said(None, None, small).try_into().unwrap();
    assert_eq!((picture.rule, picture.remedy), ("thumbnail.size", None));
    assert!(picture.message.contains("Take a larger picture"), "{}", picture.message);
}

#[test]
fn a_document_of_pictures_says_what_is_amiss_on_its_pages() {
    let (draft, media) = with_document("Nine lessons");
    let said = |in_inks, lacking| {
        let made = |file| (file == media).then_some(Made::Pages { in_inks, lacking });
        check(&draft, |_| Some(Examined::Present(paper())), made, Some(&member()), &LINKEDIN)
    };
    assert_eq!(said(0, 0), []);
    let [one] = said(1, 0).try_into().unwrap();
    assert_eq!((one.judgement.rule, one.judgement.measured), ("document.cmyk", Some(1)));
    assert!(one.judgement.message.starts_with("One page is a picture in printing inks"), "{one:?}");
    let [several] = said(3, 0).try_into().unwrap();
    assert!(several.judgement.message.starts_with("3 pages are pictures in printing inks"), "{several:?}");
    let [one] = said(0, 1).try_into().unwrap();
    assert_eq!((one.judgement.rule, one.judgement.measured), ("document.left_out", Some(1)));
    assert!(one.judgement.message.starts_with("One page is an SVG that links to pictures"), "{one:?}");
    let [_, several] = said(1, 2).try_into().unwrap();
    assert!(several.judgement.message.starts_with("2 pages are SVGs that link to pictures"), "{several:?}");
}
