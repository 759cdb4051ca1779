//! What came of a run, and what is heard of it on the way.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    library::RunId,
    post::{MediaId, Urn},
    providers::{FollowUp, linkedin::RefusedField},
};

/// How a run ended. There is no fourth way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// The post is there.
    Published {
        /// `None` when LinkedIn made the post and did not name it.
        urn: Option<Urn>,
        url: Option<String>,
        /// Requests sent, repeated ones included.
        requests: u32,
        /// Bytes of files sent.
        bytes: u64,
        /// Milliseconds from start to end.
        ms: u64,
        /// What was to happen below it, and what came of that.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        after: Vec<FollowedUp>,
    },
    /// There is no post.
    Stopped {
        /// What was being done: "Upload harbour.jpg".
        step: String,
        /// Whole sentences, with a remedy where publishing again is not all there is to do. That nothing was posted
        /// is said by whoever shows it, but for what was cancelled.
        why: String,
        /// Whether publishing the same post again, unchanged, may well succeed.
        safe_to_retry: bool,
        /// Milliseconds since 1970: before, the same sign-in would be refused again, for a limit of the day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<i64>,
        cancelled: bool,
        /// The fields that LinkedIn refused, where it names them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        refused: Vec<RefusedField>,
    },
    /// Nobody can say: the request to make the post went out and no clear answer came back.
    Unknown { how_to_find_out: String },
}

/// Something that was to be done below a post once it was there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct FollowedUp {
    pub what: FollowUp,
    /// The words of a comment, for whoever has to write it by hand.
    pub text: Option<String>,
    #[serde(flatten)]
    pub ending: Ending,
}

/// How that ended. The post is published in any case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "ending", rename_all = "snake_case")]
pub enum Ending {
    Done,
    NotDone {
        /// Whole sentences, with a remedy.
        why: String,
        /// Whether Galley may well succeed when it is asked to try again.
        safe_to_retry: bool,
        /// As of what was stopped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<i64>,
    },
    /// Nobody can say.
    Unclear {
        /// Whole sentences, with how to find out.
        why: String,
        /// Whether Galley may try again, because doing it twice does no harm, and may well succeed.
        #[serde(default)]
        safe_to_retry: bool,
    },
}

impl Ending {
    /// What may be tried again at any time.
    pub fn not_done(why: impl Into<String>) -> Ending {
        Ending::NotDone { why: why.into(), safe_to_retry: true, not_before: None }
    }

    /// Whether there is something left that Galley can do.
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Ending::NotDone { safe_to_retry: true, .. } | Ending::Unclear { safe_to_retry: true, .. }
        )
    }
}

/// What happens during a run.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Progress {
    /// This run is under way. Without files also before one is gone on with whose post is there, or may be.
    Started { run: RunId, files: Vec<FileProgress> },
    File {
        media: MediaId,
        state: FileState,
        /// Bytes sent so far.
        sent: u64,
    },
    /// The request that makes the post is on its way; until it is answered there is no cancelling.
    Creating,
    /// The post is there, and this is done below it.
    FollowingUp { what: FollowUp },
    Waiting {
        why: String,
        /// Milliseconds since 1970.
        until: i64,
        /// Whether cancelling ends it: not where the post may have been made.
        cancellable: bool,
    },
}

/// A file that a run will upload.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FileProgress {
    pub media: MediaId,
    pub name: String,
    pub bytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    Waiting,
    Uploading,
    /// All bytes are sent; LinkedIn is looking at them.
    Processing,
    Ready,
    Failed,
}
