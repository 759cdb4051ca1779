//! What is wrong with a post, said before anyone else says it: every rule that can be judged from the draft, the
//! facts of its files and the author's standing. Pure: it reads no file, asks no server and changes nothing.

mod author;
mod file;
mod finding;
mod images;
mod limits;
mod text;
mod unreadable;
mod words;

#[cfg(test)]
mod tests;

pub use author::Speaker;
pub use file::{format_name, judge_image};
pub use finding::{Finding, ImageField, Judgement, Place, Severity};
pub use limits::{LINKEDIN, Limit, Limits};
pub use unreadable::judge_unreadable;
pub use words::{bytes, thousands};

use crate::{
    media::Facts,
    post::{Draft, MediaId},
};

/// What is known of an attached file at this moment.
#[derive(Debug, Clone, PartialEq)]
pub enum Examined {
    Present(Facts),
    /// It can no longer be read; why, in words: "there is no such file".
    Gone(String),
}

/// Everything that is wrong with a post, what blocks first.
///
/// `examined` says what is known of each file; `None` counts as gone. `speaker` is the chosen author, if any.
pub fn check(
    draft: &Draft,
    examined: impl Fn(MediaId) -> Option<Examined>,
    speaker: Option<&Speaker>,
    limits: &Limits,
) -> Vec<Finding> {
    let mut findings = author::check(draft, speaker);
    findings.extend(text::check(draft, limits));
    findings.extend(images::check(draft, examined, limits));
    findings.sort_by_key(|finding| finding.judgement.severity);
    findings
}

/// Whether a post with these findings may be published.
pub fn publishable(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.judgement.severity != Severity::Block)
}
