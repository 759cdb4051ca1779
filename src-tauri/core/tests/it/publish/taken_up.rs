//! Runs that are taken up again after their post was made, or may have been: nobody is told less than is known.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    path::Path,
    sync::{Arc, Mutex},
};

use galley_core::{
    accounts::{ApiVersion, Token},
    desk::{Code, Desk, Printed, Proof},
    library::RunId,
    post::{Author, Draft, PostFile, Sponsored},
    providers::{FollowUp, Plan, linkedin::Endpoint},
    publish::{Clock, Ending, Entry, Outcome, Press, Progress, Seen, Sight, client},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{
    cut_off::left,
    follow_ups::{COMMENT, commented, comments, drafted, followed, kept, on_comment, only_run, sent},
    rehearsal::{Rehearsal, on_create, published_urn},
};

/// Refused, and not to be waited for.
fn too_early() -> Value {
    on_comment(1, json!({"kind": "status", "status": 429, "retry_after_seconds": 3_600}))
}

/// A post that is there, and a draft whose run is to have made it.
async fn made(rehearsal: &Rehearsal) -> (String, Draft) {
    let urn = published_urn(&rehearsal.publish(rehearsal.draft("The post", 0).id).await);
    (urn, drafted(rehearsal, "The post as the crashed run made it", COMMENT, false))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_up_beside_somebody_who_writes_the_comment_overwrites_nothing() {
    let rehearsal = Rehearsal::new().await;
    let (urn, draft) = made(&rehearsal).await;
    let created = Entry::Created { urn: Some(urn.parse().unwrap()) };
    let run = left(&rehearsal, &draft, |plan| plan, &[Entry::Creating, created]);
    let (desk, other) = (rehearsal.desk.clone(), rehearsal.restarted().await);
    rehearsal.faults(on_comment(1, json!({"kind": "hold", "when": "after"}))).await;
    let writing = tokio::spawn(async move { desk.follow_up(run, |_| {}).await });
    rehearsal.caught().await;
    let problem = other.reconcile(run).await.unwrap_err();
    assert_eq!(problem.code, Code::Busy, "{problem}");
    rehearsal.no_faults().await;
    let outcome = writing.await.unwrap().unwrap().outcome;
    assert_eq!(followed(&outcome).ending, Ending::Done);
    assert_eq!(other.reconcile(run).await.unwrap().outcome, outcome);
    assert_eq!(kept(&other, run), outcome);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_the_outcome_names_gets_its_comment_though_the_line_about_it_is_missing() {
    let rehearsal = Rehearsal::new().await;
    let (urn, draft) = made(&rehearsal).await;
    let run = left(&rehearsal, &draft, |plan| plan, &[Entry::Creating]);
    let urn_kept = Some(urn.parse().unwrap());
    let outcome =
        Outcome::Published { urn: urn_kept, url: None, requests: 1, bytes: 0, ms: 5, after: Vec::new() };
    rehearsal.library().conclude_run(run, &outcome, rehearsal.clock.now()).unwrap();
    let now = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
    assert_eq!((followed(&now).ending, published_urn(&now)), (Ending::Done, urn));
    assert_eq!((comments(&rehearsal).await.len(), sent(&rehearsal).await), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_began_to_comment_made_its_post_though_the_line_about_it_is_missing() {
    let rehearsal = Rehearsal::new().await;
    let (_, draft) = made(&rehearsal).await;
    let begun = Entry::FollowingUp { what: FollowUp::FirstComment };
    let run = left(&rehearsal, &draft, |plan| plan, &[Entry::Creating, begun]);
    rehearsal.desk.account_for_interrupted_runs().unwrap();
    let outcome = kept(&rehearsal.desk, run);
    assert!(matches!(outcome, Outcome::Published { urn: None, .. }), "{outcome:?}");
    assert!(matches!(followed(&outcome).ending, Ending::Unclear { .. }), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_advertisement_has_no_address_after_its_comment_either() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(too_early()).await;
    let mut draft = commented(&rehearsal);
    draft.author = Some("urn:li:organization:1001".parse::<Author>().unwrap());
    draft.sponsored = Some(Sponsored { ad_account: "512".into(), ..Sponsored::default() });
    rehearsal.desk.edit(&draft, None);
    let before = rehearsal.publish(draft.id).await;
    assert!(followed(&before).ending.is_open(), "{before:?}");
    let now = rehearsal.desk.follow_up(only_run(&rehearsal.desk), |_| {}).await.unwrap().outcome;
    assert!(matches!(&now, Outcome::Published { url: None, urn: Some(_), .. }), "{now:?}");
    assert_eq!(followed(&now).ending, Ending::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_follows_a_post_that_is_deleted_or_gone() {
    for deleted in [true, false] {
        let rehearsal = Rehearsal::new().await;
        rehearsal.faults(too_early()).await;
        rehearsal.publish(commented(&rehearsal).id).await;
        let run = only_run(&rehearsal.desk);
        let expected = if deleted {
            rehearsal.desk.delete_post(run).await.unwrap();
            "was deleted"
        } else {
            let seen = Seen { at: rehearsal.clock.now(), sight: Sight::Gone };
            rehearsal.library().note_seen(run, &seen, true).unwrap();
            "LinkedIn has no such post any more"
        };
        let problem = rehearsal.desk.follow_up(run, |_| {}).await.unwrap_err();
        assert_eq!(problem.code, Code::NotFound);
        assert!(problem.message.contains(expected), "{problem}");
        assert_eq!(sent(&rehearsal).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_api_version_is_told_of_whoever_comes_upon_it() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(too_early()).await;
    rehearsal.publish(commented(&rehearsal).id).await;
    rehearsal.versions(&["202608", "202607"]).await;
    let followed_up = rehearsal.desk.follow_up(only_run(&rehearsal.desk), |_| {}).await.unwrap();
    assert_eq!(followed(&followed_up.outcome).ending, Ending::Done);
    assert!(followed_up.notes[0].contains("went over to 202608"), "{followed_up:?}");

    let blind = json!({"method": "GET", "route": "/rest/posts", "count": 5, "effect": {"kind": "status", "status": 503}});
    let lost = on_create(json!({"kind": "drop", "when": "after"}))[0].clone();
    rehearsal.faults(json!([blind, lost])).await;
    let published = rehearsal.try_publish(rehearsal.draft("Lost", 0).id).await.unwrap();
    assert!(matches!(published.outcome, Outcome::Unknown { .. }), "{published:?}");
    rehearsal.no_faults().await;
    rehearsal.versions(&["202607"]).await;
    let found = rehearsal.desk.reconcile(published.run.id).await.unwrap();
    published_urn(&found.outcome);
    assert!(found.notes[0].contains("went over to 202607"), "{found:?}");
}

/// Something between here and LinkedIn that answers everything with this status and a page of its own.
fn portal(status: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut request = BufReader::new(stream.unwrap());
            let (mut line, mut length) = (String::new(), 0);
            while request.read_line(&mut line).unwrap() > 2 {
                let header = line.to_ascii_lowercase();
                length =
                    header.strip_prefix("content-length:").map_or(length, |it| it.trim().parse().unwrap());
                line.clear();
            }
            request.read_exact(&mut vec![0; length]).unwrap();
            let head = format!("HTTP/1.1 {status} Whatever\r\nConnection: close\r\n");
            let body = if status == 204 { "\r\n" } else { "Content-Length: 7\r\n\r\nSign in" };
            request.into_inner().write_all((head + body).as_bytes()).unwrap();
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_that_is_not_linkedins_is_not_taken_for_one() {
    let rehearsal = Rehearsal::new().await;
    let (urn, commented) = made(&rehearsal).await;
    let closed = drafted(&rehearsal, "The post as another run made it", "", true);
    let created = [Entry::Creating, Entry::Created { urn: Some(urn.parse().unwrap()) }];
    let ending = async |draft: &Draft, status| {
        let portal = portal(status);
        let at_the_portal = |plan: Plan| {
            let plan = serde_json::to_string(&plan).unwrap().replace(rehearsal.sandbox.base_url(), &portal);
            serde_json::from_str(&plan).unwrap()
        };
        let run = left(&rehearsal, draft, at_the_portal, &created);
        let endpoint = Endpoint::new(portal.parse().unwrap(), ApiVersion::default());
        let token = Token::paste(&rehearsal.sandbox.world().tokens[0].value).unwrap();
        let clock = Arc::<super::clock::SharedClock>::clone(&rehearsal.clock);
        let press = Press::new(client(&endpoint).unwrap(), endpoint, token, rehearsal.library(), clock);
        followed(&press.go_on(run, None).await.unwrap()).ending
    };
    let Ending::Unclear { why, .. } = ending(&commented, 200).await else { panic!("a comment") };
    assert!(why.contains("answered 200 in LinkedIn’s place"), "{why}");
    let Ending::Unclear { why, safe_to_retry: true } = ending(&closed, 200).await else { panic!("closing") };
    assert!(why.contains("answered 200 in LinkedIn’s place"), "{why}");
    let closed = drafted(&rehearsal, "The post as a third run made it", "", true);
    assert_eq!(ending(&closed, 204).await, Ending::Done);
}

/// What is known of the post at each word of the progress, told with that word.
type Known = Arc<Mutex<Vec<(&'static str, Outcome)>>>;

fn proof(rehearsal: &Rehearsal) -> Proof {
    let post = json!({"galley": 1, "commentary": "From a file", "first_comment": COMMENT});
    let post = PostFile::parse(&post.to_string()).unwrap();
    let outlet =
        rehearsal.desk.outlet(Some(rehearsal.desk.accounts().unwrap().accounts[0].id), None).unwrap();
    rehearsal.desk.proof(&post, Path::new(""), outlet)
}

async fn print(rehearsal: &Rehearsal, fresh: bool) -> (Printed, Vec<(&'static str, Outcome)>) {
    let (desk, proof) = (rehearsal.desk.clone(), proof(rehearsal));
    let (known, of, run) = (Known::default(), proof.clone(), Mutex::new(None));
    let (told, at): (Known, Desk) = (Arc::clone(&known), desk.clone());
    let progress = move |event: Progress| {
        let word = match event {
            Progress::Started { run: this, .. } => {
                *run.lock().unwrap() = Some(this);
                "started"
            }
            Progress::FollowingUp { .. } => "following up",
            Progress::Waiting { .. } => "waiting",
            Progress::Creating => "creating",
            Progress::File { .. } => "file",
        };
        let run: RunId = run.lock().unwrap().expect("nothing is told before the run is");
        told.lock().unwrap().push((word, at.so_far(&of, run).unwrap()));
    };
    let printed = desk.print(proof, fresh, CancellationToken::new(), progress).await.unwrap();
    let known = known.lock().unwrap().clone();
    (printed, known)
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_post_that_an_earlier_run_made_it_is_known_at_every_moment_that_it_is_there() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(too_early()).await;
    let (first, known) = print(&rehearsal, false).await;
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, ["started", "creating", "following up"]);
    assert!(matches!(&known[0].1, Outcome::Stopped { .. }), "{known:?}");
    assert!(matches!(&known[1].1, Outcome::Unknown { .. }), "{known:?}");
    let (_, known) = print(&rehearsal, false).await;
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, ["started", "following up"]);
    for (_, outcome) in &known {
        let Outcome::Published { url, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(published_urn(outcome), published_urn(&first.outcome));
        assert!(url.as_ref().unwrap().starts_with(rehearsal.sandbox.base_url()), "{url:?}");
    }
    assert!(followed(&known[0].1).ending.is_open(), "{known:?}");
    let Ending::Unclear { why, .. } = followed(&known[1].1).ending else { panic!("{known:?}") };
    assert!(why.contains("Galley will not send it again"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_post_that_an_earlier_run_may_have_made_nobody_says_that_it_is_not_there() {
    let rehearsal = Rehearsal::new().await;
    let blind = json!({"method": "GET", "route": "/rest/posts", "effect": {"kind": "status", "status": 503}});
    let lost = on_create(json!({"kind": "drop", "when": "after"}))[0].clone();
    rehearsal.faults(json!([blind, lost])).await;
    let (first, _) = print(&rehearsal, false).await;
    assert!(matches!(first.outcome, Outcome::Unknown { .. }), "{first:?}");
    for (fresh, expected) in [(false, &["started", "waiting"][..]), (true, &["started"])] {
        let (_, known) = print(&rehearsal, fresh).await;
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        assert_eq!(words, expected);
        assert!(known.iter().all(|(_, it)| matches!(it, Outcome::Unknown { .. })), "{known:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_file_whose_post_was_deleted_gets_no_comment_and_is_told_so() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(too_early()).await;
    let (first, _) = print(&rehearsal, false).await;
    assert!(followed(&first.outcome).ending.is_open(), "{first:?}");
    rehearsal.desk.delete_post(only_run(&rehearsal.desk)).await.unwrap();
    let (again, _) = print(&rehearsal, false).await;
    assert!(again.earlier && again.notes[0].contains("was deleted"), "{again:?}");
    assert!(!followed(&again.outcome).ending.is_open(), "{again:?}");
    assert_eq!(sent(&rehearsal).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_that_nobody_can_speak_for_is_settled_by_whoever_looked() {
    let rehearsal = Rehearsal::new().await;
    for (text, lost, there) in [("It came", "after", true), ("It was lost", "before", false)] {
        let draft = drafted(&rehearsal, text, COMMENT, false);
        rehearsal.faults(on_comment(1, json!({"kind": "drop", "when": lost}))).await;
        let outcome = rehearsal.publish(draft.id).await;
        assert!(matches!(followed(&outcome).ending, Ending::Unclear { .. }), "{outcome:?}");
        let run = rehearsal.desk.runs("").unwrap()[0].id;
        let settled = rehearsal.desk.settle_below(run, FollowUp::FirstComment, there).unwrap();
        assert_eq!(kept(&rehearsal.desk, run), settled);
        match followed(&settled).ending {
            Ending::Done => assert!(there),
            Ending::NotDone { safe_to_retry: true, .. } => {
                assert!(!there);
                let again = rehearsal.desk.follow_up(run, |_| {}).await.unwrap().outcome;
                assert_eq!(followed(&again).ending, Ending::Done);
            }
            other => panic!("{other:?}"),
        }
        let posts = rehearsal.posts().await;
        assert_eq!(posts.last().unwrap()["comments"].as_array().map(Vec::len), Some(1), "{text}");
        let nothing_left = rehearsal.desk.settle_below(run, FollowUp::FirstComment, true).unwrap_err();
        assert_eq!(nothing_left.code, Code::NotFound);
    }
}
