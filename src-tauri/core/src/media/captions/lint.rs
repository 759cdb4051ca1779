use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use unicode_segmentation::UnicodeSegmentation;

use super::blocks::{Block, Dialect};
use super::encoding::Stored;
use super::markup;
use super::times::Times;
use crate::media::{CaptionsFacts, CueFlaw, CueTrouble, LineEnds, TextEncoding};

/// Flaws of a kind that are listed; the others are only counted. Of each kind, so that many harmless ones hide no grave
/// one.
pub const LISTED: u32 = 100;

/// Characters a second, spaces counted, that most adults read along. LinkedIn names no number.
///
/// Source: Netflix, English Timed Text Style Guide, reading speed of programmes for adults; the templates for
/// translators say 17.
pub const MOST_A_SECOND: u64 = 20;
/// Characters in a line. Source: Netflix, Timed Text Style Guide, "Character limitation"; the BBC's guidelines, for
/// narrower screens, say 37.
pub const LONGEST_LINE: usize = 42;
/// Lines shown at once. Source: Netflix, Timed Text Style Guide: General Requirements, "Line treatment"; the BBC's
/// guidelines say the same.
pub const MOST_LINES: usize = 2;

/// How long a caption is to stand, in milliseconds. Source: Netflix, Timed Text Style Guide: General Requirements,
/// "Duration": five sixths of a second to seven seconds.
pub const SHORTEST_MS: u64 = 833;
pub const LONGEST_MS: u64 = 7_000;

/// Judges captions one after the other, and remembers what the next is judged by.
pub(super) struct Lint {
    dialect: Dialect,
    stored: Stored,
    facts: CaptionsFacts,
    cues: u32,
    /// When the last of those so far ends, which need not be the one right above.
    end_ms: Option<u64>,
    next_number: u32,
    /// When the one right above begins.
    above_ms: Option<u64>,
    /// Flaws of each kind.
    found: HashMap<Discriminant<CueTrouble>, u32>,
}

impl Lint {
    pub fn new(dialect: Dialect, stored: Stored) -> Self {
        let facts = CaptionsFacts::default();
        Self {
            dialect,
            stored,
            facts,
            cues: 0,
            end_ms: None,
            next_number: 1,
            above_ms: None,
            found: HashMap::new(),
        }
    }

    pub fn add(&mut self, block: &Block) {
        if block.cut_off {
            return self.note(block, CueTrouble::CutOff);
        }
        self.cues = block.cue;
        if self.dialect == Dialect::Srt && block.glued {
            self.note(block, CueTrouble::Glued);
        }
        self.number(block);
        let Some(times) = block.times else {
            return self.note(block, CueTrouble::NoTimes);
        };
        if self.dialect == Dialect::Srt && !block.exact {
            self.note(block, CueTrouble::LooseTimes);
        }
        self.times(block, times);
        self.text(block, times);
        self.end_ms = self.end_ms.max(Some(times.end_ms));
        self.above_ms = Some(times.start_ms);
    }

    pub fn finish(self, line_ends: Option<LineEnds>) -> CaptionsFacts {
        CaptionsFacts {
            encoding: Some(self.stored.encoding),
            byte_order_mark: self.stored.mark,
            line_ends,
            cues: Some(self.cues),
            end_ms: self.end_ms,
            ..self.facts
        }
    }

    fn number(&mut self, block: &Block) {
        let found = block.number();
        // What has neither may be anything.
        let numbered = found.is_some() || block.times.is_some();
        if self.dialect != Dialect::Srt || !numbered {
            return;
        }
        let expected = self.next_number;
        self.next_number = found.unwrap_or(expected).saturating_add(1);
        if found != Some(expected) {
            self.note(block, CueTrouble::Number { found, expected });
        }
    }

    fn times(&mut self, block: &Block, times: Times) {
        if times.end_ms <= times.start_ms {
            self.note(block, CueTrouble::EndsBeforeStart);
        }
        let (Some(above), Some(end)) = (self.above_ms, self.end_ms) else { return };
        if times.start_ms < above {
            self.note(block, CueTrouble::OutOfOrder);
        } else if times.start_ms < end {
            self.note(block, CueTrouble::Overlaps { by: end - times.start_ms });
        }
    }

    fn text(&mut self, block: &Block, times: Times) {
        let lengths = block.text.iter().map(|line| characters(markup::visible(line, self.dialect).trim()));
        let lengths: Vec<usize> = lengths.filter(|length| *length > 0).collect();
        let (all, longest) = (lengths.iter().sum::<usize>(), lengths.iter().max().copied().unwrap_or(0));
        if all == 0 {
            return self.note(block, CueTrouble::Empty);
        }
        // What is decoded by a guess may be garbled by that.
        let as_written = self.stored.encoding != TextEncoding::CodePage;
        if as_written && block.text.iter().any(|line| is_garbled(line)) {
            self.note(block, CueTrouble::Garbled);
        }
        let duration = times.end_ms.saturating_sub(times.start_ms);
        match duration {
            0 => {}
            ms if ms < SHORTEST_MS => self.note(block, CueTrouble::Brief { ms }),
            ms if ms > LONGEST_MS => self.note(block, CueTrouble::Lingering { ms }),
            _ => {}
        }
        // Rounded up, so that what is over the limit also reads so.
        let rate = (all as u64 * 1000).div_ceil(duration.max(1));
        if duration > 0 && rate > MOST_A_SECOND {
            self.note(block, CueTrouble::TooFast { rate: small(rate) });
        }
        if longest > LONGEST_LINE {
            self.note(block, CueTrouble::LongLine { characters: small(longest as u64) });
        }
        let lines = lengths.len() as u64 + u64::from(block.more);
        if lines > MOST_LINES as u64 {
            self.note(block, CueTrouble::ManyLines { lines: small(lines) });
        }
    }

    fn note(&mut self, block: &Block, what: CueTrouble) {
        self.facts.flawed = self.facts.flawed.saturating_add(1);
        let found = self.found.entry(discriminant(&what)).or_default();
        *found = found.saturating_add(1);
        if *found <= LISTED {
            self.facts.flaws.push(CueFlaw { cue: block.cue, line: block.line, what });
        }
    }
}

/// Whether letters were lost, or UTF-8 was once read as Western Europe's code page and saved like that: then `Ã` stands
/// before the other half of most of its letters, and `â€` before that of quotes. Marks that people put behind a word
/// that ends in `Ã` do not count.
fn is_garbled(line: &str) -> bool {
    const HALVES: &str = "¡¢£¤¥¦§¨©ª¬®¯°±²³´µ¶·¸¹º¼½¾¿ŸœŒ„‰€‡ƒ";
    let lost = |sign: char| matches!(sign, '\u{FFFD}' | '\0' | '\u{80}'..='\u{9F}');
    let halved = || line.split('Ã').skip(1).any(|rest| rest.starts_with(|sign| HALVES.contains(sign)));
    line.contains(lost) || !line.is_ascii() && (line.contains("â€") || halved())
}

/// As a reader counts them: a letter with its accents is one.
fn characters(line: &str) -> usize {
    if line.is_ascii() { line.len() } else { line.graphemes(true).count() }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
