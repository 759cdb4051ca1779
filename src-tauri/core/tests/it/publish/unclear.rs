//! Posts of which nobody can say whether they were made: looked for, and never made twice.

use galley_core::{
    post::Commentary,
    publish::{Outcome, Progress},
};
use serde_json::json;

use super::{
    faults::stopped,
    rehearsal::{Rehearsal, lost_and_unlisted, on_create, published_urn},
};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_never_comes_is_looked_up_and_the_post_is_made_once() {
    for effect in [
        json!({"kind": "drop", "when": "after"}),
        json!({"kind": "status", "status": 500, "when": "after"}),
        json!({"kind": "status", "status": 503, "when": "after"}),
        json!({"kind": "html", "status": 502, "when": "after"}),
    ] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(on_create(effect.clone())).await;
        let urn = published_urn(&rehearsal.publish(rehearsal.draft("Only once", 1).id).await);
        let heard = rehearsal.heard.lock().unwrap().pop();
        assert!(matches!(heard, Some(Progress::Waiting { cancellable: false, .. })), "{heard:?}");
        let posts = rehearsal.posts().await;
        assert_eq!(posts.len(), 1, "{effect}");
        assert_eq!(posts[0]["urn"], urn.as_str());
        assert_eq!(rehearsal.requests("POST", "/rest/posts").await.len(), 1, "{effect}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_words_over_another_picture_are_another_post() {
    for text in ["", "Our harbour"] {
        let rehearsal = Rehearsal::new().await;
        published_urn(&rehearsal.publish(rehearsal.draft(text, 1).id).await);
        rehearsal.faults(on_create(json!({"kind": "drop", "when": "before"}))).await;
        let outcome = rehearsal.publish(rehearsal.draft(text, 1).id).await;
        assert!(matches!(outcome, Outcome::Unknown { .. }), "{text}: {outcome:?}");
        assert_eq!(rehearsal.posts().await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_of_pictures_alone_is_found_by_its_pictures() {
    for images in [1, 3] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
        let urn = published_urn(&rehearsal.publish(rehearsal.draft("", images).id).await);
        assert_eq!(rehearsal.posts().await[0]["urn"], urn.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unclear_answer_without_a_post_stays_unknown_and_is_not_sent_again() {
    for effect in [
        json!({"kind": "drop", "when": "before"}),
        json!({"kind": "status", "status": 500}),
        json!({"kind": "html", "status": 503}),
    ] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(on_create(effect.clone())).await;
        let draft = rehearsal.draft("Perhaps", 0);
        let outcome = rehearsal.publish(draft.id).await;
        assert!(matches!(outcome, Outcome::Unknown { .. }), "{effect}: {outcome:?}");
        assert!(rehearsal.posts().await.is_empty());
        rehearsal.try_publish(draft.id).await.unwrap_err();
        assert_eq!(rehearsal.requests("POST", "/rest/posts").await.len(), 1, "{effect}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_read_leaves_the_truth_to_the_user() {
    let rehearsal = Rehearsal::self_serve().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let draft = rehearsal.draft("Look yourself", 0);
    let published = rehearsal.try_publish(draft.id).await.unwrap();
    let Outcome::Unknown { how_to_find_out } = &published.outcome else { panic!("{:?}", published.outcome) };
    assert!(how_to_find_out.contains("only you can look"), "{how_to_find_out}");
    assert!(!published.run.can_look_up);
    let outcome = rehearsal.desk.settle(published.run.id, true).unwrap();
    assert!(matches!(outcome, Outcome::Published { urn: None, .. }));
    assert!(rehearsal.desk.drafts("").unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_the_user_found_has_the_name_that_its_address_gives_it() {
    let rehearsal = Rehearsal::self_serve().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let run = rehearsal.try_publish(rehearsal.draft("Found", 0).id).await.unwrap().run.id;
    let urn = rehearsal.posts().await[0]["urn"].as_str().unwrap().to_owned();
    let nonsense = rehearsal.desk.settle_at(run, "https://www.linkedin.com/in/somebody").await.unwrap_err();
    assert!(nonsense.message.contains("not the address of a post"), "{nonsense}");
    let copied = "https://www.linkedin.com/posts/press_found-activity-7000000000000000001-aBcD";
    let activity = rehearsal.desk.settle_at(run, copied).await.unwrap_err();
    assert!(activity.message.contains("names an activity"), "{activity}");
    let address = format!("https://www.linkedin.com/feed/update/{urn}/");
    let outcome = rehearsal.desk.settle_at(run, &address).await.unwrap();
    let Outcome::Published { urn: Some(named), url: Some(_), .. } = &outcome else { panic!("{outcome:?}") };
    assert_eq!(named.as_str(), urn);
    rehearsal.desk.change_text(run, Commentary::plain("Found and changed")).await.unwrap();
    assert_eq!(rehearsal.posts().await[0]["visible_text"], "Found and changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_another_post_is_not_taken_for_the_one_in_doubt() {
    let at = |urn: &str| format!("https://www.linkedin.com/feed/update/{urn}/");
    for rehearsal in [Rehearsal::self_serve().await, Rehearsal::new().await] {
        let known = published_urn(&rehearsal.publish(rehearsal.draft("Published before", 0).id).await);
        let by_hand = json!({
            "author": rehearsal.posts().await[0]["author"], "commentary": "Written on the website",
            "visibility": "PUBLIC", "distribution": {"feedDistribution": "MAIN_FEED"}, "lifecycleState": "PUBLISHED",
        });
        assert_eq!(rehearsal.create_by_hand(&by_hand).await, 201);
        let by_hand = rehearsal.posts().await.last().unwrap()["urn"].as_str().unwrap().to_owned();
        let lost = on_create(json!({"kind": "drop", "when": "after"}))[0].clone();
        let blind =
            json!({"method": "GET", "route": "/rest/posts", "effect": {"kind": "status", "status": 503}});
        rehearsal.faults(json!([lost, blind])).await;
        let run = rehearsal.try_publish(rehearsal.draft("In doubt", 0).id).await.unwrap().run.id;
        let refused = async |urn: &str| rehearsal.desk.settle_at(run, &at(urn)).await.unwrap_err().message;
        assert!(refused(&known).await.contains("“Published before”"));
        let may_read = rehearsal.desk.runs("").unwrap()[0].can_look_up;
        if may_read {
            assert!(refused(&by_hand).await.contains("says “Written on the website”"));
            assert!(refused("urn:li:share:9").await.contains("no post at this address"));
        }
        let ours = rehearsal.posts().await.last().unwrap()["urn"].as_str().unwrap().to_owned();
        let outcome = rehearsal.desk.settle_at(run, &at(&ours)).await.unwrap();
        assert_eq!(published_urn(&outcome), ours);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_the_user_did_not_find_can_be_published_again() {
    let rehearsal = Rehearsal::self_serve().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "before"}))).await;
    let draft = rehearsal.draft("Second try", 1);
    let published = rehearsal.try_publish(draft.id).await.unwrap();
    rehearsal.desk.settle(published.run.id, false).unwrap();
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.posts().await.len(), 1);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 1, "the upload was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_turns_up_later_is_found_by_looking_again() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(lost_and_unlisted()).await;
    let published = rehearsal.try_publish(rehearsal.draft("Later", 0).id).await.unwrap();
    assert!(matches!(published.outcome, Outcome::Unknown { .. }), "{:?}", published.outcome);
    assert!(published.run.can_look_up);
    rehearsal.no_faults().await;
    published_urn(&rehearsal.desk.reconcile(published.run.id).await.unwrap().outcome);
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_linkedin_cannot_be_asked_about_an_unclear_post_nobody_is_told_to_publish_again() {
    let refused = |status| json!({"kind": "status", "status": status});
    let long = json!({"kind": "status", "status": 429, "retry_after_seconds": 3_600});
    let broken = json!({"kind": "drop", "when": "before"});
    for (effect, says) in
        [(refused(500), "500"), (refused(401), "Accounts"), (long, "60 minutes"), (broken, "No answer came")]
    {
        let rehearsal = Rehearsal::new().await;
        let lost = on_create(json!({"kind": "drop", "when": "before"}))[0].clone();
        rehearsal.faults(json!([lost, {"method": "GET", "route": "/rest/posts", "effect": effect}])).await;
        let published = rehearsal.try_publish(rehearsal.draft("Perhaps there", 1).id).await.unwrap();
        let asked = rehearsal.desk.reconcile(published.run.id).await.unwrap().outcome;
        for outcome in [published.outcome, asked.clone()] {
            let Outcome::Unknown { how_to_find_out } = &outcome else { panic!("{outcome:?}") };
            assert!(!how_to_find_out.to_lowercase().contains("publish again"), "{how_to_find_out}");
            assert!(how_to_find_out.to_lowercase().contains("open your posts and see"), "{how_to_find_out}");
        }
        let Outcome::Unknown { how_to_find_out } = asked else { unreachable!() };
        assert!(
            how_to_find_out.contains("could not be asked") && how_to_find_out.contains(says),
            "{how_to_find_out}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_looked_for_too_early_is_not_made_twice() {
    let rehearsal = Rehearsal::self_serve().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let draft = rehearsal.draft("It takes a while to appear", 0);
    let published = rehearsal.try_publish(draft.id).await.unwrap();
    assert!(matches!(published.outcome, Outcome::Unknown { .. }), "{:?}", published.outcome);
    rehearsal.desk.settle(published.run.id, false).unwrap();
    let urn = published_urn(&rehearsal.publish(draft.id).await);
    let posts = rehearsal.posts().await;
    assert_eq!((posts.len(), posts[0]["urn"].as_str()), (1, Some(urn.as_str())));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_post_of_the_same_words_is_not_taken_for_one_whose_answer_was_lost() {
    let rehearsal = Rehearsal::new().await;
    let older = published_urn(&rehearsal.publish(rehearsal.draft("Every Monday", 0).id).await);
    rehearsal.clock.pass(std::time::Duration::from_secs(5 * 60));
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "before"}))).await;
    let draft = rehearsal.draft("Every Monday", 0);
    let published = rehearsal.try_publish(draft.id).await.unwrap();
    assert!(matches!(published.outcome, Outcome::Unknown { .. }), "{:?}", published.outcome);
    rehearsal.desk.settle(published.run.id, false).unwrap();
    let (why, safe) = stopped(rehearsal.publish(draft.id).await);
    assert!(why.contains(&older) && !safe, "{why}");
    assert_eq!(rehearsal.posts().await.len(), 1);
}
