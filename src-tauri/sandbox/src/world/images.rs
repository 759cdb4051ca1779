//! Image assets, from the upload URL to `AVAILABLE`. What state one is in follows from the clock; nothing waits.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;

use super::picture::{self, Format};
use super::secret;
use crate::clock::Millis;
use crate::urn::Urn;

#[derive(Debug)]
pub(crate) struct Image {
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
    format: Option<Format>,
    ready_at: Millis,
    fails: bool,
}

/// The status words of the images API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum ImageState {
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
pub(crate) struct Images {
    all: HashMap<Urn, Image>,
    order: Vec<Urn>,
}

impl Images {
    /// Registers an asset that waits for its bytes.
    pub(crate) fn initialize(
        &mut self,
        owner: Urn,
        upload_url_expires_at: Millis,
        ordered: Ordered,
    ) -> &Image {
        let urn = new_urn();
        self.order.push(urn.clone());
        self.all.entry(urn.clone()).or_insert(Image {
            urn,
            owner,
            upload_url_expires_at,
            upload_key: secret(),
            ordered,
            upload: None,
        })
    }

    pub(crate) fn get(&self, urn: &Urn) -> Option<&Image> {
        self.all.get(urn)
    }

    pub(crate) fn get_mut(&mut self, urn: &Urn) -> Option<&mut Image> {
        self.all.get_mut(urn)
    }

    /// In the order they were initialised.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Image> {
        self.order.iter().filter_map(|urn| self.all.get(urn))
    }
}

impl Image {
    /// Takes the bytes, or takes them again: the same URL may be used until it expires.
    pub(crate) fn receive(&mut self, bytes: Bytes, outcome: UploadOutcome) {
        let facts = picture::examine(&bytes);
        self.upload = Some(Upload {
            format: facts.as_ref().ok().map(|facts| facts.format),
            fails: outcome.fails || facts.is_err(),
            bytes,
            ready_at: outcome.ready_at,
        });
    }

    pub(crate) fn state(&self, now: Millis) -> ImageState {
        match &self.upload {
            None => ImageState::WaitingUpload,
            Some(upload) if now < upload.ready_at => ImageState::Processing,
            Some(upload) if upload.fails => ImageState::ProcessingFailed,
            Some(_) => ImageState::Available,
        }
    }

    /// What was uploaded, whatever became of it.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        self.upload.as_ref().map(|upload| &upload.bytes)
    }

    /// What the bytes are; none for bytes LinkedIn does not take.
    pub(crate) fn format(&self) -> Option<Format> {
        self.upload.as_ref().and_then(|upload| upload.format)
    }
}

/// An image URN in LinkedIn's manner, never the same twice.
fn new_urn() -> Urn {
    Urn::made("image", format!("D4E10AQ{}", secret()))
}
