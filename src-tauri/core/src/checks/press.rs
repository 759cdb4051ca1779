//! What stands in the way of sending a post though nothing is wrong with it.

use super::{Finding, Judgement, Severity};

/// A video may be written, looked at and planned; this version of Galley does not send it.
pub(super) const NOT_YET: &str = "video.not_yet";

pub(super) fn not_yet() -> Judgement {
    let message = "Galley shows every step of publishing a video, and does not send it yet: it stops before the first. \
                   Make this post on LinkedIn itself, with the files you checked here.";
    Judgement::new(NOT_YET, Severity::Warn, message)
}

/// The findings as they stand when a post is about to be sent: what Galley cannot send blocks then, and not before.
pub fn at_press(mut findings: Vec<Finding>) -> Vec<Finding> {
    for finding in &mut findings {
        if finding.judgement.rule == NOT_YET {
            finding.judgement.severity = Severity::Block;
        }
    }
    findings.sort_by_key(|finding| finding.judgement.severity);
    findings
}
