//! Rules of a file of captions.

use super::{
    Judgement, Remedy,
    Severity::{self, Advise, Block, Warn},
    file::{Subject, another_kind, described, faults, misnamed, refused, unjudged},
    limits::{CaptionsLimits, FileLimits},
    words::{bytes, duration, thousands},
};
use crate::media::{
    CaptionsFacts, CueFlaw, CueTrouble, Facts, Format, Kind, LineEnds, TextEncoding,
    captions::{LISTED, LONGEST_LINE, LONGEST_MS, MOST_A_SECOND, MOST_BYTES, MOST_LINES, SHORTEST_MS},
};

/// Who says how fast and how long captions may be.
const STYLE_GUIDE: &str = "Netflix, Timed Text Style Guide; LinkedIn names no number";

const CAPTIONS: Subject = Subject {
    kind: Kind::Captions,
    a: "a file of captions",
    noun: "captions",
    several: "captions",
    truncated: "captions.truncated",
    corrupt: "captions.corrupt",
    damaged: "captions.damaged",
};

/// What a provider would say of this file as the captions of a video.
pub(super) fn judge(facts: &Facts, limits: &FileLimits) -> Vec<Judgement> {
    let provider = limits.provider;
    let Some(limits) = &limits.captions else {
        return unjudged(
            facts,
            &CAPTIONS,
            provider,
            facts.captions().into_iter().flat_map(|it| of_text(facts, it)),
        );
    };
    if let Some(refused) = another_kind(facts, &CAPTIONS, provider, &limits.formats) {
        return misnamed(refused, facts);
    }
    let Some(captions) = facts.captions() else { return Vec::new() };
    let mut judgements = match format(facts, provider, limits) {
        Some(judgement) => refused(judgement, facts, &CAPTIONS),
        None => faults(facts, &CAPTIONS),
    };
    judgements.extend(encoding(captions, limits));
    judgements.extend(of_text(facts, captions));
    judgements
}

/// What is to be said of captions whoever takes them.
fn of_text(facts: &Facts, captions: &CaptionsFacts) -> Vec<Judgement> {
    let rules = [unread(facts, captions), empty(captions), mark(captions), line_ends(captions)];
    rules.into_iter().flatten().chain(flaws(captions)).collect()
}

fn format(facts: &Facts, provider: &str, limits: &CaptionsLimits) -> Option<Judgement> {
    let format = facts.format.filter(|format| !limits.formats.taken.contains(format))?;
    let message = format!(
        "This is {}; {provider} takes {}. Save it as SRT.",
        described(format),
        limits.formats.in_words
    );
    let remedy = (format == Format::Vtt).then_some(Remedy::Convert);
    Some(Judgement::new("captions.format", Block, message).by(limits.formats.source).mended_by(remedy))
}

fn encoding(captions: &CaptionsFacts, limits: &CaptionsLimits) -> Option<Judgement> {
    let stored = match captions.encoding? {
        TextEncoding::Utf8 => return None,
        TextEncoding::Utf16 => "as UTF-16",
        TextEncoding::CodePage => "in an old code page, so that some letters would come out wrong",
    };
    let message = format!("The text is stored {stored}; captions are read as UTF-8. Save the file as UTF-8.");
    let unread = Judgement::new("captions.encoding", Block, message);
    Some(unread.by(limits.encoding_source).mended_by(Some(Remedy::Convert)))
}

/// Longer than [`MOST_BYTES`](crate::media::captions::MOST_BYTES).
fn unread(facts: &Facts, captions: &CaptionsFacts) -> Option<Judgement> {
    (captions.cues.is_none() && !facts.broken()).then(|| {
        let message = format!(
            "The captions were not read: the file has {}, far more than those of half an hour, and Galley reads up to {}. \
             Take the right file.",
            bytes(facts.bytes),
            bytes(MOST_BYTES)
        );
        Judgement {
            measured: Some(facts.bytes),
            limit: Some(MOST_BYTES),
            ..Judgement::new("captions.unread", Block, message)
        }
    })
}

fn mark(captions: &CaptionsFacts) -> Option<Judgement> {
    (captions.byte_order_mark && captions.encoding == Some(TextEncoding::Utf8)).then(|| {
        let message = "The text begins with a byte order mark, which some readers take for part of the first caption. \
                       Save it as UTF-8 without one.";
        Judgement::new("captions.mark", Advise, message).mended_by(Some(Remedy::Convert))
    })
}

fn line_ends(captions: &CaptionsFacts) -> Option<Judgement> {
    matches!(captions.line_ends, Some(LineEnds::Cr | LineEnds::Mixed)).then(|| {
        let message = "The lines end as on old Macs, or in several ways, so that some readers take several for one. \
                       Save the file with ordinary line ends.";
        Judgement::new("captions.line_ends", Warn, message).mended_by(Some(Remedy::Convert))
    })
}

fn empty(captions: &CaptionsFacts) -> Option<Judgement> {
    (captions.cues == Some(0)).then(|| {
        let message = "The file holds no captions. Export it again, or take another file.";
        Judgement { measured: Some(0), ..Judgement::new("captions.empty", Block, message) }
    })
}

/// Each kind of trouble once, gravest first: how often it is listed, and where first.
fn flaws(captions: &CaptionsFacts) -> Vec<Judgement> {
    let mut kinds: Vec<(Trouble, &CueFlaw, u64)> = Vec::new();
    for flaw in &captions.flaws {
        let trouble = told_as(flaw.what);
        match kinds.iter_mut().find(|(known, ..)| known.rule == trouble.rule) {
            Some((.., count)) => *count += 1,
            None => kinds.push((trouble, flaw, 1)),
        }
    }
    kinds.sort_by_key(|(trouble, ..)| trouble.severity);
    kinds.iter().map(|(trouble, first, count)| told(trouble, first, *count)).collect()
}

/// How a kind of trouble is told.
struct Trouble {
    rule: &'static str,
    severity: Severity,
    /// What one caption does.
    one: &'static str,
    /// What several do.
    several: &'static str,
    way_out: &'static str,
    remedy: Option<Remedy>,
    source: Option<&'static str>,
}

fn told_as(trouble: CueTrouble) -> Trouble {
    let by_hand = |rule, severity, [one, several, way_out]: [&'static str; 3]| Trouble {
        rule,
        severity,
        one,
        several,
        way_out,
        remedy: None,
        source: None,
    };
    let by_style = |rule, words| Trouble { source: Some(STYLE_GUIDE), ..by_hand(rule, Advise, words) };
    let by_galley =
        |rule, severity, words| Trouble { remedy: Some(Remedy::Convert), ..by_hand(rule, severity, words) };
    match trouble {
        CueTrouble::NoTimes => by_hand(
            "captions.no_times",
            Block,
            [
                "has no times that can be read",
                "have no times that can be read",
                "Write times as 00:00:01,000 --> 00:00:03,000.",
            ],
        ),
        CueTrouble::CutOff => by_galley(
            "captions.cut_off",
            Warn,
            [
                "has an empty line in its text, and players show nothing of what stands below that",
                "have an empty line in their text, and players show nothing of what stands below that",
                "Take out the empty line.",
            ],
        ),
        CueTrouble::Glued => by_galley(
            "captions.glued",
            Warn,
            [
                "has no empty line above it, and some players show it as text of the one before",
                "have no empty line above them, and some players show them as text of the one before",
                "Put an empty line between captions.",
            ],
        ),
        CueTrouble::EndsBeforeStart => by_hand(
            "captions.backwards",
            Warn,
            ["ends before or when it begins", "end before or when they begin", "Put the times right."],
        ),
        CueTrouble::OutOfOrder => by_hand(
            "captions.order",
            Warn,
            [
                "begins before the one above it",
                "begin before the one above them",
                "Sort the captions by time.",
            ],
        ),
        CueTrouble::Overlaps { .. } => by_hand(
            "captions.overlap",
            Warn,
            [
                "begins before one above it has ended",
                "begin before one above them has ended",
                "Players show one or both; end the earlier one sooner.",
            ],
        ),
        CueTrouble::LooseTimes => by_galley(
            "captions.times",
            Warn,
            [
                "has times in another spelling than SRT’s",
                "have times in another spelling than SRT’s",
                "Write times as 00:00:01,000 --> 00:00:03,000.",
            ],
        ),
        CueTrouble::Number { .. } => by_galley(
            "captions.numbers",
            Advise,
            ["is not numbered as the next", "are not numbered as the next", "Number the captions from 1 on."],
        ),
        CueTrouble::Empty => by_galley(
            "captions.blank",
            Advise,
            ["has no text", "have no text", "Take out what shows nothing."],
        ),
        CueTrouble::Garbled => by_hand(
            "captions.garbled",
            Warn,
            [
                "has garbled letters, such as “Ã¼” for “ü”, or “�”",
                "have garbled letters, such as “Ã¼” for “ü”, or “�”",
                "They were garbled before the file was saved. Export it again from where it was written, as UTF-8.",
            ],
        ),
        CueTrouble::Brief { .. } => by_style(
            "captions.brief",
            [
                "is gone before it is noticed",
                "are gone before they are noticed",
                "Leave it standing longer, or join it to the next.",
            ],
        ),
        CueTrouble::Lingering { .. } => by_style(
            "captions.lingering",
            [
                "stands so long that it is read twice",
                "stand so long that they are read twice",
                "Divide it, or end it sooner.",
            ],
        ),
        CueTrouble::TooFast { .. } => by_style(
            "captions.fast",
            [
                "is too long to be read in its time",
                "are too long to be read in their time",
                "Shorten the text, or leave it standing longer.",
            ],
        ),
        CueTrouble::LongLine { .. } => by_style(
            "captions.long_line",
            [
                "has a line that players break or cut",
                "have a line that players break or cut",
                "Break the lines where the sense does.",
            ],
        ),
        CueTrouble::ManyLines { .. } => by_style(
            "captions.lines",
            [
                "has more lines than players show",
                "have more lines than players show",
                "Make two captions of one.",
            ],
        ),
    }
}

fn told(trouble: &Trouble, first: &CueFlaw, count: u64) -> Judgement {
    let Trouble { rule, severity, one, several, way_out, remedy, source } = trouble;
    let (line, cue) = (thousands(first.line.into()), thousands(first.cue.into()));
    let figure = figure(first.what);
    let message = if count == 1 {
        format!("Caption {cue} (line {line}) {one}{figure}. {way_out}")
    } else {
        let at_least = if count < u64::from(LISTED) { "" } else { "At least " };
        let count = thousands(count);
        format!(
            "{at_least}{count} captions {several}, the first of them caption {cue} (line {line}){figure}. {way_out}"
        )
    };
    let judgement = Judgement::new(rule, *severity, message).mended_by(*remedy);
    let (measured, limit) = measured(first.what);
    Judgement { measured, limit, source: *source, ..judgement }
}

/// What the figures of the first one are in its rule’s own unit, and what is advised: milliseconds, characters a
/// second, characters, lines.
fn measured(trouble: CueTrouble) -> (Option<u64>, Option<u64>) {
    match trouble {
        CueTrouble::Overlaps { by } => (Some(by), None),
        CueTrouble::Brief { ms } => (Some(ms), Some(SHORTEST_MS)),
        CueTrouble::Lingering { ms } => (Some(ms), Some(LONGEST_MS)),
        CueTrouble::TooFast { rate } => (Some(rate.into()), Some(MOST_A_SECOND)),
        CueTrouble::LongLine { characters } => (Some(characters.into()), u64::try_from(LONGEST_LINE).ok()),
        CueTrouble::ManyLines { lines } => (Some(lines.into()), u64::try_from(MOST_LINES).ok()),
        CueTrouble::NoTimes
        | CueTrouble::CutOff
        | CueTrouble::Glued
        | CueTrouble::LooseTimes
        | CueTrouble::EndsBeforeStart
        | CueTrouble::OutOfOrder
        | CueTrouble::Number { .. }
        | CueTrouble::Garbled
        | CueTrouble::Empty => (None, None),
    }
}

/// What was measured of the first one.
fn figure(trouble: CueTrouble) -> String {
    match trouble {
        CueTrouble::Overlaps { by } => format!(", by {} ms", thousands(by)),
        CueTrouble::Brief { ms } => {
            format!(", {} ms where {} are advised at least", thousands(ms), thousands(SHORTEST_MS))
        }
        CueTrouble::Lingering { ms } => {
            format!(", {} where {} are advised at most", duration(ms), duration(LONGEST_MS))
        }
        CueTrouble::TooFast { rate } => {
            format!(", {} characters a second where {MOST_A_SECOND} are advised", thousands(rate.into()))
        }
        CueTrouble::LongLine { characters } => {
            format!(", {} characters where {LONGEST_LINE} are advised", thousands(characters.into()))
        }
        CueTrouble::ManyLines { lines } => {
            format!(", {} lines where {MOST_LINES} are advised", thousands(lines.into()))
        }
        CueTrouble::Number { found: Some(found), expected } => {
            format!(", {} in place of {}", thousands(found.into()), thousands(expected.into()))
        }
        CueTrouble::Number { found: None, expected } => {
            format!(", without a number in place of {}", thousands(expected.into()))
        }
        CueTrouble::NoTimes
        | CueTrouble::CutOff
        | CueTrouble::Glued
        | CueTrouble::LooseTimes
        | CueTrouble::EndsBeforeStart
        | CueTrouble::OutOfOrder
        | CueTrouble::Garbled
        | CueTrouble::Empty => String::new(),
    }
}
