//! What a post is: its text, what is attached, who speaks and who may see it. Pure values: this module reads no
//! file, knows no provider's limits and sends nothing.

mod commentary;
mod count;
mod draft;
mod file;
mod fold;
mod hashtag;
pub mod little_text;
mod locale;
mod urn;

pub use commentary::{Commentary, Piece};
pub use count::{Counts, characters, utf16_len};
pub(crate) use draft::id;
pub use draft::{
    AccountId, Attachment, AttachmentKind, Captions, DocumentItem, Draft, DraftId, ImageItem, MediaId,
    VideoItem, VideoThumbnail, Visibility,
};
pub use file::{
    FileAttachment, FileCaptions, FileDocument, FileImage, FileVideo, MentionError, PostFile, PostFileError,
    json_flaw,
};
pub use fold::{Band, CutRule, INTRO_ON_A_PHONE, TITLE_ON_A_PHONE};
pub use hashtag::Hashtag;
pub use locale::{Locale, NoLocale};
pub use urn::{Author, Urn, UrnError};
