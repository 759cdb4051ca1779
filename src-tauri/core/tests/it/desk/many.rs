//! Many files at once, and folders of them.

use std::{fs, path::PathBuf, sync::Mutex};

use galley_core::desk::{LeftOut, MediaState};

use super::Room;

#[test]
fn two_hundred_files_keep_their_order_and_are_told_one_by_one() {
    let room = Room::new();
    let paths: Vec<PathBuf> =
        (1..=200).rev().map(|width| room.picture(&format!("{width}.png"), width)).collect();
    let told = Mutex::new(Vec::new());
    let added =
        room.desk.add_files_telling(&paths, |done, of| told.lock().unwrap().push((done, of))).unwrap();
    let widths: Vec<u32> = added
        .media
        .iter()
        .map(|media| match &media.state {
            MediaState::Present { facts } => facts.image().unwrap().width.unwrap(),
            MediaState::Gone { why } => panic!("{why}"),
        })
        .collect();
    assert_eq!(widths, (1..=200).rev().collect::<Vec<_>>());
    assert!(added.refused.is_empty() && added.left_out.is_none());
    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    assert_eq!(told, (1..=200).map(|done| (done, 200)).collect::<Vec<_>>());
    let ids: Vec<_> = added.media.iter().map(|media| media.id).collect();
    assert_eq!(room.anew().desk.reexamine(&ids).len(), 200, "all of them are kept");
}

#[test]
fn of_a_folder_the_media_are_taken_and_the_rest_is_counted() {
    let room = Room::new();
    for number in 1..=504 {
        room.picture(&format!("shoot/{number}.png"), 1);
    }
    room.file("shoot/.hidden.png", "x");
    // Stands before all others by its name, and takes the place of none.
    room.file("shoot/0 notes.txt", "what was shot where");
    let added = room.desk.add_files(&[room.path("shoot")]).unwrap();
    let names: Vec<&str> = added.media.iter().map(|media| media.name.as_str()).collect();
    assert_eq!(names.len(), 500);
    assert_eq!((names[0], names[9], names[499]), ("1.png", "10.png", "500.png"));
    let left_out = LeftOut {
        count: 5,
        first: ["501.png", "502.png", "503.png"].map(str::to_owned).to_vec(),
        limit: 500,
        more: false,
        unknown: 0,
        unknown_first: vec![],
        folders: 0,
        folders_first: vec![],
    };
    assert_eq!((added.left_out, added.refused.len()), (Some(left_out), 0));
}

#[test]
fn a_file_of_no_known_kind_is_taken_when_it_is_named_itself() {
    let room = Room::new();
    let notes = room.file("notes.txt", "what was shot where");
    let added = room.desk.add_files(&[notes]).unwrap();
    assert_eq!((added.media.len(), added.left_out), (1, None));
}

#[test]
fn an_empty_folder_and_a_missing_file_are_refused_in_words_and_hold_nothing_up() {
    let room = Room::new();
    fs::create_dir(room.path("empty")).unwrap();
    let picture = room.picture("a.png", 1);
    let added = room.desk.add_files(&[room.path("empty"), room.path("gone.png"), picture]).unwrap();
    assert_eq!(added.media.len(), 1);
    let refused: Vec<(&str, &str)> =
        added.refused.iter().map(|refused| (refused.name.as_str(), refused.why.as_str())).collect();
    assert_eq!(refused[0].0, "gone.png");
    let unnamed = room.desk.add_files(&[room.path("caf\u{FFFD}.png")]).unwrap();
    assert!(unnamed.refused[0].why.contains("Rename it"), "{:?}", unnamed.refused);
    assert_eq!(refused[1].0, "empty");
    assert!(refused[1].1.starts_with("There is no file in this folder."), "{refused:?}");
}
