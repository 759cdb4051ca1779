use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use galley_core::media::{Facts, Fault, Format, Kind, Location, VideoFacts, examine};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

use super::programs::{exiftool, ffmpeg, ffprobe};

const PICTURES: &[&str] = &["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=2"];
const SOUND: &[&str] = &["-f", "lavfi", "-i", "sine=frequency=440:duration=2"];
const H264: &[&str] = &["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"];
const HEVC: &[&str] = &["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"];

fn facts(folder: &TempDir, name: &str) -> Facts {
    examine(&folder.path().join(name)).unwrap()
}

fn video(facts: &Facts) -> &VideoFacts {
    facts.video().unwrap()
}

fn make(folder: &TempDir, name: &str, sources: &[&[&str]], arguments: &[&[&str]]) {
    ffmpeg(folder.path(), &[sources.concat(), arguments.concat(), vec![name]].concat());
}

/// What `ffprobe` says in the words of [`VideoFacts`].
struct Said {
    width: Option<u64>,
    height: Option<u64>,
    rotation: u64,
    duration_ms: u64,
    frame_rate: Option<f64>,
    codecs: [Option<String>; 2],
    tracks: [usize; 2],
}

fn said(folder: &Path, name: &str) -> Said {
    let told = ffprobe(folder, name);
    let streams = told["streams"].as_array().unwrap();
    let of = |kind: &str| streams.iter().filter(|stream| stream["codec_type"] == kind).collect::<Vec<_>>();
    let (pictures, sound) = (of("video"), of("audio"));
    let codec = |streams: &[&Value]| Some(streams.first()?["codec_name"].as_str()?.to_owned());
    let first = pictures.first();
    let number = |key: &str| first.and_then(|stream| stream[key].as_u64());
    let ratio = |key: &str, between: char| {
        let (over, under) = first?[key].as_str()?.split_once(between)?;
        let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
        (over > 0.0 && under > 0.0).then_some(over / under)
    };
    let pixel = ratio("sample_aspect_ratio", ':').unwrap_or(1.0);
    let side_data = first.and_then(|stream| stream["side_data_list"].as_array());
    let turned = side_data.and_then(|list| list.iter().find_map(|data| data["rotation"].as_i64()));
    let rotation = (-turned.unwrap_or(0)).rem_euclid(360) as u64;
    let (wide, high) = (number("width").map(|width| (width as f64 * pixel).round() as u64), number("height"));
    let (width, height) = if rotation % 180 == 90 { (high, wide) } else { (wide, high) };
    let seconds: f64 = told["format"]["duration"].as_str().unwrap().parse().unwrap();
    Said {
        width,
        height,
        rotation,
        duration_ms: (seconds * 1000.0).round() as u64,
        frame_rate: ratio("avg_frame_rate", '/'),
        codecs: [codec(&pictures), codec(&sound)],
        tracks: [pictures.len(), sound.len()],
    }
}

fn assert_agrees(folder: &TempDir, name: &str) {
    let (facts, said) = (facts(folder, name), said(folder.path(), name));
    let video = video(&facts);
    let sides = [video.width, video.height].map(|side| side.map(u64::from));
    assert_eq!(sides, [said.width, said.height], "{name}");
    if said.tracks[0] > 0 {
        assert_eq!(video.rotation.map(u64::from), Some(said.rotation), "{name}");
    }
    let duration = video.duration_ms.unwrap();
    assert!(duration.abs_diff(said.duration_ms) <= 1, "{name}: {duration} ms, not {}", said.duration_ms);
    match (video.frame_rate, said.frame_rate) {
        (Some(told), Some(expected)) => {
            assert!((told / expected - 1.0).abs() < 0.001, "{name}: {told}, {expected}");
        }
        (told, expected) => assert_eq!(told, expected, "{name}"),
    }
    assert_eq!([video.video_codec.clone(), video.audio_codec.clone()], said.codecs, "{name}");
    assert_eq!(
        [video.video_tracks, video.audio_tracks],
        said.tracks.map(|count| Some(count as u32)),
        "{name}"
    );
    assert_eq!(facts.kind(), Kind::Video);
    assert_eq!(facts.faults, [], "{name}");
}

/// What ffmpeg is told, in parts.
type Words = &'static [&'static [&'static str]];

/// Each container with what is put in it.
const MADE: &[(&str, Words, Words)] = &[
    ("plain.mp4", &[PICTURES, SOUND], &[H264]),
    ("silent.mp4", &[PICTURES], &[H264]),
    ("index_first.mp4", &[PICTURES, SOUND], &[H264, &["-movflags", "+faststart"]]),
    ("no_reordering.mp4", &[PICTURES], &[H264, &["-bf", "0"]]),
    ("plain.mov", &[PICTURES, SOUND], &[H264]),
    ("alac.mov", &[PICTURES, SOUND], &[H264, &["-c:a", "alac"]]),
    ("little.mov", &[PICTURES, SOUND], &[H264, &["-c:a", "pcm_s16le"]]),
    ("big.mov", &[PICTURES, SOUND], &[H264, &["-c:a", "pcm_s16be"]]),
    ("deep.mov", &[PICTURES, SOUND], &[H264, &["-c:a", "pcm_s24le"]]),
    ("float.mov", &[PICTURES, SOUND], &[H264, &["-c:a", "pcm_f32be"]]),
    ("mulaw.mov", &[PICTURES, SOUND], &[H264, &["-c:a", "pcm_mulaw"]]),
    ("hevc.mp4", &[PICTURES, SOUND], &[HEVC, &["-tag:v", "hvc1"]]),
    ("hevc.mov", &[PICTURES], &[HEVC, &["-tag:v", "hev1"]]),
    ("mp3.mp4", &[PICTURES, SOUND], &[&["-c:v", "mpeg4", "-c:a", "libmp3lame"]]),
    ("ac3.mp4", &[PICTURES, SOUND], &[H264, &["-c:a", "ac3"]]),
    ("eac3.mp4", &[PICTURES, SOUND], &[H264, &["-c:a", "eac3"]]),
    ("opus.mp4", &[PICTURES, SOUND], &[H264, &["-c:a", "libopus", "-strict", "-2"]]),
    ("flac.mp4", &[PICTURES, SOUND], &[H264, &["-c:a", "flac", "-strict", "-2"]]),
    ("mpeg2.mp4", &[PICTURES], &[&["-c:v", "mpeg2video"]]),
    ("prores.mov", &[PICTURES, SOUND], &[&["-c:v", "prores_ks", "-c:a", "pcm_s16le"]]),
    ("jpeg.mov", &[PICTURES], &[&["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"]]),
    ("png.mov", &[PICTURES], &[&["-c:v", "png"]]),
    ("vp9.mp4", &[PICTURES], &[&["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]]),
    ("ntsc.mp4", &[PICTURES], &[H264, &["-r", "30000/1001"]]),
    ("slow.mp4", &[PICTURES], &[H264, &["-r", "12.5"]]),
    ("varying.mp4", &[PICTURES], &[H264, &["-fps_mode", "vfr", "-vf", "select=not(mod(n\\,3))+gt(n\\,30)"]]),
    ("wide_pixels.mp4", &[PICTURES], &[H264, &["-vf", "setsar=4/3"]]),
    ("odd.mp4", &[PICTURES], &[H264, &["-vf", "scale=162:94"]]),
    ("one_frame.mp4", &[PICTURES], &[H264, &["-frames:v", "1"]]),
    ("fragments.mp4", &[PICTURES, SOUND], &[H264, &["-g", "12", "-movflags", "frag_keyframe+empty_moov"]]),
    ("fragments_behind.mp4", &[PICTURES, SOUND], &[H264, &["-g", "12", "-movflags", "frag_keyframe"]]),
    (
        "fragments_unlisted.mp4",
        &[PICTURES, SOUND],
        &[H264, &["-g", "5", "-movflags", "frag_keyframe+empty_moov+skip_trailer+default_base_moof"]],
    ),
    (
        "segments.mp4",
        &[PICTURES, SOUND],
        &[H264, &["-g", "12", "-movflags", "dash+global_sidx+frag_keyframe"]],
    ),
    ("sound.m4a", &[SOUND], &[]),
    ("plain.webm", &[PICTURES, SOUND], &[&["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libvorbis"]]),
    ("vp9.webm", &[PICTURES, SOUND], &[&["-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"]]),
    ("plain.mkv", &[PICTURES, SOUND], &[H264]),
    ("pcm.mkv", &[PICTURES, SOUND], &[HEVC, &["-c:a", "pcm_s24le"]]),
    ("wide_pixels.mkv", &[PICTURES], &[H264, &["-vf", "setsar=4/3"]]),
    ("plain.avi", &[PICTURES, SOUND], &[&["-c:v", "mpeg4", "-c:a", "libmp3lame"]]),
    ("wide_pixels.avi", &[PICTURES], &[&["-c:v", "mjpeg", "-vf", "setsar=4/3"]]),
    ("jpeg.avi", &[PICTURES, SOUND], &[&["-c:v", "mjpeg", "-c:a", "pcm_s16le"]]),
];

#[test]
fn facts_agree_with_ffprobe() {
    let folder = tempdir().unwrap();
    for (name, sources, arguments) in MADE {
        make(&folder, name, sources, arguments);
        assert_agrees(&folder, name);
        let format = match name.rsplit_once('.').unwrap().1 {
            "mp4" | "m4a" => Format::Mp4,
            "mov" => Format::Mov,
            "webm" => Format::Webm,
            "mkv" => Format::Mkv,
            _ => Format::Avi,
        };
        assert_eq!(facts(&folder, name).format, Some(format), "{name}");
        let fragmented = name.starts_with("fragments") || name.starts_with("segments");
        let iso = matches!(format, Format::Mp4 | Format::Mov);
        assert_eq!(video(&facts(&folder, name)).fragmented, iso.then_some(fragmented), "{name}");
        assert_eq!(video(&facts(&folder, name)).edited, iso.then_some(false), "{name}");
    }
}

/// What is written to a pipe cannot be gone back to.
#[test]
fn an_avi_out_of_a_pipe_does_not_say_how_long_it_is() {
    let folder = tempdir().unwrap();
    let piped = ["-c:v", "mpeg4", "-f", "avi", "-seekable", "0", "file:a.avi"];
    ffmpeg(folder.path(), &[PICTURES, &piped].concat());
    let facts = facts(&folder, "a.avi");
    assert_eq!((video(&facts).duration_ms, facts.faults.as_slice()), (None, [].as_slice()));
    assert_eq!((video(&facts).width, video(&facts).frame_rate), (Some(160), Some(25.0)));
}

/// A fragment for each frame, of which the first lasts longer than the others.
#[test]
fn the_frame_rate_of_many_fragments_is_that_of_their_frames() {
    let folder = tempdir().unwrap();
    let pictures = ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=12"];
    let each = ["-movflags", "dash+global_sidx", "-frag_duration", "1"];
    make(&folder, "a.mp4", &[pictures.as_slice()], &[H264, each.as_slice()]);
    let facts = facts(&folder, "a.mp4");
    assert_eq!((video(&facts).fragmented, video(&facts).frame_rate), (Some(true), Some(25.0)));
}

#[test]
fn the_profile_of_h264_is_told() {
    let folder = tempdir().unwrap();
    for (name, pixels, profile) in
        [("a.mp4", "yuv420p", 100), ("b.mp4", "yuv420p10le", 110), ("c.mov", "yuv444p", 244)]
    {
        make(&folder, name, &[PICTURES], &[H264, &["-pix_fmt", pixels]]);
        assert_eq!(video(&facts(&folder, name)).avc_profile, Some(profile), "{name}");
    }
    make(&folder, "d.mp4", &[PICTURES], &[&["-c:v", "mpeg4"]]);
    assert_eq!(video(&facts(&folder, "d.mp4")).avc_profile, None);
}

#[test]
fn a_place_is_told_wherever_programs_note_it() {
    let folder = tempdir().unwrap();
    for (made, program, place) in [
        ("a.mp4", "ffmpeg", &["-metadata", "location=+53.5450+009.9917/"][..]),
        ("b.mov", "ffmpeg", &["-metadata", "location=+53.5450+009.9917/"]),
        ("c.mp4", "ffmpeg", &["-metadata", "location=+53.5450+009.9917/", "-movflags", "use_metadata_tags"]),
        ("d.mov", "exiftool", &["-Keys:GPSCoordinates=53.545 9.9917 3"]),
        ("e.mov", "exiftool", &["-UserData:GPSCoordinates=53.545 9.9917 3"]),
        ("f.mp4", "exiftool", &["-ItemList:GPSCoordinates=53.545 9.9917 3"]),
        ("g.mov", "exiftool", &["-Keys:GPSCoordinates=53.545 9.9917 3", "-Keys:Make=Camera"]),
    ] {
        let others = ["-metadata", "title=Harbour", "-metadata", "comment=the location"];
        let by_ffmpeg = if program == "ffmpeg" { place } else { &[] };
        make(&folder, made, &[PICTURES], &[H264, &others]);
        assert_eq!(video(&facts(&folder, made)).location, Some(Location::Untold), "{made}");
        make(&folder, made, &[PICTURES], &[H264, &others, by_ffmpeg]);
        if program == "exiftool" {
            exiftool(folder.path(), &[place, &[made]].concat());
        }
        assert_eq!(video(&facts(&folder, made)).location, Some(Location::Told), "{made}");
        assert_agrees(&folder, made);
    }
    exiftool(folder.path(), &["-Keys:GPSCoordinates=", "g.mov"]);
    assert_eq!(video(&facts(&folder, "g.mov")).location, Some(Location::Untold));
}

#[test]
fn what_stands_first_is_told() {
    let folder = tempdir().unwrap();
    for (name, flags, first) in [
        ("a.mp4", "+write_colr", false),
        ("b.mp4", "+faststart", true),
        ("c.mp4", "frag_keyframe+empty_moov", true),
    ] {
        make(&folder, name, &[PICTURES], &[H264, &["-movflags", flags]]);
        assert_eq!(video(&facts(&folder, name)).moov_first, Some(first), "{name}");
    }
}

/// Turns the first track of a film clockwise by quarters, as a phone that was held that way does.
pub fn turn(path: &Path, quarters: usize) {
    const ONE: i32 = 1 << 16;
    let [a, b, c, d] = [[ONE, 0, 0, ONE], [0, ONE, -ONE, 0], [-ONE, 0, 0, -ONE], [0, -ONE, ONE, 0]][quarters];
    let mut bytes = fs::read(path).unwrap();
    let header = bytes.windows(4).position(|four| four == b"tkhd").unwrap() + 4;
    for (place, number) in [(40, a), (44, b), (52, c), (56, d)] {
        bytes[header + place..header + place + 4].copy_from_slice(&number.to_be_bytes());
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_turned_film_is_as_displayed() {
    let folder = tempdir().unwrap();
    for name in ["a.mp4", "b.mov"] {
        make(&folder, name, &[PICTURES, SOUND], &[H264]);
        for quarters in 0..4 {
            turn(&folder.path().join(name), quarters);
            assert_agrees(&folder, name);
            let facts = facts(&folder, name);
            assert_eq!(video(&facts).rotation.map(usize::from), Some(90 * quarters), "{name}");
            assert_eq!(video(&facts).width, Some(if quarters % 2 == 0 { 160 } else { 90 }), "{name}");
        }
    }
}

#[test]
fn edits_are_followed_and_told() {
    let folder = tempdir().unwrap();
    make(&folder, "a.mp4", &[PICTURES, SOUND], &[H264, &["-g", "50"]]);
    let copy = |arguments: &[&str], name| ffmpeg(folder.path(), &[arguments, &["-c", "copy", name]].concat());
    copy(&["-ss", "0.9", "-i", "a.mp4"], "cut.mp4");
    copy(&["-itsoffset", "0.7", "-i", "a.mp4", "-i", "a.mp4", "-map", "0:v", "-map", "1:a"], "late.mp4");
    for name in ["cut.mp4", "late.mp4"] {
        assert_agrees(&folder, name);
        assert_eq!(video(&facts(&folder, name)).edited, Some(true), "{name}");
    }
    assert!(video(&facts(&folder, "cut.mp4")).duration_ms.unwrap() < 1200);
}

#[test]
fn the_figures_of_several_tracks_are_those_of_the_first() {
    let folder = tempdir().unwrap();
    make(&folder, "a.mp4", &[PICTURES, SOUND], &[H264]);
    make(
        &folder,
        "b.mov",
        &[PICTURES, SOUND],
        &[&["-c:v", "prores_ks", "-c:a", "pcm_s16le", "-vf", "scale=64:48"]],
    );
    let maps = ["-map", "0:v", "-map", "1:v", "-map", "0:a", "-map", "1:a", "-map", "0:a"];
    ffmpeg(
        folder.path(),
        &[&["-i", "a.mp4", "-i", "b.mov"], maps.as_slice(), &["-c", "copy", "c.mov"]].concat(),
    );
    assert_agrees(&folder, "c.mov");
    let facts = facts(&folder, "c.mov");
    assert_eq!((video(&facts).video_tracks, video(&facts).audio_tracks), (Some(2), Some(3)));
    assert_eq!((video(&facts).width, video(&facts).video_codec.as_deref()), (Some(160), Some("h264")));
}

#[test]
fn every_shortened_film_is_found_out() {
    let folder = tempdir().unwrap();
    make(&folder, "a.mp4", &[PICTURES, SOUND], &[H264]);
    make(&folder, "b.mp4", &[PICTURES, SOUND], &[H264, &["-movflags", "+faststart"]]);
    make(
        &folder,
        "c.mp4",
        &[PICTURES, SOUND],
        &[H264, &["-g", "10", "-movflags", "frag_keyframe+empty_moov"]],
    );
    make(&folder, "d.mkv", &[PICTURES, SOUND], &[H264]);
    make(&folder, "e.avi", &[PICTURES, SOUND], &[&["-c:v", "mpeg4"]]);
    for name in ["a.mp4", "b.mp4", "c.mp4", "d.mkv", "e.avi"] {
        let whole = fs::read(folder.path().join(name)).unwrap();
        let step = whole.len() / 60;
        for length in (64..whole.len() - 1).step_by(step).chain([whole.len() - 1]) {
            fs::write(folder.path().join(name), &whole[..length]).unwrap();
            let facts = facts(&folder, name);
            let cut = |fault: &Fault| {
                matches!(fault, Fault::Truncated { at, .. } if *at == length as u64)
                    || *fault == Fault::MissingIndex
            };
            // Between two fragments or behind the last nothing shows that there were more.
            let between = name == "c.mp4" && facts.faults.iter().all(|fault| *fault == Fault::ZeroDuration);
            assert!(facts.faults.iter().any(cut) || between, "{name} of {length}: {:?}", facts.faults);
        }
    }
}

#[test]
fn an_index_that_is_hidden_is_missed() {
    let folder = tempdir().unwrap();
    make(&folder, "a.mp4", &[PICTURES], &[H264]);
    let path = folder.path().join("a.mp4");
    let mut bytes = fs::read(&path).unwrap();
    let moov = bytes.windows(4).position(|four| four == b"moov").unwrap();
    bytes[moov..moov + 4].copy_from_slice(b"free");
    fs::write(&path, bytes).unwrap();
    assert_eq!(facts(&folder, "a.mp4").faults, [Fault::MissingIndex]);
    assert!(facts(&folder, "a.mp4").broken());
}

#[test]
fn half_a_gigabyte_is_examined_like_a_megabyte() {
    let folder = tempdir().unwrap();
    make(&folder, "a.mp4", &[PICTURES, SOUND], &[H264]);
    let path = folder.path().join("a.mp4");
    let bytes = fs::read(&path).unwrap();
    let mdat = bytes.windows(4).position(|four| four == b"mdat").unwrap() - 4;
    let moov = bytes.windows(4).position(|four| four == b"moov").unwrap() - 4;
    let len = 500_000_000_u64;
    let mut file = OpenOptions::new().write(true).truncate(true).open(&path).unwrap();
    file.write_all(&bytes[..mdat]).unwrap();
    let size = u32::try_from(len - mdat as u64 - (bytes.len() - moov) as u64).unwrap();
    file.write_all(&[size.to_be_bytes(), *b"mdat"].concat()).unwrap();
    file.set_len(len).unwrap();
    file.seek(SeekFrom::Start(mdat as u64 + u64::from(size))).unwrap();
    file.write_all(&bytes[moov..]).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), len);
    assert_agrees(&folder, "a.mp4");
    assert_eq!(video(&facts(&folder, "a.mp4")).moov_first, Some(false));
}
