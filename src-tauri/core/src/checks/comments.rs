//! Rules of what is said and done below a post.

use super::{
    Finding, Judgement, Limits, Place,
    Severity::{Block, Warn},
    Speaker,
    words::thousands,
};
use crate::post::{Draft, lines, utf16_len};

pub(super) fn check(draft: &Draft, speaker: Option<&Speaker>, limits: &Limits) -> Vec<Finding> {
    let comment = lines(&draft.first_comment);
    let provider = limits.files.provider;
    let mut findings = Vec::new();
    let units = u64::from(utf16_len(&comment));
    if units > limits.comment.value {
        let message = format!(
            "The first comment has {} characters; {provider} takes {}. Take out at least {}.",
            thousands(units),
            thousands(limits.comment.value),
            thousands(units - limits.comment.value)
        );
        let long = Judgement::new("comment.length", Block, message).against(units, limits.comment);
        findings.push(long.at(Place::FirstComment));
    }
    if draft.comments_closed && !comment.is_empty() {
        let message = format!(
            "Closing the comments takes away the ones there are, the first comment too, as {provider} describes it. \
             Leave them open, or empty the first comment."
        );
        let both = Judgement::new("comment.closed", Block, message).by(limits.comments_closed);
        findings.push(both.at(Place::CommentsClosed));
    }
    let barred = speaker.and_then(|speaker| Some((speaker, speaker.barred_from_comments.as_ref()?)));
    if let Some((speaker, why)) = barred {
        let missing = |what: &str| {
            let message = format!(
                "{} cannot do this through Galley: {why} The post goes out without {what}.",
                speaker.name
            );
            Judgement::new("comment.permission", Warn, message).by(limits.comment.source)
        };
        if !comment.is_empty() {
            findings.push(missing("its first comment").at(Place::FirstComment));
        }
        if draft.comments_closed {
            findings.push(missing("its comments closed").at(Place::CommentsClosed));
        }
    }
    findings
}
