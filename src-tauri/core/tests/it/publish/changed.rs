//! Posts that get another text, and posts that are deleted.

use std::time::Duration;

use galley_core::{
    desk::Code,
    post::{Commentary, Piece},
    publish::Sight,
};
use serde_json::{Value, json};

use super::rehearsal::Rehearsal;

pub fn on_post(method: &str, effect: &Value) -> Value {
    json!([{"method": method, "route": "/rest/posts/*", "count": 1, "effect": effect}])
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_get_the_new_text_with_its_mention_and_the_history_keeps_it() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Harbour at dawn", 1)).await;
    let text = Commentary::from(vec![
        Piece::Text { text: "Harbour at dusk (at last) with ".into() },
        Piece::Mention { name: "Sandbox Press".into(), urn: "urn:li:organization:1001".parse().unwrap() },
        Piece::Text { text: " #evening".into() },
    ]);
    let changed = rehearsal.desk.change_text(run, text.clone()).await.unwrap();
    assert!(changed.excerpt.starts_with("Harbour at dusk") && changed.post.edited_at.is_some());
    let post = &rehearsal.posts().await[0];
    assert_eq!(post["visible_text"], "Harbour at dusk (at last) with Sandbox Press #evening");
    assert_eq!(post["mentions"][0]["urn"], "urn:li:organization:1001");
    assert_eq!(post["cut_at"], Value::Null);
    assert_eq!(rehearsal.desk.post(run).unwrap().commentary, text);
    assert!(rehearsal.desk.runs("dawn").unwrap().is_empty());
    assert_eq!(rehearsal.desk.runs("dusk").unwrap()[0].id, run);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_refused_changes_nothing_here_and_says_what_linkedin_said() {
    let rehearsal = Rehearsal::self_serve().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("As it was", 0)).await;
    let effect = json!({"kind": "status", "status": 403, "message": "Not enough permissions to access: partnerApiPostsExternal.PARTIAL_UPDATE"});
    rehearsal.faults(on_post("POST", &effect)).await;
    let refused = rehearsal.desk.change_text(run, Commentary::plain("Other")).await.unwrap_err();
    for words in ["partnerApiPostsExternal.PARTIAL_UPDATE", "The post says what it said before."] {
        assert!(refused.message.contains(words), "{refused}");
    }
    assert_eq!(rehearsal.listed(run).excerpt, "As it was");
    assert_eq!(rehearsal.posts().await[0]["visible_text"], "As it was");
    let tried = rehearsal.desk.change_text(run, Commentary::plain("Other")).await.unwrap();
    assert_eq!(tried.excerpt, "Other", "a sign-in without review is tried, and here it may");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_deletion_without_a_clear_answer_are_sent_again() {
    for effect in [json!({"kind": "drop", "when": "after"}), json!({"kind": "status", "status": 503})] {
        let rehearsal = Rehearsal::new().await;
        let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
        rehearsal.faults(on_post("POST", &effect)).await;
        rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap();
        assert_eq!(rehearsal.posts().await[0]["visible_text"], "Second");
        assert_eq!(rehearsal.hit().await, 1);
        rehearsal.faults(on_post("DELETE", &effect)).await;
        rehearsal.desk.delete_post(run).await.unwrap();
        assert_eq!((rehearsal.posts().await.len(), rehearsal.hit().await), (0, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_linkedin_would_refuse_is_not_sent() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Short", 0)).await;
    let (own, with_image) = (rehearsal.desk.clone(), rehearsal.draft("Caption", 1));
    let (picture, _) = rehearsal.published(&with_image).await;
    for text in [Commentary::plain(&"x".repeat(3_001)), Commentary::default()] {
        assert!(!own.assess_change(run, &text).unwrap().publishable);
        own.change_text(run, text).await.unwrap_err();
    }
    assert_eq!(rehearsal.requests("POST", "/rest/posts/").await.len(), 0);
    assert!(own.assess_change(picture, &Commentary::default()).unwrap().publishable, "the image stays");
    own.change_text(picture, Commentary::default()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_is_not_there_any_more_cannot_be_changed() {
    let rehearsal = Rehearsal::new().await;
    let (run, urn) = rehearsal.published(&rehearsal.draft("Gone", 0)).await;
    rehearsal.delete_elsewhere(&urn).await;
    let refused = rehearsal.desk.change_text(run, Commentary::plain("Other")).await.unwrap_err();
    assert!(refused.code == Code::NotFound && refused.message.contains("deleted there"), "{refused}");
    assert_eq!(rehearsal.listed(run).post.seen.unwrap().sight, Sight::Gone);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_post_stays_in_the_history_and_is_left_alone_from_then_on() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft_of_page("Deleted")).await;
    let deleted = rehearsal.desk.delete_post(run).await.unwrap();
    assert!(deleted.post.deleted_at.is_some() && !deleted.post.reachable);
    assert!(rehearsal.posts().await.is_empty());
    let before = rehearsal.requests("", "").await.len();
    rehearsal.clock.pass(Duration::from_secs(3_600));
    assert_eq!(rehearsal.desk.look_at_due_posts().await, None);
    assert!(rehearsal.desk.delete_post(run).await.unwrap_err().message.contains("was deleted"));
    assert_eq!(rehearsal.requests("", "").await.len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_what_is_gone_already_is_done_and_what_is_refused_is_said() {
    let rehearsal = Rehearsal::new().await;
    let (gone, urn) = rehearsal.published(&rehearsal.draft("Deleted there", 0)).await;
    rehearsal.delete_elsewhere(&urn).await;
    assert!(rehearsal.desk.delete_post(gone).await.unwrap().post.deleted_at.is_some());

    let (kept, _) = rehearsal.published(&rehearsal.draft("Kept", 0)).await;
    rehearsal.faults(on_post("DELETE", &json!({"kind": "status", "status": 403}))).await;
    let refused = rehearsal.desk.delete_post(kept).await.unwrap_err();
    assert!(refused.message.contains("The post was not deleted"), "{refused}");
    assert_eq!(rehearsal.listed(kept).post.deleted_at, None);
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_changed_once_at_a_time() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    rehearsal.faults(on_post("POST", &json!({"kind": "hold"}))).await;
    let desk = rehearsal.desk.clone();
    let first = tokio::spawn(async move { desk.change_text(run, Commentary::plain("Second")).await });
    rehearsal.caught().await;
    assert_eq!(rehearsal.desk.delete_post(run).await.unwrap_err().code, Code::Busy);
    let checked = rehearsal.desk.check_post(run).await.unwrap_err();
    assert_eq!(checked.code, Code::Busy, "what LinkedIn says of it would be overtaken");
    rehearsal.no_faults().await;
    assert_eq!(first.await.unwrap().unwrap().excerpt, "Second");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_was_not_sent_is_there_at_the_next_start_until_it_is_sent_or_given_up() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    let [other, third] = ["Second", "Third"].map(Commentary::plain);
    rehearsal.desk.keep_change(run, Some(&other)).unwrap();
    let next = rehearsal.restarted().await;
    assert_eq!(next.post(run).unwrap().unsent, Some(other));
    assert_eq!(next.post(run).unwrap().commentary, Commentary::plain("First"));
    next.keep_change(run, None).unwrap();
    assert_eq!(next.post(run).unwrap().unsent, None);

    rehearsal.desk.keep_change(run, Some(&third)).unwrap();
    let effect = json!({"kind": "status", "status": 403});
    rehearsal.faults(on_post("POST", &effect)).await;
    rehearsal.desk.change_text(run, third.clone()).await.unwrap_err();
    assert_eq!(rehearsal.desk.post(run).unwrap().unsent.as_ref(), Some(&third));
    rehearsal.desk.change_text(run, third).await.unwrap();
    assert_eq!(rehearsal.desk.post(run).unwrap().unsent, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_the_disk_refuses_is_told_and_holds_the_window_until_it_is_kept() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    let text = Commentary::plain("Second");
    let disk = rusqlite::Connection::open(rehearsal.folder.path().join("galley.db")).unwrap();
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(FAIL, 'full'); END";
    disk.execute_batch(refuse).unwrap();
    rehearsal.desk.keep_change(run, Some(&text)).unwrap_err();
    assert!(rehearsal.desk.is_unsaved());
    rehearsal.desk.edit(&rehearsal.draft("Another draft is kept", 0), None);
    assert!(rehearsal.desk.is_unsaved(), "what is kept of a draft says nothing of this");
    disk.execute_batch("DROP TRIGGER full").unwrap();
    rehearsal.desk.keep_change(run, Some(&text)).unwrap();
    assert!(!rehearsal.desk.is_unsaved());
}
