use std::io;

use crate::media::amounts::thousands;
use crate::media::fix::strip;
use crate::media::source::Stop;
use crate::media::{ExamineError, Format, MendError, Unopened};

/// Why pictures were not bound. Pages are counted from 1.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    #[error("there are no pictures to make a document of")]
    Nothing,
    #[error("page {page}: {error}")]
    File { page: usize, error: Unopened },
    /// No picture, or a kind of JPEG that PDF does not know (arithmetic or lossless coding, 12 bits).
    #[error("page {page}: a file of this kind cannot be bound; save it as PNG or an ordinary JPEG first")]
    NotBound { page: usize, format: Option<Format> },
    /// A picture in a format that PDF does not know, and of which no other could be made.
    #[error("page {page}: {error}")]
    NotConverted { page: usize, error: MendError },
    #[error(
        "page {page}: the picture has {} pixels; Galley binds at most {}. Save it smaller",
        thousands(*pixels),
        thousands(*limit)
    )]
    TooManyPixels { page: usize, pixels: u64, limit: u64 },
    #[error("page {page}: the picture’s data is damaged; export it again")]
    Damaged { page: usize },
    #[error("the document was not made: it was stopped")]
    Stopped,
    #[error("the PDF could not be written")]
    Unwritten(#[source] io::Error),
}

/// Why a picture is not bound, whatever page it is on.
#[derive(Debug)]
pub(super) enum Halt {
    NotBound(Option<Format>),
    NotConverted(MendError),
    TooManyPixels { pixels: u64, limit: u64 },
    Damaged,
    Read(io::Error),
    Write(io::Error),
}

impl Halt {
    pub fn on(self, page: usize) -> BindError {
        match self {
            Self::NotBound(format) => BindError::NotBound { page, format },
            Self::NotConverted(error) => BindError::NotConverted { page, error },
            Self::TooManyPixels { pixels, limit } => BindError::TooManyPixels { page, pixels, limit },
            Self::Damaged => BindError::Damaged { page },
            Self::Read(error) => BindError::File { page, error: ExamineError::Unreadable(error).into() },
            Self::Write(error) => BindError::Unwritten(error),
        }
    }

    /// What went wrong while a picture was read.
    pub fn reading(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::Damaged } else { Self::Read(error) }
    }
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::End { .. } | Stop::Spent => Self::Damaged,
            Stop::Io(error) => Self::Read(error),
        }
    }
}

impl From<strip::Halt> for Halt {
    fn from(halt: strip::Halt) -> Self {
        match halt {
            strip::Halt::Damaged => Self::Damaged,
            strip::Halt::Read(error) => Self::Read(error),
            strip::Halt::Write(error) => Self::Write(error),
        }
    }
}
