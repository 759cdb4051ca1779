//! How long an exchange may take: as long as it moves.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};

use galley_core::publish::{Clock, FileState, Outcome, Patience, Progress};
use serde_json::json;

use super::rehearsal::{Rehearsal, on_create, published_urn};

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_is_never_answered_is_given_up_looked_for_and_not_sent_again() {
    for (when, made) in [("before", 0), ("after", 1)] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(on_create(json!({"kind": "hold", "when": when}))).await;
        let publish = rehearsal.publish(rehearsal.draft("Nobody answers", 0).id);
        let stall = async {
            rehearsal.caught().await;
            while rehearsal.posts().await.len() < made {}
            rehearsal.clock.pass(Patience::default().stall);
        };
        let (outcome, ()) = tokio::join!(publish, stall);
        match &outcome {
            Outcome::Unknown { how_to_find_out } if made == 0 => {
                assert!(how_to_find_out.contains("did not answer for 60 seconds"), "{how_to_find_out}");
            }
            outcome => drop(published_urn(outcome)),
        }
        assert_eq!(rehearsal.requests("POST", "/rest/posts").await.len(), 1, "{when}");
        assert_eq!(rehearsal.posts().await.len(), made, "{when}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_slow_but_moves_is_not_given_up() {
    let rehearsal = Rehearsal::new().await;
    let hold = json!({"kind": "hold", "when": "after"});
    rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": hold}])).await;
    let draft = rehearsal.draft("Slow", 1);
    let bytes = std::fs::metadata(rehearsal.folder.path().join("image 1.png")).unwrap().len();
    let seal = rehearsal.desk.review(draft.id).unwrap().seal;
    let stall = Patience::default().stall;
    let (clock, sent) = (Arc::clone(&rehearsal.clock), Arc::new(AtomicU64::new(0)));
    let begun = clock.now();
    let (time, so_far) = (Arc::clone(&clock), Arc::clone(&sent));
    let slow = move |progress: Progress| {
        if let Progress::File { state: FileState::Uploading, sent: sent @ 1.., .. } = progress {
            time.pass(stall * 3 / 4);
            so_far.store(sent, Relaxed);
        }
    };
    let publish = rehearsal.desk.publish(draft.id, seal, slow);
    let answer = async {
        rehearsal.caught().await;
        while sent.load(Relaxed) < bytes {
            tokio::task::yield_now().await;
        }
        rehearsal.no_faults().await;
    };
    let (published, ()) = tokio::join!(publish, answer);
    published_urn(&published.unwrap().outcome);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 1, "it was sent in one go");
    let taken = clock.now().duration_since(begun).unsigned_abs();
    assert!(taken > stall, "{taken:?} is too short to tell");
}
