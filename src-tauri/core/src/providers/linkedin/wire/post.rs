//! A post as it is created, and as it comes back.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::post::{CallToAction, PollDuration, Urn, Visibility, WebUrl};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatePost {
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

/// The post that is shown once more. Its `root` is LinkedIn's to say.
#[derive(Serialize)]
pub struct ReshareContext {
    pub parent: Urn,
}

/// What a dark post carries.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Advertisement {
    pub ad_context: AdContext,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_landing_page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_call_to_action_label: Option<CallToAction>,
}

/// `isDsc` and `dscAdType` are LinkedIn's to say: sending them is refused.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdContext {
    pub dsc_ad_account: Urn,
    pub dsc_status: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dsc_name: String,
}

/// Two of the three lists are optional; LinkedIn's own samples send them empty.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Distribution {
    pub feed_distribution: FeedDistribution,
    pub target_entities: [(); 0],
    pub third_party_distribution_channels: [(); 0],
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FeedDistribution {
    MainFeed,
    /// In nobody's feed: an advertisement.
    None,
}

/// The only state in which a post may be created.
#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LifecycleState {
    Published,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Content {
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
pub struct Article {
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
pub struct Poll {
    pub question: String,
    pub options: Vec<PollOption>,
    pub settings: PollSettings,
}

#[derive(Serialize)]
pub struct PollOption {
    pub text: String,
}

#[derive(Serialize)]
pub struct PollSettings {
    pub duration: PollDuration,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    pub landing_page: String,
    pub media: CardMedia,
}

/// Unlike other images, one on a card has a title.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CardMedia {
    pub id: Value,
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt_text: String,
}

/// An image has no title here, a document and a video no alt text.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Media {
    pub id: Value,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt_text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
}

/// A post, as it is sent or as it is listed.
pub struct Post<'a>(pub &'a Value);

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

    /// What it carries beside its text: the URNs of its files in their order, the words of its poll, the address, title
    /// and picture of its link, the post that it shares. `None` for a post with content of a kind that Galley does not
    /// know again.
    pub fn carries(&self) -> Carried<'a> {
        let shared = self.0.pointer("/reshareContext/parent").and_then(Value::as_str).map(Cow::from);
        match self.0.get("content").and_then(Value::as_object).filter(|content| !content.is_empty()) {
            None => Some(shared.into_iter().collect()),
            Some(content) => KINDS.iter().find_map(|(kind, read)| Some(read(content.get(*kind)?)))?,
        }
    }
}

type Carried<'a> = Option<Vec<Cow<'a, str>>>;

/// Reads what a kind of content is known again by.
type Read = fn(&Value) -> Carried<'_>;

const KINDS: [(&str, Read); 5] = [
    ("media", |media| id_of(media).map(|id| vec![id])),
    ("multiImage", |several| several.get("images")?.as_array()?.iter().map(id_of).collect()),
    ("carousel", |carousel| {
        carousel.get("cards")?.as_array()?.iter().map(|card| id_of(card.get("media")?)).collect()
    }),
    ("poll", |poll| {
        let options = poll.get("options")?.as_array()?.iter().map(|option| text(option, "text"));
        std::iter::once(text(poll, "question")).chain(options).collect()
    }),
    ("article", |article| {
        let source = text(article, "source")?;
        let source = source.parse::<WebUrl>().map_or(source, |url| url.to_string().into());
        // A link without a picture may come back without the field or with an empty one.
        let [title, thumbnail] = ["title", "thumbnail"].map(|key| text(article, key).unwrap_or_default());
        Some(vec![source, title, thumbnail])
    }),
];

fn id_of(media: &Value) -> Option<Cow<'_, str>> {
    text(media, "id")
}

fn text<'a>(of: &'a Value, key: &str) -> Option<Cow<'a, str>> {
    of.get(key)?.as_str().map(Cow::from)
}
