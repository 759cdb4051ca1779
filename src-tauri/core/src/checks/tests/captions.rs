use super::{video::named, *};
use crate::media::{CaptionsFacts, CueFlaw, CueTrouble, LineEnds, TextEncoding, captions::LISTED};

/// Captions in order, as they are read.
pub fn captions() -> Facts {
    let captions = CaptionsFacts {
        encoding: Some(TextEncoding::Utf8),
        cues: Some(12),
        end_ms: Some(30_000),
        ..CaptionsFacts::default()
    };
    Facts { format: Some(Format::Srt), bytes: 900, figures: Figures::Captions(captions), ..photograph() }
}

pub fn written(change: impl FnOnce(&mut CaptionsFacts)) -> Facts {
    let mut facts = captions();
    let Figures::Captions(captions) = &mut facts.figures else { unreachable!() };
    change(captions);
    facts
}

fn said(facts: &Facts) -> Vec<Judgement> {
    judge(facts, Purpose::Captions, &LINKEDIN.files)
}

fn flawed(flaws: &[(u32, u32, CueTrouble)], flawed: u32) -> Vec<Judgement> {
    said(&written(|captions| {
        captions.flaws = flaws.iter().map(|&(cue, line, what)| CueFlaw { cue, line, what }).collect();
        captions.flawed = flawed;
    }))
}

#[test]
fn captions_in_order_have_nothing_against_them() {
    assert_eq!(said(&captions()), []);
}

#[test]
fn captions_are_srt_in_utf8_and_can_be_made_so() {
    let vtt = Facts { format: Some(Format::Vtt), ..captions() };
    let [said_of_vtt] = &said(&vtt)[..] else { panic!("{:?}", said(&vtt)) };
    assert_eq!((said_of_vtt.rule, said_of_vtt.severity), ("captions.format", Severity::Block));
    assert_eq!(said_of_vtt.remedy, Some(Remedy::Convert));
    for encoding in [TextEncoding::Utf16, TextEncoding::CodePage] {
        let said = said(&written(|captions| captions.encoding = Some(encoding)));
        assert_eq!(named(&said), [("captions.encoding", Severity::Block)]);
        assert_eq!(said[0].remedy, Some(Remedy::Convert));
    }
    let empty = written(|captions| captions.cues = Some(0));
    assert_eq!(named(&said(&empty)), [("captions.empty", Severity::Block)]);
    assert_eq!(named(&said(&unknown())), [("file.kind", Severity::Block)]);
}

#[test]
fn web_captions_that_are_named_srt_are_not_said_to_be_sent() {
    let lies = vec![Fault::ExtensionLies { extension: "srt".into(), really: Format::Vtt }];
    let said = said(&Facts { format: Some(Format::Vtt), faults: lies, ..captions() });
    assert_eq!(named(&said), [("captions.format", Severity::Block), ("file.extension", Severity::Advise)]);
    assert!(said[1].message.ends_with("so that it ends in .vtt."), "{said:?}");
}

#[test]
fn how_the_text_is_stored_is_told_and_can_be_put_right() {
    let of = |change: fn(&mut CaptionsFacts)| {
        let said = said(&written(change));
        assert!(
            said.iter().all(|it| it.rule == "captions.unread" || it.remedy == Some(Remedy::Convert)),
            "{said:?}"
        );
        named(&said)
    };
    assert_eq!(of(|it| it.byte_order_mark = true), [("captions.mark", Severity::Advise)]);
    assert_eq!(of(|it| it.line_ends = Some(LineEnds::Crlf)), []);
    assert_eq!(of(|it| it.line_ends = Some(LineEnds::Cr)), [("captions.line_ends", Severity::Warn)]);
    assert_eq!(of(|it| it.cues = None), [("captions.unread", Severity::Block)]);
    let marked = |it: &mut CaptionsFacts| {
        (it.byte_order_mark, it.encoding) = (true, Some(TextEncoding::Utf16));
    };
    assert_eq!(of(marked), [("captions.encoding", Severity::Block)], "it is read by its mark");
    let said = flawed(&[(2, 5, CueTrouble::Number { found: None, expected: 2 })], 1);
    assert_eq!(said[0].remedy, Some(Remedy::Convert));
    assert!(said[0].message.contains("without a number in place of 2"), "{said:?}");
}

#[test]
fn flaws_are_counted_by_kind_and_the_first_is_named_with_its_line() {
    let overlaps = CueTrouble::Overlaps { by: 40 };
    let said = flawed(
        &[
            (3, 11, CueTrouble::TooFast { rate: 31 }),
            (5, 19, overlaps),
            (9, 35, overlaps),
            (9, 35, CueTrouble::Empty),
        ],
        4,
    );
    assert_eq!(
        named(&said),
        [
            ("captions.overlap", Severity::Warn),
            ("captions.fast", Severity::Advise),
            ("captions.blank", Severity::Advise)
        ]
    );
    assert!(
        said[0].message.starts_with(
            "2 captions begin before one above them has ended, the first of them caption 5 (line 19)"
        ),
        "{said:?}"
    );
    assert_eq!((said[0].measured, said[0].limit), (Some(40), None), "milliseconds");
    assert_eq!((said[1].measured, said[1].limit), (Some(31), Some(20)), "characters a second");
    assert_eq!((said[2].measured, said[2].limit), (None, None));
    assert!(said[1].source.is_some_and(|source| source.starts_with("Netflix")), "{said:?}");
    assert!(
        said[1]
            .message
            .starts_with("Caption 3 (line 11) is too long to be read in its time, 31 characters a second where 20 are advised."),
        "{said:?}"
    );
}

#[test]
fn where_not_every_flaw_is_listed_the_count_is_a_lower_one() {
    let of = |listed: u32| {
        let flaws: Vec<_> = (1..=listed).map(|cue| (cue, cue * 3, CueTrouble::NoTimes)).collect();
        flawed(&flaws, 4_000).remove(0).message
    };
    assert!(of(LISTED - 1).starts_with("99 captions have no times"), "{}", of(LISTED - 1));
    assert!(of(LISTED).starts_with("At least 100 captions have no times"), "{}", of(LISTED));
}

#[test]
fn text_that_an_empty_line_cut_off_can_be_put_back_and_does_not_block() {
    let said = flawed(&[(5, 23, CueTrouble::CutOff)], 1);
    assert_eq!(named(&said), [("captions.cut_off", Severity::Warn)]);
    assert_eq!(said[0].remedy, Some(Remedy::Convert));
    assert!(said[0].message.starts_with("Caption 5 (line 23) has an empty line in its text"), "{said:?}");
}

#[test]
fn every_flaw_has_its_words() {
    let all = [
        CueTrouble::NoTimes,
        CueTrouble::CutOff,
        CueTrouble::Glued,
        CueTrouble::EndsBeforeStart,
        CueTrouble::OutOfOrder,
        CueTrouble::Overlaps { by: 1 },
        CueTrouble::LooseTimes,
        CueTrouble::Number { found: Some(7), expected: 6 },
        CueTrouble::Empty,
        CueTrouble::TooFast { rate: 40 },
        CueTrouble::LongLine { characters: 80 },
        CueTrouble::ManyLines { lines: 5 },
    ];
    let flaws: Vec<_> = all.into_iter().zip(1..).map(|(what, at)| (at, at, what)).collect();
    let said = flawed(&flaws, 12);
    assert_eq!(said.len(), 12);
    for judgement in said {
        assert!(judgement.message.ends_with('.') && judgement.message.contains("(line "), "{judgement:?}");
    }
}
