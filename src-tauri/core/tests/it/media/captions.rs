use std::fs;

use galley_core::media::captions::{as_srt, cues};
use galley_core::media::{CaptionsFacts, Format, Kind, LineEnds, TextEncoding, examine};
use tempfile::{TempDir, tempdir};

use super::programs::{ffmpeg, run};

/// As a subtitle editor saves it, with styles, commands and times in hundredths.
const ASS: &str = "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n\
    Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Alignment\n\
    Style: Default,Arial,20,&H00FFFFFF,0,0,2\n\n[Events]\n\
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n\
    Dialogue: 0,0:00:01.00,0:00:03.50,Default,,0,0,0,,{\\i1}Grüß Gott{\\i0}, Anna.\n\
    Dialogue: 0,0:00:03.50,0:00:06.00,Default,,0,0,0,,{\\an8}Hast du\\Ngut geschlafen?\n\
    Dialogue: 0,0:29:58.00,0:30:00.25,Default,,0,0,0,,До свидания.\n";

const VTT: &str = "WEBVTT\n\nNOTE made by hand\n\n1\n00:01.000 --> 00:03.500 align:start\n<i>Grüß Gott</i>, Anna.\n\n\
    00:03.500 --> 00:06.000\nHast du\ngut geschlafen?\n\n29:58.000 --> 30:00.250\nTom &amp; Jerry\n";

fn write(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) {
    fs::write(folder.path().join(name), text).unwrap();
}

/// How many captions ffprobe finds, and when the last goes, in milliseconds.
fn ffprobe(folder: &TempDir, name: &str) -> (u32, u64) {
    let arguments = ["-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0", name];
    let told = run(folder.path(), "ffmpeg", "ffprobe", &arguments);
    let end = |line: &str| -> u64 {
        let times = line.trim().trim_end_matches(',').split(',').map(|time| time.parse::<f64>().unwrap());
        (times.sum::<f64>() * 1000.0).round() as u64
    };
    // Side data of WebVTT leaves lines without times.
    let packets: Vec<u64> = told.lines().filter(|line| line.contains(',')).map(end).collect();
    (packets.len() as u32, packets.into_iter().max().unwrap())
}

fn captions(folder: &TempDir, name: &str) -> CaptionsFacts {
    let facts = examine(&folder.path().join(name)).unwrap();
    assert_eq!((facts.kind(), &facts.faults), (Kind::Captions, &vec![]), "{name}");
    facts.captions().unwrap().clone()
}

#[test]
fn captions_that_ffmpeg_made_are_as_ffprobe_says() {
    let folder = tempdir().unwrap();
    write(&folder, "a.ass", ASS);
    write(&folder, "b.vtt", VTT);
    ffmpeg(folder.path(), &["-i", "a.ass", "a.srt"]);
    ffmpeg(folder.path(), &["-i", "a.ass", "a.vtt"]);
    ffmpeg(folder.path(), &["-i", "b.vtt", "b.srt"]);
    for name in ["a.srt", "a.vtt", "b.srt", "b.vtt"] {
        let facts = captions(&folder, name);
        assert_eq!((facts.cues.unwrap(), facts.end_ms.unwrap()), ffprobe(&folder, name), "{name}");
        assert_eq!((facts.encoding, facts.flaws), (Some(TextEncoding::Utf8), vec![]), "{name}");
        // In SRT, FFmpeg breaks the lines within a caption in another way than those between captions.
        let ends = if name.ends_with("srt") { LineEnds::Crlf } else { LineEnds::Lf };
        assert_eq!(facts.line_ends, Some(ends), "{name}");
    }
}

#[test]
fn our_srt_says_what_that_of_ffmpeg_says() {
    let folder = tempdir().unwrap();
    write(&folder, "b.vtt", VTT);
    ffmpeg(folder.path(), &["-i", "b.vtt", "theirs.srt"]);
    let at = |name: &str| folder.path().join(name);
    as_srt(&at("b.vtt"), &at("ours.srt")).unwrap();
    assert_eq!(examine(&at("ours.srt")).unwrap().format, Some(Format::Srt));
    assert_eq!(cues(&at("ours.srt")).unwrap(), cues(&at("theirs.srt")).unwrap());
    assert_eq!(ffprobe(&folder, "ours.srt"), ffprobe(&folder, "b.vtt"));
}

#[test]
fn captions_of_other_alphabets_become_utf8_as_iconv_makes_them() {
    let folder = tempdir().unwrap();
    let text = "1\n00:00:01,000 --> 00:00:04,000\nЗдравствуйте, дорогие коллеги.\n\n\
                2\n00:00:04,000 --> 00:00:09,000\nСегодня мы покажем вам\nнашу новую мастерскую.\n\n";
    write(&folder, "utf8.srt", text);
    for (page, encoding) in [
        ("WINDOWS-1251", TextEncoding::CodePage),
        ("KOI8-R", TextEncoding::CodePage),
        ("UTF-16", TextEncoding::Utf16),
    ] {
        run(folder.path(), "libc-bin", "iconv", &["-f", "UTF-8", "-t", page, "-o", "other.srt", "utf8.srt"]);
        let facts = captions(&folder, "other.srt");
        assert_eq!((facts.encoding, facts.flawed), (Some(encoding), 0), "{page}");
        let at = |name: &str| folder.path().join(name);
        as_srt(&at("other.srt"), &at("ours.srt")).unwrap();
        assert_eq!(fs::read_to_string(at("ours.srt")).unwrap(), text, "{page}");
    }
}
