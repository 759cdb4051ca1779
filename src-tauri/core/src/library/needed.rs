//! Which files are still needed by something that the library keeps.

use std::collections::HashSet;

use super::{Library, Result};
use crate::post::MediaId;

/// Everything that names files and may still be worked with: every draft, also a deleted one, which can be brought
/// back; every run that is not over, with its plan; every record. They are text in which an id stands between quotes,
/// so that also what a newer Galley wrote is understood that far.
const NAMING: &str = "SELECT body FROM drafts
     UNION ALL SELECT entry FROM journal JOIN runs ON runs.id = journal.run WHERE runs.ended_at IS NULL
     UNION ALL SELECT body FROM records";

/// Of a UUID with its hyphens.
const ID: usize = 36;

impl Library {
    /// Those of the files that a draft, an open run or a record names. Reads all of these once.
    pub fn needed(&self, files: &HashSet<MediaId>) -> Result<HashSet<MediaId>> {
        let connection = self.quick();
        let mut naming = connection.prepare(NAMING)?;
        let mut texts = naming.query([])?;
        let mut needed = HashSet::new();
        while let Some(row) = texts.next()? {
            let quoted =
                row.get_ref(0)?.as_str().unwrap_or_default().split('"').filter(|part| part.len() == ID);
            needed.extend(quoted.filter_map(|id| id.parse().ok()).filter(|id| files.contains(id)));
        }
        Ok(needed)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        library::runs,
        post::{Attachment, DocumentItem, Draft},
    };

    #[test]
    fn files_of_drafts_open_runs_and_records_are_needed_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let [kept, deleted, purged, running, over, recorded, unnamed] = [0; 7].map(|_| MediaId::new());
        let draft = |media| {
            let attachment =
                Attachment::Document { document: DocumentItem { media, title: "Slides".into() } };
            let draft = Draft { attachment, ..Draft::new(None, None) };
            library.save(&draft, now).unwrap();
            draft.id
        };
        draft(kept);
        library.delete_draft(draft(purged), now).unwrap();
        library.purge_drafts(now + jiff::SignedDuration::from_secs(1)).unwrap();
        library.delete_draft(draft(deleted), now).unwrap();
        let run = |name: &str, media: MediaId| {
            let run = runs::tests::begin(&library, name, "text");
            library.journal_append(run, &serde_json::json!({ "file": { "media": media } }), now).unwrap();
            run
        };
        run("open", running);
        library.conclude_run(run("over", over), &"published", now).unwrap();
        library.put("note", "a", &vec![recorded]).unwrap();

        let all = [kept, deleted, purged, running, over, recorded, unnamed].into();
        assert_eq!(library.needed(&all).unwrap(), [kept, deleted, running, recorded].into());
    }
}
