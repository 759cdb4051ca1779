use std::fs;

use super::*;
use crate::{library::Library, media::Facts, post::AttachmentKind};

fn now() -> Timestamp {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

#[test]
fn a_new_library_is_private_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/galley.db");
    drop(Library::open(&path).unwrap());
    drop(Library::open(&path).unwrap());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.db");
    fs::write(&path, "my shopping list, which is longer than a header. ".repeat(200)).unwrap();
    let before = fs::read(&path).unwrap();
    let error = Library::open(&path).err().unwrap();
    assert!(matches!(error, LibraryError::Damaged { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_damaged_page_is_noticed_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.db");
    let library = Library::open(&path).unwrap();
    for n in 0..200 {
        library.put("note", &n.to_string(), &"x".repeat(500)).unwrap();
    }
    drop(library);
    let mut bytes = fs::read(&path).unwrap();
    let page = 4096;
    for byte in bytes.iter_mut().skip(2 * page).take(6 * page) {
        *byte = 0xA5;
    }
    fs::write(&path, &bytes).unwrap();
    let error = Library::open(&path).err().unwrap();
    assert!(matches!(error, LibraryError::Damaged { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), bytes);

    let aside = set_aside(&path, now()).unwrap();
    assert!(aside.to_string_lossy().ends_with("galley.db.aside-20261122T000000Z"));
    assert_eq!(fs::read(&aside).unwrap(), bytes);
    Library::open(&path).unwrap();
    assert_ne!(set_aside(&path, now()).unwrap(), aside, "nothing set aside is overwritten");
}

#[test]
fn a_library_of_a_newer_galley_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.db");
    drop(Library::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&path).unwrap();
    let error = Library::open(&path).err().unwrap();
    assert!(matches!(error, LibraryError::TooNew { found: 99, .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn another_programs_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    assert!(matches!(Library::open(&path), Err(LibraryError::Foreign { .. })));
}

#[test]
fn a_folder_in_its_place_is_an_error_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let error = Library::open(folder.path()).err().unwrap();
    assert!(matches!(error, LibraryError::Unreachable { .. }), "{error}");
}

#[test]
fn journals_are_flushed_and_drafts_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let (quick, durable) = connect(&folder.path().join("galley.db")).unwrap();
    let level = |connection: &Connection| {
        connection.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0)).unwrap()
    };
    let mode: String = quick.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!((level(&quick), level(&durable), mode.as_str()), (1, 2, "wal"));
}

/// What was kept of a film before films were read. It can be read as today's facts, without any figure.
const WRITTEN_BEFORE: &str = r#"{"kind":"video","format":"mp4","bytes":48132,"width":null,"height":null,
    "orientation":null,"frames":null,"animated":null,"color":null,"bit_depth":null,"progressive":null,"coding":null,
    "icc":false,"gps":false,"exif_thumbnail":false,"faults":[],"stamp":"12-34-56"}"#;

#[test]
fn an_older_library_keeps_everything_and_learns_what_is_attached() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.db");
    let old = Connection::open(&path).unwrap();
    MIGRATIONS[..2].iter().for_each(|migration| old.execute_batch(migration).unwrap());
    old.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    old.pragma_update(None, "user_version", 2).unwrap();
    let [draft, text, media, account, run] =
        [1, 2, 3, 4, 5].map(|last| format!("01938f5e-0000-7000-8000-00000000000{last}"));
    let body = |attachment: &str| {
        format!(
            r#"{{"id":"{draft}","account":null,"author":null,"commentary":[],"attachment":{attachment},
                 "visibility":"PUBLIC","reshare_disabled":false}}"#
        )
    };
    let images = format!(r#"{{"kind":"images","images":[{{"media":"{media}","alt_text":"A","title":""}}]}}"#);
    let insert = "INSERT INTO drafts (id, edited_at, shape, images, first_image, excerpt, folded, body)
                  VALUES (?, 0, 1, ?, ?, '', '', ?)";
    old.execute(insert, rusqlite::params![draft, 1, media, body(&images)]).unwrap();
    old.execute(insert, rusqlite::params![text, 0, None::<String>, body(r#"{"kind":"none"}"#)]).unwrap();
    old.execute(
        "INSERT INTO media (id, path, facts) VALUES (?, ?, ?)",
        rusqlite::params![media, b"/films/a.mp4", WRITTEN_BEFORE],
    )
    .unwrap();
    old.execute(
        "INSERT INTO runs (id, started_at, draft, fingerprint, account, sandbox, author, author_name, images,
           first_image, excerpt, folded) VALUES (?, 0, ?, '', ?, 0, 'urn:li:organization:1', '', 1, ?, '', '')",
        [&run, &draft, &account, &media],
    )
    .unwrap();
    drop(old);

    let library = Library::open(&path).unwrap();
    let rows = library.drafts("", 9).unwrap();
    let attached: Vec<_> =
        rows.iter().map(|row| (row.attachment, row.picture.map(|id| id.to_string()))).collect();
    assert_eq!(attached, [(AttachmentKind::None, None), (AttachmentKind::Images, Some(media.clone()))]);
    assert_eq!(library.draft(rows[1].id).unwrap().attachment.kind(), AttachmentKind::Images);
    let run = library.runs("", 9).unwrap().remove(0);
    assert_eq!(
        (run.attachment, run.picture.map(|id| id.to_string())),
        (AttachmentKind::Images, Some(media.clone()))
    );

    assert!(
        serde_json::from_str::<Facts>(WRITTEN_BEFORE).is_ok(),
        "its shape alone does not tell that it is old"
    );
    let record = library.media(media.parse().unwrap()).unwrap();
    assert_eq!((record.facts, record.changed_at), (None, None));
    let agreed: String =
        Connection::open(&path).unwrap().query_row("SELECT agreed FROM media", [], |row| row.get(0)).unwrap();
    assert_eq!(agreed, "12-34-56", "so that it is no change to examine it anew");
}
