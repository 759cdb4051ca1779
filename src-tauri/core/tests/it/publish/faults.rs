use galley_core::{
    desk::AccountState,
    post::{Commentary, MediaId},
    publish::{FileState, Outcome, Progress},
};
use serde_json::{Value, json};

use super::rehearsal::{Rehearsal, on_create, published_urn};

pub fn stopped(outcome: Outcome) -> (String, bool) {
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
    desk.edit(&draft, None);
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
