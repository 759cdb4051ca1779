use galley_core::{
    desk::Desk,
    post::Visibility,
    publish::{FileState, Outcome, Progress},
};

use super::rehearsal::{Rehearsal, published_urn};

const AWKWARD: &str = "All 15: | { } @ [ ] ( ) < > # \\ * _ ~\n\n#launch day 🚀 (really)";

#[tokio::test(flavor = "multi_thread")]
async fn a_text_post_is_one_request_and_nothing_is_waited_for() {
    let rehearsal = Rehearsal::new().await;
    let before = rehearsal.requests("", "").await.len();
    let outcome = rehearsal.publish(rehearsal.draft(AWKWARD, 0).id).await;
    let Outcome::Published { requests, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!((rehearsal.requests("", "").await.len() - before, requests), (1, 1));
    assert!(!rehearsal.heard.lock().unwrap().iter().any(|it| matches!(it, Progress::Waiting { .. })));
    let posts = rehearsal.posts().await;
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0]["visible_text"], AWKWARD);
    assert_eq!(posts[0]["hashtags"], serde_json::json!(["launch"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_image_is_posted_as_media_with_its_alt_text_and_every_byte() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("One image", 1);
    published_urn(&rehearsal.publish(draft.id).await);
    let created = &rehearsal.requests("POST", "/rest/posts").await[0]["body"];
    assert_eq!(created["content"]["media"]["altText"], "Picture 1");
    let urn = created["content"]["media"]["id"].as_str().unwrap();
    assert_eq!(rehearsal.bytes_of(urn).await, std::fs::read(rehearsal.image(1)).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_images_arrive_in_order_with_their_alt_texts() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Twenty", 20);
    published_urn(&rehearsal.publish(draft.id).await);
    let created = &rehearsal.requests("POST", "/rest/posts").await[0]["body"];
    let images = created["content"]["multiImage"]["images"].as_array().unwrap();
    assert_eq!(images.len(), 20);
    for (image, number) in images.iter().zip(1..) {
        assert_eq!(image["altText"], format!("Picture {number}"));
        let path = rehearsal.folder.path().join(format!("image {number}.png"));
        assert_eq!(rehearsal.bytes_of(image["id"].as_str().unwrap()).await, std::fs::read(path).unwrap());
    }
    let heard = rehearsal.heard.lock().unwrap();
    let ready = heard.iter().filter(|it| matches!(it, Progress::File { state: FileState::Ready, .. }));
    assert_eq!(ready.count(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_speaks_for_itself_and_owns_its_images() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft_of_page("As a page");
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.posts().await[0]["author"], "urn:li:organization:1001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_can_speak_to_their_connections_alone() {
    let rehearsal = Rehearsal::new().await;
    for (text, visibility, sent) in
        [("To all", Visibility::Public, "PUBLIC"), ("Among us", Visibility::Connections, "CONNECTIONS")]
    {
        let mut draft = rehearsal.draft(text, 0);
        draft.visibility = visibility;
        rehearsal.desk.edit(&draft, None);
        let (run, _) = rehearsal.published(&draft).await;
        let posts = rehearsal.posts().await;
        assert_eq!(posts.last().unwrap()["fields"]["visibility"], sent);
        assert_eq!(rehearsal.desk.post(run).unwrap().visibility, Some(visibility));
    }
    let feed = rehearsal.feed().await;
    assert_eq!(feed.matches("connections only").count(), 1, "{feed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_read_publishes_images_after_a_moment_of_grace() {
    let rehearsal = Rehearsal::self_serve().await;
    let draft = rehearsal.draft("Self-serve", 2);
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.posts().await.len(), 1);
    let last = |requests: Vec<serde_json::Value>| requests.last().unwrap()["at"].as_i64().unwrap();
    let sent = last(rehearsal.requests("PUT", "").await);
    let created = last(rehearsal.requests("POST", "/rest/posts").await);
    assert!(created - sent >= 4_000, "{} ms", created - sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_draft_leaves_the_drafts_and_is_in_the_history() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Once", 0);
    let urn = published_urn(&rehearsal.publish(draft.id).await);
    assert!(rehearsal.desk.drafts("").unwrap().is_empty());
    let runs = rehearsal.desk.runs("once").unwrap();
    assert_eq!(runs.len(), 1);
    let address = rehearsal.desk.address_of(runs[0].id).unwrap();
    assert_eq!(address, format!("{}/feed/update/{urn}/", rehearsal.sandbox.base_url()));
    let feed = rehearsal.desk.feed_of(runs[0].id).unwrap();
    let shown = reqwest::Client::builder().no_proxy().build().unwrap().get(&feed).send().await.unwrap();
    assert!(shown.text().await.unwrap().contains("Once"), "{feed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_review_shows_what_is_then_sent() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Shown (before)", 2);
    let before = rehearsal.requests("", "").await.len();
    let review = rehearsal.desk.review(draft.id).unwrap();
    assert_eq!(rehearsal.requests("", "").await.len(), before, "looking sends nothing");
    assert_eq!(review.little_text, r"Shown \(before\)");
    let titles: Vec<&str> = review.requests.iter().map(|request| request.title.as_str()).collect();
    assert_eq!(titles.len(), 2 + 2 + 1 + 1, "{titles:?}");
    published_urn(&rehearsal.publish(draft.id).await);
    let sent = rehearsal.requests("POST", "/rest/posts").await;
    let mut shown: serde_json::Value =
        serde_json::from_str(review.requests[5].body.as_ref().unwrap()).unwrap();
    for at in 0..2 {
        let pointer = format!("/content/multiImage/images/{at}/id");
        *shown.pointer_mut(&pointer).unwrap() = sent[0]["body"].pointer(&pointer).unwrap().clone();
    }
    assert_eq!(shown, sent[0]["body"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_without_words_is_told_by_its_file_in_both_lists() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("", 2);
    let name = "image 1.png".to_owned();
    let rows = rehearsal.desk.drafts("").unwrap();
    assert_eq!((rows[0].id, rows[0].file.as_ref()), (draft.id, Some(&name)));
    rehearsal.publish(draft.id).await;
    let run = rehearsal.desk.runs("").unwrap().remove(0);
    assert_eq!((run.draft, run.file), (draft.id, Some(name)));
    let told = rehearsal.draft("Told by its words", 1);
    let rows = rehearsal.desk.drafts("").unwrap();
    assert_eq!((rows[0].id, rows[0].file.as_ref()), (told.id, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_is_over_when_galley_was_started_anew_and_not_before() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.published(&rehearsal.draft("Rehearsed", 0)).await;
    let over = |desk: &Desk| desk.runs("").unwrap()[0].over;
    assert!(!over(&rehearsal.desk));
    assert!(over(&rehearsal.restarted().await));
}
