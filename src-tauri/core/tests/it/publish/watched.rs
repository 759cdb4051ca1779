//! Runs that somebody comes to in their middle.

use galley_core::{
    desk::{Code, Problem, Published},
    post::Draft,
    publish::{Outcome, Progress},
};
use serde_json::json;
use tokio::task::JoinHandle;

use super::rehearsal::Rehearsal;

#[tokio::test(flavor = "multi_thread")]
async fn publishing_what_is_under_way_is_refused_and_leaves_it_cancellable() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Under way", 1);
    let first = slowly(&rehearsal, &draft).await;
    assert_eq!(rehearsal.try_publish(draft.id).await.unwrap_err().code, Code::Busy);
    assert!(rehearsal.desk.is_publishing());
    rehearsal.desk.cancel(draft.id);
    let outcome = first.await.unwrap().unwrap().outcome;
    assert!(matches!(outcome, Outcome::Stopped { cancelled: true, .. }), "{outcome:?}");
    assert!(!rehearsal.desk.is_publishing());
}

/// Publishes a draft whose image LinkedIn is slow to take, up to its first step.
async fn slowly(rehearsal: &Rehearsal, draft: &Draft) -> JoinHandle<Result<Published, Problem>> {
    rehearsal.faults(json!([{"route": "/rest/images", "effect": {"kind": "delay", "ms": 600_000}}])).await;
    let seal = rehearsal.desk.review(draft.id).unwrap().seal;
    let (begun, begins) = tokio::sync::oneshot::channel();
    let begun = std::sync::Mutex::new(Some(begun));
    let (desk, draft) = (rehearsal.desk.clone(), draft.id);
    let run = tokio::spawn(async move {
        let on_its_way = move |progress: Progress| {
            if matches!(progress, Progress::Started { .. })
                && let Some(begun) = begun.lock().unwrap().take()
            {
                begun.send(()).unwrap();
            }
        };
        desk.publish(draft, seal, on_its_way).await
    });
    begins.await.unwrap();
    run
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_in_the_middle_of_a_run_gets_its_draft_its_progress_and_its_end() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Under way", 1);
    let later = rehearsal.draft("Edited later", 0);
    assert_eq!(rehearsal.desk.resume().unwrap().draft.id, later.id);
    let first = slowly(&rehearsal, &draft).await;

    let open = rehearsal.desk.resume().unwrap();
    assert_eq!((open.draft.id, open.publishing), (draft.id, true));
    assert!(!rehearsal.desk.open_draft(later.id).unwrap().publishing);
    let (heard, mut hears) = tokio::sync::mpsc::unbounded_channel();
    let desk = rehearsal.desk.clone();
    let watch = tokio::spawn(async move {
        desk.watch_publishing(draft.id, move |progress| drop(heard.send(progress))).await
    });
    let Some(Progress::Started { files, .. }) = hears.recv().await else {
        panic!("it begins with its files")
    };
    assert_eq!(files.len(), 1);
    rehearsal.desk.cancel(draft.id);
    let ended = watch.await.unwrap().unwrap().unwrap();
    assert!(matches!(ended.outcome, Outcome::Stopped { cancelled: true, .. }), "{ended:?}");
    assert_eq!(first.await.unwrap().unwrap().run.id, ended.run.id);
    assert!(!rehearsal.desk.open_draft(draft.id).unwrap().publishing);
    assert!(rehearsal.desk.watch_publishing(draft.id, drop).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_nobody_heard_waits_for_whoever_asks_and_holds_up_nothing() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Under way", 1);
    let first = slowly(&rehearsal, &draft).await;
    rehearsal.desk.nobody_hears();
    rehearsal.desk.cancel(draft.id);
    first.await.unwrap().unwrap();
    assert!(!rehearsal.desk.is_publishing());
    rehearsal.draft("Edited later", 0);

    let open = rehearsal.desk.resume().unwrap();
    assert_eq!((open.draft.id, open.publishing), (draft.id, true));
    let ended = rehearsal.desk.watch_publishing(draft.id, drop).await.unwrap().unwrap();
    assert!(matches!(ended.outcome, Outcome::Stopped { cancelled: true, .. }), "{ended:?}");
    assert!(!rehearsal.desk.resume().unwrap().publishing);

    let again = slowly(&rehearsal, &draft).await;
    rehearsal.desk.nobody_hears();
    rehearsal.desk.cancel(draft.id);
    again.await.unwrap().unwrap();
    rehearsal.faults(json!([])).await;
    let published = rehearsal.try_publish(draft.id).await.unwrap();
    assert!(matches!(published.outcome, Outcome::Published { .. }));
    assert!(!rehearsal.desk.open_draft(draft.id).unwrap().publishing);
}
