//! What is done below a post whose run ended with its process, or whose answer was lost.

use galley_core::{
    library::{Begun, NewRun, RunId},
    post::Draft,
    providers::{FollowUp, Plan},
    publish::{Clock, Ending, Entry, fingerprint},
};
use serde_json::json;

use super::{
    follow_ups::{COMMENT, commented, comments, drafted, followed, kept, on_comment, only_run, sent},
    rehearsal::{Rehearsal, lost_and_unlisted, on_create, published_urn},
};
use crate::library::run_of;

/// A run of this draft that ended with its process after its post was made, and left this journal behind.
fn cut_off(rehearsal: &Rehearsal, draft: &Draft, urn: &str, then: &[Entry]) -> RunId {
    let made = [Entry::Creating, Entry::Created { urn: Some(urn.parse().unwrap()) }];
    left(rehearsal, draft, |plan| plan, &[&made, then].concat())
}

/// A run of this draft that ended with its process, and left a plan like its own and this behind in the journal.
pub fn left(
    rehearsal: &Rehearsal,
    draft: &Draft,
    planned: impl FnOnce(Plan) -> Plan,
    journal: &[Entry],
) -> RunId {
    let library = rehearsal.library();
    let (_, plan) = rehearsal.desk.plan(draft).unwrap();
    let account = draft.account.unwrap();
    let new = NewRun { fingerprint: fingerprint(&plan, draft.id), account, ..run_of(draft) };
    let Begun::New(run) = library.begin_run(&new, rehearsal.clock.now()).unwrap() else {
        panic!("it is open")
    };
    let planned = [Entry::Planned { plan: Box::new(planned(plan)) }];
    for entry in planned.iter().chain(journal) {
        library.journal_append(run, entry, rehearsal.clock.now()).unwrap();
    }
    run
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_the_post_and_its_comment_goes_on_with_the_comment_and_makes_one_of_each() {
    let rehearsal = Rehearsal::new().await;
    let urn = published_urn(&rehearsal.publish(rehearsal.draft("The post", 0).id).await);
    let draft = drafted(&rehearsal, "The post as the crashed run made it", COMMENT, false);
    let run = cut_off(&rehearsal, &draft, &urn, &[]);
    let restarted = rehearsal.restarted().await;
    restarted.account_for_interrupted_runs().unwrap();
    let outcome = kept(&restarted, run);
    let Ending::NotDone { why, safe_to_retry: true, .. } = followed(&outcome).ending else {
        panic!("{outcome:?}")
    };
    assert_eq!(why, "Galley has not tried it yet.");
    assert_eq!(sent(&rehearsal).await, 0, "nothing is sent at a start");
    let now = restarted.follow_up(run, |_| {}).await.unwrap().outcome;
    assert_eq!((followed(&now).ending, published_urn(&now)), (Ending::Done, urn));
    restarted.follow_up(run, |_| {}).await.unwrap();
    assert_eq!((comments(&rehearsal).await.len(), rehearsal.posts().await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn publishing_a_draft_whose_post_is_there_sends_nothing_and_says_so() {
    let rehearsal = Rehearsal::new().await;
    let urn = published_urn(&rehearsal.publish(rehearsal.draft("The post", 0).id).await);
    let draft = drafted(&rehearsal, "The post as the crashed run made it", COMMENT, false);
    cut_off(&rehearsal, &draft, &urn, &[]);
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("published already"), "{problem}");
    assert_eq!((sent(&rehearsal).await, rehearsal.posts().await.len()), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_while_the_comment_was_on_its_way_is_told_and_never_writes_a_second_one() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_comment(1, json!({"kind": "hold", "when": "after"}))).await;
    let draft = commented(&rehearsal);
    let seal = rehearsal.desk.review(draft.id).unwrap().seal;
    let desk = rehearsal.desk.clone();
    let killed = tokio::spawn(async move { desk.publish(draft.id, seal, |_| {}).await });
    rehearsal.caught().await;
    killed.abort();
    assert!(killed.await.unwrap_err().is_cancelled());
    rehearsal.no_faults().await;

    let restarted = rehearsal.restarted().await;
    restarted.account_for_interrupted_runs().unwrap();
    let run = only_run(&restarted);
    let outcome = kept(&restarted, run);
    let told = followed(&outcome);
    let Ending::Unclear { why, safe_to_retry: false } = told.ending else { panic!("{outcome:?}") };
    assert!(why.contains("Galley will not send it again"), "{why}");
    assert_eq!(told.text.as_deref(), Some(COMMENT), "it can be copied");
    restarted.follow_up(run, |_| {}).await.unwrap();
    assert_eq!((sent(&rehearsal).await, rehearsal.posts().await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_while_comments_were_being_closed_closes_them_when_asked() {
    let rehearsal = Rehearsal::new().await;
    let urn = published_urn(&rehearsal.publish(rehearsal.draft("The post", 0).id).await);
    let draft = drafted(&rehearsal, "The post as the crashed run made it", "", true);
    let begun = Entry::FollowingUp { what: FollowUp::CommentsClosed };
    let run = cut_off(&rehearsal, &draft, &urn, &[begun]);
    rehearsal.desk.account_for_interrupted_runs().unwrap();
    let told = followed(&kept(&rehearsal.desk, run)).ending;
    assert!(matches!(told, Ending::Unclear { safe_to_retry: true, .. }), "{told:?}");
    let now = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
    assert_eq!(followed(&now).ending, Ending::Done);
    assert_eq!(rehearsal.posts().await[0]["comments_open"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_found_after_a_lost_answer_gets_its_comment() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let outcome = rehearsal.publish(commented(&rehearsal).id).await;
    assert_eq!(followed(&outcome).ending, Ending::Done);
    assert_eq!((comments(&rehearsal).await.len(), rehearsal.posts().await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_turns_up_later_waits_for_somebody_to_ask_for_its_comment() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(lost_and_unlisted()).await;
    let run = rehearsal.try_publish(commented(&rehearsal).id).await.unwrap().run.id;
    rehearsal.no_faults().await;
    let found = rehearsal.desk.reconcile(run).await.unwrap().outcome;
    let not_tried = Ending::not_done("Galley has not tried it yet.");
    assert_eq!(followed(&found).ending, not_tried, "Galley ran all the time");
    assert_eq!(sent(&rehearsal).await, 0);
    let now = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
    assert_eq!(followed(&now).ending, Ending::Done);
}
