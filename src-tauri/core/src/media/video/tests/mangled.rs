use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::{prop_assert, sample};

use super::examined;

const SEEDS: [&[u8]; 9] = [
    include_bytes!("../../../../tests/fixtures/media/film/h264.mp4"),
    include_bytes!("../../../../tests/fixtures/media/film/opengop.mp4"),
    include_bytes!("../../../../tests/fixtures/media/film/edited.mp4"),
    include_bytes!("../../../../tests/fixtures/media/film/fragmented.mp4"),
    include_bytes!("../../../../tests/fixtures/media/film/hevc.mov"),
    include_bytes!("../../../../tests/fixtures/media/film/sound.mov"),
    include_bytes!("../../../../tests/fixtures/media/film/small.webm"),
    include_bytes!("../../../../tests/fixtures/media/film/small.mkv"),
    include_bytes!("../../../../tests/fixtures/media/film/small.avi"),
];

#[test]
fn the_seeds_are_sound() {
    for bytes in SEEDS {
        let facts = examined(bytes).0;
        assert_eq!(facts.faults, []);
        assert!(facts.video().unwrap().width.is_some());
    }
}

#[derive(Clone, Debug)]
enum Harm {
    Set(sample::Index, u8),
    Number(sample::Index, u32),
    Cut(sample::Index),
    Insert(sample::Index, Vec<u8>),
    Remove(sample::Index, u8),
    Repeat(sample::Index, u16),
}

fn harm() -> impl Strategy<Value = Harm> {
    let place = any::<sample::Index>;
    let telling = sample::select(vec![0, 1, 7, 8, 16, 0x7FFF_FFFF, 0x8000_0000, u32::MAX, u32::MAX - 1]);
    prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        8 => (place(), telling).prop_map(|(at, number)| Harm::Number(at, number)),
        1 => place().prop_map(Harm::Cut),
        1 => (place(), vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        1 => (place(), any::<u8>()).prop_map(|(at, count)| Harm::Remove(at, count)),
        1 => (place(), any::<u16>()).prop_map(|(at, count)| Harm::Repeat(at, count)),
    ]
}

fn mangled() -> impl Strategy<Value = Vec<u8>> {
    (0..SEEDS.len(), vec(harm(), 1..12)).prop_map(|(seed, harms)| {
        let mut bytes = SEEDS[seed].to_vec();
        for harm in harms {
            let length = bytes.len().max(1);
            match harm {
                Harm::Set(at, byte) => bytes[at.index(length)] = byte,
                Harm::Number(at, number) => {
                    let at = at.index(length);
                    let end = (at + 4).min(bytes.len());
                    bytes.splice(at..end, number.to_be_bytes());
                }
                Harm::Cut(at) => bytes.truncate(at.index(length).max(1)),
                Harm::Insert(at, more) => {
                    let at = at.index(length);
                    bytes.splice(at..at, more);
                }
                Harm::Remove(at, count) => {
                    let at = at.index(length);
                    let end = (at + usize::from(count)).min(bytes.len() - 1);
                    bytes.drain(at.min(end)..end);
                }
                Harm::Repeat(at, count) => {
                    let at = at.index(length);
                    let end = (at + usize::from(count)).min(bytes.len());
                    bytes.extend_from_within(at..end);
                }
            }
        }
        bytes
    })
}

proptest! {
    #[test]
    fn no_mangled_film_makes_examining_panic_read_without_bound_or_tell_nonsense(bytes in mangled()) {
        let (facts, read) = examined(&bytes);
        prop_assert!(read <= 16 * bytes.len() as u64 + 200_000);
        if let Some(video) = facts.video() {
            prop_assert!(![video.width, video.height].contains(&Some(0)));
            prop_assert!(video.duration_ms != Some(0));
            prop_assert!(video.frame_rate.is_none_or(|rate| rate.is_finite() && rate > 0.0));
            prop_assert!(matches!(video.rotation, None | Some(0 | 90 | 180 | 270)));
        }
    }

    #[test]
    fn random_bytes_behind_any_mark_are_examined_without_panic(
        mark in sample::select(vec![
            b"\0\0\0\x14ftypqt  \0\0\0\0qt  ".as_slice(), b"\0\0\0\x08moov", b"\x1A\x45\xDF\xA3", b"RIFF\x10\0\0\0AVI LIST",
        ]),
        rest in vec(any::<u8>(), 0..600),
    ) {
        examined(&[mark, &rest].concat());
    }
}
