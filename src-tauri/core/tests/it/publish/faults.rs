use galley_core::{
    desk::AccountState,
    post::{Commentary, MediaId},
    publish::{FileState, Outcome, Progress},
};
use serde_json::{Value, json};

use super::rehearsal::{Rehearsal, on_create, published_urn};

fn stopped(outcome: Outcome) -> (String, bool) {
    match outcome {
        Outcome::Stopped { why, safe_to_retry, .. } => {
            assert!(!why.contains("Nothing was posted"), "whoever shows it says so: {why}");
            (why, safe_to_retry)
        }
        other => panic!("not stopped: {other:?}"),
    }
}

/// Publishing under these faults succeeds, once.
async fn weathers(faults: Value) -> Rehearsal {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(faults).await;
    let draft = rehearsal.draft("Weathered", 3);
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.posts().await.len(), 1);
    assert!(rehearsal.hit().await > 0, "the fault hit nothing");
    rehearsal
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_that_fail_on_the_way_are_sent_again_alone() {
    for effect in [
        json!({"kind": "status", "status": 500}),
        json!({"kind": "status", "status": 503}),
        json!({"kind": "html", "status": 502}),
        json!({"kind": "drop", "when": "before"}),
        json!({"kind": "drop", "when": "after"}),
        json!({"kind": "drop", "after_bytes": 20_000}),
        json!({"kind": "status", "status": 429}),
        json!({"kind": "status", "status": 429, "retry_after_seconds": 2}),
    ] {
        let rehearsal =
            weathers(json!([{"method": "PUT", "route": "/dms-uploads/**", "count": 1, "effect": effect}]))
                .await;
        let registered = rehearsal.requests("POST", "/rest/images").await.len();
        assert_eq!(registered, 3, "no other image was begun anew: {effect}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn registering_and_asking_are_repeated_too() {
    for route in ["/rest/images?action=initializeUpload", "/rest/images"] {
        for effect in [json!({"kind": "status", "status": 503}), json!({"kind": "drop", "when": "after"})] {
            weathers(json!([{"route": route, "count": 2, "effect": effect}])).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_upload_address_is_replaced_by_a_new_one() {
    weathers(
        json!([{"method": "PUT", "route": "/dms-uploads/**", "count": 1, "effect": {"kind": "expired_upload_url"}}]),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_processing_is_waited_for() {
    let slow = json!({"kind": "slow_processing", "ms": 400});
    let rehearsal = weathers(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": slow}])).await;
    assert!(rehearsal.requests("GET", "/rest/images").await.len() > 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_that_cannot_be_processed_stops_the_post_before_it_is_made_and_is_named() {
    // One token may ask how far the files are; with the other, only making the post tells.
    for rehearsal in [Rehearsal::new().await, Rehearsal::self_serve().await] {
        names_the_image_that_cannot_be_processed(&rehearsal).await;
    }
}

async fn names_the_image_that_cannot_be_processed(rehearsal: &Rehearsal) {
    let failing = json!({"kind": "processing_failed"});
    rehearsal
        .faults(
            json!([{"method": "PUT", "route": "/dms-uploads/**", "skip": 1, "count": 1, "effect": failing}]),
        )
        .await;
    let draft = rehearsal.draft("One of them is broken", 3);
    let (why, safe) = stopped(rehearsal.publish(draft.id).await);
    let heard = rehearsal.heard.lock().unwrap().clone();
    let broken: Vec<&MediaId> = heard
        .iter()
        .filter_map(|it| match it {
            Progress::File { media, state: FileState::Failed, .. } => Some(media),
            _ => None,
        })
        .collect();
    let Progress::Started { files, .. } = &heard[0] else { panic!("{heard:?}") };
    let named: Vec<&MediaId> =
        files.iter().filter(|file| why.contains(&file.name)).map(|file| &file.media).collect();
    assert_eq!((named.len(), &named), (1, &broken), "{why}");
    assert!(why.contains("could not process") && !safe, "{why}");
    assert!(rehearsal.posts().await.is_empty());
}

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
    let blind = json!({"method": "GET", "route": "/rest/posts", "count": 8, "effect": {"kind": "status", "status": 503}});
    let lost = on_create(json!({"kind": "drop", "when": "after"}))[0].clone();
    rehearsal.faults(json!([blind, lost])).await;
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
        [(refused(500), "500"), (refused(401), "Accounts"), (long, "60 minutes"), (broken, "broke off")]
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
async fn a_long_wait_that_linkedin_asks_for_is_told() {
    for status in [429, 503] {
        let rehearsal = Rehearsal::new().await;
        let wait = json!({"kind": "status", "status": status, "retry_after_seconds": 3_600});
        rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": wait}])).await;
        let (why, safe) = stopped(rehearsal.publish(rehearsal.draft("In an hour", 1).id).await);
        assert!(why.ends_with("It asks to wait 60 minutes. Publish again then.") && safe, "{why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_throttled_creation_is_sent_again_and_made_once() {
    for effect in [
        json!({"kind": "status", "status": 429}),
        json!({"kind": "status", "status": 429, "retry_after_seconds": 3}),
    ] {
        weathers(on_create(effect)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_stops_with_words_and_nothing_is_lost() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let draft = rehearsal.draft("Kept", 1);
    let (why, safe) = stopped(rehearsal.publish(draft.id).await);
    assert!(why.contains("Accounts") && safe, "{why}");
    assert_eq!(rehearsal.desk.open_draft(draft.id).unwrap().draft, draft);
    let barred = rehearsal.try_publish(draft.id).await.unwrap_err();
    assert!(barred.message.contains("the sign-in has ended"), "{barred}");
    rehearsal.check_again().await;
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_refused_when_asked_whose_it_is_has_ended_until_it_is_accepted_again() {
    let rehearsal = Rehearsal::new().await;
    let account = || rehearsal.desk.accounts().unwrap().accounts.remove(0);
    rehearsal.faults(json!([{"route": "/v2/**", "effect": {"kind": "status", "status": 401}}])).await;
    rehearsal.desk.refresh_account(account().id).await.unwrap_err();
    assert_eq!(account().state, AccountState::Expired);
    rehearsal.no_faults().await;
    rehearsal.check_again().await;
    assert_eq!(account().state, AccountState::Ready);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_refused_at_an_upload_has_ended() {
    let rehearsal = Rehearsal::new().await;
    let refused = json!({"kind": "status", "status": 401});
    rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": refused}])).await;
    let draft = rehearsal.draft("Refused on the way", 1);
    let (why, safe) = stopped(rehearsal.publish(draft.id).await);
    assert!(why.contains("Accounts") && safe, "{why}");
    assert_eq!(rehearsal.desk.accounts().unwrap().accounts[0].state, AccountState::Expired);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_daily_limit_stops_and_says_when_it_starts_anew() {
    let rehearsal = Rehearsal::new().await;
    published_urn(&rehearsal.publish(rehearsal.draft("First of the day", 0).id).await);
    while rehearsal.create_by_hand(&json!({})).await != 429 {}
    let served = rehearsal.requests("", "/rest/").await.len() - 1;
    assert_eq!(served, 150, "whatever they asked for");
    let second = rehearsal.draft("Second of the day", 0).id;
    let before = || rehearsal.desk.review(second).unwrap().notes;
    assert_eq!(before(), [] as [&str; 0]);
    let (why, safe) = stopped(rehearsal.publish(second).await);
    assert!(why.contains("00:00 UTC") && safe, "{why}");
    assert!(before()[0].contains("takes no more of this today"), "{:?}", before());
    rehearsal.clock.pass(std::time::Duration::from_secs(12 * 60 * 60));
    published_urn(&rehearsal.publish(rehearsal.draft("First of the next", 0).id).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicate_is_named_and_not_argued_with() {
    let rehearsal = Rehearsal::new().await;
    let urn = published_urn(&rehearsal.publish(rehearsal.draft("Same words", 0).id).await);
    let (why, safe) = stopped(rehearsal.publish(rehearsal.draft("Same words", 0).id).await);
    assert!(why.contains(&urn) && !safe, "{why}");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_whose_name_is_not_told_counts_as_published() {
    for (form, named) in [("encoded", true), ("bare", false), ("missing", false)] {
        let rehearsal = Rehearsal::self_serve().await;
        rehearsal.faults(on_create(json!({"kind": "restli_id", "form": form}))).await;
        let outcome = rehearsal.publish(rehearsal.draft("Nameless", 0).id).await;
        let Outcome::Published { urn, .. } = outcome else { panic!("{form}: {outcome:?}") };
        assert_eq!(urn.is_some(), named, "{form}");
        assert_eq!(rehearsal.posts().await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_is_down_stops_the_post_in_words() {
    let Rehearsal { desk, sandbox, folder, .. } = Rehearsal::new().await;
    sandbox.shutdown().await;
    let draft = desk.new_draft().unwrap().draft;
    let draft = galley_core::post::Draft { commentary: Commentary::plain("Nobody there"), ..draft };
    desk.edit(&draft);
    let (why, safe) =
        stopped(desk.publish(draft.id, desk.review(draft.id).unwrap().seal, |_| {}).await.unwrap().outcome);
    assert!(why.contains("cannot be reached") && safe, "{why}");
    assert!(desk.open_draft(draft.id).is_ok());
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_stops_the_uploads_and_makes_no_post() {
    let rehearsal = Rehearsal::new().await;
    let held = json!({"kind": "hold"});
    rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": held}])).await;
    let draft = rehearsal.draft("Never mind", 2);
    let publish = rehearsal.try_publish(draft.id);
    let cancel = async {
        rehearsal.caught().await;
        rehearsal.desk.cancel(draft.id);
    };
    let (published, ()) = tokio::join!(publish, cancel);
    let outcome = published.unwrap().outcome;
    assert!(matches!(outcome, Outcome::Stopped { cancelled: true, safe_to_retry: true, .. }), "{outcome:?}");
    assert!(rehearsal.posts().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_that_is_cancelled_names_the_step_and_not_the_reason_for_waiting() {
    for (route, expected) in
        [("/rest/posts", "Create the post"), ("/rest/images?action=initializeUpload", "Register image 1.png")]
    {
        let rehearsal = Rehearsal::new().await;
        let throttled = json!({"kind": "status", "status": 429, "retry_after_seconds": 90});
        rehearsal.faults(json!([{"method": "POST", "route": route, "effect": throttled}])).await;
        let draft = rehearsal.draft("Not so long", 1);
        let publish = rehearsal.try_publish(draft.id);
        let cancel = async {
            let waits = |it: &Progress| matches!(it, Progress::Waiting { cancellable: true, .. });
            while !rehearsal.heard.lock().unwrap().iter().any(waits) {
                tokio::task::yield_now().await;
            }
            rehearsal.desk.cancel(draft.id);
        };
        let (published, ()) = tokio::join!(publish, cancel);
        let outcome = published.unwrap().outcome;
        let Outcome::Stopped { step, cancelled: true, .. } = &outcome else { panic!("{outcome:?}") };
        assert_eq!(step, expected);
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
