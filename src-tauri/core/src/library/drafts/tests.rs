use std::time::Instant;

use super::*;
use crate::post::{
    Attachment, Commentary, DocumentItem, ImageItem, LaidAside, Poll, PollDuration, Sponsored, VideoItem,
    VideoThumbnail,
};

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("galley.db")).unwrap();
    (folder, library)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn draft(text: &str) -> Draft {
    Draft { commentary: Commentary::plain(text), ..Draft::new(None, None) }
}

fn draft_of(draft: &Draft, text: &str) -> Draft {
    Draft { commentary: Commentary::plain(text), ..draft.clone() }
}

fn found(library: &Library, query: &str) -> Vec<String> {
    library.drafts(query, 100).unwrap().into_iter().map(|row| row.excerpt).collect()
}

#[test]
fn a_draft_comes_back_as_it_was_saved() {
    let (_folder, library) = library();
    let mut draft = Draft::new(Some(AccountId::new()), Some("urn:li:organization:7".parse().unwrap()));
    draft.commentary = Commentary::plain("Launch\n\nday");
    let image =
        ImageItem { media: MediaId::new(), alt_text: "The harbour at dawn".into(), title: String::new() };
    draft.attachment = Attachment::Images { images: vec![image.clone()] };
    library.save(&draft, at(1)).unwrap();
    assert_eq!(library.draft(draft.id).unwrap(), draft);
    assert_eq!(
        library.drafts("", 10).unwrap(),
        [DraftRow {
            id: draft.id,
            excerpt: "Launch day".into(),
            images: 1,
            attachment: AttachmentKind::Images,
            picture: Some(image.media),
            account: draft.account,
            author: draft.author.clone(),
            sponsored: false,
            edited_at: at(1),
        }]
    );
    let sponsored = Draft { sponsored: Some(Sponsored::default()), ..draft };
    library.save(&sponsored, at(2)).unwrap();
    assert!(library.drafts("", 10).unwrap()[0].sponsored);
}

#[test]
fn a_film_stands_in_the_list_with_its_thumbnail_and_is_found_by_its_title() {
    let (_folder, library) = library();
    let row = |attachment| {
        let draft = Draft { attachment, ..draft("no words") };
        library.save(&draft, at(1)).unwrap();
        let row = library.drafts("harbour", 10).unwrap().remove(0);
        library.delete_draft(draft.id, at(1)).unwrap();
        (row.attachment, row.images, row.picture)
    };
    let [media, still] = [0; 2].map(|_| MediaId::new());
    let title = "The harbour".to_owned();
    let film = |thumbnail| Attachment::Video {
        video: VideoItem { media, title: title.clone(), thumbnail, captions: None },
    };
    assert_eq!(row(film(None)), (AttachmentKind::Video, 0, Some(media)));
    let thumbnail = VideoThumbnail { media: still, at_ms: Some(1500) };
    assert_eq!(row(film(Some(thumbnail))), (AttachmentKind::Video, 0, Some(still)));
    let document = Attachment::Document { document: DocumentItem { media, title: title.clone() } };
    assert_eq!(row(document), (AttachmentKind::Document, 0, Some(media)));
}

#[test]
fn the_draft_edited_last_comes_first_and_a_save_without_a_change_is_no_edit() {
    let (_folder, library) = library();
    let (mut first, second) = (draft("first"), draft("second"));
    library.save(&first, at(1)).unwrap();
    library.save(&second, at(2)).unwrap();
    library.save(&first, at(3)).unwrap();
    assert_eq!(library.latest_draft().unwrap(), Some(second));
    first.commentary = Commentary::plain("first, again");
    library.save(&first, at(4)).unwrap();
    assert_eq!(found(&library, ""), ["first, again", "second"]);
    assert_eq!(library.latest_draft().unwrap(), Some(first));
}

#[test]
fn words_are_found_inside_words_in_any_order_case_and_accent() {
    let (_folder, library) = library();
    library.save(&draft("Café Zürich opens at 100% on Monday_"), at(3)).unwrap();
    library.save(&draft("東京タワーの写真"), at(2)).unwrap();
    let mut pictured = draft("no words");
    let image = ImageItem { media: MediaId::new(), alt_text: "Red lighthouse".into(), title: "Coast".into() };
    pictured.attachment = Attachment::Images { images: vec![image] };
    library.save(&pictured, at(1)).unwrap();
    for query in ["cafe", "urich MON", "100%", "DAY_", "zürich  café"] {
        assert_eq!(found(&library, query), ["Café Zürich opens at 100% on Monday_"], "{query}");
    }
    assert_eq!(found(&library, "写真"), ["東京タワーの写真"]);
    assert_eq!(found(&library, "LIGHTHOUSE coast"), ["no words"]);
    assert_eq!(found(&library, "cafe lighthouse"), [""; 0]);
    assert_eq!(found(&library, "%"), ["Café Zürich opens at 100% on Monday_"]);
    assert_eq!(found(&library, "'; DROP TABLE drafts"), [""; 0]);
    assert_eq!(found(&library, " ").len(), 3);
}

#[test]
fn a_draft_that_was_published_is_in_the_list_again_when_it_is_opened_and_says_something_else() {
    let (_folder, library) = library();
    let published = draft("Launch day");
    library.save(&published, at(1)).unwrap();
    assert!(library.put_away(published.id, &Written::of(&published).unwrap(), at(2)).unwrap());
    library.save(&published, at(3)).unwrap();
    assert_eq!(found(&library, ""), [""; 0], "it says what was published");
    let next = draft_of(&published, "The day after");
    library.save(&next, at(4)).unwrap();
    assert_eq!(found(&library, ""), ["The day after"]);
    assert_eq!(library.purge_drafts(at(5)).unwrap(), 0);
    library.delete_draft(published.id, at(6)).unwrap();
    library.save(&draft_of(&next, "Too late"), at(7)).unwrap();
    assert_eq!(found(&library, ""), [""; 0], "deleted by hand it stays so");
}

#[test]
fn a_deleted_draft_can_be_restored_until_it_is_purged() {
    let (_folder, library) = library();
    let mut kept = draft("kept");
    library.save(&kept, at(1)).unwrap();
    library.delete_draft(kept.id, at(10)).unwrap();
    assert_eq!((found(&library, ""), library.latest_draft().unwrap()), (vec![], None));

    kept.commentary = Commentary::plain("typed before the window closed");
    library.save(&kept, at(11)).unwrap();
    assert_eq!(found(&library, ""), [""; 0], "a late save does not bring it back");
    library.restore_draft(kept.id).unwrap();
    assert_eq!(found(&library, ""), ["typed before the window closed"]);

    let aside = LaidAside { attachments: vec![Attachment::None], ..LaidAside::default() };
    library.save_with(&kept, &aside, at(12)).unwrap();
    library.delete_draft(kept.id, at(20)).unwrap();
    assert_eq!(library.purge_drafts(at(20)).unwrap(), 0);
    assert_eq!(library.laid_aside(kept.id), aside);
    assert_eq!(library.purge_drafts(at(21)).unwrap(), 1);
    assert_eq!(library.laid_aside(kept.id), LaidAside::default());
    assert!(matches!(library.restore_draft(kept.id), Err(LibraryError::NotFound { .. })));
    assert!(matches!(library.draft(kept.id), Err(LibraryError::NotFound { .. })));
}

#[test]
fn a_draft_of_a_newer_galley_is_listed_and_kept() {
    let (_folder, library) = library();
    let (old, new) = (draft("old"), draft("new"));
    library.save(&old, at(1)).unwrap();
    library.save(&new, at(2)).unwrap();
    let theirs = r#"{"attachment":{"kind":"celebration"}}"#;
    let rewrite = "UPDATE drafts SET shape = 4, author = 'urn:li:school:1', body = ?1 WHERE id = ?2";
    library.quick().execute(rewrite, [theirs, &new.id.to_string()]).unwrap();

    assert_eq!(found(&library, "new"), ["new"]);
    assert_eq!(library.latest_draft().unwrap(), Some(old));
    assert!(matches!(library.draft(new.id), Err(LibraryError::UnknownShape { .. })));
    assert!(matches!(library.save(&new, at(3)), Err(LibraryError::UnknownShape { .. })));
    let body: String = library
        .quick()
        .query_row("SELECT body FROM drafts WHERE id = ?", [new.id.to_string()], |row| row.get(0))
        .unwrap();
    assert_eq!(body, theirs);
}

#[test]
fn a_draft_of_an_earlier_galley_is_read_as_if_nothing_had_been_chosen_since() {
    let (_folder, library) = library();
    let old = draft("old");
    library.save(&old, at(1)).unwrap();
    let mut body = serde_json::to_value(&old).unwrap();
    for later in ["comments_closed", "first_comment", "sponsored"] {
        body.as_object_mut().unwrap().remove(later).unwrap();
    }
    let rewrite = "UPDATE drafts SET shape = 2, body = ?1 WHERE id = ?2";
    library.quick().execute(rewrite, [body.to_string(), old.id.to_string()]).unwrap();
    assert_eq!(library.draft(old.id).unwrap(), old);
}

#[test]
fn a_poll_without_a_text_is_listed_by_its_question() {
    let (_folder, library) = library();
    let poll = Poll {
        question: "Which white?".into(),
        options: vec!["Ivory".into()],
        duration: PollDuration::OneDay,
    };
    let mut asked = draft("");
    asked.attachment = Attachment::Poll { poll };
    library.save(&asked, at(1)).unwrap();
    assert_eq!(found(&library, "white"), ["Which white?"]);
    asked.commentary = Commentary::plain("Help us choose");
    library.save(&asked, at(2)).unwrap();
    assert_eq!(found(&library, "ivory"), ["Help us choose"], "and by its text where it has one");
    asked.first_comment = "Samples of all three".into();
    library.save(&asked, at(3)).unwrap();
    assert_eq!(found(&library, "samples"), ["Help us choose"]);
}

#[test]
fn two_libraries_on_one_file_see_each_others_drafts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.db");
    let libraries: Vec<_> = std::thread::scope(|scope| {
        let opening: Vec<_> = (0..8).map(|_| scope.spawn(|| Library::open(&path).unwrap())).collect();
        opening.into_iter().map(|opened| opened.join().unwrap()).collect()
    });
    std::thread::scope(|scope| {
        for library in &libraries {
            scope.spawn(|| (0..25).for_each(|n| library.save(&draft("shared"), at(n)).unwrap()));
        }
    });
    assert_eq!(libraries[0].drafts("shared", 1000).unwrap().len(), 8 * 25);
}

/// Prints figures for `cargo test -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn saving_and_searching_among_ten_thousand() {
    let (folder, library) = library();
    let text = |n: usize| {
        (0..230).fold(format!("draft {n}"), |text, word| {
            format!("{text} w{}", (n * 7919 + word * 104_729) % 50_021)
        })
    };
    let drafts: Vec<Draft> = (0..10_000).map(|n| draft(&text(n))).collect();
    let started = Instant::now();
    let mut slowest = std::time::Duration::ZERO;
    for (n, draft) in drafts.iter().enumerate() {
        let one = Instant::now();
        library.save(draft, at(n as i64)).unwrap();
        slowest = slowest.max(one.elapsed());
    }
    println!("save: {:?} each, slowest {slowest:?}", started.elapsed() / 10_000);
    for query in ["nothing like it", "draft 777", "w4", "w49999 w17", ""] {
        let started = Instant::now();
        let rows = library.drafts(query, 200).unwrap().len();
        println!("search {query:?}: {rows} rows in {:?}", started.elapsed());
    }
    let path = library.path().to_owned();
    drop(library);
    println!("file: {} MB", std::fs::metadata(&path).unwrap().len() / 1_000_000);
    let started = Instant::now();
    let library = Library::open(&path).unwrap();
    println!("open: {:?}", started.elapsed());
    let run = crate::library::runs::tests::begin(&library, "f", "text");
    let started = Instant::now();
    (0..100).for_each(|n| {
        library.journal_append(run, &n, at(n)).unwrap();
    });
    println!("journal: {:?} each", started.elapsed() / 100);
    drop(folder);
}
