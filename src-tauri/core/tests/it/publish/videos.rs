use std::{fs, path::Path, sync::Arc};

use galley_core::{
    post::{Attachment, Captions, Commentary, Draft, PostFile, VideoItem, VideoThumbnail},
    publish::{FileState, Outcome, Progress},
};
use galley_sandbox::Config;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::rehearsal::{Rehearsal, on_create, published_urn};
use crate::media::programs::ffmpeg;

const CAPTIONS: &str = "1\n00:00:01,000 --> 00:00:02,000\nHello\n";
const PART: usize = 4_194_304;
/// Three parts.
const LENGTH: usize = 9_000_000;

/// Four seconds of film, made as long as wanted by a box that players skip.
fn film(folder: &Path) -> Vec<u8> {
    let source = ["-f", "lavfi", "-i", "testsrc2=size=300x200:rate=25:duration=4"];
    ffmpeg(folder, &[&source[..], &["-pix_fmt", "yuv420p", "short.mp4"]].concat());
    let mut bytes = fs::read(folder.join("short.mp4")).unwrap();
    let rest = LENGTH - bytes.len();
    bytes.extend((rest as u32).to_be_bytes());
    bytes.extend(b"free");
    // No two parts alike.
    bytes.extend((0..rest - 8).map(|at| (at / 1_000) as u8));
    bytes
}

/// A draft of a video, with a thumbnail and captions `beside` it.
pub fn draft(rehearsal: &Rehearsal, beside: bool) -> Draft {
    let path = |name: &str| rehearsal.folder.path().join(name);
    fs::write(path("launch.mp4"), film(rehearsal.folder.path())).unwrap();
    fs::write(path("launch.srt"), CAPTIONS).unwrap();
    let files = [path("launch.mp4"), rehearsal.image(1), path("launch.srt")];
    let added = rehearsal.desk.add_files(&files).unwrap().media;
    let video = VideoItem {
        media: added[0].id,
        title: "The launch".to_owned(),
        thumbnail: beside.then(|| VideoThumbnail { media: added[1].id, at_ms: None }),
        captions: beside.then(|| Captions { media: added[2].id, locale: "en_US".parse().unwrap() }),
    };
    let mut draft = rehearsal.desk.new_draft().unwrap().draft;
    draft.commentary = Commentary::plain("See it move");
    draft.attachment = Attachment::Video { video };
    rehearsal.desk.edit(&draft, None);
    draft
}

fn sent(rehearsal: &Rehearsal) -> Vec<u8> {
    fs::read(rehearsal.folder.path().join("launch.mp4")).unwrap()
}

/// How often each part was asked for.
async fn parts(rehearsal: &Rehearsal) -> Vec<usize> {
    let requests = rehearsal.requests("PUT", "/dms-uploads/").await;
    let count = |number: usize| {
        let end = format!("/part/{number}");
        requests.iter().filter(|it| it["path"].as_str().unwrap().ends_with(&end)).count()
    };
    (0..3).map(count).collect()
}

async fn only_post(rehearsal: &Rehearsal) -> Value {
    let posts = rehearsal.posts().await;
    assert_eq!(posts.len(), 1);
    posts[0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_goes_out_in_parts_with_captions_and_thumbnail_and_arrives_as_it_was() {
    let rehearsal = Rehearsal::new().await;
    let before = rehearsal.requests("", "").await.len();
    let outcome = rehearsal.publish(draft(&rehearsal, true).id).await;
    let Outcome::Published { requests, bytes, .. } = outcome else { panic!("{outcome:?}") };
    let thumbnail = fs::read(rehearsal.image(1)).unwrap();
    assert_eq!((requests, bytes), (9, (LENGTH + thumbnail.len() + CAPTIONS.len()) as u64));

    let sent_requests = &rehearsal.requests("", "").await[before..];
    let last = |end: &str| sent_requests.iter().rposition(|it| it["path"].as_str().unwrap().ends_with(end));
    let finalized = sent_requests.iter().position(|it| it["query"] == "action=finalizeUpload").unwrap();
    for end in ["/part/0", "/part/1", "/part/2", "/captions", "/thumbnail"] {
        let at = last(end).unwrap();
        assert!(at < finalized, "{end} comes before the word that all is there");
        assert_eq!(sent_requests[at]["token"], Value::Null, "{end} goes without the token");
    }
    let ids =
        sent_requests[finalized]["body"]["finalizeUploadRequest"]["uploadedPartIds"].as_array().unwrap();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| !id.as_str().unwrap().contains('"')), "{ids:?}");
    assert_eq!(sent_requests[last("/part/2").unwrap()]["body_bytes"], LENGTH - 2 * PART, "up to its end");

    let post = only_post(&rehearsal).await;
    assert_eq!((&post["shown"], &post["media"][0]["title"]), (&json!(true), &json!("The launch")));
    let urn = post["media"][0]["urn"].as_str().unwrap();
    assert!(rehearsal.bytes_of(urn).await == sent(&rehearsal), "byte for byte");
    assert!(rehearsal.bytes_of(&format!("{urn}/thumbnail")).await == thumbnail);
    assert_eq!(rehearsal.bytes_of(&format!("{urn}/captions")).await, CAPTIONS.as_bytes());
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_counts_all_parts_together_and_never_more_than_there_is() {
    let rehearsal = Rehearsal::new().await;
    let draft = draft(&rehearsal, false);
    published_urn(&rehearsal.publish(draft.id).await);
    let film = draft.attachment.files()[0];
    let heard = rehearsal.heard.lock().unwrap();
    let counts: Vec<u64> = heard
        .iter()
        .filter_map(|it| match it {
            Progress::File { media, state: FileState::Uploading, sent } if *media == film => Some(*sent),
            _ => None,
        })
        .collect();
    assert_eq!((counts.first(), counts.iter().max()), (Some(&0), Some(&(LENGTH as u64))));
    let last = heard.iter().rev().find(|it| matches!(it, Progress::File { .. }));
    assert!(matches!(last, Some(Progress::File { state: FileState::Ready, .. })), "{last:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_fails_is_sent_again_alone() {
    for effect in
        [json!({"kind": "status", "status": 503}), json!({"kind": "drop", "after_bytes": 1_000_000})]
    {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(json!([{"route": "/dms-uploads/*/*/part/1", "count": 1, "effect": effect}])).await;
        published_urn(&rehearsal.publish(draft(&rehearsal, false).id).await);
        assert_eq!(parts(&rehearsal).await, [1, 2, 1]);
        let urn = only_post(&rehearsal).await["media"][0]["urn"].as_str().unwrap().to_owned();
        assert!(rehearsal.bytes_of(&urn).await == sent(&rehearsal));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_upload_goes_on_after_a_restart_without_the_parts_that_arrived() {
    let rehearsal = Rehearsal::new().await;
    let draft = draft(&rehearsal, true);
    let held = json!([{"route": "/dms-uploads/*/*/part/1", "effect": {"kind": "hold"}}]);
    rehearsal.faults(held).await;
    let desk = &rehearsal.desk;
    let cancelling = async {
        // Everything but the part that is held.
        let arrived = async || {
            let requests = rehearsal.requests("", "/dms-uploads/").await;
            requests.iter().filter(|it| it["status"].is_number()).count()
        };
        while arrived().await < 4 {}
        let noted = || {
            let library =
                galley_core::library::Library::open(&rehearsal.folder.path().join("galley.db")).unwrap();
            let run = library.runs_of(draft.id).unwrap()[0].id;
            library.journal::<Value>(run).unwrap().len()
        };
        // The plan, the announcement, two parts, captions, thumbnail.
        while noted() < 6 {
            tokio::task::yield_now().await;
        }
        desk.cancel(draft.id);
    };
    let (outcome, ()) = tokio::join!(rehearsal.publish(draft.id), cancelling);
    assert!(matches!(outcome, Outcome::Stopped { cancelled: true, .. }), "{outcome:?}");
    rehearsal.no_faults().await;
    assert_eq!(parts(&rehearsal).await, [1, 1, 1]);

    let restarted = rehearsal.restarted().await;
    let seal = restarted.review(draft.id).unwrap().seal;
    published_urn(&restarted.publish(draft.id, seal, |_| {}).await.unwrap().outcome);
    assert_eq!(parts(&rehearsal).await, [1, 2, 1], "no part that arrived is sent again");
    let beside = rehearsal.requests("", "/dms-uploads/").await;
    assert_eq!(beside.len(), 6, "nor what belongs to it");
    let urn = only_post(&rehearsal).await["media"][0]["urn"].as_str().unwrap().to_owned();
    assert!(rehearsal.bytes_of(&urn).await == sent(&rehearsal));
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_have_expired_are_asked_for_anew() {
    let rehearsal = Rehearsal::new().await;
    let expired = json!({"kind": "expired_upload_url"});
    rehearsal.faults(json!([{"route": "/dms-uploads/*/*/part/2", "count": 1, "effect": expired}])).await;
    published_urn(&rehearsal.publish(draft(&rehearsal, true).id).await);
    assert_eq!(rehearsal.requests("POST", "/rest/videos").await.len(), 3, "announced twice, finalised once");
    let urn = only_post(&rehearsal).await["media"][0]["urn"].as_str().unwrap().to_owned();
    assert!(rehearsal.bytes_of(&urn).await == sent(&rehearsal));
    assert_eq!(
        rehearsal.bytes_of(&format!("{urn}/captions")).await,
        CAPTIONS.as_bytes(),
        "the new one has its captions too"
    );
    let account = &rehearsal.desk.accounts().unwrap().accounts[0];
    assert!(
        !format!("{account:?}").contains("Refused"),
        "a part's 401 says nothing of the sign-in: {account:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_beside_the_video_that_has_expired_makes_the_video_anew_and_says_nothing_of_the_sign_in() {
    for what in ["captions", "thumbnail"] {
        let rehearsal = Rehearsal::new().await;
        let expired = json!({"kind": "expired_upload_url"});
        // Without the token and with it; and both again when all parts are there.
        rehearsal
            .faults(json!([{"route": format!("/dms-uploads/*/*/{what}"), "count": 4, "effect": expired}]))
            .await;
        published_urn(&rehearsal.publish(draft(&rehearsal, true).id).await);
        assert_eq!(
            rehearsal.requests("POST", "/rest/videos").await.len(),
            3,
            "announced twice, finalised once"
        );
        let urn = only_post(&rehearsal).await["media"][0]["urn"].as_str().unwrap().to_owned();
        assert!(rehearsal.bytes_of(&urn).await == sent(&rehearsal), "{what}");
        assert_eq!(rehearsal.bytes_of(&format!("{urn}/captions")).await, CAPTIONS.as_bytes(), "{what}");
        let account = &rehearsal.desk.accounts().unwrap().accounts[0];
        assert!(!format!("{account:?}").contains("Refused"), "{what}: {account:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thumbnail_that_is_refused_without_the_token_goes_with_it() {
    let rehearsal = Rehearsal::new().await;
    let refused = json!({"kind": "status", "status": 401});
    rehearsal.faults(json!([{"route": "/dms-uploads/*/*/thumbnail", "count": 1, "effect": refused}])).await;
    published_urn(&rehearsal.publish(draft(&rehearsal, true).id).await);
    let thumbnails = rehearsal.requests("PUT", "/dms-uploads/").await;
    let tokens: Vec<&Value> = thumbnails
        .iter()
        .filter(|it| it["path"].as_str().unwrap().ends_with("/thumbnail"))
        .map(|it| &it["token"])
        .collect();
    assert_eq!(tokens, [&Value::Null, &json!("full")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unclear_answer_to_the_last_word_is_asked_again_and_one_post_made() {
    let rehearsal = Rehearsal::new().await;
    let lost = json!({"kind": "drop", "when": "after"});
    rehearsal
        .faults(json!([{"route": "/rest/videos?action=finalizeUpload", "count": 1, "effect": lost}]))
        .await;
    published_urn(&rehearsal.publish(draft(&rehearsal, false).id).await);
    only_post(&rehearsal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_that_linkedin_cannot_process_stops_the_post_by_name() {
    let rehearsal = Rehearsal::new().await;
    let fails = json!({"kind": "processing_failed"});
    rehearsal.faults(json!([{"route": "/rest/videos?action=initializeUpload", "effect": fails}])).await;
    let outcome = rehearsal.publish(draft(&rehearsal, false).id).await;
    let Outcome::Stopped { why, safe_to_retry: false, .. } = &outcome else { panic!("{outcome:?}") };
    assert!(why.contains("could not process launch.mp4"), "{why}");
    assert!(rehearsal.posts().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_for_a_video_can_be_cancelled_and_nothing_is_posted() {
    let rehearsal = Rehearsal::with(Config { processing_ms: 3_600_000, ..Config::default() }, 0).await;
    let draft = draft(&rehearsal, false);
    let heard = Arc::clone(&rehearsal.heard);
    let waiting = || {
        let heard = heard.lock().unwrap();
        heard.iter().any(|it| matches!(it, Progress::Waiting { why, .. } if why.contains("processing")))
    };
    let cancelling = async {
        while !waiting() {
            tokio::task::yield_now().await;
        }
        rehearsal.desk.cancel(draft.id);
    };
    let (outcome, ()) = tokio::join!(rehearsal.publish(draft.id), cancelling);
    assert!(matches!(outcome, Outcome::Stopped { cancelled: true, .. }), "{outcome:?}");
    assert!(rehearsal.posts().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_read_publishes_a_video_after_a_moment_of_grace() {
    let rehearsal = Rehearsal::self_serve().await;
    published_urn(&rehearsal.publish(draft(&rehearsal, true).id).await);
    only_post(&rehearsal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finished_video_is_kept_for_the_next_run() {
    let rehearsal = Rehearsal::new().await;
    let draft = draft(&rehearsal, true);
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let stopped = rehearsal.publish(draft.id).await;
    assert!(matches!(stopped, Outcome::Stopped { safe_to_retry: true, .. }), "{stopped:?}");
    rehearsal.check_again().await;
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(parts(&rehearsal).await, [1, 1, 1]);
    assert_eq!(rehearsal.requests("POST", "/rest/videos").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_with_a_video_is_found_after_a_lost_answer() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let urn = published_urn(&rehearsal.publish(draft(&rehearsal, false).id).await);
    assert_eq!(only_post(&rehearsal).await["urn"], urn);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_of_a_post_file_is_published() {
    let rehearsal = Rehearsal::new().await;
    draft(&rehearsal, false);
    let post = json!({"galley": 1, "commentary": "See it move", "attachment":
        {"video": {"file": "launch.mp4", "captions": "launch.srt", "captions_locale": "en_US"}}});
    let post = PostFile::parse(&post.to_string()).unwrap();
    let account = rehearsal.desk.accounts().unwrap().accounts[0].id;
    let outlet = rehearsal.desk.outlet(Some(account), None).unwrap();
    let proof = rehearsal.desk.proof(&post, rehearsal.folder.path(), outlet);
    let printed = rehearsal.desk.print(proof, false, CancellationToken::new(), |_| {}).await.unwrap();
    published_urn(&printed.outcome);
    only_post(&rehearsal).await;
}
