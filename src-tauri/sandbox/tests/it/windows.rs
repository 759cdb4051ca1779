//! What the sandbox shows of itself.

use galley_sandbox::{ClockChoice, Config, Sandbox};
use serde_json::{Value, json};

use crate::asked::{GIF, MEMBER, start, text_post};

#[tokio::test]
async fn requests_are_listed_in_order_without_their_tokens() {
    let asked = start().await;
    let image = asked.uploaded(MEMBER, GIF).await;
    asked.post(&text_post(MEMBER, "x")).await;
    asked.http.get(asked.url("/v2/userinfo?a=b")).bearer_auth("stolen-secret").send().await.unwrap();
    asked.see("/__posts").await;
    let listed = asked.see("/__requests").await;
    let brief: Vec<Value> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|note| json!([note["method"], note["query"], note["token"], note["status"], note["body_bytes"]]))
        .collect();
    let initialise_bytes = json!({"initializeUploadRequest": {"owner": MEMBER}}).to_string().len();
    assert_eq!(brief[0], json!(["POST", "action=initializeUpload", "full", 200, initialise_bytes]));
    assert_eq!(brief[1], json!(["PUT", "", "full", 201, GIF.len()]));
    assert_eq!(brief[2].as_array().unwrap()[3], 201);
    assert_eq!(brief[3], json!(["GET", "a=b", "unknown", 401, 0]));
    assert_eq!(brief.len(), 4);
    assert_eq!(listed[2]["body"]["commentary"], "x");
    assert_eq!(listed[1]["body"], Value::Null);
    assert_eq!(listed[2]["headers"]["linkedin-version"], "202609");
    let text = listed.to_string();
    assert!(!text.contains(asked.token("full")) && !text.contains("stolen-secret"));
    assert!(text.contains("(redacted)"));
    assert!(listed[1]["path"].as_str().unwrap().contains(image.rsplit(':').next().unwrap()));
    asked.http.delete(asked.url("/__requests")).send().await.unwrap();
    assert_eq!(asked.see("/__requests").await, json!([]));
}

#[tokio::test]
async fn the_clock_is_set_and_moved() {
    let asked = start().await;
    assert_eq!(asked.see("/__clock").await["now"], "2026-11-22T12:00:00Z");
    asked.advance_ms(1_500).await;
    assert_eq!(asked.see("/__clock").await["now"], "2026-11-22T12:00:01.5Z");
    let set = json!({"set": "2030-01-01T00:00:00Z"});
    asked.http.post(asked.url("/__clock")).json(&set).send().await.unwrap();
    assert_eq!(asked.see("/__clock").await["now"], "2030-01-01T00:00:00Z");
    let bad = asked.http.post(asked.url("/__clock")).body(r#"{"set": "noon"}"#).send().await.unwrap();
    assert_eq!(bad.status(), 400);
}

#[tokio::test]
async fn versions_are_switched_off_and_on() {
    let asked = start().await;
    let post = text_post(MEMBER, "x");
    let create = || asked.post(&post);
    assert_eq!(create().await.status(), 201);
    let set = |table: Value| asked.http.post(asked.url("/__versions")).json(&table).send();
    let table = json!([{"version": "202608", "sunset": "2027-09-15"}, {"version": "202607", "sunset": null}]);
    set(table.clone()).await.unwrap();
    assert_eq!(asked.see("/__versions").await, table);
    assert_eq!(create().await.status(), 426);
    set(json!([{"version": "202609"}])).await.unwrap();
    assert_ne!(create().await.status(), 426);
    assert_eq!(set(json!([{"release": "202609"}])).await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_running_clock_runs_on_from_where_it_was_set() {
    let asked =
        crate::asked::start_with(Config { clock: ClockChoice::System, ..crate::asked::config() }).await;
    let set = json!({"set": "2030-01-01T00:00:00Z"});
    asked.http.post(asked.url("/__clock")).json(&set).send().await.unwrap();
    let from = 1_893_456_000_000_i64;
    loop {
        let now = asked.see("/__clock").await["now_ms"].as_i64().unwrap();
        assert!((from..from + 600_000).contains(&now), "{now}");
        if now > from {
            break;
        }
    }
}

#[tokio::test]
async fn the_startup_line_names_the_world() {
    let sandbox = Sandbox::start(Config::default().with_token("given")).await.unwrap();
    let line = serde_json::to_value(sandbox.world()).unwrap();
    assert_eq!(line["base_url"], sandbox.base_url());
    assert_eq!(line["tokens"][0]["value"], "given");
    assert_eq!(line["tokens"][0]["label"], "full");
    assert_eq!(line["tokens"][1]["label"], "self-serve");
    assert_eq!(line["members"][0]["urn"], MEMBER);
    assert_eq!(line["organizations"].as_array().unwrap().len(), 2);
    assert_eq!(line["organizations"][0]["vanity_name"], "sandbox-press");
    assert_eq!(sandbox.base_url(), format!("http://127.0.0.1:{}", sandbox.port()));
}

#[tokio::test]
async fn tokens_differ_from_start_to_start() {
    let value = || Config::default().tokens[0].value.clone();
    assert_ne!(value(), value());
}

#[tokio::test]
async fn a_config_file_names_only_what_differs() {
    let config = Config::from_json(
        r#"{"processing_ms": 0,
            "members": [{"id": "A1", "name": "Ann Example"}],
            "organizations": [{"id": 5, "name": "Five", "vanityName": "five", "followers": 3}],
            "roles": [{"member": "A1", "organization": 5, "role": "CONTENT_ADMIN"}],
            "tokens": [{"label": "t", "value": "v", "member": "A1", "scopes": ["w_organization_social"]}],
            "clock": {"fixed": "2026-11-22T00:00:00Z"},
            "faults": [{"route": "/rest/posts", "count": 1, "effect": {"kind": "status", "status": 500}}]}"#,
    )
    .unwrap();
    let asked = crate::asked::start_with(config).await;
    let post = || asked.rest_as("t", reqwest::Method::POST, "/rest/posts");
    let body = text_post("urn:li:organization:5", "x");
    assert_eq!(post().json(&body).send().await.unwrap().status(), 500);
    assert_eq!(post().json(&body).send().await.unwrap().status(), 201);
}
