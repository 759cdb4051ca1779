//! Which samples are decoded for a moment, and where they lie, by tables made for it.

use std::io::Cursor;
use std::time::{Duration, Instant};

use super::{Made, atom, numbers};
use crate::media::source::Source;
use crate::media::video::Halt;
use crate::media::video::isobmff::{Boxes, Layout, Movie, PICTURES, Sample, Samples, Wanted};

/// Twelve frames of 40 ms, in chunks of 3, 3, 2, 2, 2 samples, a key frame every four; a sample's size is 100 and its
/// number.
fn tables() -> Vec<u8> {
    let sizes: Vec<u32> = (0..12).map(|sample| 100 + sample).collect();
    [
        atom(b"stsz", &[numbers(&[0, 0, 12]), numbers(&sizes)].concat()),
        atom(b"stsc", &numbers(&[0, 2, 1, 3, 1, 3, 2, 1])),
        atom(b"stco", &numbers(&[0, 5, 1000, 2000, 3000, 4000, 5000])),
        atom(b"stss", &numbers(&[0, 3, 1, 5, 9])),
    ]
    .concat()
}

fn film(tables: Vec<u8>) -> Vec<u8> {
    Made { frames: 12, duration: 480, movie_duration: 480, tables, ..Made::default() }.film()
}

fn stretch(film: &[u8], time: u64, key: bool, most: u64) -> Result<(Vec<Sample>, u64), Halt> {
    let mut source = Source::new(Cursor::new(film), film.len() as u64, 100_000);
    let mut boxes = Boxes::new(&mut source);
    let (mut layout, mut movie) = (Layout::default(), Movie::default());
    layout.read(&mut boxes, &mut movie)?;
    let samples = Samples::of(movie.track(PICTURES).unwrap()).unwrap();
    let found = samples.stretch(&mut boxes, Wanted { time, from_first: false, key, most })?;
    Ok((found.samples, found.length))
}

fn places(film: &[u8], time: u64) -> Vec<(u64, u32)> {
    let (samples, length) = stretch(film, time, false, 100).unwrap();
    assert_eq!(samples.len() as u64, length);
    samples.iter().map(|sample| (sample.at, sample.size)).collect()
}

#[test]
fn samples_are_found_in_chunks_of_every_length() {
    let film = film(tables());
    assert_eq!(places(&film, 0), [(1000, 100)]);
    assert_eq!(places(&film, 39), [(1000, 100)]);
    assert_eq!(places(&film, 130), [(1000, 100), (1100, 101), (1201, 102), (2000, 103)]);
    assert_eq!(places(&film, 7 * 40), [(2103, 104), (2207, 105), (3000, 106), (3106, 107)]);
    assert_eq!(places(&film, 11 * 40), [(4000, 108), (4108, 109), (5000, 110), (5110, 111)]);
    assert_eq!(places(&film, u64::MAX), places(&film, 11 * 40));
}

#[test]
fn only_the_key_frame_is_told_where_that_is_enough() {
    let film = film(tables());
    for (time, at) in [(0, 1000), (150, 1000), (160, 2103), (319, 2103), (1000, 4000)] {
        let (samples, length) = stretch(&film, time, true, 100).unwrap();
        assert_eq!((samples[0].at, samples.len(), length), (at, 1, 1), "{time}");
    }
}

#[test]
fn more_than_is_decoded_is_counted_and_not_listed() {
    let (samples, length) = stretch(&film(tables()), 130, false, 2).unwrap();
    assert_eq!((samples.len(), length), (2, 4));
}

#[test]
fn samples_of_one_size_are_not_added_up_one_by_one() {
    const MANY: u32 = 4_000_000_000;
    let tables = [
        atom(b"stsz", &numbers(&[0, 3, MANY])),
        atom(b"stsc", &numbers(&[0, 1, 1, MANY, 1])),
        atom(b"stco", &numbers(&[0, 1, 1000])),
    ];
    let film = Made { frames: MANY, each: 1, tables: tables.concat(), ..Made::default() }.film();
    let begun = Instant::now();
    let (samples, length) = stretch(&film, u64::from(MANY) - 2, false, 100).unwrap();
    assert_eq!((samples[0].at, samples[0].size, length), (1000 + 3 * (u64::from(MANY) - 2), 3, 1));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    // With a size each, the table would have to be as long.
    let tables = [
        atom(b"stsz", &numbers(&[0, 0, MANY])),
        atom(b"stsc", &numbers(&[0, 1, 1, MANY, 1])),
        atom(b"stco", &numbers(&[0, 1, 1000])),
    ];
    let film = Made { frames: MANY, each: 1, tables: tables.concat(), ..Made::default() }.film();
    assert!(matches!(stretch(&film, u64::from(MANY) - 2, false, 100), Err(Halt::Corrupt)));
}

#[test]
fn frames_shown_in_another_order_are_found_by_when_they_are_shown() {
    // Decoded as 0 2 1 3, and so on: shown 40 ms later but for every second, third and fourth of four.
    let shifts = [40, 80, 0, 40].map(|shift| [1, shift]).concat().repeat(3);
    let film = film([tables(), atom(b"ctts", &[numbers(&[0, 12]), numbers(&shifts)].concat())].concat());
    let last = |time| places(&film, time).last().copied().unwrap();
    assert_eq!(last(40), (1000, 100));
    assert_eq!(last(80), (1201, 102));
    assert_eq!(last(120), (1100, 101));
    assert_eq!(last(160), (2000, 103));
    assert_eq!(last(200), (2103, 104));
}

#[test]
fn a_frame_that_precedes_its_key_frame_on_the_screen_needs_the_one_before() {
    // The fifth sample is a key frame, and the sixth is shown before it.
    let shifts = [1, 40, 1, 40, 1, 40, 1, 40, 1, 120, 1, 40, 6, 80];
    let film = film([tables(), atom(b"ctts", &[numbers(&[0, 7]), numbers(&shifts)].concat())].concat());
    let leading = places(&film, 245);
    assert_eq!((leading.len(), leading.last()), (6, Some(&(2207, 105))));
    assert_eq!(places(&film, 285), [(2103, 104)]);
}

#[test]
fn tables_that_contradict_each_other_are_corrupt() {
    let without = |kind: &[u8; 4]| {
        let mut tables = tables();
        let at = tables.windows(4).position(|four| four == kind).unwrap();
        tables[at..at + 4].copy_from_slice(b"free");
        stretch(&film(tables), 440, false, 100)
    };
    assert!(matches!(without(b"stsc"), Err(Halt::Corrupt)));
    assert!(matches!(without(b"stco"), Err(Halt::Corrupt)));
    for runs in [[1, 0, 1], [0, 3, 1], [1, 3, 1]] {
        let other =
            [atom(b"stsc", &[numbers(&[0, 2]), numbers(&runs), numbers(&[1, 2, 1])].concat()), vec![]]
                .concat();
        let film = film([tables(), other].concat());
        assert!(matches!(stretch(&film, 440, false, 100), Err(Halt::Corrupt)), "{runs:?}");
    }
    let few_chunks = [tables(), atom(b"stco", &numbers(&[0, 1, 1000]))].concat();
    assert!(matches!(stretch(&film(few_chunks), 440, false, 100), Err(Halt::Corrupt)));
}

#[test]
fn runs_of_a_thousand_million_frames_cost_no_more_than_others() {
    let many = [tables(), atom(b"stts", &numbers(&[0, 2, u32::MAX, 0, u32::MAX, u32::MAX]))].concat();
    assert!(stretch(&film(many), 440, false, 100).is_ok());
    let lasting = [tables(), atom(b"ctts", &numbers(&[0, 1, u32::MAX, 0x8000_0000]))].concat();
    assert!(stretch(&film(lasting), u64::MAX, false, 100).is_ok());
}
