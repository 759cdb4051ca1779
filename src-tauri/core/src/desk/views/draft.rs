//! What is shown of drafts and their files.

use serde::Serialize;
use specta::Type;

use super::Run;
use crate::{
    checks::Finding,
    desk::Problem,
    media::{Done, Facts, Wish},
    post::{AttachmentKind, Band, CutRule, Draft, DraftId, LaidAside, MediaId},
};

/// A draft laid open, with all that the composer shows of it.
#[derive(Debug, Clone, Serialize, Type)]
pub struct OpenDraft {
    pub draft: Draft,
    /// What was taken out of it and may come back.
    pub aside: LaidAside,
    /// The files of both.
    pub media: Vec<MediaView>,
    pub assessment: Assessment,
    /// The latest attempt to publish it.
    pub last_run: Option<Run>,
    /// It is being published at this moment, and that can be watched.
    pub publishing: bool,
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

/// What of dropped folders was left out.
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
    /// Folders in them that lie too deep, are links, or cannot be looked into.
    pub folders: u32,
    /// The names of the first of those.
    pub folders_first: Vec<String>,
}

impl LeftOut {
    pub(in crate::desk) fn is_nothing(&self) -> bool {
        self.count == 0 && !self.more && self.unknown == 0 && self.folders == 0
    }
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
    /// Only ever shown as an advertisement.
    pub sponsored: bool,
    pub author_name: Option<String>,
    /// Milliseconds since 1970.
    pub edited_at: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FileView {
    pub name: String,
    pub bytes: u64,
}
