//! Figures the screen needs before anything is written: made into constants of the page, so that each stands once.

use std::ops::RangeInclusive;

use serde::Serialize;

use super::{
    ROWS,
    mending::{bound_pages, image_bounds},
};
use crate::{
    accounts::REQUESTS_TOLD_FROM,
    checks::LINKEDIN,
    media::Bounds,
    post::{COUNTRIES, CutRule, LANGUAGES, TITLE_ON_A_PHONE},
};

#[derive(Debug, Clone, Serialize)]
pub struct Known {
    /// Images of one post.
    pub images: u64,
    /// What an image has to stay under.
    pub image: Bounds,
    /// Cards of one carousel.
    pub cards: RangeInclusive<u64>,
    /// Pages of a document that is made of images.
    pub pages: RangeInclusive<usize>,
    /// Frames of an animation.
    pub gif_frames: Option<u64>,
    /// UTF-16 units of an alt text.
    pub alt_text: u64,
    /// UTF-16 units an alt text should stay under.
    pub alt_text_advised: u64,
    /// UTF-16 units of a poll's question, and of one of its options.
    pub poll_question: u64,
    pub poll_option: u64,
    /// Options of one poll.
    pub poll_options: RangeInclusive<u64>,
    /// UTF-16 units of a comment.
    pub comment: u64,
    /// Where phones cut a title.
    pub title: CutRule,
    /// UTF-16 units of the description on a link's card.
    pub link_description: u64,
    /// Rows of a list that are shown at once; searching finds the others.
    pub rows: u32,
    /// What a locale may begin with, and end with.
    pub languages: &'static [&'static str],
    pub countries: &'static [&'static str],
    /// Requests of a day from which on they are pointed out.
    pub requests_told_from: u32,
}

/// What is known of LinkedIn's limits; each has its source beside its value in `checks` and `post`.
pub fn known() -> Known {
    Known {
        images: LINKEDIN.images.value,
        image: image_bounds(),
        cards: LINKEDIN.cards.fewest.value..=LINKEDIN.cards.most.value,
        pages: bound_pages(),
        gif_frames: LINKEDIN.files.image.gif_frames.map(|most| most.value),
        alt_text: LINKEDIN.alt_text.value,
        alt_text_advised: LINKEDIN.alt_text_advised.value,
        poll_question: LINKEDIN.poll.question.value,
        poll_option: LINKEDIN.poll.option.value,
        poll_options: LINKEDIN.poll.fewest.value..=LINKEDIN.poll.most.value,
        comment: LINKEDIN.comment.value,
        title: TITLE_ON_A_PHONE,
        link_description: LINKEDIN.link.description.first_too_many() - 1,
        rows: ROWS,
        languages: &LANGUAGES,
        countries: &COUNTRIES,
        requests_told_from: REQUESTS_TOLD_FROM,
    }
}
