//! What was taken out of a draft and may come back.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Attachment, Captions, MediaId, Sponsored, VideoThumbnail};

/// Kept beside a draft, and no part of what is posted: what it said that another attachment has no place for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LaidAside {
    /// The latest last.
    pub attachments: Vec<Attachment>,
    /// What was said of single files.
    pub files: Vec<SaidOfFile>,
    /// What made it an advertisement.
    pub sponsored: Option<Sponsored>,
}

/// What was said of one file; `None` for what was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SaidOfFile {
    /// How the page knows it again when it is added again, under another [`MediaId`].
    pub file: String,
    pub alt_text: Option<String>,
    pub title: Option<String>,
    pub landing_page: Option<String>,
    pub thumbnail: Option<VideoThumbnail>,
    pub captions: Option<Captions>,
}

impl LaidAside {
    /// Every file that would come back with it.
    pub fn files(&self) -> Vec<MediaId> {
        let parts = self.files.iter().flat_map(|said| {
            let thumbnail = said.thumbnail.as_ref().map(|thumbnail| thumbnail.media);
            let captions = said.captions.as_ref().map(|captions| captions.media);
            thumbnail.into_iter().chain(captions)
        });
        self.attachments.iter().flat_map(Attachment::files).chain(parts).collect()
    }
}
