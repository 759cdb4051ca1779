//! Rules of a file of captions.

use super::{
    Judgement, Remedy,
    Severity::{self, Advise, Block, Warn},
    file::{Subject, another_kind, described, faults, unjudged},
    limits::{CaptionsLimits, FileLimits},
    words::thousands,
};
use crate::media::{CaptionsFacts, CueFlaw, CueTrouble, Facts, Format, Kind, TextEncoding};

const CAPTIONS: Subject = Subject {
    a: "a file of captions",
    noun: "captions",
    truncated: "captions.truncated",
    corrupt: "captions.corrupt",
    damaged: "captions.damaged",
};

/// What a provider would say of this file as the captions of a video.
pub(super) fn judge(facts: &Facts, limits: &FileLimits) -> Vec<Judgement> {
    let provider = limits.provider;
    let Some(limits) = &limits.captions else { return vec![unjudged(&CAPTIONS, provider)] };
    if let Some(refused) = another_kind(facts, Kind::Captions, &CAPTIONS, provider, &limits.formats) {
        return vec![refused];
    }
    let Some(captions) = facts.captions() else { return Vec::new() };
    let rules = [format(facts, provider, limits), encoding(captions, limits), empty(captions)];
    let mut judgements = faults(facts, &CAPTIONS);
    judgements.extend(rules.into_iter().flatten());
    judgements.extend(flaws(captions));
    judgements
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

fn empty(captions: &CaptionsFacts) -> Option<Judgement> {
    (captions.cues == Some(0)).then(|| {
        let message = "The file holds no captions. Export it again, or take another file.";
        Judgement { measured: Some(0), ..Judgement::new("captions.empty", Block, message) }
    })
}

/// The kinds of trouble, gravest first: the rule, how grave it is, how it is told of one and of several captions, and
/// the way out.
const TROUBLES: [(&str, Severity, &str, &str, &str); 8] = [
    (
        "captions.no_times",
        Block,
        "has no times that can be read",
        "have no times that can be read",
        "Write them as 00:00:01,000 --> 00:00:03,000.",
    ),
    ("captions.backwards", Warn, "ends before it begins", "end before they begin", "Put the times right."),
    (
        "captions.order",
        Warn,
        "begins before the one above it",
        "begin before the one above them",
        "Sort them by time.",
    ),
    (
        "captions.overlap",
        Warn,
        "begins before the one above it ends",
        "begin before the one above them ends",
        "Players show one or both; end the earlier one sooner.",
    ),
    ("captions.blank", Advise, "has no text", "have no text", "Take them out."),
    (
        "captions.fast",
        Advise,
        "is too long to be read in its time",
        "are too long to be read in their time",
        "Shorten the text, or leave it standing longer.",
    ),
    (
        "captions.long_line",
        Advise,
        "has a line that players break or cut",
        "have a line that players break or cut",
        "Break the lines where the sense does.",
    ),
    (
        "captions.lines",
        Advise,
        "has more lines than players show",
        "have more lines than players show",
        "Make two captions of one.",
    ),
];

fn flaws(captions: &CaptionsFacts) -> Vec<Judgement> {
    let listed_all = u32::try_from(captions.flaws.len()).is_ok_and(|listed| listed >= captions.flawed);
    let grouped = TROUBLES.iter().enumerate().filter_map(|(kind, trouble)| {
        let mut of_kind = captions.flaws.iter().filter(|flaw| place(flaw.what) == kind).peekable();
        let first = *of_kind.peek()?;
        Some(told(trouble, first, of_kind.count() as u64, listed_all))
    });
    grouped.collect()
}

fn told(
    (rule, severity, one, several, way_out): &(&'static str, Severity, &str, &str, &str),
    first: &CueFlaw,
    count: u64,
    all: bool,
) -> Judgement {
    let (line, cue) = (thousands(first.line.into()), thousands(first.cue.into()));
    let figure = figure(first.what);
    let message = match (count, all) {
        (1, true) => format!("Caption {cue} (line {line}) {one}{figure}. {way_out}"),
        (1, false) => {
            format!("Caption {cue} (line {line}) {one}{figure}, and others may do so too. {way_out}")
        }
        (count, all) => {
            let (count, at_least) = (thousands(count), if all { "" } else { "At least " });
            format!(
                "{at_least}{count} captions {several}, the first of them caption {cue} (line {line}){figure}. {way_out}"
            )
        }
    };
    Judgement { measured: Some(count), ..Judgement::new(rule, *severity, message) }
}

/// The row of [`TROUBLES`].
fn place(trouble: CueTrouble) -> usize {
    match trouble {
        CueTrouble::NoTimes => 0,
        CueTrouble::EndsBeforeStart => 1,
        CueTrouble::OutOfOrder => 2,
        CueTrouble::Overlaps { .. } => 3,
        CueTrouble::Empty => 4,
        CueTrouble::TooFast { .. } => 5,
        CueTrouble::LongLine { .. } => 6,
        CueTrouble::ManyLines { .. } => 7,
    }
}

fn figure(trouble: CueTrouble) -> String {
    match trouble {
        CueTrouble::Overlaps { by } => format!(", by {} ms", thousands(by)),
        CueTrouble::TooFast { rate } => format!(", {} characters a second", thousands(rate.into())),
        CueTrouble::LongLine { characters } => format!(", {} characters", thousands(characters.into())),
        CueTrouble::ManyLines { lines } => format!(", {} lines", thousands(lines.into())),
        CueTrouble::NoTimes | CueTrouble::EndsBeforeStart | CueTrouble::OutOfOrder | CueTrouble::Empty => {
            String::new()
        }
    }
}
