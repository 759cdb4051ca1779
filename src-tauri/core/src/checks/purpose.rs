//! What a file is to be in a post, and the rules that follow from it.

use super::{FileLimits, Judgement, captions, document, file, picture, thumbnail, video};
use crate::media::{Facts, Kind};

/// What a file is to be in a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Image,
    /// A picture of a sponsored carousel, with a page behind it.
    CarouselCard,
    Video,
    /// What stands still before a video plays.
    Thumbnail {
        /// The size of the video as displayed, in pixels across and down, where it is known.
        film: Option<(u32, u32)>,
        taken: Taken,
    },
    Captions,
    Document,
}

/// Where the still picture of a video comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Taken {
    /// A picture of its own.
    #[default]
    Elsewhere,
    /// A frame of the video, as far as anybody knows.
    FromThis,
    /// A frame of what the video’s file held before.
    FromEarlier,
}

/// What a provider would say of this file, were it used like this.
pub fn judge(facts: &Facts, purpose: Purpose, limits: &FileLimits) -> Vec<Judgement> {
    match purpose {
        Purpose::Image => picture::judge(facts, limits),
        Purpose::CarouselCard => picture::judge_card(facts, limits),
        Purpose::Video => video::judge(facts, limits),
        Purpose::Thumbnail { film, taken } => thumbnail::judge(facts, film, taken, limits),
        Purpose::Captions => captions::judge(facts, limits),
        Purpose::Document => document::judge(facts, limits),
    }
}

/// What a provider would say of this file as what it is.
pub fn judge_by_kind(facts: &Facts, limits: &FileLimits) -> Vec<Judgement> {
    let purpose = match facts.kind() {
        Kind::Image => Purpose::Image,
        Kind::Video => Purpose::Video,
        Kind::Document => Purpose::Document,
        Kind::Captions => Purpose::Captions,
        Kind::Unknown => return file::unknown(facts, limits.provider),
    };
    judge(facts, purpose, limits)
}
