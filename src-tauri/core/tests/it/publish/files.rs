use std::io::Write;

use galley_core::publish::{Outcome, Progress};
use serde_json::json;

use super::rehearsal::{Rehearsal, published_urn};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_deleted_after_it_was_added_blocks_the_post_in_words() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Gone", 2);
    std::fs::remove_file(rehearsal.folder.path().join("image 2.png")).unwrap();
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("cannot be read"), "{problem}");
    assert!(rehearsal.requests("POST", "/rest/").await.is_empty(), "nothing was sent");
    assert_eq!(rehearsal.desk.open_draft(draft.id).unwrap().draft, draft);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_between_check_and_upload_is_not_sent() {
    let rehearsal = Rehearsal::new().await;
    let hold = json!({"kind": "hold"});
    rehearsal.faults(json!([{"route": "/rest/images?action=initializeUpload", "effect": hold}])).await;
    let draft = rehearsal.draft("Changed", 1);
    let publish = rehearsal.try_publish(draft.id);
    let change = async {
        rehearsal.caught().await;
        std::fs::write(rehearsal.folder.path().join("image 1.png"), "another file").unwrap();
        rehearsal.no_faults().await;
    };
    let (published, ()) = tokio::join!(publish, change);
    let outcome = published.unwrap().outcome;
    let Outcome::Stopped { why, .. } = &outcome else { panic!("{outcome:?}") };
    assert!(why.contains("has changed since it was checked"), "{why}");
    assert!(rehearsal.posts().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_written_to_while_it_is_sent_is_not_posted() {
    let rehearsal = Rehearsal::new().await;
    let hold = json!({"kind": "hold"});
    rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": hold}])).await;
    let draft = rehearsal.draft("Written to", 1);
    let path = rehearsal.folder.path().join("image 1.png");
    let publish = rehearsal.try_publish(draft.id);
    let change = async {
        let sending = |it: &Progress| matches!(it, Progress::File { sent: 1.., .. });
        while !rehearsal.heard.lock().unwrap().iter().any(sending) {
            tokio::task::yield_now().await;
        }
        let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.write_all(b"the same file, of the same length").unwrap();
        rehearsal.no_faults().await;
    };
    let (published, ()) = tokio::join!(publish, change);
    let outcome = published.unwrap().outcome;
    let Outcome::Stopped { why, step, .. } = &outcome else { panic!("{outcome:?}") };
    assert!(why.contains("has changed since it was checked"), "{why}");
    assert_eq!(step, "Upload image 1.png");
    assert!(rehearsal.posts().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_is_looked_at_again_before_publishing() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Edited meanwhile", 1);
    std::fs::copy(rehearsal.image(7), rehearsal.folder.path().join("image 1.png")).unwrap();
    published_urn(&rehearsal.publish(draft.id).await);
    let created = &rehearsal.requests("POST", "/rest/posts").await[0]["body"];
    let urn = created["content"]["media"]["id"].as_str().unwrap();
    assert_eq!(rehearsal.bytes_of(urn).await, std::fs::read(rehearsal.image(7)).unwrap());
}
