//! What becomes of posts after LinkedIn took them.

use std::{sync::Arc, time::Duration};

use galley_core::{
    desk::{Code, PostSeen, Run},
    publish::Sight,
};
use serde_json::json;
use tokio::sync::mpsc;

use super::rehearsal::{Rehearsal, on_create};

const A_MOMENT: Duration = Duration::from_secs(4);
const AN_HOUR: Duration = Duration::from_secs(60 * 60);

fn sight(run: &Run) -> Option<Sight> {
    run.post.seen.as_ref().map(|seen| seen.sight)
}

async fn asked(rehearsal: &Rehearsal) -> usize {
    rehearsal.requests("GET", "/rest/posts").await.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_asked_about_once_and_seen() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft_of_page("Seen")).await;
    let before = rehearsal.listed(run);
    assert!(before.post.seen.is_none() && before.post.look_at.is_some() && before.post.may_look);
    assert_eq!(rehearsal.desk.look_at_due_posts().await, None, "it is not due yet");
    rehearsal.clock.pass(A_MOMENT);
    assert_eq!(rehearsal.desk.look_at_due_posts().await, Some(vec![]));
    let after = rehearsal.listed(run);
    assert_eq!((sight(&after), after.post.look_at), (Some(Sight::Shown), None));
    rehearsal.clock.pass(AN_HOUR);
    assert_eq!(rehearsal.desk.look_at_due_posts().await, None);
    assert_eq!(asked(&rehearsal).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_fails_after_its_201_is_reported() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "publish_failed", "ms": 10_000}))).await;
    let (run, _) = rehearsal.published(&rehearsal.draft("The picture breaks", 1)).await;
    rehearsal.clock.pass(A_MOMENT);
    assert_eq!(rehearsal.desk.look_at_due_posts().await, Some(vec![]));
    assert_eq!(sight(&rehearsal.listed(run)), Some(Sight::Processing));
    rehearsal.clock.pass(Duration::from_secs(20));
    let troubles = rehearsal.desk.look_at_due_posts().await.unwrap();
    let expected =
        "“The picture breaks” is not on LinkedIn. LinkedIn took the post and then could not process an image";
    assert!(troubles.len() == 1 && troubles[0].starts_with(expected), "{troubles:?}");
    let listed = rehearsal.listed(run);
    let Some(PostSeen { sight: Sight::Failed, why: Some(why), .. }) = &listed.post.seen else {
        panic!("{listed:?}")
    };
    assert!(why.contains("delete this post and publish a duplicate"), "{why}");
    assert_eq!(listed.post.look_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_in_processing_is_asked_about_six_times_and_no_more() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "publish_failed", "ms": 4_000_000_000u32}))).await;
    let (run, _) = rehearsal.published(&rehearsal.draft("For ever", 0)).await;
    for _ in 0..20 {
        rehearsal.clock.pass(AN_HOUR);
        rehearsal.desk.look_at_due_posts().await;
    }
    assert_eq!(asked(&rehearsal).await, 6);
    assert_eq!(sight(&rehearsal.listed(run)), Some(Sight::Processing));
    let checked = rehearsal.desk.check_post(run).await.unwrap();
    assert_eq!(
        (sight(&checked), asked(&rehearsal).await),
        (Some(Sight::Processing), 7),
        "whenever one likes"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_posts_of_an_author_are_asked_about_together_or_one_by_one_where_there_is_no_batch() {
    let rehearsal = Rehearsal::new().await;
    let no_batch = |status: u16| json!([{"method": "GET", "route": "/rest/posts", "effect": {"kind": "status", "status": status}}]);
    for (faults, requests) in [(json!([]), 1), (no_batch(403), 1 + 3), (no_batch(400), 1 + 3)] {
        rehearsal.faults(faults.clone()).await;
        let before = asked(&rehearsal).await;
        let mut runs = Vec::new();
        for text in ["One", "Two", "Three"] {
            let text = format!("{text} {faults}");
            runs.push(rehearsal.published(&rehearsal.draft_of_page(&text)).await.0);
        }
        rehearsal.clock.pass(A_MOMENT);
        assert_eq!(rehearsal.desk.look_at_due_posts().await, Some(vec![]));
        for run in runs {
            assert_eq!(sight(&rehearsal.listed(run)), Some(Sight::Shown));
        }
        assert_eq!(asked(&rehearsal).await - before, requests);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_posts_the_one_that_failed_is_asked_about_as_its_author_and_told() {
    let rehearsal = Rehearsal::new().await;
    let (well, _) = rehearsal.published(&rehearsal.draft_of_page("All is well")).await;
    rehearsal.faults(on_create(json!({"kind": "publish_failed"}))).await;
    let (failed, urn) = rehearsal.published(&rehearsal.draft_of_page("Nobody sees this")).await;
    rehearsal.clock.pass(A_MOMENT);
    let troubles = rehearsal.desk.look_at_due_posts().await.unwrap();
    assert!(troubles.len() == 1 && troubles[0].contains("could not publish it"), "{troubles:?}");
    let seen = [well, failed].map(|run| sight(&rehearsal.listed(run)));
    assert_eq!(seen, [Some(Sight::Shown), Some(Sight::Failed)]);
    let sent = rehearsal.requests("GET", "/rest/posts").await;
    let alone = format!("/rest/posts/{}", urn.replace(':', "%3A"));
    assert_eq!((sent.len(), &sent[1]["path"]), (2, &json!(alone)), "{sent:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_may_not_read_is_not_asked_with() {
    let rehearsal = Rehearsal::self_serve().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Mine", 0)).await;
    rehearsal.clock.pass(A_MOMENT);
    rehearsal.desk.look_at_due_posts().await;
    let listed = rehearsal.listed(run);
    let Some(PostSeen { sight: Sight::Withheld, why: Some(why), .. }) = &listed.post.seen else {
        panic!("{listed:?}")
    };
    assert!(why.starts_with("LinkedIn lets no self-serve app read a member’s posts."), "{why}");
    assert!(!listed.post.may_look);
    rehearsal.desk.check_post(run).await.unwrap();
    assert_eq!(asked(&rehearsal).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_is_refused_is_asked_with_once_until_it_is_renewed() {
    let rehearsal = Rehearsal::new().await;
    let scopes = "openid profile w_member_social r_member_social";
    rehearsal.sign_in_claiming(1, scopes).await;
    for text in ["First", "Second"] {
        let (run, _) = rehearsal.published(&rehearsal.draft(text, 0)).await;
        rehearsal.clock.pass(A_MOMENT);
        rehearsal.desk.look_at_due_posts().await;
        assert_eq!(sight(&rehearsal.listed(run)), Some(Sight::Withheld));
    }
    assert_eq!(asked(&rehearsal).await, 1);
    rehearsal.sign_in_claiming(0, scopes).await;
    let run = rehearsal.desk.runs("Second").unwrap().remove(0);
    assert!(run.post.may_look);
    let checked = rehearsal.desk.check_post(run.id).await.unwrap();
    assert_eq!((sight(&checked), asked(&rehearsal).await), (Some(Sight::Shown), 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_was_deleted_elsewhere_is_gone_once_it_is_old_enough_to_be_known() {
    let rehearsal = Rehearsal::new().await;
    let (run, urn) = rehearsal.published(&rehearsal.draft("Taken down", 0)).await;
    rehearsal.delete_elsewhere(&urn).await;
    rehearsal.clock.pass(A_MOMENT);
    assert_eq!(rehearsal.desk.look_at_due_posts().await, Some(vec![]));
    assert_eq!(sight(&rehearsal.listed(run)), None, "new posts are not known everywhere at once");
    let unknown = rehearsal.desk.check_post(run).await.unwrap_err();
    assert!(unknown.code == Code::NotFound && unknown.message.contains("some minutes"), "{unknown}");
    rehearsal.clock.pass(AN_HOUR);
    let troubles = rehearsal.desk.look_at_due_posts().await.unwrap();
    assert!(troubles[0].starts_with("“Taken down” is not on LinkedIn."), "{troubles:?}");
    assert_eq!(sight(&rehearsal.listed(run)), Some(Sight::Gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_does_not_come_is_waited_for_at_the_next_look() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Patience", 0)).await;
    rehearsal
        .faults(json!([{"method": "GET", "route": "/rest/**", "count": 1, "effect": {"kind": "status", "status": 503}}]))
        .await;
    rehearsal.clock.pass(A_MOMENT);
    assert_eq!(rehearsal.desk.look_at_due_posts().await, Some(vec![]));
    assert_eq!((sight(&rehearsal.listed(run)), asked(&rehearsal).await), (None, 1));
    rehearsal.clock.pass(AN_HOUR);
    rehearsal.desk.look_at_due_posts().await;
    assert_eq!(sight(&rehearsal.listed(run)), Some(Sight::Shown));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_of_an_earlier_start_is_not_asked_about() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Forgotten", 0)).await;
    let later = rehearsal.restarted().await;
    rehearsal.clock.pass(A_MOMENT);
    assert_eq!(later.look_at_due_posts().await, None);
    assert_eq!(asked(&rehearsal).await, 0);
    let listed = later.runs("").unwrap().remove(0);
    assert_eq!((listed.id, listed.post.look_at, listed.post.reachable), (run, None, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_follows_hears_of_a_failure_by_itself_and_nothing_after_it_ends() {
    let rehearsal = Rehearsal::new().await;
    let (tell, mut heard) = mpsc::unbounded_channel();
    let desk = Arc::new(rehearsal.desk.clone());
    let following = tokio::spawn(async move { desk.follow_posts(|told| drop(tell.send(told))).await });
    rehearsal.faults(on_create(json!({"kind": "publish_failed"}))).await;
    rehearsal.published(&rehearsal.draft("Nobody sees this", 0)).await;
    let told = heard.recv().await.unwrap();
    assert!(told[0].starts_with("“Nobody sees this” is not on LinkedIn."), "{told:?}");
    following.abort();
    assert!(following.await.unwrap_err().is_cancelled());
    assert_eq!(heard.recv().await, None);
}
