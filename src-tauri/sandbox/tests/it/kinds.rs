//! The kinds of post beside text and files: links, polls, carousels, reshares, and what may be sponsored.

use galley_sandbox::Config;
use reqwest::Method;
use serde_json::{Value, json};

use crate::asked::{
    Asked, GIF, MEMBER, PAGE, config, encoded, json_of, read_refusal, refusal, start, start_with, text_post,
    with,
};

/// A post with this content.
fn post(author: &str, content: Value) -> Value {
    with(text_post(author, "Look"), "content", content)
}

/// The same, kept out of the feed for an advertisement.
fn dark(content: Value) -> Value {
    let mut body = post(PAGE, content);
    body["distribution"]["feedDistribution"] = json!("NONE");
    with(body, "adContext", json!({"dscAdAccount": "urn:li:sponsoredAccount:5", "dscStatus": "ACTIVE"}))
}

async fn refused(asked: &Asked, body: Value) -> (u16, String, String) {
    let (status, answer) = read_refusal(asked.post(&body).await).await;
    let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    (status, text("code"), text("message"))
}

async fn page_of(asked: &Asked, urn: &str) -> String {
    asked.http.get(asked.url(&format!("/feed/update/{urn}/"))).send().await.unwrap().text().await.unwrap()
}

fn poll(question: &str, options: &[&str]) -> Value {
    let options: Vec<Value> = options.iter().map(|text| json!({"text": text})).collect();
    json!({"poll": {"question": question, "options": options, "settings": {"duration": "THREE_DAYS"}}})
}

#[tokio::test]
async fn a_link_is_shown_with_what_was_sent_of_it_and_bare_without() {
    let asked = start().await;
    let thumbnail = asked.uploaded(MEMBER, GIF).await;
    asked.advance_ms(1_000).await;
    let article = json!({"source": "https://press.example/a?b=1&c=2", "title": "A <press>",
        "description": "x".repeat(4085), "thumbnail": thumbnail, "thumbnailAltText": "A press"});
    let urn = asked.posted(&post(MEMBER, json!({"article": article}))).await;
    let html = page_of(&asked, &urn).await;
    assert!(html.contains("A &lt;press&gt;") && html.contains("press.example"), "{html}");
    assert!(html.contains(&format!("/media/{thumbnail}")) && html.contains("alt=\"A press\""), "{html}");
    let bare = json!({"article": {"source": "https://press.example/"}});
    let urn = asked.posted(&with(post(MEMBER, bare), "commentary", json!("Bare"))).await;
    assert!(page_of(&asked, &urn).await.contains("https://press.example/"));
}

#[tokio::test]
async fn a_link_has_to_be_one_and_its_picture_the_authors() {
    let asked = start().await;
    let of = |article: Value| post(MEMBER, json!({"article": article}));
    let (status, code, _) = refused(&asked, of(json!({"source": "press.example"}))).await;
    assert_eq!((status, code.as_str()), (400, "INVALID_VALUE_FOR_FIELD"));
    let (status, code, _) =
        refused(&asked, of(json!({"source": "https://a.example", "title": "x".repeat(401)}))).await;
    assert_eq!((status, code.as_str()), (400, "FIELD_LENGTH_TOO_LONG"));
    let foreign = asked.uploaded(PAGE, GIF).await;
    let (status, _, message) =
        refused(&asked, of(json!({"source": "https://a.example", "thumbnail": foreign}))).await;
    assert_eq!(status, 400);
    assert!(message.contains("is owned by"), "{message}");
    let (status, ..) = refused(&asked, of(json!({"source": "https://a.example", "url": "x"}))).await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn a_poll_asks_one_thing_with_two_to_four_answers() {
    let asked = start().await;
    let urn = asked.posted(&post(MEMBER, poll("Which <one>?", &["This", "That"]))).await;
    let html = page_of(&asked, &urn).await;
    assert!(html.contains("Which &lt;one&gt;?") && html.contains("<li>That</li>"), "{html}");
    assert!(html.contains("3 days left"), "{html}");
    let long = "x".repeat(141);
    for (poll, expected) in [
        (poll("Q", &["A"]), "INVALID_VALUE_FOR_FIELD"),
        (poll("Q", &["A", "B", "C", "D", "E"]), "INVALID_VALUE_FOR_FIELD"),
        (poll(" ", &["A", "B"]), "INVALID_VALUE_BLANK_FIELD"),
        (poll("Q", &["A", ""]), "INVALID_VALUE_BLANK_FIELD"),
        (poll(&long, &["A", "B"]), "FIELD_LENGTH_TOO_LONG"),
        (poll("Q", &["A", &long[..31]]), "FIELD_LENGTH_TOO_LONG"),
    ] {
        let (status, code, _) = refused(&asked, post(MEMBER, poll)).await;
        assert_eq!((status, code.as_str()), (400, expected));
    }
    let mut week = poll("Q", &["A", "B"]);
    week["poll"]["settings"]["duration"] = json!("ONE_WEEK");
    assert_eq!(refused(&asked, post(MEMBER, week)).await.0, 422);
    let mut many = poll("Q", &["A", "B"]);
    many["poll"]["settings"]["voteSelectionType"] = json!("MULTIPLE_VOTE");
    assert_eq!(refused(&asked, post(MEMBER, many)).await.0, 400);
}

async fn cards(asked: &Asked, count: usize) -> Value {
    let mut cards = Vec::new();
    for number in 0..count {
        let image = asked.uploaded(PAGE, GIF).await;
        let media = json!({"id": image, "title": format!("Card {number}"), "altText": "A card"});
        cards.push(json!({"landingPage": "https://press.example/", "media": media}));
    }
    asked.advance_ms(1_000).await;
    json!({"carousel": {"cards": cards}})
}

#[tokio::test]
async fn a_carousel_is_sponsored_and_stays_out_of_the_feed() {
    let asked = start().await;
    let content = cards(&asked, 2).await;
    let urn = asked.posted(&dark(content.clone())).await;
    assert!(page_of(&asked, &urn).await.contains("Card 1"));
    let feed = asked.http.get(asked.url("/feed")).send().await.unwrap().text().await.unwrap();
    assert!(!feed.contains(&urn), "a dark post has no place in the feed");
    let (status, _, message) = refused(&asked, post(PAGE, content.clone())).await;
    assert_eq!(status, 400);
    assert!(message.starts_with("/adContext"), "{message}");
    let mut lit = dark(content);
    lit["distribution"]["feedDistribution"] = json!("MAIN_FEED");
    let (_, _, message) = refused(&asked, lit).await;
    assert!(message.starts_with("/distribution/feedDistribution"), "{message}");
    let (_, _, message) = refused(&asked, dark(cards(&asked, 1).await)).await;
    assert!(message.contains("2 to 10"), "{message}");
}

#[tokio::test]
async fn what_is_organic_only_is_not_sponsored_and_a_person_sponsors_nothing() {
    let asked = start().await;
    let (status, _, message) = refused(&asked, dark(poll("Q", &["A", "B"]))).await;
    assert_eq!(status, 400);
    assert!(message.contains("a poll cannot be sponsored"), "{message}");
    let mut own = text_post(MEMBER, "x");
    own = with(own, "adContext", json!({"dscAdAccount": "urn:li:sponsoredAccount:5"}));
    assert!(refused(&asked, own).await.2.starts_with("/adContext"));
    let mut nameless = text_post(PAGE, "x");
    nameless = with(nameless, "adContext", json!({"dscName": "Spring"}));
    assert!(refused(&asked, nameless).await.2.starts_with("/adContext/dscAdAccount"));
    let mut typed = text_post(PAGE, "x");
    typed = with(typed, "adContext", json!({"dscAdAccount": "urn:li:sponsoredAccount:5", "isDsc": true}));
    assert_eq!(refused(&asked, typed).await.0, 422, "it is read-only");
}

#[tokio::test]
async fn a_reshare_shows_its_parent_unless_that_forbids_it() {
    let asked = start().await;
    let parent = asked.posted(&text_post(PAGE, "The parent's words")).await;
    let plain = with(text_post(MEMBER, ""), "reshareContext", json!({"parent": parent}));
    let urn = asked.posted(&plain).await;
    assert!(page_of(&asked, &urn).await.contains("The parent&#39;s words"));
    let shut = with(text_post(PAGE, "Only here"), "isReshareDisabledByAuthor", json!(true));
    let shut = asked.posted(&shut).await;
    let (status, _, message) =
        refused(&asked, with(text_post(MEMBER, "y"), "reshareContext", json!({"parent": shut}))).await;
    assert_eq!(status, 400);
    assert!(message.contains("does not allow"), "{message}");
}

#[tokio::test]
async fn a_post_of_linkedins_can_be_shared_here_unless_all_have_to_be_known() {
    let sharing = |parent: &str| with(text_post(MEMBER, "Mine"), "reshareContext", json!({"parent": parent}));
    let asked = start().await;
    let urn = asked.posted(&sharing("urn:li:ugcPost:7")).await;
    let page = page_of(&asked, &urn).await;
    assert!(page.contains("not here") && page.contains("urn:li:ugcPost:7"), "{page}");
    let gone = asked.posted(&text_post(MEMBER, "Short-lived")).await;
    asked.rest(Method::DELETE, &format!("/rest/posts/{gone}")).send().await.unwrap();
    let (status, _, message) = refused(&asked, sharing(&gone)).await;
    assert!(status == 400 && message.contains("does not exist"), "{message}");
    assert_eq!(refused(&asked, sharing("urn:li:activity:7")).await.1, "INVALID_URN_TYPE");

    let strict = start_with(Config { parents_must_be_here: true, ..config() }).await;
    let (status, _, message) = refused(&strict, sharing("urn:li:ugcPost:7")).await;
    assert!(status == 400 && message.contains("does not exist"), "{message}");
    let parent = strict.posted(&text_post(PAGE, "The parent")).await;
    strict.posted(&sharing(&parent)).await;
}

#[tokio::test]
async fn comments_are_plain_text_for_those_with_the_scope() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "First")).await;
    let path = format!("/rest/socialActions/{}/comments", encoded(&urn));
    let body = json!({"actor": MEMBER, "object": urn, "message": {"text": "More at (press.example) #1"}});
    let answer = asked.rest(Method::POST, &path).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert!(answer.headers().contains_key("x-restli-id"));
    let said: Value = answer.json().await.unwrap();
    assert!(said["commentUrn"].as_str().unwrap().starts_with("urn:li:comment:(urn:li:activity:"), "{said}");
    let seen = &asked.see("/__posts").await[0]["comments"];
    assert_eq!(seen[0]["text"], "More at (press.example) #1");
    let refused = asked.rest_as("self-serve", Method::POST, &path).json(&body);
    assert_eq!(refusal(refused).await.0, 403);
    let long = json!({"actor": MEMBER, "object": urn, "message": {"text": "x".repeat(1251)}});
    assert_eq!(refusal(asked.rest(Method::POST, &path).json(&long)).await.0, 400);
    let other = json!({"actor": MEMBER, "object": "urn:li:share:1", "message": {"text": "x"}});
    assert_eq!(refusal(asked.rest(Method::POST, &path).json(&other)).await.0, 400);
    let number = said["id"].as_str().unwrap();
    let gone = format!("{path}/{number}?actor={}", encoded(MEMBER));
    assert_eq!(asked.rest(Method::DELETE, &gone).send().await.unwrap().status(), 204);
    assert_eq!(refusal(asked.rest(Method::DELETE, &gone)).await.0, 404);
}

#[tokio::test]
async fn closing_comments_takes_back_what_was_said_and_lets_nothing_more_in() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "First")).await;
    let at = encoded(&urn);
    let comments = format!("/rest/socialActions/{at}/comments");
    let body = json!({"actor": MEMBER, "object": urn, "message": {"text": "x"}});
    let say = || asked.rest(Method::POST, &comments).json(&body);
    assert_eq!(say().send().await.unwrap().status(), 201);
    let path = format!("/rest/socialMetadata/{at}");
    let told_by = |actor: &str, state: &str| {
        asked
            .rest(Method::POST, &format!("{path}?actor={}", encoded(actor)))
            .header("X-RestLi-Method", "PARTIAL_UPDATE")
            .json(&json!({"patch": {"$set": {"commentsState": state}}}))
    };
    let close = |state: &str| told_by(MEMBER, state);
    assert_eq!(refusal(told_by(PAGE, "CLOSED")).await.0, 400);
    assert_eq!(close("CLOSED").send().await.unwrap().status(), 202);
    let told = json_of(asked.rest(Method::GET, &path)).await;
    assert_eq!((&told["commentsState"], &told["commentSummary"]["count"]), (&json!("CLOSED"), &json!(0)));
    assert_eq!(refusal(say()).await.0, 400);
    assert_eq!(refusal(close("SHUT")).await.0, 422);
    let unsaid = asked
        .rest(Method::POST, &path)
        .header("X-RestLi-Method", "PARTIAL_UPDATE")
        .json(&json!({"patch": {"$set": {"commentsState": "OPEN"}}}));
    assert_eq!(unsaid.send().await.unwrap().status(), 202, "who acts need not be said");
    assert_eq!(say().send().await.unwrap().status(), 201);
}

#[tokio::test]
async fn figures_are_those_that_were_told_with_the_comments_counted() {
    let asked = start().await;
    let (own, page) =
        (asked.posted(&text_post(MEMBER, "a")).await, asked.posted(&text_post(PAGE, "b")).await);
    let told = json!({(own.clone()): {"impressions": 90, "reactions": 4}, (page.clone()): {"impressions": 10, "clicks": 3}});
    let answer = asked.http.post(asked.url("/__statistics")).json(&told).send().await.unwrap();
    assert_eq!(answer.status(), 204);
    let body = json!({"actor": PAGE, "object": page, "message": {"text": "x"}});
    let comments = format!("/rest/socialActions/{}/comments", encoded(&page));
    assert_eq!(asked.rest(Method::POST, &comments).json(&body).send().await.unwrap().status(), 201);
    let path = format!(
        "/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity={}&shares=List({})",
        encoded(PAGE),
        encoded(&page)
    );
    let totals = json_of(asked.restli("FINDER", &path)).await;
    let totals = &totals["elements"][0]["totalShareStatistics"];
    assert_eq!((&totals["impressionCount"], &totals["commentCount"]), (&json!(10), &json!(1)));
    assert_eq!(totals["engagement"], json!(0.4));
    let path = |metric: &str| {
        format!(
            "/rest/memberCreatorPostAnalytics?q=entity&entity=(share:{})&queryType={metric}&aggregation=TOTAL",
            encoded(&own)
        )
    };
    let seen = json_of(asked.restli("FINDER", &path("IMPRESSION"))).await;
    assert_eq!(seen["elements"][0], json!({"count": 90, "metricType": "IMPRESSION"}));
    let older = asked
        .http
        .get(asked.url(&path("REACTION")))
        .bearer_auth(asked.token("full"))
        .header("LinkedIn-Version", "202604")
        .header("X-Restli-Protocol-Version", "2.0.0")
        .header("X-RestLi-Method", "FINDER");
    let seen = json_of(older).await["elements"][0].clone();
    assert_eq!(seen["count"], 4);
    assert!(seen["metricType"].is_object(), "before 202605 it was a record: {seen}");
    assert_eq!(refusal(asked.restli("FINDER", &path("LIKES"))).await.0, 400);
}

#[tokio::test]
async fn an_author_s_dark_posts_can_be_listed_by_themselves() {
    let asked = start().await;
    let lit = asked.posted(&text_post(PAGE, "In the feed")).await;
    let content = cards(&asked, 2).await;
    let urn = asked.posted(&dark(content)).await;
    let list = async |more: &str| -> Vec<String> {
        let author = "urn%3Ali%3Aorganization%3A1001";
        let path = format!("/rest/posts?q=author&author={author}&count=20&start=0&sortBy=CREATED{more}");
        let request = asked.rest(Method::GET, &path).header("X-RestLi-Method", "FINDER");
        let answer = json_of(request).await;
        let elements = answer["elements"].as_array().unwrap();
        elements.iter().map(|post| post["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(list("&isDsc=true").await, [urn.as_str()]);
    assert_eq!(list("&isDsc=false").await, [lit.as_str()]);
    assert_eq!(list("").await.len(), 2);
}
