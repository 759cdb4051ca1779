//! What is shown before publishing and after it.

use serde::Serialize;
use specta::Type;

use super::{AccountView, AuthorView, FileView};
use crate::{
    checks::Finding,
    desk::PostView,
    library::RunId,
    post::{AttachmentKind, DraftId, MediaId, Visibility},
    publish::Outcome,
};

/// The sheet to look at before publishing.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Review {
    pub account: AccountView,
    pub author: AuthorView,
    pub visibility: Visibility,
    /// The text as it goes over the wire.
    pub little_text: String,
    /// The same, part by part.
    pub wire_text: WireText,
    /// Every request, in order; each says how often it is sent.
    pub requests: Vec<WireRequest>,
    /// What is said below the post once it is there, as it is sent; nothing where nothing is.
    pub first_comment: Option<String>,
    /// Its comments are closed once it is there.
    pub closes_comments: bool,
    pub upload_bytes: u64,
    pub findings: Vec<Finding>,
    /// What else is worth knowing before it is sent, in whole sentences: a day's requests, an API version.
    pub notes: Vec<String>,
    /// Stands for all that will be sent; publishing asks for it, so that what is sent is what was looked at.
    pub seal: String,
}

/// A text as it is sent, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct WireText {
    /// In order and without gaps.
    pub runs: Vec<WireRun>,
    /// UTF-16 units of the visible text that LinkedIn would have published if nothing had been escaped; `None` where
    /// that would have been all of it.
    pub kept_bare: Option<u32>,
    /// UTF-16 units of the visible text.
    pub visible: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct WireRun {
    pub text: String,
    pub part: WirePart,
    /// It is the character at which LinkedIn would have cut the text, had it not been escaped.
    pub cuts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WirePart {
    Text,
    /// A backslash that makes the next character literal.
    Escape,
    Hashtag,
    Mention,
}

/// A request in the wire view.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct WireRequest {
    pub step: u16,
    pub title: String,
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// Indented JSON.
    pub body: Option<String>,
    /// What an upload sends, behind the body if there is one.
    pub file: Option<FileView>,
    pub times: Times,
}

/// How often a request of the wire view is sent when every answer is a good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "times", rename_all = "snake_case")]
pub enum Times {
    Once,
    /// One request a part. LinkedIn says how many there are when the file is announced.
    Parts {
        likely: u64,
    },
    /// Again and again, until LinkedIn has processed every file.
    UntilReady,
}

/// An attempt to publish, in the history.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Run {
    pub id: RunId,
    pub draft: DraftId,
    /// `None` while it is under way.
    pub outcome: Option<Outcome>,
    /// Whether LinkedIn can be asked what became of it: the outcome is unknown, the account is here, and its sign-in
    /// may read posts or does not tell.
    pub can_look_up: bool,
    /// Milliseconds since 1970.
    pub started_at: i64,
    pub author_name: String,
    pub excerpt: String,
    pub attachment: AttachmentKind,
    /// Images or cards attached; 0 for every other kind.
    pub images: u32,
    /// As in [`DraftRow::file`].
    pub file: Option<String>,
    /// The file whose picture stands for the attachment.
    pub picture: Option<MediaId>,
    pub sandbox: bool,
    /// It was a rehearsal, and went with its sandbox when Galley quit.
    pub over: bool,
    /// Only ever shown as an advertisement, so that it has no place in the feed.
    pub sponsored: bool,
    /// What became of its post.
    pub post: PostView,
}
