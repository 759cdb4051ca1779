//! The requests of a day, counted before LinkedIn counts them out.

use std::path::Path;

use galley_core::{
    desk::{Desk, RequestsToday},
    post::{AccountId, PostFile},
    publish::Clock,
};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::rehearsal::{Rehearsal, on_create, published_urn};

/// The sandbox's account as one at LinkedIn: nothing is said of the sandbox's own.
fn as_at_linkedin(rehearsal: &Rehearsal) -> AccountId {
    let id = rehearsal.desk.accounts().unwrap().accounts[0].id;
    let library = rehearsal.desk.library();
    let mut account: Value = library.get("account", &id.to_string()).unwrap().unwrap();
    account["sandbox"] = json!(false);
    library.put("account", &id.to_string(), &account).unwrap();
    id
}

fn today(desk: &Desk) -> u32 {
    let accounts = desk.accounts().unwrap().accounts;
    let counted = accounts.iter().find_map(|account| account.requests_today).unwrap();
    let RequestsToday { sent, likely_limit: 150 } = counted else { panic!("{counted:?}") };
    sent
}

fn send_more(rehearsal: &Rehearsal, account: AccountId, sent: u32) {
    let day = rehearsal.clock.now().to_zoned(TimeZone::UTC).date();
    rehearsal.desk.library().count_requests(account, day, sent).unwrap();
}

/// Requests to the versioned API that the sandbox saw.
async fn seen(rehearsal: &Rehearsal) -> u32 {
    rehearsal.requests("", "/rest/").await.len() as u32
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_to_the_api_is_counted_with_all_that_is_repeated_and_files_are_not() {
    let rehearsal = Rehearsal::new().await;
    as_at_linkedin(&rehearsal);
    let before = seen(&rehearsal).await;
    let again = json!({"kind": "status", "status": 503});
    let register = json!([{"route": "/rest/images?action=initializeUpload", "count": 1, "effect": again}]);
    rehearsal.faults(register).await;
    published_urn(&rehearsal.publish(rehearsal.draft("Counted", 3).id).await);
    let sent = today(&rehearsal.desk);
    assert_eq!(sent, seen(&rehearsal).await - before);
    assert!(sent >= 6, "three announced, one of them twice, asked for, and the post: {sent}");
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 3);
    rehearsal.check_again().await;
    assert_eq!(today(&rehearsal.desk), seen(&rehearsal).await - before, "asking who one is counts too");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_member_share_a_count_that_begins_anew_at_midnight_by_utc() {
    let rehearsal = Rehearsal::new().await;
    as_at_linkedin(&rehearsal);
    published_urn(&rehearsal.publish(rehearsal.draft("As the member", 0).id).await);
    published_urn(&rehearsal.publish(rehearsal.draft_of_page("As the page").id).await);
    assert_eq!(today(&rehearsal.desk), 2);
    let restarted = rehearsal.restarted().await;
    assert_eq!(today(&restarted), 2, "it outlives the window");
    rehearsal.clock.pass(std::time::Duration::from_secs(11 * 3_600));
    assert_eq!(today(&rehearsal.desk), 2, "23:00 UTC");
    rehearsal.clock.pass(std::time::Duration::from_secs(3_600));
    assert_eq!(today(&rehearsal.desk), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_stops_is_counted_and_so_is_one_that_is_looked_for() {
    let rehearsal = Rehearsal::new().await;
    as_at_linkedin(&rehearsal);
    let before = seen(&rehearsal).await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "before"}))).await;
    let published = rehearsal.try_publish(rehearsal.draft("Nowhere", 1).id).await.unwrap();
    rehearsal.desk.reconcile(published.run.id).await.unwrap();
    assert_eq!(today(&rehearsal.desk), seen(&rehearsal).await - before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_review_tells_when_a_post_comes_near_the_end_of_the_day_and_lets_it_be_published() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("One more", 2);
    let account = as_at_linkedin(&rehearsal);
    let notes = || rehearsal.desk.review(draft.id).unwrap().notes;
    assert_eq!(notes(), [] as [&str; 0]);
    // Two to announce, one to ask, one to make the post.
    send_more(&rehearsal, account, 96);
    assert!(notes()[0].contains("has sent 96 requests") && notes()[0].contains("takes 4 or more"));
    assert!(
        notes()[0].contains("comes near") && notes()[0].contains("01:00 on 23 November here (UTC+01:00)")
    );
    send_more(&rehearsal, account, 51);
    assert!(notes()[0].contains("likely to be refused half-way"), "{:?}", notes());
    published_urn(&rehearsal.publish(draft.id).await);
    assert!(today(&rehearsal.desk) >= 151);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_file_tells_the_same_and_the_sandbox_has_no_such_day() {
    let rehearsal = Rehearsal::new().await;
    let id = rehearsal.desk.accounts().unwrap().accounts[0].id;
    assert_eq!(rehearsal.desk.accounts().unwrap().accounts[0].requests_today, None);
    send_more(&rehearsal, id, 140);
    let print = |text: &str| {
        let post = json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": text});
        let post = PostFile::parse(&post.to_string()).unwrap();
        let outlet = rehearsal.desk.outlet(Some(id), post.author.clone()).unwrap();
        let proof = rehearsal.desk.proof(&post, Path::new(""), outlet);
        rehearsal.desk.print(proof, false, CancellationToken::new(), |_| {})
    };
    assert!(print("To the sandbox").await.unwrap().notes.is_empty());
    as_at_linkedin(&rehearsal);
    let printed = print("To LinkedIn").await.unwrap();
    published_urn(&printed.outcome);
    assert!(printed.notes[0].contains("has sent 141 requests"), "{:?}", printed.notes);
}
