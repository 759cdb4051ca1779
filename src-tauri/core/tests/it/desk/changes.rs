//! Files that change on the disk after they were added.

use std::{
    fs::{self, File},
    path::Path,
    time::{Duration, SystemTime},
};

use galley_core::{
    desk::{MediaState, MediaView, Picture},
    post::{Attachment, Draft, ImageItem, MediaId},
};

use super::Room;

fn look(room: &Room, id: MediaId) -> MediaView {
    room.desk.reexamine(&[id]).remove(0)
}

fn set_modified(path: &Path, time: SystemTime) {
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

fn milliseconds(time: SystemTime) -> i64 {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis() as i64
}

#[test]
fn a_changed_file_says_since_when_until_its_user_knows() {
    let room = Room::new();
    let path = room.picture("a.png", 1);
    let id = room.add(path.clone());
    assert_eq!(look(&room, id).changed_at, None);
    room.picture("a.png", 2);
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(look(&room, id).changed_at, Some(milliseconds(written)));
    let room = room.anew();
    assert_eq!(look(&room, id).changed_at, Some(milliseconds(written)), "after a restart too");
    room.desk.acknowledge(&[id]).unwrap();
    assert_eq!(look(&room, id).changed_at, None);
    room.picture("a.png", 3);
    assert!(look(&room, id).changed_at.is_some(), "the next change is another one");
}

#[test]
fn an_older_file_in_its_place_changed_it_now() {
    let room = Room::new();
    let id = room.add(room.picture("a.png", 1));
    let before = SystemTime::now();
    let path = room.picture("a.png", 2);
    set_modified(&path, before - Duration::from_secs(86_400));
    let changed_at = look(&room, id).changed_at.unwrap();
    assert!(changed_at >= milliseconds(before), "{changed_at}");
}

#[test]
fn what_older_readers_said_of_a_file_is_read_anew_and_is_no_change() {
    let room = Room::new();
    let id = room.add(room.picture("a.png", 7));
    let library = rusqlite::Connection::open(room.path("data/galley.db")).unwrap();
    let forget = "UPDATE media SET facts = json_set(facts, '$.width', NULL)";
    library.execute(forget, []).unwrap();
    let room = room.anew();
    let width = |room: &Room| match look(room, id).state {
        MediaState::Present { facts } => facts.image().unwrap().width,
        MediaState::Gone { why } => panic!("{why}"),
    };
    assert_eq!(width(&room), None, "an unchanged file is not read again");
    library.execute("UPDATE media SET readers = readers - 1", []).unwrap();
    let room = room.anew();
    assert_eq!((width(&room), look(&room, id).changed_at), (Some(7), None));
    let kept = "SELECT json_extract(facts, '$.width') FROM media";
    assert_eq!(library.query_row(kept, [], |row| row.get::<_, u32>(0)).unwrap(), 7);
}

#[test]
fn the_old_version_put_back_is_no_change() {
    let room = Room::new();
    let path = room.picture("a.png", 1);
    let id = room.add(path.clone());
    fs::rename(&path, room.path("kept.png")).unwrap();
    room.picture("a.png", 2);
    assert!(look(&room, id).changed_at.is_some());
    fs::rename(room.path("kept.png"), &path).unwrap();
    assert_eq!(look(&room, id).changed_at, None);
}

#[test]
fn the_picture_and_the_findings_follow_the_file_and_the_words_about_it_stay() {
    let room = Room::new();
    let path = room.picture("a.png", 40);
    let id = room.add(path.clone());
    let item = ImageItem { media: id, alt_text: "Two people on a pier".into(), title: "Pier".into() };
    let attachment = Attachment::Images { images: vec![item] };
    let draft = Draft { attachment, ..Draft::new(None, None) };
    room.desk.edit(&draft, None);
    let before = room.desk.picture(id, Picture::Edge(96)).unwrap();
    room.picture("a.png", 8);
    assert_ne!(room.desk.picture(id, Picture::Edge(96)).unwrap(), before);
    fs::write(&path, "").unwrap();
    assert_eq!(look(&room, id).name, "a.png");
    let found = room.desk.assess(&draft).findings;
    assert!(found.iter().any(|finding| finding.judgement.rule == "file.empty"), "{found:?}");
    assert_eq!(room.desk.open_draft(draft.id).unwrap().draft, draft);
}
