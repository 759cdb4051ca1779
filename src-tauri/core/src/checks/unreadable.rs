//! Files that are not there to be judged.

use std::io;

use super::{
    Judgement,
    Severity::{Advise, Block, Warn},
    words::thousands,
};
use crate::media::{ExamineError, PassedOver, Walked};

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
            format!(
                "The file could not be read ({error}). See whether another program opens it, then copy it to another place and add that."
            ),
        ),
    };
    Judgement::new(rule, Block, message)
}

/// What there is to say of a post file where files for a post were expected. In a folder nobody meant it.
pub fn judge_post_file(in_folder: bool) -> Judgement {
    let message = "This is a post file of Galley: it says what a post is made of, and can be no part of one. To check \
                   the post with all its files, run `galley publish --dry-run FILE`.";
    Judgement::new("file.kind", if in_folder { Advise } else { Block }, message)
}

/// What there is to say of a folder that nobody could look into.
pub fn judge_closed_folder(why: io::ErrorKind) -> Judgement {
    let message = match why {
        io::ErrorKind::PermissionDenied => {
            "You have no permission to look into this folder. Change that, or copy its files to where you may."
        }
        _ => "This folder could not be read. Copy it to another disk and try again.",
    };
    Judgement::new("file.unreadable", Block, message)
}

/// What there is to say of a folder with nothing in it.
pub fn judge_empty_folder() -> Judgement {
    Judgement::new(
        "file.kind",
        Block,
        "There is no file in this folder. Take the folder or the files that you meant.",
    )
}

/// What there is to say of a folder beside what its files say: `walked` is what was found in it, of which `unknown`
/// files are of no kind that Galley knows, and at most `limit` were looked at.
pub fn judge_folder(walked: &Walked, unknown: usize, limit: usize) -> Option<Judgement> {
    if let Some((_, why)) = walked.closed.first() {
        return Some(judge_closed_folder(*why));
    }
    if !walked.empty.is_empty() {
        return Some(judge_empty_folder());
    }
    let files = |count: usize| {
        let noun = if count == 1 { "file" } else { "files" };
        format!("{} {noun}", thousands(u64::try_from(count).unwrap_or(u64::MAX)))
    };
    let of_no_kind = (unknown > 0).then(|| {
        let are = if unknown == 1 { "is" } else { "are" };
        format!("{} in the folder {are} of no kind that Galley knows, and left out.", files(unknown))
    });
    let beyond = match (walked.left_out.count, walked.more) {
        (0, false) => None,
        (0, true) => {
            let words =
                "It holds too much to be looked through whole. Name the files you mean by themselves.";
            Some(words.to_owned())
        }
        (left_out, more) => Some(format!(
            "Galley looks at {} of a folder; {}{} were left out. Name the ones you mean by themselves.",
            files(limit),
            if more { "more than " } else { "" },
            files(left_out)
        )),
    };
    let folders = unopened(&walked.folders_left_out);
    let severity = if folders.is_some() { Warn } else { Advise };
    let said: Vec<String> = [of_no_kind, beyond, folders].into_iter().flatten().collect();
    (!said.is_empty()).then(|| Judgement::new("folder.left_out", severity, said.join(" ")))
}

/// Folders in a folder into which nobody looked.
fn unopened(folders: &PassedOver) -> Option<String> {
    let names = folders.names();
    let more = if folders.count > names.len() { " …" } else { "" };
    let names = names.join(", ");
    match folders.count {
        0 => None,
        1 => Some(format!(
            "A folder ({names}) lies too deep in it, is a link, or cannot be opened, and Galley did not look into it. \
             Name it by itself."
        )),
        count => {
            let count = thousands(u64::try_from(count).unwrap_or(u64::MAX));
            Some(format!(
                "{count} folders ({names}{more}) lie too deep in it, are links, or cannot be opened, and Galley did not \
                 look into them. Name them by themselves."
            ))
        }
    }
}
