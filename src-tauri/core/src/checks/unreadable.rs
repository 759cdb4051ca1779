//! Files that are not there to be judged.

use super::{Judgement, Severity::Block};
use crate::media::ExamineError;

/// An attached file that can no longer be read; `why` in words.
pub(super) fn gone(why: &str) -> Judgement {
    let message = format!(
        "The file cannot be read: {why}. Put it back where it was, or remove it here and add it again."
    );
    Judgement::new("file.gone", Block, message)
}

/// What there is to say of a path that could not be examined, whether it was typed or dropped.
pub fn judge_unreadable(error: &ExamineError) -> Judgement {
    let (rule, message) = match error {
        ExamineError::NotFound => (
            "file.gone",
            "There is no such file: it was moved or deleted, or its path is misspelt.".to_owned(),
        ),
        ExamineError::DeadLink => (
            "file.gone",
            "This link leads to a file that is not there any more. Take the file itself.".to_owned(),
        ),
        ExamineError::Directory => ("file.kind", "This is a folder. Take the images in it.".to_owned()),
        ExamineError::NotAFile => (
            "file.kind",
            "This is a pipe, a socket or a device. Only an ordinary file can be posted.".to_owned(),
        ),
        ExamineError::Denied => (
            "file.unreadable",
            "You have no permission to read this file. Change that, or copy it to where you may.".to_owned(),
        ),
        ExamineError::Unreadable(error) => (
            "file.unreadable",
            format!("The file could not be read ({error}). Copy it to another disk and try again."),
        ),
    };
    Judgement::new(rule, Block, message)
}
