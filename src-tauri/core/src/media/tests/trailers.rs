//! What stands behind a JPEG is told whatever it is made of.

use super::{examined, facts, jpeg, segment, with_segments};
use crate::media::Fault;

/// Bytes as film data has them: every pair occurs.
fn clip(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2) + 1;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

fn behind(bytes: usize) -> Vec<Fault> {
    vec![Fault::TrailingBytes { bytes: bytes as u64 }]
}

pub(super) fn xmp(words: &str) -> Vec<u8> {
    segment(0xE1, format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{words}</x:xmpmeta>").as_bytes())
}

/// A list of two pictures, of which the first has so many bytes (CIPA DC-007).
fn pictures(first: usize) -> Vec<u8> {
    let mut list = b"MPF\0MM\0*\0\0\0\x08\0\x01\xB0\x02\0\x07\0\0\0\x20\0\0\0\x1A\0\0\0\0".to_vec();
    list.extend(0x0003_0000_u32.to_be_bytes());
    list.extend((first as u32).to_be_bytes());
    list.extend([0; 24]);
    segment(0xE2, &list)
}

/// A photograph of five megabytes with this segment, so that following its data would show in what is read.
fn large(words: &[u8]) -> Vec<u8> {
    let mut bytes = with_segments(&jpeg(), &[words.to_vec()]);
    let end = bytes.len() - 2;
    bytes.splice(end..end, std::iter::repeat_n(0x55, 5_000_000));
    bytes
}

#[test]
fn a_clip_that_no_header_names_is_told_whatever_bytes_it_has() {
    for seed in 0..200 {
        let clip = clip(seed, 100_000);
        // By chance the end of a clip can look like that of a picture.
        assert!(!clip.ends_with(&[0xFF, 0xD9]));
        assert_eq!(facts(&[jpeg(), clip].concat()).faults, behind(100_000), "{seed}");
    }
}

#[test]
fn what_a_header_names_is_told_without_following_the_picture() {
    let second = [clip(1, 70_000), jpeg()].concat();
    let length = second.len();
    let listed =
        |items: &str| xmp(&format!("<Container:Directory><rdf:Seq>{items}</rdf:Seq></Container:Directory>"));
    let item = |said: String| format!("<rdf:li><Container:Item {said}/></rdf:li>");
    let primary = item("Item:Mime=\"image/jpeg\" Item:Semantic=\"Primary\" Item:Length=\"0\"".into());
    let words = [
        xmp(&format!("<rdf:Description GCamera:MicroVideo=\"1\" GCamera:MicroVideoOffset=\"{length}\"/>")),
        xmp(&format!("<GCamera:MicroVideoOffset>\n{length}</GCamera:MicroVideoOffset>")),
        listed(
            &[primary.clone(), item(format!("Item:Semantic=\"GainMap\" Item:Length='{length}'"))].concat(),
        ),
        listed(
            &[
                primary.replace("Item:Length", "Item:Padding=\"16\" Item:Length"),
                item("Item:Semantic=\"GainMap\" Item:Length=\"1000\"".into()),
                item(format!("Item:Semantic=\"MotionPhoto\" Item:Length=\"{}\"", length - 1016)),
            ]
            .concat(),
        ),
        pictures(large(&pictures(0)).len()),
    ];
    for words in words {
        let (facts, read) = examined(&[large(&words), second.clone()].concat());
        assert_eq!(facts.faults, behind(length), "{}", String::from_utf8_lossy(&words));
        assert!(read < 16 * 1024, "{read}");
    }
}

#[test]
fn words_about_what_is_no_longer_there_are_not_believed() {
    for words in [
        xmp("<a GCamera:MicroVideoOffset=\"4000\"/>"),
        pictures(3000),
        pictures(0),
        pictures(u32::MAX as usize),
    ] {
        assert_eq!(facts(&large(&words)).faults, [], "{}", String::from_utf8_lossy(&words));
        assert_eq!(facts(&[large(&words), clip(7, 900)].concat()).faults, behind(900));
    }
}

#[test]
fn padding_is_nothing() {
    for filler in [0x00, 0xFF, b'\n'] {
        for length in [1, 600, 50_000] {
            assert_eq!(facts(&[jpeg(), vec![filler; length]].concat()).faults, []);
        }
    }
}

#[test]
fn an_end_mark_in_a_comment_between_scans_is_none() {
    let mut bytes = jpeg();
    let end = bytes.len() - 2;
    bytes.splice(end..end, segment(0xFE, b"\xFF\xD9\xFF\xD9"));
    assert_eq!(facts(&bytes).faults, []);
    assert_eq!(facts(&[bytes, clip(3, 5000)].concat()).faults, behind(5000));
}

#[test]
fn a_picture_that_breaks_off_is_not_ended_by_what_follows() {
    let whole = jpeg();
    let cut = &whole[..whole.len() - 2];
    let at = cut.len() as u64;
    assert_eq!(facts(cut).faults, [Fault::Truncated { at, expected: None }]);
}
