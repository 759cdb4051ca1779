//! Every number a provider sets, once, with its source. The command line, the checks and the screen read it here.

mod ayrshare;
mod linkedin;
mod linkedin_v2;

pub use ayrshare::AYRSHARE;
pub use linkedin::LINKEDIN;
pub use linkedin_v2::LINKEDIN_V2;

use crate::media::Format;

/// A number someone else set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub value: u64,
    /// Who says so, and where. "Not published" marks a cautious choice of ours.
    pub source: &'static str,
}

/// The most that is taken of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Most {
    /// The number itself is too many.
    Below(Limit),
    UpTo(Limit),
}

impl Most {
    pub const fn limit(self) -> Limit {
        match self {
            Most::Below(limit) | Most::UpTo(limit) => limit,
        }
    }

    pub const fn first_too_many(self) -> u64 {
        match self {
            Most::Below(limit) => limit.value,
            Most::UpTo(limit) => limit.value.saturating_add(1),
        }
    }

    pub(super) const fn is_exceeded_by(self, measured: u64) -> bool {
        measured >= self.first_too_many()
    }
}

/// What one provider takes in a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// UTF-16 units of visible text.
    pub text: Limit,
    pub poll: PollLimits,
    /// Who says by which names a post can be shared.
    pub reshare: &'static str,
    /// UTF-16 units of a comment.
    pub comment: Limit,
    /// Who says that closing the comments takes away what was said.
    pub comments_closed: &'static str,
    /// Images of one post.
    pub images: Limit,
    /// UTF-16 units of an alt text.
    pub alt_text: Limit,
    /// UTF-16 units an alt text should stay under.
    pub alt_text_advised: Limit,
    /// UTF-16 units of the title of a film or a document.
    pub title: Limit,
    /// Who says that a document needs one.
    pub document_title: &'static str,
    pub link: LinkLimits,
    pub cards: CardsLimits,
    pub sponsored: SponsoredSources,
    pub files: FileLimits,
}

/// What one provider takes on the card of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkLimits {
    /// UTF-16 units.
    pub title: Limit,
    /// UTF-16 units.
    pub description: Most,
    /// Its picture is cropped when wider than this, in thousandths of its height.
    pub widest: Limit,
    /// Its picture is cropped when narrower than this, in thousandths of its height.
    pub narrowest: Limit,
    /// Who says that nothing is read from the page.
    pub unread: &'static str,
}

/// What one provider takes as a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PollLimits {
    /// UTF-16 units of the question.
    pub question: Limit,
    /// UTF-16 units of one option.
    pub option: Limit,
    pub fewest: Limit,
    pub most: Limit,
}

/// What one provider takes as files. A kind of which nothing is known is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct FileLimits {
    /// The provider as people call it.
    pub provider: &'static str,
    pub image: ImageLimits,
    /// Pixels across and down that are recommended for a picture of a carousel.
    pub card: Limit,
    pub video: Option<VideoLimits>,
    /// Of the picture of a film that stands still.
    pub thumbnail: Option<ThumbnailLimits>,
    pub captions: Option<CaptionsLimits>,
    pub document: Option<DocumentLimits>,
}

/// The formats that are taken, and by whose word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    pub taken: &'static [Format],
    /// As people say it: "JPEG, PNG or GIF".
    pub in_words: &'static str,
    pub source: &'static str,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ImageLimits {
    pub formats: Formats,
    /// Formats that the provider turns into others on its own.
    pub converted: &'static [Format],
    /// Width × height.
    pub pixels: Most,
    pub bytes: ImageBytes,
    /// Frames of a GIF; `None` when nobody says.
    pub gif_frames: Option<Limit>,
    /// A single image is cropped when wider than this, in thousandths of its height.
    pub widest: Limit,
    /// A single image is cropped when narrower than this, in thousandths of its height.
    pub narrowest: Limit,
    /// Pixels across that a single image should have to look sharp in the feed.
    pub sharp_width: Limit,
    /// Pixels across that one of several should have.
    pub sharp_width_of_several: Limit,
}

/// How large the file of an image may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageBytes {
    /// More is refused.
    Refused(Most),
    /// Nobody says; beyond this an upload may be refused.
    Cautious(Limit),
}

impl ImageBytes {
    /// Where a file begins to be too large, for sure or perhaps.
    pub const fn first_too_many(self) -> u64 {
        match self {
            ImageBytes::Refused(most) => most.first_too_many(),
            ImageBytes::Cautious(limit) => limit.value.saturating_add(1),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct VideoLimits {
    pub formats: Formats,
    /// Formats that are not named, and yet likely to be taken.
    pub doubtful: &'static [Format],
    /// Milliseconds.
    pub shortest: Limit,
    /// Milliseconds.
    pub longest: Limit,
    /// The fewest bytes; `None` when nobody says.
    pub smallest: Option<Limit>,
    pub largest: Limit,
    /// The longer side in thousandths of the shorter one, whichever is across.
    pub slimmest: Limit,
    /// The fewest and the most pixels of the longer side, and of the shorter one, whichever is across.
    pub longer_side: (Limit, Limit),
    pub shorter_side: (Limit, Limit),
    /// Codecs that play everywhere, by the names of [`VideoFacts`](crate::media::VideoFacts): of the picture, of the
    /// sound.
    pub codecs: (&'static [&'static str], &'static [&'static str]),
    pub codecs_source: &'static str,
    /// The fewest and the most frames a second.
    pub frame_rates: (Limit, Limit),
}

#[derive(Debug, Clone, PartialEq)]
pub struct ThumbnailLimits {
    pub formats: Formats,
    pub bytes: Most,
    /// Who says that it must be as large as the film.
    pub size_source: &'static str,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CaptionsLimits {
    pub formats: Formats,
    pub encoding_source: &'static str,
}

/// What one provider takes in a carousel of cards.
#[derive(Debug, Clone, PartialEq)]
pub struct CardsLimits {
    pub fewest: Limit,
    pub most: Limit,
    /// Characters of a title that are taken for an advertisement made by hand.
    pub title: Limit,
    /// The same of the text above the cards.
    pub text: Limit,
    /// Who says that each card leads to a page.
    pub landing_page: &'static str,
}

/// Who says what of advertisements.
#[derive(Debug, Clone, PartialEq)]
pub struct SponsoredSources {
    /// Who may make one.
    pub author: &'static str,
    /// What of a page's people may.
    pub role: &'static str,
    /// Who pays.
    pub account: &'static str,
    /// What can be one, and what has to be one.
    pub kinds: &'static str,
    pub landing_page: &'static str,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DocumentLimits {
    pub formats: Formats,
    pub bytes: Limit,
    pub pages: Limit,
}
