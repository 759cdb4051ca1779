//! Which version of the API is asked for.

use std::path::Path;

use galley_core::{
    accounts::Token,
    desk::{Outlet, Settings},
    post::PostFile,
    publish::Outcome,
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::rehearsal::{Rehearsal, published_urn};

/// Newer than any that the sandbox knows.
const LATER: &str = "209901";

async fn asking_for_a_later_version() -> Rehearsal {
    let rehearsal = Rehearsal::new().await;
    let settings = Settings { api_version: LATER.parse().unwrap(), ..rehearsal.desk.settings() };
    rehearsal.desk.change_settings(settings).unwrap();
    rehearsal
}

fn post_file() -> PostFile {
    let post = json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "From a file"});
    PostFile::parse(&post.to_string()).unwrap()
}

async fn print(rehearsal: &Rehearsal, outlet: Outlet) -> Outcome {
    let proof = rehearsal.desk.proof(&post_file(), Path::new(""), outlet);
    rehearsal.desk.print(proof, false, CancellationToken::new(), |_| {}).await.unwrap().outcome
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_account_works_whatever_version_the_settings_ask_for() {
    let rehearsal = asking_for_a_later_version().await;
    let restarted = rehearsal.restarted().await;
    let account = restarted.accounts().unwrap().accounts[0].id;
    restarted.refresh_account(account).await.unwrap();
    published_urn(&rehearsal.publish(rehearsal.draft("As ever", 1).id).await);
    published_urn(
        &print(&rehearsal, rehearsal.desk.outlet(Some(account), post_file().author).unwrap()).await,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_named_by_hand_is_asked_for_the_version_of_the_settings() {
    let rehearsal = asking_for_a_later_version().await;
    let token = Token::paste(&rehearsal.sandbox.world().tokens[0].value).unwrap();
    let api = rehearsal.sandbox.base_url().parse().unwrap();
    let outcome = print(&rehearsal, Outlet::by_hand(api, post_file().author.unwrap(), Some(token))).await;
    let Outcome::Stopped { why, safe_to_retry: true, .. } = &outcome else { panic!("{outcome:?}") };
    assert!(why.contains("Settings"), "{why}");
    assert_eq!(rehearsal.requests("POST", "/rest/posts").await[0]["headers"]["linkedin-version"], LATER);
}
