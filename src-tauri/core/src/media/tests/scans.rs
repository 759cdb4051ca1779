//! JPEGs whose scans ask for more work than their pixels and bytes are worth.

use std::io::Cursor;

use proptest::prelude::{Strategy, proptest};
use proptest::{prop_assert, sample};

use super::segment;
use crate::media::thumbnail::{ThumbnailError, decode_counting_for_test};

const BASELINE: u8 = 0xC0;
const PROGRESSIVE: u8 = 0xC2;

/// One sample for every pixel, so that an eighth fills the edge asked for below.
const LARGE: (u16, u16) = (4096, 4096);
/// The most hostile shape that is decoded at all.
const LARGEST: (u16, u16) = (65_500, 6100);
const EDGE: u32 = 64;

/// Everything before the first scan: three components, one quantiser, and Huffman tables in which a zero bit is a mean
/// that does not change (DC) and the end of 16,384 blocks or more (AC of progressive files) or of one (else).
fn head(marker: u8, (width, height): (u16, u16)) -> Vec<u8> {
    let mut frame = vec![8];
    frame.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    frame.extend([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    let table = |head: u8, symbol: u8| {
        let mut counts = [0; 16];
        counts[0] = 1;
        segment(0xC4, &[&[head], counts.as_slice(), &[symbol]].concat())
    };
    let end_of_block = if marker == PROGRESSIVE { 0xE0 } else { 0 };
    let quantiser = segment(0xDB, &[&[0], [1; 64].as_slice()].concat());
    [vec![0xFF, 0xD8], quantiser, segment(marker, &frame), table(0, 0), table(0x10, end_of_block)].concat()
}

/// A scan of these components: `spectrum` is its first and last coefficient and the approximation.
fn scan(components: &[u8], spectrum: [u8; 3], data: &[u8]) -> Vec<u8> {
    let chosen = components.iter().flat_map(|id| [*id, 0]);
    let header: Vec<u8> = [components.len() as u8].into_iter().chain(chosen).chain(spectrum).collect();
    [segment(0xDA, &header), data.to_vec()].concat()
}

fn file(parts: &[&[u8]]) -> Vec<u8> {
    [parts.concat(), vec![0xFF, 0xD9]].concat()
}

fn decoded(bytes: &[u8], edge: u32) -> (Result<(), ThumbnailError>, u64) {
    let (decoded, units) = decode_counting_for_test(Cursor::new(bytes), edge);
    (decoded.map(drop), units)
}

/// Enough zero bits for this many blocks of two codes each.
fn zeros(blocks: usize) -> Vec<u8> {
    vec![0; blocks.div_ceil(4)]
}

const BLOCKS: usize = 512 * 512;

#[test]
fn a_scan_of_no_component_is_damage() {
    let empty = scan(&[], [0, 63, 0], &[]);
    let bytes = file(&[&head(BASELINE, LARGEST), &empty.repeat(130_000)]);
    let (refused, units) = decoded(&bytes, EDGE);
    assert!(matches!(refused, Err(ThumbnailError::Damaged)), "{refused:?}");
    assert_eq!(units, 0);
}

#[test]
fn a_component_that_is_known_is_not_read_again() {
    let whole = scan(&[1, 2, 3], [0, 63, 0], &zeros(3 * BLOCKS));
    let luma = scan(&[1], [0, 63, 0], &zeros(BLOCKS));
    let chroma = scan(&[2, 3], [0, 63, 0], &zeros(2 * BLOCKS));
    let (sound, once) = decoded(&file(&[&head(BASELINE, LARGE), &whole]), EDGE);
    assert!(sound.is_ok(), "{sound:?}");
    assert_eq!(once, BLOCKS as u64);
    let (again, units) = decoded(&file(&[&head(BASELINE, LARGE), &luma.repeat(40), &chroma]), EDGE);
    assert!(again.is_ok(), "{again:?}");
    assert_eq!(units, 2 * once);
}

#[test]
fn each_bit_of_the_means_is_read_once() {
    let first = scan(&[1, 2, 3], [0, 0, 0x02], &zeros(3 * BLOCKS));
    let refinement = |approximation| scan(&[1, 2, 3], [0, 0, approximation], &zeros(3 * BLOCKS));
    let parts = [&first, &first, &refinement(0x21), &refinement(0x21), &refinement(0x32), &refinement(0x10)];
    let bytes = file(&[&head(PROGRESSIVE, LARGE), &parts.map(Vec::as_slice).concat()]);
    let (decoded, units) = decoded(&bytes, EDGE);
    assert!(decoded.is_ok(), "{decoded:?}");
    assert_eq!(units, 3 * BLOCKS as u64);
}

#[test]
fn a_restart_marker_does_not_stand_for_the_bits_before_it() {
    let interval = segment(0xDD, &100_u16.to_be_bytes());
    // A row is 512 blocks: nothing for five intervals, and twelve blocks before the row ends.
    let row = [b"\xFF\xD0".repeat(5), vec![0; 9]].concat();
    let bytes = file(&[&head(BASELINE, LARGE), &interval, &scan(&[1, 2, 3], [0, 63, 0], &row.repeat(512))]);
    let (refused, units) = decoded(&bytes, EDGE);
    assert!(matches!(refused, Err(ThumbnailError::Damaged)), "{refused:?}");
    assert_eq!(units, 512, "one row");
}

/// Too small for the decoder of eighths, so that the general one takes it.
#[test]
fn more_scans_than_any_encoder_writes_are_refused() {
    let first = scan(&[1, 2, 3], [0, 0, 0], &zeros(3 * 64));
    let run = scan(&[1], [1, 63, 0], &[0; 8]);
    let with =
        |scans: usize| decoded(&file(&[&head(PROGRESSIVE, (64, 64)), &first, &run.repeat(scans - 1)]), 64).0;
    assert!(with(500).is_ok(), "{:?}", with(500));
    assert!(matches!(with(501), Err(ThumbnailError::TooManyScans { limit: 500 })), "{:?}", with(501));
}

#[test]
fn a_larger_picture_may_have_fewer_scans() {
    let run = scan(&[1], [1, 63, 0], &[0; 8]);
    let bytes = file(&[&head(PROGRESSIVE, (8000, 8000)), &run.repeat(26)]);
    let (refused, _) = decoded(&bytes, 2048);
    assert!(matches!(refused, Err(ThumbnailError::TooManyScans { limit: 25 })), "{refused:?}");
}

/// Scans as an encoder would not write them, many times over, in frames of every size.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let components =
        sample::select(vec![vec![], vec![1], vec![2], vec![1, 2, 3], vec![1, 1], vec![2, 3], vec![9]]);
    let spectrum = (
        sample::select(vec![0, 0, 0, 1]),
        sample::select(vec![0, 63]),
        sample::select(vec![0, 1, 0x10, 0x21, 0x0F]),
    );
    let data = sample::select(vec![vec![], vec![0; 3000], b"\0\0\xFF\xD0".repeat(300), vec![0x55; 40]]);
    let scans = (components, spectrum, data, sample::select(vec![1, 3, 700])).prop_map(
        |(components, (from, to, bits), data, times)| {
            scan(&components, [from, to, bits], &data).repeat(times)
        },
    );
    let sizes = sample::select(vec![(800, 600), (2048, 40), LARGE, LARGEST]);
    let intervals = sample::select(vec![None, Some(1_u16), Some(100), Some(4094), Some(u16::MAX)]);
    (sample::select(vec![BASELINE, PROGRESSIVE]), sizes, intervals, proptest::collection::vec(scans, 1..6))
        .prop_map(|(marker, size, interval, scans)| {
            let interval = interval.map_or(vec![], |units| segment(0xDD, &units.to_be_bytes()));
            file(&[&head(marker, size), &interval, &scans.concat()])
        })
}

proptest! {
    /// A unit takes a bit at least, and whether there was one is asked at the end of each row.
    #[test]
    fn no_scans_make_a_thumbnail_cost_more_than_its_bytes(bytes in hostile()) {
        let (_, units) = decoded(&bytes, EDGE);
        prop_assert!(units <= 8 * bytes.len() as u64 + 8192, "{units} units of {} bytes", bytes.len());
    }
}
