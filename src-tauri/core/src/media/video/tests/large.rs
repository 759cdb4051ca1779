//! Films of hundreds of megabytes and of hours: no more of them is read than of short ones.

use super::{Made, Sparse, atom, examined_from, ftyp, numbers, video};
use crate::media::Facts;

const MB: u64 = 1_000_000;

fn long(frames: u32) -> Made {
    let runs = numbers(&[1, 40]).repeat(frames as usize);
    let shifts = [numbers(&[0, frames]), runs].concat();
    let sizes = [numbers(&[0, 0, frames]), vec![1; 4 * frames as usize]].concat();
    let tables = [atom(b"ctts", &shifts), atom(b"stsz", &sizes), atom(b"stss", &numbers(&[0, 1, 1]))];
    let duration = frames * 40;
    Made { frames, duration, movie_duration: duration, tables: tables.concat(), ..Made::default() }
}

fn sparse(len: u64, parts: Vec<(u64, Vec<u8>)>) -> (Facts, u64) {
    examined_from(Sparse { len, at: 0, parts }, len)
}

#[test]
fn half_an_hour_in_500_mb_is_read_in_a_few_kilobytes_wherever_its_index_stands() {
    let moov = long(108_000).moov();
    let data = |size: u64| [numbers(&[1]), b"mdat".to_vec(), size.to_be_bytes().to_vec()].concat();
    let (start, len) = (ftyp().len() as u64, 500 * MB);
    let at_the_end = len - moov.len() as u64;
    let films = [
        (vec![(0, ftyp()), (start, data(at_the_end - start)), (at_the_end, moov.clone())], false),
        (
            vec![
                (0, ftyp()),
                (start, moov.clone()),
                (start + moov.len() as u64, data(len - start - moov.len() as u64)),
            ],
            true,
        ),
    ];
    for (parts, first) in films {
        let (facts, read) = sparse(len, parts);
        assert_eq!(facts.faults, []);
        assert_eq!((video(&facts).duration_ms, video(&facts).frame_rate), (Some(4_320_000), Some(25.0)));
        assert_eq!(video(&facts).moov_first, Some(first));
        assert!(read < 20_000, "{read}");
    }
}

#[test]
fn a_frame_rate_that_changes_with_each_frame_is_told_by_the_whole() {
    let varying = Made { frames: 1, each: 1, ..long(54_000) };
    let varying = Made { tables: [varying.tables.clone(), vfr(54_000)].concat(), ..varying };
    let film = varying.film();
    let (facts, read) = examined_from(std::io::Cursor::new(&film), film.len() as u64);
    assert_eq!(video(&facts).frame_rate, Some(25.0));
    assert!(read < 20_000, "{read}");
}

/// A run for each frame.
fn vfr(frames: u32) -> Vec<u8> {
    let runs = [numbers(&[1, 39]), numbers(&[1, 41])].concat().repeat(frames as usize / 2);
    atom(b"stts", &[numbers(&[0, frames]), runs].concat())
}

/// A fragment of a second: 25 frames that take a default time and have sizes of their own.
fn fragment(number: u32, each: u32) -> Vec<u8> {
    let header = atom(b"tfhd", &numbers(&[0x02_0008, 1, each]));
    let begins = atom(b"tfdt", &numbers(&[0, number * 1000]));
    let run = atom(b"trun", &[numbers(&[0x201, 25, 400]), vec![1; 100]].concat());
    let parts = [atom(b"mfhd", &numbers(&[0, number])), atom(b"traf", &[header, begins, run].concat())];
    atom(b"moof", &parts.concat())
}

fn fragmented(fragments: u32, data: u64, listed: bool) -> (Facts, u64) {
    fragmented_by(fragments, data, listed, |_| 40)
}

/// `each`: how long the frames of a fragment take.
fn fragmented_by(fragments: u32, data: u64, listed: bool, each: impl Fn(u32) -> u32) -> (Facts, u64) {
    let extends = atom(b"mvex", &atom(b"trex", &numbers(&[0, 1, 1, 0, 0, 0])));
    let made = Made { frames: 0, duration: 0, movie_duration: 0, extends, ..Made::default() };
    let mut parts = vec![(0, [ftyp(), made.moov()].concat())];
    let mut at = parts[0].1.len() as u64;
    let mut last = at;
    for number in 0..fragments {
        let fragment = fragment(number, each(number));
        let length = fragment.len() as u64;
        let head = [fragment, numbers(&[u32::try_from(data).unwrap()]), b"mdat".to_vec()].concat();
        last = at;
        parts.push((at, head));
        at += length + data;
    }
    if listed {
        let entry = numbers(&[0, 1, 0, 1, (fragments - 1) * 1000, u32::try_from(last).unwrap(), 0x0101_0100]);
        let size = 8 + 8 + entry.len() as u32 - 1 + 16;
        let tfra = atom(b"tfra", &entry[..entry.len() - 1]);
        let list = atom(b"mfra", &[tfra, atom(b"mfro", &numbers(&[0, size]))].concat());
        at += list.len() as u64;
        parts.push((at - list.len() as u64, list));
    }
    sparse(at, parts)
}

#[test]
fn fragments_are_added_up() {
    for listed in [false, true] {
        let (facts, read) = fragmented(100, 300_000, listed);
        assert_eq!(facts.faults, []);
        assert_eq!((video(&facts).duration_ms, video(&facts).frame_rate), (Some(100_000), Some(25.0)));
        assert_eq!((video(&facts).fragmented, video(&facts).moov_first), (Some(true), Some(true)));
        assert!(read < 200_000, "{read}");
    }
}

#[test]
fn of_many_fragments_the_last_is_looked_up() {
    let (facts, read) = fragmented(7200, 69_000, true);
    assert_eq!(facts.faults, []);
    assert_eq!((video(&facts).duration_ms, video(&facts).frame_rate), (Some(7_200_000), Some(25.0)));
    assert!(read < 200_000, "{read}");
}

#[test]
fn a_frame_rate_is_told_of_fragments_that_were_partly_walked_only_where_all_frames_take_the_same() {
    let rate =
        |fragments, each: fn(u32) -> u32| video(&fragmented_by(fragments, 69_000, true, each).0).frame_rate;
    let first_is_longer = |number| if number == 0 { 64 } else { 40 };
    let alternating = |number| 39 + number % 2 * 2;
    assert_eq!(rate(7200, first_is_longer), Some(25.0));
    assert_eq!(rate(7200, alternating), None);
    // Where all are walked, it is that of all.
    let average = rate(100, alternating).unwrap();
    assert!((average - 25.0).abs() < 0.1, "{average}");
}

#[test]
fn of_more_fragments_than_may_be_read_the_length_is_not_guessed() {
    let (facts, read) = fragmented(7200, 69_000, false);
    assert_eq!(facts.faults, []);
    assert_eq!((video(&facts).duration_ms, video(&facts).frame_rate), (None, Some(25.0)));
    assert!(read <= 1024 * 1024, "{read}");
}
