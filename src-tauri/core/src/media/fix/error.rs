use std::io;

use super::{Size, strip};
use crate::media::amounts::{self, thousands};
use crate::media::decode::DecodeError;
use crate::media::{ExamineError, Format, Unopened};

/// Why a picture was not changed. The original is as it was, and nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    #[error(transparent)]
    File(#[from] ExamineError),
    #[error("the file is no longer the one that was examined")]
    Changed,
    /// No picture, a format without a decoder here, or a kind of a format that has one.
    #[error("Galley cannot draw pictures of this kind; export it as JPEG or PNG where it was made")]
    NotDecoded { format: Option<Format> },
    /// An animation that would have to be drawn anew.
    #[error("this would leave one frame of the animation; change it to PNG or JPEG if one frame is enough")]
    Moves,
    #[error("the part to keep lies outside the picture of {} × {} pixels", .size.width, .size.height)]
    Outside { size: Size },
    #[error(
        "the part to keep has {} × {} pixels, which is too few for {} × {}; take a larger part or a larger picture",
        .size.width, .size.height, .to.width, .to.height
    )]
    TooSmall { size: Size, to: Size },
    #[error(
        "with {} × {} pixels the picture takes more than {}; save it as JPEG",
        .size.width, .size.height, amounts::bytes(*limit)
    )]
    TooLongAtSize { size: Size, limit: u64 },
    #[error(
        "the picture has {} pixels; Galley changes at most {}. Export it smaller where it was made",
        thousands(*pixels),
        thousands(*limit)
    )]
    TooManyPixels { pixels: u64, limit: u64 },
    #[error(
        "the picture is {} pixels long or wide; Galley changes at most {}. Export it smaller where it was made",
        thousands((*side).into()),
        thousands((*limit).into())
    )]
    SideTooLong { side: u32, limit: u32 },
    #[error(
        "the picture is stored in more than the {} scans that Galley changes at its size. Export it again as an ordinary \
         JPEG",
        thousands(*limit)
    )]
    TooManyScans { limit: u64 },
    #[error(
        "changing the picture would take {} of memory or more; Galley takes at most {}. Export it smaller where it was \
         made",
        amounts::bytes(*bytes),
        amounts::bytes(*limit)
    )]
    TooMuchMemory { bytes: u64, limit: u64 },
    #[error(
        "even a very small copy of the picture has more than {}; change it to JPEG, or crop it",
        amounts::bytes(*limit)
    )]
    StaysTooLong { limit: u64 },
    #[error(
        "even with {} frames the animation has more than {}; export it smaller where it was made, or change it to JPEG \
         if one frame is enough",
        thousands((*frames).into()),
        amounts::bytes(*limit)
    )]
    TooLongThinned { frames: u32, limit: u64 },
    #[error("the picture’s data is damaged; export it again, or copy it again from where it came")]
    Damaged,
    /// The new file would take the original's place.
    #[error("the changed picture needs a file of its own")]
    Original,
    #[error("the changed picture could not be written")]
    NotWritten(#[source] io::Error),
}

impl From<Unopened> for MendError {
    fn from(unopened: Unopened) -> Self {
        match unopened {
            Unopened::File(error) => Self::File(error),
            Unopened::Changed => Self::Changed,
        }
    }
}

impl From<strip::Halt> for MendError {
    fn from(halt: strip::Halt) -> Self {
        match halt {
            strip::Halt::Damaged => Self::Damaged,
            strip::Halt::Read(error) => unreadable(error),
            strip::Halt::Write(error) => Self::NotWritten(error),
        }
    }
}

impl MendError {
    /// What a decoder's refusal means for a picture of this format.
    pub(super) fn undecoded(error: DecodeError, format: Option<Format>) -> Self {
        match error {
            DecodeError::NotDecoded => Self::NotDecoded { format },
            DecodeError::TooManyPixels { pixels, limit } => Self::TooManyPixels { pixels, limit },
            DecodeError::SideTooLong { side, limit } => Self::SideTooLong { side, limit },
            DecodeError::TooManyScans { limit } => Self::TooManyScans { limit },
            DecodeError::TooMuchMemory { bytes, limit } => Self::TooMuchMemory { bytes, limit },
            DecodeError::Damaged => Self::Damaged,
            DecodeError::Unreadable(error) => unreadable(error),
        }
    }
}

pub(super) fn unreadable(error: io::Error) -> MendError {
    MendError::File(ExamineError::Unreadable(error))
}
