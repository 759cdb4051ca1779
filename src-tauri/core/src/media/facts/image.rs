use serde::{Deserialize, Serialize};
use specta::Type;

use crate::media::Orientation;

/// What the header of a picture says of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct ImageFacts {
    /// Pixels across as displayed, so after [`ImageFacts::orientation`].
    pub width: Option<u32>,
    /// Pixels down as displayed, so after [`ImageFacts::orientation`].
    pub height: Option<u32>,
    /// How the stored pixels are turned for display; upright where a read header does not say.
    pub orientation: Option<Orientation>,
    /// Pictures in the file: 1 for a still, pages of a TIFF, sizes of an icon. `None` when counting them would mean
    /// reading too much.
    pub frames: Option<u32>,
    /// More than one frame, shown one after the other.
    pub animated: Option<bool>,
    pub color: Option<Color>,
    /// Bits per sample.
    pub bit_depth: Option<u8>,
    /// Arrives coarse first: a progressive JPEG, an interlaced PNG or GIF.
    pub progressive: Option<bool>,
    /// How a JPEG is coded; decoders differ in what they take.
    pub coding: Option<Coding>,
    /// An ICC profile is embedded. It may well be plain sRGB.
    pub icc: bool,
    /// The EXIF data says where the picture was taken.
    pub gps: bool,
    /// A small JPEG of the whole picture is embedded; see [`quick_thumbnail`](crate::media::quick_thumbnail).
    pub exif_thumbnail: bool,
}

impl ImageFacts {
    /// Width times height; up to 2^64 in a hostile header, hence wider than its factors.
    pub fn pixels(&self) -> Option<u64> {
        Some(u64::from(self.width?) * u64::from(self.height?))
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

/// How samples are coded, where that decides who can read them: the process that a JPEG's frame header names (ITU-T
/// T.81, table B.1), and what is rare in a HEIC or a TIFF.
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
    /// A HEIC whose colours are not 4:2:0, or a TIFF in a compression or in samples that Galley does not decode.
    Rare,
}

impl Coding {
    /// Whether a decoder here takes it.
    pub fn is_decoded(self) -> bool {
        matches!(self, Self::Baseline | Self::Extended | Self::Progressive)
    }
}
