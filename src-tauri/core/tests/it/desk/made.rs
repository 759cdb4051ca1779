//! Files that Galley makes of others, each beside its original and under an id of its own.

use std::{cell::RefCell, fs, sync::mpsc, thread, time::Duration};

use galley_core::{
    desk::{Code, MediaState, MediaView, Part, Picture},
    media::{Binding, Color, Crop, Done, Facts, Format, PageDrawer, PageRule, Target, Wish},
    post::{Attachment, DocumentItem, Draft},
};

use super::Room;
use crate::media::programs::{convert, exiftool, tag};

fn facts(view: &MediaView) -> &Facts {
    match &view.state {
        MediaState::Present { facts } => facts,
        MediaState::Gone { why } => panic!("{why}"),
    }
}

#[test]
fn a_picture_of_a_foreign_kind_becomes_one_that_is_taken() {
    let room = Room::new();
    let webp = include_bytes!("../../fixtures/media/lossy.webp");
    let path = room.file("harbour.webp", webp);
    let original = room.add(path.clone());
    let mended = room.desk.mend(original, &Wish { fit: true, ..Wish::default() }).unwrap();
    assert_eq!(facts(&mended.media).format, Some(Format::Png), "it is transparent");
    assert_eq!((mended.media.name.as_str(), mended.before), ("harbour.png", webp.len() as u64));
    assert_eq!(mended.after, facts(&mended.media).bytes);
    assert!(!mended.done.is_empty() && mended.media.id != original);
    assert_eq!(fs::read(path).unwrap(), webp, "the original stays");
    assert!(room.desk.picture(mended.media.id, Picture::Edge(96)).is_some());
}

#[test]
fn a_part_of_a_photograph_is_cut_out_and_tells_nobody_where_it_was_taken() {
    let room = Room::new();
    convert(room.folder.path(), &["-size", "60x40", "plasma:", "pier.jpg"]);
    exiftool(room.folder.path(), &["-GPSLatitude=52.5", "-GPSLongitude=13.4", "pier.jpg"]);
    let original = room.add(room.path("pier.jpg"));
    let crop = Crop { x: 10, y: 0, width: 40, height: 40 };
    let mended = room.desk.mend(original, &Wish { crop: Some(crop), ..Wish::default() }).unwrap();
    let image = facts(&mended.media).image().unwrap();
    assert_eq!((image.width, image.height, image.gps), (Some(40), Some(40), false));
    let made = room.desk.viewable(mended.media.id).unwrap();
    assert_eq!(tag(made.parent().unwrap(), "GPSLatitude", "pier.jpg"), "");
    assert_ne!(tag(room.folder.path(), "GPSLatitude", "pier.jpg"), "", "the original stays");

    let outside = Crop { x: 50, ..crop };
    let refused = room.desk.mend(original, &Wish { crop: Some(outside), ..Wish::default() }).unwrap_err();
    assert!(refused.message.contains("60 × 40"), "{refused}");
    assert_eq!(fs::read_dir(room.path("data/made")).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_drawn_is_not_offered_to_be_mended() {
    let room = Room::new();
    let jxl = room.file("mark.jxl", include_bytes!("../../fixtures/media/still.jxl"));
    let ids = [room.file("harbour.webp", include_bytes!("../../fixtures/media/lossy.webp")), jxl.clone()]
        .map(|path| room.add(path));
    let mendable = || room.desk.reexamine(&ids).iter().map(|view| view.mendable).collect::<Vec<_>>();
    assert_eq!(mendable(), [true, false]);
    let added = room.desk.add_files(&[jxl]).unwrap();
    assert!(!added.media[0].mendable);
    fs::remove_file(room.path("harbour.webp")).unwrap();
    assert_eq!(mendable(), [false, false]);
}

#[test]
fn what_a_film_shows_at_a_moment_becomes_a_picture_of_its_size() {
    let room = Room::new();
    let film = room.add(room.file("harbour.mp4", include_bytes!("../../fixtures/media/film/h264.mp4")));
    let frame = room.desk.take_frame(film, 40).unwrap();
    assert_eq!(frame.name, "harbour at 0.00.04.jpg");
    let video = room.desk.reexamine(&[film]).remove(0);
    let (video, image) = (facts(&video).video().unwrap(), facts(&frame).image().unwrap());
    assert_eq!((image.width, image.height), (video.width, video.height));
    let shown = |picture| room.desk.picture(film, picture).is_some();
    assert!(shown(Picture::Edge(96)) && shown(Picture::Frame { at_ms: 40, edge: 96 }));
    assert_eq!(room.desk.why_undrawn(film, Part::Whole), None);
    assert_eq!(room.desk.why_undrawn(film, Part::Frame { at_ms: 40 }), None);
    let page = room.desk.why_undrawn(film, Part::Page { page: 2 }).unwrap();
    assert!(page.starts_with("Galley does not draw videos of this kind"), "{page}");

    let words = room.add(room.file("notes.txt", "words"));
    assert!(room.desk.take_frame(words, 0).is_err());
    assert_eq!(
        room.desk.why_undrawn(words, Part::Whole).unwrap(),
        "Galley draws pictures, videos and pages of PDFs, and this file is none that it knows."
    );
    assert_eq!(fs::read_dir(room.path("data/made")).unwrap().count(), 1);
}

#[test]
fn captions_of_a_browser_and_of_an_old_program_become_plain_srt() {
    let room = Room::new();
    let vtt = "WEBVTT\n\n00:01.000 --> 00:03.500\n<v Ada>Guten Morgen\n";
    let old = b"1\r\n00:00:01,000 --> 00:00:03,500\r\nGr\xFC\xDFe aus M\xFCnchen\r\n";
    for (name, bytes, read_as, said) in [
        ("talk.vtt", vtt.as_bytes(), None, "Guten Morgen"),
        ("talk.srt", old.as_slice(), Some("windows-1252"), "Grüße aus München"),
    ] {
        let path = room.file(name, bytes);
        let original = room.add(path.clone());
        let mended = room.desk.mend(original, &Wish::default()).unwrap();
        assert_eq!((mended.media.name.as_str(), mended.read_as.as_deref()), ("talk.srt", read_as), "{name}");
        assert_ne!(mended.media.id, original);
        assert_eq!((mended.before, mended.after), (bytes.len() as u64, facts(&mended.media).bytes));
        assert_eq!(facts(&mended.media).format, Some(Format::Srt));
        assert_eq!(fs::read(path).unwrap(), bytes, "the original stays");
        let [cue] = room.desk.captions(mended.media.id).unwrap().try_into().unwrap();
        assert_eq!((cue.start_ms, cue.end_ms, cue.text.as_str()), (1000, 3500, said));
    }
}

#[test]
fn captions_that_hold_none_are_not_mended_and_other_files_have_none() {
    let room = Room::new();
    let empty = room.add(room.file("talk.vtt", "WEBVTT\n\n"));
    assert!(room.desk.mend(empty, &Wish::default()).unwrap_err().message.contains("nothing to read"));
    let picture = room.add(room.picture("a.png", 1));
    assert!(room.desk.captions(picture).is_err());
    assert_eq!(fs::read_dir(room.path("data/made")).unwrap().count(), 0);
}

#[test]
fn pictures_become_a_document_of_as_many_pages_named_after_the_first() {
    let room = Room::new();
    let images: Vec<_> =
        ["slide 1.png", "slide 2.png", "slide 3.png"].map(|name| room.add(room.picture(name, 40))).into();
    let binding = Binding { page: PageRule::default(), flatten: true, keep_private: false };
    let stop = room.desk.stop_of_binding();
    let told = RefCell::new(Vec::new());
    let bound = room.desk.bind(&images, &binding, &stop, |done| told.borrow_mut().push(done)).unwrap();
    assert_eq!(told.into_inner(), [0, 1, 2]);
    assert_eq!(bound.name, "slide 1.pdf");
    assert_eq!((facts(&bound).format, facts(&bound).document().unwrap().pages), (Some(Format::Pdf), Some(3)));
    let one = room.desk.bind(&images[..1], &binding, &stop, |_| {}).unwrap_err();
    assert!(one.message.contains("2 to 300 pages, not 1; add pictures"), "{one}");
    let many = room.desk.bind(&vec![images[0]; 301], &binding, &stop, |_| {}).unwrap_err();
    assert!(many.message.contains("not 301"), "{many}");
    fs::remove_file(room.path("slide 2.png")).unwrap();
    let gone = room.desk.bind(&images, &binding, &stop, |_| {}).unwrap_err();
    assert!(gone.message.starts_with("slide 2.png: "), "{gone}");
}

#[test]
fn a_document_that_is_being_made_can_be_stopped_and_holds_no_fix_up() {
    let room = Room::new();
    let images: Vec<_> = ["1.png", "2.png", "3.png"].map(|name| room.add(room.picture(name, 40))).into();
    let binding = Binding { page: PageRule::default(), flatten: true, keep_private: false };
    let stop = room.desk.stop_of_binding();
    let stopped = room.desk.bind(&images, &binding, &stop, |done| {
        if done == 1 {
            let (desk, image, (fixed, hears)) = (room.desk.clone(), images[0], mpsc::channel());
            thread::spawn(move || drop(fixed.send(desk.mend(image, &Wish::default()))));
            let mended = hears.recv_timeout(Duration::from_secs(60)).expect("a fix waits for the document");
            mended.unwrap();
            room.desk.stop_binding();
        }
        assert!(done < 2, "a page after the stop");
    });
    assert!(stopped.unwrap_err().message.contains("stopped"));
    assert_eq!(fs::read_dir(room.path("data/made")).unwrap().count(), 1, "the mended picture alone");
    // The next one is another.
    room.desk.bind(&images, &binding, &room.desk.stop_of_binding(), |_| {}).unwrap();
}

#[test]
fn a_picture_that_was_replaced_meanwhile_is_not_cut_as_the_old_one_was_wished_to_be() {
    let room = Room::new();
    let path = room.picture("a.png", 1);
    let picture = room.add(path.clone());
    let seen = facts(&room.desk.reexamine(&[picture])[0]).stamp.clone();
    let wish = Wish { format: Some(Target::Jpeg), ..Wish::default() };
    assert!(room.desk.mend_as_seen(picture, &wish, Some(&seen)).is_ok());
    convert(path.parent().unwrap(), &["-size", "90x120", "xc:blue", "a.png"]);
    let refused = room.desk.mend_as_seen(picture, &wish, Some(&seen)).unwrap_err();
    assert_eq!(refused.code, Code::Changed);
    assert!(room.desk.mend_as_seen(picture, &wish, None).is_ok());
}

#[test]
fn an_svg_becomes_a_picture_large_enough_for_a_post() {
    let room = Room::new();
    let drawer = PageDrawer::new(env!("CARGO_BIN_EXE_galley-draw-pages").into(), Vec::new());
    let desk = room.desk.clone().with_page_drawer(drawer);
    let text = r##"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="30" height="30" fill="#f00"/></svg>"##;
    let logo = room.add(room.file("logo.svg", text));
    let made = desk.mend(logo, &Wish { fit: true, ..Wish::default() }).unwrap();
    assert_eq!(made.media.name, "logo.png");
    assert_eq!(made.done, [Done::Converted { from: Format::Svg, to: Format::Png }]);
    assert_eq!(facts(&made.media).image().unwrap().color, Some(Color::Rgba));
    let on_white = Wish { format: Some(Target::Jpeg), ..Wish::default() };
    let made_jpeg = desk.mend(logo, &on_white).unwrap();
    assert_eq!(made_jpeg.done, [Done::Converted { from: Format::Svg, to: Format::Jpeg }, Done::Flattened]);
    let sides = |view: &MediaView| (facts(view).image().unwrap().width, facts(view).image().unwrap().height);
    assert_eq!(sides(&made.media), (Some(1200), Some(600)));
    let crop = Some(Crop { x: 0, y: 0, width: 30, height: 30 });
    let cut = desk.mend(logo, &Wish { crop, ..Wish::default() }).unwrap();
    assert_eq!(sides(&cut.media), (Some(600), Some(600)));
    let binding = Binding { page: PageRule::Own, flatten: true, keep_private: false };
    let bound = desk.bind(&[logo, logo], &binding, &desk.stop_of_binding(), |_| {}).unwrap();
    assert_eq!(facts(&bound).document().unwrap().pages, Some(2));

    let stop = desk.stop_of_binding();
    desk.stop_binding();
    let stopped = desk.bind(&[logo, logo], &binding, &stop, |_| {}).unwrap_err();
    assert!(stopped.message.contains("stopped"), "{}", stopped.message);
    let broken = room.add(room.file("broken.svg", r#"<svg width="9" height="9"><a></b></svg>"#));
    let undrawn = desk.bind(&[logo, broken], &binding, &desk.stop_of_binding(), |_| {}).unwrap_err();
    assert!(undrawn.message.starts_with("page 2: "), "{}", undrawn.message);
}

#[test]
fn an_svg_tells_of_the_pictures_that_it_only_links_to() {
    let room = Room::new();
    let drawer = PageDrawer::new(env!("CARGO_BIN_EXE_galley-draw-pages").into(), Vec::new());
    let desk = room.desk.clone().with_page_drawer(drawer);
    let dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    let [linked, whole] = [("linked.svg", "photo.jpg"), ("whole.svg", dot)].map(|(name, second)| {
        let image = |href| format!(r#"<image href="{href}" width="30" height="30"/>"#);
        let first = if name == "linked.svg" { "https://localhost/a.png" } else { dot };
        let pictures = [image(first), image(second), image(second), image(dot)].concat();
        let text =
            format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">{pictures}</svg>"#);
        room.add(room.file(name, &text))
    });
    let done = |id| desk.mend(id, &Wish::default()).unwrap().done;
    let drawn = Done::Converted { from: Format::Svg, to: Format::Png };
    assert_eq!(done(linked), [drawn, Done::LeftOut { pictures: 2 }]);
    assert_eq!(done(whole), [drawn]);

    let binding = Binding { page: PageRule::Own, flatten: true, keep_private: false };
    let media = desk.bind(&[whole, linked], &binding, &desk.stop_of_binding(), |_| {}).unwrap().id;
    let document = DocumentItem { media, title: "Pier".into() };
    let draft = Draft { attachment: Attachment::Document { document }, ..Draft::new(None, None) };
    let found = desk.assess(&draft).findings;
    let lacks = found.iter().find(|it| it.judgement.rule == "document.left_out").unwrap();
    assert_eq!(lacks.judgement.measured, Some(1));
}
