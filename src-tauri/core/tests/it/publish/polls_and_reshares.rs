use galley_core::{
    post::{Attachment, Draft, Poll, PollDuration, Reshare},
    publish::Outcome,
};
use serde_json::json;

use super::rehearsal::{Rehearsal, on_create, published_urn};

fn with(rehearsal: &Rehearsal, text: &str, attachment: Attachment) -> Draft {
    let mut draft = rehearsal.draft(text, 0);
    draft.attachment = attachment;
    rehearsal.desk.edit(&draft, None);
    draft
}

fn poll(options: &[&str]) -> Attachment {
    let question = "Which (white) would you print *it* on?".to_owned();
    let options = options.iter().map(|&option| option.to_owned()).collect();
    Attachment::Poll { poll: Poll { question, options, duration: PollDuration::FourteenDays } }
}

fn reshare(of: &str) -> Attachment {
    Attachment::Reshare { reshare: Reshare { of: of.to_owned() } }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_is_one_request_and_asks_what_was_written() {
    let rehearsal = Rehearsal::new().await;
    let before = rehearsal.requests("", "").await.len();
    let draft = with(&rehearsal, "Help us choose", poll(&["Natural_1", " Ivory ", ""]));
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.requests("", "").await.len() - before, 1);
    let posts = rehearsal.posts().await;
    assert_eq!(
        (posts[0]["visible_text"].as_str(), &posts[0]["kind"]),
        (Some("Help us choose"), &json!("poll"))
    );
    let told = &posts[0]["fields"]["content"]["poll"];
    assert_eq!(told["question"], "Which (white) would you print *it* on?", "a poll is no little text");
    assert_eq!(told["options"], json!([{"text": "Natural_1"}, {"text": "Ivory"}]));
    assert_eq!(told["settings"]["duration"], "FOURTEEN_DAYS");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_shared_with_words_and_without() {
    let rehearsal = Rehearsal::new().await;
    let original = published_urn(&rehearsal.publish(rehearsal.draft("The original", 0).id).await);
    for (text, of) in [
        ("My words (really)", format!("https://www.linkedin.com/feed/update/{original}/")),
        ("", original.clone()),
    ] {
        let draft = with(&rehearsal, text, reshare(&of));
        published_urn(&rehearsal.publish(draft.id).await);
        let posts = rehearsal.posts().await;
        let shared = posts.last().unwrap();
        assert_eq!(shared["visible_text"], text);
        assert_eq!(shared["fields"]["reshareContext"]["parent"], original.as_str());
        assert_eq!(shared["fields"].get("content"), None);
    }
    assert_eq!(rehearsal.posts().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_at_linkedin_is_shared_in_a_rehearsal_and_opened_where_it_is() {
    let rehearsal = Rehearsal::new().await;
    let sandbox = rehearsal.sandbox.base_url().to_owned();
    for (of, opens) in [
        ("https://www.linkedin.com/posts/x_y-ugcPost-8-Zz".to_owned(), "https://www.linkedin.com".to_owned()),
        ("urn:li:ugcPost:8".to_owned(), sandbox.clone()),
        (format!("{sandbox}/feed/update/urn:li:ugcPost:8/"), sandbox.clone()),
    ] {
        let draft = with(&rehearsal, &format!("Mine: {of}"), reshare(&of));
        let address = rehearsal.desk.address_shared(draft.id).unwrap();
        assert_eq!(address, format!("{opens}/feed/update/urn:li:ugcPost:8/"), "{of}");
        published_urn(&rehearsal.publish(draft.id).await);
    }
    for post in rehearsal.posts().await {
        assert_eq!(post["fields"]["reshareContext"]["parent"], "urn:li:ugcPost:8");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_reshares_of_two_posts_are_no_duplicates() {
    let rehearsal = Rehearsal::new().await;
    for of in ["urn:li:share:7", "urn:li:share:8"] {
        published_urn(&rehearsal.publish(with(&rehearsal, "", reshare(of)).id).await);
    }
    assert_eq!(rehearsal.posts().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_its_author_keeps_from_being_shared_stops_in_linkedins_words() {
    let rehearsal = Rehearsal::new().await;
    let mut kept = rehearsal.draft("For my readers alone", 0);
    kept.reshare_disabled = true;
    rehearsal.desk.edit(&kept, None);
    let original = published_urn(&rehearsal.publish(kept.id).await);
    let draft = with(&rehearsal, "Look", reshare(&original));
    let Outcome::Stopped { why, .. } = rehearsal.publish(draft.id).await else { panic!("not stopped") };
    assert!(why.contains("does not allow it to be reshared"), "{why}");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_is_not_sent_as_something_else() {
    let rehearsal = Rehearsal::new().await;
    let draft = with(&rehearsal, "Look", reshare("https://www.linkedin.com/posts/a_b-activity-7-Cd"));
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("not named"), "{problem}");
    assert!(rehearsal.requests("POST", "/rest/").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_and_a_reshare_whose_answers_are_lost_are_looked_up_and_made_once() {
    let rehearsal = Rehearsal::new().await;
    let original = published_urn(&rehearsal.publish(rehearsal.draft("The original", 0).id).await);
    for (text, attachment) in
        [("", poll(&["A", "B"])), ("", reshare(&original)), ("My words", reshare(&original))]
    {
        let before = rehearsal.posts().await.len();
        rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
        let draft = with(&rehearsal, text, attachment);
        let urn = published_urn(&rehearsal.publish(draft.id).await);
        let posts = rehearsal.posts().await;
        assert_eq!(posts.len() - before, 1);
        assert_eq!(posts.last().unwrap()["urn"], urn, "and not another of the same words");
    }
}
