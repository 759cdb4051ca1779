use serde::{Deserialize, Serialize};
use specta::Type;

use super::Format;

/// Something wrong with a file itself, whoever it is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Zero bytes.
    Empty,
    /// The file ends before its content does.
    Truncated {
        /// Where it ends, in bytes.
        at: u64,
        /// The least length that the part cut through would need, where the format says.
        expected: Option<u64>,
    },
    /// A part of the header contradicts the format.
    CorruptHeader { part: HeaderPart },
    /// The header gives a width or a height of 0.
    ZeroDimensions,
    /// A whole file that holds no picture.
    MissingImageData,
    /// A film without the part that says where its frames are: the recording was interrupted, or the file is of
    /// another kind than it says.
    MissingIndex,
    /// A film that lasts no time at all.
    ZeroDuration,
    /// Behind a sound header the picture's data makes no sense. Only decoding it tells, so that
    /// [`examine`](super::examine) never finds it: whoever tried to draw the picture [notes](super::Facts::damaged) it.
    DamagedData,
    /// The name promises another format than the bytes hold. The bytes are right.
    ExtensionLies { extension: String, really: Format },
    /// A document's list of where its parts are is wrong or missing. Most readers go through the whole file then, and
    /// find them; not all do.
    BrokenIndex,
    /// Bytes after the end of the picture, reported only where they are certain: often a phone's
    /// motion clip. Readers ignore them, but they are published along.
    TrailingBytes { bytes: u64 },
    /// EXIF data that cannot be followed; readers show the picture without it.
    UnreadableMetadata,
}

impl Fault {
    /// Whether the picture cannot be relied on to open whole. The other faults are harmless to a reader.
    pub fn breaks(&self) -> bool {
        match self {
            Self::Empty
            | Self::Truncated { .. }
            | Self::CorruptHeader { .. }
            | Self::ZeroDimensions
            | Self::MissingImageData
            | Self::MissingIndex
            | Self::ZeroDuration
            | Self::DamagedData => true,
            Self::BrokenIndex
            | Self::ExtensionLies { .. }
            | Self::TrailingBytes { .. }
            | Self::UnreadableMetadata => false,
        }
    }
}

/// The part of a header that a [`Fault::CorruptHeader`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HeaderPart {
    /// Longer than any real one: reading it was given up.
    Length,
    JpegSegment,
    JpegFrame,
    /// Usually a transfer in text mode that changed line ends.
    PngSignature,
    PngHeader,
    PngChunk,
    GifVersion,
    GifBlock,
    WebpChunk,
    HeifBox,
    TiffDirectory,
    BmpHeader,
    PsdHeader,
    JxlHeader,
    /// What leads to the pages or slides of a document.
    PageTree,
    /// The list of an archive's files.
    ArchiveList,
    /// What leads to the streams of an Office file from before 2007.
    SectorChain,
    /// Of an MP4 or QuickTime film.
    MovieBox,
    /// Of a Matroska or WebM film.
    MatroskaElement,
    AviChunk,
}
