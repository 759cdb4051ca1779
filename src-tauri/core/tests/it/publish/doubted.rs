//! Changes and deletions of which nobody can say whether they were done.

use std::time::Duration;

use galley_core::{
    desk::{Code, DoubtOf},
    post::{Commentary, Piece},
};
use serde_json::{Value, json};

use super::{changed::on_post, rehearsal::Rehearsal};

/// After so long LinkedIn shows what there is.
const KNOWN_EVERYWHERE: Duration = Duration::from_secs(11 * 60);

/// Every try of it is carried out, and no answer comes back.
fn never_answered(method: &str) -> Value {
    json!([{"method": method, "route": "/rest/posts/*", "effect": {"kind": "drop", "when": "after"}}])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_answers_are_lost_stays_in_doubt_until_linkedin_says_what_is_there() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    rehearsal.faults(never_answered("POST")).await;
    let unclear = rehearsal.desk.change_text(run, Commentary::plain("Second (really)")).await.unwrap_err();
    assert_eq!(unclear.code, Code::Unclear);
    let listed = rehearsal.listed(run);
    assert_eq!(listed.excerpt, "First");
    assert!(listed.post.doubt.unwrap().why.contains("may say “Second (really)” by now"));

    let settled = rehearsal.desk.check_post(run).await.unwrap();
    assert_eq!((settled.excerpt.as_str(), settled.post.doubt), ("Second (really)", None));
    assert!(settled.post.edited_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_since_a_lost_answer_stays_unsent_whoever_settles_the_doubt() {
    for looked in [false, true] {
        let rehearsal = Rehearsal::new().await;
        let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
        rehearsal.faults(never_answered("POST")).await;
        rehearsal.desk.keep_change(run, Some(&Commentary::plain("Second"))).unwrap();
        rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap_err();
        let third = Commentary::plain("Third, and better");
        rehearsal.desk.keep_change(run, Some(&third)).unwrap();
        let settled = match looked {
            true => rehearsal.desk.settle_change(run, true).unwrap(),
            false => rehearsal.desk.check_post(run).await.unwrap(),
        };
        assert_eq!((settled.excerpt.as_str(), settled.post.doubt), ("Second", None));
        assert_eq!(rehearsal.desk.post(run).unwrap().unsent, Some(third));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_a_post_holds_a_change_up_and_no_window() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    rehearsal.faults(json!([{"method": "GET", "route": "/rest/**", "effect": {"kind": "hold"}}])).await;
    let desk = rehearsal.desk.clone();
    let look = tokio::spawn(async move { drop(desk.check_post(run).await) });
    rehearsal.caught().await;
    assert!(!rehearsal.desk.is_changing(), "nothing is changed");
    let busy = rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap_err();
    assert!(busy.code == Code::Busy && busy.message.contains("being asked about"), "{busy}");
    look.abort();
    assert!(look.await.unwrap_err().is_cancelled());
    rehearsal.no_faults().await;
    rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_never_came_about_is_no_longer_in_doubt_once_linkedin_says_so() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    let lost =
        json!([{"method": "POST", "route": "/rest/posts/*", "effect": {"kind": "drop", "when": "before"}}]);
    rehearsal.faults(lost).await;
    rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap_err();
    let early = rehearsal.desk.check_post(run).await.unwrap_err();
    assert!(early.code == Code::Unclear && early.message.contains("not yet"), "{early}");
    assert!(rehearsal.listed(run).post.doubt.is_some(), "LinkedIn may not show it yet");
    rehearsal.clock.pass(KNOWN_EVERYWHERE);
    let settled = rehearsal.desk.check_post(run).await.unwrap();
    assert_eq!((settled.excerpt.as_str(), settled.post.doubt), ("First", None));
    assert_eq!(settled.post.edited_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_whose_answers_are_lost_is_known_when_linkedin_has_no_such_post() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Away", 0)).await;
    rehearsal.clock.pass(Duration::from_secs(3_600));
    let lost = json!([{"method": "DELETE", "route": "/rest/posts/*", "count": 1, "effect": {"kind": "drop", "when": "after"}},
                      {"method": "DELETE", "route": "/rest/posts/*", "effect": {"kind": "drop", "when": "before"}}]);
    rehearsal.faults(lost).await;
    let unclear = rehearsal.desk.delete_post(run).await.unwrap_err();
    assert_eq!(unclear.code, Code::Unclear);
    assert!(rehearsal.listed(run).post.doubt.unwrap().why.contains("may be gone"));
    let settled = rehearsal.desk.check_post(run).await.unwrap();
    assert!(settled.post.deleted_at.is_some() && settled.post.doubt.is_none(), "{settled:?}");
}

/// The first try is carried out and its answer lost; from then on this.
fn lost_and_then(method: &str, then: &Value) -> Value {
    json!([{"method": method, "route": "/rest/posts/*", "count": 1, "effect": {"kind": "drop", "when": "after"}},
           {"method": method, "route": "/rest/posts/*", "skip": 1, "effect": then}])
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_unanswered_try_did_is_not_taken_back_by_what_a_later_one_is_told() {
    let day = "Resource level throttle APPLICATION DAY limit for calls to this resource is reached.";
    for then in [
        json!({"kind": "status", "status": 429, "message": day}),
        json!({"kind": "status", "status": 401}),
        json!({"kind": "status", "status": 403}),
        json!({"kind": "status", "status": 404}),
    ] {
        let rehearsal = Rehearsal::new().await;
        let (changed, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
        rehearsal.faults(lost_and_then("POST", &then)).await;
        let unclear = rehearsal.desk.change_text(changed, Commentary::plain("Second")).await.unwrap_err();
        assert_eq!(unclear.code, Code::Unclear, "{then}: {unclear}");
        assert!(unclear.message.contains("An earlier try was sent"), "{unclear}");
        assert!(!unclear.message.contains("says what it said before"), "{unclear}");
        assert!(rehearsal.listed(changed).post.doubt.is_some(), "{then}");
        assert_eq!(rehearsal.posts().await[0]["visible_text"], "Second");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_that_went_through_is_not_told_as_refused() {
    for status in [429, 401, 403] {
        let rehearsal = Rehearsal::new().await;
        let (run, _) = rehearsal.published(&rehearsal.draft("Away", 0)).await;
        let then = json!({"kind": "status", "status": status, "message": "MEMBER DAY limit"});
        rehearsal.faults(lost_and_then("DELETE", &then)).await;
        let unclear = rehearsal.desk.delete_post(run).await.unwrap_err();
        assert_eq!(unclear.code, Code::Unclear, "{status}: {unclear}");
        assert!(unclear.message.contains("Whether it was deleted is not known"), "{unclear}");
        assert!(rehearsal.listed(run).post.doubt.is_some(), "{status}");
        assert!(rehearsal.posts().await.is_empty());
    }
}

/// So far that LinkedIn has done it and the answer is on its way; the desk it was asked from ends there, as with `kill
/// -9`.
async fn killed_before_the_answer(
    rehearsal: &Rehearsal,
    method: &str,
    asked: impl Future<Output = ()> + Send + 'static,
) {
    rehearsal.faults(on_post(method, &json!({"kind": "hold", "when": "after"}))).await;
    assert!(!rehearsal.desk.is_changing());
    let killed = tokio::spawn(asked);
    rehearsal.caught().await;
    assert!(rehearsal.desk.is_changing(), "the window is held");
    killed.abort();
    assert!(killed.await.unwrap_err().is_cancelled());
    assert!(!rehearsal.desk.is_changing());
    rehearsal.no_faults().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_cut_off_before_its_answer_is_in_doubt_at_the_next_start() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    let desk = rehearsal.desk.clone();
    let change = async move { drop(desk.change_text(run, Commentary::plain("Second")).await) };
    killed_before_the_answer(&rehearsal, "POST", change).await;
    assert_eq!(rehearsal.posts().await[0]["visible_text"], "Second");
    let restarted = rehearsal.restarted().await;
    let listed = restarted.runs("").unwrap().remove(0);
    assert_eq!(listed.excerpt, "First");
    assert!(listed.post.doubt.unwrap().why.contains("may say “Second” by now"));
    let changed = rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap();
    assert_eq!((changed.excerpt.as_str(), changed.post.doubt), ("Second", None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_that_is_cut_off_before_its_answer_is_in_doubt_at_the_next_start() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Away", 0)).await;
    let desk = rehearsal.desk.clone();
    let deletion = async move { drop(desk.delete_post(run).await) };
    killed_before_the_answer(&rehearsal, "DELETE", deletion).await;
    assert!(rehearsal.posts().await.is_empty());
    let restarted = rehearsal.restarted().await;
    assert!(restarted.runs("").unwrap().remove(0).post.doubt.unwrap().why.contains("may be gone"));
    let deleted = rehearsal.desk.delete_post(run).await.unwrap();
    assert!(deleted.post.deleted_at.is_some() && deleted.post.doubt.is_none(), "{deleted:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clear_no_leaves_what_was_in_doubt_before_it() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    let no = json!({"kind": "status", "status": 403});
    for doubted in [false, true] {
        for method in ["POST", "DELETE"] {
            rehearsal.faults(on_post(method, &no)).await;
            let refused = match method {
                "POST" => rehearsal.desk.change_text(run, Commentary::plain("Third")).await,
                _ => rehearsal.desk.delete_post(run).await,
            };
            assert_eq!(refused.unwrap_err().code, Code::Other);
            let doubt = rehearsal.listed(run).post.doubt;
            assert_eq!(doubt.is_some_and(|doubt| doubt.why.contains("“Second”")), doubted, "{method}");
        }
        rehearsal.faults(never_answered("POST")).await;
        rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap_err();
    }
}

/// No try of it is carried out, and no answer comes back.
fn never_arrived(method: &str) -> Value {
    json!([{"method": method, "route": "/rest/posts/*", "effect": {"kind": "drop", "when": "before"}}])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_in_the_place_of_a_name_is_in_doubt_until_the_post_has_it() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("With Sandbox Press", 0)).await;
    let page =
        Piece::Mention { name: "Sandbox Press".into(), urn: "urn:li:organization:1001".parse().unwrap() };
    let text = Commentary::from(vec![Piece::Text { text: "With ".into() }, page]);
    rehearsal.faults(never_arrived("POST")).await;
    rehearsal.desk.change_text(run, text.clone()).await.unwrap_err();
    assert_eq!(rehearsal.desk.check_post(run).await.unwrap_err().code, Code::Unclear, "it reads the same");
    rehearsal.clock.pass(KNOWN_EVERYWHERE);
    let settled = rehearsal.desk.check_post(run).await.unwrap();
    assert_eq!((settled.post.doubt, settled.post.edited_at), (None, None), "it never came about");

    rehearsal.faults(never_answered("POST")).await;
    rehearsal.desk.change_text(run, text.clone()).await.unwrap_err();
    assert_eq!(rehearsal.desk.check_post(run).await.unwrap().post.doubt, None);
    assert_eq!(rehearsal.desk.post(run).unwrap().commentary, text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_linkedin_has_is_taken_over_where_it_is_neither_the_old_text_nor_the_new() {
    for then in ["a change", "a deletion"] {
        let rehearsal = Rehearsal::new().await;
        let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
        rehearsal.faults(never_answered("POST")).await;
        let second = Commentary::from(vec![
            Piece::Text { text: "Second with ".into() },
            Piece::Mention { name: "Sandbox Press".into(), urn: "urn:li:organization:1001".parse().unwrap() },
        ]);
        rehearsal.desk.change_text(run, second.clone()).await.unwrap_err();
        if then == "a change" {
            rehearsal.faults(never_arrived("POST")).await;
            rehearsal.desk.change_text(run, Commentary::plain("Third")).await.unwrap_err();
        } else {
            rehearsal.faults(never_arrived("DELETE")).await;
            rehearsal.desk.delete_post(run).await.unwrap_err();
        }
        assert_eq!(rehearsal.desk.check_post(run).await.unwrap_err().code, Code::Unclear, "{then}");
        assert_eq!(rehearsal.listed(run).excerpt, "First");
        rehearsal.clock.pass(KNOWN_EVERYWHERE);
        let settled = rehearsal.desk.check_post(run).await.unwrap();
        assert_eq!((settled.excerpt.as_str(), settled.post.doubt), ("Second with Sandbox Press", None));
        assert_eq!(rehearsal.desk.post(run).unwrap().commentary, second, "{then}");
        assert_eq!(rehearsal.desk.duplicate_post(run).unwrap().draft.draft.commentary, second);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looked_settles_what_this_sign_in_may_not_read() {
    let rehearsal = Rehearsal::self_serve().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    let settled = rehearsal.desk.settle_change(run, true).unwrap_err();
    assert_eq!(settled.code, Code::NotFound, "nothing is in doubt");
    for (done, says) in [(false, "First"), (true, "Second")] {
        rehearsal.faults(never_answered("POST")).await;
        rehearsal.desk.keep_change(run, Some(&Commentary::plain("Second"))).unwrap();
        rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap_err();
        let post = rehearsal.listed(run).post;
        let doubt = post.doubt.unwrap();
        assert!(!post.may_look && doubt.of == DoubtOf::Text && !doubt.why.contains("Check"), "{doubt:?}");
        let settled = rehearsal.desk.settle_change(run, done).unwrap();
        assert_eq!((settled.excerpt.as_str(), settled.post.doubt), (says, None));
        let unsent = rehearsal.desk.post(run).unwrap().unsent;
        assert_eq!(unsent.is_some(), !done, "what is there is not unsent any more");
    }
    for done in [false, true] {
        rehearsal.faults(never_answered("DELETE")).await;
        rehearsal.desk.delete_post(run).await.unwrap_err();
        assert_eq!(rehearsal.listed(run).post.doubt.unwrap().of, DoubtOf::Deletion);
        let settled = rehearsal.desk.settle_change(run, done).unwrap();
        assert_eq!((settled.post.deleted_at.is_some(), settled.post.doubt), (done, None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_turns_out_not_to_read_leaves_the_doubt_to_whoever_looks() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("First", 0)).await;
    let no = json!({"kind": "status", "status": 403});
    let blind = json!({"method": "GET", "route": "/rest/posts/*", "effect": no});
    rehearsal.faults(json!([never_answered("POST")[0], blind])).await;
    rehearsal.desk.change_text(run, Commentary::plain("Second")).await.unwrap_err();
    assert!(rehearsal.listed(run).post.doubt.unwrap().why.contains("Check it"));
    let post = rehearsal.desk.check_post(run).await.unwrap().post;
    let doubt = post.doubt.unwrap();
    assert!(!post.may_look && !doubt.why.contains("Check"), "{doubt:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_young_post_that_was_seen_and_is_gone_after_a_lost_deletion_is_deleted() {
    for then in ["checked", "changed"] {
        let rehearsal = Rehearsal::new().await;
        let (run, _) = rehearsal.published(&rehearsal.draft("Seen", 0)).await;
        rehearsal.desk.check_post(run).await.unwrap();
        rehearsal.faults(never_answered("DELETE")).await;
        assert_eq!(rehearsal.desk.delete_post(run).await.unwrap_err().code, Code::Unclear);
        if then == "checked" {
            rehearsal.desk.check_post(run).await.unwrap();
        } else {
            rehearsal.desk.change_text(run, Commentary::plain("Too late")).await.unwrap_err();
        }
        let post = rehearsal.listed(run).post;
        assert!(post.deleted_at.is_some() && post.doubt.is_none(), "{then}: {post:?}");
    }
}
