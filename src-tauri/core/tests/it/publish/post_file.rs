use std::path::Path;

use galley_core::{
    desk::{Code, Desk, Printed, Problem},
    post::PostFile,
    publish::Outcome,
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::rehearsal::{Rehearsal, published_urn};

fn post(rehearsal: &Rehearsal, text: &str) -> PostFile {
    let files: Vec<_> =
        [1, 2].map(|at| json!({"file": rehearsal.image(at), "alt_text": format!("Picture {at}")})).into();
    let post = json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": text,
        "attachment": {"images": files}});
    PostFile::parse(&post.to_string()).unwrap()
}

/// Through the account that this desk signed in with.
async fn print(desk: &Desk, post: &PostFile) -> Result<Printed, Problem> {
    let account = desk.accounts().unwrap().accounts[0].id;
    let outlet = desk.outlet(Some(account), post.author.clone()).unwrap();
    let proof = desk.proof(post, Path::new(""), outlet);
    desk.print(proof, false, CancellationToken::new(), |_| {}).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_file_goes_out_through_an_account_and_into_the_history() {
    let rehearsal = Rehearsal::new().await;
    let post = post(&rehearsal, "From a file");
    let printed = print(&rehearsal.desk, &post).await.unwrap();
    let urn = published_urn(&printed.outcome);
    assert_eq!(rehearsal.posts().await[0]["urn"], urn);
    let runs = rehearsal.desk.runs("file").unwrap();
    assert_eq!((runs.len(), runs[0].author_name.as_str(), runs[0].images), (1, "Sandbox Press", 2));
    assert_eq!(rehearsal.desk.drafts("").unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_with_the_same_post_make_one() {
    let rehearsal = Rehearsal::new().await;
    let post = post(&rehearsal, "Twice at once");
    let other = rehearsal.restarted().await;
    let (here, there) = tokio::join!(print(&rehearsal.desk, &post), print(&other, &post));
    let made = [&here, &there]
        .into_iter()
        .filter(|printed| {
            matches!(printed, Ok(Printed { earlier: false, outcome: Outcome::Published { .. }, .. }))
        })
        .count();
    assert_eq!(made, 1, "{here:?} {there:?}");
    for printed in [here, there] {
        match printed {
            Ok(Printed { outcome, .. }) => drop(published_urn(&outcome)),
            Err(problem) => assert_eq!(problem.code, Code::Busy),
        }
    }
    assert_eq!(rehearsal.requests("POST", "/rest/posts").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_a_post_file_is_taken_up_by_the_next_process() {
    let rehearsal = Rehearsal::new().await;
    let post = post(&rehearsal, "In two goes");
    rehearsal.faults(super::rehearsal::on_create(json!({"kind": "status", "status": 401}))).await;
    let stopped = print(&rehearsal.desk, &post).await.unwrap().outcome;
    assert!(matches!(stopped, Outcome::Stopped { safe_to_retry: true, .. }), "{stopped:?}");
    let restarted = rehearsal.restarted().await;
    published_urn(&print(&restarted, &post).await.unwrap().outcome);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 2, "no file was sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_to_publish_as_is_told_with_who_there_is() {
    let rehearsal = Rehearsal::new().await;
    let account = rehearsal.desk.accounts().unwrap().accounts[0].id;
    let stranger = "urn:li:organization:9".parse().unwrap();
    let problem = rehearsal.desk.outlet(Some(account), Some(stranger)).unwrap_err();
    assert!(problem.message.contains("can speak as urn:li:organization:9"), "{problem}");
    // The window's sandbox is not taken for somebody unless it is named.
    let problem = rehearsal.desk.outlet(None, None).unwrap_err();
    assert!(problem.message.contains("none is signed in"), "{problem}");
}
