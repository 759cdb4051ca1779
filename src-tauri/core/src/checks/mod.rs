//! What is wrong with a post, said before anyone else says it: every rule that can be judged from the draft, the
//! facts of its files and the author's standing; and where in a post it is what LinkedIn refused. Pure: it reads no
//! file, asks no server and changes nothing.

mod author;
mod captions;
mod cards;
mod comments;
mod document;
mod file;
mod finding;
mod images;
mod limits;
mod link;
mod mentions;
mod picture;
mod poll;
mod purpose;
mod refused;
mod reshare;
mod sponsored;
mod styled;
mod text;
mod thumbnail;
mod titled;
mod unreadable;
mod video;
mod words;

#[cfg(test)]
mod tests;

pub use author::Speaker;
pub use file::format_name;
pub use finding::{
    CardField, Finding, ImageField, Judgement, LinkField, LinkThumbnailField, Place, PollField, Remedy,
    Severity, SponsoredField, TitledField,
};
pub use limits::{
    AYRSHARE, CaptionsLimits, CardsLimits, DocumentLimits, FileLimits, Formats, ImageBytes, ImageLimits,
    LINKEDIN, LINKEDIN_V2, Limit, Limits, LinkLimits, Most, PollLimits, SponsoredSources, ThumbnailLimits,
    VideoLimits,
};
pub use purpose::{Purpose, Taken, judge, judge_by_kind};
pub use refused::{field_name, refused};
pub use unreadable::{
    judge_closed_folder, judge_empty_folder, judge_folder, judge_post_file, judge_unreadable,
};
pub use words::{bytes, duration, sentence, thousands};

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

/// What rules ask of how Galley made a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// A frame of a film; whether of the post’s own as it is now.
    Frame { of_this: bool },
    /// A document of pictures: so many pages in printing inks, and so many without pictures that their drawing names
    /// outside itself.
    Pages { in_inks: u32, lacking: u32 },
}

/// Everything that is wrong with a post, what blocks first.
///
/// `examined` says what is known of each file; `None` counts as gone. `made` says of files that Galley made how, as far
/// as that is known. `speaker` is the chosen author, if any.
pub fn check(
    draft: &Draft,
    examined: impl Fn(MediaId) -> Option<Examined>,
    made: impl Fn(MediaId) -> Option<Made>,
    speaker: Option<&Speaker>,
    limits: &Limits,
) -> Vec<Finding> {
    let mut findings = author::check(draft, speaker);
    findings.extend(text::check(draft, limits));
    findings.extend(mentions::check(draft));
    findings.extend(styled::check(draft));
    findings.extend(images::check(draft, &examined, limits));
    findings.extend(titled::check(draft, &examined, &made, limits));
    findings.extend(link::check(draft, &examined, limits));
    findings.extend(cards::check(draft, &examined, limits));
    findings.extend(sponsored::check(draft, speaker, limits));
    findings.extend(poll::check(draft, limits));
    findings.extend(reshare::check(draft, limits));
    findings.extend(comments::check(draft, speaker, limits));
    findings.sort_by_key(|finding| finding.judgement.severity);
    findings
}

/// Whether a post with these findings may be published.
pub fn publishable(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.judgement.severity != Severity::Block)
}
