use encoding_rs::Encoding;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample;

use super::super::*;
use super::{facts, rewritten, source, utf16};
use crate::media::{CueFlaw, CueTrouble, TextEncoding};

/// A caption as some program might write it: start, duration and text.
fn cue() -> impl Strategy<Value = (u64, u64, String)> {
    (0..360_000_000_u64, 1..60_000_u64, "[a-zäéπж<>{}&][a-zäéπж <>{}&.,!?-]{0,60}")
}

type Encode = fn(&str) -> Vec<u8>;

/// How a text is stored: line ends, the sign before milliseconds, and the encoding.
fn manner() -> impl Strategy<Value = (&'static str, &'static str, Encode)> {
    let encodings: Vec<Encode> =
        vec![|text| text.as_bytes().to_vec(), |text| format!("\u{FEFF}{text}").into_bytes(), utf16, |text| {
            format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()
        }];
    (sample::select(vec!["\n", "\r\n", "\r"]), sample::select(vec![",", "."]), sample::select(encodings))
}

/// Pieces of captions, and what breaks them.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        sample::select(vec![
            "1",
            "2",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "00:00:01,000 --> 00:00:02,000",
            "0:0:0.0-->0:0:0.1",
            "-->",
            "WEBVTT",
            "NOTE",
            "Hello",
            "<i>",
            "</i>",
            "<",
            "{\\an8}",
            "{\\",
            "&amp;",
            "&",
            "\u{FEFF}",
            "ä",
            "\u{2028}",
            "999999999999999999999",
            "-1",
            ":",
            ",",
            " ",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        vec(any::<u8>(), 0..4),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn rewriting_keeps_every_time_and_every_word(cues in vec(cue(), 1..20), (end, sign, encode) in manner()) {
        let written: Vec<String> = cues.iter().enumerate().map(|(index, (start, duration, text))| {
            let times = times::Times { start_ms: *start, end_ms: start + duration };
            format!("{}{end}{}{end}{text}{end}{end}", index + 1, times.to_string().replace(',', sign))
        }).collect();
        let before = encode(&written.concat());
        let after = rewritten(&before).unwrap();
        let told = facts(&after);
        prop_assert_eq!(told.encoding, Some(TextEncoding::Utf8));
        let loose = |flaw: &CueFlaw| matches!(flaw.what, CueTrouble::LooseTimes | CueTrouble::Number { .. });
        prop_assert!(!told.flaws.iter().any(loose));
        let expected: Vec<_> = (1..).zip(&cues).map(|(number, (start, duration, text))| {
            let text = markup::visible(text.trim_end(), Dialect::Srt).into_owned();
            Cue { number, start_ms: *start, end_ms: start + duration, text }
        }).collect();
        prop_assert_eq!(cues_of(&mut source(after.as_bytes())).unwrap(), expected);
        // What is written so once stays as it is.
        prop_assert_eq!(rewritten(after.as_bytes()).unwrap(), after);
    }

    #[test]
    fn no_mangled_captions_make_reading_panic_or_go_on(
        head in sample::select(vec!["", "1\n00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n", "\u{FEFF}WEBVTT\n"]),
        rest in pieces(),
        encoding in sample::select(vec![encoding_rs::UTF_8, encoding_rs::UTF_16LE]),
    ) {
        let mut bytes = [head.as_bytes(), &rest].concat();
        if encoding != encoding_rs::UTF_8 {
            bytes = utf16(&String::from_utf8_lossy(&bytes));
        }
        for dialect in [Dialect::Srt, Dialect::Vtt] {
            let mut source = source(&bytes);
            let mut facts = CaptionsFacts::default();
            lint(&mut source, dialect, &mut facts).unwrap();
            prop_assert!(facts.cues.unwrap() as usize <= bytes.len());
            prop_assert!(source.bytes_read() <= PASSES * bytes.len() as u64);
        }
        let _ = cues_of(&mut source(&bytes));
        if let Ok(text) = rewritten(&bytes) {
            prop_assert!(Encoding::for_bom(text.as_bytes()).is_none());
            prop_assert_eq!(recognise(text.as_bytes()), Some(Format::Srt));
        }
    }
}
