//! What came of what was to follow a post, in words.

use galley_core::{
    providers::FollowUp,
    publish::{Ending, FollowedUp},
};

use super::Exit;

/// How a command ends whose post is there: what nobody knows weighs more than what is not done.
pub(super) fn exit(after: &[FollowedUp]) -> Exit {
    let any = |is: fn(&Ending) -> bool| after.iter().any(|it| is(&it.ending));
    if any(|ending| matches!(ending, Ending::Unclear { .. })) {
        Exit::Unknown
    } else if any(|ending| matches!(ending, Ending::NotDone { .. })) {
        Exit::Stopped
    } else {
        Exit::Done
    }
}

pub(super) fn words(followed: &FollowedUp) -> String {
    let (done, not_done, unclear) = match followed.what {
        FollowUp::FirstComment => (
            "Its first comment is there.",
            "Its first comment is not there",
            "Its first comment may be there or not",
        ),
        FollowUp::CommentsClosed => {
            ("Its comments are closed.", "Its comments are not closed", "Its comments may be closed or not")
        }
    };
    const AGAIN: &str = " The same command, run again, tries that alone once more.";
    const THEN: &str = " The same command, run again after that, tries it alone once more.";
    let (what, why, again) = match &followed.ending {
        Ending::Done => return done.to_owned(),
        Ending::NotDone { why, safe_to_retry: true, not_before: Some(_) } => (not_done, why, THEN),
        Ending::NotDone { why, safe_to_retry: true, .. } => (not_done, why, AGAIN),
        Ending::Unclear { why, safe_to_retry: true } => (unclear, why, AGAIN),
        Ending::NotDone { why, .. } => (not_done, why, ""),
        Ending::Unclear { why, .. } => (unclear, why, ""),
    };
    format!("{what}: {why}{again}")
}
