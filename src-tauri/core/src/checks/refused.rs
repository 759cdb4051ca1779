//! What LinkedIn refused of a post, laid at the place it is about.

use super::{
    CardField, Finding, ImageField, Judgement, LinkField, LinkThumbnailField, Place, PollField, Severity,
    SponsoredField, TitledField,
};
use crate::post::{Attachment, Draft, is_unseen};

/// A field of a request as LinkedIn names it, and what it is to whoever writes the post.
struct Field {
    /// The beginning of its JSON path; `*` stands for a number, counted from 0.
    path: &'static str,
    /// `{n}` is that number, counted from 1.
    name: &'static str,
    about: About,
}

/// What of a post a field says something about. One that the draft at hand has not leads to its attachment.
#[derive(Debug, Clone, Copy)]
enum About {
    Author,
    Text,
    Visibility,
    /// What is attached, as a whole.
    Attachment,
    Image(ImageField),
    /// The title of a film or a document.
    Title,
    Question,
    Option,
    Link(LinkField),
    LinkPicture(LinkThumbnailField),
    Card(CardField),
    Sponsored(SponsoredField),
    FirstComment,
}

/// The narrower before the wider: the first that is the beginning of a path counts.
#[rustfmt::skip]
const FIELDS: &[Field] = &[
    Field { path: "/author", name: "who posts", about: About::Author },
    Field { path: "/initializeUploadRequest/owner", name: "who posts", about: About::Author },
    Field { path: "/commentary", name: "the text", about: About::Text },
    Field { path: "/visibility", name: "who may see it", about: About::Visibility },
    Field { path: "/distribution/targetEntities", name: "the audience", about: About::Visibility },
    Field { path: "/distribution", name: "how it is distributed", about: About::Visibility },
    Field { path: "/isReshareDisabledByAuthor", name: "whether it may be reshared", about: About::Visibility },
    Field { path: "/container", name: "where it is posted", about: About::Visibility },
    Field { path: "/content/multiImage/images/*/altText", name: "the alt text of image {n}", about: About::Image(ImageField::AltText) },
    Field { path: "/content/multiImage/images/*", name: "image {n}", about: About::Image(ImageField::File) },
    Field { path: "/content/multiImage", name: "the images", about: About::Attachment },
    Field { path: "/content/media/altText", name: "the alt text", about: About::Image(ImageField::AltText) },
    Field { path: "/content/media/title", name: "the title", about: About::Title },
    Field { path: "/content/media", name: "the file", about: About::Image(ImageField::File) },
    Field { path: "/content/poll/question", name: "the question of the poll", about: About::Question },
    Field { path: "/content/poll/options/*", name: "option {n} of the poll", about: About::Option },
    Field { path: "/content/poll", name: "the poll", about: About::Attachment },
    Field { path: "/content/article/source", name: "the address of the link", about: About::Attachment },
    Field { path: "/content/article/title", name: "the title of the link", about: About::Link(LinkField::Title) },
    Field { path: "/content/article/description", name: "the description of the link", about: About::Link(LinkField::Description) },
    Field { path: "/content/article/thumbnailAltText", name: "the alt text of the link’s picture", about: About::LinkPicture(LinkThumbnailField::AltText) },
    Field { path: "/content/article/thumbnail", name: "the picture of the link", about: About::LinkPicture(LinkThumbnailField::File) },
    Field { path: "/content/article", name: "the link", about: About::Attachment },
    Field { path: "/content/carousel/cards/*/landingPage", name: "the landing page of card {n}", about: About::Card(CardField::LandingPage) },
    Field { path: "/content/carousel/cards/*/media/title", name: "the title of card {n}", about: About::Card(CardField::Title) },
    Field { path: "/content/carousel/cards/*/media/altText", name: "the alt text of card {n}", about: About::Card(CardField::AltText) },
    Field { path: "/content/carousel/cards/*", name: "card {n}", about: About::Card(CardField::File) },
    Field { path: "/content/carousel", name: "the carousel", about: About::Attachment },
    Field { path: "/content", name: "what is attached", about: About::Attachment },
    Field { path: "/reshareContext", name: "the post that is reshared", about: About::Attachment },
    Field { path: "/adContext/dscName", name: "the name of the advertisement", about: About::Sponsored(SponsoredField::Name) },
    Field { path: "/adContext", name: "the advertising account", about: About::Sponsored(SponsoredField::AdAccount) },
    Field { path: "/contentLandingPage", name: "the landing page", about: About::Sponsored(SponsoredField::LandingPage) },
    Field { path: "/contentCallToActionLabel", name: "the call to action", about: About::Sponsored(SponsoredField::LandingPage) },
    Field { path: "/patch/$set/commentary", name: "the text", about: About::Text },
    Field { path: "/patch/$set/commentsState", name: "whether comments are closed", about: About::Attachment },
    Field { path: "/message", name: "the first comment", about: About::FirstComment },
    Field { path: "/actor", name: "who comments", about: About::Author },
    Field { path: "/object", name: "the post that is commented on", about: About::FirstComment },
];

/// What a field is called, for a sentence; `None` for one that no reader has to do with.
pub fn field_name(path: &str) -> Option<String> {
    let (field, at) = field(path)?;
    Some(field.name.replace("{n}", &(at + 1).to_string()))
}

/// That LinkedIn refused a field of this draft, as a finding at its place. `reason`: LinkedIn's own words.
pub fn refused(draft: &Draft, path: &str, reason: &str) -> Finding {
    let place = field(path).map_or(Place::Text { from: None }, |(field, at)| place(draft, field.about, at));
    let what = match (&place, field_name(path)) {
        (Place::Poll { field: PollField::Option(at) }, _) => format!("option {} of the poll", at + 1),
        (_, name) => name.unwrap_or_else(|| path.to_owned()),
    };
    let message = format!("LinkedIn refused {what}: “{reason}”. Change it before you publish again.");
    Judgement::new("linkedin.refused", Severity::Warn, message)
        .by("LinkedIn’s answer to the last attempt")
        .at(place)
}

/// The row of a path, and the number at its `*`.
fn field(path: &str) -> Option<(&'static Field, usize)> {
    FIELDS.iter().find_map(|field| Some((field, begins(path, field.path)?)))
}

/// The number at the star of a pattern that is the beginning of this path; 0 without a star.
fn begins(path: &str, pattern: &str) -> Option<usize> {
    let mut number = 0;
    let mut segments = path.trim_start_matches('/').split('/');
    for wanted in pattern.trim_start_matches('/').split('/') {
        let segment = segments.next()?;
        match wanted {
            "*" => number = segment.parse().ok()?,
            _ if wanted == segment => {}
            _ => return None,
        }
    }
    Some(number)
}

/// Where that is seen to. `at`: which of several, counted from 0.
fn place(draft: &Draft, about: About, at: usize) -> Place {
    match (about, &draft.attachment) {
        (About::Author, _) => Place::Author,
        (About::Text, _) => Place::Text { from: None },
        (About::Visibility, _) => Place::Visibility,
        (About::Image(field), Attachment::Images { images }) if at < images.len() => {
            Place::Image { media: images[at].media, field }
        }
        (About::Title, Attachment::Video { video }) => {
            Place::Video { media: video.media, field: TitledField::Title }
        }
        (About::Title, Attachment::Document { document }) => {
            Place::Document { media: document.media, field: TitledField::Title }
        }
        (About::Question, Attachment::Poll { .. }) => Place::Poll { field: PollField::Question },
        // LinkedIn counts those that were sent.
        (About::Option, Attachment::Poll { poll }) => {
            let option = poll.filled().nth(at).map(|(place, _)| PollField::Option(place as u32));
            Place::Poll { field: option.unwrap_or(PollField::Options) }
        }
        (About::Link(field), Attachment::Link { .. }) => Place::Link { field },
        (About::LinkPicture(field), Attachment::Link { link }) => match &link.thumbnail {
            Some(thumbnail) => Place::LinkThumbnail { media: thumbnail.media, field },
            None => Place::Link { field: LinkField::Thumbnail },
        },
        (About::Card(field), Attachment::Carousel { cards }) if at < cards.len() => {
            Place::Card { media: cards[at].media, field }
        }
        (About::Sponsored(field), _) if draft.sponsored.is_some() => Place::Sponsored { field },
        (About::FirstComment, _) if !is_unseen(&draft.first_comment) => Place::FirstComment,
        _ => attachment(draft),
    }
}

/// The attachment as a whole; where there is none, the text.
fn attachment(draft: &Draft) -> Place {
    match &draft.attachment {
        Attachment::None => Place::Text { from: None },
        Attachment::Images { .. } => Place::Images,
        Attachment::Video { video } => Place::Video { media: video.media, field: TitledField::File },
        Attachment::Document { document } => {
            Place::Document { media: document.media, field: TitledField::File }
        }
        Attachment::Link { .. } => Place::Link { field: LinkField::Url },
        Attachment::Poll { .. } => Place::Poll { field: PollField::Options },
        Attachment::Reshare { .. } => Place::Reshare,
        Attachment::Carousel { .. } => Place::Cards,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{
        CarouselCard, DocumentItem, ImageItem, LinkItem, LinkThumbnail, MediaId, Poll, PollDuration, Reshare,
        Sponsored,
    };

    fn with(attachment: Attachment) -> Draft {
        Draft { attachment, ..Draft::new(None, None) }
    }

    fn place(draft: &Draft, path: &str) -> Place {
        refused(draft, path, "no").place
    }

    #[test]
    fn a_field_is_laid_at_its_place() {
        let text = Place::Text { from: None };
        let bare = with(Attachment::None);
        for (path, expected) in [
            ("/commentary", text),
            ("/commentary/0", text),
            ("commentary", text),
            ("/author", Place::Author),
            ("/visibility", Place::Visibility),
            ("/distribution/targetEntities/0/seniorities", Place::Visibility),
            ("/content/poll/options/1/text", text),
            ("/content/somethingNew", text),
            ("/unheardOf", text),
            ("", text),
        ] {
            assert_eq!(place(&bare, path), expected, "{path}");
        }
    }

    #[test]
    fn a_field_of_an_image_is_that_images_and_one_that_is_not_there_is_all_of_theirs() {
        let images: Vec<ImageItem> = (0..2)
            .map(|_| ImageItem { media: MediaId::new(), alt_text: String::new(), title: String::new() })
            .collect();
        let [first, second] = [images[0].media, images[1].media];
        let draft = with(Attachment::Images { images });
        let alt = |media| Place::Image { media, field: ImageField::AltText };
        assert_eq!(place(&draft, "/content/media/altText"), alt(first));
        assert_eq!(place(&draft, "/content/multiImage/images/1/altText"), alt(second));
        let file = Place::Image { media: second, field: ImageField::File };
        assert_eq!(place(&draft, "/content/multiImage/images/1/id"), file);
        for path in ["/content/multiImage/images/7", "/content/multiImage", "/content"] {
            assert_eq!(place(&draft, path), Place::Images, "{path}");
        }
    }

    #[test]
    fn a_field_of_a_document_is_its_title_or_all_of_it() {
        let media = MediaId::new();
        let draft = with(Attachment::Document { document: DocumentItem { media, title: "A".into() } });
        let at = |field| Place::Document { media, field };
        assert_eq!(place(&draft, "/content/media/title"), at(TitledField::Title));
        for path in ["/content/media/id", "/content/media/altText", "/content"] {
            assert_eq!(place(&draft, path), at(TitledField::File), "{path}");
        }
    }

    #[test]
    fn a_field_of_a_poll_is_its_question_or_the_option_that_is_there() {
        let options = vec!["Yes".into(), " ".into(), "No".into()];
        let poll = Poll { question: "Which?".into(), options, duration: PollDuration::OneDay };
        let draft = with(Attachment::Poll { poll });
        let at = |field| Place::Poll { field };
        for (path, field) in [
            ("/content/poll/question", PollField::Question),
            ("/content/poll/options/1/text", PollField::Option(2)),
            ("/content/poll/options/7/text", PollField::Options),
            ("/content/poll/settings/duration", PollField::Options),
            ("/content", PollField::Options),
        ] {
            assert_eq!(place(&draft, path), at(field), "{path}");
        }
        let second = refused(&draft, "/content/poll/options/1", "too long").judgement.message;
        assert!(second.starts_with("LinkedIn refused option 3 of the poll"), "{second}");
    }

    #[test]
    fn a_field_of_a_link_is_that_of_its_card_and_one_of_a_picture_that_is_missing_asks_for_one() {
        let bare = LinkItem { url: "https://a.example".into(), ..LinkItem::default() };
        let media = MediaId::new();
        let pictured =
            LinkItem { thumbnail: Some(LinkThumbnail { media, alt_text: String::new() }), ..bare.clone() };
        let [bare, pictured] = [bare, pictured].map(|link| with(Attachment::Link { link }));
        for (path, field) in [
            ("/content/article/source", LinkField::Url),
            ("/content/article/title", LinkField::Title),
            ("/content/article/description", LinkField::Description),
            ("/content/article/thumbnailAltText", LinkField::Thumbnail),
            ("/content/article", LinkField::Url),
        ] {
            assert_eq!(place(&bare, path), Place::Link { field }, "{path}");
        }
        for (path, field) in [
            ("/content/article/thumbnail", LinkThumbnailField::File),
            ("/content/article/thumbnailAltText", LinkThumbnailField::AltText),
        ] {
            assert_eq!(place(&pictured, path), Place::LinkThumbnail { media, field }, "{path}");
        }
    }

    #[test]
    fn a_field_of_a_card_is_that_cards_and_what_is_said_of_the_advertisement_is_there() {
        let card = || CarouselCard {
            media: MediaId::new(),
            alt_text: String::new(),
            title: String::new(),
            landing_page: String::new(),
        };
        let cards = vec![card(), card()];
        let media = cards[1].media;
        let feed = with(Attachment::Carousel { cards });
        let draft = Draft { sponsored: Some(Sponsored::default()), ..feed.clone() };
        for (path, field) in [
            ("/content/carousel/cards/1/landingPage", CardField::LandingPage),
            ("/content/carousel/cards/1/media/title", CardField::Title),
            ("/content/carousel/cards/1/media/altText", CardField::AltText),
            ("/content/carousel/cards/1/media/id", CardField::File),
        ] {
            assert_eq!(place(&draft, path), Place::Card { media, field }, "{path}");
        }
        assert_eq!(place(&draft, "/content/carousel/cards/2"), Place::Cards);
        for (path, field) in [
            ("/adContext/dscAdAccount", SponsoredField::AdAccount),
            ("/adContext/dscName", SponsoredField::Name),
            ("/contentLandingPage", SponsoredField::LandingPage),
            ("/contentCallToActionLabel", SponsoredField::LandingPage),
        ] {
            assert_eq!(place(&draft, path), Place::Sponsored { field }, "{path}");
            assert_eq!(place(&feed, path), Place::Cards, "{path}");
        }
    }

    #[test]
    fn a_field_of_a_shared_post_is_which_one_it_is() {
        let draft = with(Attachment::Reshare { reshare: Reshare { of: "urn:li:share:7".into() } });
        assert_eq!(place(&draft, "/reshareContext/parent"), Place::Reshare);
    }

    #[test]
    fn a_field_of_a_comment_is_the_first_comment_where_there_is_one() {
        let bare = with(Attachment::None);
        let commented = Draft { first_comment: "Samples".into(), ..bare.clone() };
        assert_eq!(place(&commented, "/message/text"), Place::FirstComment);
        assert_eq!(place(&bare, "/message/text"), Place::Text { from: None });
        assert_eq!(place(&commented, "/actor"), Place::Author);
    }

    #[test]
    fn a_finding_names_the_field_and_linkedins_reason_and_does_not_block() {
        let finding = refused(&with(Attachment::None), "/content/poll/options/1", "too long").judgement;
        assert_eq!(
            finding.message,
            "LinkedIn refused option 2 of the poll: “too long”. Change it before you publish again."
        );
        assert_eq!(finding.severity, Severity::Warn);
        assert_eq!(field_name("/content/media/altText").as_deref(), Some("the alt text"));
        assert_eq!(field_name("/lifecycleState"), None);
    }

    #[test]
    fn no_row_hides_a_later_one() {
        for (at, field) in FIELDS.iter().enumerate() {
            let path = field.path.replace('*', "0");
            let first = FIELDS.iter().position(|it| begins(&path, it.path).is_some());
            assert_eq!(first, Some(at), "{path}");
        }
    }
}
