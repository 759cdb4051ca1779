//! A plan as the requests that it will come to.

use super::{FileView, Times, WireRequest};
use crate::{
    checks::thousands,
    providers::{Call, FileRef, Manner, Method, Plan, Request, StepId},
};

/// Every step as a request, in plain sight. Where the token goes is shown, the token is not. A file that goes in parts
/// is one entry: how many requests it comes to, LinkedIn says when it is announced.
pub fn wire_view(plan: &Plan) -> Vec<WireRequest> {
    let announced: Vec<StepId> = plan
        .steps
        .iter()
        .filter(|step| matches!(step.call, Call::Register { .. }))
        .map(|step| step.id)
        .collect();
    plan.steps
        .iter()
        .map(|step| match &step.call {
            Call::Register { file, request } => {
                let place = announced.iter().position(|id| *id == step.id).unwrap_or(0) + 1;
                let title = match announced.len() {
                    1 => format!("Register {}", file.name),
                    several => format!("Register image {place} of {several}: {}", file.name),
                };
                asked(step.id, title, request)
            }
            Call::Upload { file, registered, manner } => sent(step.id, file, *registered, manner),
            Call::Finalize { file, request, .. } => {
                asked(step.id, format!("Say that all of {} is there", file.name), request)
            }
            Call::Await { registered, request } => {
                let all = if registered.len() == 1 { "the file" } else { "every file" };
                let title = format!("Ask until LinkedIn has processed {all}");
                WireRequest { times: Times::UntilReady, ..asked(step.id, title, request) }
            }
            Call::Create { request } => asked(step.id, "Create the post".to_owned(), request),
            Call::Comment { request } => asked(step.id, "Write the first comment".to_owned(), request),
            Call::CloseComments { request } => asked(step.id, "Close the comments".to_owned(), request),
        })
        .collect()
}

fn asked(step: StepId, title: String, request: &Request) -> WireRequest {
    WireRequest {
        step: step.0,
        title,
        method: request.method.as_str().to_owned(),
        url: request.url.clone(),
        headers: with_token(&request.headers),
        body: request.body.as_ref().and_then(|body| serde_json::to_string_pretty(body).ok()),
        file: None,
        times: Times::Once,
    }
}

fn sent(step: StepId, file: &FileRef, registered: StepId, manner: &Manner) -> WireRequest {
    let name = &file.name;
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let length = header("Content-Length", &file.bytes.to_string());
    let typed = |content_type: &str| header("Content-Type", content_type);
    let parts = |likely: u64| file.bytes.div_ceil(likely.max(1)).max(1);
    let times = match manner {
        Manner::Parts { likely } => Times::Parts { likely: parts(*likely) },
        Manner::Whole | Manner::Thumbnail { .. } | Manner::Captions { .. } => Times::Once,
    };
    let (title, address, method, headers, body) = match manner {
        Manner::Whole => {
            let headers = with_token(&[typed(&file.content_type), length]);
            (format!("Upload {name}"), "upload address", Method::Put, headers, None)
        }
        Manner::Parts { likely } => {
            let title = format!(
                "Upload {name} in parts of {} bytes, {} as things stand",
                thousands(*likely),
                thousands(parts(*likely))
            );
            let headers = vec![typed("application/octet-stream")];
            (title, "upload address of each part", Method::Put, headers, None)
        }
        Manner::Thumbnail { headers } => {
            let headers = [headers.as_slice(), &[typed(&file.content_type), length]].concat();
            (format!("Upload the thumbnail {name}"), "thumbnail address", Method::Put, headers, None)
        }
        Manner::Captions { metadata } => {
            let headers = vec![typed("multipart/form-data")];
            let body = serde_json::to_string_pretty(metadata).ok();
            (format!("Upload the captions {name}"), "captions address", Method::Post, headers, body)
        }
    };
    WireRequest {
        step: step.0,
        title,
        method: method.as_str().to_owned(),
        url: format!("{{{address} of step {registered}}}"),
        headers,
        body,
        file: Some(FileView { name: name.clone(), bytes: file.bytes }),
        times,
    }
}

fn with_token(headers: &[(String, String)]) -> Vec<(String, String)> {
    let token = ("Authorization".to_owned(), "Bearer ‹your token›".to_owned());
    std::iter::once(token).chain(headers.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::{ApiBase, ApiVersion},
        media::ContentId,
        post::{Attachment, Captions, DocumentItem, Draft, MediaId, VideoItem, VideoThumbnail},
        providers::linkedin::{self, Endpoint},
    };

    fn viewed(attachment: Attachment, names: &[&str]) -> Vec<WireRequest> {
        let mut draft = Draft::new(None, Some("urn:li:person:AbC".parse().unwrap()));
        draft.attachment = attachment;
        let endpoint = Endpoint::new(ApiBase::default(), ApiVersion::default());
        let plan = linkedin::plan(&draft, &endpoint, |media| {
            let at = draft.attachment.files().iter().position(|it| *it == media)?;
            Some(FileRef {
                media,
                name: (*names.get(at)?).to_owned(),
                bytes: 9_000_000,
                content_type: "application/pdf".to_owned(),
                stamp: serde_json::from_str("\"as checked\"").unwrap(),
                content: ContentId::of(b"bytes".as_slice()).unwrap(),
            })
        });
        wire_view(&plan.unwrap())
    }

    fn brief(requests: &[WireRequest]) -> Vec<String> {
        let line = |it: &WireRequest| {
            let authorised = it.headers.iter().any(|(name, _)| name == "Authorization");
            let token = if authorised { "with" } else { "without" };
            format!("{} | {} {} | {token} token", it.title, it.method, it.url)
        };
        requests.iter().map(line).collect()
    }

    #[test]
    fn a_document_is_four_requests() {
        let document = DocumentItem { media: MediaId::new(), title: "Nine lessons".into() };
        let shown = viewed(Attachment::Document { document }, &["lessons.pdf"]);
        insta::assert_snapshot!(brief(&shown).join("\n"), @r"
        Register lessons.pdf | POST https://api.linkedin.com/rest/documents?action=initializeUpload | with token
        Upload lessons.pdf | PUT {upload address of step 1} | with token
        Ask until LinkedIn has processed the file | GET https://api.linkedin.com/rest/documents/{1} | with token
        Create the post | POST https://api.linkedin.com/rest/posts | with token
        ");
    }

    #[test]
    fn every_step_of_a_video_is_shown_and_parts_go_without_the_token() {
        let video = VideoItem {
            media: MediaId::new(),
            title: String::new(),
            thumbnail: Some(VideoThumbnail { media: MediaId::new(), at_ms: None }),
            captions: Some(Captions { media: MediaId::new(), locale: "en_US".parse().unwrap() }),
        };
        let shown = viewed(Attachment::Video { video }, &["launch.mp4", "still.png", "launch.srt"]);
        insta::assert_snapshot!(brief(&shown).join("\n"), @r"
        Register launch.mp4 | POST https://api.linkedin.com/rest/videos?action=initializeUpload | with token
        Upload launch.mp4 in parts of 4,194,304 bytes, 3 as things stand | PUT {upload address of each part of step 1} | without token
        Upload the captions launch.srt | POST {captions address of step 1} | without token
        Upload the thumbnail still.png | PUT {thumbnail address of step 1} | without token
        Say that all of launch.mp4 is there | POST https://api.linkedin.com/rest/videos?action=finalizeUpload | with token
        Ask until LinkedIn has processed the file | GET https://api.linkedin.com/rest/videos/{1} | with token
        Create the post | POST https://api.linkedin.com/rest/posts | with token
        ");
        let times: Vec<Times> = shown.iter().map(|it| it.times).collect();
        let once = Times::Once;
        assert_eq!(times, [once, Times::Parts { likely: 3 }, once, once, once, Times::UntilReady, once]);
        assert!(shown[2].body.as_ref().unwrap().contains("CLOSED_CAPTION"), "{:?}", shown[2]);
        assert_eq!(shown[3].headers[0].0, "media-type-family");
    }
}
