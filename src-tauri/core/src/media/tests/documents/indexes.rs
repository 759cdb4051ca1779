use std::time::Instant;

use super::made::{appended, end, object_stream, packed_pdf, pdf, zlib};
use super::{Fault, HeaderPart, LONG, PageSizes, examined, facts, pages, sound};

const OBJECTS: [(u32, &str); 4] = [
    (1, "<</Type/Catalog/Pages 2 0 R>>"),
    (2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 612 792]>>"),
    (3, "<</Type/Page>>"),
    (4, "<</Type/Page/Rotate 90>>"),
];
const ROOT: &str = "/Root 1 0 R";

fn plain() -> Vec<u8> {
    pdf(&OBJECTS, ROOT)
}

fn packed() -> Vec<u8> {
    packed_pdf(&OBJECTS, object_stream, "")
}

fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let at = bytes.windows(old.len()).position(|window| window == old.as_bytes()).unwrap();
    [&bytes[..at], new.as_bytes(), &bytes[at + old.len()..]].concat()
}

#[test]
fn objects_are_found_in_tables_and_in_object_streams() {
    for bytes in [plain(), packed()] {
        let document = sound(&bytes);
        assert_eq!((document.pages, document.page_sizes), (Some(2), Some(PageSizes::Mixed)));
    }
}

#[test]
fn the_newest_saving_counts() {
    let before = plain();
    let table = String::from_utf8_lossy(&before).rfind("xref\n0").unwrap();
    let newer = appended(
        &before,
        &[(2, "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/MediaBox[0 0 9 9]>>"), (5, "<</Type/Page>>")],
        &format!("/Root 1 0 R/Prev {table}"),
    );
    assert_eq!(sound(&newer).pages, Some(3));
    // And the one after that takes a page away again.
    let mut newest = newer.clone();
    let at = newest.len();
    newest.extend(b"2 0 obj <</Type/Pages/Kids[3 0 R]/MediaBox[0 0 9 9]>> endobj\n");
    let table = String::from_utf8_lossy(&newer).rfind("xref\n0").unwrap();
    end(&mut newest, &[(2, at)], &format!("/Root 1 0 R/Prev {table}"));
    assert_eq!(sound(&newest).pages, Some(1));
}

#[test]
fn savings_that_lead_in_a_circle_end() {
    let bytes = plain();
    let table = String::from_utf8_lossy(&bytes).rfind("xref\n0").unwrap();
    for circle in [table, bytes.len() + 500, 0] {
        let circled = replaced(&bytes, "/Root", &format!("/Prev {circle}/Root"));
        assert_eq!(pages(&circled), Some(2), "{circle}");
    }
}

#[test]
fn objects_hidden_from_old_readers_are_found_beside_the_table() {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in &OBJECTS[..2] {
        places.push((*number, bytes.len()));
        bytes.extend(format!("{number} 0 obj {object} endobj\n").into_bytes());
    }
    let stream_at = bytes.len();
    let inside = b"3 0 4 15 <</Type/Page>>  <</Type/Page>>";
    bytes.extend(object_stream(2, 9, inside));
    let mut rows = [[2_u8, 0, 0, 90, 0], [2, 0, 0, 90, 1]].concat();
    rows.extend([1, 0]);
    rows.extend((stream_at as u16).to_be_bytes());
    rows.push(0);
    let rows = zlib(&rows);
    let beside = bytes.len();
    let head = format!(
        "91 0 obj <</Type/XRef/W[1 3 1]/Index[3 2 90 1]/Size 92/Filter/FlateDecode/Length {}>>stream\n",
        rows.len()
    );
    bytes.extend([head.as_bytes(), &rows, b"\nendstream endobj\n"].concat());
    end(&mut bytes, &places, &format!("/Root 1 0 R/XRefStm {beside}"));
    let bytes = replaced(
        &bytes,
        "0 1\n0000000000 65535 f \n",
        "0 1\n0000000000 65535 f \n3 2\n0000000000 00000 f \n0000000000 00000 f \n",
    );
    assert_eq!(sound(&bytes).pages, Some(2));
}

#[test]
fn bytes_before_the_header_move_the_places_or_do_not() {
    for bytes in [plain(), packed()] {
        let moved = [b"From a mail\r\n".as_slice(), &bytes].concat();
        assert_eq!(sound(&moved).pages, Some(2));
    }
    // Counted from the first byte of the file all the same.
    assert_eq!(sound(&appended(b"From a mail\r\n%PDF-1.7\n", &OBJECTS, ROOT)).pages, Some(2));
}

#[test]
fn bytes_behind_the_end_do_no_harm() {
    for garbage in [900, 30_000] {
        let longer = [plain(), vec![b'x'; garbage]].concat();
        assert_eq!(sound(&longer).pages, Some(2));
    }
}

#[test]
fn a_file_with_a_wrong_index_is_gone_through() {
    let shifted = |bytes: &[u8]| replaced(bytes, "%PDF-1.7\n", "%PDF-1.7\nmore bytes");
    for (harm, bytes) in [
        ("moved", shifted(&plain())),
        ("moved", shifted(&packed())),
        ("no way", replaced(&plain(), "startxref", "startxxxx")),
        ("no way", replaced(&packed(), "startxref", "startxxxx")),
        ("nonsense", replaced(&plain(), "xref\n0 1", "xxxx\n0 1")),
        ("entries of 19 bytes", replaced(&plain(), "f \n1 1", "f\n1 1")),
        (
            "one number off",
            replaced(&plain(), "\n0 1\n0000000000 65535 f \n1 1\n", "\n0 1\n0000000000 65535 f \n7 1\n"),
        ),
        ("no columns", replaced(&packed(), "/Columns 6", "/Columns 0")),
        ("endless columns", replaced(&packed(), "/Columns 6", "/Columns 99999999999")),
        ("no widths", replaced(&packed(), "/W[1 4 1]", "/W[0 0 0]")),
        ("endless widths", replaced(&packed(), "/W[1 4 1]", "/W[9 9 9]")),
        ("negative widths", replaced(&packed(), "/W[1 4 1]", "/W[1 4 -1]")),
        ("another coding", replaced(&packed(), "/W[1 4 1]/Filter/FlateDecode", "/W[1 4 1]/Filter/LZWDecode")),
    ] {
        let facts = facts(&bytes);
        let document = facts.document().unwrap();
        assert_eq!((document.pages, document.page_sizes), (Some(2), Some(PageSizes::Mixed)), "{harm}");
        assert_eq!(facts.faults, [Fault::BrokenIndex], "{harm}");
    }
}

#[test]
fn a_root_without_a_trailer_is_found() {
    let bytes = plain();
    let table = String::from_utf8_lossy(&bytes).rfind("xref\n0").unwrap();
    let facts = facts(&bytes[..table]);
    assert_eq!(facts.document().unwrap().pages, Some(2));
    assert_eq!(facts.faults, [Fault::BrokenIndex]);
}

#[test]
fn a_file_that_breaks_off_is_said_to() {
    let bytes = plain();
    let third = String::from_utf8_lossy(&bytes).find("4 0 obj").unwrap();
    let half = facts(&bytes[..third]);
    assert_eq!(half.document().unwrap().pages, Some(1));
    assert_eq!(half.faults, [Fault::Truncated { at: third as u64, expected: None }]);
    // All pages are there, and what they show may not be.
    let inside = String::from_utf8_lossy(&bytes).rfind("endobj").unwrap();
    let short = facts(&bytes[..inside]);
    assert_eq!(short.faults, [Fault::Truncated { at: inside as u64, expected: None }]);
    let nothing = facts(b"%PDF-1.7\n1 0 obj <</Type");
    assert_eq!(nothing.document().unwrap().pages, None);
    assert!(matches!(nothing.faults[..], [Fault::Truncated { .. }]));
}

#[test]
fn a_linearised_file_that_breaks_off_is_said_to_wherever_it_does() {
    let bytes = include_bytes!("../../../../tests/fixtures/media/linear.pdf");
    for at in (200..bytes.len() - 100).step_by(50) {
        let expected = Some(bytes.len() as u64);
        let half = facts(&bytes[..at]);
        assert_eq!(half.faults, [Fault::Truncated { at: at as u64, expected }], "{at}");
    }
    assert_eq!(facts(bytes).faults, []);
}

#[test]
fn object_streams_that_lean_on_themselves_hold_nothing() {
    let lengthless = |length: &'static str| {
        move |count: usize, first: usize, inside: &[u8]| {
            let stream = object_stream(count, first, inside);
            let text = String::from_utf8_lossy(&stream);
            let at = text.find("/Length ").unwrap();
            let end = at + text[at..].find(">>").unwrap();
            [&stream[..at], length.as_bytes(), &stream[end..]].concat()
        }
    };
    // Its length is an object inside it: unpacking it again on the way finds nothing, and deflated bytes know their
    // end.
    assert_eq!(pages(&packed_pdf(&OBJECTS, lengthless("/Length 3 0 R"), "")), Some(2));
    assert_eq!(pages(&packed_pdf(&OBJECTS, lengthless("/Length 90 0 R"), "")), Some(2));
    // The stream itself is said to be inside it.
    let inside_itself = replaced(&packed(), "90 0 obj", "89 0 obj");
    assert_eq!(pages(&inside_itself).unwrap_or(2), 2);
}

#[test]
fn an_object_stream_that_lies_about_itself_costs_nothing() {
    for (count, first) in [(u64::MAX, 10), (0, 0), (1, u64::MAX), (99_999_999, 3)] {
        let lie = |_: usize, _: usize, inside: &[u8]| {
            let count = usize::try_from(count).unwrap();
            object_stream(count, usize::try_from(first).unwrap(), inside)
        };
        let facts = facts(&packed_pdf(&OBJECTS, lie, ""));
        assert_eq!(facts.document().unwrap().pages, None);
        assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }]);
    }
}

#[test]
fn a_bomb_in_an_object_stream_is_not_unpacked_whole() {
    let bomb = |count: usize, first: usize, inside: &[u8]| {
        let swollen = [inside, &vec![b' '; 20_000_000]].concat();
        object_stream(count, first, &swollen)
    };
    let (facts, read) = examined(&packed_pdf(&OBJECTS, bomb, ""));
    assert_eq!(facts.document().unwrap().pages, Some(2));
    assert!(read < 50_000, "{read}");
}

#[test]
fn beginnings_of_millions_of_objects_are_gone_through_in_a_moment() {
    let bomb = [b"%PDF-1.7\n".as_slice(), &b"1 0 obj ".repeat(8 << 20)].concat();
    let start = Instant::now();
    assert_eq!(facts(&bomb).document().unwrap().pages, None);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

#[test]
fn an_index_with_more_entries_than_there_are_objects_costs_nothing() {
    let huge = replaced(&plain(), "xref\n0 1", "xref\n0 99999999999999");
    assert_eq!(pages(&huge), Some(2));
    let huge = replaced(&packed(), "/Size 92", "/Index[0 18446744073709551615 0 92]");
    assert_eq!(pages(&huge), Some(2));
}
