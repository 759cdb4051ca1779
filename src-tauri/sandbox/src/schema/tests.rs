use serde_json::{Value, json};

use super::*;

fn lines(body: &Value) -> Vec<String> {
    check(body.as_object().unwrap(), post::CREATE).schema.iter().map(ToString::to_string).collect()
}

fn smallest() -> Value {
    json!({
        "author": "urn:li:person:A", "commentary": "Hello", "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED"}, "lifecycleState": "PUBLISHED",
    })
}

#[test]
fn the_smallest_body_is_without_flaw() {
    let verdict = check(smallest().as_object().unwrap(), post::CREATE);
    assert!(verdict.into_result().is_ok());
}

#[test]
fn an_empty_body_lacks_every_required_field() {
    let lines = lines(&json!({}));
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0], "ERROR :: /author :: field is required but not found and has no default value");
}

#[test]
fn all_flaws_are_named_with_their_places() {
    let mut body = smallest();
    body["x"] = json!(1);
    body["visibility"] = json!("FRIENDS");
    body["distribution"] = json!({"targetEntities": [{"planets": []}]});
    body["isReshareDisabledByAuthor"] = json!("no");
    body["createdAt"] = json!(1);
    assert_eq!(
        lines(&body),
        [
            "ERROR :: /visibility :: \"FRIENDS\" is not an enum symbol",
            "ERROR :: /distribution/feedDistribution :: field is required but not found and has no default value",
            "ERROR :: /distribution/targetEntities/0/planets :: unrecognized field found but not allowed",
            "ERROR :: /isReshareDisabledByAuthor :: \"no\" cannot be coerced to Boolean",
            "ERROR :: /createdAt :: ReadOnly field present in a request",
            "ERROR :: /x :: unrecognized field found but not allowed",
        ]
    );
}

#[test]
fn content_is_exactly_one_kind() {
    let mut body = smallest();
    let media = json!({"id": "urn:li:image:1"});
    body["content"] = json!({"media": media, "multiImage": {"images": [media, media]}});
    assert_eq!(lines(&body), ["ERROR :: /content :: union type is not a map with a single entry"]);
    body["content"] = json!({});
    assert_eq!(lines(&body).len(), 1);
}

#[test]
fn the_kind_of_a_urn_is_a_matter_of_value() {
    let mut body = smallest();
    body["author"] = json!("urn:li:share:1");
    let verdict = check(body.as_object().unwrap(), post::CREATE);
    assert!(verdict.schema.is_empty());
    assert_eq!(verdict.values[0].code, crate::wire::ValueCode::InvalidUrnType);
}
