//! What was taken out of a draft comes back after a restart too.

use galley_core::{
    desk::Picture,
    media::Wish,
    post::{
        Attachment, Commentary, Draft, LaidAside, LinkItem, LinkThumbnail, MediaId, Poll, PollDuration,
        SaidOfFile, Sponsored,
    },
};

use super::Room;

fn draft(text: &str) -> Draft {
    Draft { commentary: Commentary::plain(text), ..Draft::new(None, None) }
}

fn poll() -> Attachment {
    let poll =
        Poll { question: "Which?".into(), options: vec!["Cotton".into()], duration: PollDuration::SevenDays };
    Attachment::Poll { poll }
}

/// The card of a link with this picture.
fn card(media: MediaId) -> Attachment {
    let thumbnail = Some(LinkThumbnail { media, alt_text: "A drawer of type".into() });
    let link =
        LinkItem { url: "https://a.example".into(), title: "Mine".into(), thumbnail, ..LinkItem::default() };
    Attachment::Link { link }
}

#[test]
fn it_is_kept_with_its_draft_and_comes_with_its_files_also_those_that_galley_made() {
    let room = Room::new();
    let original = room.add(room.picture("a.png", 40));
    let made = room.desk.mend(original, &Wish::default()).unwrap().media.id;
    let said = SaidOfFile {
        file: "a stamp a.png".into(),
        alt_text: Some("Two people on a pier".into()),
        title: None,
        landing_page: None,
        thumbnail: None,
        captions: None,
    };
    let aside = LaidAside {
        attachments: vec![poll(), card(made)],
        files: vec![said],
        sponsored: Some(Sponsored { name: "Spring".into(), ..Sponsored::default() }),
    };
    let [kept, other] = [draft("kept"), draft("other")];
    assert_eq!(room.desk.edit(&kept, Some(&aside)).unsaved, None);
    room.desk.edit(&other, None);
    room.desk.edit(&kept, None);
    let room = room.anew();
    room.desk.clear_away();
    let open = room.desk.open_draft(kept.id).unwrap();
    assert_eq!((open.draft, open.aside), (kept, aside));
    assert_eq!(open.media.iter().map(|view| view.id).collect::<Vec<_>>(), [made]);
    assert!(room.desk.picture(made, Picture::Edge(96)).is_some());
    assert_eq!(room.desk.open_draft(other.id).unwrap().aside, LaidAside::default());
}

#[test]
fn a_draft_stays_as_it_was_where_the_disk_refuses_what_is_taken_out_of_it() {
    let room = Room::new();
    let before = Draft { attachment: poll(), ..draft("a poll") };
    room.desk.edit(&before, None);
    let library = rusqlite::Connection::open(room.path("data/galley.db")).unwrap();
    let refuse = "CREATE TRIGGER no BEFORE INSERT ON records BEGIN SELECT RAISE(FAIL, 'full'); END";
    library.execute_batch(refuse).unwrap();
    let aside = LaidAside { attachments: vec![before.attachment.clone()], ..LaidAside::default() };
    let after = Draft { attachment: Attachment::None, ..before.clone() };
    assert!(room.desk.edit(&after, Some(&aside)).unsaved.is_some());
    assert!(room.desk.is_unsaved());
    assert_eq!(room.desk.open_draft(before.id).unwrap().draft, before);
    library.execute_batch("DROP TRIGGER no").unwrap();
    assert_eq!(room.desk.edit(&after, Some(&aside)).unsaved, None);
    let open = room.desk.open_draft(before.id).unwrap();
    assert_eq!((open.draft, open.aside), (after, aside));
}

#[test]
fn a_draft_opens_also_where_it_cannot_be_read() {
    let room = Room::new();
    let kept = draft("kept");
    room.desk.edit(&kept, Some(&LaidAside::default()));
    let library = rusqlite::Connection::open(room.path("data/galley.db")).unwrap();
    let written = "UPDATE records SET body = '{\"attachments\": 7}' WHERE kind = 'laid_aside'";
    assert_eq!(library.execute(written, []).unwrap(), 1);
    let open = room.desk.open_draft(kept.id).unwrap();
    assert_eq!((open.draft, open.aside), (kept, LaidAside::default()));
}
