//! Posts as they were sent and as readers see them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{AssetState, Assets, People};
use crate::clock::Millis;
use crate::little::{self, LittleText, Segment};
use crate::urn::Urn;

/// The first post's number; LinkedIn's have nineteen digits.
const FIRST_NUMBER: u64 = 7_430_000_000_000_000_001;
/// Every so many posts one is a `ugcPost`: which of the two a post gets cannot be known beforehand.
const UGC_EVERY: u64 = 3;

#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) urn: Urn,
    pub(crate) author: Urn,
    /// The request body, but for the commentary.
    pub(crate) fields: Map<String, Value>,
    /// Which kind of content: `text`, or the name of the field under `content`.
    pub(crate) kind: &'static str,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) created_at: Millis,
    pub(crate) last_modified_at: Millis,
    pub(crate) edited: bool,
    pub(crate) deleted: bool,
    /// From when on it has failed, though it was taken.
    fails_at: Option<Millis>,
    commentary: String,
    reading: LittleText,
}

/// A file of a post, in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Attachment {
    pub(crate) urn: Urn,
    pub(crate) alt_text: Option<String>,
    pub(crate) title: Option<String>,
}

/// Whether readers can see a post, which hangs on its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PostState {
    Published,
    Processing,
    Failed,
}

/// A run of a post's text as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum ReaderSegment {
    Text { text: String },
    Hashtag { word: String },
    Mention { name: String, urn: Urn },
}

#[derive(Debug, Default)]
pub(crate) struct Posts {
    all: Vec<Post>,
}

impl Posts {
    /// Publishes a post under a new URN.
    pub(crate) fn add(
        &mut self,
        author: Urn,
        commentary: String,
        fields: Map<String, Value>,
        kind: &'static str,
        attachments: Vec<Attachment>,
        now: Millis,
    ) -> Urn {
        let count = self.all.len() as u64 + 1;
        let urn_kind = if count.is_multiple_of(UGC_EVERY) { "ugcPost" } else { "share" };
        let urn = Urn::made(urn_kind, (FIRST_NUMBER + count).to_string());
        self.all.push(Post {
            urn: urn.clone(),
            author,
            fields,
            kind,
            attachments,
            created_at: now,
            last_modified_at: now,
            edited: false,
            deleted: false,
            fails_at: None,
            reading: little::parse(&commentary),
            commentary,
        });
        urn
    }

    /// A post that is there; a deleted one is not.
    pub(crate) fn get(&self, urn: &Urn) -> Option<&Post> {
        self.iter().find(|post| post.urn == *urn)
    }

    pub(crate) fn get_mut(&mut self, urn: &Urn) -> Option<&mut Post> {
        self.all.iter_mut().find(|post| post.urn == *urn && !post.deleted)
    }

    /// From `at` on nobody is shown this post.
    pub(crate) fn fail(&mut self, urn: &Urn, at: Millis) {
        if let Some(post) = self.get_mut(urn) {
            post.fails_at = Some(at);
        }
    }

    /// The posts that are there, oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Post> {
        self.all.iter().filter(|post| !post.deleted)
    }

    /// The post that another of this author, with this text and carrying the same, would repeat.
    pub(crate) fn duplicate_of(
        &self,
        author: &Urn,
        commentary: &str,
        fields: &Map<String, Value>,
    ) -> Option<&Post> {
        self.iter().find(|post| {
            post.author == *author
                && post.commentary == commentary
                && carried(&post.fields) == carried(fields)
        })
    }

    /// Whether a post once had this name here, be it deleted by now.
    pub(crate) fn had(&self, urn: &Urn) -> bool {
        self.all.iter().any(|post| post.urn == *urn)
    }
}

impl Post {
    /// Whether it is kept out of the feed, for advertising.
    pub(crate) fn is_dark(&self) -> bool {
        self.fields["distribution"]["feedDistribution"] == "NONE"
    }

    /// The commentary exactly as sent.
    pub(crate) fn commentary(&self) -> &str {
        &self.commentary
    }

    /// Byte offset in the commentary from which the text was dropped.
    pub(crate) fn cut_at(&self) -> Option<usize> {
        self.reading.cut_at
    }

    /// The commentary as API reads give it: what survived, with hashtags as templates.
    pub(crate) fn commentary_read_back(&self, people: &People) -> String {
        let known: Vec<Segment> =
            self.reading.segments.iter().map(|segment| linked_or_plain(segment, people)).collect();
        little::write(&known)
    }

    pub(crate) fn set_commentary(&mut self, commentary: String) {
        self.reading = little::parse(&commentary);
        self.commentary = commentary;
    }

    pub(crate) fn segments(&self, people: &People) -> Vec<ReaderSegment> {
        reader_segments(&self.reading, people)
    }

    pub(crate) fn state(&self, assets: &Assets, now: Millis) -> PostState {
        let mut state = match self.fails_at {
            Some(at) if at <= now => return PostState::Failed,
            Some(_) => PostState::Processing,
            None => PostState::Published,
        };
        for attachment in &self.attachments {
            match assets.get(&attachment.urn).map(|asset| asset.state(now)) {
                Some(AssetState::Available) => {}
                Some(AssetState::Processing) => state = PostState::Processing,
                Some(AssetState::ProcessingFailed | AssetState::WaitingUpload) | None => {
                    return PostState::Failed;
                }
            }
        }
        state
    }
}

impl ReaderSegment {
    /// The segment as it stands on the screen.
    pub(crate) fn push_onto(&self, text: &mut String) {
        match self {
            Self::Text { text: words } => text.push_str(words),
            Self::Hashtag { word } => {
                text.push('#');
                text.push_str(word);
            }
            Self::Mention { name, .. } => text.push_str(name),
        }
    }
}

/// What stands below the text, by the URNs and words that were sent. What else LinkedIn compares is not published.
fn carried(fields: &Map<String, Value>) -> (Option<&Value>, Option<&Value>) {
    (fields.get("content"), fields.get("reshareContext").and_then(|reshare| reshare.get("parent")))
}

/// What readers see of a commentary, in order.
pub(crate) fn reader_segments(reading: &LittleText, people: &People) -> Vec<ReaderSegment> {
    let mut seen: Vec<ReaderSegment> = Vec::new();
    for segment in &reading.segments {
        match (seen.last_mut(), linked_or_plain(segment, people)) {
            (Some(ReaderSegment::Text { text }), Segment::Text(more)) => text.push_str(&more),
            (_, Segment::Text(text)) => seen.push(ReaderSegment::Text { text }),
            (_, Segment::Hashtag(word)) => seen.push(ReaderSegment::Hashtag { word }),
            (_, Segment::Mention { name, urn }) => {
                let name = name.unwrap_or_default();
                seen.push(ReaderSegment::Mention { name, urn });
            }
        }
    }
    seen
}

/// The text of these segments, run together.
pub(crate) fn visible_text(segments: &[ReaderSegment]) -> String {
    let mut text = String::new();
    for segment in segments {
        segment.push_onto(&mut text);
    }
    text
}

/// A mention whose name does not match is words; one without a name gets the name on record.
fn linked_or_plain(segment: &Segment, people: &People) -> Segment {
    let Segment::Mention { name, urn } = segment else { return segment.clone() };
    match name {
        Some(name) if people.answers_to(urn, name) => segment.clone(),
        Some(name) => Segment::Text(name.clone()),
        None => match people.display_name(urn) {
            Some(name) => Segment::Mention { name: Some(name.to_owned()), urn: urn.clone() },
            None => Segment::Text(urn.to_string()),
        },
    }
}
