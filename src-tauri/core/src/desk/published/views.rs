//! What the screen is told of a post.

use serde::Serialize;
use specta::Type;

use super::super::OpenDraft;
use crate::{
    post::{Commentary, Urn, Visibility},
    providers::linkedin::Statistics,
    publish::Sight,
};

/// What became of a post, as its row shows it; nothing of a run that made none.
#[derive(Debug, Clone, Default, Serialize, Type)]
pub struct PostView {
    /// `None` while LinkedIn has said nothing of it.
    pub seen: Option<PostSeen>,
    /// When LinkedIn is asked next, in milliseconds since 1970.
    pub look_at: Option<i64>,
    /// Milliseconds since 1970.
    pub edited_at: Option<i64>,
    /// Milliseconds since 1970.
    pub deleted_at: Option<i64>,
    pub figures: Option<PostFigures>,
    pub doubt: Option<InDoubt>,
    /// LinkedIn can be asked whether it is shown.
    pub may_look: bool,
    /// It can be changed and deleted from here, as far as Galley knows.
    pub reachable: bool,
}

/// What was asked of LinkedIn and may have been done or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct InDoubt {
    pub of: DoubtOf,
    /// Whole sentences, with how to find out.
    pub why: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DoubtOf {
    /// What it says.
    Text,
    /// Whether it is there.
    Deletion,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct PostSeen {
    /// Milliseconds since 1970.
    pub at: i64,
    pub sight: Sight,
    /// What it means and what to do, in whole sentences, where it is not simply shown.
    pub why: Option<String>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct PostFigures {
    /// Milliseconds since 1970.
    pub at: i64,
    pub figures: Statistics,
}

/// A post that lies open.
#[derive(Debug, Clone, Serialize, Type)]
pub struct PostDetail {
    /// What it says now.
    pub commentary: Commentary,
    /// Another text that was written for it and not sent.
    pub unsent: Option<Commentary>,
    pub url: Option<String>,
    pub urn: Option<Urn>,
    /// `None` of runs of before this was kept.
    pub visibility: Option<Visibility>,
    pub reshare_disabled: bool,
    /// A member speaks, and no page.
    pub member: bool,
    /// Requests that reading its figures takes.
    pub figures_requests: u32,
}

/// A new draft that says what a post says.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Duplicate {
    pub draft: OpenDraft,
    /// What could not be taken over, in whole sentences.
    pub left_out: Option<String>,
}
