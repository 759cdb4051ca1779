use super::{
    FileLimits, Formats, ImageBytes, ImageLimits, Limit, Most,
    linkedin::{CARD, NARROWEST, RICH_MEDIA_SHARES, SHARP_WIDTH, SHARP_WIDTH_OF_SEVERAL, WIDEST},
};
use crate::media::Format;

/// LinkedIn's older, unversioned API: assets and shares. Its page on images names limits; of other kinds none is
/// known here.
pub const LINKEDIN_V2: FileLimits = FileLimits {
    provider: "LinkedIn’s v2 API",
    image: ImageLimits {
        formats: Formats {
            taken: &[Format::Jpeg, Format::Png],
            in_words: "JPEG or PNG",
            source: RICH_MEDIA_SHARES,
        },
        converted: &[],
        pixels: Most::UpTo(Limit { value: 40_000_000, source: RICH_MEDIA_SHARES }),
        bytes: ImageBytes::Refused(Most::Below(Limit { value: 10_000_000, source: RICH_MEDIA_SHARES })),
        gif_frames: None,
        widest: WIDEST,
        narrowest: NARROWEST,
        sharp_width: SHARP_WIDTH,
        sharp_width_of_several: SHARP_WIDTH_OF_SEVERAL,
    },
    card: CARD,
    video: None,
    thumbnail: None,
    captions: None,
    document: None,
};
