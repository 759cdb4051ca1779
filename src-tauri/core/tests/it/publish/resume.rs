use galley_core::{
    library::Library,
    providers::StepId,
    publish::{Clock, Entry, Outcome},
};
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
    published_urn(
        &restarted.publish(draft.id, restarted.review(draft.id).unwrap().seal, |_| {}).await.unwrap().outcome,
    );
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
    rehearsal.desk.edit(&draft, None);
    rehearsal.check_again().await;
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
    rehearsal.desk.edit(&draft, None);
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("earlier attempt"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_after_an_unclear_attempt_stays_among_the_drafts() {
    let rehearsal = Rehearsal::self_serve().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let mut draft = rehearsal.draft("Sent", 0);
    let run = rehearsal.try_publish(draft.id).await.unwrap().run.id;
    draft.commentary = galley_core::post::Commentary::plain("Sent, and then written on");
    rehearsal.desk.edit(&draft, None);
    rehearsal.desk.settle(run, true).unwrap();
    let drafts = rehearsal.desk.drafts("").unwrap();
    assert_eq!(
        drafts.iter().map(|row| row.excerpt.as_str()).collect::<Vec<_>>(),
        ["Sent, and then written on"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_looked_at_is_not_published() {
    let rehearsal = Rehearsal::new().await;
    let mut draft = rehearsal.draft("Looked at", 1);
    let seal = rehearsal.desk.review(draft.id).unwrap().seal;
    draft.commentary = galley_core::post::Commentary::plain("Changed behind the sheet");
    rehearsal.desk.edit(&draft, None);
    let problem = rehearsal.desk.publish(draft.id, seal, |_| {}).await.unwrap_err();
    assert_eq!(problem.code, galley_core::desk::Code::Changed);
    assert!(rehearsal.requests("POST", "/rest/").await.is_empty(), "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_post_is_not_made_again_when_its_files_are_touched_or_the_version_changes() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Once and for all", 1);
    published_urn(&rehearsal.publish(draft.id).await);
    let path = rehearsal.folder.path().join("image 1.png");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, bytes).unwrap();
    let settings = rehearsal.desk.settings();
    let other = galley_core::desk::Settings { pinned_version: Some("202608".parse().unwrap()), ..settings };
    rehearsal.desk.change_settings(other).unwrap();
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("published already"), "{problem}");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_linkedin_does_not_have_is_sent_anew() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let draft = rehearsal.draft("Lost on the way", 2);
    let stopped = rehearsal.try_publish(draft.id).await.unwrap();
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 2);

    let library = Library::open(&rehearsal.folder.path().join("galley.db")).unwrap();
    let lost = ["urn:li:image:NeverHeardOf".parse().unwrap(), rehearsal.announced(&draft).await];
    for (urn, step) in lost.into_iter().zip([StepId(1), StepId(3)]) {
        let uploaded = Entry::Uploaded { step, urn };
        library.journal_append(stopped.run.id, &uploaded, rehearsal.clock.now()).unwrap();
    }
    rehearsal.check_again().await;
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 4);
    let created = rehearsal.requests("POST", "/rest/posts").await.pop().unwrap();
    for (number, image) in (1..).zip(created["body"]["content"]["multiImage"]["images"].as_array().unwrap()) {
        let sent = rehearsal.bytes_of(image["id"].as_str().unwrap()).await;
        assert_eq!(sent, std::fs::read(rehearsal.image(number)).unwrap());
    }
}
