//! What the screen is told. Paths and tokens have no place here.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{PostView, Problem, RequestsToday};
use crate::{
    accounts::Provider,
    checks::Finding,
    library::RunId,
    media::{Done, Facts, Wish},
    post::{AccountId, AttachmentKind, Author, Band, CutRule, Draft, DraftId, MediaId, Visibility},
    publish::Outcome,
};

/// A draft laid open, with all that the composer shows of it.
#[derive(Debug, Clone, Serialize, Type)]
pub struct OpenDraft {
    pub draft: Draft,
    pub media: Vec<MediaView>,
    pub assessment: Assessment,
    /// The latest attempt to publish it.
    pub last_run: Option<Run>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct MediaView {
    pub id: MediaId,
    /// File name without its folder.
    pub name: String,
    pub state: MediaState,
    /// When the file was changed on the disk after it was added, in milliseconds since 1970; `None` for one that was
    /// not, and once the user [acknowledged](super::Desk::acknowledge) it.
    pub changed_at: Option<i64>,
    /// It can be drawn anew: cut, made smaller, saved as another kind. Of an animation that is its first frame.
    pub mendable: bool,
    /// What it was made of, of a mended file.
    pub copy_of: Option<CopyOf>,
}

/// The file that a mended one is a copy of.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CopyOf {
    pub original: MediaId,
    /// The original’s file name without its folder.
    pub name: String,
    /// What was done to a picture, in this order.
    pub done: Vec<Done>,
    /// What was wished for; `None` of captions, of which nothing is.
    pub wish: Option<Wish>,
    pub now: OriginalNow,
}

/// What became of an original since a copy was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OriginalNow {
    Same,
    /// Another file lies in its place.
    Changed,
    /// It cannot be read; why, as a whole sentence.
    Gone {
        why: String,
    },
}

#[derive(Debug, Clone, Serialize, Type)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum MediaState {
    Present {
        facts: Facts,
    },
    /// It cannot be read; why, as a whole sentence.
    Gone {
        why: String,
    },
}

/// What became of the files that were dropped, pasted or picked.
#[derive(Debug, Clone, Default, Serialize, Type)]
pub struct Added {
    pub media: Vec<MediaView>,
    pub refused: Vec<Refused>,
    /// What was in dropped folders and is not taken.
    pub left_out: Option<LeftOut>,
}

/// Files of dropped folders that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct LeftOut {
    /// Those beyond `limit`.
    pub count: u32,
    /// The names of the first of those.
    pub first: Vec<String>,
    /// Files of folders that are taken at once.
    pub limit: u32,
    /// The folders were too large to count them all: there are more than `count`.
    pub more: bool,
    /// Those of no kind that Galley knows.
    pub unknown: u32,
    /// The names of the first of those.
    pub unknown_first: Vec<String>,
}

/// A picture, or captions, that were mended: a new file beside the old one.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Mended {
    pub media: MediaView,
    /// Length of the old file.
    pub before: u64,
    /// Length of the new one.
    pub after: u64,
    /// What was done to a picture, in this order.
    pub done: Vec<Done>,
    /// What captions were read as that do not tell how they are stored, `windows-1252`: a guess, to be looked at.
    pub read_as: Option<String>,
}

/// Something that cannot be attached at all: a folder, a dead link.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Refused {
    pub name: String,
    /// A whole sentence.
    pub why: String,
}

/// The answer to a change.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Edited {
    pub assessment: Assessment,
    /// Why the change is not kept; it has to be sent again.
    pub unsaved: Option<Problem>,
}

/// What is known of a draft right after a change.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Assessment {
    pub counts: Lengths,
    pub intro: Cut,
    /// Hashtags in the visible text.
    pub hashtags: Vec<Range>,
    pub findings: Vec<Finding>,
    /// No finding blocks.
    pub publishable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Lengths {
    /// UTF-16 units of the visible text.
    pub visible: u32,
    /// UTF-16 units of the little text.
    pub wire: u32,
    /// Grapheme clusters of the visible text.
    pub characters: u32,
    /// What `visible` may be at most.
    pub limit: u32,
}

/// Where phones cut the text by the character rule, and the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Cut {
    #[serde(flatten)]
    pub band: Band,
    #[serde(flatten)]
    pub rule: CutRule,
}

/// UTF-16 offsets, `from` included and `to` not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Range {
    pub from: u32,
    pub to: u32,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct DraftRow {
    pub id: DraftId,
    /// The first words, or nothing.
    pub excerpt: String,
    pub attachment: AttachmentKind,
    /// Images or cards attached; 0 for every other kind.
    pub images: u32,
    /// The name of the file it is about, the first of several; told only where there are no words to tell it by.
    pub file: Option<String>,
    /// The file whose picture stands for the attachment.
    pub picture: Option<MediaId>,
    pub author_name: Option<String>,
    /// Milliseconds since 1970.
    pub edited_at: i64,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct AuthorView {
    pub urn: Author,
    pub name: String,
    pub kind: AuthorKind,
    /// The member's role at the page.
    pub role: Option<String>,
    pub followers: Option<u64>,
    pub may_post: bool,
    pub why_not: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    Member,
    Page,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct AccountView {
    pub id: AccountId,
    pub provider: Provider,
    pub sandbox: bool,
    pub label: String,
    pub authors: Vec<AuthorView>,
    /// Milliseconds since 1970; `None` when the token does not tell.
    pub expires_at: Option<i64>,
    pub state: AccountState,
    /// Whether posts can be read back; `None` when only trying tells.
    pub may_read: Option<bool>,
    /// `None` for the sandbox, which counts otherwise.
    pub requests_today: Option<RequestsToday>,
    pub kept: Keep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    Ready,
    Expiring,
    Expired,
    /// Its token was kept until Galley quit, and Galley has quit since.
    Locked,
}

/// Somebody whom a post can mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Mentionable {
    pub urn: Author,
    /// Exactly as LinkedIn shows it.
    pub name: String,
    pub kind: AuthorKind,
    /// A page of one of the accounts; it is not in the address book.
    pub own: bool,
    /// Known to the LinkedIn on this computer only.
    pub sandbox: bool,
}

/// Where to keep a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    Keyring,
    /// Until Galley quits.
    Memory,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Accounts {
    pub accounts: Vec<AccountView>,
    pub vault: VaultView,
    /// What there is to say of LinkedIn's API, in whole sentences.
    pub notes: Vec<String>,
}

/// Whether tokens can be kept; if not, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum VaultView {
    Ready,
    Missing { why: String },
    Locked { why: String },
}

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

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FileView {
    pub name: String,
    pub bytes: u64,
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
    /// Only ever shown as an advertisement, so that it has no place in the feed.
    pub sponsored: bool,
    /// What became of its post.
    pub post: PostView,
}
