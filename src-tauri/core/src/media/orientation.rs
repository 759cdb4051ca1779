use serde::{Deserialize, Serialize};
use specta::Type;

/// How stored pixels are turned and mirrored for display: the EXIF tag's 1 to 8
/// (CIPA DC-008, tag 0x0112), 1 being upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(try_from = "u8", into = "u8")]
pub struct Orientation(u8);

/// An orientation outside 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an EXIF orientation is 1 to 8, not {0}")]
pub struct NoSuchOrientation(pub u8);

impl Orientation {
    pub const UPRIGHT: Self = Self(1);

    /// The EXIF value, 1 to 8.
    pub fn get(self) -> u8 {
        self.0
    }

    /// Whether displaying makes the stored width the height.
    pub fn swaps_axes(self) -> bool {
        self.0 >= 5
    }
}

impl TryFrom<u8> for Orientation {
    type Error = NoSuchOrientation;

    fn try_from(value: u8) -> Result<Self, NoSuchOrientation> {
        if (1..=8).contains(&value) { Ok(Self(value)) } else { Err(NoSuchOrientation(value)) }
    }
}

impl From<Orientation> for u8 {
    fn from(orientation: Orientation) -> Self {
        orientation.0
    }
}
