//! Videos, from the announcement through parts, captions and thumbnail to the post that shows them.

use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::asked::{
    Asked, FOREIGN_PAGE, MEMBER, PAGE, config, encoded, json_of, read_refusal, refusal, start, start_with,
    text_post, with,
};
use galley_sandbox::{Role, RoleState};

const PART: usize = 4_194_304;
const INITIALIZE: &str = "/rest/videos?action=initializeUpload";
const FINALIZE: &str = "/rest/videos?action=finalizeUpload";
const SRT: &str = "1\n00:00:00,000 --> 00:00:02,000\nWe ship today\n";

fn boxed(name: &[u8; 4], length: usize) -> Vec<u8> {
    [&(length as u32 + 8).to_be_bytes()[..], name, &vec![7; length]].concat()
}

/// As much of an MP4 as the sandbox looks at.
fn mp4(length: usize) -> Vec<u8> {
    let head = [boxed(b"ftyp", 16), boxed(b"moov", 100)].concat();
    let rest = boxed(b"mdat", length - head.len() - 8);
    [head, rest].concat()
}

async fn initialized(asked: &Asked, owner: &str, bytes: usize, beside: bool) -> Value {
    let request =
        json!({"owner": owner, "fileSizeBytes": bytes, "uploadCaptions": beside, "uploadThumbnail": beside});
    let body = json!({"initializeUploadRequest": request});
    json_of(asked.rest(Method::POST, INITIALIZE).json(&body)).await["value"].clone()
}

/// Sends every part as the instructions say, and gives the ETags as they came.
async fn sent(asked: &Asked, video: &Value, bytes: &[u8]) -> Vec<String> {
    let mut etags = Vec::new();
    for instruction in video["uploadInstructions"].as_array().unwrap() {
        let bound = |name: &str| instruction[name].as_u64().unwrap() as usize;
        let part = &bytes[bound("firstByte")..(bound("lastByte") + 1).min(bytes.len())];
        let answer = put_part(asked, instruction["uploadUrl"].as_str().unwrap(), part).await;
        assert_eq!(answer.status(), 200);
        etags.push(answer.headers()["etag"].to_str().unwrap().to_owned());
    }
    etags
}

async fn put_part(asked: &Asked, url: &str, bytes: &[u8]) -> reqwest::Response {
    let request = asked.http.put(url).header(CONTENT_TYPE, "application/octet-stream");
    request.body(bytes.to_vec()).send().await.unwrap()
}

fn ids(etags: &[String]) -> Vec<&str> {
    etags.iter().map(|etag| etag.trim_matches('"')).collect()
}

async fn finalized(asked: &Asked, video: &Value, ids: &[&str]) -> reqwest::Response {
    let request =
        json!({"video": video["video"], "uploadToken": video["uploadToken"], "uploadedPartIds": ids});
    let body = json!({"finalizeUploadRequest": request});
    asked.rest(Method::POST, FINALIZE).json(&body).send().await.unwrap()
}

async fn uploaded(asked: &Asked, owner: &str, bytes: &[u8]) -> String {
    let video = initialized(asked, owner, bytes.len(), false).await;
    let etags = sent(asked, &video, bytes).await;
    assert_eq!(finalized(asked, &video, &ids(&etags)).await.status(), 200);
    video["video"].as_str().unwrap().to_owned()
}

async fn status(asked: &Asked, urn: &str) -> Value {
    json_of(asked.rest(Method::GET, &format!("/rest/videos/{}", encoded(urn)))).await["status"].clone()
}

#[tokio::test]
async fn a_video_goes_part_by_part_from_waiting_through_processing_to_available() {
    let asked = start().await;
    let bytes = mp4(2 * PART + 100_000);
    let video = initialized(&asked, PAGE, bytes.len(), false).await;
    let urn = video["video"].as_str().unwrap();
    assert!(urn.starts_with("urn:li:video:"), "{urn}");
    let instructions = video["uploadInstructions"].as_array().unwrap();
    assert_eq!(instructions.len(), 3);
    assert_eq!(
        (&instructions[1]["firstByte"], &instructions[1]["lastByte"]),
        (&json!(PART), &json!(2 * PART - 1))
    );
    assert!(instructions[2]["lastByte"].as_u64().unwrap() > bytes.len() as u64, "behind the end of the file");
    assert!(video.get("captionsUploadUrl").is_none() && video.get("thumbnailUploadUrl").is_none());
    let etags = sent(&asked, &video, &bytes).await;
    assert!(etags[0].starts_with('"') && etags[1].starts_with('/'), "{etags:?}");
    assert_eq!(status(&asked, urn).await, "WAITING_UPLOAD", "until it is said to be complete");
    assert_eq!(finalized(&asked, &video, &ids(&etags)).await.status(), 200);
    assert_eq!(status(&asked, urn).await, "PROCESSING");
    asked.advance_ms(1_000).await;
    assert_eq!(status(&asked, urn).await, "AVAILABLE");
    let held = asked.http.get(asked.url(&format!("/__media/{urn}"))).send().await.unwrap();
    assert_eq!(held.bytes().await.unwrap(), bytes);
    assert_eq!(asked.see("/__media").await[0]["parts"], 3);
}

#[tokio::test]
async fn a_part_takes_no_token_and_says_what_it_is() {
    let asked = start().await;
    let bytes = mp4(90_000);
    let video = initialized(&asked, MEMBER, bytes.len(), false).await;
    let url = video["uploadInstructions"][0]["uploadUrl"].as_str().unwrap();
    let put = || asked.http.put(url).body(bytes.clone());
    let leaked = put().header(CONTENT_TYPE, "application/octet-stream").header(AUTHORIZATION, "Bearer x");
    assert_eq!(refusal(leaked).await.0, 400);
    assert_eq!(refusal(put().header(CONTENT_TYPE, "video/mp4")).await.0, 415);
    assert_eq!(put_part(&asked, &url.replace("part/0", "part/1"), &bytes).await.status(), 404);
    assert_eq!(
        asked.put(url.trim_end_matches("/part/0"), &bytes).await.status(),
        404,
        "a video is not sent whole"
    );
}

#[tokio::test]
async fn what_is_finalised_has_to_be_there_and_named_as_it_was() {
    let asked = start().await;
    let bytes = mp4(PART + 100_000);
    let video = initialized(&asked, MEMBER, bytes.len(), false).await;
    let (code, answer) = read_refusal(finalized(&asked, &video, &[]).await).await;
    assert_eq!((code, &answer["code"]), (400, &json!("MEDIA_ASSET_WAITING_UPLOAD")));
    let etags = sent(&asked, &video, &bytes).await;
    let quoted: Vec<&str> = etags.iter().map(String::as_str).collect();
    let (code, answer) = read_refusal(finalized(&asked, &video, &quoted).await).await;
    assert_eq!(code, 400, "{answer}");
    assert!(answer["message"].as_str().unwrap().contains("/uploadedPartIds/0"), "{answer}");
    let mut other = video.clone();
    other["uploadToken"] = json!("");
    let (code, answer) = read_refusal(finalized(&asked, &other, &ids(&etags)).await).await;
    assert_eq!(code, 400);
    assert!(answer["message"].as_str().unwrap().contains("/uploadToken"), "{answer}");
    other["video"] = json!("urn:li:video:none");
    let (code, answer) = read_refusal(finalized(&asked, &other, &ids(&etags)).await).await;
    assert_eq!((code, &answer["code"]), (400, &json!("INVALID_VIDEO_ID")));
    assert_eq!(finalized(&asked, &video, &ids(&etags)).await.status(), 200);
    assert_eq!(finalized(&asked, &video, &ids(&etags)).await.status(), 200, "a second time changes nothing");
}

#[tokio::test]
async fn parts_in_another_order_or_not_named_fail_in_processing() {
    let asked = start().await;
    let bytes = mp4(PART + 100_000);
    for named in [0, 2] {
        let video = initialized(&asked, MEMBER, bytes.len(), false).await;
        let etags = sent(&asked, &video, &bytes).await;
        let turned: Vec<&str> = ids(&etags).into_iter().rev().take(named).collect();
        assert_eq!(finalized(&asked, &video, &turned).await.status(), 200);
        asked.advance_ms(1_000).await;
        let urn = video["video"].as_str().unwrap();
        assert_eq!(status(&asked, urn).await, "PROCESSING_FAILED", "{named}");
    }
}

#[tokio::test]
async fn what_is_no_mp4_or_not_as_long_as_announced_fails_in_processing() {
    let asked = start().await;
    let good = mp4(90_000);
    for (bytes, announced) in [(vec![0; 90_000], 90_000), (mp4(70_000), 70_000), (good.clone(), 90_001)] {
        let video = initialized(&asked, MEMBER, announced, false).await;
        let etags = sent(&asked, &video, &bytes).await;
        assert_eq!(finalized(&asked, &video, &ids(&etags)).await.status(), 200);
        asked.advance_ms(1_000).await;
        let path = format!("/rest/videos/{}", encoded(video["video"].as_str().unwrap()));
        let shown = json_of(asked.rest(Method::GET, &path)).await;
        assert_eq!(shown["status"], "PROCESSING_FAILED");
        assert!(shown["processingFailureReason"].is_string());
    }
}

#[tokio::test]
async fn captions_and_a_thumbnail_go_to_addresses_of_their_own() {
    let asked = start().await;
    let bytes = mp4(90_000);
    let video = initialized(&asked, MEMBER, bytes.len(), true).await;
    let urn = video["video"].as_str().unwrap();
    let etags = sent(&asked, &video, &bytes).await;
    let captions = video["captionsUploadUrl"].as_str().unwrap();
    let form = |metadata: Value, file: &str| {
        let metadata = Part::text(metadata.to_string()).mime_str("application/json").unwrap();
        Form::new()
            .part("metadata", metadata)
            .part("file", Part::bytes(file.as_bytes().to_vec()).file_name("a.srt"))
    };
    let metadata = json!({"format": "SRT", "locale": {"language": "EN", "country": "US"}});
    for (metadata, file) in
        [(json!({"format": "VTT", "locale": metadata["locale"]}), SRT), (metadata.clone(), "words")]
    {
        assert_eq!(refusal(asked.http.post(captions).multipart(form(metadata, file))).await.0, 400);
    }
    assert_eq!(refusal(asked.http.post(captions).body(SRT)).await.0, 415);
    let answer = asked.http.post(captions).multipart(form(metadata, SRT)).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let thumbnail = video["thumbnailUploadUrl"].as_str().unwrap();
    let still = || asked.http.put(thumbnail).body(b"\x89PNG\r\n".to_vec());
    assert_eq!(refusal(still()).await.0, 400);
    assert_eq!(still().header("media-type-family", "STILLIMAGE").send().await.unwrap().status(), 201);
    assert_eq!(finalized(&asked, &video, &ids(&etags)).await.status(), 200);
    let held = &asked.see("/__media").await[0];
    assert_eq!((&held["captions"], &held["thumbnail"]), (&json!("en_US"), &json!(6)));
    let text = asked.http.get(asked.url(&format!("/__media/{urn}/captions"))).send().await.unwrap();
    assert_eq!(text.text().await.unwrap(), SRT);
    asked.advance_ms(1_000).await;
    let content = json!({"media": {"id": urn, "title": "The launch"}});
    let post = asked.posted(&with(text_post(MEMBER, "See"), "content", content)).await;
    let html = asked
        .http
        .get(asked.url(&format!("/feed/update/{post}/")))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(html.contains("<video") && html.contains("The launch") && html.contains("en_US"), "{html}");
    let still = asked.http.get(asked.url(&format!("/media/{urn}/still"))).send().await.unwrap();
    assert_eq!(still.headers()["content-type"], "image/png");
}

#[tokio::test]
async fn what_was_not_announced_has_no_address() {
    let asked = start().await;
    let video = initialized(&asked, MEMBER, 90_000, false).await;
    let url = video["uploadInstructions"][0]["uploadUrl"].as_str().unwrap().replace("part/0", "thumbnail");
    let put = asked.http.put(url).header("media-type-family", "STILLIMAGE").body("x");
    assert_eq!(refusal(put).await.0, 404);
}

#[tokio::test]
async fn an_upload_url_that_has_expired_is_answered_like_a_bad_token() {
    let asked = start().await;
    let bytes = mp4(90_000);
    let video = initialized(&asked, MEMBER, bytes.len(), false).await;
    asked.advance_ms(31 * 24 * 3_600_000).await;
    let url = video["uploadInstructions"][0]["uploadUrl"].as_str().unwrap();
    assert_eq!(put_part(&asked, url, &bytes).await.status(), 401);
}

#[tokio::test]
async fn content_admins_of_a_page_may_send_no_videos() {
    let mut config = config();
    config.roles[1].role = Role::ContentAdministrator;
    config.roles[1].state = RoleState::Approved;
    let asked = start_with(config).await;
    let body = json!({"initializeUploadRequest": {"owner": FOREIGN_PAGE, "fileSizeBytes": 90_000}});
    assert_eq!(refusal(asked.rest(Method::POST, INITIALIZE).json(&body)).await.0, 403);
    let body = json!({"initializeUploadRequest": {"owner": FOREIGN_PAGE}});
    let image = asked.rest(Method::POST, "/rest/images?action=initializeUpload").json(&body);
    assert_eq!(image.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_body_of_another_shape_is_refused_with_its_places() {
    let asked = start().await;
    let body = json!({"initializeUploadRequest": {"owner": MEMBER, "fileSizeBytes": "many"}});
    let (status, answer) = refusal(asked.rest(Method::POST, INITIALIZE).json(&body)).await;
    assert_eq!(status, 422);
    assert!(
        answer["message"].as_str().unwrap().contains("/initializeUploadRequest/fileSizeBytes"),
        "{answer}"
    );
    assert_eq!(refusal(asked.rest(Method::POST, "/rest/videos?action=x").json(&body)).await.0, 400);
}

#[tokio::test]
async fn a_video_is_posted_by_its_owner_alone() {
    let asked = start().await;
    let video = uploaded(&asked, MEMBER, &mp4(90_000)).await;
    let content = json!({"media": {"id": video, "title": "T"}});
    let (status, answer) =
        read_refusal(asked.post(&with(text_post(PAGE, "x"), "content", content)).await).await;
    assert_eq!(status, 400);
    assert!(answer["message"].as_str().unwrap().contains("is owned by"), "{answer}");
}
