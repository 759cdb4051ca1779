use super::{
    DocumentLimits, FileLimits, Formats, ImageBytes, ImageLimits, Limit, Most, VideoLimits,
    linkedin::{
        CARD, CODECS, CODECS_SOURCE, FRAME_RATES, LONGER_SIDE, NARROWEST, SHARP_WIDTH,
        SHARP_WIDTH_OF_SEVERAL, SHORTER_SIDE, THUMBNAIL, WIDEST,
    },
};
use crate::media::Format;

const GUIDELINES: &str = "Ayrshare, media guidelines for LinkedIn";
const DOCUMENTS: &str = "Ayrshare, LinkedIn documents";

/// Ayrshare, which posts to LinkedIn with limits of its own.
pub const AYRSHARE: FileLimits = FileLimits {
    provider: "Ayrshare",
    image: ImageLimits {
        formats: Formats {
            taken: &[Format::Jpeg, Format::Png, Format::Gif],
            in_words: "JPEG, PNG or GIF",
            source: GUIDELINES,
        },
        converted: &[Format::Webp, Format::Heic, Format::Avif],
        pixels: Most::Below(Limit { value: 36_152_320, source: GUIDELINES }),
        bytes: ImageBytes::Refused(Most::UpTo(Limit { value: 5_000_000, source: GUIDELINES })),
        gif_frames: None,
        widest: WIDEST,
        narrowest: NARROWEST,
        sharp_width: SHARP_WIDTH,
        sharp_width_of_several: SHARP_WIDTH_OF_SEVERAL,
    },
    card: CARD,
    video: Some(VideoLimits {
        formats: Formats { taken: &[Format::Mp4], in_words: "MP4", source: GUIDELINES },
        doubtful: &[Format::Mov],
        shortest: Limit { value: 3_000, source: GUIDELINES },
        longest: Limit { value: 30 * 60 * 1_000, source: GUIDELINES },
        smallest: None,
        largest: Limit { value: 500_000_000, source: GUIDELINES },
        slimmest: Limit { value: 2_400, source: GUIDELINES },
        codecs: CODECS,
        codecs_source: CODECS_SOURCE,
        longer_side: LONGER_SIDE,
        shorter_side: SHORTER_SIDE,
        frame_rates: FRAME_RATES,
    }),
    thumbnail: Some(THUMBNAIL),
    captions: None,
    document: Some(DocumentLimits {
        formats: Formats {
            taken: &[Format::Pdf, Format::Doc, Format::Docx, Format::Ppt, Format::Pptx],
            in_words: "PDF, Word (DOC, DOCX) or PowerPoint (PPT, PPTX)",
            source: DOCUMENTS,
        },
        bytes: Limit { value: 100_000_000, source: DOCUMENTS },
        pages: Limit { value: 300, source: DOCUMENTS },
    }),
};
