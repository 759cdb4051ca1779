use super::{
    CaptionsLimits, CardsLimits, DocumentLimits, FileLimits, Formats, ImageBytes, ImageLimits, Limit, Limits,
    LinkLimits, Most, PollLimits, SponsoredSources, ThumbnailLimits, VideoLimits,
};
use crate::media::Format;

const IMAGES_API: &str = "LinkedIn, Images API";
const MULTI_IMAGE_API: &str = "LinkedIn, MultiImage API";
const VIDEOS_API: &str = "LinkedIn, Videos API";
const DOCUMENTS_API: &str = "LinkedIn, Documents API";
const CAROUSEL_API: &str = "LinkedIn, Carousel API";
const CAMPAIGN_MANAGER: &str = "LinkedIn help for advertisers, as quoted by third parties";
const POLLS_API: &str = "LinkedIn, Polls API";
pub(super) const RICH_MEDIA_SHARES: &str = "LinkedIn, Rich Media Shares";
const SHOWN_WHOLE: &str = "LinkedIn help, as quoted by third parties: photos show between 3:1 and 4:5";

pub(super) const WIDEST: Limit = Limit { value: 3_000, source: SHOWN_WHOLE };
pub(super) const NARROWEST: Limit = Limit { value: 800, source: SHOWN_WHOLE };
pub(super) const SHARP_WIDTH: Limit =
    Limit { value: 1_200, source: "LinkedIn, Rich Media Shares: 1,200 × 627 is recommended" };
pub(super) const SHARP_WIDTH_OF_SEVERAL: Limit = Limit {
    value: SHARP_WIDTH.value / 2,
    source: "Half of what is recommended for one: two stand beside each other",
};
pub(super) const CARD: Limit =
    Limit { value: 1_080, source: "LinkedIn, Rich Media Shares: carousel images are 1,080 × 1,080" };
pub(super) const CODECS: (&[&str], &[&str]) = (&["h264"], &["aac"]);
pub(super) const LONGER_SIDE: (Limit, Limit) =
    (Limit { value: 256, source: SIDES_SOURCE }, Limit { value: 4_096, source: SIDES_SOURCE });
pub(super) const SHORTER_SIDE: (Limit, Limit) =
    (Limit { value: 144, source: SIDES_SOURCE }, Limit { value: 2_304, source: SIDES_SOURCE });
const SIDES_SOURCE: &str =
    "LinkedIn help, as quoted by third parties: 256 × 144 to 4,096 × 2,304; the Videos API names no number";
pub(super) const FRAME_RATES: (Limit, Limit) =
    (Limit { value: 10, source: FRAME_RATES_SOURCE }, Limit { value: 60, source: FRAME_RATES_SOURCE });
const FRAME_RATES_SOURCE: &str =
    "LinkedIn help, as quoted by third parties: 10 to 60 frames a second; the Videos API names no number";
pub(super) const CODECS_SOURCE: &str =
    "Not published by LinkedIn for the Videos API; third parties advise H.264 with AAC";
pub(super) const THUMBNAIL: ThumbnailLimits = ThumbnailLimits {
    formats: Formats {
        taken: &[Format::Jpeg, Format::Png],
        in_words: "JPEG or PNG",
        source: "Ayrshare, LinkedIn video thumbnail; LinkedIn names no formats",
    },
    bytes: Most::Below(Limit {
        value: 10_000_000,
        source: "Ayrshare, LinkedIn video thumbnail; LinkedIn names no limit",
    }),
    size_source: "Ayrshare, LinkedIn video thumbnail; LinkedIn names no size",
};

/// LinkedIn's versioned Posts API.
pub const LINKEDIN: Limits = Limits {
    text: Limit {
        value: 3_000,
        source: "LinkedIn, UGC Post API, share commentary; the Posts API names no number, and the unit is not documented",
    },
    poll: PollLimits {
        question: Limit { value: 140, source: POLLS_API },
        option: Limit { value: 30, source: POLLS_API },
        fewest: Limit { value: 2, source: POLLS_API },
        most: Limit { value: 4, source: POLLS_API },
    },
    reshare: "LinkedIn, Posts API: reshareContext.parent is a share or a ugcPost",
    comment: Limit { value: 1_250, source: "LinkedIn, Comments API; the unit is not documented" },
    comments_closed: "LinkedIn, Social Metadata API",
    images: Limit { value: 20, source: MULTI_IMAGE_API },
    alt_text: Limit { value: 4_086, source: "LinkedIn, Images API and MultiImage API" },
    alt_text_advised: Limit { value: 120, source: "LinkedIn, Images API: a short alt text is advised" },
    title: Limit { value: 400, source: "Not published by LinkedIn; Ayrshare and others stay within 400" },
    document_title: DOCUMENTS_API,
    link: LinkLimits {
        title: Limit {
            value: 400,
            source: "Not published by LinkedIn; third parties stay within 400, one of them within 200",
        },
        description: Most::Below(Limit {
            value: 4_086,
            source: "LinkedIn’s comments on ArticleContent, as a client carries them; its pages name no limit",
        }),
        widest: Limit {
            value: 2_000,
            source: "LinkedIn, Rich Media Shares: a link’s picture is shown at 2:1",
        },
        narrowest: Limit {
            value: 1_905,
            source: "LinkedIn, Rich Media Shares: 1,200 × 627 is recommended; third parties see 1.91:1",
        },
        unread: "LinkedIn, Posts API: the address of an article is not read; title and picture have to be sent",
    },
    cards: CardsLimits {
        fewest: Limit { value: 2, source: CAROUSEL_API },
        most: Limit { value: 10, source: CAROUSEL_API },
        title: Limit { value: 45, source: CAMPAIGN_MANAGER },
        text: Limit { value: 255, source: CAMPAIGN_MANAGER },
        landing_page: CAROUSEL_API,
    },
    sponsored: SponsoredSources {
        author: "LinkedIn, Posts API: feedDistribution NONE is for posts of a page",
        role: "LinkedIn, Rich Media Shares: the creator is a super admin or a sponsored content poster; the Posts API \
               names no other rule",
        account: "LinkedIn, Posts API: adContext names the ad account",
        kinds: "LinkedIn, Posts API: which kinds of content are organic, and which sponsored",
        landing_page: "LinkedIn, Posts API: contentLandingPage is required with a WEBSITE_VISIT creative",
    },
    files: FileLimits {
        provider: "LinkedIn",
        image: ImageLimits {
            formats: Formats {
                taken: &[Format::Jpeg, Format::Png, Format::Gif],
                in_words: "JPEG, PNG or GIF",
                source: IMAGES_API,
            },
            converted: &[],
            pixels: Most::Below(Limit { value: 36_152_320, source: IMAGES_API }),
            bytes: ImageBytes::Cautious(Limit {
                value: 8 * 1024 * 1024,
                source: "Not published by LinkedIn for the Images API; other tools stay within 5 to 8 MB",
            }),
            gif_frames: Some(Limit { value: 250, source: IMAGES_API }),
            widest: WIDEST,
            narrowest: NARROWEST,
            sharp_width: SHARP_WIDTH,
            sharp_width_of_several: SHARP_WIDTH_OF_SEVERAL,
        },
        card: CARD,
        video: Some(VideoLimits {
            formats: Formats { taken: &[Format::Mp4], in_words: "MP4", source: VIDEOS_API },
            doubtful: &[Format::Mov],
            shortest: Limit { value: 3_000, source: VIDEOS_API },
            longest: Limit { value: 30 * 60 * 1_000, source: VIDEOS_API },
            smallest: Some(Limit { value: 75_000, source: VIDEOS_API }),
            largest: Limit { value: 500_000_000, source: VIDEOS_API },
            slimmest: Limit { value: 2_400, source: VIDEOS_API },
            codecs: CODECS,
            codecs_source: CODECS_SOURCE,
            longer_side: LONGER_SIDE,
            shorter_side: SHORTER_SIDE,
            frame_rates: FRAME_RATES,
        }),
        thumbnail: Some(THUMBNAIL),
        captions: Some(CaptionsLimits {
            formats: Formats { taken: &[Format::Srt], in_words: "SubRip captions (SRT)", source: VIDEOS_API },
            encoding_source: "Not published by LinkedIn; UTF-8 is what players of SRT read",
        }),
        document: Some(DocumentLimits {
            formats: Formats {
                taken: &[Format::Pdf, Format::Doc, Format::Docx, Format::Ppt, Format::Pptx],
                in_words: "PDF, Word (DOC, DOCX) or PowerPoint (PPT, PPTX)",
                source: DOCUMENTS_API,
            },
            bytes: Limit { value: 100_000_000, source: DOCUMENTS_API },
            pages: Limit { value: 300, source: DOCUMENTS_API },
        }),
    },
};
