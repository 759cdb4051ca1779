//! Files that a person gives to Galley, and their pictures.

use std::path::{Path, PathBuf};

use super::{
    Added, Desk, MediaState, MediaView, Problem, Refused, elsewhere::file_here, lock, problem::sentence,
};
use crate::{
    checks::{Examined, judge_unreadable},
    library::MediaRecord,
    media::{Facts, Stamp, Thumbnail, ThumbnailError, examine, file_name, quick_thumbnail},
    post::{Draft, MediaId},
};

/// Which picture of a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// The small one a camera put into the file; there at once, where there is one.
    Quick,
    /// One whose longer side is this many pixels.
    Edge(u32),
}

impl Desk {
    /// Looks at each file and gives it an id. What cannot be attached is told with a reason; nothing is aborted.
    pub fn add_files(&self, paths: &[PathBuf]) -> Result<Added, Problem> {
        let mut added = Added::default();
        for path in paths {
            let (path, facts) = match examine_here(path) {
                Ok(file) => file,
                Err(refused) => {
                    added.refused.push(refused);
                    continue;
                }
            };
            let id = self.library.remember(&path, &facts)?;
            lock(&self.examined).insert(id, Examined::Present(facts.clone()));
            added.media.push(MediaView { id, name: file_name(&path), state: MediaState::Present { facts } });
        }
        Ok(added)
    }

    /// Looks again at files that may have changed or gone. Ids that are unknown are left out.
    pub fn reexamine(&self, ids: &[MediaId]) -> Vec<MediaView> {
        ids.iter()
            .filter_map(|id| {
                let record = self.library.media(*id).ok()?;
                let examined = self.look_at(&record);
                let state = match &examined {
                    Examined::Present(facts) => MediaState::Present { facts: facts.clone() },
                    Examined::Gone(why) => MediaState::Gone { why: sentence(why.clone()) },
                };
                lock(&self.examined).insert(*id, examined);
                Some(MediaView { id: *id, name: record.name(), state })
            })
            .collect()
    }

    /// A picture of a file, to be shown; nothing where it cannot be drawn.
    pub fn picture(&self, id: MediaId, picture: Picture) -> Option<Thumbnail> {
        let record = self.library.media(id).ok()?;
        let Examined::Present(facts) = self.look_at(&record) else { return None };
        match picture {
            Picture::Quick => quick_thumbnail(&record.path, &facts).ok().flatten(),
            Picture::Edge(edge) => {
                let drawn = self.thumbnails.thumbnail(&record.path, &facts, edge);
                match drawn {
                    Ok(_) => self.note_damage(id, facts, false),
                    Err(ThumbnailError::Damaged) => self.note_damage(id, facts, true),
                    Err(_) => {}
                }
                drawn.ok()
            }
        }
    }

    /// Keeps what drawing a file showed beside its header's facts, for as long as the file stays as it is.
    fn note_damage(&self, id: MediaId, before: Facts, damaged: bool) {
        let facts = before.clone().damaged(damaged);
        if facts == before {
            return;
        }
        if let Err(error) = self.library.update_facts(id, &facts) {
            tracing::warn!(%error, "what drawing a file showed could not be kept");
        }
        if let Some(Examined::Present(known)) = lock(&self.examined).get_mut(&id)
            && known.stamp == facts.stamp
        {
            *known = facts;
        }
    }

    /// The draft's files as they are now on the disk.
    pub(super) fn look_at_files_of(&self, draft: &Draft) -> Vec<MediaView> {
        self.reexamine(&draft.attachment.files())
    }

    /// What is known of a file, without touching the disk when it was looked at before.
    pub(super) fn known(&self, id: MediaId) -> Option<Examined> {
        if let Some(examined) = lock(&self.examined).get(&id) {
            return Some(examined.clone());
        }
        let examined = self.look_at(&self.library.media(id).ok()?);
        lock(&self.examined).insert(id, examined.clone());
        Some(examined)
    }

    fn look_at(&self, record: &MediaRecord) -> Examined {
        match (Stamp::of(&record.path), &record.facts) {
            (Ok(stamp), Some(facts)) if facts.stamp == stamp => Examined::Present(facts.clone()),
            (Err(error), _) => Examined::Gone(error.to_string()),
            (Ok(_), _) => match examine(&record.path) {
                Err(error) => Examined::Gone(error.to_string()),
                Ok(facts) => {
                    if let Err(error) = self.library.update_facts(record.id, &facts) {
                        tracing::warn!(%error, "new facts of a file could not be kept");
                    }
                    Examined::Present(facts)
                }
            },
        }
    }
}

fn examine_here(path: &Path) -> Result<(PathBuf, Facts), Refused> {
    let path = file_here(path)?;
    match examine(&path) {
        Ok(facts) => Ok((path, facts)),
        Err(error) => Err(Refused { name: file_name(&path), why: judge_unreadable(&error).message }),
    }
}
