//! Files that Galley made know what of, and say when that is no longer what it was.

use std::fs;

use galley_core::{
    checks::{Finding, Remedy},
    desk::{CopyOf, MediaView, OriginalNow},
    media::{Binding, Crop, PageRule, Wish},
    post::{Attachment, DocumentItem, Draft, ImageItem, MediaId, VideoItem, VideoThumbnail},
};

use super::Room;
use crate::media::programs::convert;

const FILM: &[u8] = include_bytes!("../../fixtures/media/film/h264.mp4");
/// Of the same size on the screen.
const OTHER: &[u8] = include_bytes!("../../fixtures/media/film/opengop.mp4");

const HALF: Wish = Wish {
    crop: Some(Crop { x: 0, y: 0, width: 20, height: 4 }),
    upright: false,
    to: None,
    format: None,
    fit: true,
    keep_private: false,
};

fn look(room: &Room, id: MediaId) -> MediaView {
    room.desk.reexamine(&[id]).remove(0)
}

fn copy_of(room: &Room, id: MediaId) -> CopyOf {
    look(room, id).copy_of.unwrap()
}

fn with_video(film: MediaId, thumbnail: MediaId) -> Draft {
    let thumbnail = Some(VideoThumbnail { media: thumbnail, at_ms: Some(40) });
    let video = VideoItem { media: film, title: "Pier".into(), thumbnail, captions: None };
    Draft { attachment: Attachment::Video { video }, ..Draft::new(None, None) }
}

fn of_the_thumbnail(room: &Room, draft: &Draft) -> Vec<(&'static str, Option<Remedy>)> {
    let is_frame = |it: &Finding| it.judgement.rule.starts_with("thumbnail.");
    let found = room.desk.assess(draft).findings.into_iter().filter(is_frame);
    found.map(|it| (it.judgement.rule, it.judgement.remedy)).collect()
}

#[test]
fn a_frame_of_a_film_that_was_replaced_says_so_until_it_is_taken_again() {
    let room = Room::new();
    let film = room.add(room.file("harbour.mp4", FILM));
    let draft = with_video(film, room.desk.take_frame(film, 40).unwrap().id);
    assert_eq!(of_the_thumbnail(&room, &draft), []);
    room.file("harbour.mp4", OTHER);
    look(&room, film);
    let outdated = [("thumbnail.outdated", Some(Remedy::TakeAgain))];
    assert_eq!(of_the_thumbnail(&room, &draft), outdated);
    let room = room.anew();
    assert_eq!(of_the_thumbnail(&room, &draft), outdated, "after a restart too");
    room.file("harbour.mp4", FILM);
    look(&room, film);
    assert_eq!(of_the_thumbnail(&room, &draft), [], "the same film under another date is no other");
    room.file("harbour.mp4", OTHER);
    let again = with_video(film, room.desk.take_frame(film, 40).unwrap().id);
    assert_eq!(of_the_thumbnail(&room, &again), []);
}

#[test]
fn a_mended_frame_is_still_one_of_its_film() {
    let room = Room::new();
    let film = room.add(room.file("harbour.mp4", FILM));
    let frame = room.desk.take_frame(film, 40).unwrap().id;
    let mended = room.desk.mend(frame, &Wish::default()).unwrap().media;
    let draft = with_video(film, mended.id);
    assert_eq!(of_the_thumbnail(&room, &draft), []);
    room.file("harbour.mp4", OTHER);
    look(&room, film);
    assert_eq!(of_the_thumbnail(&room, &draft), [("thumbnail.outdated", Some(Remedy::TakeAgain))]);
    // What the copy was made of can be had back after a restart.
    room.desk.edit(&draft, None);
    let room = room.anew();
    room.desk.clear_away();
    assert_eq!(copy_of(&room, mended.id).now, OriginalNow::Same);
    assert_eq!(copy_of(&room, mended.id).original, frame);
}

#[test]
fn a_mended_picture_knows_its_original_what_was_wished_and_what_became_of_it() {
    let room = Room::new();
    let path = room.picture("pier.png", 40);
    let original = room.add(path.clone());
    assert_eq!(look(&room, original).copy_of, None);
    let mended = room.desk.mend(original, &HALF).unwrap();
    let told = mended.media.copy_of.clone().unwrap();
    assert_eq!((told.original, told.name.as_str(), told.wish), (original, "pier.png", Some(HALF)));
    assert_eq!((told.done, told.now), (mended.done, OriginalNow::Same));
    let copy = mended.media.id;
    room.picture("pier.png", 60);
    assert_eq!(copy_of(&room, copy).now, OriginalNow::Changed);
    assert_eq!(look(&room, copy).changed_at, None, "the copy itself is as it was");
    room.desk.acknowledge(&[copy]).unwrap();
    assert_eq!(copy_of(&room, copy).now, OriginalNow::Same);
    room.picture("pier.png", 80);
    assert_eq!(copy_of(&room, copy).now, OriginalNow::Changed, "the next change is another one");
    fs::remove_file(path).unwrap();
    assert!(matches!(copy_of(&room, copy).now, OriginalNow::Gone { .. }));
}

#[test]
fn the_original_of_a_copy_in_the_open_draft_is_watched() {
    let room = Room::new();
    let original = room.add(room.picture("pier.png", 40));
    let copy = room.desk.mend(original, &HALF).unwrap().media.id;
    let open = room.desk.files_of_the_open_draft();
    let item = ImageItem { media: copy, alt_text: String::new(), title: String::new() };
    room.desk.edit(
        &Draft { attachment: Attachment::Images { images: vec![item] }, ..Draft::new(None, None) },
        None,
    );
    assert_eq!(*open.borrow(), [copy, original]);
}

#[test]
fn mended_captions_know_the_file_they_were_written_from() {
    let room = Room::new();
    let original = room.add(room.file("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:03.500\nGuten Morgen\n"));
    let mended = room.desk.mend(original, &Wish::default()).unwrap().media;
    let told = mended.copy_of.unwrap();
    assert_eq!((told.original, told.name.as_str(), told.wish), (original, "talk.vtt", None));
}

#[test]
fn a_document_of_pictures_still_says_that_they_are_in_printing_inks() {
    let room = Room::new();
    convert(room.folder.path(), &["-size", "60x40", "plasma:", "-colorspace", "CMYK", "inks.jpg"]);
    convert(
        room.folder.path(),
        &["-size", "60x40", "plasma:", "-colorspace", "CMYK", "-compress", "none", "inks.tif"],
    );
    let images = [room.path("inks.jpg"), room.picture("slide.png", 40), room.path("inks.tif")]
        .map(|path| room.add(path));
    let binding = Binding { page: PageRule::default(), flatten: true, keep_private: false };
    let media = room.desk.bind(&images, &binding, &room.desk.stop_of_binding(), |_| {}).unwrap().id;
    let document = DocumentItem { media, title: "Pier".into() };
    let draft = Draft { attachment: Attachment::Document { document }, ..Draft::new(None, None) };
    let found = room.desk.assess(&draft).findings;
    let inks = found.iter().find(|it| it.judgement.rule == "document.cmyk").unwrap();
    assert_eq!(inks.judgement.measured, Some(1), "a TIFF is converted, a JPEG is not");
}
