//! Documents, from the upload URL to the post that shows them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::asked::{
    Asked, FOREIGN_PAGE, GIF, MEMBER, PAGE, encoded, json_of, read_refusal, refusal, start, text_post, with,
};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";

const INITIALIZE: &str = "/rest/documents?action=initializeUpload";

/// Initialises a document; gives URN and upload URL.
async fn initialized(asked: &Asked, owner: &str) -> (String, String) {
    let body = json!({"initializeUploadRequest": {"owner": owner}});
    let answer = json_of(asked.rest(Method::POST, INITIALIZE).json(&body)).await;
    let text = |name: &str| answer["value"][name].as_str().unwrap().to_owned();
    (text("document"), text("uploadUrl"))
}

async fn uploaded(asked: &Asked, owner: &str, bytes: &[u8]) -> String {
    let (urn, url) = initialized(asked, owner).await;
    assert_eq!(asked.put(&url, bytes).await.status(), 201);
    urn
}

async fn status(asked: &Asked, urn: &str) -> Value {
    json_of(asked.rest(Method::GET, &format!("/rest/documents/{}", encoded(urn)))).await["status"].clone()
}

fn document_post(author: &str, document: &str, title: &str) -> Value {
    with(text_post(author, "Read this"), "content", json!({"media": {"id": document, "title": title}}))
}

#[tokio::test]
async fn a_document_goes_from_waiting_through_processing_to_available() {
    let asked = start().await;
    let (urn, url) = initialized(&asked, PAGE).await;
    assert!(urn.starts_with("urn:li:document:"), "{urn}");
    assert_eq!(status(&asked, &urn).await, "WAITING_UPLOAD");
    assert_eq!(asked.put(&url, PDF).await.status(), 201);
    assert_eq!(status(&asked, &urn).await, "PROCESSING");
    asked.advance_ms(1_000).await;
    assert_eq!(status(&asked, &urn).await, "AVAILABLE");
    let held = asked.http.get(asked.url(&format!("/__media/{urn}"))).send().await.unwrap();
    assert_eq!(held.bytes().await.unwrap(), PDF);
    assert_eq!(asked.see("/__media").await[0]["media_type"], "application/pdf");
}

#[tokio::test]
async fn a_document_is_posted_with_its_title_and_shown_with_it() {
    let asked = start().await;
    let document = uploaded(&asked, MEMBER, PDF).await;
    let urn = asked.posted(&document_post(MEMBER, &document, "Nine <lessons>")).await;
    let path = asked.url(&format!("/feed/update/{urn}/"));
    assert_eq!(asked.http.get(&path).send().await.unwrap().status(), 404, "it is still being processed");
    asked.advance_ms(1_000).await;
    let post = &asked.see("/__posts").await[0];
    assert_eq!((&post["shown"], &post["media"][0]["title"]), (&json!(true), &json!("Nine <lessons>")));
    let html = asked.http.get(&path).send().await.unwrap().text().await.unwrap();
    assert!(html.contains("Nine &lt;lessons&gt;") && html.contains(&format!("/media/{document}")), "{html}");
    assert!(html.contains("PDF") && !html.contains("<img"), "{html}");
    let file = asked.http.get(asked.url(&format!("/media/{document}"))).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "application/pdf");
}

#[tokio::test]
async fn a_document_needs_a_title_and_has_no_alt_text() {
    let asked = start().await;
    let document = uploaded(&asked, MEMBER, PDF).await;
    let media = |media: Value| with(text_post(MEMBER, "x"), "content", json!({"media": media}));
    for (body, code, place) in [
        (media(json!({"id": document})), "MISSING_FIELD", "/content/media/title"),
        (media(json!({"id": document, "title": "  "})), "INVALID_VALUE_BLANK_FIELD", "/content/media/title"),
        (
            media(json!({"id": document, "title": "T", "altText": "a"})),
            "INVALID_VALUE_FOR_FIELD",
            "/content/media/altText",
        ),
        (
            media(json!({"id": document, "title": "x".repeat(401)})),
            "FIELD_LENGTH_TOO_LONG",
            "/content/media/title",
        ),
    ] {
        let (status, answer) = read_refusal(asked.post(&body).await).await;
        assert_eq!((status, &answer["code"]), (400, &json!(code)));
        assert!(answer["message"].as_str().unwrap().contains(place), "{answer}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_document_fail_in_processing() {
    let asked = start().await;
    for bytes in [GIF, b"", b"PK\x03\x04 no office file", b"words"] {
        let urn = uploaded(&asked, MEMBER, bytes).await;
        asked.advance_ms(1_000).await;
        assert_eq!(status(&asked, &urn).await, "PROCESSING_FAILED");
        let (code, answer) = read_refusal(asked.post(&document_post(MEMBER, &urn, "T")).await).await;
        assert_eq!((code, &answer["code"]), (400, &json!("MEDIA_ASSET_PROCESSING_FAILED")));
    }
    let image = asked.uploaded(MEMBER, PDF).await;
    asked.advance_ms(1_000).await;
    assert_eq!(asked.image_status(&image).await, "PROCESSING_FAILED", "a document is no image");
}

#[tokio::test]
async fn a_post_cannot_use_a_document_that_waits_for_its_bytes() {
    let asked = start().await;
    let (urn, _) = initialized(&asked, MEMBER).await;
    let (status, answer) = read_refusal(asked.post(&document_post(MEMBER, &urn, "T")).await).await;
    assert_eq!((status, &answer["code"]), (400, &json!("MEDIA_ASSET_WAITING_UPLOAD")));
}

#[tokio::test]
async fn a_document_is_no_part_of_several_images_and_is_asked_for_as_what_it_is() {
    let asked = start().await;
    let document = uploaded(&asked, MEMBER, PDF).await;
    let image = asked.uploaded(MEMBER, GIF).await;
    let images = json!({"multiImage": {"images": [{"id": image}, {"id": document}]}});
    let (status, answer) =
        read_refusal(asked.post(&with(text_post(MEMBER, "x"), "content", images)).await).await;
    assert_eq!((status, &answer["code"]), (400, &json!("INVALID_URN_TYPE")));
    let crossed = asked.rest(Method::GET, &format!("/rest/documents/{}", encoded(&image)));
    assert_eq!(refusal(crossed).await.0, 400);
    let unnamed = asked.rest(Method::GET, "/rest/documents");
    assert_eq!(refusal(unnamed).await.0, 405);
}

#[tokio::test]
async fn documents_are_for_their_owners_and_reading_needs_its_scope() {
    let asked = start().await;
    let body = json!({"initializeUploadRequest": {"owner": FOREIGN_PAGE}});
    assert_eq!(refusal(asked.rest(Method::POST, INITIALIZE).json(&body)).await.0, 403);
    let body = json!({"initializeUploadRequest": {"owner": MEMBER, "pages": 9}});
    assert_eq!(refusal(asked.rest(Method::POST, INITIALIZE).json(&body)).await.0, 422);
    let document = uploaded(&asked, MEMBER, PDF).await;
    let path = format!("/rest/documents/{}", encoded(&document));
    assert_eq!(refusal(asked.rest_as("self-serve", Method::GET, &path)).await.0, 403);
    let (status, answer) = read_refusal(asked.post(&document_post(PAGE, &document, "T")).await).await;
    assert_eq!(status, 400);
    assert!(answer["message"].as_str().unwrap().contains("is owned by"), "{answer}");
}
