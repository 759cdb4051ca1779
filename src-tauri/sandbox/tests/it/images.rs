//! Image assets, from the upload URL to the post that shows them.

use galley_sandbox::Config;
use reqwest::Method;
use serde_json::{Value, json};

use crate::asked::{
    FOREIGN_PAGE, GIF, MEMBER, PAGE, config, image_post, json_of, multi_image_post, read_refusal, refusal,
    start, start_with, text_post, with,
};

#[tokio::test]
async fn an_image_goes_from_waiting_through_processing_to_available() {
    let asked = start().await;
    let (urn, url) = asked.initialized(MEMBER).await;
    assert!(urn.starts_with("urn:li:image:"), "{urn}");
    assert_eq!(asked.image_status(&urn).await, "WAITING_UPLOAD");
    assert_eq!(asked.put(&url, GIF).await.status(), 201);
    assert_eq!(asked.image_status(&urn).await, "PROCESSING");
    asked.advance_ms(999).await;
    assert_eq!(asked.image_status(&urn).await, "PROCESSING");
    asked.advance_ms(1).await;
    assert_eq!(asked.image_status(&urn).await, "AVAILABLE");
    let image =
        json_of(asked.rest(Method::GET, &format!("/rest/images/{}", crate::asked::encoded(&urn)))).await;
    assert_eq!(image["owner"], MEMBER);
    let shown = asked.http.get(image["downloadUrl"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(shown.headers()["content-type"], "image/gif");
}

#[tokio::test]
async fn the_bytes_are_kept_as_they_were_sent() {
    let asked = start().await;
    let mut bytes = GIF.to_vec();
    bytes.extend((0..1_200_000_u32).map(|at| (at * 31 % 251) as u8));
    let urn = asked.uploaded(MEMBER, &bytes).await;
    let held = asked.http.get(asked.url(&format!("/__media/{urn}"))).send().await.unwrap();
    assert!(held.bytes().await.unwrap() == bytes);
    let listed = asked.see("/__media").await;
    assert_eq!(listed[0]["bytes"], json!(bytes.len()));
}

#[tokio::test]
async fn the_upload_url_answers_with_201_and_an_expiry_in_the_future() {
    let asked = start().await;
    let answer = asked
        .rest(Method::POST, "/rest/images?action=initializeUpload")
        .json(&json!({"initializeUploadRequest": {"owner": MEMBER}}))
        .send()
        .await
        .unwrap();
    let value = answer.json::<Value>().await.unwrap()["value"].clone();
    let now = asked.see("/__clock").await["now_ms"].as_i64().unwrap();
    assert!(value["uploadUrlExpiresAt"].as_i64().unwrap() > now);
}

#[tokio::test]
async fn an_upload_needs_the_owners_token_and_a_length() {
    let asked = start().await;
    let (urn, url) = asked.initialized(MEMBER).await;
    let (status, body) = refusal(asked.http.put(&url).body(GIF)).await;
    assert_eq!((status, &body["code"]), (401, &json!("EMPTY_ACCESS_TOKEN")));
    let foreign = asked.http.put(&url).bearer_auth("other").body(GIF);
    assert_eq!(refusal(foreign).await.0, 403);
    let guessed = url.rsplit_once('/').unwrap().0.to_owned() + "/guess";
    assert_eq!(asked.put(&guessed, GIF).await.status(), 404);
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(GIF.to_vec())]);
    let unmeasured = reqwest::Body::wrap_stream(chunks);
    let chunked = asked.http.put(&url).bearer_auth(asked.token("full")).body(unmeasured);
    assert_eq!(refusal(chunked).await.0, 411);
    assert_eq!(asked.image_status(&urn).await, "WAITING_UPLOAD");
}

#[tokio::test]
async fn an_upload_url_expires_on_its_moment() {
    let asked = start_with(Config { upload_url_lifetime_ms: 60_000, ..config() }).await;
    let (_, url) = asked.initialized(MEMBER).await;
    asked.advance_ms(60_000).await;
    let (status, body) = read_refusal(asked.put(&url, GIF).await).await;
    assert_eq!((status, &body["code"]), (400, &json!("EXPIRED_UPLOAD_URL")));
}

#[tokio::test]
async fn the_same_url_takes_the_same_bytes_again() {
    let asked = start().await;
    let (urn, url) = asked.initialized(MEMBER).await;
    assert_eq!(asked.put(&url, &GIF[..10]).await.status(), 201);
    assert_eq!(asked.put(&url, GIF).await.status(), 201);
    asked.advance_ms(1_000).await;
    assert_eq!(asked.image_status(&urn).await, "AVAILABLE");
}

#[tokio::test]
async fn bytes_that_are_no_fit_image_fail_in_processing() {
    let asked = start().await;
    let huge = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\x02\0\0\0";
    for bytes in [&b"RIFF\0\0\0\0WEBPVP8 "[..], b"", b"\xFF\xD8\xFF", &huge[..]] {
        let urn = asked.uploaded(MEMBER, bytes).await;
        asked.advance_ms(1_000).await;
        assert_eq!(asked.image_status(&urn).await, "PROCESSING_FAILED");
        let (status, body) = read_refusal(asked.post(&image_post(MEMBER, "x", &urn, "")).await).await;
        assert_eq!((status, &body["code"]), (400, &json!("MEDIA_ASSET_PROCESSING_FAILED")));
    }
}

#[tokio::test]
async fn an_upload_over_the_limit_is_refused() {
    let asked = start_with(Config { max_upload_bytes: GIF.len() - 1, ..config() }).await;
    let (urn, url) = asked.initialized(MEMBER).await;
    assert_eq!(asked.put(&url, GIF).await.status(), 413);
    assert_eq!(asked.image_status(&urn).await, "WAITING_UPLOAD");
}

#[tokio::test]
async fn a_post_cannot_use_an_image_that_waits_for_its_bytes() {
    let asked = start().await;
    let (urn, url) = asked.initialized(MEMBER).await;
    let post = image_post(MEMBER, "x", &urn, "");
    let (status, body) = read_refusal(asked.post(&post).await).await;
    assert_eq!((status, &body["code"]), (400, &json!("MEDIA_ASSET_WAITING_UPLOAD")));
    asked.put(&url, GIF).await;
    asked.posted(&post).await;
}

#[tokio::test]
async fn a_post_made_while_its_image_is_worked_on_shows_when_it_is_ready() {
    let asked = start().await;
    let image = asked.uploaded(MEMBER, GIF).await;
    let urn = asked.posted(&image_post(MEMBER, "soon", &image, "a dot")).await;
    let read = json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}"))).await;
    assert_eq!(read["lifecycleState"], "PUBLISH_REQUESTED");
    assert_eq!(asked.see("/__posts").await[0]["shown"], false);
    asked.advance_ms(1_000).await;
    let read = json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}"))).await;
    assert_eq!(read["lifecycleState"], "PUBLISHED");
    assert_eq!(asked.see("/__posts").await[0]["shown"], true);
}

#[tokio::test]
async fn a_post_whose_image_fails_afterwards_is_accepted_and_not_shown() {
    let asked = start().await;
    let image = asked.uploaded(MEMBER, b"no image").await;
    let urn = asked.posted(&image_post(MEMBER, "never", &image, "")).await;
    asked.advance_ms(1_000).await;
    assert_eq!(asked.see("/__posts").await[0]["shown"], false);
    let reader = asked.rest(Method::GET, &format!("/rest/posts/{urn}?viewContext=READER"));
    assert_eq!(refusal(reader).await.0, 404);
    let author = json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}?viewContext=AUTHOR"))).await;
    assert_eq!(author["lifecycleState"], "PUBLISH_FAILED");
}

#[tokio::test]
async fn the_owner_of_an_image_must_be_the_author() {
    let asked = start().await;
    let members = asked.uploaded(MEMBER, GIF).await;
    let pages = asked.uploaded(PAGE, GIF).await;
    for (author, image) in [(PAGE, &members), (MEMBER, &pages)] {
        let (status, body) = read_refusal(asked.post(&image_post(author, "x", image, "")).await).await;
        assert_eq!((status, &body["code"]), (400, &json!("INVALID_VALUE_FOR_FIELD")));
        assert!(body["message"].as_str().unwrap().contains("is owned by"));
    }
    asked.posted(&image_post(PAGE, "x", &pages, "")).await;
}

#[tokio::test]
async fn an_upload_for_a_page_needs_a_posting_role() {
    let asked = start().await;
    let body = json!({"initializeUploadRequest": {"owner": FOREIGN_PAGE}});
    let call = asked.rest(Method::POST, "/rest/images?action=initializeUpload").json(&body);
    assert_eq!(refusal(call).await.0, 403);
    let body = json!({"initializeUploadRequest": {"owner": PAGE}});
    let call = asked.rest_as("self-serve", Method::POST, "/rest/images?action=initializeUpload").json(&body);
    assert_eq!(refusal(call).await.0, 403);
}

#[tokio::test]
async fn an_initialise_call_is_held_to_its_fields() {
    let asked = start().await;
    let call = |body: Value| asked.rest(Method::POST, "/rest/images?action=initializeUpload").json(&body);
    let (status, body) = refusal(call(json!({"initializeUploadRequest": {"ownr": MEMBER}}))).await;
    assert_eq!(status, 422);
    assert_eq!(
        body["message"],
        "ERROR :: /initializeUploadRequest/owner :: field is required but not found and has no default value\n \
         ERROR :: /initializeUploadRequest/ownr :: unrecognized field found but not allowed"
    );
    let (status, body) = refusal(call(json!({"initializeUploadRequest": {"owner": "urn:li:geo:1"}}))).await;
    assert_eq!((status, &body["code"]), (400, &json!("INVALID_URN_TYPE")));
    let actionless = asked.rest(Method::POST, "/rest/images").json(&json!({}));
    assert_eq!(refusal(actionless).await.0, 400);
}

#[tokio::test]
async fn a_multi_image_post_has_two_to_twenty_in_order_with_alt_texts() {
    let asked = start().await;
    let mut images = Vec::new();
    for _ in 0..21 {
        images.push(asked.uploaded(MEMBER, GIF).await);
    }
    for wrong in [&images[..0], &images[..1], &images[..]] {
        let (status, body) = read_refusal(asked.post(&multi_image_post(MEMBER, wrong)).await).await;
        assert_eq!((status, &body["code"]), (400, &json!("INVALID_VALUE_FOR_FIELD")), "{}", wrong.len());
    }
    images.truncate(20);
    images.reverse();
    let mut post = multi_image_post(MEMBER, &images);
    post["content"]["multiImage"]["images"][3]["altText"] = json!("the fourth");
    asked.posted(&post).await;
    let held = &asked.see("/__posts").await[0];
    assert_eq!(held["kind"], "multiImage");
    let media = held["media"].as_array().unwrap();
    let order: Vec<&str> = media.iter().map(|image| image["urn"].as_str().unwrap()).collect();
    assert_eq!(order, images);
    assert_eq!(media[3]["alt_text"], "the fourth");
}

#[tokio::test]
async fn a_title_is_for_a_single_image_only() {
    let asked = start().await;
    let images = [asked.uploaded(MEMBER, GIF).await, asked.uploaded(MEMBER, GIF).await];
    let single = json!({"media": {"id": images[0], "altText": "a", "title": "Dot"}});
    asked.posted(&with(text_post(MEMBER, "one"), "content", single)).await;
    assert_eq!(asked.see("/__posts").await[0]["media"][0]["title"], "Dot");
    let mut multi = multi_image_post(MEMBER, &images);
    multi["content"]["multiImage"]["images"][1]["title"] = json!("Dot");
    let (status, body) = read_refusal(asked.post(&multi).await).await;
    assert_eq!(status, 422);
    let expected = "ERROR :: /content/multiImage/images/1/title :: unrecognized field found but not allowed";
    assert_eq!(body["message"], expected);
}

#[tokio::test]
async fn twenty_uploads_side_by_side_arrive_whole() {
    let asked = start().await;
    let uploads = (0..20_u8).map(|number| {
        let asked = &asked;
        async move {
            let mut bytes = GIF.to_vec();
            bytes.resize(1_200_000, number);
            let urn = asked.uploaded(MEMBER, &bytes).await;
            let held = asked.http.get(asked.url(&format!("/__media/{urn}"))).send().await.unwrap();
            assert!(held.bytes().await.unwrap() == bytes);
        }
    });
    futures_util::future::join_all(uploads).await;
}
