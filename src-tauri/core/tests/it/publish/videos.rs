use std::fs;

use galley_core::{
    checks::{Finding, Severity},
    post::{Attachment, Captions, Commentary, Draft, PostFile, VideoItem, VideoThumbnail},
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::rehearsal::Rehearsal;

const CAPTIONS: &str = "1\n00:00:01,000 --> 00:00:02,000\nHello\n";

/// The marks that begin an MP4, and room enough behind them.
fn film() -> Vec<u8> {
    let mut bytes = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".to_vec();
    bytes.resize(9_000_000, 0);
    bytes
}

fn draft(rehearsal: &Rehearsal) -> Draft {
    let path = |name: &str| rehearsal.folder.path().join(name);
    fs::write(path("launch.mp4"), film()).unwrap();
    fs::write(path("launch.srt"), CAPTIONS).unwrap();
    let files = [path("launch.mp4"), rehearsal.image(1), path("launch.srt")];
    let added = rehearsal.desk.add_files(&files).unwrap().media;
    let video = VideoItem {
        media: added[0].id,
        title: "The launch".to_owned(),
        thumbnail: Some(VideoThumbnail { media: added[1].id, at_ms: None }),
        captions: Some(Captions { media: added[2].id, locale: "en_US".parse().unwrap() }),
    };
    let mut draft = rehearsal.desk.new_draft().unwrap().draft;
    draft.commentary = Commentary::plain("See it move");
    draft.attachment = Attachment::Video { video };
    rehearsal.desk.edit(&draft);
    draft
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_is_shown_in_every_step_and_not_sent() {
    let rehearsal = Rehearsal::new().await;
    let draft = draft(&rehearsal);
    let before = rehearsal.requests("", "").await.len();
    let composing = rehearsal.desk.assess(&draft).findings;
    let of = |findings: &[Finding]| {
        let found = findings.iter().find(|it| it.judgement.rule == "video.not_yet");
        found.map(|it| it.judgement.severity)
    };
    assert_eq!(of(&composing), Some(Severity::Warn), "it does not keep anybody from looking");

    let review = rehearsal.desk.review(draft.id).unwrap();
    assert_eq!(of(&review.findings), Some(Severity::Block));
    let titles: Vec<&str> = review.requests.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles.len(), 7, "{titles:?}");
    assert!(titles[1].contains("in parts of 4,194,304 bytes, 3 as things stand"), "{titles:?}");
    let thumbnail = fs::metadata(rehearsal.image(1)).unwrap().len();
    assert_eq!(review.upload_bytes, 9_000_000 + thumbnail + CAPTIONS.len() as u64);

    rehearsal.try_publish(draft.id).await.unwrap_err();
    assert_eq!(rehearsal.requests("", "").await.len(), before, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_of_a_post_file_is_planned_and_not_printed() {
    let rehearsal = Rehearsal::new().await;
    draft(&rehearsal);
    let post = json!({"galley": 1, "commentary": "See it move", "attachment":
        {"video": {"file": "launch.mp4", "captions": "launch.srt", "captions_locale": "en_US"}}});
    let post = PostFile::parse(&post.to_string()).unwrap();
    let account = rehearsal.desk.accounts().unwrap().accounts[0].id;
    let outlet = rehearsal.desk.outlet(Some(account), None).unwrap();
    let proof = rehearsal.desk.proof(&post, rehearsal.folder.path(), outlet);
    assert_eq!(proof.plan().unwrap().steps.len(), 6);
    let finding = proof.findings_at_press().into_iter().find(|it| it.judgement.rule == "video.not_yet");
    let finding = finding.unwrap();
    assert_eq!(proof.key(finding.place), "attachment.video.file");
    let before = rehearsal.requests("", "").await.len();
    let refused = rehearsal.desk.print(proof, false, CancellationToken::new(), |_| {}).await.unwrap_err();
    assert!(refused.message.contains("stands in the way"), "{refused}");
    assert_eq!(rehearsal.requests("", "").await.len(), before);
}
