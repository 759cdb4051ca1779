//! Which files are handed to other programs.

use galley_core::desk::Picture;

use super::Room;

/// The least that is known as what it is.
const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";
const FILM: &[u8] = b"\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x08mdat";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and what only deeper parts tell";

#[test]
fn a_file_that_is_what_its_name_says_is_opened() {
    let room = Room::new();
    for path in [
        room.picture("a.png", 1),
        room.picture("CAPITALS.PNG", 1),
        room.file("slides.pdf", PDF),
        room.file("film.mp4", FILM),
        room.file("film.mov", FILM),
    ] {
        assert_eq!(room.desk.viewable(room.add(path.clone())).unwrap(), path);
    }
}

#[test]
fn a_file_whose_name_says_anything_else_is_not() {
    let room = Room::new();
    for name in
        ["slides.pdf.exe", "slides.desktop", "slides", "slides.sh", "slides.png", "slides.docm", ".pdf"]
    {
        let refused = room.desk.viewable(room.add(room.file(name, PDF))).unwrap_err();
        assert!(refused.message.contains("ends in .pdf"), "{name}: {refused}");
    }
}

#[test]
fn programs_and_what_may_be_one_are_not_opened_whatever_their_name() {
    let room = Room::new();
    for (name, bytes) in [
        ("run.pdf", b"#!/bin/sh\necho".as_slice()),
        ("run.png", b"\x7fELF"),
        ("run.exe", b"MZ"),
        ("run.desktop", b"[Desktop Entry]"),
        ("run.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"),
        ("install.msi", OLE),
        ("install.doc", OLE),
        ("many.zip", b"PK\x03\x04"),
    ] {
        let refused = room.desk.viewable(room.add(room.file(name, bytes))).unwrap_err();
        assert!(refused.message.contains("none that it knows"), "{name}: {refused}");
    }
}

#[test]
fn a_file_that_became_another_is_judged_anew() {
    let room = Room::new();
    let id = room.add(room.file("slides.pdf", PDF));
    room.file("slides.pdf", "#!/bin/sh\necho");
    assert!(room.desk.viewable(id).is_err());
    std::fs::remove_file(room.path("slides.pdf")).unwrap();
    assert!(room.desk.viewable(id).unwrap_err().message.starts_with("slides.pdf: "));
}

#[test]
fn films_alone_are_played() {
    let room = Room::new();
    let film = room.desk.film(room.add(room.file("film.mp4", FILM))).unwrap();
    assert_eq!((film.bytes, film.media_type), (FILM.len() as u64, "video/mp4"));
    for other in [room.file("slides.pdf", PDF), room.picture("a.png", 1), room.file("film.mp4.txt", "words")]
    {
        assert!(room.desk.film(room.add(other)).is_none());
    }
    assert!(
        room.desk.picture(room.add(room.path("slides.pdf")), Picture::Page { page: 0, edge: 96 }).is_none()
    );
}
