//! From a draft to a plan.

mod files;
mod follow_ups;
mod spelled;

use thiserror::Error;

use self::files::Attached;
use super::{
    Endpoint, requests,
    wire::{Advertisement, CreatePost, Distribution, FeedDistribution, LifecycleState},
};
use crate::{
    post::{Attachment, Author, Draft, MediaId, WebUrlError, little_text},
    providers::{Call, FileRef, Plan, Request, Step, StepId},
};

/// Why a draft cannot become a plan. `checks` reports the same before, as findings.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    #[error("nobody is chosen to post as")]
    NoAuthor,
    #[error("there is nothing to post")]
    Nothing,
    #[error("a file of this post is gone")]
    FileGone(MediaId),
    #[error(transparent)]
    Address(#[from] WebUrlError),
    #[error("the post to share is not named by its address or its URN")]
    NoParent,
    #[error("the ad account is not named by its number or its URN")]
    NoAdAccount,
    #[error("cards are only shown as an advertisement")]
    NotSponsored,
}

/// The steps that publish `draft` through the Posts API: every file registered and uploaded, all of them awaited,
/// and one post created.
pub fn plan(
    draft: &Draft,
    endpoint: &Endpoint,
    file: impl Fn(MediaId) -> Option<FileRef>,
) -> Result<Plan, PlanError> {
    let author = draft.author.clone().ok_or(PlanError::NoAuthor)?;
    if draft.is_empty() {
        return Err(PlanError::Nothing);
    }
    let file = |media| file(media).ok_or(PlanError::FileGone(media));
    let mut steps = Steps { endpoint, author: &author, steps: Vec::new() };
    let attached = match &draft.attachment {
        Attachment::None => Attached::default(),
        Attachment::Images { images } => steps.images(images, &file)?,
        Attachment::Video { video } => steps.video(video, &file)?,
        Attachment::Document { document } => steps.document(document, &file)?,
        Attachment::Link { link } => steps.link(link, &file)?,
        Attachment::Poll { poll } => spelled::poll(poll),
        Attachment::Reshare { reshare } => spelled::reshare(reshare)?,
        Attachment::Carousel { .. } if draft.sponsored.is_none() => return Err(PlanError::NotSponsored),
        Attachment::Carousel { cards } => steps.carousel(cards, &file)?,
    };
    let ready = attached.ready;
    let sponsored = draft.sponsored.as_ref().map(spelled::advertisement).transpose()?;
    let request = create(draft, &author, endpoint, attached, sponsored);
    let created = steps.add(ready, Call::Create { request });
    steps.follow_ups(draft, created);
    let steps = steps.steps;
    Ok(Plan { author, steps })
}

/// The steps so far.
struct Steps<'a> {
    endpoint: &'a Endpoint,
    author: &'a Author,
    steps: Vec<Step>,
}

impl Steps<'_> {
    fn add(&mut self, after: impl IntoIterator<Item = StepId>, call: Call) -> StepId {
        // A post has at most twenty images, and three steps for a file.
        let id = StepId(self.steps.len() as u16 + 1);
        self.steps.push(Step { id, after: after.into_iter().collect(), call });
        id
    }
}

fn create(
    draft: &Draft,
    author: &Author,
    endpoint: &Endpoint,
    attached: Attached,
    sponsored: Option<Advertisement>,
) -> Request {
    let body = CreatePost {
        author: author.urn().clone(),
        commentary: little_text::encode(&draft.commentary),
        visibility: draft.visibility,
        distribution: Distribution {
            feed_distribution: match sponsored {
                Some(_) => FeedDistribution::None,
                None => FeedDistribution::MainFeed,
            },
            target_entities: [],
            third_party_distribution_channels: [],
        },
        lifecycle_state: LifecycleState::Published,
        is_reshare_disabled_by_author: draft.reshare_disabled,
        content: attached.content,
        reshare_context: attached.reshared,
        sponsored,
    };
    Request { fills: attached.fills, ..requests::create_post(endpoint, &body) }
}

#[cfg(test)]
mod tests;
