//! Frames of small films in which each frame has its own brightness, drawn by Galley's own decoders alone.

mod crafted;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ::image::RgbImage;

use super::film::open;
use super::{DECODERS, Decoder, Moment, Size, draw_by, program};
use crate::media::{Facts, ThumbnailError, examine};

/// 30 frames of 64 × 48 in three seconds: frame `n` has a brightness of 24 + 7 `n`, and all but its left quarter is
/// reddish.
const LEVELS: std::ops::Range<u64> = 0..30;
const OWN: &[Decoder] = DECODERS.split_at(2).0;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/media/film").join(name)
}

fn drawn(path: &Path, moment: Moment, size: Size) -> Result<RgbImage, ThumbnailError> {
    let facts = examine(path).unwrap();
    draw_by(OWN, &open(path, &facts).unwrap(), moment, size, None)
}

/// The number of the frame that a picture shows, by the brightness of its left side (its upper, when turned).
fn number(picture: &RgbImage) -> f64 {
    let gray = f64::from(picture.get_pixel(3, 3).0[1]);
    (gray * 219.0 / 255.0 + 16.0 - 24.0) / 7.0
}

fn assert_shows(name: &str, moment: Moment, frame: u64) {
    let picture = drawn(&fixture(name), moment, Size::Full)
        .unwrap_or_else(|error| panic!("{name} {moment:?}: {error}"));
    let number = number(&picture);
    assert!((number - frame as f64).abs() < 0.4, "{name} {moment:?}: frame {number}, not {frame}");
}

#[test]
fn every_moment_shows_its_own_frame() {
    let films = ["h264.mp4", "opengop.mp4", "fragmented.mp4", "slices.mp4"];
    for name in films.into_iter().chain(["hevc.mov", "hevc10.mp4", "slices_hevc.mp4"]) {
        for frame in LEVELS {
            assert_shows(name, Moment::At(frame * 100), frame);
            assert_shows(name, Moment::At(frame * 100 + 99), frame);
        }
        assert_shows(name, Moment::At(1_000_000), 29);
    }
}

#[test]
fn an_edit_list_is_followed() {
    for frame in 0..22 {
        assert_shows("edited.mp4", Moment::At(frame * 100 + 60), frame + 8);
    }
}

#[test]
fn a_frame_that_stands_alone_is_the_one_before() {
    for name in ["h264.mp4", "opengop.mp4", "fragmented.mp4", "hevc.mov"] {
        for (at, frame) in [(0, 0), (1150, 0), (1250, 12), (2350, 12), (2500, 24), (99_000, 24)] {
            assert_shows(name, Moment::Key(at), frame);
        }
    }
}

#[test]
fn a_frame_is_upright_and_as_large_as_wanted() {
    let turned = drawn(&fixture("hevc.mov"), Moment::At(0), Size::Full).unwrap();
    assert_eq!(turned.dimensions(), (48, 64));
    // What was the left quarter is the upper one.
    let red = |x, y| i32::from(turned.get_pixel(x, y).0[0]) - i32::from(turned.get_pixel(x, y).0[1]);
    assert!(red(5, 5) < 10 && red(43, 5) < 10 && red(5, 60) > 60 && red(43, 60) > 60);
    for (size, expected) in
        [(Size::Within(32), (24, 32)), (Size::Within(1), (1, 1)), (Size::Within(999), (48, 64))]
    {
        assert_eq!(drawn(&fixture("hevc.mov"), Moment::At(0), size).unwrap().dimensions(), expected);
    }
}

#[test]
fn a_kind_that_is_not_decoded_is_named() {
    let refused = drawn(&fixture("interlaced.mp4"), Moment::At(0), Size::Full).map(drop);
    let Err(ThumbnailError::NoDecoder { codec }) = refused else { panic!("{refused:?}") };
    assert_eq!(codec, "h264");
}

#[test]
fn a_film_that_breaks_off_shows_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.mp4");
    let whole = fs::read(fixture("fragmented.mp4")).unwrap();
    fs::write(&path, &whole[..whole.len() * 3 / 4]).unwrap();
    assert!(drawn(&path, Moment::At(0), Size::Full).is_ok());
    // The second half of the tables' films is their index, without which there is nothing.
    let whole = fs::read(fixture("h264.mp4")).unwrap();
    fs::write(&path, &whole[..whole.len() / 3]).unwrap();
    assert!(matches!(drawn(&path, Moment::At(0), Size::Full), Err(ThumbnailError::Damaged)));
}

#[test]
fn no_cut_or_mangled_film_makes_drawing_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mangled.mp4");
    for name in ["h264.mp4", "fragmented.mp4", "hevc10.mp4", "edited.mp4"] {
        let whole = fs::read(fixture(name)).unwrap();
        let mut seed = 0x9E37_79B9_u32;
        let mut random = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            seed as usize % below
        };
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                bytes[at] = random(256) as u8;
            }
            fs::write(&path, &bytes).unwrap();
            for moment in [Moment::Key(0), Moment::At(random(3000) as u64)] {
                let _ = drawn(&path, moment, Size::Within(32));
            }
        }
    }
}

#[test]
fn a_frame_larger_than_is_decoded_is_told_with_its_pixels() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.mp4");
    let mut bytes = fs::read(fixture("h264.mp4")).unwrap();
    let entry = bytes.windows(8).position(|eight| eight == b"avc1\0\0\0\0").unwrap() + 4;
    bytes[entry + 24..entry + 28].copy_from_slice(&[0x20, 0, 0x20, 0]);
    fs::write(&path, bytes).unwrap();
    let refused = drawn(&path, Moment::At(0), Size::Within(64)).map(drop);
    assert!(matches!(refused, Err(ThumbnailError::TooManyPixels { pixels: 67_108_864, .. })), "{refused:?}");
}

fn facts_of(name: &str) -> (PathBuf, Facts) {
    let path = fixture(name);
    let facts = examine(&path).unwrap();
    (path, facts)
}

#[cfg(unix)]
#[test]
fn a_program_that_is_late_is_ended_and_one_that_writes_too_much_or_nothing_is_not_believed() {
    use std::os::unix::fs::PermissionsExt;
    let (path, facts) = facts_of("h264.mp4");
    let film = open(&path, &facts).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let stand_in = |script: &str| {
        let program = folder.path().join("ffmpeg");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let patience = Duration::from_millis(if script.contains("exec sleep") { 50 } else { 20_000 });
        program::draw_with(&program, &film, Moment::Key(0), Size::Full, patience)
    };
    assert!(matches!(stand_in("exec sleep 600"), Err(super::Undrawn::TooSlow)));
    assert!(matches!(stand_in("exec cat /dev/zero"), Err(super::Undrawn::Damaged)));
    assert!(matches!(stand_in("exit 1"), Err(super::Undrawn::Damaged)));
    assert!(stand_in("exec head -c 9216 /dev/zero").is_ok());
    let missing = folder.path().join("nothing");
    let none = program::draw_with(&missing, &film, Moment::Key(0), Size::Full, Duration::from_secs(1));
    assert!(matches!(none, Err(super::Undrawn::NotMine)));
}
