use serde_json::{Value, json};

use super::*;
use crate::{
    accounts::{ApiBase, ApiVersion},
    media::{ContentId, Stamp},
    post::{
        CallToAction, Captions, CarouselCard, Commentary, DocumentItem, ImageItem, LinkItem, LinkThumbnail,
        Piece, Poll, PollDuration, Reshare, Sponsored, VideoItem, VideoThumbnail,
    },
    providers::{Manner, Obtained},
};

/// A file as the plan has it: name, bytes, content type.
type Named = (&'static str, u64, &'static str);

/// `files` in the order of the attachment's; the last stands for all that follow.
fn planned(attachment: Attachment, files: &[Named]) -> Plan {
    planned_of(drafted(attachment), files)
}

fn planned_as(
    attachment: Attachment,
    files: &[Named],
    sponsored: Option<Sponsored>,
) -> Result<Plan, PlanError> {
    plan_of(Draft { sponsored, ..drafted(attachment) }, files)
}

fn drafted(attachment: Attachment) -> Draft {
    let mut draft = Draft::new(None, Some("urn:li:organization:1".parse().unwrap()));
    draft.commentary = vec![
        Piece::Text { text: "Hello ".into() },
        Piece::Mention { name: "DevTestCo".into(), urn: "urn:li:organization:2414183".parse().unwrap() },
        Piece::Text { text: " (really) #launch".into() },
    ]
    .into();
    draft.attachment = attachment;
    draft
}

fn planned_of(draft: Draft, files: &[Named]) -> Plan {
    plan_of(draft, files).unwrap()
}

fn plan_of(draft: Draft, files: &[Named]) -> Result<Plan, PlanError> {
    let endpoint = Endpoint::new(ApiBase::default(), ApiVersion::default());
    plan(&draft, &endpoint, |media| {
        let at = draft.attachment.files().iter().position(|it| *it == media)?;
        let (name, bytes, content_type) = *files.get(at).or(files.last())?;
        let stamp: Stamp = serde_json::from_str("\"as checked\"").unwrap();
        Some(FileRef {
            media,
            name: name.into(),
            bytes,
            content_type: content_type.into(),
            stamp,
            content: ContentId::of(b"a harbour".as_slice()).unwrap(),
        })
    })
}

fn cards() -> Attachment {
    let card = |number: usize| CarouselCard {
        media: MediaId::new(),
        alt_text: if number == 1 { String::new() } else { "A crane".into() },
        title: format!(" Card {number} "),
        landing_page: format!("example.com/{number}"),
    };
    Attachment::Carousel { cards: [1, 2].map(card).into() }
}

fn sponsored(account: &str) -> Option<Sponsored> {
    Some(Sponsored {
        ad_account: account.into(),
        name: " Spring ".into(),
        landing_page: "https://example.com/spring".into(),
        call_to_action: Some(CallToAction::LearnMore),
    })
}

fn with_images(images: usize) -> Plan {
    let item = |number| ImageItem {
        media: MediaId::new(),
        alt_text: if number == 1 { String::new() } else { format!("Picture {number}") },
        title: "never sent".into(),
    };
    let images: Vec<ImageItem> = (0..images).map(item).collect();
    let attachment = if images.is_empty() { Attachment::None } else { Attachment::Images { images } };
    planned(attachment, &[("harbour.jpg", 480_123, "image/jpeg")])
}

fn with_video(beside: bool) -> Plan {
    let video = VideoItem {
        media: MediaId::new(),
        title: " The launch ".into(),
        thumbnail: beside.then(|| VideoThumbnail { media: MediaId::new(), at_ms: Some(1_500) }),
        captions: beside.then(|| Captions { media: MediaId::new(), locale: "pt_BR".parse().unwrap() }),
    };
    let files = [
        ("launch.mp4", 9_000_000, "video/mp4"),
        ("still.png", 700_000, "image/png"),
        ("launch.srt", 900, "application/x-subrip"),
    ];
    planned(Attachment::Video { video }, &files)
}

fn assert_plan(name: &str, plan: &Plan) {
    let mut plan = serde_json::to_value(plan).unwrap();
    for step in plan["steps"].as_array_mut().unwrap() {
        if let Some(media) = step.pointer_mut("/call/file/media") {
            *media = "[media id]".into();
        }
    }
    insta::assert_json_snapshot!(name, plan);
}

fn with_link(whole: bool) -> Plan {
    let told = |text: &str| if whole { text.to_owned() } else { String::new() };
    let link = LinkItem {
        url: " example.com/news?a=b ".into(),
        title: told(" A ship (really) leaves "),
        description: told("Nine lessons\n"),
        thumbnail: whole
            .then(|| LinkThumbnail { media: MediaId::new(), alt_text: " A ship at dawn ".to_owned() }),
    };
    planned(Attachment::Link { link }, &[("example.com.jpg", 480_123, "image/jpeg")])
}

#[test]
fn a_link_is_an_article_with_its_picture_sent_before() {
    assert_plan("link", &with_link(true));
}

#[test]
fn a_link_without_words_is_called_like_its_host_and_is_one_request() {
    let plan = with_link(false);
    assert_eq!(plan.steps.len(), 1);
    let Call::Create { request } = &plan.steps[0].call else { panic!() };
    let article = json!({"source": "https://example.com/news?a=b", "title": "example.com"});
    assert_eq!(request.body.as_ref().unwrap()["content"], json!({"article": article}));
}

#[test]
fn a_text_is_one_request() {
    assert_plan("text", &with_images(0));
}

#[test]
fn one_image_is_media() {
    assert_plan("single_image", &with_images(1));
}

#[test]
fn several_images_are_a_multi_image() {
    assert_plan("multi_image", &with_images(2));
}

#[test]
fn a_document_is_media_with_a_title() {
    let document = DocumentItem { media: MediaId::new(), title: " Nine lessons ".into() };
    let plan = planned(Attachment::Document { document }, &[("lessons.pdf", 1_200_000, "application/pdf")]);
    assert_plan("document", &plan);
}

#[test]
fn cards_are_an_advertisement_with_a_page_behind_each() {
    let files = [("quay.jpg", 480_123, "image/jpeg"), ("crane.png", 90_000, "image/png")];
    assert_plan("carousel", &planned_as(cards(), &files, sponsored("512")).unwrap());
}

#[test]
fn an_image_alone_can_be_an_advertisement() {
    let image = ImageItem { media: MediaId::new(), alt_text: "A harbour".into(), title: String::new() };
    let images = Attachment::Images { images: vec![image] };
    let plan = planned_as(images, &[("harbour.jpg", 480_123, "image/jpeg")], sponsored("512")).unwrap();
    assert_plan("sponsored_image", &plan);
}

#[test]
fn cards_that_nobody_pays_for_make_no_plan() {
    let file = [("quay.jpg", 480_123, "image/jpeg")];
    let plan = |sponsored| planned_as(cards(), &file, sponsored);
    assert_eq!(plan(None), Err(PlanError::NotSponsored));
    assert_eq!(plan(sponsored("Acme")), Err(PlanError::NoAdAccount));
    let Attachment::Carousel { cards: mut unled } = cards() else { unreachable!() };
    unled[1].landing_page = "somewhere".into();
    let plan = planned_as(Attachment::Carousel { cards: unled }, &file, sponsored("512"));
    assert!(matches!(plan, Err(PlanError::Address(_))), "{plan:?}");
}

#[test]
fn a_video_goes_in_parts_with_all_that_belongs_to_it() {
    assert_plan("video", &with_video(true));
}

#[test]
fn a_video_alone_announces_nothing_beside_it() {
    let plan = with_video(false);
    let calls: Vec<&str> = plan
        .steps
        .iter()
        .map(|step| match &step.call {
            Call::Register { request, .. } => {
                let announced = &request.body.as_ref().unwrap()["initializeUploadRequest"];
                assert_eq!(
                    (&announced["uploadCaptions"], &announced["uploadThumbnail"]),
                    (&false.into(), &false.into())
                );
                "register"
            }
            Call::Upload { manner: Manner::Parts { .. }, .. } => "parts",
            Call::Upload { .. } => "upload",
            Call::Finalize { .. } => "finalize",
            Call::Await { .. } => "await",
            Call::Create { .. } => "create",
            Call::Comment { .. } => "comment",
            Call::CloseComments { .. } => "close comments",
        })
        .collect();
    assert_eq!(calls, ["register", "parts", "finalize", "await", "create"]);
}

fn poll() -> Attachment {
    let options = [" Letterpress ", "Offset", "", "Digital"].map(str::to_owned).to_vec();
    let question = " Which would you print it with? ".to_owned();
    Attachment::Poll { poll: Poll { question, options, duration: PollDuration::FourteenDays } }
}

/// What checks let nobody ask for at once: both below one post.
fn followed_up() -> Plan {
    let first_comment = " More of it: https://press.example/(1)_a \n".to_owned();
    planned_of(Draft { first_comment, comments_closed: true, ..drafted(Attachment::None) }, &[])
}

#[test]
fn a_poll_is_content_and_what_has_no_words_is_left_out() {
    assert_plan("poll", &planned(poll(), &[]));
}

#[test]
fn a_shared_post_is_named_and_carries_nothing() {
    let reshare = Reshare { of: "https://www.linkedin.com/feed/update/urn:li:ugcPost:7/".into() };
    let mut draft = drafted(Attachment::Reshare { reshare });
    assert_plan("reshare", &planned_of(draft.clone(), &[]));
    draft.commentary = Commentary::default();
    let plan = planned_of(draft, &[]);
    let body = plan.creation().unwrap().body.clone().unwrap();
    assert_eq!((&body["commentary"], body.get("content")), (&"".into(), None));
}

#[test]
fn what_follows_a_post_waits_for_it_and_is_plain_text() {
    assert_plan("follow_ups", &followed_up());
}

#[test]
fn every_open_place_of_a_request_is_there_and_says_what_belongs_to_it() {
    let carousel = planned_as(cards(), &[("quay.jpg", 480_123, "image/jpeg")], sponsored("512")).unwrap();
    for plan in [with_images(1), with_images(20), with_video(true), carousel, followed_up()] {
        let requests = plan.steps.iter().filter_map(|step| match &step.call {
            Call::Register { request, .. }
            | Call::Finalize { request, .. }
            | Call::Await { request, .. }
            | Call::Create { request }
            | Call::Comment { request }
            | Call::CloseComments { request } => Some((step.id, request)),
            Call::Upload { .. } => None,
        });
        for (id, request) in requests {
            for fill in &request.fills {
                let place = request.body.as_ref().unwrap().pointer(&fill.pointer).unwrap();
                let what = match fill.what {
                    Obtained::Urn => "urn",
                    Obtained::UploadToken => "upload token",
                    Obtained::PartIds => "ids of the parts",
                };
                assert_eq!(place, &format!("{{{what} of step {}}}", fill.from));
                assert!(fill.from < id, "{} waits for a later step", fill.pointer);
            }
        }
    }
}

#[test]
fn every_field_of_a_post_that_can_be_refused_has_a_name_for_people() {
    let carousel = planned_as(cards(), &[("quay.jpg", 480_123, "image/jpeg")], sponsored("512")).unwrap();
    let reshare = Attachment::Reshare { reshare: Reshare { of: "urn:li:share:7".into() } };
    let reshare = planned(reshare, &[]);
    let plans = [
        with_images(1),
        with_images(2),
        with_video(true),
        with_link(true),
        carousel,
        planned(poll(), &[]),
        reshare,
        followed_up(),
    ];
    let mut unnamed = std::collections::BTreeSet::new();
    for plan in plans {
        for step in plan.steps {
            let (Call::Create { request } | Call::Comment { request } | Call::CloseComments { request }) =
                step.call
            else {
                continue;
            };
            paths(&request.body.unwrap(), "", &mut |path| {
                if crate::checks::field_name(path).is_none() {
                    unnamed.insert(path.to_owned());
                }
            });
        }
    }
    assert_eq!(Vec::from_iter(unnamed), ["/lifecycleState"], "that one is not the writer's");
}

/// The JSON pointers of everything that holds nothing.
fn paths(value: &Value, path: &str, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                paths(value, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(all) => {
            for (at, value) in all.iter().enumerate() {
                paths(value, &format!("{path}/{at}"), found);
            }
        }
        _ => found(path),
    }
}

#[test]
fn a_plan_of_before_there_were_videos_is_read_as_it_was_meant() {
    let plan = with_images(2);
    let written = serde_json::to_string(&plan).unwrap();
    assert!(!written.contains("manner") && !written.contains("\"what\""), "{written}");
    assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), plan);
    let video = with_video(true);
    assert_eq!(serde_json::from_value::<Plan>(serde_json::to_value(&video).unwrap()).unwrap(), video);
}

#[test]
fn nothing_and_nobody_make_no_plan() {
    let endpoint = Endpoint::new(ApiBase::default(), ApiVersion::default());
    let mut draft = Draft::new(None, None);
    draft.commentary = Commentary::plain("Hello");
    assert_eq!(plan(&draft, &endpoint, |_| None), Err(PlanError::NoAuthor));
    draft.author = Some("urn:li:person:AbC".parse().unwrap());
    draft.commentary = Commentary::default();
    assert_eq!(plan(&draft, &endpoint, |_| None), Err(PlanError::Nothing));
}
