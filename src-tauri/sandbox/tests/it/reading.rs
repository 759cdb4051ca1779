//! Reading posts and images back: one, many, by author.

use reqwest::Method;
use serde_json::{Value, json};

use crate::asked::{GIF, MEMBER, OTHER, PAGE, encoded, image_post, json_of, refusal, start, text_post};

#[tokio::test]
async fn a_post_reads_back_with_what_linkedin_adds() {
    let asked = start().await;
    let image = asked.uploaded(MEMBER, GIF).await;
    asked.advance_ms(1_000).await;
    let urn = asked.posted(&image_post(MEMBER, "Hello", &image, "a dot")).await;
    for path in [format!("/rest/posts/{urn}"), format!("/rest/posts/{}", encoded(&urn))] {
        let post = json_of(asked.rest(Method::GET, &path)).await;
        assert_eq!(post["id"], json!(urn));
        assert_eq!(post["author"], MEMBER);
        assert_eq!(post["commentary"], "Hello");
        assert_eq!(post["content"], json!({"media": {"id": image, "altText": "a dot"}}));
        assert_eq!(post["lifecycleState"], "PUBLISHED");
        assert_eq!(post["createdAt"], 1_795_348_801_000_i64);
    }
}

#[tokio::test]
async fn fields_cut_the_answer_down() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "Hello")).await;
    let post = json_of(asked.rest(Method::GET, &format!("/rest/posts/{urn}?fields=id,commentary"))).await;
    assert_eq!(post.as_object().unwrap().len(), 2);
}

#[tokio::test]
async fn a_batch_answers_every_key() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "Hello")).await;
    let path = format!("/rest/posts?ids=List({},urn%3Ali%3Ashare%3A1,nonsense)", encoded(&urn));
    let batch = json_of(asked.rest(Method::GET, &path).header("X-RestLi-Method", "BATCH_GET")).await;
    assert_eq!(batch["results"].as_object().unwrap().keys().collect::<Vec<_>>(), [&urn]);
    assert_eq!(batch["statuses"], json!({urn: 200, "urn:li:share:1": 404, "nonsense": 400}));
    assert_eq!(batch["errors"]["urn:li:share:1"]["code"], "NOT_FOUND");
    assert_eq!(refusal(asked.rest(Method::GET, &path)).await.0, 400);
    let reencoded = path.replace("List(", "List%28");
    let call = asked.rest(Method::GET, &reencoded).header("X-RestLi-Method", "BATCH_GET");
    assert_eq!(refusal(call).await.0, 400);
}

#[tokio::test]
async fn several_posts_are_read_through_no_eyes_but_the_readers() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "Hello")).await;
    let path = format!("/rest/posts?ids=List({})&viewContext=AUTHOR", encoded(&urn));
    let (status, body) = refusal(asked.restli("BATCH_GET", &path)).await;
    assert_eq!(status, 400);
    assert_eq!(body["message"], "Invalid query parameters passed to request");
}

#[tokio::test]
async fn the_finder_gives_an_authors_posts_newest_first_in_pages() {
    let asked = start().await;
    let mut urns = Vec::new();
    for number in 0..5 {
        urns.push(asked.posted(&text_post(PAGE, &number.to_string())).await);
        asked.advance_ms(1_000).await;
    }
    asked.posted(&text_post(MEMBER, "not the page's")).await;
    let find = |query: String| {
        asked
            .rest(Method::GET, &format!("/rest/posts?q=author&author={}{query}", encoded(PAGE)))
            .header("X-RestLi-Method", "FINDER")
    };
    let ids = |page: &Value| -> Vec<String> {
        page["elements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|post| post["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = json_of(find("&count=3&sortBy=LAST_MODIFIED".into())).await;
    assert_eq!(ids(&first), [urns[4].clone(), urns[3].clone(), urns[2].clone()]);
    let second = json_of(find("&count=3&start=3&sortBy=CREATED".into())).await;
    assert_eq!(ids(&second), [urns[1].clone(), urns[0].clone()]);
    assert_eq!(second["paging"]["start"], 3);

    asked
        .rest(Method::POST, &format!("/rest/posts/{}", urns[0]))
        .header("X-RestLi-Method", "PARTIAL_UPDATE")
        .json(&json!({"patch": {"$set": {"commentary": "changed"}}}))
        .send()
        .await
        .unwrap();
    assert_eq!(ids(&json_of(find("&count=1".into())).await), [urns[0].clone()]);
    assert_eq!(ids(&json_of(find("&count=1&sortBy=CREATED".into())).await), [urns[4].clone()]);
    assert_eq!(refusal(find("&count=101".into())).await.0, 400);
    assert_eq!(refusal(find("&sortBy=LIKES".into())).await.0, 400);
}

#[tokio::test]
async fn others_posts_are_not_for_reading() {
    let asked = start().await;
    let call = asked.rest_as("other", Method::POST, "/rest/posts").json(&text_post(OTHER, "private"));
    let urn = call.send().await.unwrap().headers()["x-restli-id"].to_str().unwrap().to_owned();
    assert_eq!(refusal(asked.rest(Method::GET, &format!("/rest/posts/{urn}"))).await.0, 403);
    let finder = asked
        .rest(Method::GET, &format!("/rest/posts?q=author&author={}", encoded(OTHER)))
        .header("X-RestLi-Method", "FINDER");
    assert_eq!(refusal(finder).await.0, 403);
}

#[tokio::test]
async fn images_are_read_in_batches_too() {
    let asked = start().await;
    let (waiting, _) = asked.initialized(MEMBER).await;
    let processing = asked.uploaded(PAGE, GIF).await;
    let path = format!(
        "/rest/images?ids=List({},{},urn%3Ali%3Aimage%3Anone)",
        encoded(&waiting),
        encoded(&processing)
    );
    let batch = json_of(asked.rest(Method::GET, &path).header("X-RestLi-Method", "BATCH_GET")).await;
    assert_eq!(batch["results"][&waiting]["status"], "WAITING_UPLOAD");
    assert_eq!(batch["results"][&processing]["status"], "PROCESSING");
    assert_eq!(batch["statuses"]["urn:li:image:none"], 404);
}

#[tokio::test]
async fn what_is_asked_for_must_be_named_rightly() {
    let asked = start().await;
    for (path, status) in [
        ("/rest/posts/urn:li:share:1", 404),
        ("/rest/posts/urn:li:image:1", 400),
        ("/rest/posts/1", 400),
        ("/rest/posts/urn:li:share:urn:li:share:1", 400),
        ("/rest/posts/urn:li:share:1?viewContext=NOBODY", 400),
        ("/rest/images/urn:li:share:1", 400),
        ("/rest/images/urn:li:image:1", 404),
        ("/rest/posts", 400),
    ] {
        assert_eq!(refusal(asked.rest(Method::GET, path)).await.0, status, "{path}");
    }
}
