//! What has to be done to publish a post, as data.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::Request;
use crate::{
    media::{ContentId, Stamp},
    post::{Author, MediaId},
};

/// Every step of publishing one post, in an order that can be followed one by one; steps that do not wait for each
/// other may also run side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub author: Author,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub id: StepId,
    /// Steps that must be done before this one starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<StepId>,
    pub call: Call,
}

/// A step's number in its plan, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub u16);

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum Call {
    /// Announces a file. The answer names its URN, and the addresses to send it and what belongs to it to.
    Register { file: FileRef, request: Request },
    /// Sends a file to an address that `registered` obtained.
    Upload {
        file: FileRef,
        registered: StepId,
        #[serde(default, skip_serializing_if = "Manner::is_whole")]
        manner: Manner,
    },
    /// Says that every part of a file was sent, and what belongs to it.
    Finalize { file: FileRef, registered: StepId, request: Request },
    /// Asks until the files of the `registered` steps can be used in a post.
    Await { registered: Vec<StepId>, request: Request },
    /// Makes the post. Never repeated after an unclear answer: there would be two.
    Create { request: Request },
    /// Says something below the post that `Create` made. The second and last step that is never repeated after an
    /// unclear answer: it would be said twice.
    Comment { request: Request },
    /// Ends what readers may say below the post. Doing it twice does no harm.
    CloseComments { request: Request },
}

impl Call {
    /// What is asked of the API; an upload goes to an address of its own.
    pub fn request(&self) -> Option<&Request> {
        match self {
            Call::Upload { .. } => None,
            Call::Register { request, .. }
            | Call::Finalize { request, .. }
            | Call::Await { request, .. }
            | Call::Create { request }
            | Call::Comment { request }
            | Call::CloseComments { request } => Some(request),
        }
    }
}

/// What is done once the post is there, and does not make it less published where it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FollowUp {
    FirstComment,
    CommentsClosed,
}

/// How the bytes of a file go out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "manner", rename_all = "snake_case")]
pub enum Manner {
    /// All of them in one PUT, with the token.
    #[default]
    Whole,
    /// One PUT a part, without the token, to an address for each. The answer to registering says how the file is
    /// divided, `likely` bytes to a part; what each part is answered with is kept.
    Parts { likely: u64 },
    /// The still picture of a video: one PUT with these headers, to an address of its own; with the token only where
    /// it is refused without.
    Thumbnail { headers: Vec<(String, String)> },
    /// The captions of a video: the file in a form behind `metadata`, by POST, to an address of its own; with the token
    /// only where it is refused without.
    Captions { metadata: Value },
}

impl Manner {
    fn is_whole(&self) -> bool {
        *self == Manner::Whole
    }
}

/// A file on the user's disk. Where it lies is looked up when it is read, so that a plan can be shown anywhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileRef {
    pub media: MediaId,
    /// Without its folder.
    pub name: String,
    pub bytes: u64,
    pub content_type: String,
    /// The file as it was checked; it must be the same when it is sent.
    pub stamp: Stamp,
    /// What it holds: equal for a copy of the same picture, whatever its place, name and age.
    pub content: ContentId,
}

impl Plan {
    /// The request that makes the post.
    pub fn creation(&self) -> Option<&Request> {
        self.steps.iter().find_map(|step| match &step.call {
            Call::Create { request } => Some(request),
            _ => None,
        })
    }

    /// What is done once the post is there, in this order. Their requests wait for the post's name and nothing else.
    pub fn follow_ups(&self) -> impl Iterator<Item = (FollowUp, &Request)> {
        self.steps.iter().filter_map(|step| match &step.call {
            Call::Comment { request } => Some((FollowUp::FirstComment, request)),
            Call::CloseComments { request } => Some((FollowUp::CommentsClosed, request)),
            _ => None,
        })
    }

    /// What is said below the post, as it is sent.
    pub fn first_comment(&self) -> Option<&str> {
        self.follow_ups().find(|(what, _)| *what == FollowUp::FirstComment)?.1.comment()
    }

    /// The files to upload, in the order they appear in the post.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        self.steps.iter().filter_map(|step| match &step.call {
            Call::Upload { file, .. } => Some(file),
            _ => None,
        })
    }
}
