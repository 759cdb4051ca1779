use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};

/// A PDF of these objects with a table of where they are, and `trailer` in its trailer beside the size.
pub fn pdf(objects: &[(u32, &str)], trailer: &str) -> Vec<u8> {
    appended(b"%PDF-1.7\n", objects, trailer)
}

/// The same behind other bytes, as a program leaves it that saves changes alone.
pub fn appended(before: &[u8], objects: &[(u32, &str)], trailer: &str) -> Vec<u8> {
    let mut bytes = before.to_vec();
    let mut places = Vec::new();
    for (number, object) in objects {
        places.push((*number, bytes.len()));
        write!(bytes, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    end(&mut bytes, &places, trailer);
    bytes
}

/// A table of these places, a trailer, and the way to them.
pub fn end(bytes: &mut Vec<u8>, places: &[(u32, usize)], trailer: &str) -> usize {
    let table = bytes.len();
    bytes.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, at) in places {
        write!(bytes, "{number} 1\n{at:010} 00000 n \n").unwrap();
    }
    let size = places.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    write!(bytes, "trailer\n<</Size {size} {trailer}>>\nstartxref\n{table}\n%%EOF\n").unwrap();
    table
}

/// A PDF whose objects are all in one object stream, as `packed` spells that, found by a cross-reference stream with
/// `more` in its dictionary.
pub fn packed_pdf(
    objects: &[(u32, &str)],
    packed: impl Fn(usize, usize, &[u8]) -> Vec<u8>,
    more: &str,
) -> Vec<u8> {
    let (mut list, mut body) = (String::new(), String::new());
    for (number, object) in objects {
        list += &format!("{number} {} ", body.len());
        body += &format!("{object} ");
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let stream_at = bytes.len();
    let inside = format!("{list}{body}");
    bytes.extend(packed(objects.len(), list.len(), inside.as_bytes()));
    let index_at = bytes.len();
    // Numbers 1 to 89 may be packed; 90 is the stream, 91 the index.
    let mut rows = Vec::new();
    for number in 0..92_u32 {
        let index = objects.iter().position(|(packed, _)| *packed == number);
        let (kind, second, third) = match (number, index) {
            (90, _) => (1, stream_at, 0),
            (91, _) => (1, index_at, 0),
            (_, Some(index)) => (2, 90, index),
            _ => (0, 0, 0),
        };
        rows.extend([kind]);
        rows.extend((second as u32).to_be_bytes());
        rows.extend([index_byte(third)]);
    }
    let rows = zlib(&predicted(&rows, 6));
    write!(
        bytes,
        "91 0 obj\n<</Type/XRef/Size 92/W[1 4 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>\
         /Length {}/Root 1 0 R {more}>>stream\n",
        rows.len()
    )
    .unwrap();
    bytes.extend(rows);
    write!(bytes, "\nendstream\nendobj\nstartxref\n{index_at}\n%%EOF\n").unwrap();
    bytes
}

/// Object 90, deflated, with what is said of it.
pub fn object_stream(count: usize, first: usize, inside: &[u8]) -> Vec<u8> {
    let packed = zlib(inside);
    let head = format!(
        "90 0 obj\n<</Type/ObjStm/N {count}/First {first}/Filter/FlateDecode/Length {}>>stream\r\n",
        packed.len()
    );
    [head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat()
}

fn index_byte(index: usize) -> u8 {
    u8::try_from(index).unwrap()
}

/// Each row as its difference to the one above.
fn predicted(rows: &[u8], width: usize) -> Vec<u8> {
    let mut above = vec![0; width];
    let mut out = Vec::new();
    for row in rows.chunks(width) {
        out.push(2);
        out.extend(row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
        above = row.to_vec();
    }
    out
}

pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An archive of these files, deflated.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        let packed = encoder.finish().unwrap();
        let at = bytes.len() as u32;
        let mut facts = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        facts.extend((packed.len() as u32).to_le_bytes());
        facts.extend((content.len() as u32).to_le_bytes());
        facts.extend((name.len() as u16).to_le_bytes());
        facts.extend([0, 0]);
        bytes.extend([b"PK\x03\x04", facts.as_slice(), name.as_bytes(), &packed].concat());
        list.extend(
            [b"PK\x01\x02\x14\0", facts.as_slice(), &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let (at, count) = (bytes.len() as u32, files.len() as u16);
    bytes.extend(&list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([(list.len() as u32).to_le_bytes(), at.to_le_bytes()].concat());
    bytes.extend([0, 0]);
    bytes
}

/// A file of these streams in sectors of 512 bytes, each stream in sectors of its own.
pub fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const NONE: u32 = u32::MAX;
    const TABLE: u32 = 0xFFFF_FFFD;
    const LIST: u32 = 0xFFFF_FFFC;
    const IN_HEADER: usize = 109;
    // Sector 0 is a table, the next ones the directory, then the streams, further tables, and the lists of those.
    let folders = (streams.len() + 1).div_ceil(4);
    let mut table = vec![TABLE];
    let chain = |table: &mut Vec<u32>, sectors: usize| {
        let first = table.len() as u32;
        table.extend((1..sectors as u32).map(|nth| first + nth));
        table.push(END);
        first
    };
    chain(&mut table, folders);
    let entry = |name: &str, kind: u8, next: u32, child: u32, start: u32, bytes: u64| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([NONE, next, child].map(u32::to_le_bytes).concat());
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(bytes.to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", 5, NONE, 1, END, 0);
    let mut data = Vec::new();
    for (nth, (name, content)) in (1_u32..).zip(streams) {
        let next = if nth as usize == streams.len() { NONE } else { nth + 1 };
        let start = chain(&mut table, content.len().div_ceil(512).max(1));
        directory.extend(entry(name, 2, next, NONE, start, content.len() as u64));
        data.extend(content);
        data.resize(data.len().div_ceil(512).max(start as usize - folders) * 512, 0);
    }
    directory.resize(folders * 512, 0);
    let mut tables = vec![0];
    let lists = |tables: &[u32]| tables.len().saturating_sub(IN_HEADER).div_ceil(127);
    while tables.len() * 128 < table.len() + lists(&tables) {
        tables.push(table.len() as u32);
        table.push(TABLE);
    }
    let first_list = table.len() as u32;
    table.resize(table.len() + lists(&tables), LIST);
    table.resize(tables.len() * 128, NONE);
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let mut listed = Vec::new();
    for (nth, list) in (1..).zip(tables.get(IN_HEADER..).unwrap_or_default().chunks(127)) {
        listed.extend(list);
        listed.resize(nth as usize * 128 - 1, NONE);
        listed.push(first_list + nth);
    }
    let lists_at = if listed.is_empty() { END } else { first_list };
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(24, 0);
    header.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    header.resize(44, 0);
    // Nothing is small here: a stream is in small sectors when it is shorter than the number at 56.
    header.extend(words(&[tables.len() as u32, 1, 0, 0, END, 0, lists_at, (listed.len() / 128) as u32]));
    header.extend(words(&tables[..tables.len().min(IN_HEADER)]));
    header.resize(512, 0xFF);
    let (first, further) = table.split_at(128);
    [header, words(first), directory, data, words(further), words(&listed)].concat()
}
