//! Images and documents, from the upload URL to `AVAILABLE`. What state one is in follows from the clock; nothing
//! waits.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;

use super::{paper, picture, secret};
use crate::clock::Millis;
use crate::urn::Urn;

/// What an asset is announced as. Each kind has its own resource, and its own word in a URN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssetKind {
    Image,
    Document,
}

impl AssetKind {
    const ALL: [Self; 2] = [Self::Image, Self::Document];

    /// As it stands in a URN, and in the answer to an initialise call.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Document => "document",
        }
    }

    /// The kind of asset that a URN names.
    pub(crate) fn of(urn: &Urn) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == urn.kind())
    }

    /// What these bytes are, as HTTP calls it; none for bytes LinkedIn would not process.
    fn media_type(self, bytes: &[u8]) -> Option<&'static str> {
        match self {
            Self::Image => picture::examine(bytes).ok().map(|picture| picture.format.media_type()),
            Self::Document => paper::examine(bytes).ok().map(paper::Format::media_type),
        }
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
    upload: Option<Upload>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ordered {
    pub(crate) processing: Option<Duration>,
    pub(crate) processing_fails: bool,
}

#[derive(Debug)]
struct Upload {
    bytes: Bytes,
    media_type: Option<&'static str>,
    ready_at: Millis,
    fails: bool,
}

/// The status words of the images API; the documents API has the same.
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
    pub(crate) fn initialize(
        &mut self,
        kind: AssetKind,
        owner: Urn,
        upload_url_expires_at: Millis,
        ordered: Ordered,
    ) -> &Asset {
        let urn = new_urn(kind);
        self.order.push(urn.clone());
        self.all.entry(urn.clone()).or_insert(Asset {
            urn,
            owner,
            upload_url_expires_at,
            upload_key: secret(),
            ordered,
            upload: None,
        })
    }

    pub(crate) fn get(&self, urn: &Urn) -> Option<&Asset> {
        self.all.get(urn)
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
        let media_type = AssetKind::of(&self.urn).and_then(|kind| kind.media_type(&bytes));
        self.upload = Some(Upload {
            media_type,
            fails: outcome.fails || media_type.is_none(),
            bytes,
            ready_at: outcome.ready_at,
        });
    }

    pub(crate) fn state(&self, now: Millis) -> AssetState {
        match &self.upload {
            None => AssetState::WaitingUpload,
            Some(upload) if now < upload.ready_at => AssetState::Processing,
            Some(upload) if upload.fails => AssetState::ProcessingFailed,
            Some(_) => AssetState::Available,
        }
    }

    /// What was uploaded, whatever became of it.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        self.upload.as_ref().map(|upload| &upload.bytes)
    }

    /// What the bytes are, as HTTP calls it; none for bytes LinkedIn does not take.
    pub(crate) fn media_type(&self) -> Option<&'static str> {
        self.upload.as_ref().and_then(|upload| upload.media_type)
    }
}

/// A URN in LinkedIn's manner, never the same twice.
fn new_urn(kind: AssetKind) -> Urn {
    let manner = match kind {
        AssetKind::Image => "D4E10AQ",
        AssetKind::Document => "D4E1FAQ",
    };
    Urn::made(kind.word(), format!("{manner}{}", secret()))
}
