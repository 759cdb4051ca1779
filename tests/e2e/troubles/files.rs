//! Files that are none, that lie, or that are gone.

use super::{begun, finding, one_post, still_standing, with_a_pier};
use crate::{
    desk::{Desk, Window},
    steps::{self, CARD, CONFIRM, HELD, Sandbox, drop_images, publish, review},
};
use std::{fs, os::unix::fs::symlink, path::PathBuf};

#[test]
fn files_that_are_no_images_are_each_told_in_words() {
    let desk = Desk::new();
    let window = begun(&desk);
    let file = |name: &str, bytes: &[u8]| {
        let path = desk.files().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let whole = fs::read(desk.picture("whole.jpg", 1200, 800)).unwrap();
    let files = [
        file("note.jpg", b"not a picture"),
        file("nothing.png", b""),
        file("half.jpg", &whole[..whole.len() / 2]),
        file("modern.webp", WEBP),
        file("huge.png", &huge_png()),
    ];
    let before = window.find_all(CARD).len();
    assert_eq!(before, 0);
    drop_images(&window, &files.each_ref().map(PathBuf::as_path));
    for (name, rule, words) in [
        ("note.jpg", "file.kind", "not an image"),
        ("nothing.png", "file.empty", "0 bytes"),
        ("half.jpg", "image.truncated", "breaks off"),
        ("modern.webp", "image.format", "JPEG, PNG"),
        ("huge.png", "image.pixels", "60,000 × 60,000"),
    ] {
        let said = finding(&window, rule, name);
        assert!(said.contains(words), "{name}: {said}");
    }
    still_standing(&window);
    window.find(HELD);
}

#[test]
fn folders_and_dead_links_are_refused_in_words_and_the_good_image_beside_them_is_taken() {
    let desk = Desk::new();
    let window = begun(&desk);
    let folder = desk.files().join("holiday");
    fs::create_dir(&folder).unwrap();
    let link = desk.files().join("link.jpg");
    symlink(desk.files().join("was here.jpg"), &link).unwrap();
    let good = desk.picture("good.jpg", 1200, 627);
    window.drop_files("main", &[&folder, &good, &link]);
    window.texts_when(steps::CARD_NAMES, &["good.jpg"]);
    let refused = window.text_when("main [role=alert]", |text| text.contains("2 files could not be added"));
    assert!(refused.contains("holiday: There is no file in this folder."), "{refused}");
    assert!(refused.contains("link.jpg: This link leads to a file that is not there any more."), "{refused}");
    still_standing(&window);
}

#[test]
fn a_file_deleted_before_the_review_holds_it_and_is_taken_again_when_it_is_back() {
    let desk = Desk::new();
    let window = begun(&desk);
    let pier = with_a_pier(&desk, &window);
    let aside = pier.with_extension("aside");
    fs::rename(&pier, &aside).unwrap();
    the_pier_is_gone_and_put_back(&window, || fs::rename(&aside, &pier).unwrap());
    publish(&window, "published");
    one_post(&window);
}

#[test]
fn a_file_deleted_after_the_review_is_named_and_nothing_is_posted() {
    let desk = Desk::new();
    let window = begun(&desk);
    let pier = with_a_pier(&desk, &window);
    let sandbox = Sandbox::of(&window);
    review(&window);
    let aside = pier.with_extension("aside");
    fs::rename(&pier, &aside).unwrap();
    window.click(CONFIRM);
    window.text_when("dialog [role=alert]", |text| text.contains("pier.jpg: The file cannot be read"));
    assert_eq!(sandbox.posts().len(), 0);
    window.button("Back to the draft").click();
    the_pier_is_gone_and_put_back(&window, || fs::rename(&aside, &pier).unwrap());
    publish(&window, "published");
    one_post(&window);
}

/// The tray and the findings say which file is gone, and take it again by themselves when it is back.
fn the_pier_is_gone_and_put_back(window: &Window<'_>, put_back: impl FnOnce()) {
    window.text_when("[data-testid=card]", |text| {
        text.contains("The file cannot be read. There is no such file. Put it back")
    });
    let said = finding(window, "file.gone", "pier.jpg");
    assert!(said.contains("Put it back where it was"), "{said}");
    window.find(HELD);
    still_standing(window);
    put_back();
    window.gone("[data-rule='file.gone']");
}

/// The header of a lossless WebP of 1 × 1.
const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";

/// CRC-32 of its `IHDR` chunk.
const HUGE_CHECKSUM: u32 = 0x0fb0_e215;

/// A PNG that says it has 60,000 × 60,000 pixels, and holds none.
fn huge_png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat());
    png.extend([8, 2, 0, 0, 0]);
    png.extend(HUGE_CHECKSUM.to_be_bytes());
    png.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
    png
}
