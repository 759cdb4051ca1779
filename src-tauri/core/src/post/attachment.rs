//! What hangs under the text of a post.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CarouselCard, LinkItem, Locale, MediaId, Poll, Reshare, is_unseen};

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
    /// A page on the web, shown as a card.
    Link {
        link: LinkItem,
    },
    Poll {
        poll: Poll,
    },
    /// Somebody's post, shown below the author's own words or by itself.
    Reshare {
        reshare: Reshare,
    },
    /// Cards side by side, each with a page behind it. Only ever sponsored.
    Carousel {
        cards: Vec<CarouselCard>,
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
    Link,
    Poll,
    Reshare,
    Carousel,
}

impl Attachment {
    pub fn kind(&self) -> AttachmentKind {
        match self {
            Attachment::None => AttachmentKind::None,
            Attachment::Images { .. } => AttachmentKind::Images,
            Attachment::Video { .. } => AttachmentKind::Video,
            Attachment::Document { .. } => AttachmentKind::Document,
            Attachment::Link { .. } => AttachmentKind::Link,
            Attachment::Poll { .. } => AttachmentKind::Poll,
            Attachment::Reshare { .. } => AttachmentKind::Reshare,
            Attachment::Carousel { .. } => AttachmentKind::Carousel,
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

    /// How many images or cards stand in a row; 0 for every other kind.
    pub fn row_len(&self) -> usize {
        match self {
            Attachment::Images { images } => images.len(),
            Attachment::Carousel { cards } => cards.len(),
            _ => 0,
        }
    }

    /// What its author wrote in it: alt texts, titles, questions.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Attachment::None => Vec::new(),
            Attachment::Images { images } => {
                images.iter().flat_map(|image| [image.alt_text.as_str(), &image.title]).collect()
            }
            Attachment::Video { video } => vec![&video.title],
            Attachment::Document { document } => vec![&document.title],
            Attachment::Link { link } => link.words(),
            Attachment::Poll { poll } => poll.words(),
            Attachment::Reshare { reshare } => vec![&reshare.of],
            Attachment::Carousel { cards } => cards.iter().flat_map(CarouselCard::words).collect(),
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
            Attachment::Link { link } => link.thumbnail.iter().map(|thumbnail| thumbnail.media).collect(),
            Attachment::Poll { .. } | Attachment::Reshare { .. } => Vec::new(),
            Attachment::Carousel { cards } => cards.iter().map(|card| card.media).collect(),
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
            Attachment::Link { link } => {
                link.thumbnail.iter_mut().map(|thumbnail| &mut thumbnail.media).collect()
            }
            Attachment::Poll { .. } | Attachment::Reshare { .. } => Vec::new(),
            Attachment::Carousel { cards } => cards.iter_mut().map(|card| &mut card.media).collect(),
        }
    }

    /// Nothing that a reader would see.
    pub(super) fn is_empty(&self) -> bool {
        self.files().is_empty() && self.words().iter().all(|words| is_unseen(words))
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
