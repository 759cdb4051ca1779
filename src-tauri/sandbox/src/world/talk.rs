//! What is said below posts, and where nothing may be said; and how often posts were seen, which somebody has to tell.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::urn::Urn;

#[derive(Debug, Serialize)]
pub(crate) struct Comment {
    pub(crate) number: u64,
    #[serde(skip)]
    pub(crate) post: Urn,
    pub(crate) actor: Urn,
    /// Plain text: nothing in it is escaped.
    pub(crate) text: String,
    /// The comment that it answers, if any.
    pub(crate) parent: Option<String>,
    pub(crate) created_at: Millis,
}

impl Comment {
    /// A post's activity has another number at LinkedIn; here it is the post's.
    pub(crate) fn urn(&self) -> String {
        format!("urn:li:comment:(urn:li:activity:{},{})", self.post.id(), self.number)
    }
}

/// How often a post was seen and what people did with it. A sandbox has no readers: tests and rehearsals set this.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Figures {
    pub(crate) impressions: u64,
    pub(crate) members_reached: u64,
    pub(crate) clicks: u64,
    pub(crate) reactions: u64,
    pub(crate) reshares: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Talk {
    comments: Vec<Comment>,
    said: u64,
    closed: HashSet<Urn>,
    figures: HashMap<Urn, Figures>,
}

impl Talk {
    /// `None` where comments are closed.
    pub(crate) fn say(
        &mut self,
        post: Urn,
        actor: Urn,
        text: String,
        parent: Option<String>,
        now: Millis,
    ) -> Option<&Comment> {
        if self.closed.contains(&post) {
            return None;
        }
        self.said += 1;
        self.comments.push(Comment { number: self.said, post, actor, text, parent, created_at: now });
        self.comments.last()
    }

    pub(crate) fn below(&self, post: &Urn) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(move |comment| comment.post == *post)
    }

    /// Whether there was such a comment.
    pub(crate) fn take_back(&mut self, post: &Urn, number: u64, actor: &Urn) -> bool {
        let before = self.comments.len();
        self.comments.retain(|it| it.post != *post || it.number != number || it.actor != *actor);
        self.comments.len() < before
    }

    /// Closing takes away what was said (LinkedIn social metadata API).
    pub(crate) fn close(&mut self, post: &Urn) {
        self.comments.retain(|comment| comment.post != *post);
        self.closed.insert(post.clone());
    }

    pub(crate) fn open(&mut self, post: &Urn) {
        self.closed.remove(post);
    }

    pub(crate) fn is_open(&self, post: &Urn) -> bool {
        !self.closed.contains(post)
    }

    pub(crate) fn figures(&self, post: &Urn) -> Figures {
        self.figures.get(post).copied().unwrap_or_default()
    }

    pub(crate) fn set_figures(&mut self, post: Urn, figures: Figures) {
        self.figures.insert(post, figures);
    }
}
