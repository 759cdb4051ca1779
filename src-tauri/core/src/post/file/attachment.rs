//! What a post file attaches: files by their paths, a poll, a post to share.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, de};

use super::{FileCarousel, Object};
use crate::media::title_from;
use crate::post::{
    Attachment, Captions, DocumentItem, ImageItem, LinkItem, LinkThumbnail, Locale, MediaId, Poll,
    PollDuration, Reshare, VideoItem, VideoThumbnail,
};

/// What hangs under the text of a post file. Paths are as written; relative ones start at the folder of the post file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FileAttachment {
    #[default]
    None,
    /// In the order they are shown; never empty.
    Images(Vec<FileImage>),
    Video(FileVideo),
    Document(FileDocument),
    Link(FileLink),
    Carousel(FileCarousel),
    Poll(Poll),
    Reshare(Reshare),
}

/// An image of a post file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileImage {
    pub file: PathBuf,
    pub alt_text: String,
    pub title: String,
}

/// The video of a post file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileVideo {
    pub file: PathBuf,
    pub title: String,
    /// What stands still before it plays.
    pub thumbnail: Option<PathBuf>,
    pub captions: Option<FileCaptions>,
}

/// The captions of a video, and the language they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCaptions {
    pub file: PathBuf,
    pub locale: Locale,
}

/// The document of a post file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDocument {
    pub file: PathBuf,
    /// As written, or else what the file is called.
    pub title: String,
}

/// The card of a link in a post file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLink {
    /// As written; `checks` says what is wrong with it.
    pub url: String,
    pub title: String,
    pub description: String,
    pub thumbnail: Option<PathBuf>,
    /// Of the thumbnail.
    pub alt_text: String,
}

impl FileAttachment {
    /// The files, in the order of [`Attachment::files`].
    pub fn files(&self) -> Vec<&Path> {
        match self {
            FileAttachment::None => Vec::new(),
            FileAttachment::Images(images) => images.iter().map(|image| image.file.as_path()).collect(),
            FileAttachment::Video(video) => {
                let captions = video.captions.as_ref().map(|captions| captions.file.as_path());
                let beside = [video.thumbnail.as_deref(), captions];
                std::iter::once(video.file.as_path()).chain(beside.into_iter().flatten()).collect()
            }
            FileAttachment::Document(document) => vec![&document.file],
            FileAttachment::Link(link) => link.thumbnail.iter().map(PathBuf::as_path).collect(),
            FileAttachment::Carousel(carousel) => {
                carousel.cards.iter().map(|card| card.file.as_path()).collect()
            }
            FileAttachment::Poll(_) | FileAttachment::Reshare(_) => Vec::new(),
        }
    }

    /// The same as part of a draft, with new ids for its files.
    pub fn attach(&self) -> Attachment {
        let media = MediaId::new;
        match self {
            FileAttachment::None => Attachment::None,
            FileAttachment::Images(images) => {
                let item = |image: &FileImage| ImageItem {
                    media: media(),
                    alt_text: image.alt_text.clone(),
                    title: image.title.clone(),
                };
                Attachment::Images { images: images.iter().map(item).collect() }
            }
            FileAttachment::Video(video) => {
                let captions =
                    |captions: &FileCaptions| Captions { media: media(), locale: captions.locale.clone() };
                Attachment::Video {
                    video: VideoItem {
                        media: media(),
                        title: video.title.clone(),
                        thumbnail: video
                            .thumbnail
                            .as_ref()
                            .map(|_| VideoThumbnail { media: media(), at_ms: None }),
                        captions: video.captions.as_ref().map(captions),
                    },
                }
            }
            FileAttachment::Document(document) => Attachment::Document {
                document: DocumentItem { media: media(), title: document.title.clone() },
            },
            FileAttachment::Link(link) => Attachment::Link {
                link: LinkItem {
                    url: link.url.clone(),
                    title: link.title.clone(),
                    description: link.description.clone(),
                    thumbnail: link
                        .thumbnail
                        .as_ref()
                        .map(|_| LinkThumbnail { media: media(), alt_text: link.alt_text.clone() }),
                },
            },
            FileAttachment::Carousel(carousel) => carousel.attach(),
            FileAttachment::Poll(poll) => Attachment::Poll { poll: poll.clone() },
            FileAttachment::Reshare(reshare) => Attachment::Reshare { reshare: reshare.clone() },
        }
    }
}

impl<'de> Deserialize<'de> for FileAttachment {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let Object::<Keys>(keys) = Object::deserialize(json)?;
        let images = keys.images.filter(|images| !images.is_empty());
        let mut kinds = [
            images.map(|images| {
                let images = images.into_iter().map(|Object(image)| image.into()).collect();
                ("images", FileAttachment::Images(images))
            }),
            keys.video.map(|video| ("video", FileAttachment::Video(video))),
            keys.document.map(|Object(document)| ("document", FileAttachment::Document(document.into()))),
            keys.link.map(|link| ("link", FileAttachment::Link(link))),
            keys.carousel.map(|carousel| ("carousel", FileAttachment::Carousel(carousel))),
            keys.poll.map(|Object(poll)| ("poll", FileAttachment::Poll(poll.into()))),
            keys.reshare.map(|of| ("reshare", FileAttachment::Reshare(Reshare { of }))),
        ]
        .into_iter()
        .flatten();
        match (kinds.next(), kinds.next(), kinds.next()) {
            (None, ..) => Ok(FileAttachment::None),
            (Some((_, only)), None, _) => Ok(only),
            (Some((one, _)), Some((other, _)), third) => {
                let named = match third {
                    Some((third, _)) => format!("`{one}`, `{other}` and `{third}`"),
                    None => format!("`{one}` and `{other}`"),
                };
                Err(de::Error::custom(format!(
                    "a post carries one kind of attachment, and this one has {named}; make a post of each"
                )))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    images: Option<Vec<Object<ImageKeys>>>,
    carousel: Option<FileCarousel>,
    video: Option<FileVideo>,
    document: Option<Object<DocumentKeys>>,
    link: Option<FileLink>,
    poll: Option<Object<PollKeys>>,
    /// An address or a URN.
    reshare: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ImageKeys {
    file: FileName,
    alt_text: Option<String>,
    title: Option<String>,
}

impl From<ImageKeys> for FileImage {
    fn from(image: ImageKeys) -> Self {
        FileImage {
            file: image.file.0,
            alt_text: image.alt_text.unwrap_or_default(),
            title: image.title.unwrap_or_default(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VideoKeys {
    file: FileName,
    title: Option<String>,
    thumbnail: Option<FileName>,
    captions: Option<FileName>,
    captions_locale: Option<Locale>,
}

impl<'de> Deserialize<'de> for FileVideo {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let Object::<VideoKeys>(video) = Object::deserialize(json)?;
        let captions = match (video.captions, video.captions_locale) {
            (Some(file), Some(locale)) => Some(FileCaptions { file: file.0, locale }),
            (None, None) => None,
            (Some(_), None) => {
                let why = "captions need a language; name it in `captions_locale`, as en_US";
                return Err(de::Error::custom(why));
            }
            (None, Some(_)) => {
                let why = "`captions_locale` is the language of captions, and there are none; name their file in \
                           `captions`";
                return Err(de::Error::custom(why));
            }
        };
        Ok(FileVideo {
            file: video.file.0,
            title: video.title.unwrap_or_default(),
            thumbnail: video.thumbnail.map(|file| file.0),
            captions,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentKeys {
    file: FileName,
    title: Option<String>,
}

impl From<DocumentKeys> for FileDocument {
    fn from(document: DocumentKeys) -> Self {
        let title = document.title.unwrap_or_else(|| title_from(&document.file.0));
        FileDocument { file: document.file.0, title }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkKeys {
    url: String,
    title: Option<String>,
    description: Option<String>,
    thumbnail: Option<FileName>,
    alt_text: Option<String>,
}

impl<'de> Deserialize<'de> for FileLink {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let Object::<LinkKeys>(link) = Object::deserialize(json)?;
        let alt_text = link.alt_text.unwrap_or_default();
        if link.thumbnail.is_none() && !alt_text.trim().is_empty() {
            let why =
                "`alt_text` is said in the picture’s place, and there is none; name its file in `thumbnail`";
            return Err(de::Error::custom(why));
        }
        Ok(FileLink {
            url: link.url,
            title: link.title.unwrap_or_default(),
            description: link.description.unwrap_or_default(),
            thumbnail: link.thumbnail.map(|file| file.0),
            alt_text,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PollKeys {
    question: String,
    options: Vec<String>,
    duration: Option<PollDuration>,
}

impl From<PollKeys> for Poll {
    fn from(poll: PollKeys) -> Self {
        Poll { question: poll.question, options: poll.options, duration: poll.duration.unwrap_or_default() }
    }
}

pub(super) struct FileName(pub PathBuf);

impl<'de> Deserialize<'de> for FileName {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let name = String::deserialize(json)?;
        match name.is_empty() || name.contains('\0') {
            true => Err(de::Error::custom("this is not the path of a file")),
            false => Ok(FileName(name.into())),
        }
    }
}
