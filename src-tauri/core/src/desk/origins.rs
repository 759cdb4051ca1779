//! What the files are to one another that Galley made: whose copy, whose frame, and whether that one is still the same.

use super::{CopyOf, Desk, OriginalNow, lock};
use crate::{
    checks::{Examined, Made, sentence},
    library::{MediaRecord, Origin, Source},
    media::{Facts, file_name},
    post::{Attachment, Draft, MediaId},
};

/// A longer film than LinkedIn takes is not read whole to be known again; its state on the disk alone tells then.
const MOST_READ: u64 = 500_000_000;

/// A copy may be one of a copy, where the first original is gone.
const DEEPEST: usize = 8;

impl Desk {
    /// A file as it is now, of which another is being made.
    pub(super) fn source(&self, record: &MediaRecord, facts: &Facts) -> Source {
        let content = (facts.bytes <= MOST_READ)
            .then(|| self.thumbnails.content(&record.path, &facts.stamp).ok())
            .flatten();
        Source { media: record.id, bytes: facts.bytes, stamp: facts.stamp.clone(), content }
    }

    /// Keeps what a file was made of. Without it the file is as good, and only less is known of it.
    pub(super) fn note_origin(&self, made: MediaId, origin: &Origin) {
        if let Err(error) = self.library.remember_origin(made, origin) {
            tracing::warn!(%error, "what a file was made of could not be kept");
        }
    }

    /// What a file is a copy of, as that is now on the disk.
    pub(super) fn copy_of(&self, copy: MediaId) -> Option<CopyOf> {
        let origin = self.library.origin(copy).ok()??;
        let (done, wish) = match &origin {
            Origin::Copy { done, wish, .. } => (done.clone(), Some(*wish)),
            Origin::Captions { .. } => (Vec::new(), None),
            Origin::Frame { .. } | Origin::Pages { .. } => return None,
        };
        let source = origin.source()?;
        let record = self.library.media(source.media).ok()?;
        let examined = self.look_at(&record);
        let now = match &examined {
            Examined::Gone(why) => OriginalNow::Gone { why: sentence(why) },
            Examined::Present(facts) if self.is_still(source, &record, facts) => OriginalNow::Same,
            Examined::Present(_) => OriginalNow::Changed,
        };
        lock(&self.examined).insert(record.id, examined);
        Some(CopyOf { original: record.id, name: file_name(&record.path), done, wish, now })
    }

    /// From now on these files count as made of their originals as those are now.
    pub(super) fn agree_with_originals(&self, copies: &[MediaId]) {
        for copy in copies {
            let Ok(Some(origin @ (Origin::Copy { .. } | Origin::Captions { .. }))) =
                self.library.origin(*copy)
            else {
                continue;
            };
            let Some((record, facts)) = origin.source().and_then(|source| self.file(source.media).ok())
            else {
                continue;
            };
            let now = self.source(&record, &facts);
            self.note_origin(*copy, &origin.of(now));
        }
    }

    /// What rules ask of how a file of this draft was made.
    pub(super) fn made_as(&self, file: MediaId, draft: &Draft) -> Option<Made> {
        let mut origin = self.library.origin(file).ok()??;
        for _ in 0..DEEPEST {
            match origin {
                Origin::Copy { of, .. } => origin = self.library.origin(of.media).ok()??,
                Origin::Pages { in_inks, lacking } => return Some(Made::Pages { in_inks, lacking }),
                Origin::Frame { of, .. } => {
                    return Some(Made::Frame { of_this: self.is_of(&of, film_of(draft)?)? });
                }
                Origin::Captions { .. } => return None,
            }
        }
        None
    }

    /// The files, and those that they are copies of.
    pub(super) fn with_originals(&self, files: Vec<MediaId>) -> Vec<MediaId> {
        let originals = files.iter().filter_map(|file| match self.library.origin(*file) {
            Ok(Some(Origin::Copy { of, .. } | Origin::Captions { of })) => Some(of.media),
            _ => None,
        });
        let originals: Vec<MediaId> = originals.filter(|original| !files.contains(original)).collect();
        files.into_iter().chain(originals).collect()
    }

    /// Whether a file holds what another was made of; `None` where it cannot be read.
    fn is_of(&self, source: &Source, file: MediaId) -> Option<bool> {
        let Examined::Present(facts) = self.known(file)? else { return None };
        if facts.stamp == source.stamp {
            return Some(true);
        }
        Some(self.is_still(source, &self.library.media(file).ok()?, &facts))
    }

    /// Whether this is what another file was made of; the same bytes under another date are.
    fn is_still(&self, source: &Source, record: &MediaRecord, facts: &Facts) -> bool {
        facts.stamp == source.stamp
            || facts.bytes == source.bytes
                && source.content.is_some()
                && self.thumbnails.content(&record.path, &facts.stamp).ok() == source.content
    }
}

fn film_of(draft: &Draft) -> Option<MediaId> {
    match &draft.attachment {
        Attachment::Video { video } => Some(video.media),
        _ => None,
    }
}
