//! Files that a person gives to Galley, and what is known of them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use jiff::{SignedDuration, Timestamp};

use super::{
    Added, CopyOf, Desk, LeftOut, MediaState, MediaView, Problem, Refused, elsewhere::file_here, lock,
    problem::Code,
};
use crate::{
    checks::{Examined, judge_closed_folder, judge_empty_folder, judge_unreadable, sentence},
    library::MediaRecord,
    media::{ExamineError, Facts, Kind, PassedOver, Stamp, can_mend, examine, file_name, side_by_side, walk},
    post::{Draft, MediaId},
};

/// Files of folders that are taken at once: more than any post holds, so that there is something to choose from.
const FROM_FOLDERS: u32 = 500;

/// File systems keep times to two seconds at worst (FAT).
const COARSEST: SignedDuration = SignedDuration::from_secs(2);

impl Desk {
    /// Looks at each file, and those of each folder, and gives it an id. What cannot be attached is told with a
    /// reason; nothing is aborted.
    pub fn add_files(&self, paths: &[PathBuf]) -> Result<Added, Problem> {
        self.add_files_telling(paths, |_, _| {})
    }

    /// The same, telling after each file how many were looked at, of how many. It is told by several threads.
    pub fn add_files_telling(
        &self,
        paths: &[PathBuf],
        tell: impl Fn(u32, u32) + Sync,
    ) -> Result<Added, Problem> {
        let mut added = Added::default();
        let mut here = Vec::new();
        for path in paths {
            match file_here(path) {
                Ok(path) => here.push(path),
                Err(refused) => added.refused.push(refused),
            }
        }
        let walked = walk(&here, FROM_FOLDERS as usize);
        let (of, done) = (count(walked.files.len()), AtomicU32::new(0));
        let looked_at = side_by_side(&walked.files, |file| {
            let examined = examine(&file.path);
            tell(done.fetch_add(1, Relaxed) + 1, of);
            examined
        });
        let (mut files, mut unknown) = (Vec::new(), PassedOver::default());
        for (file, examined) in walked.files.into_iter().zip(looked_at) {
            match examined {
                Ok(facts) if file.in_folder && facts.kind() == Kind::Unknown => {
                    unknown.add(file.path);
                }
                Ok(facts) => files.push((file.path, facts)),
                Err(error) => added.refused.push(refused(&file.path, why_not_added(&file.path, &error))),
            }
        }
        let left_out = LeftOut {
            count: count(walked.left_out.count),
            first: walked.left_out.names(),
            limit: FROM_FOLDERS,
            more: walked.more,
            unknown: count(unknown.count),
            unknown_first: unknown.names(),
            folders: count(walked.folders_left_out.count),
            folders_first: walked.folders_left_out.names(),
        };
        added.left_out = (!left_out.is_nothing()).then_some(left_out);
        added.refused.extend(walked.empty.iter().map(|folder| refused(folder, judge_empty_folder().message)));
        added.refused.extend(
            walked.closed.iter().map(|(folder, why)| refused(folder, judge_closed_folder(*why).message)),
        );
        let ids = self.library.remember_all(&files)?;
        let mut known = lock(&self.examined);
        for (id, (path, facts)) in ids.into_iter().zip(files) {
            known.insert(id, Examined::Present(facts.clone()));
            added.media.push(view(id, file_name(&path), Examined::Present(facts), None, None));
        }
        Ok(added)
    }

    /// Looks again at files that may have changed or gone. Ids that are unknown are left out.
    pub fn reexamine(&self, ids: &[MediaId]) -> Vec<MediaView> {
        ids.iter()
            .filter_map(|id| {
                let record = self.library.media(*id).ok()?;
                let examined = self.look_at(&record);
                let changed_at = self.library.media(*id).ok()?.changed_at;
                lock(&self.examined).insert(*id, examined.clone());
                Some(view(*id, record.name(), examined, changed_at, self.copy_of(*id)))
            })
            .collect()
    }

    /// The user knows that these files, or those they are copies of, were changed on the disk, and means them as they
    /// are now.
    pub fn acknowledge(&self, ids: &[MediaId]) -> Result<(), Problem> {
        self.agree_with_originals(ids);
        ids.iter().try_for_each(|id| Ok(self.library.acknowledge(*id)?))
    }

    /// Keeps what drawing a file showed beside its header's facts, for as long as the file stays as it is.
    pub(super) fn note_damage(&self, id: MediaId, before: Facts, damaged: bool) {
        let facts = before.clone().damaged(damaged);
        if facts == before {
            return;
        }
        if let Err(error) = self.library.update_facts(id, &facts, self.clock.now()) {
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

    /// A file that has to be there, as it is now.
    ///
    /// # Errors
    /// [`Code::NotFound`]
    pub(super) fn file(&self, id: MediaId) -> Result<(MediaRecord, Facts), Problem> {
        let record = self.library.media(id)?;
        match self.look_at(&record) {
            Examined::Present(facts) => Ok((record, facts)),
            Examined::Gone(why) => Err(Problem {
                code: Code::NotFound,
                message: format!("{}: {}", record.name(), sentence(&why)),
            }),
        }
    }

    pub(super) fn look_at(&self, record: &MediaRecord) -> Examined {
        match (Stamp::of(&record.path), &record.facts) {
            (Ok(stamp), Some(facts)) if facts.stamp == stamp => Examined::Present(facts.clone()),
            (Err(error), _) => Examined::Gone(error.to_string()),
            (Ok(_), _) => match examine(&record.path) {
                Err(error) => Examined::Gone(error.to_string()),
                Ok(facts) => {
                    let changed_at = self.changed_at(record);
                    if let Err(error) = self.library.update_facts(record.id, &facts, changed_at) {
                        tracing::warn!(%error, "new facts of a file could not be kept");
                    }
                    Examined::Present(facts)
                }
            },
        }
    }

    /// When a file became what it is: as the disk says, unless an older file took its place or a clock was wrong.
    fn changed_at(&self, record: &MediaRecord) -> Timestamp {
        let now = self.clock.now();
        let written = fs::metadata(&record.path).and_then(|is| is.modified());
        let written = written.ok().and_then(|time| Timestamp::try_from(time).ok());
        let added = record.id.since().map_or(Timestamp::MIN, |added| added - COARSEST);
        written.filter(|written| (added..=now).contains(written)).unwrap_or(now)
    }
}

fn view(
    id: MediaId,
    name: String,
    examined: Examined,
    changed_at: Option<Timestamp>,
    copy_of: Option<CopyOf>,
) -> MediaView {
    let (mendable, state) = match examined {
        Examined::Present(facts) => (can_mend(&facts), MediaState::Present { facts }),
        Examined::Gone(why) => (false, MediaState::Gone { why: sentence(&why) }),
    };
    MediaView { id, name, state, changed_at: changed_at.map(Timestamp::as_millisecond), mendable, copy_of }
}

/// A desktop that hands a path over as text puts [`char::REPLACEMENT_CHARACTER`] where its bytes are no letters, and what
/// it then names is not there.
fn why_not_added(path: &Path, error: &ExamineError) -> String {
    match error {
        ExamineError::NotFound if path.to_string_lossy().contains(char::REPLACEMENT_CHARACTER) => {
            "Its name, or that of its folder, is written in an old way that could not be handed over. Rename it, then \
             add it again."
                .to_owned()
        }
        error => judge_unreadable(error).message,
    }
}

fn refused(path: &Path, why: String) -> Refused {
    Refused { name: file_name(path), why }
}

/// Far more files than fit a `u32` are never looked at.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
