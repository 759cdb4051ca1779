//! One thing to say about a post.

use serde::Serialize;
use specta::Type;

use super::Limit;
use crate::post::MediaId;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The provider would refuse the post, or publish it broken. Nothing is sent while one stands.
    Block,
    /// It will be published, but not as its author is likely to want it.
    Warn,
    /// It could be better.
    Advise,
}

/// What was judged, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Judgement {
    /// The rule's lasting name, `image.pixels`.
    pub rule: &'static str,
    pub severity: Severity,
    /// Whole sentences: what was measured, what the limit is, what to do.
    pub message: String,
    pub measured: Option<u64>,
    pub limit: Option<u64>,
    /// Who sets the limit, and where they say so.
    pub source: Option<&'static str>,
    /// What Galley can do about it.
    pub remedy: Option<Remedy>,
}

/// What Galley can do about a file, making a new one beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Save it in another format, or its text in another encoding.
    Convert,
    /// Make a picture smaller in pixels.
    Resize,
    /// Make a picture smaller in bytes.
    Compress,
    /// Choose the part of a picture that is shown.
    Crop,
    /// Draw a picture upright that says it is to be shown turned.
    Turn,
    /// Leave out where and with what a picture was taken.
    Strip,
    /// Leave frames of an animation out, so that it lasts as long with fewer.
    Thin,
    /// Take the frame again that stands for a film.
    TakeAgain,
}

impl Judgement {
    pub(super) fn new(rule: &'static str, severity: Severity, message: impl Into<String>) -> Judgement {
        Judgement {
            rule,
            severity,
            message: message.into(),
            measured: None,
            limit: None,
            source: None,
            remedy: None,
        }
    }

    pub(super) fn against(self, measured: u64, limit: Limit) -> Judgement {
        Judgement { measured: Some(measured), limit: Some(limit.value), source: Some(limit.source), ..self }
    }

    pub(super) fn by(self, source: &'static str) -> Judgement {
        Judgement { source: Some(source), ..self }
    }

    pub(super) fn mended_by(self, remedy: Option<Remedy>) -> Judgement {
        Judgement { remedy, ..self }
    }

    pub(super) fn at(self, place: Place) -> Finding {
        Finding { judgement: self, place }
    }
}

/// A judgement, and the place on the screen it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Finding {
    #[serde(flatten)]
    pub judgement: Judgement,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Place {
    /// `from`: UTF-16 offset into the visible text, where the trouble starts.
    Text {
        from: Option<u32>,
    },
    Image {
        media: MediaId,
        field: ImageField,
    },
    Images,
    Video {
        media: MediaId,
        field: TitledField,
    },
    /// The picture of the film that stands still.
    Thumbnail {
        media: MediaId,
    },
    Captions {
        media: MediaId,
    },
    Document {
        media: MediaId,
        field: TitledField,
    },
    /// The card of a link.
    Link {
        field: LinkField,
    },
    /// The picture on it.
    LinkThumbnail {
        media: MediaId,
        field: LinkThumbnailField,
    },
    Card {
        media: MediaId,
        field: CardField,
    },
    Cards,
    /// What makes the post an advertisement.
    Sponsored {
        field: SponsoredField,
    },
    Poll {
        field: PollField,
    },
    /// The post to share.
    Reshare,
    FirstComment,
    CommentsClosed,
    Author,
    Visibility,
}

impl Place {
    /// The file it is about.
    pub fn media(&self) -> Option<MediaId> {
        match self {
            Place::Image { media, .. }
            | Place::Video { media, .. }
            | Place::Thumbnail { media }
            | Place::Captions { media }
            | Place::Document { media, .. }
            | Place::LinkThumbnail { media, .. }
            | Place::Card { media, .. } => Some(*media),
            Place::Text { .. }
            | Place::Images
            | Place::Link { .. }
            | Place::Cards
            | Place::Sponsored { .. }
            | Place::Poll { .. }
            | Place::Reshare
            | Place::FirstComment
            | Place::CommentsClosed
            | Place::Author
            | Place::Visibility => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImageField {
    File,
    AltText,
    Title,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PollField {
    Question,
    /// All of the options.
    Options,
    /// One of them, counted from 0.
    Option(u32),
}

/// What there is to say of a film or a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TitledField {
    File,
    Title,
}

/// What there is to say of a link's card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkField {
    Url,
    Title,
    Description,
    /// That there is none.
    Thumbnail,
}

/// What there is to say of the picture on a link's card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkThumbnailField {
    File,
    AltText,
}

/// What there is to say of a card of a carousel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CardField {
    File,
    AltText,
    Title,
    LandingPage,
}

/// What there is to say of an advertisement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SponsoredField {
    /// Whether it is one.
    Distribution,
    AdAccount,
    Name,
    LandingPage,
}
