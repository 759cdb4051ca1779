use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Fault, Format, Kind, Orientation, Stamp};

/// What a file's own header says of it. A figure that cannot be had is `None`: never 0, never a guess.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Facts {
    pub kind: Kind,
    /// `None` when no known signature matches.
    pub format: Option<Format>,
    /// Length of the file.
    pub bytes: u64,
    /// Pixels across as displayed, so after [`Facts::orientation`].
    pub width: Option<u32>,
    /// Pixels down as displayed, so after [`Facts::orientation`].
    pub height: Option<u32>,
    /// How the stored pixels are turned for display; upright where a read header does not say.
    pub orientation: Option<Orientation>,
    /// Pictures in the file: 1 for a still. `None` when counting them would mean reading too much.
    pub frames: Option<u32>,
    /// More than one frame.
    pub animated: Option<bool>,
    pub color: Option<Color>,
    /// Bits per sample (JPEG, PNG).
    pub bit_depth: Option<u8>,
    /// Arrives coarse first: a progressive JPEG, an interlaced PNG or GIF.
    pub progressive: Option<bool>,
    /// How a JPEG is coded; decoders differ in what they take.
    pub coding: Option<Coding>,
    /// An ICC profile is embedded. It may well be plain sRGB.
    pub icc: bool,
    /// The EXIF data says where the picture was taken.
    pub gps: bool,
    /// A small JPEG of the whole picture is embedded; see [`super::quick_thumbnail`].
    pub exif_thumbnail: bool,
    /// What is wrong with the file itself, gravest first; once it was drawn, also what only that shows.
    pub faults: Vec<Fault>,
    /// The file's state when it was examined.
    pub stamp: Stamp,
}

impl Facts {
    pub(super) fn new(bytes: u64, stamp: Stamp, format: Option<Format>) -> Self {
        Self {
            kind: format.map_or(Kind::Unknown, Format::kind),
            format,
            bytes,
            width: None,
            height: None,
            orientation: None,
            frames: None,
            animated: None,
            color: None,
            bit_depth: None,
            progressive: None,
            coding: None,
            icc: false,
            gps: false,
            exif_thumbnail: false,
            faults: Vec::new(),
            stamp,
        }
    }

    /// Width times height; up to 2^64 in a hostile header, hence wider than its factors.
    pub fn pixels(&self) -> Option<u64> {
        Some(u64::from(self.width?) * u64::from(self.height?))
    }

    /// The same facts after the picture was drawn, or could not be because its data is damaged.
    #[must_use]
    pub fn damaged(mut self, damaged: bool) -> Self {
        self.faults.retain(|fault| *fault != Fault::DamagedData);
        if damaged && !self.broken() {
            self.faults.insert(0, Fault::DamagedData);
        }
        self
    }

    /// Whether a reader of this file would miss part or all of the picture.
    pub fn broken(&self) -> bool {
        self.faults.iter().any(Fault::breaks)
    }
}

/// How a picture's samples make a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Color {
    Gray,
    GrayAlpha,
    /// Also a JPEG stored as YCbCr.
    Rgb,
    Rgba,
    Palette,
    /// Printing inks; browsers convert them without the profile, so colours shift.
    Cmyk,
    /// Printing inks with the first three stored as YCbCr (Adobe).
    Ycck,
}

/// The coding process that a JPEG's frame header names (ITU-T T.81, table B.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Coding {
    Baseline,
    /// Sequential with more tables or 12 bits; 8-bit files read like baseline.
    Extended,
    Progressive,
    Lossless,
    Hierarchical,
    /// Any process with arithmetic coding; no browser reads it.
    Arithmetic,
}
