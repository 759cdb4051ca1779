mod properties;

use std::fs;
use std::io::Cursor;

use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

use super::*;
use crate::media::examine::{HEADER_BUDGET, read_facts};
use crate::media::{CueTrouble, Fault, Kind, LineEnds, Stamp, TextEncoding};

fn source(bytes: &[u8]) -> Source<Cursor<&[u8]>> {
    Source::new(Cursor::new(bytes), bytes.len() as u64, HEADER_BUDGET)
}

/// The facts of these bytes, and how many of them were read.
fn examined(bytes: &[u8]) -> (CaptionsFacts, u64) {
    let stamp: Stamp = serde_json::from_str("\"now\"").unwrap();
    let mut source = source(bytes);
    let facts = read_facts(&mut source, stamp).unwrap();
    assert_eq!((facts.kind(), &facts.faults), (Kind::Captions, &Vec::<Fault>::new()));
    (facts.captions().unwrap().clone(), source.bytes_read())
}

fn facts(text: &str) -> CaptionsFacts {
    examined(text.as_bytes()).0
}

/// The cue, its line and what is wrong with it, of every flaw.
fn flaws(text: &str) -> Vec<(u32, u32, CueTrouble)> {
    let facts = facts(text);
    assert_eq!(facts.flawed as usize, facts.flaws.len());
    facts.flaws.into_iter().map(|flaw| (flaw.cue, flaw.line, flaw.what)).collect()
}

/// Which ones of the file are shown.
fn numbers(text: &str) -> Vec<u32> {
    cues_of(&mut source(text.as_bytes())).unwrap().iter().map(|cue| cue.number).collect()
}

fn rewritten(bytes: &[u8]) -> Result<String, CaptionsError> {
    let mut out = Vec::new();
    rewrite::rewrite(&mut source(bytes), &mut out).map(|_| String::from_utf8(out).unwrap())
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const SOUND: &str = "1\n00:00:01,000 --> 00:00:03,000\nGood morning.\n\n\
                     2\n00:00:03,000 --> 00:00:06,500\n<i>Good morning</i>, Anna.\nSlept well?\n\n";

#[test]
fn sound_captions_have_figures_and_no_flaw() {
    let expected = CaptionsFacts {
        encoding: Some(TextEncoding::Utf8),
        byte_order_mark: false,
        line_ends: Some(LineEnds::Lf),
        cues: Some(2),
        end_ms: Some(6_500),
        flaws: vec![],
        flawed: 0,
    };
    assert_eq!(facts(SOUND), expected);
    assert_eq!(facts(SOUND.trim_end()), expected);
    let crlf = CaptionsFacts { line_ends: Some(LineEnds::Crlf), ..expected.clone() };
    assert_eq!(facts(&SOUND.replace('\n', "\r\n")), crlf);
    let cr = CaptionsFacts { line_ends: Some(LineEnds::Cr), ..expected.clone() };
    assert_eq!(facts(&SOUND.replace('\n', "\r")), cr);
    assert_eq!(facts(&SOUND.replacen('\n', "\r\n", 1)).line_ends, Some(LineEnds::Crlf));
    assert_eq!(facts(&SOUND.replacen('\n', "\r", 1)).line_ends, Some(LineEnds::Mixed));
    let marked = CaptionsFacts { byte_order_mark: true, ..expected.clone() };
    assert_eq!(facts(&format!("\u{FEFF}{SOUND}")), marked);
    let wide = CaptionsFacts { encoding: Some(TextEncoding::Utf16), ..expected.clone() };
    assert_eq!(examined(&utf16(SOUND)).0, wide);
    let latin = SOUND.replace("Slept well?", "Gut geschlafen? Schönen Morgen, Jürgen.");
    let (bytes, ..) = WINDOWS_1252.encode(&latin);
    let expected = CaptionsFacts { encoding: Some(TextEncoding::CodePage), ..expected };
    assert_eq!(examined(&bytes).0, expected);
}

#[test]
fn every_flaw_is_told_with_its_place() {
    use CueTrouble::*;
    let two = |times: &str| format!("1\n00:00:05,000 --> 00:00:07,000\nOne.\n\n2\n{times}\nTwo.\n");
    assert_eq!(flaws(&two("00:00:07,000 --> 00:00:07,000")), [(2, 5, EndsBeforeStart)]);
    assert_eq!(flaws(&two("00:00:04,000 --> 00:00:05,000")), [(2, 5, OutOfOrder)]);
    assert_eq!(flaws(&two("00:00:06,250 --> 00:00:09,000")), [(2, 5, Overlaps { by: 750 })]);
    assert_eq!(flaws(&two("00:00:08.000 --> 00:00:09.000")), [(2, 5, LooseTimes)]);
    assert_eq!(flaws(&two("00:00:08,000 -> 00:00:09,000")), [(2, 5, NoTimes)]);

    let one = |text: &str| format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n");
    assert_eq!(flaws(&one("<i> </i>{\\an8}")), [(1, 1, Empty)]);
    assert_eq!(flaws(&one(&"x".repeat(20))), []);
    assert_eq!(flaws(&one(&"é".repeat(21))), [(1, 1, TooFast { rate: 21 })]);
    // A letter and its accent, and a family of four, are a character each.
    assert_eq!(flaws(&one(&"e\u{301}".repeat(20))), []);
    assert_eq!(flaws(&one(&"👨‍👩‍👧‍👦".repeat(20))), []);

    let standing = |end: &str| flaws(&format!("1\n00:00:01,000 --> 00:00:{end}\nNow\n"));
    assert_eq!(standing("01,832"), [(1, 1, Brief { ms: 832 })]);
    assert_eq!((standing("01,833"), standing("08,000")), (vec![], vec![]));
    assert_eq!(standing("08,001"), [(1, 1, Lingering { ms: 7_001 })]);

    for sound in ["IRMÃ", "«MANHÃ»", "AMANHÃ…", "“MÃ”", "Grüße, señor\tœuvre", "end\u{1A}"] {
        assert_eq!(flaws(&one(sound)), [], "{sound}");
    }
    for garbled in ["GrÃ¼ÃŸe", "tÃ¤glich", "caf\u{FFFD}", "n\0ull", "Ã‰tÃ©", "itâ€™s"] {
        assert_eq!(flaws(&one(garbled)), [(1, 1, Garbled)], "{garbled}");
    }

    let (guessed, _) = examined(&[one("GrÃ¼ÃŸe").as_bytes(), &b"\xFF"[..]].concat());
    assert_eq!((guessed.encoding, guessed.flaws), (Some(TextEncoding::CodePage), vec![]));

    let slow = |text: &str| format!("1\n00:00:01,000 --> 00:00:08,000\n{text}\n");
    assert_eq!(flaws(&slow(&"x".repeat(42))), []);
    assert_eq!(flaws(&slow(&format!("short\n{}", "x".repeat(43)))), [(1, 1, LongLine { characters: 43 })]);
    assert_eq!(flaws(&slow("a\nb\n<b></b>")), []);
    assert_eq!(flaws(&slow("a\nb\nc")), [(1, 1, ManyLines { lines: 3 })]);
}

#[test]
fn a_caption_overlaps_whichever_stands_there_still() {
    let text = "1\n00:00:03,000 --> 00:00:10,000\nLong\n\n2\n00:00:04,000 --> 00:00:05,000\nShort\n\n\
                3\n00:00:06,000 --> 00:00:07,000\nLate\n\n4\n00:00:10,000 --> 00:00:11,000\nOver\n";
    let overlaps = |by| CueTrouble::Overlaps { by };
    assert_eq!(flaws(text), [(2, 5, overlaps(6_000)), (3, 9, overlaps(4_000))]);
}

#[test]
fn many_harmless_flaws_hide_no_grave_one() {
    let long = "x".repeat(LONGEST_LINE + 1);
    let caption = |nth: u32| format!("{nth}\n{nth:02}:00:00,000 --> {nth:02}:00:09,000\n{long}\n\n");
    let text: String = (1..=LISTED + 50).map(caption).collect();
    let facts = facts(&format!("{text}{}\n00:00:99 -> soon\nLost\n", LISTED + 51));
    let of = |what: &dyn Fn(&CueTrouble) -> bool| facts.flaws.iter().filter(|flaw| what(&flaw.what)).count();
    assert_eq!(of(&|what| matches!(what, CueTrouble::LongLine { .. })), LISTED as usize);
    assert_eq!(of(&|what| matches!(what, CueTrouble::NoTimes)), 1);
    assert!(facts.flawed as usize > facts.flaws.len());
}

#[test]
fn numbers_are_counted_along() {
    let numbered = |numbers: [&str; 3]| {
        let cue = |(place, number): (usize, &str)| {
            let (start, end) = (place, place + 1);
            format!("{number}\n00:00:0{start},000 --> 00:00:0{end},000\nHi\n\n").trim_start().to_owned()
        };
        flaws(&numbers.into_iter().enumerate().map(cue).collect::<String>())
    };
    let number = |found, expected| CueTrouble::Number { found, expected };
    assert_eq!(numbered(["1", "2", "3"]), []);
    assert_eq!(numbered(["0", "1", "2"]), [(1, 1, number(Some(0), 1))]);
    assert_eq!(numbered(["1", "3", "4"]), [(2, 5, number(Some(3), 2))]);
    assert_eq!(numbered(["1", "", "3"]), [(2, 5, number(None, 2))]);
    assert_eq!(numbered(["1", "1", "1"]), [(2, 5, number(Some(1), 2)), (3, 9, number(Some(1), 2))]);
}

#[test]
fn a_caption_right_below_another_is_one_of_its_own() {
    let close = SOUND.replace("\n\n", "\n");
    assert_eq!((facts(&close).cues, flaws(&close)), (Some(2), vec![(2, 4, CueTrouble::Glued)]));
    assert_eq!(rewritten(close.as_bytes()).unwrap(), SOUND);
    // WebVTT ends a caption there (W3C, "collect a WebVTT block").
    assert_eq!(flaws(&VTT.replace("\n\n00:", "\n00:").replace("\n\n2\n", "\n")), []);
    assert_eq!(
        cues_of(&mut source(close.as_bytes())).unwrap(),
        cues_of(&mut source(SOUND.as_bytes())).unwrap()
    );
}

#[test]
fn text_behind_an_empty_line_is_told_of_its_caption_and_joined_again() {
    let cut = SOUND.replace("Slept well?", "\nSlept well?");
    assert_eq!(flaws(&cut), [(2, 9, CueTrouble::CutOff)]);
    assert_eq!(facts(&cut).cues, Some(2));
    assert_eq!(rewritten(cut.as_bytes()).unwrap(), SOUND);
    let first = SOUND.replace("Good morning.\n", "Good morning.\n\nAnna!\n\nYes?\n");
    assert_eq!(flaws(&first), [(1, 5, CueTrouble::CutOff), (1, 7, CueTrouble::CutOff)]);
    assert_eq!(numbers(&first), [1, 2]);
    assert!(
        rewritten(first.as_bytes())
            .unwrap()
            .starts_with(&SOUND.replace("morning.\n\n", "morning.\nAnna!\nYes?\n\n")[..60])
    );
    let lost = VTT.replace("early</v>", "early</v>\n\nLost");
    assert_eq!((flaws(&lost), facts(&lost).cues), (vec![(1, 13, CueTrouble::CutOff)], facts(VTT).cues));
    let found = rewritten(lost.as_bytes()).unwrap();
    assert!(found.contains("early\nLost\n\n"), "{found}");
}

#[test]
fn captions_are_numbered_as_their_flaws_are() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:02 -> 00:00:03\nTwo\n\n\
                3\n00:00:03,000 --> 00:00:03,000\nThree\n";
    assert_eq!(flaws(text), [(2, 5, CueTrouble::NoTimes), (3, 9, CueTrouble::EndsBeforeStart)]);
    assert_eq!((facts(text).cues, numbers(text)), (Some(3), vec![1, 3]));
}

#[test]
fn of_a_caption_without_an_end_a_few_hundred_lines_are_held_and_all_are_counted() {
    let head = "1\n00:00:01,000 --> 00:00:02,000\n";
    let lines = (MOST_BYTES as usize - head.len()) / 2;
    let endless = [head, &"a\n".repeat(lines)].concat();
    let found = facts(&endless);
    let last = found.flaws.last().map(|flaw| flaw.what);
    assert_eq!((found.cues, last), (Some(1), Some(CueTrouble::ManyLines { lines: lines as u32 })));
    let cue = &cues_of(&mut source(endless.as_bytes())).unwrap()[0];
    assert_eq!(cue.text.lines().count(), blocks::MOST_HELD + 1);
    assert!(matches!(
        rewritten(endless.as_bytes()),
        Err(CaptionsError::TooManyLines { cue: 1, line: 1, limit: blocks::MOST_HELD })
    ));
    let apart = [head, &"a\n\n".repeat(1_000)].concat();
    assert!(matches!(rewritten(apart.as_bytes()), Err(CaptionsError::TooManyLines { cue: 1, .. })));

    // The number of the next caption is known even where it stands below all of them.
    let close = [head, &"a\n".repeat(1_000), "2\n00:00:02,000 --> 00:00:03,000\nTwo\n"].concat();
    let found = facts(&close);
    let troubles: Vec<_> = found.flaws.iter().map(|flaw| (flaw.cue, flaw.what)).collect();
    assert_eq!(found.cues, Some(2));
    assert!(troubles.contains(&(1, CueTrouble::ManyLines { lines: 1_000 })), "{troubles:?}");
    let of_the_next: Vec<_> = troubles.iter().filter(|(cue, _)| *cue == 2).map(|(_, what)| *what).collect();
    assert_eq!(of_the_next, [CueTrouble::Glued]);

    let most = [head, &"a\n".repeat(blocks::MOST_HELD)].concat();
    assert!(rewritten(most.as_bytes()).is_ok());
}

#[test]
fn the_text_of_captions_comes_without_markup() {
    let expected = [
        Cue { number: 1, start_ms: 1_000, end_ms: 3_000, text: "Good morning.".into() },
        Cue { number: 2, start_ms: 3_000, end_ms: 6_500, text: "Good morning, Anna.\nSlept well?".into() },
    ];
    assert_eq!(cues_of(&mut source(SOUND.as_bytes())).unwrap(), expected);
    assert_eq!(cues_of(&mut source(&utf16(SOUND))).unwrap(), expected);
    let (cyrillic, ..) =
        WINDOWS_1251.encode("1\n00:00:01,000 --> 00:00:03,000\nДоброе утро, как вы спали?\n");
    assert_eq!(cues_of(&mut source(&cyrillic)).unwrap()[0].text, "Доброе утро, как вы спали?");
    assert!(matches!(cues_of(&mut source(b"Good morning.")), Err(CaptionsError::NotCaptions)));
}

const VTT: &str = "WEBVTT - Breakfast\n\nSTYLE\n::cue { color: red }\n\nNOTE 00:01\nnothing\n\n\
                   intro\n00:01.000 --> 00:03.000 line:0\n<v Anna>Good &amp; early</v>\n\n\
                   01:00:03.000 --> 01:00:06.500\n<i.loud>Good</i> <c.red>morning</c>\n";

#[test]
fn webvtt_is_read_and_becomes_srt() {
    let facts = facts(VTT);
    assert_eq!((facts.cues, facts.end_ms, facts.flaws), (Some(2), Some(3_606_500), vec![]));
    let texts: Vec<_> =
        cues_of(&mut source(VTT.as_bytes())).unwrap().into_iter().map(|cue| cue.text).collect();
    assert_eq!(texts, ["Good & early", "Good morning"]);
    let expected = "1\n00:00:01,000 --> 00:00:03,000\nGood & early\n\n\
                    2\n01:00:03,000 --> 01:00:06,500\n<i>Good</i> morning\n\n";
    assert_eq!(rewritten(VTT.as_bytes()).unwrap(), expected);
}

#[test]
fn words_of_webvtt_that_look_like_times_do_not_become_some() {
    for line in ["00:01.000 --&gt; 00:02.000", "<v Anna>00:01.000 --> 00:02.000"] {
        let text = format!("WEBVTT\n\n00:01.000 --> 00:03.000\nFrom\n{line}\n");
        let expected = "1\n00:00:01,000 --> 00:00:03,000\nFrom\n00:01.000 → 00:02.000\n\n";
        assert_eq!(rewritten(text.as_bytes()).unwrap(), expected, "{line}");
    }
}

#[test]
fn captions_are_rewritten_in_the_form_that_everybody_takes() {
    let wild = "\u{FEFF}7\r\n0:00:01.000-->0:00:03.000 X1:1\r\nGood morning. \r\n\r\n\
                00:00:02,000 --> 00:00:02,500\r\n\r\n\r\n\r\n\
                7\r\n00:00:03,000 --> 00:00:06,500\r\n<i>Good morning</i>, Anna.\r\nSlept well?";
    for bytes in [wild.as_bytes().to_vec(), utf16(wild)] {
        assert_eq!(rewritten(&bytes).unwrap(), SOUND);
    }
    let lost = "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:00:02 -> 00:00:03\nThere\n";
    assert!(matches!(rewritten(lost.as_bytes()), Err(CaptionsError::NoTimes { cue: 2, line: 5 })));
    let mute = "1\n00:00:01,000 --> 00:00:02,000\n\n";
    assert!(matches!(rewritten(mute.as_bytes()), Err(CaptionsError::Nothing)));
}

#[test]
fn a_file_is_rewritten_beside_the_original_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (from, into) = (folder.path().join("a.vtt"), folder.path().join("a.srt"));
    fs::write(&from, VTT).unwrap();
    let written = as_srt(&from, &into).unwrap();
    assert_eq!(written, Rewritten { cues: 2, encoding: TextEncoding::Utf8, read_as: "UTF-8" });
    assert_eq!(fs::read_to_string(&from).unwrap(), VTT);
    let before = fs::read(&into).unwrap();
    fs::write(&from, "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\nThere\n").unwrap();
    assert!(as_srt(&from, &into).is_err());
    assert_eq!(fs::read(&into).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert!(matches!(
        as_srt(&folder.path().join("none"), &into),
        Err(CaptionsError::File(ExamineError::NotFound))
    ));
}

#[test]
fn of_each_kind_a_hundred_flaws_are_listed_and_all_are_counted() {
    let facts = facts(&"1\n00:00:01,000 --> 00:00:01,000\n\n".repeat(500));
    // Each ends when it starts and is empty, and all but the first have a number too low.
    assert_eq!((facts.cues, facts.flaws.len(), facts.flawed), (Some(500), 300, 500 + 500 + 499));
}

#[test]
fn a_million_captions_are_too_many_and_no_more_of_them_is_read_than_their_head() {
    let cue = |index: u32| {
        format!("{index}\n{}\nHi\n\n", times::Times { start_ms: index.into(), end_ms: u64::from(index) + 1 })
    };
    let bytes = (1..=1_000_000).map(cue).collect::<String>();
    let (facts, read) = examined(bytes.as_bytes());
    assert_eq!(facts, CaptionsFacts::default());
    assert!(read <= crate::media::format::HEAD as u64, "{read}");
    assert!(matches!(
        cues_of(&mut source(bytes.as_bytes())),
        Err(CaptionsError::TooLong { limit: MOST_BYTES, .. })
    ));
}

#[test]
fn as_many_captions_as_fit_are_all_judged_and_each_byte_is_read_twice() {
    let cue = "0:0:0,0-->0:0:0,1\n\n";
    let count = MOST_BYTES as usize / cue.len();
    let bytes = cue.repeat(count);
    let (facts, read) = examined(bytes.as_bytes());
    assert_eq!(facts.cues, Some(count as u32));
    assert!(read <= 2 * MOST_BYTES + 2 * encoding::CHUNK as u64, "{read}");
    assert_eq!(cues_of(&mut source(bytes.as_bytes())).unwrap().len(), MOST_CUES);
}

#[test]
fn one_endless_line_of_markup_is_gone_through_once() {
    let mut bytes = b"1\n00:00:01,000 --> 00:00:02,000\n".to_vec();
    bytes.resize(MOST_BYTES as usize, b'<');
    let (facts, read) = examined(&bytes);
    assert_eq!(facts.flawed, 2);
    assert!(read <= 2 * MOST_BYTES + 2 * encoding::CHUNK as u64, "{read}");
}
