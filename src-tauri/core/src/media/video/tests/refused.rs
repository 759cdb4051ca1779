//! Matroska and AVI, which LinkedIn does not take.

use super::{examined, facts, video};
use crate::media::{Fault, HeaderPart};

/// An element with a length of eight bytes.
fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
    let size = (content.len() as u64 | 1 << 56).to_be_bytes();
    [id, &size, content].concat()
}

const EBML: &[u8] = b"\x1A\x45\xDF\xA3";
const SEGMENT: &[u8] = b"\x18\x53\x80\x67";

fn head() -> Vec<u8> {
    element(EBML, &element(b"\x42\x82", b"webm"))
}

fn track(kind: u8, codec: &[u8], more: &[u8]) -> Vec<u8> {
    let parts = [element(b"\x83", &[kind]), element(b"\x86", codec), more.to_vec()];
    element(b"\xAE", &parts.concat())
}

fn tracks(width: u8) -> Vec<u8> {
    let size = [element(b"\xB0", &[width]), element(b"\xBA", &[90])].concat();
    let pictures = track(1, b"V_VP9", &element(b"\xE0", &size));
    element(b"\x16\x54\xAE\x6B", &[pictures, track(2, b"A_OPUS", &[])].concat())
}

fn info(ticks: f64) -> Vec<u8> {
    element(b"\x15\x49\xA9\x66", &element(b"\x44\x89", &ticks.to_be_bytes()))
}

#[test]
fn matroska_tells_what_stands_before_its_pictures() {
    let film = [head(), element(SEGMENT, &[info(2500.0), tracks(160)].concat())].concat();
    let facts = facts(&film);
    assert_eq!(facts.faults, []);
    let video = video(&facts);
    assert_eq!((video.width, video.height, video.duration_ms), (Some(160), Some(90), Some(2500)));
    assert_eq!((video.video_codec.as_deref(), video.audio_codec.as_deref()), (Some("vp9"), Some("opus")));
    assert_eq!((video.video_tracks, video.audio_tracks), (Some(1), Some(1)));
}

#[test]
fn durations_that_are_no_numbers_are_not_told() {
    for ticks in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
        let film = [head(), element(SEGMENT, &[info(ticks), tracks(160)].concat())].concat();
        assert_eq!(video(&facts(&film)).duration_ms, None, "{ticks}");
    }
}

#[test]
fn a_cut_segment_is_truncated_and_a_size_of_0_is_said() {
    let film = [head(), element(SEGMENT, &[info(2500.0), tracks(0)].concat())].concat();
    assert_eq!(facts(&film).faults, [Fault::ZeroDimensions]);
    let film = [head(), element(SEGMENT, &[info(2500.0), tracks(160), vec![0; 100]].concat())].concat();
    let cut = &film[..film.len() - 100];
    let expected = Some(film.len() as u64);
    assert_eq!(facts(cut).faults, [Fault::Truncated { at: cut.len() as u64, expected }]);
}

#[test]
fn elements_that_cannot_be_are_corrupt_and_a_million_are_given_up() {
    let corrupt = Fault::CorruptHeader { part: HeaderPart::MatroskaElement };
    let overrun = element(SEGMENT, &[b"\x16\x54\xAE\x6B\x81\xAE\x90".as_slice(), &[0; 40]].concat());
    for film in [[head(), overrun].concat(), [head(), vec![0; 50]].concat()] {
        assert_eq!(facts(&film).faults, std::slice::from_ref(&corrupt));
    }
    let many = element(SEGMENT, &b"\xEC\x80".repeat(1_000_000));
    let (facts, read) = examined(&[head(), many].concat());
    assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::Length }]);
    assert!(read < 100_000, "{read}");
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len()).unwrap().to_le_bytes();
    [kind.as_slice(), &size, content].concat()
}

/// With room for a hundred pictures of nothing.
fn avi(scale: u32, height: i32) -> Vec<u8> {
    avi_of(scale, height, 100, &[])
}

fn avi_of(scale: u32, height: i32, frames: u32, properties: &[u8]) -> Vec<u8> {
    let header =
        [b"vidsMJPG".to_vec(), vec![0; 12], scale.to_le_bytes().to_vec(), 25_u32.to_le_bytes().to_vec()];
    let header = [header.concat(), vec![0; 4], frames.to_le_bytes().to_vec(), vec![0; 20]].concat();
    let format = [vec![0; 4], 320_i32.to_le_bytes().to_vec(), height.to_le_bytes().to_vec(), vec![0; 4]];
    let format = [format.concat(), b"MJPG".to_vec(), vec![0; 20]].concat();
    let stream =
        [b"strl".to_vec(), chunk(b"strh", &header), chunk(b"strf", &format), properties.to_vec()].concat();
    let list = [b"hdrl".to_vec(), chunk(b"avih", &[0; 56]), chunk(b"LIST", &stream)].concat();
    let pictures = [b"movi".to_vec(), chunk(b"00dc", &[]).repeat(100)].concat();
    chunk(b"RIFF", &[b"AVI ".to_vec(), chunk(b"LIST", &list), chunk(b"LIST", &pictures)].concat())
}

#[test]
fn more_pictures_than_an_avi_has_room_for_are_a_placeholder() {
    let mut piped = avi_of(1, 180, 1 << 30, &[]);
    piped[4..8].fill(0xFF);
    let facts_of = facts(&piped);
    assert_eq!((video(&facts_of).duration_ms, facts_of.faults.as_slice()), (None, [].as_slice()));
    assert_eq!((video(&facts_of).frame_rate, video(&facts_of).width), (Some(25.0), Some(320)));
    // Of a file that was cut, what is missing would have had room for them.
    let whole = avi(1, 180);
    let cut = facts(&whole[..400]);
    assert_eq!(video(&cut).duration_ms, Some(4000));
    assert_eq!(cut.faults, [Fault::Truncated { at: 400, expected: Some(whole.len() as u64) }]);
}

#[test]
fn an_avi_is_as_wide_as_square_pixels_would_be() {
    let width = |words: &[u32]| {
        let properties: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        video(&facts(&avi_of(1, 180, 100, &chunk(b"vprp", &properties)))).width
    };
    let shaped = |shape: u32, wide, high| width(&[0, 0, 25, wide, high, shape, wide, high, 1]);
    assert_eq!(shaped(4 << 16 | 3, 320, 180), Some(240));
    assert_eq!(shaped(64 << 16 | 27, 320, 180), Some(427));
    // The frame may be part of what is stored.
    assert_eq!(shaped(4 << 16 | 3, 300, 150), Some(213));
    for nonsense in
        [shaped(0, 320, 180), shaped(4 << 16 | 3, 0, 180), shaped(u32::MAX, 1, u32::MAX), width(&[0; 3])]
    {
        assert_eq!(nonsense, Some(320));
    }
}

#[test]
fn avi_tells_what_its_headers_say() {
    let facts_of = facts(&avi(1, -180));
    assert_eq!(facts_of.faults, []);
    let told = video(&facts_of);
    assert_eq!((told.width, told.height, told.duration_ms), (Some(320), Some(180), Some(4000)));
    assert_eq!((told.frame_rate, told.video_codec.as_deref()), (Some(25.0), Some("mjpeg")));
    let into_a_pipe: Vec<u8> = {
        let mut bytes = avi(1, -180);
        let at = bytes.windows(4).position(|four| four == 100_u32.to_le_bytes()).unwrap();
        bytes[at..at + 4].copy_from_slice(&(1_u32 << 30).to_le_bytes());
        bytes
    };
    let untold = facts(&into_a_pipe);
    assert_eq!((video(&untold).duration_ms, video(&untold).frame_rate), (None, Some(25.0)));
    assert_eq!(untold.faults, []);
    let without_a_clock = facts(&avi(0, i32::MIN));
    assert_eq!(
        (video(&without_a_clock).duration_ms, without_a_clock.faults.as_slice()),
        (None, [].as_slice())
    );
    assert_eq!(video(&without_a_clock).height, Some(1 << 31));
}
