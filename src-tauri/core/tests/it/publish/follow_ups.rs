//! What is done below a post once it is there: never twice, and never at the cost of the post.

use std::path::Path;

use galley_core::{
    desk::{Code, Desk, Printed},
    library::RunId,
    post::{Draft, PostFile},
    providers::FollowUp,
    publish::{Clock, Ending, Entry, FollowedUp, Outcome, Progress, interrupted},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::rehearsal::{Rehearsal, on_create, published_urn};

pub const COMMENT: &str = "More of it: https://press.example/(1)_a #2 \\o/";

pub fn drafted(rehearsal: &Rehearsal, text: &str, first_comment: &str, comments_closed: bool) -> Draft {
    let mut draft = rehearsal.draft(text, 0);
    draft.first_comment = first_comment.to_owned();
    draft.comments_closed = comments_closed;
    rehearsal.desk.edit(&draft, None);
    draft
}

/// A draft with a first comment.
pub fn commented(rehearsal: &Rehearsal) -> Draft {
    drafted(rehearsal, "The post", COMMENT, false)
}

/// A fault that hits so many requests which comment.
pub fn on_comment(count: u32, effect: Value) -> Value {
    json!([{"method": "POST", "route": "/rest/socialActions/*/comments", "count": count, "effect": effect}])
}

fn after(outcome: &Outcome) -> &[FollowedUp] {
    let Outcome::Published { after, .. } = outcome else { panic!("not published: {outcome:?}") };
    after
}

/// The only thing that followed.
pub fn followed(outcome: &Outcome) -> FollowedUp {
    let [one] = after(outcome) else { panic!("{outcome:?}") };
    one.clone()
}

pub async fn comments(rehearsal: &Rehearsal) -> Vec<Value> {
    rehearsal.posts().await[0]["comments"].as_array().unwrap().clone()
}

pub async fn sent(rehearsal: &Rehearsal) -> usize {
    rehearsal.requests("POST", "/rest/socialActions").await.len()
}

pub fn only_run(desk: &Desk) -> RunId {
    let runs = desk.runs("").unwrap();
    assert_eq!(runs.len(), 1, "{runs:?}");
    runs[0].id
}

pub fn kept(desk: &Desk, run: RunId) -> Outcome {
    let run = desk.runs("").unwrap().into_iter().find(|it| it.id == run).unwrap();
    run.outcome.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_comment_is_written_below_the_post_letter_for_letter() {
    let rehearsal = Rehearsal::new().await;
    let outcome = rehearsal.publish(commented(&rehearsal).id).await;
    let Outcome::Published { requests, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(requests, 2);
    let told = followed(&outcome);
    assert_eq!(
        (told.what, told.text.as_deref(), told.ending),
        (FollowUp::FirstComment, Some(COMMENT), Ending::Done)
    );
    let comments = comments(&rehearsal).await;
    assert_eq!(comments.len(), 1);
    assert_eq!(
        (comments[0]["text"].as_str(), &comments[0]["actor"]),
        (Some(COMMENT), &rehearsal.posts().await[0]["author"])
    );
    let heard = rehearsal.heard.lock().unwrap();
    assert!(
        matches!(heard.last(), Some(Progress::FollowingUp { what: FollowUp::FirstComment })),
        "{heard:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_comments_and_closes_for_itself() {
    let rehearsal = Rehearsal::new().await;
    for (text, comment, closed) in [("Open", "As the page", false), ("Shut", "", true)] {
        let mut draft = drafted(&rehearsal, text, comment, closed);
        draft.author = Some("urn:li:organization:1001".parse().unwrap());
        rehearsal.desk.edit(&draft, None);
        assert_eq!(followed(&rehearsal.publish(draft.id).await).ending, Ending::Done);
    }
    let posts = rehearsal.posts().await;
    assert_eq!(posts[0]["comments"][0]["actor"], "urn:li:organization:1001");
    assert_eq!((&posts[0]["comments_open"], &posts[1]["comments_open"]), (&json!(true), &json!(false)));
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_comments_is_repeated_until_it_is_done() {
    for effect in [json!({"kind": "status", "status": 503}), json!({"kind": "drop", "when": "after"})] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(json!([{"route": "/rest/socialMetadata/*", "count": 2, "effect": effect}])).await;
        let outcome = rehearsal.publish(drafted(&rehearsal, "Quiet", "", true).id).await;
        let told = followed(&outcome);
        assert_eq!((told.what, told.text, told.ending), (FollowUp::CommentsClosed, None, Ending::Done));
        assert_eq!(rehearsal.posts().await[0]["comments_open"], false);
        assert_eq!(rehearsal.hit().await, 2);
    }
}

/// Faults of the requests that close comments, one after the other; the last lasts.
fn on_closing(effects: &[Value]) -> Value {
    let fault = |(skip, effect): (usize, &Value)| {
        let count = (skip + 1 < effects.len()).then_some(1);
        json!({"method": "POST", "route": "/rest/socialMetadata/*", "skip": skip, "count": count, "effect": effect})
    };
    effects.iter().enumerate().map(fault).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_comments_without_a_clear_answer_is_told_as_unclear_and_may_be_tried_again() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_closing(&[json!({"kind": "drop", "when": "after"})])).await;
    let outcome = rehearsal.publish(drafted(&rehearsal, "Quiet", "", true).id).await;
    let Ending::Unclear { why, safe_to_retry: true } = followed(&outcome).ending else {
        panic!("{outcome:?}")
    };
    assert!(why.ends_with("Trying again does no harm."), "{why}");
    assert_eq!((&rehearsal.posts().await[0]["comments_open"], rehearsal.hit().await), (&json!(false), 5));
    let run = only_run(&rehearsal.desk);
    assert_eq!(kept(&rehearsal.desk, run), outcome);

    let refused = json!({"kind": "status", "status": 403});
    rehearsal.faults(on_closing(&[refused])).await;
    let still = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
    let Ending::Unclear { why, safe_to_retry: false } = followed(&still).ending else { panic!("{still:?}") };
    assert!(why.contains("An earlier try was sent and got no clear answer."), "{why}");

    let open = rehearsal.desk.settle_below(run, FollowUp::CommentsClosed, false).unwrap();
    let Ending::NotDone { why, safe_to_retry: true, .. } = followed(&open).ending else { panic!("{open:?}") };
    assert_eq!(why, "You looked, and they are open.");
    rehearsal.no_faults().await;
    let now = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
    assert_eq!(followed(&now).ending, Ending::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_comments_stays_unclear_whatever_a_later_try_is_told() {
    let lost = json!({"kind": "drop", "when": "after"});
    let day = "Resource level throttle APPLICATION DAY limit for calls to this resource is reached.";
    for (then, again) in [
        (json!({"kind": "status", "status": 429, "message": day}), true),
        (json!({"kind": "status", "status": 401}), true),
        (json!({"kind": "status", "status": 403}), false),
    ] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(on_closing(&[lost.clone(), then.clone()])).await;
        let outcome = rehearsal.publish(drafted(&rehearsal, "Quiet", "", true).id).await;
        let Ending::Unclear { safe_to_retry, .. } = followed(&outcome).ending else {
            panic!("{then}: {outcome:?}")
        };
        assert_eq!(safe_to_retry, again, "{then}");
        assert_eq!(rehearsal.posts().await[0]["comments_open"], false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_comment_publishes_all_the_same_and_says_so_before_and_after() {
    let rehearsal = Rehearsal::self_serve().await;
    for (draft, says) in [
        (drafted(&rehearsal, "With a comment", COMMENT, false), "Write it below the post yourself."),
        (drafted(&rehearsal, "Quiet", "", true), "Turn comments off in the menu of the post on LinkedIn."),
    ] {
        let findings = rehearsal.desk.review(draft.id).unwrap().findings;
        assert!(findings.iter().any(|it| it.judgement.rule == "comment.permission"), "{findings:?}");
        let outcome = rehearsal.publish(draft.id).await;
        let Ending::NotDone { why, safe_to_retry: false, .. } = followed(&outcome).ending else {
            panic!("{outcome:?}")
        };
        assert!(why.contains("reviewed apps") && why.ends_with(says), "{why}");
        assert!(why.contains("Not enough permissions"), "LinkedIn's own words: {why}");
    }
    assert_eq!(rehearsal.posts().await.len(), 2);
    assert!(rehearsal.desk.drafts("").unwrap().is_empty(), "what is published leaves the drafts");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_is_too_new_for_comments_is_given_time() {
    for status in [404, 400] {
        let rehearsal = Rehearsal::new().await;
        let message = "Unable to obtain activity for urn:li:share:1";
        let early = json!({"kind": "status", "status": status, "message": message});
        rehearsal.faults(on_comment(4, early)).await;
        let outcome = rehearsal.publish(commented(&rehearsal).id).await;
        assert_eq!(followed(&outcome).ending, Ending::Done, "{status}");
        assert_eq!((comments(&rehearsal).await.len(), sent(&rehearsal).await), (1, 5));
        let heard = rehearsal.heard.lock().unwrap();
        let waits = heard.iter().filter(|it| matches!(it, Progress::Waiting { cancellable: true, .. }));
        assert_eq!(waits.count(), 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_whose_answer_is_lost_is_never_written_again() {
    for (effect, below) in [
        (json!({"kind": "drop", "when": "after"}), 1),
        (json!({"kind": "status", "status": 500, "when": "after"}), 1),
        (json!({"kind": "drop", "when": "before"}), 0),
        (json!({"kind": "html", "status": 503}), 0),
    ] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(on_comment(1, effect.clone())).await;
        let outcome = rehearsal.publish(commented(&rehearsal).id).await;
        let Ending::Unclear { why, safe_to_retry: false } = followed(&outcome).ending else {
            panic!("{effect}: {outcome:?}")
        };
        assert!(why.contains("Look below the post"), "{why}");
        let run = only_run(&rehearsal.desk);
        assert_eq!(rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome, outcome);
        assert_eq!((comments(&rehearsal).await.len(), sent(&rehearsal).await), (below, 1), "{effect}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_that_was_not_taken_can_be_tried_again_and_is_there_once() {
    let rehearsal = Rehearsal::new().await;
    rehearsal
        .faults(on_comment(1, json!({"kind": "status", "status": 429, "retry_after_seconds": 3_600})))
        .await;
    let outcome = rehearsal.publish(commented(&rehearsal).id).await;
    let Ending::NotDone { why, safe_to_retry: true, .. } = followed(&outcome).ending else {
        panic!("{outcome:?}")
    };
    assert!(why.contains("60 minutes"), "{why}");
    let run = only_run(&rehearsal.desk);
    assert_eq!(kept(&rehearsal.desk, run), outcome);
    let now = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
    assert_eq!(followed(&now).ending, Ending::Done);
    assert_eq!(published_urn(&now), published_urn(&outcome));
    assert_eq!(kept(&rehearsal.desk, run), now);
    rehearsal.desk.follow_up(run, |_| {}).await.unwrap();
    assert_eq!((comments(&rehearsal).await.len(), rehearsal.posts().await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_that_is_one_too_many_today_says_from_when_on_it_can_be_tried_again() {
    let rehearsal = Rehearsal::new().await;
    let spent = json!({"kind": "status", "status": 429, "message": "MEMBER DAY limit"});
    rehearsal.faults(on_comment(1, spent)).await;
    let outcome = rehearsal.publish(commented(&rehearsal).id).await;
    let Ending::NotDone { safe_to_retry: true, not_before: Some(midnight), .. } = followed(&outcome).ending
    else {
        panic!("{outcome:?}")
    };
    let run = only_run(&rehearsal.desk);
    assert_eq!(rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome, outcome, "nothing was sent");
    assert_eq!(sent(&rehearsal).await, 1);
    let wait = midnight - rehearsal.clock.now().as_millisecond();
    rehearsal.clock.pass(std::time::Duration::from_millis(wait as u64));
    let now = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
    assert_eq!((followed(&now).ending, comments(&rehearsal).await.len()), (Ending::Done, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_while_the_comment_waits_leaves_the_post_published() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_comment(1, json!({"kind": "status", "status": 429}))).await;
    let draft = commented(&rehearsal);
    let seal = rehearsal.desk.review(draft.id).unwrap().seal;
    let desk = rehearsal.desk.clone();
    let stop = move |progress: Progress| {
        if matches!(progress, Progress::FollowingUp { .. }) {
            desk.cancel(draft.id);
        }
    };
    let outcome = rehearsal.desk.publish(draft.id, seal, stop).await.unwrap().outcome;
    let Ending::NotDone { why, safe_to_retry: true, .. } = followed(&outcome).ending else {
        panic!("{outcome:?}")
    };
    assert_eq!(why, "You cancelled it.");
    let journal = rehearsal.library().journal::<Entry>(only_run(&rehearsal.desk)).unwrap();
    let read = followed(&interrupted(journal, None, rehearsal.clock.now()));
    assert_eq!(read, followed(&outcome), "the journal knows it too");
    assert_eq!((rehearsal.posts().await.len(), sent(&rehearsal).await), (1, 1));
    let now = rehearsal.desk.follow_up(only_run(&rehearsal.desk), |_| {}).await.unwrap().outcome;
    assert_eq!(followed(&now).ending, Ending::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_after_a_lost_answer_leaves_it_unclear_whether_comments_are_closed() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_closing(&[json!({"kind": "drop", "when": "after"})])).await;
    let draft = drafted(&rehearsal, "Quiet", "", true);
    let outcome = rehearsal.cancelled_at_the_first_wait(draft.id).await;
    let Ending::Unclear { why, safe_to_retry: true } = followed(&outcome).ending else {
        panic!("{outcome:?}")
    };
    assert!(why.starts_with("You cancelled it. An earlier try was sent"), "{why}");
    assert_eq!(rehearsal.posts().await[0]["comments_open"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_without_a_name_cannot_be_commented_on_and_its_comment_is_kept_to_be_copied() {
    let rehearsal = Rehearsal::self_serve().await;
    rehearsal.faults(on_create(json!({"kind": "restli_id", "form": "missing"}))).await;
    let unnamed = rehearsal.publish(commented(&rehearsal).id).await;
    let looked = Rehearsal::self_serve().await;
    looked.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let run = looked.try_publish(commented(&looked).id).await.unwrap().run.id;
    let seen = looked.desk.settle(run, true).unwrap();
    for outcome in [unnamed, seen] {
        let told = followed(&outcome);
        let Ending::NotDone { why, safe_to_retry: false, .. } = told.ending else { panic!("{outcome:?}") };
        assert!(why.starts_with("LinkedIn did not name the post"), "{why}");
        assert_eq!(told.text.as_deref(), Some(COMMENT));
    }
    assert_eq!((sent(&rehearsal).await, sent(&looked).await), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_that_was_not_looked_at_is_not_written() {
    let rehearsal = Rehearsal::new().await;
    let mut draft = commented(&rehearsal);
    let seal = rehearsal.desk.review(draft.id).unwrap().seal;
    draft.first_comment = "Changed behind the sheet".to_owned();
    rehearsal.desk.edit(&draft, None);
    let problem = rehearsal.desk.publish(draft.id, seal, |_| {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Changed);
    assert!(rehearsal.requests("POST", "/rest/").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_comment_does_not_make_a_published_post_another_one() {
    let rehearsal = Rehearsal::new().await;
    let mut draft = commented(&rehearsal);
    rehearsal.publish(draft.id).await;
    draft.first_comment = "Something else".to_owned();
    rehearsal.desk.edit(&draft, None);
    let problem = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(problem.message.contains("published already"), "{problem}");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

/// Through the account that this rehearsal signed in with.
async fn print(rehearsal: &Rehearsal, first_comment: &str) -> Printed {
    let desk = &rehearsal.desk;
    let post = json!({"galley": 1, "commentary": "From a file", "first_comment": first_comment});
    let post = PostFile::parse(&post.to_string()).unwrap();
    let outlet = desk.outlet(Some(desk.accounts().unwrap().accounts[0].id), None).unwrap();
    let proof = desk.proof(&post, Path::new(""), outlet);
    desk.print(proof, false, CancellationToken::new(), |_| {}).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_file_that_is_published_again_gets_the_comment_it_lacks_and_no_second_one() {
    let rehearsal = Rehearsal::new().await;
    rehearsal
        .faults(on_comment(1, json!({"kind": "status", "status": 429, "retry_after_seconds": 3_600})))
        .await;
    let first = print(&rehearsal, "Refused").await;
    assert!(!first.earlier && followed(&first.outcome).ending.is_open(), "{first:?}");
    let second = print(&rehearsal, "Put better").await;
    assert!(second.earlier);
    assert_eq!(followed(&second.outcome).ending, Ending::Done);
    assert_eq!(comments(&rehearsal).await[0]["text"], "Put better");
    let third = print(&rehearsal, "And once more").await;
    let told = followed(&third.outcome);
    assert_eq!(
        (told.text.as_deref(), told.ending),
        (Some("Put better"), Ending::Done),
        "it says what is there"
    );
    assert_eq!((comments(&rehearsal).await.len(), rehearsal.posts().await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_review_tells_of_what_follows_as_the_plan_has_it() {
    let rehearsal = Rehearsal::new().await;
    for (typed, sent) in [("\u{200B}", None), (" Said\r\nso ", Some("Said\nso")), (COMMENT, Some(COMMENT))] {
        let review = rehearsal.desk.review(drafted(&rehearsal, "The post", typed, false).id).unwrap();
        assert_eq!((review.first_comment.as_deref(), review.closes_comments), (sent, false), "{typed:?}");
    }
    let review = rehearsal.desk.review(drafted(&rehearsal, "The post", "", true).id).unwrap();
    assert_eq!((review.first_comment, review.closes_comments), (None, true));
}
