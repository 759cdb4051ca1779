//! Commentary as LinkedIn reads it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::asked::{Asked, MEMBER, json_of, start, text_post};

async fn held(asked: &Asked, commentary: &str) -> Value {
    asked.posted(&text_post(MEMBER, commentary)).await;
    asked.see("/__posts").await.as_array().unwrap().last().unwrap().clone()
}

#[tokio::test]
async fn an_unescaped_parenthesis_cuts_the_post_without_a_word() {
    let asked = start().await;
    let post = held(&asked, "All of this (and the rest)").await;
    assert_eq!(post["commentary"], "All of this (and the rest)");
    assert_eq!(post["visible_text"], "All of this ");
    assert_eq!(post["cut_at"], 12);
}

#[tokio::test]
async fn escaped_text_is_seen_whole() {
    let asked = start().await;
    let post =
        held(&asked, r"\|\{\}\@\[\]\(\)\<\>\#\\\*\_\~ \u{1F600}".replace(r"\u{1F600}", "\u{1F600}").as_str())
            .await;
    assert_eq!(post["visible_text"], "|{}@[]()<>#\\*_~ \u{1F600}");
    assert_eq!(post["cut_at"], Value::Null);
}

#[tokio::test]
async fn mentions_link_only_when_the_name_is_exact() {
    let asked = start().await;
    for (name, urn, links) in [
        ("Sandbox Press", "urn:li:organization:1001", true),
        ("Sandbox press", "urn:li:organization:1001", false),
        ("Sandbox", "urn:li:organization:1001", false),
        (r"Sandbox Tools \(Nordic\)", "urn:li:organization:1002", true),
        ("Ada Maria Other", "urn:li:person:Other2", true),
        ("Ada Maria", "urn:li:person:Other2", true),
        ("Other", "urn:li:person:Other2", true),
        ("other", "urn:li:person:Other2", false),
        ("Ada", "urn:li:person:Nobody", false),
    ] {
        let post = held(&asked, &format!("Hi @[{name}]({urn})!")).await;
        let plain = name.replace('\\', "");
        assert_eq!(post["visible_text"], format!("Hi {plain}!"));
        let mentions = if links { json!([{"name": plain, "urn": urn}]) } else { json!([]) };
        assert_eq!(post["mentions"], mentions, "{name}");
    }
}

#[tokio::test]
async fn hashtags_are_found_in_both_spellings_and_read_back_as_templates() {
    let asked = start().await;
    let post = held(&asked, r"C\# is #fun and {hashtag|\#|good} and {hashtag|#|well\_known}").await;
    assert_eq!(post["hashtags"], json!(["fun", "good", "well_known"]));
    assert_eq!(post["visible_text"], "C# is #fun and #good and #well_known");
    let urn = post["urn"].as_str().unwrap();
    let read = json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}"))).await;
    assert_eq!(
        read["commentary"],
        r"C\# is {hashtag|\#|fun} and {hashtag|\#|good} and {hashtag|\#|well\_known}"
    );
}

#[tokio::test]
async fn what_was_cut_is_not_read_back() {
    let asked = start().await;
    let post = held(&asked, "kept [lost]").await;
    let urn = post["urn"].as_str().unwrap();
    let read = json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}"))).await;
    assert_eq!(read["commentary"], "kept ");
}
