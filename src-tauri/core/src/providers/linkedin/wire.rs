//! The JSON of the Posts, Images, Documents and Videos APIs, as far as Galley speaks it. Answers are read leniently:
//! LinkedIn adds fields from version to version.
//!
//! Source: LinkedIn, Posts API, Images API, MultiImage API, Documents API, Videos API.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::post::{CallToAction, PollDuration, Urn, Visibility};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreatePost {
    pub author: Urn,
    pub commentary: String,
    pub visibility: Visibility,
    pub distribution: Distribution,
    pub lifecycle_state: LifecycleState,
    pub is_reshare_disabled_by_author: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reshare_context: Option<ReshareContext>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub sponsored: Option<Advertisement>,
}

/// Plain text, unlike a post's.
#[derive(Serialize)]
pub(super) struct Comment {
    pub actor: Urn,
    pub object: Value,
    pub message: Message,
}

#[derive(Serialize)]
pub(super) struct Message {
    pub text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CommentsState {
    pub comments_state: &'static str,
}

/// The fields of something that are to have other values.
#[derive(Serialize)]
pub(super) struct Patch<T> {
    patch: Set<T>,
}

#[derive(Serialize)]
struct Set<T> {
    #[serde(rename = "$set")]
    set: T,
}

impl<T> Patch<T> {
    pub fn setting(set: T) -> Patch<T> {
        Patch { patch: Set { set } }
    }
}

/// The post that is shown once more. Its `root` is LinkedIn's to say.
#[derive(Serialize)]
pub(super) struct ReshareContext {
    pub parent: Urn,
}

/// What a dark post carries.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Advertisement {
    pub ad_context: AdContext,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_landing_page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_call_to_action_label: Option<CallToAction>,
}

/// `isDsc` and `dscAdType` are LinkedIn's to say: sending them is refused.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdContext {
    pub dsc_ad_account: Urn,
    pub dsc_status: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dsc_name: String,
}

/// Two of the three lists are optional; LinkedIn's own samples send them empty.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Distribution {
    pub feed_distribution: FeedDistribution,
    pub target_entities: [(); 0],
    pub third_party_distribution_channels: [(); 0],
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum FeedDistribution {
    MainFeed,
    /// In nobody's feed: an advertisement.
    None,
}

/// The only state in which a post may be created.
#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum LifecycleState {
    Published,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Content {
    /// One image (LinkedIn refuses a `multiImage` of one), one document or one video.
    Media(Media),
    MultiImage {
        images: Vec<Media>,
    },
    Article(Article),
    Poll(Poll),
    Carousel {
        cards: Vec<Card>,
    },
}

/// A link's card. The picture is an image that was uploaded before.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article {
    pub source: String,
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<Value>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub thumbnail_alt_text: String,
}

#[derive(Serialize)]
pub(super) struct Poll {
    pub question: String,
    pub options: Vec<PollOption>,
    pub settings: PollSettings,
}

#[derive(Serialize)]
pub(super) struct PollOption {
    pub text: String,
}

#[derive(Serialize)]
pub(super) struct PollSettings {
    pub duration: PollDuration,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Card {
    pub landing_page: String,
    pub media: CardMedia,
}

/// Unlike other images, one on a card has a title.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CardMedia {
    pub id: Value,
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt_text: String,
}

/// An image has no title here, a document and a video no alt text.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Media {
    pub id: Value,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt_text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InitializeUpload<T> {
    pub initialize_upload_request: T,
}

/// An image or a document.
#[derive(Serialize)]
pub(super) struct Owner {
    pub owner: Urn,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VideoUpload {
    pub owner: Urn,
    pub file_size_bytes: u64,
    pub upload_captions: bool,
    pub upload_thumbnail: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FinalizeUpload {
    pub finalize_upload_request: UploadedParts,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UploadedParts {
    pub video: Value,
    pub upload_token: Value,
    pub uploaded_part_ids: Value,
}

/// What stands before the captions of a video. LinkedIn names a format and a locale; the whole is as three public
/// clients send it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaptionsMetadata {
    pub format: &'static str,
    pub formatted_for_easy_reader: bool,
    pub large_text: bool,
    pub source: &'static str,
    pub locale: CaptionsLocale,
    pub transcript_type: &'static str,
}

#[derive(Serialize)]
pub(super) struct CaptionsLocale {
    pub country: String,
    pub language: String,
}

#[derive(Deserialize)]
pub(super) struct InitializedUpload {
    pub value: UploadTicket,
}

/// An image and a document have one address, a video an instruction for each part.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UploadTicket {
    #[serde(alias = "image", alias = "document", alias = "video")]
    pub urn: Urn,
    pub upload_url: Option<String>,
    pub upload_instructions: Option<Vec<UploadInstruction>>,
    pub upload_token: Option<String>,
    #[serde(rename = "captionsUploadUrl")]
    pub captions: Option<String>,
    #[serde(rename = "thumbnailUploadUrl")]
    pub thumbnail: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UploadInstruction {
    pub upload_url: String,
    pub first_byte: u64,
    pub last_byte: u64,
}

/// The answer to a question for the states of files: one file by itself, or a `BATCH_GET`, in which each key stands
/// in `results` or in `errors`, percent-encoded or not.
pub(super) struct States(Map<String, Value>);

impl States {
    pub fn read(body: &[u8]) -> Option<States> {
        serde_json::from_slice(body).ok().map(States)
    }

    /// The state of a file, in LinkedIn's word.
    pub fn state(&self, urn: &Urn) -> Option<&str> {
        let of_one = || self.0.get("status")?.as_str();
        let of_many = || self.of("results", urn)?.get("status")?.as_str();
        of_one().or_else(of_many)
    }

    /// What is told of one of many.
    pub fn entity(&self, urn: &Urn) -> Option<&Value> {
        self.of("results", urn).filter(|entity| entity.is_object())
    }

    /// The HTTP status of the refusal to tell a file's state, though the whole answer is a 200.
    pub fn refusal(&self, urn: &Urn) -> Option<u64> {
        let error = || self.of("errors", urn)?.get("status")?.as_u64();
        error().or_else(|| self.of("statuses", urn)?.as_u64())
    }

    fn of(&self, map: &str, urn: &Urn) -> Option<&Value> {
        let named = |(key, _): &(&String, &Value)| decoded(key) == urn.as_str();
        self.0.get(map)?.as_object()?.iter().find(named).map(|(_, value)| value)
    }
}

/// A URN that may come percent-encoded.
pub(super) fn decoded(urn: &str) -> String {
    urn.replace("%3A", ":").replace("%3a", ":")
}

/// A post, as it is sent or as it is listed.
pub(super) struct Post<'a>(pub &'a Value);

impl<'a> Post<'a> {
    pub fn id(&self) -> Option<Urn> {
        self.0.get("id")?.as_str()?.parse().ok()
    }

    /// Little text.
    pub fn commentary(&self) -> &'a str {
        self.0.get("commentary").and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether it is only ever shown as an advertisement.
    pub fn is_dark(&self) -> bool {
        self.0.pointer("/distribution/feedDistribution").and_then(Value::as_str) == Some("NONE")
    }

    /// Milliseconds since 1970.
    pub fn created_at(&self) -> Option<i64> {
        self.0.get("createdAt")?.as_i64()
    }

    /// What it carries beside its text: the URNs of its files in their order, the words of its poll, the post that it
    /// shares. `None` for a post with content of a kind that Galley does not know again.
    pub fn carries(&self) -> Option<Vec<&'a str>> {
        let shared = || self.0.pointer("/reshareContext/parent").and_then(Value::as_str);
        match self.0.get("content").and_then(Value::as_object) {
            None => Some(shared().into_iter().collect()),
            Some(content) if content.is_empty() => Some(shared().into_iter().collect()),
            Some(content) => match (content.get("media"), content.get("multiImage"), content.get("poll")) {
                (Some(media), ..) => id_of(media).map(|id| vec![id]),
                (_, Some(several), _) => several.get("images")?.as_array()?.iter().map(id_of).collect(),
                (.., Some(poll)) => poll_of(poll),
                (None, None, None) => {
                    cards_of(content)?.iter().map(|card| id_of(card.get("media")?)).collect()
                }
            },
        }
    }
}

fn cards_of(content: &Map<String, Value>) -> Option<&Vec<Value>> {
    content.get("carousel")?.get("cards")?.as_array()
}

fn poll_of(poll: &Value) -> Option<Vec<&str>> {
    let options = poll.get("options")?.as_array()?.iter().map(|option| option.get("text")?.as_str());
    std::iter::once(poll.get("question")?.as_str()).chain(options).collect()
}

fn id_of(media: &Value) -> Option<&str> {
    media.get("id")?.as_str()
}

/// What a body of 4xx says. Any part of it may be missing, `null` or of another type; the rest still counts.
#[derive(Debug, Default)]
pub(super) struct ErrorBody {
    /// `message`, or else the first description among the input errors.
    pub message: String,
    /// Its own code first, then those of the input errors.
    pub codes: Vec<String>,
}

impl ErrorBody {
    pub fn read(body: &[u8]) -> ErrorBody {
        ErrorBody::of(&serde_json::from_slice(body).unwrap_or_default())
    }

    fn of(body: &Value) -> ErrorBody {
        let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(str::to_owned);
        let input_errors = body.pointer("/errorDetails/inputErrors").and_then(Value::as_array);
        let input_errors = input_errors.map(Vec::as_slice).unwrap_or_default();
        let message = text(body, "message").filter(|message| !message.is_empty());
        let described = || input_errors.iter().find_map(|error| text(error, "description"));
        ErrorBody {
            message: message.or_else(described).unwrap_or_default(),
            codes: std::iter::once(body)
                .chain(input_errors)
                .filter_map(|error| text(error, "code"))
                .collect(),
        }
    }
}
