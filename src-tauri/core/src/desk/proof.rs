//! A post file with its files looked at.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{Desk, Problem, outlet::Outlet, review::file_ref};
use crate::{
    checks::{self, Examined, Finding, ImageField, LINKEDIN, Place, TitledField},
    media::{ContentId, examine},
    post::{Attachment, Draft, MediaId, PostFile},
    providers::{
        Plan,
        linkedin::{self, Endpoint},
    },
};

/// A post file with its files looked at. Nothing is kept and nothing is sent yet.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What is wrong with it, what blocks first.
    pub findings: Vec<Finding>,
    pub(super) draft: Draft,
    /// Of the draft's attachment, in the order of [`Attachment::files`].
    pub(super) files: Vec<(PathBuf, Examined)>,
    pub(super) outlet: Outlet,
    pub(super) endpoint: Endpoint,
}

impl Desk {
    /// Looks at the files of a post and at the post. Relative paths start at `folder`.
    pub fn proof(&self, post: &PostFile, folder: &Path, outlet: Outlet) -> Proof {
        let look = |path: PathBuf| match examine(&path) {
            Ok(facts) => (path, Examined::Present(facts)),
            Err(error) => (path, Examined::Gone(error.to_string())),
        };
        let absolute = |file: &Path| {
            let path = folder.join(file);
            std::path::absolute(&path).unwrap_or(path)
        };
        let draft = Draft {
            commentary: post.commentary.clone(),
            attachment: post.attachment.attach(),
            visibility: post.visibility,
            reshare_disabled: post.reshare_disabled,
            ..Draft::new(None, Some(outlet.speaker.author.clone()))
        };
        let sandbox = outlet.account.as_ref().is_some_and(|account| account.sandbox);
        let endpoint = Endpoint::new(outlet.api.clone(), self.api_version(sandbox));
        let files = post.attachment.files().into_iter().map(|file| look(absolute(file))).collect();
        let mut proof = Proof { findings: Vec::new(), draft, files, outlet, endpoint };
        let speaker = Some(&proof.outlet.speaker);
        let examined = |id| proof.file(id).map(|(_, examined)| examined.clone());
        proof.findings = checks::check(&proof.draft, examined, speaker, &LINKEDIN);
        proof
    }
}

impl Proof {
    /// Every step that publishing takes.
    ///
    /// # Errors
    /// Where a blocking finding says the same.
    pub fn plan(&self) -> Result<Plan, Problem> {
        let plan = linkedin::plan(&self.draft, &self.endpoint, |id| {
            let (path, Examined::Present(facts)) = self.file(id)? else { return None };
            let content = ContentId::of(File::open(path).ok()?).ok()?;
            Some(file_ref(id, path, facts.clone(), content))
        });
        Ok(plan?)
    }

    /// The findings as they stand when it is about to be sent.
    pub fn findings_at_press(&self) -> Vec<Finding> {
        checks::at_press(self.findings.clone())
    }

    /// Where a file of the post lies.
    pub fn path(&self, media: MediaId) -> Option<&Path> {
        self.file(media).map(|(path, _)| path.as_path())
    }

    /// The place of a finding by the keys of the post file: `attachment.images[0].alt_text`.
    pub fn key(&self, place: Place) -> String {
        let titled = |field| match field {
            TitledField::File => "file",
            TitledField::Title => "title",
        };
        match place {
            Place::Text { .. } => "commentary".to_owned(),
            Place::Images => "attachment.images".to_owned(),
            Place::Author => "author".to_owned(),
            Place::Visibility => "visibility".to_owned(),
            Place::Image { media, field } => {
                let key = match field {
                    ImageField::File => "file",
                    ImageField::AltText => "alt_text",
                    ImageField::Title => "title",
                };
                format!("attachment.images[{}].{key}", self.position(media).unwrap_or_default())
            }
            Place::Video { field, .. } => format!("attachment.video.{}", titled(field)),
            Place::Thumbnail { .. } => "attachment.video.thumbnail".to_owned(),
            Place::Captions { .. } => "attachment.video.captions".to_owned(),
            Place::Document { field, .. } => format!("attachment.document.{}", titled(field)),
        }
    }

    /// Equal for equal posts by the same author through the same API, whatever the post file is called. The content
    /// of the files is left to the plan, which knows it.
    pub(super) fn identity(&self) -> String {
        let draft = &self.draft;
        let whole = (
            &self.outlet.api,
            &draft.author,
            &draft.commentary,
            draft.visibility,
            draft.reshare_disabled,
            self.attached(),
        );
        // Strings, numbers and lists of them, which always serialise.
        blake3::hash(&serde_json::to_vec(&whole).unwrap_or_default()).to_hex().to_string()
    }

    /// The attachment by its paths. Of images and of nothing it is a list, as Galley has always written it: with
    /// another one, a post that was published before would be a new one.
    fn attached(&self) -> Value {
        let path = |media| self.path(media).map(|path| path.as_os_str().as_encoded_bytes());
        match &self.draft.attachment {
            Attachment::None => json!([]),
            Attachment::Images { images } => {
                images.iter().map(|image| json!([path(image.media), image.alt_text, image.title])).collect()
            }
            Attachment::Video { video } => {
                let captions = video.captions.as_ref().map(|it| json!([path(it.media), it.locale]));
                let thumbnail = video.thumbnail.as_ref().map(|it| path(it.media));
                json!({"video": [path(video.media), video.title, thumbnail, captions]})
            }
            Attachment::Document { document } => {
                json!({"document": [path(document.media), document.title]})
            }
        }
    }

    fn file(&self, media: MediaId) -> Option<&(PathBuf, Examined)> {
        self.files.get(self.position(media)?)
    }

    fn position(&self, media: MediaId) -> Option<usize> {
        self.draft.attachment.files().into_iter().position(|it| it == media)
    }
}
