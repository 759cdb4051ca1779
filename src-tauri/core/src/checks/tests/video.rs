use super::{document::paper, *};
use crate::media::{Location, VideoFacts};

/// An ordinary film, as its structure tells of it.
pub fn film() -> Facts {
    let video = VideoFacts {
        width: Some(1_920),
        height: Some(1_080),
        rotation: Some(0),
        duration_ms: Some(31_000),
        frame_rate: Some(25.0),
        video_codec: Some("h264".to_owned()),
        avc_profile: Some(100),
        audio_codec: Some("aac".to_owned()),
        video_tracks: Some(1),
        audio_tracks: Some(1),
        moov_first: Some(true),
        fragmented: Some(false),
        edited: Some(false),
        location: Some(Location::Untold),
    };
    Facts {
        format: Some(Format::Mp4),
        bytes: 12_000_000,
        figures: Figures::Video(video),
        faults: Vec::new(),
        ..photograph()
    }
}

pub fn filmed(change: impl FnOnce(&mut VideoFacts)) -> Facts {
    let mut facts = film();
    let Figures::Video(video) = &mut facts.figures else { unreachable!() };
    change(video);
    facts
}

fn said(facts: &Facts) -> Vec<Judgement> {
    judge(facts, Purpose::Video, &LINKEDIN.files)
}

pub fn named(judgements: &[Judgement]) -> Vec<(&'static str, Severity)> {
    judgements.iter().map(|judgement| (judgement.rule, judgement.severity)).collect()
}

fn of(facts: &Facts) -> Vec<(&'static str, Severity)> {
    named(&said(facts))
}

#[test]
fn an_ordinary_film_has_nothing_against_it() {
    assert_eq!(said(&film()), []);
}

#[test]
fn h264_that_few_players_show_is_told_by_its_profile() {
    for (profile, named) in [(110, "High 10"), (244, "High 4:4:4"), (128, "128")] {
        let said = said(&filmed(|film| film.avc_profile = Some(profile)));
        assert_eq!(self::named(&said), [("video.profile", Severity::Warn)]);
        assert!(said[0].message.contains(&format!("the profile {named},")), "{said:?}");
    }
    assert_eq!(of(&filmed(|film| film.avc_profile = Some(66))), []);
}

#[test]
fn a_film_has_ten_to_sixty_frames_a_second() {
    let rate = |rate| of(&filmed(|film| film.frame_rate = Some(rate)));
    for sound in [10.0, 23.976, 59.94, 60.0] {
        assert_eq!(rate(sound), [], "{sound}");
    }
    for odd in [1.0, 9.0, 61.0, 120.0] {
        assert_eq!(rate(odd), [("video.frame_rate", Severity::Warn)], "{odd}");
    }
    let said = said(&filmed(|film| film.frame_rate = Some(119.88)));
    assert!(said[0].message.starts_with("120 frames a second;"), "{said:?}");
}

#[test]
fn a_film_is_neither_tiny_nor_larger_than_4k() {
    let sized = |width, height| said(&filmed(|film| (film.width, film.height) = (Some(width), Some(height))));
    for (width, height) in [(256, 144), (144, 256), (4_096, 2_304), (2_160, 3_840), (1_080, 1_080)] {
        assert_eq!(sized(width, height), [], "{width} × {height}");
    }
    for (width, height, measured, limit) in [
        (160, 120, 160, 256),
        (300, 143, 143, 144),
        (7_680, 4_320, 7_680, 4_096),
        (2_400, 2_400, 2_400, 2_304),
    ] {
        let [said] = sized(width, height).try_into().unwrap();
        assert_eq!((said.rule, said.severity), ("video.sides", Severity::Warn));
        assert_eq!((said.measured, said.limit), (Some(measured), Some(limit)));
        assert!(said.message.contains("256 × 144 to 4,096 × 2,304"), "{said:?}");
    }
}

#[test]
fn a_film_lasts_three_seconds_to_thirty_minutes() {
    let lasting = |ms| of(&filmed(|video| video.duration_ms = ms));
    let refused = [("video.length", Severity::Block)];
    assert_eq!(lasting(Some(3_000)), []);
    assert_eq!(lasting(Some(2_999)), refused);
    assert_eq!(lasting(Some(30 * 60_000)), []);
    assert_eq!(lasting(Some(30 * 60_000 + 1)), refused);
    assert_eq!(lasting(Some(0)), refused);
    assert_eq!(lasting(None), [("video.length_unknown", Severity::Warn)]);
    let short = &said(&filmed(|video| video.duration_ms = Some(2_500)))[0];
    assert!(
        short.message.contains("2.5 seconds") && short.message.contains("3 seconds to 30 minutes"),
        "{short:?}"
    );
    assert_eq!(
        (short.measured, short.limit, short.source),
        (Some(2_500), Some(3_000), Some("LinkedIn, Videos API"))
    );
}

#[test]
fn a_film_has_75_kilobytes_to_500_megabytes() {
    let large = |bytes| of(&Facts { bytes, ..film() });
    let refused = [("video.bytes", Severity::Block)];
    assert_eq!(large(75_000), []);
    assert_eq!(large(74_999), refused);
    assert_eq!(large(500_000_000), []);
    assert_eq!(large(500_000_001), refused);
    let message = &said(&Facts { bytes: 612_300_000, ..film() })[0].message;
    assert!(message.contains("612.3 MB") && message.contains("takes up to 500 MB"), "{message}");
}

#[test]
fn a_film_is_no_slimmer_than_two_point_four_to_one() {
    let sized =
        |width, height| of(&filmed(|video| (video.width, video.height) = (Some(width), Some(height))));
    let refused = [("video.shape", Severity::Block)];
    assert_eq!(sized(2_400, 1_000), []);
    assert_eq!(sized(2_401, 1_000), refused);
    assert_eq!(sized(1_000, 2_400), []);
    assert_eq!(sized(1_000, 2_401), refused);
    assert_eq!(sized(u32::MAX, 1)[..1], refused);
    let tall = &said(&filmed(|video| (video.width, video.height) = (Some(480), Some(1_920))))[0];
    assert!(
        tall.message.contains("480 × 1,920 is 1:4;") && tall.message.contains("top and bottom"),
        "{tall:?}"
    );
    assert_eq!((tall.measured, tall.limit), (Some(4_000), Some(2_400)));
}

#[test]
fn only_mp4_is_named_and_quicktime_is_doubtful() {
    let kind = |format| of(&Facts { format: Some(format), ..film() });
    assert_eq!(kind(Format::Mov), [("video.format", Severity::Warn)]);
    for refused in [Format::Webm, Format::Mkv, Format::Avi, Format::Wmv, Format::Flv] {
        assert_eq!(kind(refused), [("video.format", Severity::Block)], "{refused:?}");
    }
    assert_eq!(of(&photograph()), [("file.kind", Severity::Block)]);
    assert_eq!(of(&unknown()), [("file.kind", Severity::Block)]);
}

#[test]
fn what_a_film_is_made_of_is_told() {
    let with = |change: fn(&mut VideoFacts)| of(&filmed(change));
    let warn = |rule| [(rule, Severity::Warn)];
    assert_eq!(with(|video| video.video_codec = Some("hevc".into())), warn("video.codec"));
    assert_eq!(with(|video| video.audio_codec = Some("opus".into())), warn("video.sound_codec"));
    assert_eq!(with(|video| video.fragmented = Some(true)), warn("video.fragmented"));
    assert_eq!(with(|video| video.video_tracks = Some(2)), warn("video.tracks"));
    assert_eq!(with(|video| video.audio_tracks = Some(3)), warn("video.tracks"));
    assert_eq!(with(|video| video.moov_first = Some(false)), [("video.index_last", Severity::Advise)]);
    for location in [Location::Told, Location::Measured] {
        let placed = filmed(|video| video.location = Some(location));
        assert_eq!(of(&placed), [("video.location", Severity::Advise)]);
    }
    assert_eq!(
        with(|video| (video.audio_tracks, video.audio_codec) = (Some(0), None)),
        [("video.silent", Severity::Advise)]
    );
    assert_eq!(
        with(|video| (video.video_tracks, video.video_codec, video.duration_ms) = (Some(0), None, None)),
        [("video.no_picture", Severity::Block)]
    );
}

#[test]
fn what_is_not_known_of_a_film_is_not_held_against_it() {
    let nothing = Facts { figures: Figures::Video(VideoFacts::default()), ..film() };
    assert_eq!(of(&nothing), [("video.length_unknown", Severity::Warn)]);
    for (fault, rule) in [(Fault::MissingIndex, "video.index"), (Fault::ZeroDuration, "video.length")] {
        let faulty = Facts { faults: vec![fault], ..filmed(|video| video.duration_ms = Some(0)) };
        assert_eq!(of(&faulty), [(rule, Severity::Block)]);
    }
    let broken = Facts { faults: vec![Fault::Truncated { at: 10, expected: Some(20) }], ..nothing };
    let said = said(&broken);
    assert_eq!(named(&said), [("video.truncated", Severity::Block)]);
    assert!(said[0].message.contains("part of the video is missing"), "{said:?}");
}

#[test]
fn a_broken_film_is_not_told_to_be_exported_in_a_higher_quality() {
    let tiny = |faults| of(&Facts { bytes: 8, faults, ..film() });
    assert_eq!(tiny(vec![]), [("video.bytes", Severity::Block)]);
    assert_eq!(tiny(vec![Fault::MissingIndex]), [("video.index", Severity::Block)]);
}

#[test]
fn a_film_that_is_too_long_says_how_many_posts_it_takes() {
    let lasting = |minutes: u64| said(&filmed(|video| video.duration_ms = Some(minutes * 60_000)));
    for (minutes, way_out) in [(31, "among 2 posts."), (180, "among 6 posts."), (181, "among 7 posts.")] {
        let said = lasting(minutes);
        assert!(said[0].message.ends_with(way_out), "{said:?}");
    }
}

#[test]
fn a_refused_file_that_is_broken_says_both() {
    let cut = |format, facts| Facts {
        format: Some(format),
        faults: vec![Fault::Truncated { at: 500, expected: Some(900) }],
        ..facts
    };
    let table = [
        (cut(Format::Mkv, film()), Purpose::Video, ["video.format", "video.truncated"]),
        (cut(Format::Heic, photograph()), Purpose::Image, ["image.format", "image.truncated"]),
        (
            cut(Format::Heic, photograph()),
            Purpose::Thumbnail { film: None, taken: Taken::Elsewhere },
            ["thumbnail.format", "image.truncated"],
        ),
        (
            Facts { format: Some(Format::Heic), faults: vec![Fault::DamagedData], ..photograph() },
            Purpose::Image,
            ["image.format", "image.damaged"],
        ),
        (cut(Format::Odt, paper()), Purpose::Document, ["document.format", "document.truncated"]),
    ];
    for (facts, purpose, rules) in table {
        let said = judge(&facts, purpose, &LINKEDIN.files);
        assert_eq!(said.iter().map(|it| it.rule).collect::<Vec<_>>(), rules);
    }
}

#[test]
fn a_refused_file_that_is_misnamed_says_both() {
    let lies = |format| vec![Fault::ExtensionLies { extension: "mov".into(), really: format }];
    for format in [Format::Webm, Format::Avi] {
        let said = said(&Facts { format: Some(format), faults: lies(format), ..film() });
        assert_eq!(named(&said), [("video.format", Severity::Block), ("file.extension", Severity::Advise)]);
    }
    let webp = Facts { format: Some(Format::Webp), faults: lies(Format::Webp), ..photograph() };
    let purposes =
        [Purpose::Image, Purpose::Video, Purpose::Thumbnail { film: None, taken: Taken::Elsewhere }];
    for (purpose, rule) in purposes.into_iter().zip(["image.format", "file.kind", "thumbnail.format"]) {
        let said = judge(&webp, purpose, &LINKEDIN.files);
        assert_eq!(named(&said), [(rule, Severity::Block), ("file.extension", Severity::Advise)]);
        assert!(said[1].message.contains("ends in .mov, but this is a WEBP file"), "{said:?}");
        assert!(said[1].message.ends_with("so that it ends in .webp."), "{said:?}");
    }
}
