use std::io::{Read, Seek};

use super::encoding::{self, Stored};
use super::lines::Lines;
use super::times::Times;
use super::{MOST_BYTES, PASSES};
use crate::media::LineEnds;
use crate::media::source::{Source, Stop};

/// Lines of one caption that are held: far more than anybody shows at once, and few enough that a caption of a
/// million lines takes no memory.
pub(super) const MOST_HELD: usize = 300;

/// How captions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// As SubRip does. Nobody ever wrote its rules down; what is read here is what FFmpeg and players read.
    Srt,
    /// WebVTT (W3C).
    Vtt,
}

/// A caption as it stands in the file: what is written between two empty lines.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Block {
    /// Which caption it is, counted from 1; of text that was cut off, whose it is.
    pub cue: u32,
    /// Text of the caption above that an empty line stands in: neither numbered nor an attempt at times.
    pub cut_off: bool,
    /// Where it starts, counted from 1.
    pub line: u32,
    /// What stands above the times: SRT numbers its captions, WebVTT may name them.
    pub label: Option<String>,
    pub times: Option<Times>,
    /// The line of times is written as SubRip writes it.
    pub exact: bool,
    /// It begins right below the text of another, without an empty line.
    pub glued: bool,
    /// The lines below the times; of a block without times all but a number. The first [`MOST_HELD`] of them, and the
    /// last.
    pub text: Vec<String>,
    /// Lines that are not in [`Block::text`].
    pub more: u32,
}

/// The captions of a file, one at a time.
pub(super) struct Blocks<'a, R> {
    lines: Lines<'a, R>,
    dialect: Dialect,
    stored: Stored,
    /// Captions so far.
    cues: u32,
    /// One that began right below the text of another, without an empty line.
    begun: Option<Block>,
}

impl<'a, R: Read + Seek> Blocks<'a, R> {
    pub fn open(source: &'a mut Source<R>, dialect: Dialect) -> Result<Self, Stop> {
        // All of the text, because each caption has to be judged.
        source.extend_budget(PASSES * (MOST_BYTES + encoding::CHUNK as u64));
        source.set_read_ahead(encoding::CHUNK);
        let stored = encoding::of(source)?;
        Ok(Self { lines: Lines::new(source, stored), dialect, stored, cues: 0, begun: None })
    }

    pub fn stored(&self) -> Stored {
        self.stored
    }

    pub fn line_ends(&self) -> Option<LineEnds> {
        self.lines.ends()
    }

    pub fn next(&mut self) -> Result<Option<Block>, Stop> {
        while let Some(mut block) = self.any()? {
            if self.dialect == Dialect::Vtt && is_aside(&block) {
                continue;
            }
            block.cut_off = self.cues > 0 && is_text(&block);
            // No more than lines, which a u32 counts.
            self.cues += u32::from(!block.cut_off);
            block.cue = self.cues;
            return Ok(Some(block));
        }
        Ok(None)
    }

    fn any(&mut self) -> Result<Option<Block>, Stop> {
        let mut block = Block::default();
        if let Some(begun) = self.begun.take() {
            block = begun;
        }
        while let Some((number, line)) = self.lines.next()? {
            let empty = line.trim().is_empty();
            match Times::read(&line) {
                _ if empty && block.line == 0 => {}
                _ if empty => break,
                Some(times) if block.times.is_none() && block.text.len() <= 1 => {
                    block.label = block.text.pop();
                    block.put(number, times, &line);
                }
                Some(times) => {
                    let mut next = Block {
                        label: block.text.pop_if(|last| is_number(last)),
                        glued: true,
                        ..Block::default()
                    };
                    let above = u32::from(next.label.is_some());
                    next.put(number - above, times, &line);
                    self.begun = Some(next);
                    break;
                }
                None => {
                    block.begin(number);
                    block.push(line);
                }
            }
        }
        if block.times.is_none() && block.text.first().is_some_and(|first| is_number(first)) {
            block.label = Some(block.text.remove(0));
        }
        Ok((block.line > 0).then_some(block))
    }
}

impl Block {
    fn begin(&mut self, line: u32) {
        if self.line == 0 {
            self.line = line;
        }
    }

    fn push(&mut self, line: String) {
        if self.text.len() > MOST_HELD {
            self.text.pop();
            self.more += 1;
        }
        self.text.push(line);
    }

    fn put(&mut self, number: u32, times: Times, line: &str) {
        self.begin(number);
        self.exact = times.written_as(line);
        self.times = Some(times);
    }

    /// The number above the times.
    pub fn number(&self) -> Option<u32> {
        self.label.as_deref().and_then(|label| label.trim().parse().ok())
    }
}

/// Of up to nine digits, so that a u32 holds it.
pub(super) fn is_number(line: &str) -> bool {
    let digits = line.trim();
    (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Neither a caption nor an attempt at one.
fn is_text(block: &Block) -> bool {
    block.times.is_none() && block.label.is_none() && !block.text.iter().any(|line| line.contains("->"))
}

/// The head of a WebVTT file, its comments, style sheets and regions.
fn is_aside(block: &Block) -> bool {
    let first = block.text.first().map_or("", |line| line.trim_start());
    block.times.is_none() && ["WEBVTT", "NOTE", "STYLE", "REGION"].iter().any(|word| first.starts_with(word))
}
