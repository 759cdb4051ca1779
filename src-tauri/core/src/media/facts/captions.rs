use serde::{Deserialize, Serialize};
use specta::Type;

/// What a file of captions holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct CaptionsFacts {
    pub encoding: Option<TextEncoding>,
    /// The text begins with the mark that tells Unicode's forms apart; not every reader goes past it.
    pub byte_order_mark: bool,
    pub line_ends: Option<LineEnds>,
    /// Captions in the file, flawed ones too; text that an empty line cut off is none of its own. `None` for one of
    /// more than [`captions::MOST_BYTES`](crate::media::captions::MOST_BYTES), which is not read.
    pub cues: Option<u32>,
    /// When the last one goes, in milliseconds from the film's start.
    pub end_ms: Option<u64>,
    /// What is wrong with single cues: of each kind the first [`captions::LISTED`](crate::media::captions::LISTED).
    pub flaws: Vec<CueFlaw>,
    /// Flaws in the whole file.
    pub flawed: u32,
}

/// How a text is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    Utf8,
    Utf16,
    /// No Unicode: an older code page, of which bytes alone do not tell which.
    CodePage,
}

/// What the lines of a text end with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LineEnds {
    Lf,
    /// All, or some of them beside LF, as FFmpeg writes: readers take both.
    Crlf,
    /// As on Macs before 2001; many readers take the text for a single line.
    Cr,
    /// CR alone beside others.
    Mixed,
}

/// Something wrong with one caption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct CueFlaw {
    /// Counted from 1, by place in the file; of text that was cut off, the caption above it.
    pub cue: u32,
    /// Where it starts in the file, counted from 1.
    pub line: u32,
    pub what: CueTrouble,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum CueTrouble {
    /// No line of two times, or one that cannot be read.
    NoTimes,
    /// An empty line in the text: what stands below it, players show nowhere.
    CutOff,
    /// Begins right below the text of the one before, without an empty line between them.
    Glued,
    /// Not numbered as the next after the one before it. Also the first, unless it is 1.
    Number { found: Option<u32>, expected: u32 },
    /// Times that most players read, yet not written as `00:00:01,000 --> 00:00:04,000`.
    LooseTimes,
    /// Ends before it starts, or when it starts.
    EndsBeforeStart,
    /// Starts before the one before it starts.
    OutOfOrder,
    /// Starts before one above it has ended.
    Overlaps {
        /// Milliseconds.
        by: u64,
    },
    /// Nothing to read.
    Empty,
    /// Letters that were read in the wrong encoding before they were saved, or lost: `Ã¼`, `�`.
    Garbled,
    /// Shown for less than an eye takes to find it.
    Brief {
        /// Milliseconds.
        ms: u64,
    },
    /// Shown for longer than anybody looks at it.
    Lingering {
        /// Milliseconds.
        ms: u64,
    },
    /// Longer than anybody reads in its time.
    TooFast {
        /// Characters a second.
        rate: u32,
    },
    /// A line longer than players show unbroken.
    LongLine { characters: u32 },
    /// More lines than players show.
    ManyLines { lines: u32 },
}
