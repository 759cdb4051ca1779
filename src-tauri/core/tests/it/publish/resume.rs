use galley_core::publish::Outcome;
use serde_json::json;

use super::rehearsal::{Rehearsal, on_create, published_urn};

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_run_goes_on_where_it_stopped_even_after_a_restart() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let draft = rehearsal.draft("Go on", 3);
    let outcome = rehearsal.publish(draft.id).await;
    assert!(matches!(outcome, Outcome::Stopped { safe_to_retry: true, .. }), "{outcome:?}");
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 3);
    let restarted = rehearsal.restarted().await;
    published_urn(&restarted.publish(draft.id, |_| {}).await.unwrap().outcome);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 3, "no file was sent twice");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_post_is_another_post() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let mut draft = rehearsal.draft("Before", 1);
    rehearsal.publish(draft.id).await;
    draft.commentary = galley_core::post::Commentary::plain("After");
    rehearsal.desk.edit(&draft).unwrap();
    published_urn(&rehearsal.publish(draft.id).await);
    let posts = rehearsal.posts().await;
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0]["visible_text"], "After");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_of_unknown_outcome_stands_in_the_way_even_of_an_edited_one() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "before"}))).await;
    let mut draft = rehearsal.draft("Before", 0);
    let outcome = rehearsal.publish(draft.id).await;
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    draft.commentary = galley_core::post::Commentary::plain("After");
    rehearsal.desk.edit(&draft).unwrap();
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("earlier attempt"), "{problem}");
}
