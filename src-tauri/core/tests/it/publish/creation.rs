//! What is sent again, and what is not, when LinkedIn clearly refuses to make the post.

use galley_core::publish::Outcome;
use serde_json::{Value, json};

use super::rehearsal::{Rehearsal, published_urn};

fn not_ready() -> Value {
    json!({"status": 400, "code": "MEDIA_ASSET_WAITING_UPLOAD", "message": "Media asset has not been uploaded yet"})
}

/// With a token that may not ask how far the files are, and whose first attempts are refused like this.
async fn refusing(first: u32, mut refusal: Value) -> Rehearsal {
    let rehearsal = Rehearsal::self_serve().await;
    refusal["kind"] = json!("status");
    let fault = json!([{"method": "POST", "route": "/rest/posts", "count": first, "effect": refusal}]);
    rehearsal.faults(fault).await;
    rehearsal
}

/// How often the post was sent, and how often it was made.
async fn sent_and_made(rehearsal: &Rehearsal) -> (usize, usize) {
    (rehearsal.requests("POST", "/rest/posts").await.len(), rehearsal.posts().await.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_moment_mends_is_sent_again_and_made_once() {
    for (refusal, most) in [(not_ready(), 7), (json!({"status": 409}), 1), (json!({"status": 429}), 4)] {
        let rehearsal = refusing(most, refusal.clone()).await;
        published_urn(&rehearsal.publish(rehearsal.draft("In the end", 2).id).await);
        assert_eq!(sent_and_made(&rehearsal).await, (most as usize + 1, 1), "{refusal}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_on_too_long_is_stopped_and_can_be_taken_up_again() {
    for (refusal, tries) in [(not_ready(), 8), (json!({"status": 409}), 2), (json!({"status": 429}), 5)] {
        let rehearsal = refusing(tries, refusal.clone()).await;
        let draft = rehearsal.draft("Another day", 2);
        let outcome = rehearsal.publish(draft.id).await;
        assert!(matches!(outcome, Outcome::Stopped { safe_to_retry: true, .. }), "{refusal}: {outcome:?}");
        assert_eq!(sent_and_made(&rehearsal).await, (tries as usize, 0), "{refusal}");
        published_urn(&rehearsal.publish(draft.id).await);
        assert_eq!(sent_and_made(&rehearsal).await, (tries as usize + 1, 1), "{refusal}");
        assert_eq!(rehearsal.requests("PUT", "").await.len(), 2, "no file was sent twice");
    }
}
