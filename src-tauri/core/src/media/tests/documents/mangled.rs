use std::sync::LazyLock;
use std::time::Instant;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::{prop_assert, sample};

use super::made::{compound, object_stream, packed_pdf, pdf, zip};
use super::{LONG, examined};
use crate::media::PageSize;

const LOCKED: &[u8] = include_bytes!("../../../../tests/fixtures/media/locked.pdf");
const LINEAR: &[u8] = include_bytes!("../../../../tests/fixtures/media/linear.pdf");

const OBJECTS: &[(u32, &str)] = &[
    (1, "<</Type/Catalog/Pages 2 0 R>>"),
    (2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 3/MediaBox 6 0 R>>"),
    (3, "<</Type/Page/Rotate 90/UserUnit 2>>"),
    (4, "<</Type/Pages/Kids[5 0 R 3 0 R]/Count 2>>"),
    (5, "<</Type/Page/CropBox[1 1 50.5 50]>>"),
    (6, "[0 0 612 792]"),
];

/// Small and sound, one of each way to write them.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let types = br#"<Types><Override PartName="/p.xml" ContentType="x.presentationml.y.main+xml"/><Override PartName="/s.xml"
        ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/></Types>"#;
    let slides = br#"<presentation><sldIdLst><sldId id="1" r:id="a"/></sldIdLst><sldSz cx="9" cy="9"/></presentation>"#;
    let links = br#"<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>"#;
    let parts: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", types),
        ("p.xml", slides),
        ("_rels/p.xml.rels", links),
        ("s.xml", b"<sld/>"),
    ];
    let mut word = vec![0; 406];
    word[402] = 4;
    vec![
        pdf(OBJECTS, "/Root 1 0 R"),
        packed_pdf(OBJECTS, object_stream, ""),
        LOCKED.to_vec(),
        LINEAR.to_vec(),
        zip(&parts),
        compound(&[("WordDocument", word), ("0Table", vec![1; 60])]),
        compound(&[("Current User", vec![0x5F; 24]), ("PowerPoint Document", vec![0; 600])]),
    ]
});

/// Words that turn one structure into another.
const TELLING: &[&[u8]] = &[
    b"0",
    b"9",
    b"-",
    b"/",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b"R",
    b" 2 0 R",
    b"/Prev 0",
    b"/Kids",
    b"obj",
    b"stream",
    b"\xFF\xFF\xFF\xFF",
    b"\0\0\0\0",
    b"18446744073709551615",
    b"-1",
    b"/Length 4 0 R",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"<!DOCTYPE",
    b"&a;",
];

#[derive(Clone, Debug)]
enum Harm {
    Set(sample::Index, u8),
    Cut(sample::Index),
    Over(sample::Index, &'static [u8]),
    Insert(sample::Index, &'static [u8]),
    Move(sample::Index, sample::Index, u8),
}

fn harm() -> impl Strategy<Value = Harm> {
    let place = || any::<sample::Index>();
    let word = || sample::select(TELLING);
    prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        1 => place().prop_map(Harm::Cut),
        4 => (place(), word()).prop_map(|(at, word)| Harm::Over(at, word)),
        2 => (place(), word()).prop_map(|(at, word)| Harm::Insert(at, word)),
        2 => (place(), place(), any::<u8>()).prop_map(|(from, to, count)| Harm::Move(from, to, count)),
    ]
}

fn mangled() -> impl Strategy<Value = Vec<u8>> {
    (0..SEEDS.len(), vec(harm(), 1..10)).prop_map(|(seed, harms)| {
        let mut bytes = SEEDS[seed].clone();
        for harm in harms {
            let length = bytes.len().max(1);
            let place = |index: sample::Index| index.index(length).min(bytes.len());
            match harm {
                Harm::Set(at, byte) => {
                    let at = place(at);
                    bytes.get_mut(at).into_iter().for_each(|target| *target = byte);
                }
                Harm::Cut(at) => bytes.truncate(at.index(length)),
                Harm::Over(at, word) => {
                    let at = place(at);
                    bytes.iter_mut().skip(at).zip(word).for_each(|(target, byte)| *target = *byte);
                }
                Harm::Insert(at, word) => {
                    let at = place(at);
                    bytes.splice(at..at, word.iter().copied());
                }
                Harm::Move(from, to, count) => {
                    let (from, to) = (place(from), place(to));
                    let piece = bytes[from..(from + usize::from(count)).min(bytes.len())].to_vec();
                    bytes.splice(to..to, piece);
                }
            }
        }
        bytes
    })
}

#[test]
fn the_seeds_are_sound() {
    // But for the last, in which there is something to lead nowhere.
    for seed in SEEDS.iter().take(6) {
        let facts = examined(seed).0;
        assert_eq!(facts.faults, [], "{:?}", facts.format);
        assert!(facts.document().unwrap().pages.is_some(), "{:?}", facts.format);
    }
}

proptest! {
    #[test]
    fn no_mangled_document_makes_examining_panic_or_read_without_bound_or_take_long(bytes in mangled()) {
        let start = Instant::now();
        let (facts, read) = examined(&bytes);
        prop_assert!(start.elapsed() < LONG);
        // The budget, once through the file when its index is broken, and a little more to read what was found.
        prop_assert!(read <= 3 * 1024 * 1024 + 2 * bytes.len() as u64, "{read}");
        let Some(document) = facts.document() else { return Ok(()) };
        prop_assert!(document.pages != Some(0));
        prop_assert!(document.counted.is_some() == document.pages.is_some());
        let sound = |size: PageSize| size.width > 0.0 && size.height > 0.0 && size.width.is_finite() && size.height.is_finite();
        prop_assert!(document.first_page.is_none_or(sound));
    }
}
