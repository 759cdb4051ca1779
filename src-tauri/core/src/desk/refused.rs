//! What LinkedIn refused of a draft, for as long as the draft says what was refused.

use super::{Desk, lock};
use crate::{
    checks::{self, Finding},
    library::Written,
    post::Draft,
    providers::linkedin::RefusedField,
    publish::Outcome,
};

/// The refusal of one draft.
pub(super) struct RefusedDraft {
    written: Written,
    fields: Vec<RefusedField>,
}

impl Desk {
    /// Takes note of what a run of a draft came to; `written` is what the draft said then.
    pub(super) fn note_refused(&self, draft: &Draft, written: Option<Written>, outcome: Option<&Outcome>) {
        let mut refused = lock(&self.refused);
        match (written, outcome) {
            (Some(written), Some(Outcome::Stopped { refused: fields, .. })) if !fields.is_empty() => {
                let fields = fields.clone();
                refused.insert(draft.id, RefusedDraft { written, fields });
            }
            _ => drop(refused.remove(&draft.id)),
        }
    }

    /// What LinkedIn refused, each at its place. Nothing once the draft says something else; the same again when it
    /// says that again.
    pub(super) fn refused_of(&self, draft: &Draft) -> Vec<Finding> {
        let refused = lock(&self.refused);
        let Some(RefusedDraft { written, fields }) = refused.get(&draft.id) else { return Vec::new() };
        match Written::of(draft) {
            Ok(now) if now == *written => {
                fields.iter().map(|field| checks::refused(draft, &field.path, &field.reason)).collect()
            }
            _ => Vec::new(),
        }
    }
}
