//! From a draft to a plan.

use thiserror::Error;

use super::{
    Endpoint, requests,
    wire::{Content, CreatePost, Distribution, FeedDistribution, Image, LifecycleState},
};
use crate::{
    post::{Author, Draft, MediaId, little_text},
    providers::{Call, FileRef, Fill, Plan, Request, Step, StepId, request::open_name},
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
}

/// The steps that publish `draft` through the Posts API: every image registered and uploaded, all of them awaited,
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
    let mut steps = Steps::default();
    let mut registered = Vec::new();
    let mut uploaded = Vec::new();
    for image in draft.attachment.images() {
        let file = file(image.media).ok_or(PlanError::FileGone(image.media))?;
        let request = requests::initialize_image(endpoint, &author);
        let register = steps.add([], Call::Register { file: file.clone(), request });
        uploaded.push(steps.add([register], Call::Upload { file, registered: register }));
        registered.push(register);
    }
    let ready = (!registered.is_empty()).then(|| {
        let request = requests::image_statuses(endpoint, &registered);
        steps.add(uploaded, Call::Await { registered: registered.clone(), request })
    });
    let request = create(draft, &author, endpoint, &registered);
    steps.add(ready, Call::Create { request });
    Ok(Plan { author, steps: steps.0 })
}

#[derive(Default)]
struct Steps(Vec<Step>);

impl Steps {
    fn add(&mut self, after: impl IntoIterator<Item = StepId>, call: Call) -> StepId {
        let id = StepId(self.0.len() as u16 + 1);
        self.0.push(Step { id, after: after.into_iter().collect(), call });
        id
    }
}

fn create(draft: &Draft, author: &Author, endpoint: &Endpoint, registered: &[StepId]) -> Request {
    let images: Vec<Image> = draft
        .attachment
        .images()
        .iter()
        .zip(registered)
        .map(|(image, step)| Image { id: open_name(*step), alt_text: image.alt_text.trim().to_owned() })
        .collect();
    let (content, fills) = match registered {
        [] => (None, Vec::new()),
        [only] => (
            images.into_iter().next().map(Content::Media),
            vec![Fill { pointer: "/content/media/id".to_owned(), from: *only }],
        ),
        several => {
            let pointer = |at| format!("/content/multiImage/images/{at}/id");
            let fills =
                several.iter().enumerate().map(|(at, step)| Fill { pointer: pointer(at), from: *step });
            (Some(Content::MultiImage { images }), fills.collect())
        }
    };
    let body = CreatePost {
        author: author.urn().clone(),
        commentary: little_text::encode(&draft.commentary),
        visibility: draft.visibility,
        distribution: Distribution {
            feed_distribution: FeedDistribution::MainFeed,
            target_entities: [],
            third_party_distribution_channels: [],
        },
        lifecycle_state: LifecycleState::Published,
        is_reshare_disabled_by_author: draft.reshare_disabled,
        content,
    };
    Request { fills, ..requests::create_post(endpoint, &body) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::{ApiBase, ApiVersion},
        media::{ContentId, Stamp},
        post::{Attachment, Commentary, ImageItem, Piece},
    };

    fn drafted(images: usize) -> Plan {
        let mut draft = Draft::new(None, Some("urn:li:organization:1".parse().unwrap()));
        draft.commentary = vec![
            Piece::Text { text: "Hello ".into() },
            Piece::Mention { name: "DevTestCo".into(), urn: "urn:li:organization:2414183".parse().unwrap() },
            Piece::Text { text: " (really) #launch".into() },
        ]
        .into();
        let item = |number| ImageItem {
            media: MediaId::new(),
            alt_text: if number == 1 { String::new() } else { format!("Picture {number}") },
            title: "never sent".into(),
        };
        let images: Vec<ImageItem> = (0..images).map(item).collect();
        if !images.is_empty() {
            draft.attachment = Attachment::Images { images };
        }
        let endpoint = Endpoint::new(ApiBase::default(), ApiVersion::default());
        plan(&draft, &endpoint, |media| {
            let stamp: Stamp = serde_json::from_str("\"as checked\"").unwrap();
            Some(FileRef {
                media,
                name: "harbour.jpg".into(),
                bytes: 480_123,
                content_type: "image/jpeg".into(),
                stamp,
                content: ContentId::of(b"a harbour".as_slice()).unwrap(),
            })
        })
        .unwrap()
    }

    fn assert_plan(name: &str, images: usize) {
        let mut plan = serde_json::to_value(drafted(images)).unwrap();
        for step in plan["steps"].as_array_mut().unwrap() {
            if let Some(media) = step.pointer_mut("/call/file/media") {
                *media = "[media id]".into();
            }
        }
        insta::assert_json_snapshot!(name, plan);
    }

    #[test]
    fn a_text_is_one_request() {
        assert_plan("text", 0);
    }

    #[test]
    fn one_image_is_media() {
        assert_plan("single_image", 1);
    }

    #[test]
    fn several_images_are_a_multi_image() {
        assert_plan("multi_image", 2);
    }

    #[test]
    fn nothing_and_nobody_make_no_plan() {
        let endpoint = Endpoint::new(ApiBase::default(), ApiVersion::default());
        let mut draft = Draft::new(None, None);
        draft.commentary = Commentary::plain("Hello");
        assert_eq!(plan(&draft, &endpoint, |_| None), Err(PlanError::NoAuthor));
        draft.author = Some("urn:li:person:AbC".parse().unwrap());
        draft.commentary = Commentary::default();
        assert_eq!(plan(&draft, &endpoint, |_| None), Err(PlanError::Nothing));
    }
}
