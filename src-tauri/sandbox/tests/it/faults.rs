//! Faults, by route and count, and what is left behind after each.

use std::time::{Duration, Instant};

use galley_sandbox::{Config, Effect, Fault, Route};
use reqwest::Method;
use serde_json::json;

use crate::asked::{GIF, MEMBER, config, encoded, image_post, read_refusal, start, start_with, text_post};

#[tokio::test]
async fn each_status_is_answered_as_often_as_it_was_set() {
    let asked = start().await;
    for status in [401, 429, 500, 503] {
        asked
            .faults(json!([{"method": "POST", "route": "/rest/posts", "count": 2,
                            "effect": {"kind": "status", "status": status}}]))
            .await;
        for _ in 0..2 {
            let (answered, body) = read_refusal(asked.post(&text_post(MEMBER, "x")).await).await;
            assert_eq!((answered, &body["status"]), (status, &json!(status)));
        }
        assert_eq!(asked.see("/__posts").await, json!([]));
        let urn = asked.posted(&text_post(MEMBER, "x")).await;
        asked.rest(Method::DELETE, &format!("/rest/posts/{urn}")).send().await.unwrap();
    }
}

#[tokio::test]
async fn a_status_may_carry_a_code_and_a_message() {
    let asked = start().await;
    for (effect, code, message) in [
        (json!({"status": 409}), "CONFLICT", "Write conflict"),
        (json!({"status": 426}), "NONEXISTENT_VERSION", "Requested version is not active"),
        (
            json!({"status": 400, "code": "MEDIA_ASSET_WAITING_UPLOAD", "message": "Not yet"}),
            "MEDIA_ASSET_WAITING_UPLOAD",
            "Not yet",
        ),
    ] {
        let mut effect = effect;
        effect["kind"] = json!("status");
        asked.faults(json!([{"route": "/rest/posts", "effect": effect}])).await;
        let (status, body) = read_refusal(asked.post(&text_post(MEMBER, "x")).await).await;
        assert_eq!(body, json!({"message": message, "code": code, "status": status}));
    }
}

#[tokio::test]
async fn a_held_request_waits_until_its_fault_is_gone() {
    for (when, posts_meanwhile) in [("before", 0), ("after", 1)] {
        for clear in [true, false] {
            let asked = start().await;
            asked.faults(json!([{"route": "/rest/posts", "effect": {"kind": "hold", "when": when}}])).await;
            let body = text_post(MEMBER, "x");
            let mut post = std::pin::pin!(asked.post(&body));
            let held = async { while asked.see("/__faults").await[0]["hit"] != 1 {} };
            tokio::select! {
                answer = &mut post => panic!("{when}: {answer:?}"),
                () = held => {}
            }
            let made =
                async { while asked.see("/__posts").await.as_array().unwrap().len() != posts_meanwhile {} };
            tokio::select! {
                answer = &mut post => panic!("{when}: {answer:?}"),
                () = made => {}
            }
            match clear {
                true => drop(asked.http.delete(asked.url("/__faults")).send().await.unwrap()),
                false => asked.faults(json!([{"route": "/v2/me", "effect": {"kind": "drop"}}])).await,
            }
            assert_eq!(post.await.status(), 201);
            assert_eq!(asked.see("/__posts").await.as_array().unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_held_request_does_not_keep_the_sandbox_from_stopping() {
    let asked = start().await;
    asked.faults(json!([{"route": "**", "effect": {"kind": "hold"}}])).await;
    let url = asked.url("/rest/posts");
    let held = tokio::spawn(asked.http.get(url).send());
    while asked.see("/__faults").await[0]["hit"] != 1 {}
    asked.sandbox.shutdown().await;
    held.await.unwrap().unwrap_err();
}

#[tokio::test]
async fn retry_after_comes_only_when_asked_for() {
    let asked = start().await;
    for seconds in [json!(7), json!(null)] {
        asked
            .faults(json!([{"route": "**", "count": 1,
                            "effect": {"kind": "status", "status": 429, "retry_after_seconds": seconds}}]))
            .await;
        let answer = asked.post(&text_post(MEMBER, "x")).await;
        assert_eq!(answer.status(), 429);
        let header = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header, seconds.as_u64().map(|seconds| seconds.to_string()));
    }
}

#[tokio::test]
async fn an_edge_error_is_html() {
    let asked = start().await;
    asked.faults(json!([{"route": "/rest/posts", "effect": {"kind": "html", "status": 502}}])).await;
    let answer = asked.post(&text_post(MEMBER, "x")).await;
    assert_eq!(answer.status(), 502);
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(answer.text().await.unwrap().contains("<html>"));
}

#[tokio::test]
async fn skipped_requests_pass_unharmed() {
    let asked = start().await;
    asked
        .faults(json!([{"method": "post", "route": "/rest/posts", "skip": 1, "count": 1,
                        "effect": {"kind": "status", "status": 500}}]))
        .await;
    let mut answers = Vec::new();
    for text in ["1", "2", "3"] {
        answers.push(asked.post(&text_post(MEMBER, text)).await.status().as_u16());
    }
    assert_eq!(answers, [201, 500, 201]);
    let standing = asked.see("/__faults").await;
    assert_eq!((&standing[0]["matched"], &standing[0]["hit"]), (&json!(3), &json!(1)));
}

#[tokio::test]
async fn other_methods_and_routes_are_left_alone() {
    let asked = start().await;
    asked
        .faults(json!([{"method": "DELETE", "route": "/rest/posts/*", "effect": {"kind": "status", "status": 500}},
                       {"route": "/rest/images?action=initializeUpload", "effect": {"kind": "drop"}}]))
        .await;
    let urn = asked.posted(&text_post(MEMBER, "x")).await;
    let path = format!("/rest/posts/{urn}");
    assert_eq!(asked.rest(Method::GET, &path).send().await.unwrap().status(), 200);
    assert_eq!(asked.rest(Method::DELETE, &path).send().await.unwrap().status(), 500);
    assert_eq!(asked.see("/__posts").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_connection_dropped_before_the_effect_leaves_nothing() {
    let asked = start().await;
    asked
        .faults(json!([{"route": "/rest/posts", "count": 1, "effect": {"kind": "drop", "when": "before"}}]))
        .await;
    let error =
        asked.rest(Method::POST, "/rest/posts").json(&text_post(MEMBER, "x")).send().await.unwrap_err();
    assert!(!error.is_timeout() && error.status().is_none(), "{error}");
    assert_eq!(asked.see("/__posts").await, json!([]));
    let note = &asked.see("/__requests").await[0];
    assert_eq!((&note["dropped"], &note["status"]), (&json!(true), &json!(null)));
}

#[tokio::test]
async fn a_connection_dropped_after_the_effect_leaves_the_post() {
    let asked = start().await;
    asked
        .faults(json!([{"route": "/rest/posts", "count": 1, "effect": {"kind": "drop", "when": "after"}}]))
        .await;
    let sent = asked.rest(Method::POST, "/rest/posts").json(&text_post(MEMBER, "once")).send().await;
    assert!(sent.is_err());
    assert_eq!(asked.see("/__posts").await.as_array().unwrap().len(), 1);
    assert_eq!(asked.post(&text_post(MEMBER, "once")).await.status(), 422);
    assert_eq!(asked.see("/__requests").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_error_after_the_effect_leaves_the_post() {
    let asked = start().await;
    asked
        .faults(
            json!([{"route": "/rest/posts", "effect": {"kind": "status", "status": 504, "when": "after"}}]),
        )
        .await;
    assert_eq!(asked.post(&text_post(MEMBER, "x")).await.status(), 504);
    assert_eq!(asked.see("/__posts").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_connection_can_be_dropped_amid_an_upload() {
    let asked = start().await;
    let (urn, url) = asked.initialized(MEMBER).await;
    asked
        .faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "count": 1,
                        "effect": {"kind": "drop", "after_bytes": 100_000}}]))
        .await;
    let mut bytes = GIF.to_vec();
    bytes.resize(5_000_000, 0);
    let sent = asked.http.put(&url).bearer_auth(asked.token("full")).body(bytes.clone()).send().await;
    assert!(sent.is_err());
    assert_eq!(asked.image_status(&urn).await, "WAITING_UPLOAD");
    assert_eq!(asked.put(&url, &bytes).await.status(), 201);
}

#[tokio::test]
async fn slow_and_failed_processing_are_set_on_either_call() {
    for (method, route) in [("PUT", "/dms-uploads/*/*"), ("POST", "/rest/images")] {
        let asked = start().await;
        asked
            .faults(json!([{"method": method, "route": route, "count": 1,
                            "effect": {"kind": "slow_processing", "ms": 60_000}},
                           {"method": method, "route": route, "skip": 1,
                            "effect": {"kind": "processing_failed"}}]))
            .await;
        let slow = asked.uploaded(MEMBER, GIF).await;
        let failed = asked.uploaded(MEMBER, GIF).await;
        asked.advance_ms(59_999).await;
        assert_eq!(asked.image_status(&slow).await, "PROCESSING", "{method}");
        assert_eq!(asked.image_status(&failed).await, "PROCESSING_FAILED", "{method}");
        asked.advance_ms(1).await;
        assert_eq!(asked.image_status(&slow).await, "AVAILABLE", "{method}");
    }
}

#[tokio::test]
async fn an_upload_url_can_be_expired_on_either_call() {
    for (method, route) in [("PUT", "/dms-uploads/*/*"), ("POST", "/rest/images")] {
        let asked = start().await;
        asked
            .faults(json!([{"method": method, "route": route, "count": 1,
                            "effect": {"kind": "expired_upload_url"}}]))
            .await;
        let (_, url) = asked.initialized(MEMBER).await;
        let (status, body) = read_refusal(asked.put(&url, GIF).await).await;
        assert_eq!((status, &body["code"]), (400, &json!("EXPIRED_UPLOAD_URL")), "{method}");
        let image = asked.uploaded(MEMBER, GIF).await;
        asked.posted(&image_post(MEMBER, "x", &image, "")).await;
    }
}

#[tokio::test]
async fn the_id_header_comes_in_every_spelling_seen() {
    let asked = start().await;
    for (form, looks_right) in [
        ("encoded", (|id: &str| id.starts_with("urn%3Ali%3A")) as fn(&str) -> bool),
        ("bare", |id| id.parse::<u64>().is_ok()),
    ] {
        asked.faults(json!([{"route": "/rest/posts", "effect": {"kind": "restli_id", "form": form}}])).await;
        let answer = asked.post(&text_post(MEMBER, form)).await;
        assert!(looks_right(answer.headers()["x-restli-id"].to_str().unwrap()), "{form}");
    }
    asked.faults(json!([{"route": "/rest/posts", "effect": {"kind": "restli_id", "form": "missing"}}])).await;
    let answer = asked.post(&text_post(MEMBER, "missing")).await;
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers().get("x-restli-id"), None);
}

#[tokio::test]
async fn delays_and_bandwidth_take_their_time() {
    let asked = start_with(Config { delay_ms: 40, ..config() }).await;
    let (_, url) = asked.initialized(MEMBER).await;
    asked
        .faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": {"kind": "delay", "ms": 60}},
                       {"method": "PUT", "route": "/dms-uploads/**",
                        "effect": {"kind": "bandwidth", "bytes_per_second": 1_000_000}}]))
        .await;
    let begun = Instant::now();
    let mut bytes = GIF.to_vec();
    bytes.resize(150_000, 0);
    assert_eq!(asked.put(&url, &bytes).await.status(), 201);
    assert!(begun.elapsed() >= Duration::from_millis(40 + 60 + 150), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn faults_are_cleared_and_replaced_and_bad_ones_refused() {
    let fault = Fault {
        method: None,
        route: Route::new("/rest/**"),
        skip: 0,
        count: None,
        effect: Effect::ProcessingFailed {},
    };
    let asked = start_with(Config { faults: vec![fault], ..config() }).await;
    assert_eq!(asked.see("/__faults").await.as_array().unwrap().len(), 1);
    asked.faults(json!([])).await;
    assert_eq!(asked.see("/__faults").await, json!([]));
    asked.faults(json!([{"route": "**", "effect": {"kind": "drop"}}])).await;
    let cleared = asked.http.delete(asked.url("/__faults")).send().await.unwrap();
    assert_eq!(cleared.status(), 204);
    asked.posted(&text_post(MEMBER, "unharmed")).await;
    for bad in [
        json!({}),
        json!([{"route": "**", "effect": {"kind": "explode"}}]),
        json!([{"route": "**", "effect": {"kind": "status", "status": 200}}]),
        json!([{"route": "**", "effect": {"kind": "delay", "ms": 1, "seconds": 1}}]),
        json!([{"route": "**", "cuont": 1, "effect": {"kind": "drop"}}]),
    ] {
        let answer = asked.http.post(asked.url("/__faults")).json(&bad).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{bad}");
    }
}

#[tokio::test]
async fn all_uploads_share_one_line() {
    let line = std::num::NonZeroU32::new(1_000_000);
    let asked = start_with(Config { line_bytes_per_second: line, ..config() }).await;
    let (one, other) = (asked.initialized(MEMBER).await.1, asked.initialized(MEMBER).await.1);
    let bytes = vec![0; 100_000];
    let begun = Instant::now();
    let (first, second) = tokio::join!(asked.put(&one, &bytes), asked.put(&other, &bytes));
    assert!(first.status() == 201 && second.status() == 201);
    assert!(begun.elapsed() >= Duration::from_millis(200), "200 KB at 1 MB a second");
}

#[tokio::test]
async fn a_post_may_be_taken_and_fail_afterwards() {
    let asked = start().await;
    asked.faults(json!([{"route": "/rest/posts", "effect": {"kind": "publish_failed", "ms": 5_000}}])).await;
    let urn = asked.posted(&text_post(MEMBER, "Soon gone")).await;
    let read = async |view: &str| {
        let path = format!("/rest/posts/{}?viewContext={view}", encoded(&urn));
        let answer = asked.rest(Method::GET, &path).send().await.unwrap();
        (
            answer.status().as_u16(),
            answer.json::<serde_json::Value>().await.unwrap()["lifecycleState"].clone(),
        )
    };
    assert_eq!(read("AUTHOR").await, (200, json!("PUBLISH_REQUESTED")));
    asked.advance_ms(5_000).await;
    assert_eq!(read("AUTHOR").await, (200, json!("PUBLISH_FAILED")));
    assert_eq!(read("READER").await.0, 404, "readers are not told");
}
