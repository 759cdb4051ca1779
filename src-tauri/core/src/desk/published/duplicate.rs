//! A new draft that says what a post says.

use super::super::{Desk, Duplicate, MediaState, OpenDraft, Problem};
use crate::{
    library::{LibraryError, RunId, RunRecord, Written},
    post::{AttachmentKind, Draft, DraftId},
};

impl Desk {
    /// Makes a draft of what a run published, as the post says it now, and lays it open.
    pub fn duplicate_post(&self, run: RunId) -> Result<Duplicate, Problem> {
        let record = self.library.run(run)?;
        let kept = self.kept_draft(&record)?;
        let text = self.text_of(&record, kept.as_ref())?;
        let only_text = kept.is_none();
        let draft = kept.unwrap_or_else(|| Draft::new(Some(record.account), Some(record.author.clone())));
        let draft = Draft { id: DraftId::new(), commentary: text, ..draft };
        self.library.save(&draft, self.clock.now())?;
        let draft = self.open_draft(draft.id)?;
        let left_out = match only_text && record.attachment != AttachmentKind::None {
            true => Some(
                "Only the text could be taken over: this post was published before Galley kept the rest. Add its files \
                 again."
                    .to_owned(),
            ),
            false => missing(&draft),
        };
        Ok(Duplicate { draft, left_out })
    }

    /// The draft as it was published: kept with the run, or of older runs still among the drafts.
    fn kept_draft(&self, record: &RunRecord) -> Result<Option<Draft>, Problem> {
        if let Some(draft) = self.library.said_by(record.id)? {
            return Ok(Some(draft));
        }
        match self.library.draft(record.draft) {
            Ok(draft) if record.written == Some(Written::of(&draft)?) => Ok(Some(draft)),
            Ok(_) | Err(LibraryError::NotFound { .. } | LibraryError::UnknownShape { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Files that are not where they were: the draft keeps their places, so that they can be put back.
fn missing(open: &OpenDraft) -> Option<String> {
    let gone: Vec<&str> = open
        .media
        .iter()
        .filter(|media| matches!(media.state, MediaState::Gone { .. }))
        .map(|media| media.name.as_str())
        .collect();
    let forgotten = open.draft.attachment.files().len().saturating_sub(open.media.len());
    match (gone.as_slice(), forgotten) {
        ([], 0) => None,
        ([one], 0) => {
            Some(format!("{one} is no longer where it was. Put it back, or add another file in its place."))
        }
        ([], _) => Some("Some of its files are not known any more. Add them again.".to_owned()),
        (several, _) => Some(format!(
            "{} are no longer where they were. Put them back, or add others in their place.",
            several.join(", ")
        )),
    }
}
