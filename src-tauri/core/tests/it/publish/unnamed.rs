//! Posts that LinkedIn makes and does not name: a number alone may be that of a `share` or of a `ugcPost`.

use galley_core::{
    desk::Code,
    post::Draft,
    publish::{Ending, FollowedUp, Outcome},
};
use serde_json::{Value, json};

use super::rehearsal::{Rehearsal, on_create, published_urn};

/// A draft with a first comment.
fn commented(rehearsal: &Rehearsal, text: &str) -> Draft {
    let mut draft = rehearsal.draft(text, 0);
    draft.first_comment = "More of it".to_owned();
    rehearsal.desk.edit(&draft, None);
    draft
}

/// After this the next post is a `ugcPost`: the sandbox makes one of every third.
async fn two_shares(rehearsal: &Rehearsal) {
    for text in ["One", "Two"] {
        let urn = published_urn(&rehearsal.publish(rehearsal.draft(text, 0).id).await);
        assert!(urn.starts_with("urn:li:share:"), "{urn}");
    }
}

fn answering(form: &str) -> Value {
    on_create(json!({"kind": "restli_id", "form": form}))
}

async fn looks(rehearsal: &Rehearsal) -> usize {
    rehearsal.requests("GET", "/rest/posts").await.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_answered_with_a_number_is_found_in_the_list_under_its_own_kind() {
    for form in ["bare", "missing"] {
        let rehearsal = Rehearsal::new().await;
        two_shares(&rehearsal).await;
        rehearsal.faults(answering(form)).await;
        let outcome = rehearsal.publish(commented(&rehearsal, "Three").id).await;
        let urn = published_urn(&outcome);
        let posts = rehearsal.posts().await;
        assert!(urn.starts_with("urn:li:ugcPost:"), "{form}: {urn}");
        assert_eq!((posts.len(), &posts[2]["urn"]), (3, &json!(urn)), "{form}");
        assert_eq!(posts[2]["comments"][0]["text"], "More of it", "below the right post");
        let Outcome::Published { url: Some(url), after, .. } = &outcome else { panic!("{outcome:?}") };
        assert!(url.contains(&urn), "{url}");
        assert!(matches!(after[..], [FollowedUp { ending: Ending::Done, .. }]), "{after:?}");
        assert_eq!(looks(&rehearsal).await, 1);
        let run = rehearsal.desk.runs("Three").unwrap().remove(0);
        assert_eq!(rehearsal.desk.address_of(run.id).unwrap(), *url, "it is kept");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_read_leaves_the_post_published_without_a_link_and_says_what_cannot_follow() {
    let rehearsal = Rehearsal::self_serve().await;
    rehearsal.faults(answering("bare")).await;
    let draft = commented(&rehearsal, "Nameless");
    let outcome = rehearsal.publish(draft.id).await;
    let Outcome::Published { urn: None, url: None, after, .. } = &outcome else { panic!("{outcome:?}") };
    let [FollowedUp { text: Some(text), ending: Ending::NotDone { why, safe_to_retry: false, .. }, .. }] =
        &after[..]
    else {
        panic!("{after:?}")
    };
    assert_eq!(text, "More of it", "it can be copied");
    assert!(why.starts_with("LinkedIn did not name the post, so Galley cannot reach it."), "{why}");
    assert_eq!(
        (looks(&rehearsal).await, rehearsal.requests("POST", "/rest/socialActions").await.len()),
        (1, 0)
    );

    let run = rehearsal.desk.runs("").unwrap().remove(0);
    assert!(!run.post.reachable && run.post.look_at.is_none(), "{:?}", run.post);
    let no_link = rehearsal.desk.address_of(run.id).unwrap_err();
    assert!(no_link.message.contains("did not name this post, so there is no link"), "{no_link}");
    let unseen = rehearsal.desk.check_post(run.id).await.unwrap_err();
    assert!(unseen.code == Code::NotFound && unseen.message.contains("did not name this post"), "{unseen}");
    assert!(rehearsal.desk.drafts("").unwrap().is_empty());
    assert!(rehearsal.try_publish(draft.id).await.is_err(), "it is not published again");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_does_not_answer_is_asked_three_times_and_the_post_is_published_all_the_same() {
    let rehearsal = Rehearsal::new().await;
    let silent =
        json!({"method": "GET", "route": "/rest/posts", "effect": {"kind": "status", "status": 503}});
    rehearsal.faults(json!([answering("bare")[0], silent])).await;
    let outcome = rehearsal.publish(rehearsal.draft("Nameless", 0).id).await;
    assert!(matches!(outcome, Outcome::Published { urn: None, url: None, .. }), "{outcome:?}");
    assert_eq!((looks(&rehearsal).await, rehearsal.posts().await.len()), (3, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_ends_the_looking_and_the_post_stays_published() {
    let rehearsal = Rehearsal::new().await;
    let silent =
        json!({"method": "GET", "route": "/rest/posts", "effect": {"kind": "status", "status": 503}});
    rehearsal.faults(json!([answering("bare")[0], silent])).await;
    let draft = rehearsal.draft("Nameless", 0);
    let outcome = rehearsal.cancelled_at_the_first_wait(draft.id).await;
    assert!(matches!(outcome, Outcome::Published { urn: None, .. }), "{outcome:?}");
    assert_eq!((looks(&rehearsal).await, rehearsal.posts().await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_while_the_post_is_looked_for_leaves_it_published() {
    let rehearsal = Rehearsal::new().await;
    let held = json!({"method": "GET", "route": "/rest/posts", "effect": {"kind": "hold"}});
    rehearsal.faults(json!([held, answering("bare")[0]])).await;
    let draft = rehearsal.draft("Nameless", 0);
    let seal = rehearsal.desk.review(draft.id).unwrap().seal;
    let desk = rehearsal.desk.clone();
    let killed = tokio::spawn(async move { desk.publish(draft.id, seal, |_| {}).await });
    while looks(&rehearsal).await == 0 {
        assert!(!killed.is_finished(), "it was not looked for");
    }
    killed.abort();
    assert!(killed.await.unwrap_err().is_cancelled());
    rehearsal.no_faults().await;
    let restarted = rehearsal.restarted().await;
    restarted.account_for_interrupted_runs().unwrap();
    let run = restarted.runs("").unwrap().remove(0);
    assert!(matches!(run.outcome, Some(Outcome::Published { urn: None, .. })), "{:?}", run.outcome);
    assert_eq!(rehearsal.posts().await.len(), 1);
}
