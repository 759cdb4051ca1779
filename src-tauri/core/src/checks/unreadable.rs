//! Paths behind which there is no file to judge.

use super::{Judgement, Severity::Block};
use crate::media::ExamineError;

/// What there is to say of a path that could not be examined.
pub fn judge_unreadable(error: &ExamineError) -> Judgement {
    let (rule, message) = match error {
        ExamineError::NotFound => {
            ("file.gone", "There is no such file. Look at the spelling of its path.".to_owned())
        }
        ExamineError::DeadLink => {
            ("file.gone", "This link leads to a file that is not there. Name the file itself.".to_owned())
        }
        ExamineError::Directory => ("file.kind", "This is a folder. Name the files in it.".to_owned()),
        ExamineError::NotAFile => {
            ("file.kind", "This is a pipe, a socket or a device, and not an ordinary file.".to_owned())
        }
        ExamineError::Denied => (
            "file.unreadable",
            "There is no permission to read this file. Change its permissions, or copy it.".to_owned(),
        ),
        ExamineError::Unreadable(error) => (
            "file.unreadable",
            format!("The file could not be read ({error}). Copy it to another disk and try again."),
        ),
    };
    Judgement::new(rule, Block, message)
}
