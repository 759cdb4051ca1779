use std::{collections::BTreeSet, fs, path::Path};

use serde_json::json;

use super::*;
use crate::post::{Attachment, Piece};

mod sponsored;

fn refused(post: Value) -> String {
    PostFile::parse(&post.to_string()).unwrap_err().to_string()
}

#[test]
fn a_post_file_is_read_whole() {
    let post = PostFile::parse(
        r#"{"galley":1,"author":"urn:li:organization:1",
            "commentary":"Hello @[DevTestCo](urn:li:organization:2414183) #launch (really)",
            "visibility":"CONNECTIONS","reshare_disabled":true,
            "attachment":{"images":[{"file":"a.jpg","alt_text":"A harbour","title":"Harbour"},{"file":"b.png"}]},
            "comments_closed":true,"first_comment":"More (below)","audience":{},"schedule":null}"#,
    );
    let image = |file: &str, alt_text: &str, title: &str| FileImage {
        file: file.into(),
        alt_text: alt_text.into(),
        title: title.into(),
    };
    let text = |text: &str| Piece::Text { text: text.into() };
    let mention =
        Piece::Mention { name: "DevTestCo".into(), urn: "urn:li:organization:2414183".parse().unwrap() };
    assert_eq!(
        post,
        Ok(PostFile {
            author: Some("urn:li:organization:1".parse().unwrap()),
            commentary: vec![text("Hello "), mention, text(" #launch (really)")].into(),
            visibility: Visibility::Connections,
            reshare_disabled: true,
            comments_closed: true,
            first_comment: "More (below)".into(),
            attachment: FileAttachment::Images(vec![
                image("a.jpg", "A harbour", "Harbour"),
                image("b.png", "", "")
            ]),
            sponsored: None,
        })
    );
}

#[test]
fn what_is_left_out_or_null_is_as_in_a_new_draft() {
    let short = PostFile::parse(r#"{"galley":1}"#).unwrap();
    let nulls =
        r#"{"galley":1,"author":null,"commentary":null,"visibility":null,"attachment":{"images":null}}"#;
    assert_eq!(PostFile::parse(nulls), Ok(short.clone()));
    assert_eq!((short.visibility, short.reshare_disabled), (Visibility::Public, false));
    assert_eq!(short.attachment, FileAttachment::None);
    for nothing in
        [json!({"images": []}), json!({"video": null, "document": null, "poll": null, "reshare": null})]
    {
        let post = json!({"galley": 1, "attachment": nothing}).to_string();
        assert_eq!(PostFile::parse(&post).unwrap().attachment, FileAttachment::None);
    }
}

fn attached(attachment: Value) -> FileAttachment {
    PostFile::parse(&json!({"galley": 1, "attachment": attachment}).to_string()).unwrap().attachment
}

#[test]
fn a_video_comes_with_its_thumbnail_and_its_captions() {
    let alone = FileVideo { file: "film.mp4".into(), title: String::new(), thumbnail: None, captions: None };
    assert_eq!(attached(json!({"video": {"file": "film.mp4"}})), FileAttachment::Video(alone));
    let whole = json!({"file": "film.mp4", "title": "Launch", "thumbnail": "still.png", "captions": "en.srt",
        "captions_locale": "en_US"});
    let captions = FileCaptions { file: "en.srt".into(), locale: "en_US".parse().unwrap() };
    let video = FileVideo {
        file: "film.mp4".into(),
        title: "Launch".into(),
        thumbnail: Some("still.png".into()),
        captions: Some(captions),
    };
    let attachment = attached(json!({"video": whole}));
    assert_eq!(attachment, FileAttachment::Video(video));
    let files = attachment.files();
    assert_eq!(files, ["film.mp4", "still.png", "en.srt"].map(Path::new));
    assert_eq!(attachment.attach().files().len(), files.len());
}

#[test]
fn a_document_without_a_title_is_called_like_its_file() {
    let titled = |title: Value| match attached(
        json!({"document": {"file": "out/Q3 report.v2.pdf", "title": title}}),
    ) {
        FileAttachment::Document(document) => document.title,
        other => panic!("{other:?}"),
    };
    assert_eq!(titled(Value::Null), "Q3 report.v2");
    assert_eq!(titled(json!("Third quarter")), "Third quarter");
    assert_eq!(titled(json!("")), "", "an empty one is a wish, and told by a finding");
}

#[test]
fn a_link_comes_with_all_that_its_card_says() {
    let alone = FileLink {
        url: "example.com/news".into(),
        title: String::new(),
        description: String::new(),
        thumbnail: None,
        alt_text: String::new(),
    };
    let url = "example.com/news";
    assert_eq!(attached(json!({"link": {"url": url}})), FileAttachment::Link(alone));
    let whole = json!({"url": url, "title": "News", "description": "of today", "thumbnail": "ship.png",
        "alt_text": "A ship"});
    let attachment = attached(json!({"link": whole}));
    assert_eq!(attachment.files(), [Path::new("ship.png")]);
    let Attachment::Link { link } = attachment.attach() else { panic!() };
    assert_eq!(link.words(), [url, "News", "of today", "A ship"]);
    let unseen = refused(json!({"galley": 1, "attachment": {"link": {"url": url, "alt_text": "A ship"}}}));
    assert!(unseen.starts_with("attachment.link: `alt_text` is said in the picture’s place"), "{unseen}");
}

#[test]
fn a_poll_lasts_a_week_unless_it_says_otherwise() {
    let poll = |duration: Value| match attached(
        json!({"poll": {"question": "Which?", "options": ["A", "B"], "duration": duration}}),
    ) {
        FileAttachment::Poll(poll) => poll,
        other => panic!("{other:?}"),
    };
    let whole = poll(Value::Null);
    assert_eq!((whole.question.as_str(), whole.options.len()), ("Which?", 2));
    assert_eq!(whole.duration, crate::post::PollDuration::SevenDays);
    assert_eq!(poll(json!("ONE_DAY")).duration, crate::post::PollDuration::OneDay);
    let why = refused(
        json!({"galley": 1, "attachment": {"poll": {"question": "Q", "options": [], "duration": "ONE_WEEK"}}}),
    );
    assert!(why.starts_with("attachment.poll.duration: ") && why.contains("SEVEN_DAYS"), "{why}");
    let why = refused(json!({"galley": 1, "attachment": {"poll": {"options": ["A", "B"]}}}));
    assert!(why.contains("question"), "{why}");
}

#[test]
fn a_shared_post_is_one_address_or_urn() {
    let reshare = attached(json!({"reshare": "urn:li:share:7"}));
    assert_eq!(reshare.attach().kind(), crate::post::AttachmentKind::Reshare);
    assert!(reshare.files().is_empty());
}

#[test]
fn of_two_kinds_of_attachment_both_are_named() {
    let (images, video, document) =
        (json!([{"file": "a.jpg"}]), json!({"file": "b.mp4"}), json!({"file": "c.pdf"}));
    for (attachment, named) in [
        (json!({"images": images, "video": video}), "`images` and `video`"),
        (json!({"images": [], "video": video, "document": document}), "`video` and `document`"),
        (json!({"images": images, "video": video, "document": document}), "`images`, `video` and `document`"),
    ] {
        let why = refused(json!({"galley": 1, "attachment": attachment}));
        assert!(why.starts_with("attachment: a post carries one kind") && why.contains(named), "{why}");
    }
}

#[test]
fn captions_and_their_language_go_together() {
    let video = |key: &str, value: &str| {
        refused(json!({"galley": 1, "attachment": {"video": {"file": "b.mp4", key: value}}}))
    };
    let unspoken = video("captions", "en.srt");
    assert!(unspoken.starts_with("attachment.video: captions need a language"), "{unspoken}");
    let unsaid = video("captions_locale", "en_US");
    assert!(unsaid.starts_with("attachment.video: `captions_locale` is the language"), "{unsaid}");
    let unknown = video("captions_locale", "english");
    assert!(
        unknown.starts_with("attachment.video.captions_locale: “english” names no language"),
        "{unknown}"
    );
}

#[test]
fn an_unknown_key_is_named_with_its_place() {
    let top = refused(json!({"galley": 1, "comentary": "x"}));
    assert!(top.starts_with("comentary: unknown field `comentary`") && !top.contains(" line "), "{top}");
    let image = json!({"file": "a.jpg", "alt": "x"});
    let deep = refused(json!({"galley": 1, "attachment": {"images": [{"file": "z.jpg"}, image]}}));
    assert!(deep.starts_with("attachment.images[1]") && deep.contains("unknown field `alt`"), "{deep}");
    // Where the keys lead to it, the line says nothing more.
    assert!(!deep.contains(" line "), "{deep}");
    let speechless = json!({"file": "a.mp4", "captions": "a.srt"});
    let said = refused(json!({"galley": 1, "attachment": {"video": speechless}}));
    assert!(said.ends_with("captions need a language; name it in `captions_locale`, as en_US"), "{said}");
}

#[test]
fn a_key_given_twice_is_refused() {
    let twice = PostFile::parse(r#"{"galley":1,"commentary":"a","commentary":"b"}"#).unwrap_err().to_string();
    assert!(twice.contains("duplicate field `commentary`"), "{twice}");
}

#[test]
fn a_wish_that_cannot_be_met_yet_is_refused_and_not_dropped() {
    let audience = refused(json!({"galley": 1, "audience": {"seniorities": ["urn:li:seniority:6"]}}));
    assert!(audience.starts_with("audience: this is not supported yet"), "{audience}");
    let schedule = refused(json!({"galley": 1, "schedule": "2026-12-01T09:00:00Z"}));
    assert!(schedule.starts_with("schedule: this is not supported yet"), "{schedule}");
}

#[test]
fn values_of_the_wrong_kind_are_refused_at_their_place() {
    for (post, says) in [
        (json!({"galley": 1, "author": "urn:li:image:C5"}), "author: urn:li:image:C5 names neither"),
        (json!({"galley": 1, "visibility": "FRIENDS"}), "visibility: unknown variant `FRIENDS`"),
        (json!({"galley": 1, "commentary": "@[Acme"}), "commentary: “@[Acme” is no whole mention"),
        (json!({"galley": 1, "attachment": [[]]}), "attachment: invalid type: sequence, expected an object"),
        (
            json!({"galley": 1, "attachment": {"images": [["a.jpg"]]}}),
            "attachment.images[0]: invalid type: sequence",
        ),
        (
            json!({"galley": 1, "attachment": {"images": [{"file": ""}]}}),
            "attachment.images[0].file: this is not the path",
        ),
        (json!({"galley": 1, "attachment": {"images": [{}]}}), "attachment.images[0]: missing field `file`"),
    ] {
        let why = refused(post);
        assert!(why.starts_with(says), "{why}");
    }
}

#[test]
fn what_is_no_post_file_of_this_version_is_told_as_that() {
    for (text, error) in [
        ("[]", PostFileError::NotAnObject),
        (r#"{"commentary":"x"}"#, PostFileError::Unversioned),
        (r#"{"post":"x","platforms":["linkedin"]}"#, PostFileError::Ayrshare),
        (r#"{"galley":2,"news":1}"#, PostFileError::OtherVersion(json!(2))),
    ] {
        assert_eq!(PostFile::parse(text), Err(error));
    }
    assert!(matches!(PostFile::parse("{"), Err(PostFileError::NotJson(_))));
    let flaw = PostFile::parse("{\"galley\": 1,\n \"commentary\": nope}").unwrap_err().to_string();
    assert!(flaw.contains("line 2, column") && flaw.contains("double quotes"), "{flaw}");
    assert!(PostFile::parse("\u{FEFF}{\"galley\":1}").is_ok());
}

/// The keys that the reader knows where `probe` puts an unknown one, from what it says about that one.
fn keys(probe: Value) -> BTreeSet<String> {
    let says = refused(probe);
    // Of two, serde says “expected `a` or `b`”.
    let listed = says.split_once("expected ").unwrap().1;
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema = schema();
    let names = |at: &str| -> BTreeSet<String> {
        let object = schema.pointer(at).unwrap();
        assert_eq!(object["additionalProperties"], json!(false), "{at}");
        object["properties"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(names(""), keys(json!({"galley": 1, "x": 0})));
    assert_eq!(names("/$defs/attachment"), keys(json!({"galley": 1, "attachment": {"x": 0}})));
    assert_eq!(names("/$defs/image"), keys(json!({"galley": 1, "attachment": {"images": [{"x": 0}]}})));
    for kind in ["video", "document", "link", "carousel", "poll"] {
        let probe = json!({"galley": 1, "attachment": {kind: {"x": 0}}});
        assert_eq!(names(&format!("/$defs/{kind}")), keys(probe), "{kind}");
    }
    let card = json!({"galley": 1, "attachment": {"carousel": {"cards": [{"x": 0}]}}});
    assert_eq!(names("/$defs/card"), keys(card));
    assert_eq!(names("/$defs/sponsored"), keys(json!({"galley": 1, "sponsored": {"x": 0}})));
}

#[test]
fn the_examples_of_the_schema_are_post_files() {
    let schema = schema();
    let examples = schema["examples"].as_array().unwrap();
    assert!(examples.len() >= 2);
    for example in examples {
        PostFile::parse(&example.to_string()).unwrap();
    }
}

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/post.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}
