//! A post that is being written.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Author, Commentary, Locale};

/// A name made of a UUID.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, specta::Type,
        )]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A new id; later ones sort behind earlier ones.
            #[expect(clippy::new_without_default, reason = "an id is made on purpose, never by default")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    };
}

pub(crate) use id;

id!(
    /// Names a draft for as long as it lives, through edits and restarts.
    DraftId
);
id!(
    /// Names a file the user gave to Galley. The screen knows files by this alone; where they lie stays in Rust.
    MediaId
);
impl MediaId {
    /// When the file was given to Galley; `None` of an id that did not begin here.
    pub fn since(&self) -> Option<Timestamp> {
        let (seconds, nanoseconds) = self.0.get_timestamp()?.to_unix();
        Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanoseconds).ok()?).ok()
    }
}

id!(
    /// Names an account the user signed in with.
    AccountId
);

/// Everything the author decided so far. Unlike a plan it may be incomplete or break every rule:
/// `checks` says what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Draft {
    pub id: DraftId,
    /// The account to post through.
    pub account: Option<AccountId>,
    /// The member, or one of the pages, of that account.
    pub author: Option<Author>,
    pub commentary: Commentary,
    pub attachment: Attachment,
    pub visibility: Visibility,
    pub reshare_disabled: bool,
}

impl Draft {
    /// An empty post for everyone to see.
    pub fn new(account: Option<AccountId>, author: Option<Author>) -> Draft {
        Draft {
            id: DraftId::new(),
            account,
            author,
            commentary: Commentary::default(),
            attachment: Attachment::None,
            visibility: Visibility::Public,
            reshare_disabled: false,
        }
    }

    /// Nothing written and nothing attached.
    pub fn is_empty(&self) -> bool {
        self.commentary.is_blank() && self.attachment.is_empty()
    }
}

/// What hangs under the text: one kind per post.
///
/// Source: Posts API, "content": exactly one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Attachment {
    #[default]
    None,
    /// One image, or several shown as a collage, in this order.
    Images {
        images: Vec<ImageItem>,
    },
    Video {
        video: VideoItem,
    },
    /// Shown page by page; what people call an organic carousel.
    Document {
        document: DocumentItem,
    },
}

/// Which kind an [`Attachment`] is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    #[default]
    None,
    Images,
    Video,
    Document,
}

impl Attachment {
    pub fn kind(&self) -> AttachmentKind {
        match self {
            Attachment::None => AttachmentKind::None,
            Attachment::Images { .. } => AttachmentKind::Images,
            Attachment::Video { .. } => AttachmentKind::Video,
            Attachment::Document { .. } => AttachmentKind::Document,
        }
    }

    /// The file whose picture stands for the whole: of a film the thumbnail that was chosen for it.
    pub fn picture(&self) -> Option<MediaId> {
        match self {
            Attachment::Video { video: VideoItem { thumbnail: Some(thumbnail), .. } } => {
                Some(thumbnail.media)
            }
            _ => self.files().first().copied(),
        }
    }

    /// The images in their order; none for every other kind.
    pub fn images(&self) -> &[ImageItem] {
        match self {
            Attachment::Images { images } => images,
            _ => &[],
        }
    }

    /// What its author says about the files: alt texts and titles.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Attachment::None => Vec::new(),
            Attachment::Images { images } => {
                images.iter().flat_map(|image| [image.alt_text.as_str(), &image.title]).collect()
            }
            Attachment::Video { video } => vec![&video.title],
            Attachment::Document { document } => vec![&document.title],
        }
    }

    /// Every file that it uses, the one it is about first.
    pub fn files(&self) -> Vec<MediaId> {
        match self {
            Attachment::None => Vec::new(),
            Attachment::Images { images } => images.iter().map(|image| image.media).collect(),
            Attachment::Video { video } => {
                let thumbnail = video.thumbnail.as_ref().map(|thumbnail| thumbnail.media);
                let captions = video.captions.as_ref().map(|captions| captions.media);
                [Some(video.media), thumbnail, captions].into_iter().flatten().collect()
            }
            Attachment::Document { document } => vec![document.media],
        }
    }

    /// The same files, to be given other ids.
    pub fn files_mut(&mut self) -> Vec<&mut MediaId> {
        match self {
            Attachment::None => Vec::new(),
            Attachment::Images { images } => images.iter_mut().map(|image| &mut image.media).collect(),
            Attachment::Video { video } => {
                let thumbnail = video.thumbnail.as_mut().map(|thumbnail| &mut thumbnail.media);
                let captions = video.captions.as_mut().map(|captions| &mut captions.media);
                [Some(&mut video.media), thumbnail, captions].into_iter().flatten().collect()
            }
            Attachment::Document { document } => vec![&mut document.media],
        }
    }

    fn is_empty(&self) -> bool {
        self.files().is_empty()
    }
}

/// An image and what its author says about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ImageItem {
    pub media: MediaId,
    /// What a screen reader says in the image's place.
    pub alt_text: String,
    /// Kept with the draft; LinkedIn's Posts API shows no title on an image.
    pub title: String,
}

/// A film and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VideoItem {
    pub media: MediaId,
    pub title: String,
    /// What is shown before it plays; LinkedIn takes a frame of its own choice where there is none.
    pub thumbnail: Option<VideoThumbnail>,
    pub captions: Option<Captions>,
}

/// The picture of a film that stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VideoThumbnail {
    pub media: MediaId,
    /// Where in the film it was taken, in milliseconds; `None` for a picture from elsewhere.
    pub at_ms: Option<u64>,
}

/// What is said in a film, to be read along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Captions {
    pub media: MediaId,
    pub locale: Locale,
}

/// A document and what stands above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DocumentItem {
    pub media: MediaId,
    /// LinkedIn requires one.
    pub title: String,
}

/// Who may see a post. Pages can only speak to everyone.
///
/// Source: Posts API, "visibility".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Visibility {
    #[default]
    Public,
    Connections,
}
