//! The same draft published again, changed or not: what was made once is not made twice.

use galley_core::{
    desk::Desk,
    library::{Begun, Library, NewRun, RunId},
    post::{Attachment, Commentary, Draft},
    publish::{Clock, Entry, Outcome},
};
use jiff::SignedDuration;
use serde_json::json;

use super::rehearsal::{Rehearsal, on_create, published_urn};
use crate::library::run_of;

fn write(rehearsal: &Rehearsal, draft: &mut Draft, text: &str) {
    draft.commentary = Commentary::plain(text);
    rehearsal.desk.edit(draft, None);
}

async fn stops(rehearsal: &Rehearsal, draft: &Draft) {
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let outcome = rehearsal.publish(draft.id).await;
    assert!(matches!(outcome, Outcome::Stopped { .. }), "{outcome:?}");
    rehearsal.check_again().await;
}

/// A draft that was stopped as “First”, then as “Second”, and says “First” again.
async fn there_and_back(rehearsal: &Rehearsal) -> Draft {
    let mut draft = rehearsal.draft("First", 0);
    stops(rehearsal, &draft).await;
    write(rehearsal, &mut draft, "Second");
    stops(rehearsal, &draft).await;
    write(rehearsal, &mut draft, "First");
    draft
}

fn listed(desk: &Desk) -> Vec<String> {
    desk.drafts("").unwrap().into_iter().map(|row| row.excerpt).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_attempt_that_is_taken_up_and_ends_unknown_stands_in_the_way() {
    let rehearsal = Rehearsal::self_serve().await;
    let mut draft = there_and_back(&rehearsal).await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let outcome = rehearsal.publish(draft.id).await;
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    assert_eq!(rehearsal.desk.open_draft(draft.id).unwrap().last_run.unwrap().outcome, Some(outcome));
    write(&rehearsal, &mut draft, "Third");
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("earlier attempt"), "{problem}");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_attempt_that_is_taken_up_and_published_leaves_the_drafts_and_is_not_made_again() {
    let rehearsal = Rehearsal::new().await;
    let draft = there_and_back(&rehearsal).await;
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(listed(&rehearsal.desk), [""; 0]);
    let last_run = rehearsal.desk.open_draft(draft.id).unwrap().last_run.unwrap();
    assert!(matches!(last_run.outcome, Some(Outcome::Published { .. })), "{last_run:?}");
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("published already"), "{problem}");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_changed_between_two_attempts_does_not_keep_the_draft_among_the_drafts() {
    let rehearsal = Rehearsal::new().await;
    let mut draft = rehearsal.draft("Titled", 1);
    stops(&rehearsal, &draft).await;
    if let Attachment::Images { images } = &mut draft.attachment {
        images[0].title = "A harbour".to_owned();
    }
    rehearsal.desk.edit(&draft, None);
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(listed(&rehearsal.desk), [""; 0]);
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("published already"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_written_on_after_it_was_published_is_open_for_another_post() {
    let rehearsal = Rehearsal::new().await;
    let mut draft = rehearsal.draft("Once", 0);
    published_urn(&rehearsal.publish(draft.id).await);
    write(&rehearsal, &mut draft, "Once more");
    assert_eq!(rehearsal.desk.open_draft(draft.id).unwrap().last_run.map(|run| run.id), None);
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.posts().await.len(), 2);
}

/// A run of this draft that ended with its process, and left this journal.
fn cut_off(rehearsal: &Rehearsal, draft: &Draft, journal: &[Entry]) -> RunId {
    let library = Library::open(&rehearsal.folder.path().join("galley.db")).unwrap();
    let Begun::New(run) = library.begin_run(&run_of(draft), rehearsal.clock.now()).unwrap() else {
        panic!("it is open")
    };
    for entry in journal {
        library.journal_append(run, entry, rehearsal.clock.now()).unwrap();
    }
    run
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_made_in_the_last_moment_before_a_crash_leaves_the_drafts_at_the_next_start() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Made", 0);
    cut_off(&rehearsal, &draft, &[Entry::Creating, Entry::Created { urn: None }]);
    assert_eq!(listed(&rehearsal.desk), ["Made"]);
    let restarted = rehearsal.restarted().await;
    restarted.account_for_interrupted_runs().unwrap();
    assert_eq!(listed(&restarted), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_the_journal_knows_is_not_talked_away() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Known", 0);
    let run = cut_off(&rehearsal, &draft, &[Entry::Creating, Entry::Created { urn: None }]);
    let library = Library::open(&rehearsal.folder.path().join("galley.db")).unwrap();
    let unknown = Outcome::Unknown { how_to_find_out: "The note of its outcome was lost.".to_owned() };
    library.note_outcome(run, &unknown).unwrap();
    let settled = rehearsal.desk.settle(run, false).unwrap();
    assert!(matches!(settled, Outcome::Published { .. }), "{settled:?}");
    assert_eq!(listed(&rehearsal.desk), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_nobody_knows_of_stays_in_the_history_however_many_follow() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Who knows", 0);
    let run = cut_off(&rehearsal, &draft, &[Entry::Creating]);
    rehearsal.desk.account_for_interrupted_runs().unwrap();
    let library = Library::open(&rehearsal.folder.path().join("galley.db")).unwrap();
    let later = rehearsal.clock.now() + SignedDuration::from_secs(1);
    let rows = galley_core::desk::known().rows as usize;
    for number in 1..=rows {
        let new = NewRun { fingerprint: format!("later {number}"), ..run_of(&draft) };
        let Begun::New(next) = library.begin_run(&new, later).unwrap() else { panic!("it is open") };
        let done =
            Outcome::Published { urn: None, url: None, requests: 1, bytes: 0, ms: 1, after: Vec::new() };
        library.conclude_run(next, &done, later).unwrap();
    }
    let runs = rehearsal.desk.runs("").unwrap();
    assert_eq!((runs.len(), runs.last().unwrap().id), (rows + 1, run));
}
