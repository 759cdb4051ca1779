//! What a post is: its text, what is attached, who speaks and who may see it. Pure values: this module reads no
//! file, knows no provider's limits and sends nothing.

mod attachment;
mod commentary;
mod count;
mod draft;
mod file;
mod fold;
mod handle;
mod hashtag;
mod laid_aside;
mod line;
mod link;
pub mod little_text;
mod locale;
mod poll;
mod reshare;
mod sponsored;
mod urn;
mod web_url;

pub use attachment::{
    Attachment, AttachmentKind, Captions, DocumentItem, ImageItem, VideoItem, VideoThumbnail,
};
pub use commentary::{Commentary, Piece};
pub use count::{Counts, characters, utf16_len};
pub(crate) use draft::id;
pub use draft::{AccountId, Draft, DraftId, MediaId, Visibility};
pub use file::{
    FileAttachment, FileCaptions, FileCard, FileCarousel, FileDocument, FileImage, FileLink, FileVideo,
    MentionError, PostFile, PostFileError, json_flaw,
};
pub use fold::{Band, CutRule, INTRO_ON_A_PHONE, TITLE_ON_A_PHONE};
pub use handle::{PageHandle, PageHandleError};
pub use hashtag::Hashtag;
pub use laid_aside::{LaidAside, SaidOfFile};
pub use line::{is_unseen, lines, one_line};
pub use link::{LinkItem, LinkThumbnail};
pub use locale::{COUNTRIES, LANGUAGES, Locale, NoLocale};
pub use poll::{Poll, PollDuration};
pub use reshare::Reshare;
pub use sponsored::{CallToAction, CarouselCard, Sponsored};
pub(crate) use urn::percent_encode;
pub use urn::{Author, Urn, UrnError};
pub use web_url::{WebUrl, WebUrlError};
