//! The same post twice, and too many in a day.

use galley_sandbox::Config;
use reqwest::Method;
use serde_json::json;

use crate::asked::{
    GIF, MEMBER, PAGE, config, image_post, json_of, read_refusal, start, start_with, text_post, with,
};

#[tokio::test]
async fn the_same_text_by_the_same_author_is_refused_with_the_first_urn() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "once")).await;
    let (status, body) = read_refusal(asked.post(&text_post(MEMBER, "once")).await).await;
    assert_eq!(
        (status, body),
        (
            422,
            json!({
                "errorDetailType": "com.linkedin.common.error.BadRequest",
                "errorDetails": {"inputErrors": [
                    {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
                ]},
                "message": format!("com.linkedin.content.common.exception.BadRequestResponseException: \
                                    Content is a duplicate of {urn}"),
                "status": 422,
            })
        )
    );
    assert_eq!(asked.see("/__posts").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn another_author_text_or_kind_of_content_is_no_duplicate() {
    let asked = start().await;
    asked.posted(&text_post(MEMBER, "once")).await;
    asked.posted(&text_post(PAGE, "once")).await;
    asked.posted(&text_post(MEMBER, "Once")).await;
    let image = asked.uploaded(MEMBER, GIF).await;
    asked.posted(&image_post(MEMBER, "once", &image, "")).await;
}

#[tokio::test]
async fn the_same_text_over_something_else_is_no_duplicate_and_over_the_same_is_one() {
    let asked = start().await;
    let poll = |question: &str| {
        let poll = json!({"question": question, "options": [{"text": "A"}, {"text": "B"}],
            "settings": {"duration": "ONE_DAY"}});
        with(text_post(MEMBER, "Look"), "content", json!({"poll": poll}))
    };
    let sharing = |parent: &str| with(text_post(MEMBER, ""), "reshareContext", json!({"parent": parent}));
    let (one, other) = (asked.uploaded(MEMBER, GIF).await, asked.uploaded(MEMBER, GIF).await);
    let picture = |image: &str| image_post(MEMBER, "", image, "Alt");
    for (first, second) in [
        (poll("This?"), poll("That?")),
        (sharing("urn:li:share:7"), sharing("urn:li:ugcPost:7")),
        (picture(&one), picture(&other)),
    ] {
        let urn = asked.posted(&first).await;
        asked.posted(&second).await;
        let (status, body) = read_refusal(asked.post(&first).await).await;
        assert_eq!(status, 422);
        assert!(body["message"].as_str().unwrap().ends_with(&format!("duplicate of {urn}")), "{body}");
    }
}

#[tokio::test]
async fn a_deleted_post_can_be_made_again() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "again")).await;
    asked.rest(Method::DELETE, &format!("/rest/posts/{urn}")).send().await.unwrap();
    asked.posted(&text_post(MEMBER, "again")).await;
}

#[tokio::test]
async fn the_day_limit_counts_whatever_a_member_asks_for_until_midnight_utc() {
    let asked = start_with(Config { daily_limit: 5, ..config() }).await;
    let urn = asked.posted(&text_post(MEMBER, "1")).await;
    assert_eq!(asked.post(&text_post(MEMBER, "1")).await.status(), 422);
    json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}"))).await;
    asked.uploaded(PAGE, GIF).await;
    asked.posted(&text_post(PAGE, "2")).await;
    let (status, body) = read_refusal(asked.post(&text_post(MEMBER, "3")).await).await;
    assert_eq!(status, 429);
    assert_eq!(
        body,
        json!({"message": "Resource level throttle MEMBER DAY limit for calls to this resource is reached.",
               "serviceErrorCode": 101, "code": "TOO_MANY_REQUESTS", "status": 429})
    );
    let other = asked.rest_as("other", Method::POST, "/rest/posts");
    let answer = other.json(&text_post(crate::asked::OTHER, "mine")).send().await.unwrap();
    assert_eq!(answer.status(), 201);

    asked.advance_ms(12 * 3_600_000 - 1).await;
    assert_eq!(asked.post(&text_post(MEMBER, "3")).await.status(), 429);
    asked.advance_ms(1).await;
    asked.posted(&text_post(MEMBER, "3")).await;
}

#[tokio::test]
async fn the_default_is_150_requests_a_day() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "the first")).await;
    for _ in 1..150 {
        json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}"))).await;
    }
    assert_eq!(asked.rest(Method::GET, &format!("/rest/posts/{urn}")).send().await.unwrap().status(), 429);
    assert_eq!(asked.rest(Method::GET, "/v2/userinfo").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn userinfo_has_a_day_limit_of_its_own() {
    let asked = start_with(Config { userinfo_daily_limit: 1, ..config() }).await;
    assert_eq!(asked.rest(Method::GET, "/v2/userinfo").send().await.unwrap().status(), 200);
    assert_eq!(asked.rest(Method::GET, "/v2/userinfo").send().await.unwrap().status(), 429);
    asked.posted(&text_post(MEMBER, "still")).await;
}
