//! Films of a few boxes each, sound and hostile.

use super::{Made, atom, atom_64, examined, facts, ftyp, numbers, video};
use crate::media::{Facts, Fault, Format, HeaderPart, Location};

const CORRUPT: Fault = Fault::CorruptHeader { part: HeaderPart::MovieBox };
const GIVEN_UP: Fault = Fault::CorruptHeader { part: HeaderPart::Length };

fn sides(facts: &Facts) -> (Option<u32>, Option<u32>) {
    (video(facts).width, video(facts).height)
}

#[test]
fn a_sound_film_tells_its_figures() {
    let facts = facts(&Made::default().film());
    assert_eq!((facts.format, facts.faults.as_slice()), (Some(Format::Mp4), [].as_slice()));
    let video = video(&facts);
    assert_eq!((video.width, video.height, video.rotation), (Some(320), Some(180), Some(0)));
    assert_eq!((video.duration_ms, video.frame_rate), (Some(4000), Some(25.0)));
    assert_eq!((video.video_codec.as_deref(), video.audio_codec.as_deref()), (Some("h264"), None));
    assert_eq!((video.video_tracks, video.audio_tracks), (Some(1), Some(0)));
    assert_eq!((video.moov_first, video.fragmented, video.edited), (Some(true), Some(false), Some(false)));
}

#[test]
fn a_film_without_a_single_track_has_neither_pictures_nor_sound() {
    let header = Made::default().moov();
    let header = header.windows(4).position(|name| name == b"mvhd").map(|at| &header[at - 4..]).unwrap();
    let length = u32::from_be_bytes(header[..4].try_into().unwrap()) as usize;
    let within = atom(b"moov", &atom(b"moov", &Made::default().moov()[8..]));
    for index in [atom(b"moov", &header[..length]), atom(b"moov", &[]), within] {
        let facts = facts(&[ftyp(), index, atom(b"mdat", &[7; 100])].concat());
        assert_eq!((video(&facts).video_tracks, video(&facts).audio_tracks), (Some(0), Some(0)));
    }
    let packed = atom(b"moov", &atom(b"cmov", &[7; 60]));
    let facts = facts(&[ftyp(), packed, atom(b"mdat", &[7; 100])].concat());
    assert_eq!(video(&facts).video_tracks, None, "what is packed may hold any");
}

#[test]
fn sizes_of_data_may_be_told_in_every_way() {
    let moov = Made::default().moov();
    let to_the_end = [numbers(&[0]), b"mdat".to_vec(), vec![7; 500]].concat();
    let films = [
        [ftyp(), moov.clone(), to_the_end].concat(),
        [ftyp(), atom_64(b"mdat", 116, &[7; 100]), moov].concat(),
        // Padding that some disks and cameras leave, too short or too empty for a box.
        [Made::default().film(), vec![0; 5]].concat(),
        [Made::default().film(), vec![0; 5000]].concat(),
        [Made::default().film(), b"\xFF\xFF\xFF\xF0junk and more".to_vec()].concat(),
    ];
    for (number, film) in films.iter().enumerate() {
        let facts = facts(film);
        assert_eq!(facts.faults, [], "{number}");
        assert_eq!(video(&facts).duration_ms, Some(4000), "{number}");
    }
}

fn with_notes(index: Vec<u8>, track: Vec<u8>, behind: &[u8]) -> Facts {
    let made = Made { extends: index, edits: track, ..Made::default() };
    facts(&[made.film(), behind.to_vec()].concat())
}

#[test]
fn where_a_film_was_made_is_found_wherever_cameras_note_it() {
    const WHERE: &[u8] = b"\0\x12\x15\xC7+53.5450+009.9917/";
    const PACKET: &[u8] = b"<x:xmpmeta><rdf:Description exif:GPSLatitude=\"53,32.7N\"/></x:xmpmeta>";
    const XMP: &[u8] = b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
    let user_data = |kind| atom(b"udta", &[atom(b"name", b"Harbour"), atom(kind, WHERE)].concat());
    let names =
        [atom(b"mdta", b"com.apple.quicktime.make"), atom(b"mdta", b"com.apple.quicktime.location.ISO6709")];
    let keys = atom(b"keys", &[numbers(&[0, 2]), names.concat()].concat());
    let hdlr = atom(b"hdlr", &[0; 24]);
    let value = |number: u8| atom(&[0, 0, 0, number], &atom(b"data", WHERE));
    let named = |version: &[u8], number| {
        atom(b"meta", &[version, &hdlr, &keys, &atom(b"ilst", &value(number))].concat())
    };
    let listed =
        atom(b"meta", &[&[0; 4], hdlr.as_slice(), &atom(b"ilst", &atom(b"\xA9xyz", WHERE))].concat());
    let told = [
        (user_data(b"\xA9xyz"), vec![], vec![]),
        (user_data(b"@xyz"), vec![], vec![]),
        (user_data(b"loci"), vec![], vec![]),
        (vec![], user_data(b"loci"), vec![]),
        (named(&[], 2), vec![], vec![]),
        (named(&[0; 4], 2), vec![], vec![]),
        (atom(b"udta", &named(&[0; 4], 2)), vec![], vec![]),
        (atom(b"udta", &listed), vec![], vec![]),
        (atom(b"udta", &atom(b"XMP_", PACKET)), vec![], vec![]),
        (vec![], vec![], atom(b"uuid", &[XMP, PACKET].concat())),
    ];
    for (number, (index, track, behind)) in told.into_iter().enumerate() {
        let facts = with_notes(index, track, &behind);
        assert_eq!((video(&facts).location, facts.faults), (Some(Location::Told), vec![]), "{number}");
    }
    let untold = [
        (vec![], vec![], vec![]),
        (user_data(b"auth"), vec![], vec![]),
        (named(&[], 1), vec![], vec![]),
        (atom(b"udta", &numbers(&[0])), vec![], vec![]),
        (vec![], vec![], atom(b"uuid", &[XMP, b"<x:xmpmeta/>"].concat())),
        (vec![], vec![], atom(b"uuid", PACKET)),
    ];
    for (number, (index, track, behind)) in untold.into_iter().enumerate() {
        let facts = with_notes(index, track, &behind);
        assert_eq!((video(&facts).location, facts.faults), (Some(Location::Untold), vec![]), "{number}");
    }
}

#[test]
fn what_a_camera_measured_may_be_its_way() {
    for codec in [*b"gpmd", *b"djmd", *b"rtmd", *b"camm"] {
        let facts = facts(&Made { codec, ..Made::default() }.film());
        assert_eq!(video(&facts).location, Some(Location::Measured));
    }
}

#[test]
fn broken_notes_are_no_fault_of_a_film_and_hide_no_place() {
    let place = atom(b"\xA9xyz", b"\0\x05\x15\xC7+53/");
    let broken = atom(b"meta", b"\0\0\0\x04junkjunk");
    let many = atom(b"udta", &atom(b"free", &[]).repeat(25_000));
    let names = [numbers(&[0, 30_000]), atom(b"mdta", b"location").repeat(30_000)].concat();
    let too_many = atom(b"meta", &[atom(b"hdlr", &[0; 24]), atom(b"keys", &names)].concat());
    for (index, location) in [
        (atom(b"udta", &[place.clone(), broken.clone()].concat()), Some(Location::Told)),
        (atom(b"udta", &[broken.clone(), place].concat()), Some(Location::Told)),
        (atom(b"udta", &broken), None),
        (atom(b"meta", &[]), Some(Location::Untold)),
        (many, None),
        (too_many, None),
    ] {
        let facts = with_notes(index, vec![], &[]);
        assert_eq!((video(&facts).location, facts.faults.as_slice()), (location, [].as_slice()));
        assert_eq!(video(&facts).duration_ms, Some(4000));
    }
}

#[test]
fn an_mp4_behind_long_padding_is_one() {
    let film = [atom(b"free", &[0; 8184]), Made::default().film()].concat();
    assert_eq!((facts(&film).format, facts(&film).faults), (Some(Format::Mp4), vec![]));
    let older = [atom(b"free", &[0; 8184]), Made::default().film().split_off(ftyp().len())].concat();
    assert_eq!(facts(&older).format, Some(Format::Mov));
}

#[test]
fn data_longer_than_the_file_is_told_with_its_end() {
    for (size, expected) in [(1 << 20, Some((1 << 20) + 32)), (1 << 63, Some((1 << 63) + 32))] {
        let film = [ftyp(), atom_64(b"mdat", size, &[7; 100])].concat();
        let facts = facts(&film);
        let at = film.len() as u64;
        assert_eq!(facts.faults, [Fault::Truncated { at, expected }], "{size}");
        assert_eq!(video(&facts).video_tracks, None);
    }
    let film = [ftyp(), atom_64(b"mdat", u64::MAX, &[7; 100])].concat();
    assert_eq!(facts(&film).faults, [CORRUPT]);
}

#[test]
fn an_index_longer_than_the_file_still_tells_what_is_there() {
    for size in [Made::default().moov().len() as u64 + 8 + 50, 1 << 63] {
        let moov = Made::default().moov().split_off(8);
        let facts = facts(&[ftyp(), atom_64(b"moov", size, &moov)].concat());
        assert!(matches!(facts.faults[..], [Fault::Truncated { .. }]), "{size}: {:?}", facts.faults);
        assert_eq!(sides(&facts), (Some(320), Some(180)));
    }
}

#[test]
fn a_box_that_cannot_be_is_corrupt() {
    let tail = |head: &[u32], kind: &[u8; 4]| [numbers(head), kind.to_vec(), vec![0; 40]].concat();
    let films = [
        // Smaller than its own head.
        [ftyp(), tail(&[7], b"mdat")].concat(),
        [ftyp(), atom_64(b"mdat", 15, &[0; 20])].concat(),
        // Longer than what it is in.
        [ftyp(), atom(b"moov", &tail(&[4000], b"trak"))].concat(),
        [ftyp(), atom(b"moov", &atom_64(b"trak", u64::MAX, &[0; 20]))].concat(),
    ];
    for (number, film) in films.iter().enumerate() {
        assert_eq!(facts(film).faults.first(), Some(&CORRUPT), "{number}");
    }
}

#[test]
fn a_million_boxes_are_given_up() {
    let many = atom(b"free", &[]).repeat(1_000_000);
    let films = [
        [ftyp(), many.clone()].concat(),
        [ftyp(), atom(b"moov", &many)].concat(),
        [ftyp(), atom(b"moov", &atom(b"trak", &[]).repeat(1_000_000))].concat(),
        [ftyp(), atom(b"moov", &atom(b"trak", &atom(b"mdia", &many)))].concat(),
    ];
    for (number, film) in films.iter().enumerate() {
        let (facts, read) = examined(film);
        assert!(facts.faults.contains(&GIVEN_UP), "{number}: {:?}", facts.faults);
        assert!(read <= 1024 * 1024, "{number}: {read}");
    }
}

#[test]
fn boxes_in_boxes_are_followed_only_where_they_belong() {
    let mut nested = Made::default().moov();
    for _ in 0..10_000 {
        nested = atom(b"moov", &nested);
    }
    let (facts, read) = examined(&[ftyp(), nested].concat());
    assert_eq!(video(&facts).video_tracks, Some(0));
    assert!(read < 10_000, "{read}");
}

#[test]
fn of_an_index_that_breaks_off_before_its_tracks_nobody_knows_how_many_there_are() {
    let moov = Made::default().moov();
    let cut = facts(&[ftyp(), moov[..60].to_vec()].concat());
    assert_eq!((video(&cut).video_tracks, video(&cut).audio_tracks), (None, None));
    assert!(matches!(cut.faults[..], [Fault::Truncated { .. }]), "{:?}", cut.faults);
}

#[test]
fn a_table_that_does_not_fit_in_its_box_is_corrupt() {
    for (kind, content) in [
        (b"ctts", numbers(&[0, u32::MAX, 1, 1])),
        (b"stss", numbers(&[0, 3, 1, 1])),
        (b"stsz", numbers(&[0, 0, 5, 1])),
        (b"co64", numbers(&[0, 1, 1])),
    ] {
        let made = Made { tables: atom(kind, &content), ..Made::default() };
        assert_eq!(facts(&made.film()).faults, [CORRUPT], "{kind:?}");
    }
}

#[test]
fn a_film_without_an_index_is_told_as_such() {
    assert_eq!(facts(&[ftyp(), atom(b"mdat", &[7; 100])].concat()).faults, [Fault::MissingIndex]);
    assert_eq!(facts(&ftyp()).faults, [Fault::MissingIndex]);
}

#[test]
fn a_chunk_behind_the_end_shows_that_the_file_was_cut() {
    for (kind, content) in [(b"stco", numbers(&[0, 2, 700, 90_000])), (b"co64", numbers(&[0, 1, 0, 90_000]))]
    {
        let film = Made { tables: atom(kind, &content), ..Made::default() }.film();
        let at = film.len() as u64;
        assert_eq!(facts(&film).faults, [Fault::Truncated { at, expected: Some(90_001) }]);
    }
}

#[test]
fn durations_of_0_and_unknown_ones_are_not_told() {
    let unknown = Made { movie_duration: u32::MAX, ..Made::default() };
    assert_eq!(video(&facts(&unknown.film())).duration_ms, Some(4000), "the track knows");
    let none = Made { movie_duration: 0, duration: 0, frames: 0, ..Made::default() };
    let facts = facts(&none.film());
    assert_eq!(facts.faults, [Fault::ZeroDuration]);
    assert_eq!((video(&facts).duration_ms, video(&facts).frame_rate), (None, None));
}

#[test]
fn a_duration_that_nobody_tells_is_not_one_of_0() {
    let silent = Made { movie_duration: u32::MAX, duration: u32::MAX, ..Made::default() }.film();
    let mut without_a_clock = Made::default().film();
    let mvhd = without_a_clock.windows(4).position(|four| four == b"mvhd").unwrap();
    without_a_clock[mvhd + 16..mvhd + 20].fill(0);
    for film in [silent, without_a_clock] {
        let facts = facts(&film);
        assert_eq!((video(&facts).duration_ms, facts.faults.as_slice()), (None, [].as_slice()));
    }
}

#[test]
fn sizes_of_0_are_said_and_not_told() {
    let facts = facts(&Made { size: (0, 180), ..Made::default() }.film());
    assert_eq!(facts.faults, [Fault::ZeroDimensions]);
    assert_eq!(sides(&facts), (None, None));
}

#[test]
fn sides_are_as_displayed() {
    const ONE: i32 = 1 << 16;
    let cases = [
        ([ONE, 0, 0, ONE], (320, 180), 0),
        ([0, ONE, -ONE, 0], (180, 320), 90),
        ([-ONE, 0, 0, -ONE], (320, 180), 180),
        ([0, -ONE, ONE, 0], (180, 320), 270),
    ];
    for (matrix, (width, height), rotation) in cases {
        let facts = facts(&Made { matrix, ..Made::default() }.film());
        assert_eq!(sides(&facts), (Some(width), Some(height)));
        assert_eq!(video(&facts).rotation, Some(rotation));
    }
    let pixels =
        |across, down| Made { entry: atom(b"pasp", &numbers(&[across, down])), ..Made::default() }.film();
    for (across, down, width) in [(4, 3, 427), (1, 1, 320), (0, 1, 320), (1, 0, 320), (u32::MAX, 1, 320)] {
        assert_eq!(sides(&facts(&pixels(across, down))), (Some(width), Some(180)), "{across}:{down}");
    }
}

#[test]
fn codecs_are_named_by_what_they_really_are() {
    let descriptor =
        |object_type| [&[0, 0, 0, 0, 3, 0x80, 0x80, 5, 0, 1, 0, 4, 13, object_type][..], &[0; 12]].concat();
    let locked = atom(b"sinf", &atom(b"frma", b"hvc1"));
    let cases: [(&[u8; 4], Vec<u8>, &str); 6] = [
        (b"hvc1", vec![], "hevc"),
        (b"mp4v", atom(b"esds", &descriptor(0x6C)), "mjpeg"),
        (b"mp4v", atom(b"esds", &descriptor(0xFE)), "mpeg4"),
        (b"mp4v", atom(b"esds", &[3]), "mpeg4"),
        (b"encv", locked, "hevc"),
        (b"\0\x01zz", vec![], "0x00017a7a"),
    ];
    for (codec, entry, name) in cases {
        let facts = facts(&Made { codec: *codec, entry, ..Made::default() }.film());
        assert_eq!(video(&facts).video_codec.as_deref(), Some(name));
    }
}

#[test]
fn an_edit_list_is_read_to_its_end_or_refused() {
    let list = |entries: u32, written: usize| {
        let edit = numbers(&[100, 0, 1 << 16]);
        atom(b"edts", &atom(b"elst", &[numbers(&[0, entries]), edit.repeat(written)].concat()))
    };
    let several = Made { edits: list(2, 2), movie_duration: 200, ..Made::default() };
    let facts_of = |made: &Made| facts(&made.film());
    assert_eq!(
        (video(&facts_of(&several)).edited, video(&facts_of(&several)).duration_ms),
        (Some(true), Some(200))
    );
    let lies = Made { edits: list(u32::MAX, 1), ..Made::default() };
    assert_eq!(facts_of(&lies).faults.first(), Some(&CORRUPT));
    let many = Made { edits: list(100_000, 100_000), ..Made::default() };
    let (facts, read) = examined(&many.film());
    assert_eq!((video(&facts).edited, facts.faults.as_slice()), (Some(true), [].as_slice()));
    assert!(read < 64 * 1024, "{read}");
}
