//! The JSON of the Posts, Images, Documents and Videos APIs, as far as Galley speaks it. Answers are read leniently:
//! LinkedIn adds fields from version to version.
//! It decides nothing.
//!
//! Source: LinkedIn, Posts API, Images API, MultiImage API, Documents API, Videos API, Polls API, Comments API, Social
//! Metadata API.

mod answers;
mod changes;
mod post;
mod uploads;

pub use answers::{ErrorBody, States, decoded};
pub use changes::{ChangedText, Comment, CommentsState, Message, Patch};
pub use post::{
    AdContext, Advertisement, Article, Card, CardMedia, Content, CreatePost, Distribution, FeedDistribution,
    LifecycleState, Media, Poll, PollOption, PollSettings, Post, ReshareContext,
};
pub use uploads::{
    CaptionsLocale, CaptionsMetadata, FinalizeUpload, InitializeUpload, InitializedUpload, Owner,
    UploadTicket, UploadedParts, VideoUpload,
};
