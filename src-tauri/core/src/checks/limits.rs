//! Every number a provider sets, once, with its source. The command line, the checks and the screen read it here.

use crate::media::Format;

/// A number someone else set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub value: u64,
    /// Who says so, and where. "Not published" marks a cautious choice of ours.
    pub source: &'static str,
}

/// What one provider takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// The provider as people call it.
    pub provider: &'static str,
    /// UTF-16 units of visible text.
    pub text: Limit,
    /// Images of one post.
    pub images: Limit,
    /// Kinds of image taken as they are.
    pub formats: &'static [Format],
    pub formats_source: &'static str,
    /// The first number of pixels, width × height, that is too many.
    pub pixels: Limit,
    /// Bytes of an image above which an upload may be refused.
    pub image_bytes: Limit,
    /// Frames of a GIF.
    pub gif_frames: Limit,
    /// UTF-16 units of an alt text.
    pub alt_text: Limit,
    /// UTF-16 units an alt text should stay under.
    pub alt_text_advised: Limit,
    /// A single image is cropped when wider than this, in thousandths of its height.
    pub widest: Limit,
    /// A single image is cropped when narrower than this, in thousandths of its height.
    pub narrowest: Limit,
    /// Pixels across below which a single image looks soft in the feed.
    pub sharp_width: Limit,
}

const IMAGES_API: &str = "LinkedIn, Images API";
const MULTI_IMAGE_API: &str = "LinkedIn, MultiImage API";

/// LinkedIn's versioned Posts API.
pub const LINKEDIN: Limits = Limits {
    provider: "LinkedIn",
    text: Limit {
        value: 3_000,
        source: "LinkedIn, UGC Post API, share commentary; the Posts API names no number, and the unit is not documented",
    },
    images: Limit { value: 20, source: MULTI_IMAGE_API },
    formats: &[Format::Jpeg, Format::Png, Format::Gif],
    formats_source: IMAGES_API,
    pixels: Limit { value: 36_152_320, source: IMAGES_API },
    image_bytes: Limit {
        value: 8 * 1024 * 1024,
        source: "Not published by LinkedIn for the Images API; other tools stay within 5 to 8 MB",
    },
    gif_frames: Limit { value: 250, source: IMAGES_API },
    alt_text: Limit { value: 4_086, source: "LinkedIn, Images API and MultiImage API" },
    alt_text_advised: Limit { value: 120, source: "LinkedIn, Images API: a short alt text is advised" },
    widest: Limit {
        value: 3_000,
        source: "LinkedIn help, as quoted by third parties: photos show between 3:1 and 4:5",
    },
    narrowest: Limit {
        value: 800,
        source: "LinkedIn help, as quoted by third parties: photos show between 3:1 and 4:5",
    },
    sharp_width: Limit { value: 1_200, source: "LinkedIn, Rich Media Shares: 1,200 × 627 is recommended" },
};
