use std::{fs, path::PathBuf};

use galley_core::{
    desk::Printed,
    post::{Attachment, Commentary, DocumentItem, Draft, PostFile},
    publish::{FileState, Outcome, Progress},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::rehearsal::{Rehearsal, on_create, published_urn};

/// A whole PDF of empty pages.
pub fn pdf(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")),
    ];
    objects.resize(pages + 2, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned());
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (object, number) in objects.iter().zip(1..) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {size}\n0000000000 65535 f \n{places}");
    file += &format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

fn file(rehearsal: &Rehearsal) -> PathBuf {
    let path = rehearsal.folder.path().join("lessons.pdf");
    fs::write(&path, pdf(9)).unwrap();
    path
}

/// A draft of a document of nine pages.
pub fn draft(rehearsal: &Rehearsal, text: &str) -> Draft {
    let added = rehearsal.desk.add_files(&[file(rehearsal)]).unwrap();
    let document = DocumentItem { media: added.media[0].id, title: "Nine lessons".to_owned() };
    let mut draft = rehearsal.desk.new_draft().unwrap().draft;
    draft.commentary = Commentary::plain(text);
    draft.attachment = Attachment::Document { document };
    rehearsal.desk.edit(&draft, None);
    draft
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_posted_whole_with_its_title() {
    let rehearsal = Rehearsal::new().await;
    let before = rehearsal.requests("", "").await.len();
    let outcome = rehearsal.publish(draft(&rehearsal, "Nine pages").id).await;
    let Outcome::Published { requests, bytes, .. } = outcome else { panic!("{outcome:?}") };
    let sent = &rehearsal.requests("", "").await[before..];
    let brief: Vec<String> =
        sent.iter().map(|it| format!("{} {}", it["method"].as_str().unwrap(), path_of(it))).collect();
    assert_eq!(brief[0], "POST /rest/documents");
    assert!(brief[1].starts_with("PUT /dms-uploads/"), "{brief:?}");
    assert!(brief[2].starts_with("GET /rest/documents/urn%3Ali%3Adocument%3A"), "{brief:?}");
    assert_eq!(brief[3], "POST /rest/posts");
    assert_eq!((requests, bytes), (4, pdf(9).len() as u64));

    let media = &sent[3]["body"]["content"]["media"];
    assert_eq!(media["title"], "Nine lessons");
    assert_eq!(media.get("altText"), None);
    assert_eq!(rehearsal.bytes_of(media["id"].as_str().unwrap()).await, pdf(9));
    assert_eq!(rehearsal.posts().await[0]["shown"], true);
    let heard = rehearsal.heard.lock().unwrap();
    assert!(heard.iter().any(|it| matches!(it, Progress::File { state: FileState::Ready, .. })));
}

fn path_of(request: &Value) -> &str {
    request["path"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_read_publishes_a_document_after_a_moment_of_grace() {
    let rehearsal = Rehearsal::self_serve().await;
    published_urn(&rehearsal.publish(draft(&rehearsal, "Self-serve").id).await);
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_linkedin_cannot_process_stops_the_post_by_name() {
    let rehearsal = Rehearsal::new().await;
    let fails = json!({"kind": "processing_failed"});
    rehearsal.faults(json!([{"route": "/rest/documents?action=initializeUpload", "effect": fails}])).await;
    let outcome = rehearsal.publish(draft(&rehearsal, "Broken").id).await;
    let Outcome::Stopped { why, safe_to_retry: false, .. } = &outcome else { panic!("{outcome:?}") };
    assert!(why.contains("could not process lessons.pdf"), "{why}");
    assert!(rehearsal.posts().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_document_is_kept_for_the_next_run_and_sent_again_once_it_is_gone() {
    let rehearsal = Rehearsal::new().await;
    let draft = draft(&rehearsal, "In two goes");
    rehearsal.faults(on_create(json!({"kind": "status", "status": 401}))).await;
    let stopped = rehearsal.publish(draft.id).await;
    assert!(matches!(stopped, Outcome::Stopped { safe_to_retry: true, .. }), "{stopped:?}");
    rehearsal.check_again().await;
    let refused = on_create(json!({"kind": "status", "status": 401}));
    rehearsal.faults(refused).await;
    rehearsal.publish(draft.id).await;
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 1, "it was kept");

    rehearsal.check_again().await;
    let gone = json!({"kind": "status", "status": 404});
    rehearsal
        .faults(json!([{"method": "GET", "route": "/rest/documents/*", "count": 1, "effect": gone}]))
        .await;
    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 2, "it was sent again, once");
    assert_eq!(rehearsal.posts().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_with_a_document_is_found_after_a_lost_answer() {
    let rehearsal = Rehearsal::new().await;
    rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
    let outcome = rehearsal.publish(draft(&rehearsal, "Lost and found").id).await;
    let urn = published_urn(&outcome);
    let posts = rehearsal.posts().await;
    assert_eq!((posts.len(), &posts[0]["urn"]), (1, &json!(urn)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_of_a_post_file_is_called_like_its_file_and_made_once() {
    let rehearsal = Rehearsal::new().await;
    file(&rehearsal);
    let post = json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "From a file",
        "attachment": {"document": {"file": "lessons.pdf"}}});
    let post = PostFile::parse(&post.to_string()).unwrap();
    let print = async || {
        let account = rehearsal.desk.accounts().unwrap().accounts[0].id;
        let outlet = rehearsal.desk.outlet(Some(account), post.author.clone()).unwrap();
        let proof = rehearsal.desk.proof(&post, rehearsal.folder.path(), outlet);
        rehearsal.desk.print(proof, false, CancellationToken::new(), |_| {}).await.unwrap()
    };
    let Printed { outcome, earlier, .. } = print().await;
    let urn = published_urn(&outcome);
    assert!(!earlier);
    assert_eq!(rehearsal.posts().await[0]["media"][0]["title"], "lessons");
    let again = print().await;
    assert_eq!((published_urn(&again.outcome), again.earlier), (urn, true));
    assert_eq!(rehearsal.requests("POST", "/rest/posts").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_without_a_title_is_not_sent() {
    let rehearsal = Rehearsal::new().await;
    let mut untitled = draft(&rehearsal, "Untitled");
    let Attachment::Document { document } = &mut untitled.attachment else { unreachable!() };
    document.title.clear();
    rehearsal.desk.edit(&untitled, None);
    let problem = rehearsal.try_publish(untitled.id).await.unwrap_err();
    assert!(problem.message.starts_with("lessons.pdf: The document has no title"), "{problem}");
    assert!(rehearsal.requests("POST", "/rest/").await.is_empty());
}
