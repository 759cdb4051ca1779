use super::made::compound;
use super::{Fault, HeaderPart, PagesCounted, examined, facts, sound};
use crate::media::{Format, PageSize, PageSizes};

/// A set of properties with one number in it.
fn properties(id: u32, value: u32) -> Vec<u8> {
    let mut set = vec![0xFE, 0xFF];
    set.resize(44, 0);
    set.extend([48, 24, 1, id, 16, 3, value].map(u32::to_le_bytes).concat());
    set
}

fn word(flags: u16, table: u32) -> Vec<u8> {
    let mut main = vec![0xEC, 0xA5];
    main.resize(10, 0);
    main.extend(flags.to_le_bytes());
    main.resize(402, 0);
    main.extend(table.to_le_bytes());
    main
}

fn record(instance: u16, kind: u16, inside: &[u8]) -> Vec<u8> {
    let mut record = (instance << 4).to_le_bytes().to_vec();
    record.extend(kind.to_le_bytes());
    record.extend((inside.len() as u32).to_le_bytes());
    [record, inside.to_vec()].concat()
}

/// A presentation of as many slides, saved twice, and the stream that leads to the newest state.
fn slides(count: usize, token: u32) -> Vec<(&'static str, Vec<u8>)> {
    slides_and_object(count, token, 32)
}

/// The same with something embedded, of as many bytes.
fn slides_and_object(count: usize, token: u32, bytes: usize) -> Vec<(&'static str, Vec<u8>)> {
    let list =
        record(0, 0x0FF0, &[record(0, 0x03F3, &[0; 20]), record(0, 0x0F9F, &[0; 4])].concat().repeat(count));
    let masters = record(1, 0x0FF0, &record(0, 0x03F3, &[0; 20]).repeat(3));
    let size = record(0, 0x03E9, &[5760_u32, 4320, 0].map(u32::to_le_bytes).concat());
    let mut main = record(0, 0x1011, &vec![0xAA; bytes]);
    let document = main.len() as u32;
    main.extend(record(0, 0x03E8, &[size, masters, list].concat()));
    let directory = main.len() as u32;
    main.extend(record(0, 0x1772, &[1 << 20 | 1, document, 1 << 20 | 7, 4].map(u32::to_le_bytes).concat()));
    let older = main.len() as u32;
    main.extend(record(0, 0x0FF5, &[0, 0, 0, directory, 1, 8, 0].map(u32::to_le_bytes).concat()));
    // The newest saving touched another object only.
    let newer_directory = main.len() as u32;
    main.extend(record(0, 0x1772, &[1 << 20 | 2, 0].map(u32::to_le_bytes).concat()));
    let newest = main.len() as u32;
    main.extend(record(0, 0x0FF5, &[0, 0, older, newer_directory, 1, 8, 0].map(u32::to_le_bytes).concat()));
    let user = record(0, 0x0FF6, &[20, token, newest, 0].map(u32::to_le_bytes).concat());
    vec![("Current User", user), ("PowerPoint Document", main)]
}

#[test]
fn pages_of_a_word_file_are_those_that_its_writer_noted() {
    let bytes = compound(&[("WordDocument", word(0, 0)), ("\u{5}SummaryInformation", properties(14, 23))]);
    let document = sound(&bytes);
    assert_eq!((document.pages, document.counted), (Some(23), Some(PagesCounted::ByItsWriter)));
    assert_eq!((document.encrypted, document.needs_password), (Some(false), Some(false)));
    assert_eq!(facts(&bytes).format, Some(Format::Doc));
}

#[test]
fn pages_noted_only_in_the_table_are_found_there() {
    let mut table = vec![0; 100];
    table.extend([31, 0]);
    let wrong = vec![9; 200];
    let bytes = compound(&[("0Table", wrong), ("1Table", table), ("WordDocument", word(0x0200, 54))]);
    assert_eq!(sound(&bytes).pages, Some(31));
    let far = compound(&[("0Table", vec![9; 200]), ("WordDocument", word(0, u32::MAX))]);
    assert_eq!(sound(&far).pages, None);
}

#[test]
fn slides_are_counted_in_the_newest_state() {
    let bytes = compound(&slides(17, 0xE391_C05F));
    let document = sound(&bytes);
    assert_eq!((document.pages, document.counted), (Some(17), Some(PagesCounted::Here)));
    assert_eq!(document.first_page, Some(PageSize { width: 720.0, height: 540.0 }));
    assert_eq!(document.page_sizes, Some(PageSizes::Uniform));
    assert_eq!(facts(&bytes).format, Some(Format::Ppt));
}

#[test]
fn slides_behind_megabytes_of_something_embedded_are_counted() {
    // A table of one sector, of several, and more than the header can list.
    for (bytes, most) in [(30_000, 50_000), (1_000_000, 50_000), (20_000_000, 250_000)] {
        let file = compound(&slides_and_object(60, 0xE391_C05F, bytes));
        let (facts, read) = examined(&file);
        assert_eq!((facts.document().unwrap().pages, facts.faults), (Some(60), vec![]), "{bytes}");
        assert!(read <= most, "{read} bytes were read of {bytes}");
    }
}

#[test]
fn slides_that_cannot_be_counted_are_those_that_the_writer_noted() {
    let mut streams = slides(17, 0xE391_C05F);
    streams[1].1.truncate(60);
    streams.push(("\u{5}DocumentSummaryInformation", properties(7, 40)));
    let document = sound(&compound(&streams));
    assert_eq!((document.pages, document.counted), (Some(40), Some(PagesCounted::ByItsWriter)));
}

#[test]
fn a_presentation_without_slides_has_0_of_them_unless_its_writer_noted_some() {
    let mut streams = slides(0, 0xE391_C05F);
    let document = sound(&compound(&streams));
    assert_eq!((document.pages, document.counted), (Some(0), Some(PagesCounted::Here)));
    streams.push(("\u{5}DocumentSummaryInformation", properties(7, 40)));
    let document = sound(&compound(&streams));
    assert_eq!((document.pages, document.counted), (None, None));
}

#[test]
fn encrypted_files_of_each_program_are_told() {
    for (streams, format) in [
        (vec![("WordDocument", word(0x0100, 0))], Format::Doc),
        (slides(3, 0xF3D1_C4DF), Format::Ppt),
        (vec![("EncryptionInfo", vec![4, 0]), ("EncryptedPackage", vec![0; 900])], Format::Ooxml),
    ] {
        let bytes = compound(&streams);
        let document = sound(&bytes);
        assert_eq!((document.encrypted, document.needs_password), (Some(true), Some(true)));
        assert_eq!((document.pages, facts(&bytes).format), (None, Some(format)));
    }
}

#[test]
fn a_file_of_another_program_stays_what_its_mark_says() {
    let bytes = compound(&[("Something", vec![1; 10])]);
    assert_eq!(facts(&bytes).format, Some(Format::Ole));
    let sheet = compound(&[("Workbook", vec![1; 10])]);
    assert_eq!(facts(&sheet).format, Some(Format::Xls));
}

#[test]
fn chains_and_folders_in_a_circle_end() {
    let bytes = compound(&slides(300, 0xE391_C05F));
    // Every entry of the table of sectors, then every link between streams, leads back.
    for back in [0_u32, 1, 2, 5] {
        let mut circled = bytes.clone();
        for entry in circled[512..1024].as_chunks_mut().0 {
            *entry = back.to_le_bytes();
        }
        let (facts, read) = examined(&circled);
        assert!(facts.document().is_some());
        assert!(read <= 1024 * 1024, "{read}");
        let mut circled = bytes.clone();
        for entry in 0..3 {
            let at = 1024 + entry * 128 + 68;
            circled[at..at + 12].copy_from_slice(&[back; 3].map(u32::to_le_bytes).concat());
        }
        examined(&circled);
    }
}

#[test]
fn records_that_lie_about_their_length_end() {
    for length in [0, 1, u32::MAX, i32::MAX as u32] {
        let mut streams = slides(5, 0xE391_C05F);
        for at in 0..streams[1].1.len() - 4 {
            let mut harmed = streams.clone();
            harmed[1].1[at..at + 4].copy_from_slice(&length.to_le_bytes());
            examined(&compound(&harmed));
        }
        streams[0].1[16..20].copy_from_slice(&length.to_le_bytes());
        assert_eq!(facts(&compound(&streams)).document().unwrap().pages, None);
    }
}

#[test]
fn a_header_that_makes_no_sense_is_said() {
    let mut bytes = compound(&slides(5, 0xE391_C05F));
    bytes[30] = 40;
    assert_eq!(facts(&bytes).faults, [Fault::CorruptHeader { part: HeaderPart::SectorChain }]);
    bytes.truncate(40);
    assert!(matches!(facts(&bytes).faults[..], [Fault::Truncated { .. }]));
}
