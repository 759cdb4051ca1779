use crate::{
    checks::{Severity, judge_folder},
    media::{PassedOver, Walked},
};

fn said(walked: &Walked) -> (Severity, String) {
    let judgement = judge_folder(walked, 0, 500).unwrap();
    (judgement.severity, judgement.message)
}

#[test]
fn a_folder_looked_through_whole_has_nothing_against_it() {
    assert_eq!(judge_folder(&Walked::default(), 0, 500), None);
}

#[test]
fn folders_into_which_nobody_looked_are_named_and_warned_of() {
    let folders = |count| PassedOver { count, first: vec!["shoot/locked".into()] };
    let one = Walked { folders_left_out: folders(1), ..Walked::default() };
    let (severity, words) = said(&one);
    assert_eq!(severity, Severity::Warn);
    assert!(
        words.starts_with("A folder (locked) lies too deep in it, is a link, or cannot be opened"),
        "{words}"
    );
    let (_, words) = said(&Walked { folders_left_out: folders(5), ..one });
    assert!(
        words.starts_with("5 folders (locked …) lie") && words.ends_with("Name them by themselves."),
        "{words}"
    );
}

#[test]
fn files_that_were_never_counted_are_not_counted() {
    let (severity, words) = said(&Walked { more: true, ..Walked::default() });
    assert_eq!(severity, Severity::Advise);
    assert!(words.starts_with("It holds too much to be looked through whole."), "{words}");
    let (_, words) =
        said(&Walked { more: true, left_out: PassedOver { count: 7, first: vec![] }, ..Walked::default() });
    assert!(words.contains("more than 7 files were left out"), "{words}");
}
