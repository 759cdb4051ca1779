//! Which version of the API is asked for, and what happens when LinkedIn switches it off.

use std::path::Path;

use galley_core::{
    accounts::Token,
    desk::{Outlet, Printed, Settings},
    post::{PostFile, Visibility},
    publish::Outcome,
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::rehearsal::{Rehearsal, on_create, published_urn};

/// Newer than any that the sandbox knows.
const LATER: &str = "209901";
const PROBE: &str = "/rest/posts/urn%3Ali%3Ashare%3A1";

async fn pinned_to(version: &str) -> Rehearsal {
    let rehearsal = Rehearsal::new().await;
    let pinned_version = Some(version.parse().unwrap());
    let settings = Settings { pinned_version, ..rehearsal.desk.settings() };
    rehearsal.desk.change_settings(settings).unwrap();
    rehearsal
}

fn post_file(text: &str) -> PostFile {
    let post = json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": text});
    PostFile::parse(&post.to_string()).unwrap()
}

fn by_hand(rehearsal: &Rehearsal) -> Outlet {
    let token = Token::paste(&rehearsal.sandbox.world().tokens[0].value).unwrap();
    let api = rehearsal.sandbox.base_url().parse().unwrap();
    Outlet::by_hand(api, post_file("").author.unwrap(), Some(token))
}

async fn print(rehearsal: &Rehearsal, outlet: Outlet, text: &str) -> Printed {
    let proof = rehearsal.desk.proof(&post_file(text), Path::new(""), outlet);
    rehearsal.desk.print(proof, false, CancellationToken::new(), |_| {}).await.unwrap()
}

/// The versions that requests asked for, in order.
fn asked_for(requests: &[Value]) -> Vec<&str> {
    requests.iter().map(|request| request["headers"]["linkedin-version"].as_str().unwrap()).collect()
}

fn why(outcome: &Outcome) -> &str {
    let Outcome::Stopped { why, safe_to_retry: true, .. } = outcome else { panic!("{outcome:?}") };
    why
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_account_works_whatever_version_is_pinned() {
    let rehearsal = pinned_to(LATER).await;
    let restarted = rehearsal.restarted().await;
    let account = restarted.accounts().unwrap().accounts[0].id;
    restarted.refresh_account(account).await.unwrap();
    published_urn(&rehearsal.publish(rehearsal.draft("As ever", 1).id).await);
    let outlet = rehearsal.desk.outlet(Some(account), post_file("").author).unwrap();
    published_urn(&print(&rehearsal, outlet, "From a file").await.outcome);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_version_that_is_switched_off_stops_with_its_name_and_the_way_out() {
    let rehearsal = pinned_to(LATER).await;
    let printed = print(&rehearsal, by_hand(&rehearsal), "Pinned").await;
    assert_eq!(
        why(&printed.outcome),
        "LinkedIn has switched off API version 209901, and Galley is pinned to it. Let Galley choose under Settings, or \
         pin one that is live."
    );
    assert_eq!(asked_for(&rehearsal.requests("POST", "/rest/posts").await), [LATER]);
    assert!(rehearsal.requests("GET", PROBE).await.is_empty() && printed.notes.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_is_switched_off_is_left_for_the_newest_that_answers_and_this_is_told_and_kept() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.versions(&["202606", "202605", "202610"]).await;
    let printed = print(&rehearsal, by_hand(&rehearsal), "First").await;
    published_urn(&printed.outcome);
    assert_eq!(asked_for(&rehearsal.requests("POST", "/rest/posts").await), ["202609", "202606"]);
    assert_eq!(asked_for(&rehearsal.requests("GET", PROBE).await), ["202608", "202607", "202606"]);
    assert_eq!(
        printed.notes,
        [
            "LinkedIn has switched off API version 202609. Galley went over to 202606 by itself, and stays with it."
        ]
    );
    let again = print(&rehearsal, by_hand(&rehearsal), "Second").await;
    published_urn(&again.outcome);
    assert!(again.notes.is_empty());
    assert_eq!(asked_for(&rehearsal.requests("POST", "/rest/posts").await)[2..], ["202606"]);
    assert_eq!(rehearsal.posts().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_is_switched_off_amid_the_uploads_costs_no_upload_and_makes_one_post() {
    let rehearsal = Rehearsal::new().await;
    let hold = json!({"kind": "hold", "when": "after"});
    rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": hold}])).await;
    let draft = rehearsal.draft("In the middle", 3);
    let publish = rehearsal.try_publish(draft.id);
    let switch_off = async {
        rehearsal.caught().await;
        rehearsal.versions(&["202608", "202607"]).await;
        rehearsal.no_faults().await;
    };
    let (published, ()) = tokio::join!(publish, switch_off);
    let published = published.unwrap();
    let urn = published_urn(&published.outcome);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 3, "no file was sent twice");
    let posts = rehearsal.posts().await;
    assert_eq!((posts.len(), posts[0]["urn"].as_str()), (1, Some(urn.as_str())));
    assert!(published.notes[0].contains("went over to 202608"), "{:?}", published.notes);
    // The account remembers it, as long as its sandbox runs.
    published_urn(&rehearsal.publish(rehearsal.draft("Another", 0).id).await);
    assert_eq!(asked_for(&rehearsal.requests("POST", "/rest/posts").await), ["202608", "202608"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_uploads_that_are_refused_at_once_one_looks_for_another_version() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.versions(&["202608"]).await;
    published_urn(&rehearsal.publish(rehearsal.draft("Side by side", 8).id).await);
    assert_eq!(asked_for(&rehearsal.requests("GET", PROBE).await), ["202608"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_is_refused_for_its_version_is_sent_again_and_made_once() {
    for refused in [
        json!({"kind": "status", "status": 426, "code": "NONEXISTENT_VERSION"}),
        json!({"kind": "status", "status": 426, "message": "Upgrade Required"}),
        json!({"kind": "html", "status": 426}),
        json!({"kind": "status", "status": 400, "code": "NONEXISTENT_VERSION"}),
    ] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(on_create(refused.clone())).await;
        published_urn(&rehearsal.publish(rehearsal.draft("Once", 1).id).await);
        assert_eq!(rehearsal.posts().await.len(), 1, "{refused}");
        let sent = rehearsal.requests("POST", "/rest/posts").await;
        assert_eq!(asked_for(&sent), ["202609", "202608"], "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_asks_for_no_version_and_looks_for_no_other() {
    let rehearsal = Rehearsal::new().await;
    let refused = json!({"kind": "status", "status": 426});
    rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": refused}])).await;
    let outcome = rehearsal.publish(rehearsal.draft("At the edge", 1).id).await;
    assert!(why(&outcome).contains("API version"), "{outcome:?}");
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 1);
    assert!(rehearsal.requests("GET", PROBE).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_version_answers_nothing_is_posted_and_the_way_out_is_told() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.versions(&["202612"]).await;
    let outcome = rehearsal.publish(rehearsal.draft("Too old", 1).id).await;
    let why = why(&outcome);
    for part in ["202601 to 202609", "too old", "update", "type a newer version under Settings"] {
        assert!(why.contains(part), "{why}");
    }
    assert!(rehearsal.posts().await.is_empty());
    assert_eq!(rehearsal.requests("GET", PROBE).await.len(), 8, "each that was not refused yet, once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_taken_up_again_with_another_version_than_it_was_planned_with() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let draft = rehearsal.draft("Planned with another", 2);
    rehearsal.publish(draft.id).await;
    rehearsal.check_again().await;
    rehearsal.versions(&["202603"]).await;
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 2, "no file was sent twice");
    let created = rehearsal.requests("POST", "/rest/posts").await;
    assert_eq!(asked_for(&created).last(), Some(&"202603"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unclear_post_is_looked_for_though_the_version_is_switched_off_meanwhile() {
    let rehearsal = Rehearsal::new().await;
    let hold = json!({"kind": "hold", "when": "after"});
    let lost = json!({"kind": "status", "status": 500, "when": "after"});
    let create = |effect| json!({"method": "POST", "route": "/rest/posts", "effect": effect});
    rehearsal.faults(json!([create(hold), create(lost)])).await;
    let draft = rehearsal.draft("Where is it?", 0);
    let publish = rehearsal.try_publish(draft.id);
    let switch_off = async {
        rehearsal.caught().await;
        rehearsal.versions(&["202607"]).await;
        rehearsal.no_faults().await;
    };
    let (published, ()) = tokio::join!(publish, switch_off);
    published_urn(&published.unwrap().outcome);
    assert_eq!(rehearsal.posts().await.len(), 1);
    assert_eq!(rehearsal.requests("POST", "/rest/posts").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_checked_with_another_version_too() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.versions(&["202605"]).await;
    rehearsal.check_again().await;
    let account = &rehearsal.desk.accounts().unwrap().accounts[0];
    assert!(account.authors.iter().any(|author| author.name == "Sandbox Press"), "{account:?}");
    let draft = rehearsal.draft("With what was found there", 0);
    assert_eq!(draft.visibility, Visibility::Public);
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(asked_for(&rehearsal.requests("POST", "/rest/posts").await), ["202605"]);
}
