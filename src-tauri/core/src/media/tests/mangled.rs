use std::io::Cursor;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::{prop_assert, sample};

use super::{bmp, examined, exif, gif, ico, jpeg, png, segment, svg, with_segments};
use crate::media::Kind;
use crate::media::thumbnail::decode_for_test;

/// Sound files, small enough to be decoded thousands of times.
pub(super) static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let camera = segment(0xE1, &[b"Exif\0\0".as_slice(), &exif(6, &jpeg())].concat());
    let made = [jpeg(), with_segments(&jpeg(), &[camera]), png(), gif(1), gif(3), bmp(), ico(), svg()];
    made.into_iter().chain(FIXTURES.iter().map(|bytes| bytes.to_vec())).collect()
});

const FIXTURES: [&[u8]; 17] = [
    include_bytes!("../../../tests/fixtures/media/progressive.jpg"),
    include_bytes!("../../../tests/fixtures/media/restart.jpg"),
    include_bytes!("../../../tests/fixtures/media/arithmetic.jpg"),
    include_bytes!("../../../tests/fixtures/media/ycck.jpg"),
    include_bytes!("../../../tests/fixtures/media/interlaced.png"),
    include_bytes!("../../../tests/fixtures/media/interlaced.gif"),
    include_bytes!("../../../tests/fixtures/media/lossy.webp"),
    include_bytes!("../../../tests/fixtures/media/film.webp"),
    include_bytes!("../../../tests/fixtures/media/still.tif"),
    include_bytes!("../../../tests/fixtures/media/big.tif"),
    include_bytes!("../../../tests/fixtures/media/still.heic"),
    include_bytes!("../../../tests/fixtures/media/opaque.heic"),
    include_bytes!("../../../tests/fixtures/media/still.avif"),
    include_bytes!("../../../tests/fixtures/media/film.avif"),
    include_bytes!("../../../tests/fixtures/media/still.jxl"),
    include_bytes!("../../../tests/fixtures/media/boxed.jxl"),
    include_bytes!("../../../tests/fixtures/media/still.psd"),
];

#[test]
fn the_fixtures_are_sound() {
    for bytes in FIXTURES {
        let facts = examined(bytes).0;
        assert_eq!(facts.faults, []);
        assert!(facts.image().unwrap().width.is_some());
    }
}

#[derive(Clone, Debug)]
enum Harm {
    Set(sample::Index, u8),
    Cut(sample::Index),
    Insert(sample::Index, Vec<u8>),
    Remove(sample::Index, u8),
}

fn harm() -> impl Strategy<Value = Harm> {
    let place = || any::<sample::Index>();
    let telling = prop_oneof![any::<u8>(), sample::select(vec![0, 1, 0x7F, 0x80, 0xFF, 0xD9, 0xDA, 0xC2])];
    prop_oneof![
        8 => (place(), telling).prop_map(|(at, byte)| Harm::Set(at, byte)),
        1 => place().prop_map(Harm::Cut),
        1 => (place(), vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        1 => (place(), any::<u8>()).prop_map(|(at, count)| Harm::Remove(at, count)),
    ]
}

pub(super) fn mangled() -> impl Strategy<Value = Vec<u8>> {
    (0..SEEDS.len(), vec(harm(), 1..12), any::<bool>()).prop_map(|(seed, harms, header_only)| {
        let mut bytes = SEEDS[seed].clone();
        for harm in harms {
            let length = bytes.len().max(1);
            // Half of the files are harmed in their first 200 bytes, where the structure is.
            let place =
                |index: sample::Index| index.index(if header_only { length.min(200) } else { length });
            match harm {
                Harm::Set(at, byte) => {
                    let at = place(at);
                    if let Some(target) = bytes.get_mut(at) {
                        *target = byte;
                    }
                }
                Harm::Cut(at) => bytes.truncate(at.index(length)),
                Harm::Insert(at, more) => {
                    let at = place(at).min(bytes.len());
                    bytes.splice(at..at, more);
                }
                Harm::Remove(at, count) => {
                    let at = place(at).min(bytes.len());
                    let end = (at + usize::from(count)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
        }
        bytes
    })
}

/// Beginnings of every format that is told by one, as far as the reader of that format gets without more.
const SIGNATURES: [&[u8]; 17] = [
    b"\xFF\xD8\xFF",
    b"\x89PNG\r\n\x1A\n",
    b"GIF89a",
    b"\0\0\0\x20ftyp",
    b"\0\0\0\x0CftypheicX\0\0\0\x40meta\0\0\0\0",
    b"\0\0\0\x10ftypavif\0\0\0\0\0\0\0\0meta\0\0\0\0\0\0\0\x20ipma\0\0\0\0",
    b"\0\0\0\x0CJXL \r\n\x87\n\0\0\0\0jxlc\xFF\x0A",
    b"\xFF\x0A",
    b"RIFF\xFF\0\0\0WEBPVP8X\x0A\0\0\0",
    b"RIFF\xFF\0\0\0WEBPVP8 \xFF\0\0\0",
    b"II*\0\x08\0\0\0",
    b"MM\0+\0\x08\0\0\0\0\0\0\0\0\0\x10",
    b"8BPS\0\x02\0\0\0\0\0\0\0\x03",
    b"\0\0\x01\0",
    b"<svg ",
    b"PK\x03\x04",
    b"",
];

proptest! {
    #[test]
    fn no_mangled_file_makes_examining_panic_or_read_without_bound(bytes in mangled()) {
        let (facts, read) = examined(&bytes);
        prop_assert!(read <= 16 * bytes.len() as u64 + 200_000);
        let figures = facts.image().cloned().unwrap_or_default();
        prop_assert!(![figures.width, figures.height, figures.frames].contains(&Some(0)));
    }

    #[test]
    fn random_bytes_behind_any_signature_are_examined_without_panic(
        signature in sample::select(SIGNATURES.to_vec()),
        rest in vec(any::<u8>(), 0..600),
    ) {
        examined(&[signature, &rest].concat());
    }

    #[test]
    fn no_mangled_file_makes_a_thumbnail_panic(bytes in mangled()) {
        let (facts, _) = examined(&bytes);
        if let Some(format) = facts.format.filter(|format| format.kind() == Kind::Image) {
            // Small enough for the decoder of eighths, and too large for it.
            for edge in [4, 32] {
                let _ = decode_for_test(format, Cursor::new(bytes.as_slice()), edge);
            }
        }
    }
}
