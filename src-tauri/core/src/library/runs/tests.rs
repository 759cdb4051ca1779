use super::*;
use crate::{library::Entry, post::Commentary};

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("galley.db")).unwrap();
    (folder, library)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn new_run(fingerprint: &str, text: &str) -> NewRun {
    NewRun {
        draft: DraftId::new(),
        fingerprint: fingerprint.into(),
        written: Written(text.into()),
        said: Draft { commentary: Commentary::plain(text), ..Draft::new(None, None) },
        account: AccountId::new(),
        sandbox: true,
        author: "urn:li:organization:7".parse().unwrap(),
        author_name: "DevTestCo".into(),
        text: text.into(),
        images: 2,
        attachment: AttachmentKind::Images,
        picture: Some(MediaId::new()),
        sponsored: false,
    }
}

pub(in crate::library) fn begin(library: &Library, fingerprint: &str, text: &str) -> RunId {
    match library.begin_run(&new_run(fingerprint, text), at(0)).unwrap() {
        Begun::New(run) => run,
        Begun::Open(run) => panic!("{run} is open"),
    }
}

#[test]
fn a_plan_has_one_open_run() {
    let (_folder, library) = library();
    let run = begin(&library, "plan", "text");
    assert_eq!(library.begin_run(&new_run("plan", "text"), at(1)).unwrap(), Begun::Open(run));
    library.note_outcome(run, &"unknown").unwrap();
    assert_eq!(library.begin_run(&new_run("plan", "text"), at(2)).unwrap(), Begun::Open(run));
    let open = library.open_run_for("plan").unwrap().unwrap();
    assert_eq!(open.started_at, at(2), "taken up again");
    assert_eq!(open.outcome::<String>().unwrap().as_deref(), Some("unknown"));
    assert!(matches!(open.outcome::<u8>(), Err(LibraryError::UnknownShape { .. })));

    library.conclude_run(run, &"published", at(3)).unwrap();
    assert_eq!(library.open_run_for("plan").unwrap(), None);
    let record = library.run(run).unwrap();
    assert_eq!(record.ended_at, Some(at(3)));
    assert!(matches!(library.begin_run(&new_run("plan", "text"), at(4)).unwrap(), Begun::New(_)));
}

#[test]
fn of_many_who_begin_the_same_plan_at_once_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("galley.db");
    let libraries: Vec<_> = (0..8).map(|_| Library::open(&path).unwrap()).collect();
    let plan = new_run("plan", "text");
    let begun: Vec<_> = std::thread::scope(|scope| {
        let beginning: Vec<_> = libraries
            .iter()
            .map(|library| scope.spawn(|| library.begin_run(&plan, at(0)).unwrap()))
            .collect();
        beginning.into_iter().map(|begun| begun.join().unwrap()).collect()
    });
    assert_eq!(begun.iter().filter(|begun| matches!(begun, Begun::New(_))).count(), 1, "{begun:?}");
}

#[test]
fn runs_are_listed_and_searched_newest_first() {
    let (_folder, library) = library();
    let plan = new_run("a", "Harbour at dawn\nwith boats");
    library.begin_run(&plan, at(1)).unwrap();
    library.begin_run(&new_run("b", "Nothing"), at(2)).unwrap();
    let excerpts = |query: &str| -> Vec<_> {
        library.runs(query, 10).unwrap().into_iter().map(|run| run.excerpt).collect()
    };
    assert_eq!(excerpts(""), ["Nothing", "Harbour at dawn with boats"]);
    assert_eq!(excerpts("BOAT devtest"), ["Harbour at dawn with boats"]);
    let run = library.runs_of(plan.draft).unwrap().remove(0);
    assert_eq!((run.fingerprint.as_str(), run.started_at, run.picture), ("a", at(1), plan.picture));
    assert_eq!(library.open_runs().unwrap().len(), 2);
}

#[test]
fn a_journal_is_read_in_its_order() {
    let (_folder, library) = library();
    let (run, other) = (begin(&library, "a", ""), begin(&library, "b", ""));
    for (n, step) in ["register", "upload", "create"].into_iter().enumerate() {
        assert_eq!(library.journal_append(run, &step, at(n as i64)).unwrap(), n as u32 + 1);
    }
    library.journal_append(other, &"register", at(9)).unwrap();
    let journal: Vec<Entry<String>> = library.journal(run).unwrap();
    assert_eq!(journal.len(), 3);
    assert_eq!(journal[1], Entry { seq: 2, at: at(1), entry: "upload".into() });
}

#[test]
fn a_journal_is_neither_changed_nor_read_with_a_gap() {
    let (_folder, library) = library();
    let run = begin(&library, "a", "");
    library.journal_append(run, &"register", at(0)).unwrap();
    library.journal_append(run, &2, at(1)).unwrap();
    assert!(matches!(library.journal::<String>(run), Err(LibraryError::UnknownShape { .. })));
    for tampering in ["UPDATE journal SET entry = '0'", "DELETE FROM journal"] {
        assert!(library.quick().execute(tampering, []).is_err(), "{tampering}");
    }
}

#[test]
fn a_run_that_was_never_begun_has_no_journal_and_no_outcome() {
    let (_folder, library) = library();
    let run = RunId::new();
    assert!(matches!(library.journal_append(run, &1, at(0)), Err(LibraryError::NotFound { .. })));
    assert!(matches!(library.conclude_run(run, &1, at(0)), Err(LibraryError::NotFound { .. })));
    assert!(matches!(library.run(run), Err(LibraryError::NotFound { .. })));
}
