//! A new draft of what was published.

use std::fs;

use galley_core::{
    desk::MediaState,
    post::{Attachment, Commentary, Draft, Visibility},
};

use super::rehearsal::Rehearsal;

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicate_says_all_that_was_published_and_can_be_published_once_it_says_something_else() {
    let rehearsal = Rehearsal::new().await;
    let draft =
        Draft { visibility: Visibility::Connections, reshare_disabled: true, ..rehearsal.draft("Twice", 2) };
    rehearsal.desk.edit(&draft, None);
    let (run, _) = rehearsal.published(&draft).await;
    rehearsal.desk.change_text(run, Commentary::plain("Twice, mended")).await.unwrap();
    let copy = rehearsal.desk.duplicate_post(run).unwrap();
    assert_eq!(copy.left_out, None);
    let made = copy.draft.draft;
    assert_ne!(made.id, draft.id);
    assert_eq!(made.commentary.visible(), "Twice, mended", "as the post says it now");
    let same = Draft { id: draft.id, commentary: draft.commentary.clone(), ..made.clone() };
    assert_eq!(same, draft);
    let rows: Vec<_> = rehearsal.desk.drafts("").unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(rows, [made.id], "and it is among the drafts");

    let other = Draft { commentary: Commentary::plain("Thrice"), ..made };
    rehearsal.desk.edit(&other, None);
    rehearsal.published(&other).await;
    assert_eq!(rehearsal.posts().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_there_any_more_is_named_and_keeps_its_place() {
    let rehearsal = Rehearsal::new().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Three", 3)).await;
    fs::remove_file(rehearsal.folder.path().join("image 2.png")).unwrap();
    let copy = rehearsal.desk.duplicate_post(run).unwrap();
    let left_out = copy.left_out.unwrap();
    assert_eq!(
        left_out,
        "image 2.png is no longer where it was. Put it back, or add another file in its place."
    );
    let Attachment::Images { images } = &copy.draft.draft.attachment else { panic!("no images") };
    assert_eq!(images.len(), 3);
    assert!(matches!(copy.draft.media[1].state, MediaState::Gone { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_older_run_the_draft_is_taken_while_it_says_the_same_and_else_the_text_alone() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Before (it was kept)", 1);
    let (run, _) = rehearsal.published(&draft).await;
    let library = rusqlite::Connection::open(rehearsal.folder.path().join("galley.db")).unwrap();
    library.execute("UPDATE runs SET shape = NULL, body = NULL", []).unwrap();
    let whole = rehearsal.desk.duplicate_post(run).unwrap();
    assert_eq!((whole.draft.draft.attachment, whole.left_out), (draft.attachment.clone(), None));

    rehearsal.desk.edit(&Draft { commentary: Commentary::plain("Something else"), ..draft }, None);
    let text = rehearsal.desk.duplicate_post(run).unwrap();
    assert_eq!(text.draft.draft.commentary.visible(), "Before (it was kept)");
    assert_eq!(text.draft.draft.attachment, Attachment::None);
    assert!(text.left_out.unwrap().starts_with("Only the text could be taken over"));
}
