//! The files of the draft that lies open stay linked to the disk. Whoever watches the disk asks here which they are,
//! and what the screen was told of them.

use std::path::PathBuf;

use tokio::sync::watch;

use super::Desk;
use crate::{
    checks::Examined,
    media::Stamp,
    post::{Draft, MediaId},
};

/// A file of the open draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    pub id: MediaId,
    pub path: PathBuf,
    /// As it was when last looked at; `None` when it was gone.
    pub known: Option<Stamp>,
}

impl Desk {
    /// The files of the draft that lies open, now and from now on.
    pub fn files_of_the_open_draft(&self) -> watch::Receiver<Vec<MediaId>> {
        self.open_files.subscribe()
    }

    /// Where these files lie, and as what they are known. Ids that are unknown are left out.
    pub fn linked(&self, ids: &[MediaId]) -> Vec<Linked> {
        ids.iter()
            .filter_map(|id| {
                let known = match self.known(*id)? {
                    Examined::Present(facts) => Some(facts.stamp),
                    Examined::Gone(_) => None,
                };
                Some(Linked { id: *id, path: self.library.media(*id).ok()?.path, known })
            })
            .collect()
    }

    /// From now on these are the files of the open draft; those that they are copies of belong to them.
    pub(super) fn link(&self, draft: &Draft) {
        let files = self.with_originals(draft.attachment.files());
        self.open_files.send_if_modified(|open| {
            let other = *open != files;
            *open = files;
            other
        });
    }
}
