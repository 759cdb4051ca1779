//! What LinkedIn refused of a post, laid at the place it is about.

use super::{Finding, ImageField, Judgement, Place, Severity, TitledField};
use crate::post::{Attachment, Draft};

/// A field of a request as LinkedIn names it, and what it is to whoever writes the post.
struct Field {
    /// The beginning of its JSON path; `*` stands for a number, counted from 0.
    path: &'static str,
    /// `{n}` is that number, counted from 1.
    name: &'static str,
    /// Where it is seen to; the number is that of `*`, or 0.
    place: fn(&Draft, usize) -> Place,
}

/// The narrower before the wider: the first that is the beginning of a path counts. A new kind of post adds its lines;
/// until then `/content` catches it.
#[rustfmt::skip]
const FIELDS: &[Field] = &[
    Field { path: "/author", name: "who posts", place: |_, _| Place::Author },
    Field { path: "/initializeUploadRequest/owner", name: "who posts", place: |_, _| Place::Author },
    Field { path: "/commentary", name: "the text", place: text },
    Field { path: "/visibility", name: "who may see it", place: |_, _| Place::Visibility },
    Field { path: "/distribution/targetEntities", name: "the audience", place: |_, _| Place::Visibility },
    Field { path: "/distribution", name: "how it is distributed", place: |_, _| Place::Visibility },
    Field { path: "/isReshareDisabledByAuthor", name: "whether it may be reshared", place: |_, _| Place::Visibility },
    Field { path: "/container", name: "where it is posted", place: |_, _| Place::Visibility },
    Field { path: "/content/multiImage/images/*/altText", name: "the alt text of image {n}", place: alt_text },
    Field { path: "/content/multiImage/images/*", name: "image {n}", place: image },
    Field { path: "/content/multiImage", name: "the images", place: |_, _| Place::Images },
    Field { path: "/content/media/altText", name: "the alt text", place: alt_text },
    Field { path: "/content/media/title", name: "the title", place: title },
    Field { path: "/content/media", name: "the file", place: image },
    Field { path: "/content/poll/question", name: "the question of the poll", place: attachment },
    Field { path: "/content/poll/options/*", name: "option {n} of the poll", place: attachment },
    Field { path: "/content/poll", name: "the poll", place: attachment },
    Field { path: "/content/article/source", name: "the address of the link", place: attachment },
    Field { path: "/content/article", name: "the link", place: attachment },
    Field { path: "/content/carousel/cards/*", name: "card {n}", place: attachment },
    Field { path: "/content/carousel", name: "the carousel", place: attachment },
    Field { path: "/content", name: "what is attached", place: attachment },
    Field { path: "/reshareContext", name: "the post that is reshared", place: attachment },
    Field { path: "/adContext", name: "the advertising account", place: attachment },
    Field { path: "/contentLandingPage", name: "the landing page", place: attachment },
    Field { path: "/contentCallToActionLabel", name: "the call to action", place: attachment },
];

/// What a field is called, for a sentence; `None` for one that no reader has to do with.
pub fn field_name(path: &str) -> Option<String> {
    let (field, at) = field(path)?;
    Some(field.name.replace("{n}", &(at + 1).to_string()))
}

/// That LinkedIn refused a field of this draft, as a finding at its place. `reason`: LinkedIn's own words.
pub fn refused(draft: &Draft, path: &str, reason: &str) -> Finding {
    let place = field(path).map_or(Place::Text { from: None }, |(field, at)| (field.place)(draft, at));
    let what = field_name(path).unwrap_or_else(|| path.to_owned());
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

fn text(_: &Draft, _: usize) -> Place {
    Place::Text { from: None }
}

fn alt_text(draft: &Draft, at: usize) -> Place {
    of_image(draft, at, ImageField::AltText)
}

fn image(draft: &Draft, at: usize) -> Place {
    of_image(draft, at, ImageField::File)
}

fn of_image(draft: &Draft, at: usize, field: ImageField) -> Place {
    match draft.attachment.images().get(at) {
        Some(image) => Place::Image { media: image.media, field },
        None => attachment(draft, at),
    }
}

fn title(draft: &Draft, at: usize) -> Place {
    match attachment(draft, at) {
        Place::Video { media, .. } => Place::Video { media, field: TitledField::Title },
        Place::Document { media, .. } => Place::Document { media, field: TitledField::Title },
        place => place,
    }
}

/// The attachment as a whole; of one that has no place of its own, the text.
fn attachment(draft: &Draft, _: usize) -> Place {
    match &draft.attachment {
        Attachment::Images { .. } => Place::Images,
        Attachment::Video { video } => Place::Video { media: video.media, field: TitledField::File },
        Attachment::Document { document } => {
            Place::Document { media: document.media, field: TitledField::File }
        }
        _ => Place::Text { from: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{DocumentItem, ImageItem, MediaId};

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
