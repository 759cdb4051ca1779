//! A post file with its files looked at.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{Desk, Problem, outlet::Outlet, review::file_ref};
use crate::{
    checks::{
        self, CardField, Examined, Finding, ImageField, LINKEDIN, LinkField, LinkThumbnailField, Place,
        PollField, SponsoredField, TitledField,
    },
    media::{ContentId, examine},
    post::{Attachment, CarouselCard, Draft, MediaId, PostFile},
    providers::{
        Plan,
        linkedin::{self, Endpoint},
    },
    publish::Outcome,
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
            sponsored: post.sponsored.clone(),
            comments_closed: post.comments_closed,
            first_comment: post.first_comment.clone(),
            ..Draft::new(None, Some(outlet.speaker.author.clone()))
        };
        let sandbox = outlet.is_of_the_sandbox();
        let endpoint = Endpoint::new(outlet.api.clone(), self.version_for(&outlet.api, sandbox).get());
        let files = post.attachment.files().into_iter().map(|file| look(absolute(file))).collect();
        let mut proof = Proof { findings: Vec::new(), draft, files, outlet, endpoint };
        let speaker = Some(&proof.outlet.speaker);
        let examined = |id| proof.file(id).map(|(_, examined)| examined.clone());
        proof.findings = checks::check(&proof.draft, examined, |_| None, speaker, &LINKEDIN);
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

    /// Whether it is only ever shown as an advertisement, so that it has no place in the feed.
    pub fn is_advertisement(&self) -> bool {
        self.draft.sponsored.is_some()
    }

    /// What LinkedIn refused of it, each at its place.
    pub fn refused(&self, outcome: &Outcome) -> Vec<Finding> {
        let Outcome::Stopped { refused, .. } = outcome else { return Vec::new() };
        refused.iter().map(|field| checks::refused(&self.draft, &field.path, &field.reason)).collect()
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
            Place::Link { field } => {
                let key = match field {
                    LinkField::Url => "url",
                    LinkField::Title => "title",
                    LinkField::Description => "description",
                    LinkField::Thumbnail => "thumbnail",
                };
                format!("attachment.link.{key}")
            }
            Place::LinkThumbnail { field, .. } => match field {
                LinkThumbnailField::File => "attachment.link.thumbnail".to_owned(),
                LinkThumbnailField::AltText => "attachment.link.alt_text".to_owned(),
            },
            Place::Card { media, field } => {
                let key = match field {
                    CardField::File => "file",
                    CardField::AltText => "alt_text",
                    CardField::Title => "title",
                    CardField::LandingPage => "landing_page",
                };
                let at = self.position(media).unwrap_or_default();
                format!("attachment.carousel.cards[{at}].{key}")
            }
            Place::Cards => "attachment.carousel.cards".to_owned(),
            Place::Sponsored { field } => {
                let holder = match self.draft.attachment {
                    Attachment::Carousel { .. } => "attachment.carousel",
                    _ => "sponsored",
                };
                match field {
                    SponsoredField::Distribution => holder.to_owned(),
                    SponsoredField::AdAccount => format!("{holder}.sponsored_account"),
                    SponsoredField::Name => format!("{holder}.name"),
                    SponsoredField::LandingPage => format!("{holder}.landing_page"),
                }
            }
            Place::Poll { field } => match field {
                PollField::Question => "attachment.poll.question".to_owned(),
                PollField::Options => "attachment.poll.options".to_owned(),
                PollField::Option(index) => format!("attachment.poll.options[{index}]"),
            },
            Place::Reshare => "attachment.reshare".to_owned(),
            Place::FirstComment => "first_comment".to_owned(),
            Place::CommentsClosed => "comments_closed".to_owned(),
        }
    }

    /// Equal for equal posts by the same author through the same API, whatever the post file is called. The content
    /// of the files is left to the plan, which knows it; what is said below a post does not make it another one.
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
        // Strings, numbers and lists of them, which always serialise. What was published before there was anything
        // besides is still the same post.
        let told = match &draft.sponsored {
            None => serde_json::to_vec(&whole),
            sponsored => serde_json::to_vec(&(whole, sponsored)),
        };
        blake3::hash(&told.unwrap_or_default()).to_hex().to_string()
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
            Attachment::Link { link } => {
                let thumbnail = link.thumbnail.as_ref().map(|it| json!([path(it.media), it.alt_text]));
                json!({"link": [link.url, link.title, link.description, thumbnail]})
            }
            Attachment::Poll { poll } => json!({"poll": poll}),
            Attachment::Reshare { reshare } => json!({"reshare": reshare.of}),
            Attachment::Carousel { cards } => {
                let card = |card: &CarouselCard| json!([path(card.media), card.words()]);
                json!({"carousel": cards.iter().map(card).collect::<Vec<_>>()})
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{ApiBase, ApiVersion};

    fn proof(post: &Value) -> Proof {
        let post = PostFile::parse(&post.to_string()).unwrap();
        let author = "urn:li:person:AbC".parse().unwrap();
        let files = post.attachment.files();
        let gone = |file: &Path| (file.to_owned(), Examined::Gone("there is no such file".to_owned()));
        Proof {
            findings: Vec::new(),
            draft: Draft { attachment: post.attachment.attach(), ..Draft::new(None, None) },
            files: files.into_iter().map(gone).collect(),
            outlet: Outlet::by_hand(ApiBase::default(), author, None),
            endpoint: Endpoint::new(ApiBase::default(), ApiVersion::default()),
        }
    }

    fn with(attachment: Value) -> Proof {
        proof(&json!({"galley": 1, "attachment": attachment}))
    }

    #[test]
    fn images_are_identified_as_they_always_were() {
        let images = json!([{"file": "/a.jpg", "alt_text": "A", "title": "T"}, {"file": "/b.png"}]);
        let written = |path: &'static str, alt_text: &'static str, title: &'static str| {
            (path.as_bytes(), alt_text, title)
        };
        let before = vec![written("/a.jpg", "A", "T"), written("/b.png", "", "")];
        let now = serde_json::to_vec(&with(json!({"images": images})).attached()).unwrap();
        assert_eq!(now, serde_json::to_vec(&before).unwrap());
        assert_eq!(proof(&json!({"galley": 1})).attached(), json!([]));
    }

    #[test]
    fn what_a_post_file_attaches_is_part_of_what_it_is() {
        let document = |file: &str, title: &str| with(json!({"document": {"file": file, "title": title}}));
        let video = |key: &str, value: &str| {
            with(
                json!({"video": {"file": "/a.mp4", "captions": "/a.srt", "captions_locale": "en_US", key: value}}),
            )
        };
        let cards =
            |key: &str, value: &str| with(json!({"carousel": {"cards": [{"file": "/a.jpg", key: value}]}}));
        let proofs = [
            document("/a.pdf", "A"),
            document("/b.pdf", "A"),
            document("/a.pdf", "B"),
            video("title", "A"),
            video("title", "B"),
            video("thumbnail", "/a.png"),
            video("captions", "/b.srt"),
            video("captions_locale", "de_DE"),
            cards("title", "A"),
            cards("title", "B"),
            cards("landing_page", "https://example.com"),
        ];
        let identities: std::collections::HashSet<String> = proofs.iter().map(Proof::identity).collect();
        assert_eq!(identities.len(), proofs.len());
        assert_eq!(document("/a.pdf", "A").identity(), document("/a.pdf", "A").identity());
    }

    #[test]
    fn what_is_said_below_a_post_does_not_make_it_another_one() {
        let poll = |option: &str| with(json!({"poll": {"question": "Which?", "options": ["A", option]}}));
        let shared = |of: &str| with(json!({"reshare": of}));
        let proofs = [poll("B"), poll("C"), shared("urn:li:share:7"), shared("urn:li:share:8")];
        let identities: std::collections::HashSet<String> = proofs.iter().map(Proof::identity).collect();
        assert_eq!(identities.len(), proofs.len());
        let mut below = poll("B");
        below.draft.first_comment = "More of it".to_owned();
        below.draft.comments_closed = true;
        assert_eq!(below.identity(), poll("B").identity());
    }

    #[test]
    fn every_place_has_its_key_in_the_post_file() {
        let images = with(json!({"images": [{"file": "/a.jpg"}, {"file": "/b.jpg"}]}));
        let media = images.draft.attachment.files()[1];
        assert_eq!(
            images.key(Place::Image { media, field: ImageField::AltText }),
            "attachment.images[1].alt_text"
        );
        let video = with(json!({"video": {"file": "/a.mp4"}}));
        let media = video.draft.attachment.files()[0];
        for (place, key) in [
            (Place::Video { media, field: TitledField::File }, "attachment.video.file"),
            (Place::Thumbnail { media }, "attachment.video.thumbnail"),
            (Place::Captions { media }, "attachment.video.captions"),
            (Place::Document { media, field: TitledField::Title }, "attachment.document.title"),
            (Place::Sponsored { field: SponsoredField::AdAccount }, "sponsored.sponsored_account"),
            (Place::Poll { field: PollField::Question }, "attachment.poll.question"),
            (Place::Poll { field: PollField::Option(2) }, "attachment.poll.options[2]"),
            (Place::Reshare, "attachment.reshare"),
            (Place::FirstComment, "first_comment"),
        ] {
            assert_eq!(video.key(place), key);
        }
        let cards = with(json!({"carousel": {"cards": [{"file": "/a.jpg"}, {"file": "/b.jpg"}]}}));
        let media = cards.draft.attachment.files()[1];
        for (place, key) in [
            (
                Place::Card { media, field: CardField::LandingPage },
                "attachment.carousel.cards[1].landing_page",
            ),
            (Place::Cards, "attachment.carousel.cards"),
            (Place::Sponsored { field: SponsoredField::Distribution }, "attachment.carousel"),
            (Place::Sponsored { field: SponsoredField::LandingPage }, "attachment.carousel.landing_page"),
        ] {
            assert_eq!(cards.key(place), key);
        }
    }
}
