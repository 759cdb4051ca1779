//! What a file is: its header-only facts, its identity, its thumbnails and frames, all judged by bytes.
//! It must not know what any provider allows, and never decodes a picture to answer a question.

pub mod amounts;
mod bind;
mod boxes;
pub mod captions;
mod content;
mod contents;
mod decode;
mod document;
mod examine;
mod facts;
mod fault;
mod fix;
mod format;
mod frame;
mod frame_rows;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzing;
mod guarded;
mod image;
mod interlace;
mod name;
mod orientation;
mod page;
mod profile;
mod samples;
mod side_by_side;
mod source;
mod stamp;
mod thumbnail;
mod unchanged;
mod video;
mod walk;
mod write;

#[cfg(test)]
mod tests;

pub use bind::{BindError, Binding, PageRule, bind};
pub use captions::{CaptionsError, Cue, cues};
pub use content::ContentId;
pub use examine::{ExamineError, READERS, examine};
pub use facts::{
    CaptionsFacts, Coding, Color, CueFlaw, CueTrouble, DocumentFacts, Facts, Figures, ImageFacts, LineEnds,
    Location, PageSize, PageSizes, PagesCounted, TextEncoding, VideoFacts,
};
pub use fault::{Fault, HeaderPart};
pub use fix::{Bounds, Crop, Done, MendError, Mended, Size, Target, Wish, can_mend, can_thin, mend};
pub use format::{Format, Kind};
pub use frame::{FilmDecoder, FrameError, film_decoder, frame_picture};
pub use name::{file_name, steers, title_from};
pub use orientation::Orientation;
pub use page::{PageDrawer, draw_pages};
pub use side_by_side::side_by_side;
pub use stamp::Stamp;
pub use thumbnail::{Encoding, Thumbnail, ThumbnailError, Thumbnailer, quick_thumbnail};
pub use unchanged::{Unopened, open_unchanged};
pub use walk::{PassedOver, Walked, WalkedFile, walk};
pub use write::as_png;
