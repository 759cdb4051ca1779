//! Images, documents and videos, from the upload URL to `AVAILABLE`. What state one is in follows from the clock;
//! nothing waits.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;

use super::film::{Film, Unfinished};
use super::{paper, picture, secret};
use crate::clock::Millis;
use crate::urn::Urn;

/// What an asset is announced as. Each kind has its own resource, and its own word in a URN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssetKind {
    Image,
    Document,
    Video,
}

impl AssetKind {
    const ALL: [Self; 3] = [Self::Image, Self::Document, Self::Video];

    /// As it stands in a URN, and in the answer to an initialise call.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Document => "document",
            Self::Video => "video",
        }
    }

    /// The kind of asset that a URN names.
    pub(crate) fn of(urn: &Urn) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == urn.kind())
    }
}

#[derive(Debug)]
pub(crate) struct Asset {
    pub(crate) urn: Urn,
    pub(crate) owner: Urn,
    pub(crate) upload_url_expires_at: Millis,
    /// The unguessable part of the upload URL.
    pub(crate) upload_key: String,
    /// What a fault on the initialise call holds ready for the upload.
    pub(crate) ordered: Ordered,
    content: Content,
    processing: Option<Processing>,
}

/// What is there of a file.
#[derive(Debug)]
enum Content {
    /// An image or a document, which comes in one piece.
    Whole(Bytes),
    Film(Film),
}

/// What is known of an asset before its bytes.
#[derive(Debug)]
pub(crate) struct Announced {
    pub(crate) owner: Urn,
    pub(crate) upload_url_expires_at: Millis,
    pub(crate) ordered: Ordered,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ordered {
    pub(crate) processing: Option<Duration>,
    pub(crate) processing_fails: bool,
}

#[derive(Debug)]
struct Processing {
    media_type: Option<&'static str>,
    ready_at: Millis,
    fails: bool,
}

/// The status words of the images API; the documents API and the videos API have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum AssetState {
    WaitingUpload,
    Processing,
    Available,
    ProcessingFailed,
}

/// What is to become of an upload.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UploadOutcome {
    pub(crate) ready_at: Millis,
    /// Fails whatever the bytes are.
    pub(crate) fails: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Assets {
    all: HashMap<Urn, Asset>,
    order: Vec<Urn>,
}

impl Assets {
    /// Registers an asset that waits for its bytes.
    pub(crate) fn initialize(&mut self, kind: AssetKind, announced: Announced) -> &Asset {
        self.register(kind, announced, Content::Whole(Bytes::new()))
    }

    pub(crate) fn initialize_video(&mut self, film: Film, announced: Announced) -> &Asset {
        self.register(AssetKind::Video, announced, Content::Film(film))
    }

    fn register(&mut self, kind: AssetKind, announced: Announced, content: Content) -> &Asset {
        let urn = new_urn(kind);
        let Announced { owner, upload_url_expires_at, ordered } = announced;
        self.order.push(urn.clone());
        self.all.entry(urn.clone()).or_insert(Asset {
            urn,
            owner,
            upload_url_expires_at,
            upload_key: secret(),
            ordered,
            content,
            processing: None,
        })
    }

    pub(crate) fn get(&self, urn: &Urn) -> Option<&Asset> {
        self.all.get(urn)
    }

    pub(crate) fn get_mut(&mut self, urn: &Urn) -> Option<&mut Asset> {
        self.all.get_mut(urn)
    }

    /// The one whose upload URL has these two parts.
    pub(crate) fn awaiting(&mut self, id: &str, upload_key: &str) -> Option<&mut Asset> {
        let named = AssetKind::ALL.into_iter().filter_map(|kind| Urn::new(kind.word(), id).ok());
        let urn = named.into_iter().find(|urn| self.all.contains_key(urn))?;
        self.all.get_mut(&urn).filter(|asset| asset.upload_key == upload_key)
    }

    /// In the order they were initialised.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Asset> {
        self.order.iter().filter_map(|urn| self.all.get(urn))
    }
}

impl Asset {
    /// Takes the bytes, or takes them again: the same URL may be used until it expires.
    pub(crate) fn receive(&mut self, bytes: Bytes, outcome: UploadOutcome) {
        let media_type = match AssetKind::of(&self.urn) {
            Some(AssetKind::Image) => {
                picture::examine(&bytes).ok().map(|picture| picture.format.media_type())
            }
            Some(AssetKind::Document) => paper::examine(&bytes).ok().map(paper::Format::media_type),
            Some(AssetKind::Video) | None => None,
        };
        self.content = Content::Whole(bytes);
        self.process(media_type, outcome);
    }

    /// Puts the parts of a video together; a second time changes nothing.
    pub(crate) fn finish(&mut self, ids: &[&str], outcome: UploadOutcome) -> Result<(), Unfinished> {
        let Content::Film(film) = &mut self.content else { return Ok(()) };
        if self.processing.is_some() {
            return Ok(());
        }
        film.finish(ids)?;
        let media_type = film.examine().is_ok().then_some("video/mp4");
        self.process(media_type, outcome);
        Ok(())
    }

    fn process(&mut self, media_type: Option<&'static str>, outcome: UploadOutcome) {
        let fails = outcome.fails || media_type.is_none();
        self.processing = Some(Processing { media_type, fails, ready_at: outcome.ready_at });
    }

    pub(crate) fn state(&self, now: Millis) -> AssetState {
        match &self.processing {
            None => AssetState::WaitingUpload,
            Some(processing) if now < processing.ready_at => AssetState::Processing,
            Some(processing) if processing.fails => AssetState::ProcessingFailed,
            Some(_) => AssetState::Available,
        }
    }

    /// What was uploaded, whatever became of it, in one or more pieces; nothing before that.
    pub(crate) fn chunks(&self) -> Option<Vec<Bytes>> {
        self.processing.as_ref()?;
        Some(match &self.content {
            Content::Whole(bytes) => vec![bytes.clone()],
            Content::Film(film) => film.chunks(),
        })
    }

    /// How long that is.
    pub(crate) fn length(&self) -> Option<usize> {
        self.chunks().map(|chunks| chunks.iter().map(Bytes::len).sum())
    }

    /// What the bytes are, as HTTP calls it; none for bytes LinkedIn does not take.
    pub(crate) fn media_type(&self) -> Option<&'static str> {
        self.processing.as_ref().and_then(|processing| processing.media_type)
    }

    pub(crate) fn film(&self) -> Option<&Film> {
        match &self.content {
            Content::Film(film) => Some(film),
            Content::Whole(_) => None,
        }
    }

    pub(crate) fn film_mut(&mut self) -> Option<&mut Film> {
        match &mut self.content {
            Content::Film(film) => Some(film),
            Content::Whole(_) => None,
        }
    }
}

/// A URN in LinkedIn's manner, never the same twice.
fn new_urn(kind: AssetKind) -> Urn {
    let manner = match kind {
        AssetKind::Image => "D4E10AQ",
        AssetKind::Document => "D4E1FAQ",
        AssetKind::Video => "D4E05AQ",
    };
    Urn::made(kind.word(), format!("{manner}{}", secret()))
}
