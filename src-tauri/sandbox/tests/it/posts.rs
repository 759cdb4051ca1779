//! Creating, changing and deleting posts.

use reqwest::Method;
use serde_json::{Value, json};

use crate::asked::{
    FOREIGN_PAGE, GIF, MEMBER, OTHER, PAGE, encoded, image_post, read_refusal, refusal, start, text_post,
    with,
};

#[tokio::test]
async fn a_created_post_answers_201_with_its_urn_and_no_body() {
    let asked = start().await;
    let answer = asked.post(&text_post(MEMBER, "Hello")).await;
    assert_eq!(answer.status(), 201);
    let urn = answer.headers()["x-restli-id"].to_str().unwrap().to_owned();
    assert!(urn.starts_with("urn:li:share:"), "{urn}");
    assert_eq!(answer.bytes().await.unwrap().len(), 0);
    let held = asked.see("/__posts").await;
    assert_eq!(held[0]["urn"], json!(urn));
    assert_eq!(held[0]["commentary"], "Hello");
    assert_eq!(held[0]["author_name"], "Sandbox Member");
}

#[tokio::test]
async fn both_kinds_of_post_urn_are_given_out() {
    let asked = start().await;
    let mut kinds = std::collections::BTreeSet::new();
    for number in 0..3 {
        let urn = asked.posted(&text_post(MEMBER, &number.to_string())).await;
        kinds.insert(urn.split(':').nth(2).unwrap().to_owned());
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["share", "ugcPost"]);
}

#[tokio::test]
async fn unknown_and_missing_fields_are_all_named_one_per_line() {
    let asked = start().await;
    let mut body = text_post(MEMBER, "x");
    body.as_object_mut().unwrap().remove("author");
    body["x"] = json!(1);
    body["distribution"]["feed"] = json!("MAIN");
    let (status, refused) = read_refusal(asked.post(&body).await).await;
    assert_eq!(status, 422);
    assert_eq!(
        refused,
        json!({"message": "ERROR :: /author :: field is required but not found and has no default value\n \
                ERROR :: /distribution/feed :: unrecognized field found but not allowed\n \
                ERROR :: /x :: unrecognized field found but not allowed",
               "status": 422})
    );
    assert_eq!(asked.see("/__posts").await, json!([]));
}

/// A change to the smallest body, and the code it is refused with.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    (MEMBER, "author", "\"urn:li:share:1\"", "INVALID_URN_TYPE"),
    (MEMBER, "author", "\"nobody\"", "INVALID_URN_TYPE"),
    (PAGE, "author", "\"urn:li:organization:urn:li:organization:1001\"", "INVALID_URN_ID"),
    (MEMBER, "lifecycleState", "\"DRAFT\"", "INVALID_VALUE_FOR_FIELD"),
    (MEMBER, "visibility", "\"CONTAINER\"", "INVALID_VALUE_FOR_FIELD"),
    (PAGE, "visibility", "\"CONNECTIONS\"", "INVALID_VALUE_FOR_FIELD"),
    (PAGE, "visibility", "\"LOGGED_IN\"", "INVALID_VALUE_FOR_FIELD"),
    (MEMBER, "commentary", "\" \\n \"", "INVALID_VALUE_BLANK_FIELD"),
    (MEMBER, "distribution", "{\"feedDistribution\":\"NONE\"}", "INVALID_VALUE_FOR_FIELD"),
    (
        MEMBER,
        "distribution",
        "{\"feedDistribution\":\"MAIN_FEED\",\"targetEntities\":[{\"geoLocations\":[\"urn:li:geo:1\"]}]}",
        "INVALID_VALUE_FOR_FIELD",
    ),
    (MEMBER, "contentLandingPage", "\"ftp://x\"", "INVALID_VALUE_FOR_FIELD"),
    (MEMBER, "reshareContext", "{\"parent\":\"urn:li:activity:1\"}", "INVALID_URN_TYPE"),
    (MEMBER, "content", "{\"media\":{\"id\":\"urn:li:image:none\"}}", "INVALID_URN_ID"),
    (MEMBER, "content", "{\"media\":{\"id\":\"urn:li:geo:1\"}}", "INVALID_URN_TYPE"),
];

#[tokio::test]
async fn values_linkedin_does_not_take_are_refused_by_code() {
    let asked = start().await;
    for (author, field, value, code) in REFUSED {
        let body = with(text_post(author, "x"), field, serde_json::from_str(value).unwrap());
        let (status, refused) = read_refusal(asked.post(&body).await).await;
        assert_eq!((status, refused["code"].as_str().unwrap()), (400, *code), "{field} {value}: {refused}");
    }
    assert_eq!(asked.see("/__posts").await, json!([]));
}

#[tokio::test]
async fn ads_fields_that_only_linkedin_sets_are_refused() {
    let asked = start().await;
    let body = with(text_post(PAGE, "x"), "adContext", json!({"dscName": "n", "isDsc": true}));
    let (status, refused) = read_refusal(asked.post(&body).await).await;
    assert_eq!(status, 422);
    assert_eq!(refused["message"], "ERROR :: /adContext/isDsc :: ReadOnly field present in a request");
}

#[tokio::test]
async fn nobody_posts_for_others_or_without_a_posting_role() {
    let asked = start().await;
    for (label, author) in [
        ("full", OTHER),
        ("full", FOREIGN_PAGE),
        ("full", "urn:li:organization:9"),
        ("self-serve", PAGE),
        ("other", PAGE),
    ] {
        let call = asked.rest_as(label, Method::POST, "/rest/posts").json(&text_post(author, "x"));
        let (status, body) = refusal(call).await;
        assert_eq!((status, &body["code"]), (403, &json!("ACCESS_DENIED")), "{label} {author}");
        assert_eq!(
            body["message"],
            "Not enough permissions to access: partnerApiPostsExternal.CREATE.20260901"
        );
    }
}

#[tokio::test]
async fn a_page_post_is_made_under_its_old_urn_as_well() {
    let asked = start().await;
    asked.posted(&text_post("urn:li:company:1001", "for the page")).await;
    let held = asked.see("/__posts").await;
    assert_eq!(held[0]["author"], PAGE);
    assert_eq!(held[0]["author_name"], "Sandbox Press");
}

#[tokio::test]
async fn a_page_post_can_be_targeted_and_kept_from_the_feed() {
    let asked = start().await;
    let distribution = json!({
        "feedDistribution": "NONE",
        "targetEntities": [{"geoLocations": ["urn:li:geo:103644278"], "staffCountRanges": ["SIZE_11_TO_50"],
                            "interfaceLocales": [{"language": "en", "country": "US"}]}],
    });
    asked.posted(&with(text_post(PAGE, "targeted"), "distribution", distribution)).await;
    let unknown =
        json!({"feedDistribution": "MAIN_FEED", "targetEntities": [{"staffCountRanges": ["(2,10)"]}]});
    let answer = asked.post(&with(text_post(PAGE, "x"), "distribution", unknown)).await;
    assert_eq!(answer.status(), 422);
}

#[tokio::test]
async fn a_reshare_may_be_blank_but_carries_no_content() {
    let asked = start().await;
    let parent = asked.posted(&text_post(PAGE, "original")).await;
    let reshare = with(text_post(MEMBER, ""), "reshareContext", json!({"parent": parent}));
    asked.posted(&reshare).await;
    let image = asked.uploaded(MEMBER, GIF).await;
    let laden = with(reshare, "content", json!({"media": {"id": image}}));
    assert_eq!(asked.post(&laden).await.status(), 400);
}

#[tokio::test]
async fn commentary_holds_3000_visible_utf16_units() {
    let asked = start().await;
    let fits = "\u{1F600}".repeat(1499) + "\\(\\)";
    asked.posted(&text_post(MEMBER, &fits)).await;
    let (status, body) = read_refusal(asked.post(&text_post(MEMBER, &(fits + "a"))).await).await;
    assert_eq!((status, &body["code"]), (400, &json!("FIELD_LENGTH_TOO_LONG")));
}

#[tokio::test]
async fn the_urn_of_a_mention_costs_nothing() {
    let asked = start().await;
    let mention = "@[Sandbox Press](urn:li:organization:1001)";
    let fits = "a".repeat(3000 - "Sandbox Press".len()) + mention;
    asked.posted(&text_post(MEMBER, &fits)).await;
    let answer = asked.post(&text_post(MEMBER, &(fits + "b"))).await;
    assert_eq!(answer.status(), 400);
}

#[tokio::test]
async fn alt_text_holds_4086_units() {
    let asked = start().await;
    let image = asked.uploaded(MEMBER, GIF).await;
    let (status, body) =
        read_refusal(asked.post(&image_post(MEMBER, "a", &image, &"x".repeat(4087))).await).await;
    assert_eq!((status, &body["code"]), (400, &json!("FIELD_LENGTH_TOO_LONG")));
    asked.posted(&image_post(MEMBER, "a", &image, &"x".repeat(4086))).await;
}

fn update(asked: &crate::asked::Asked, label: &str, urn: &str, patch: &Value) -> reqwest::RequestBuilder {
    asked
        .rest_as(label, Method::POST, &format!("/rest/posts/{}", encoded(urn)))
        .header("X-RestLi-Method", "PARTIAL_UPDATE")
        .json(&json!({"patch": patch}))
}

#[tokio::test]
async fn the_commentary_can_be_changed_and_what_is_posted_with_it_cannot() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "before")).await;
    asked.advance_ms(5_000).await;
    let answer =
        update(&asked, "full", &urn, &json!({"$set": {"commentary": "after"}})).send().await.unwrap();
    assert_eq!(answer.status(), 204);
    let held = &asked.see("/__posts").await[0];
    assert_eq!(held["visible_text"], "after");
    assert_eq!(held["edited"], true);
    assert_eq!(held["last_modified_at"].as_i64().unwrap() - held["created_at"].as_i64().unwrap(), 5_000);

    for (field, value, reason) in [
        ("visibility", json!("PUBLIC"), "CreateOnly field present in a partial_update request"),
        ("content", json!({}), "CreateOnly field present in a partial_update request"),
        ("createdAt", json!(1), "ReadOnly field present in a request"),
        ("colour", json!("red"), "unrecognized field found but not allowed"),
    ] {
        let (status, body) = refusal(update(&asked, "full", &urn, &json!({"$set": {field: value}}))).await;
        assert_eq!(status, 422);
        assert_eq!(body["message"], format!("ERROR :: /patch/$set/{field} :: {reason}"));
    }
}

#[tokio::test]
async fn a_nested_patch_changes_the_ad_context() {
    let asked = start().await;
    let urn = asked.posted(&text_post(PAGE, "ad")).await;
    let patch = json!({"adContext": {"$set": {"dscName": "autumn"}}});
    assert_eq!(update(&asked, "full", &urn, &patch).send().await.unwrap().status(), 204);
    assert_eq!(asked.see("/__posts").await[0]["fields"]["adContext"], json!({"dscName": "autumn"}));
}

#[tokio::test]
async fn a_change_needs_its_method_header_and_its_author() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "mine")).await;
    let plain = asked
        .rest(Method::POST, &format!("/rest/posts/{urn}"))
        .json(&json!({"patch": {"$set": {"commentary": "x"}}}));
    assert_eq!(refusal(plain).await.0, 400);
    let foreign = update(&asked, "other", &urn, &json!({"$set": {"commentary": "x"}}));
    assert_eq!(refusal(foreign).await.0, 403);
    let delete = asked.rest_as("other", Method::DELETE, &format!("/rest/posts/{urn}"));
    assert_eq!(refusal(delete).await.0, 403);
    assert_eq!(asked.see("/__posts").await[0]["commentary"], "mine");
}

#[tokio::test]
async fn a_second_delete_answers_404() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "short-lived")).await;
    for path in [format!("/rest/posts/{urn}"), format!("/rest/posts/{}", encoded(&urn))] {
        let status = asked.rest(Method::DELETE, &path).send().await.unwrap().status();
        assert_eq!(status, if path.contains('%') { 404 } else { 204 });
    }
    assert_eq!(asked.see("/__posts").await, json!([]));
    let gone = update(&asked, "full", &urn, &json!({"$set": {"commentary": "x"}}));
    assert_eq!(refusal(gone).await.1["code"], "NOT_FOUND");
}
