//! The steps that bring each kind of file to LinkedIn.

use super::{
    PlanError, Steps,
    requests::{self, VIDEO_PART},
};
use crate::{
    post::{CarouselCard, DocumentItem, ImageItem, LinkItem, MediaId, VideoItem, WebUrl, lines, one_line},
    providers::{
        Call, FileRef, Fill, Manner, Obtained, Request, StepId,
        linkedin::wire::{Article, Card, CardMedia, Content, Media, ReshareContext},
    },
};

/// What hangs under a post once its files are there.
#[derive(Default)]
pub(super) struct Attached {
    pub content: Option<Content>,
    /// Relative to the body of the request that creates the post.
    pub fills: Vec<Fill>,
    /// The post that is shown once more.
    pub reshared: Option<ReshareContext>,
    /// The step after which the files can be used.
    pub ready: Option<StepId>,
}

type Found<'a> = &'a dyn Fn(MediaId) -> Result<FileRef, PlanError>;

impl Steps<'_> {
    pub(super) fn images(&mut self, images: &[ImageItem], file: Found<'_>) -> Result<Attached, PlanError> {
        let (registered, ready) = self.pictures(images.iter().map(|image| image.media), file)?;
        let media = |(image, step): (&ImageItem, &StepId)| Media {
            id: Fill::placeholder(*step, Obtained::Urn),
            alt_text: lines(&image.alt_text).into_owned(),
            title: String::new(),
        };
        let mut named: Vec<Media> = images.iter().zip(&registered).map(media).collect();
        Ok(match (registered.as_slice(), named.pop()) {
            ([only], Some(media)) => one(media, *only, ready),
            (several, Some(last)) => {
                named.push(last);
                let fill = |(at, step): (usize, &StepId)| {
                    Fill::urn(format!("/content/multiImage/images/{at}/id"), *step)
                };
                Attached {
                    content: Some(Content::MultiImage { images: named }),
                    fills: several.iter().enumerate().map(fill).collect(),
                    ready,
                    ..Attached::default()
                }
            }
            (_, None) => Attached::default(),
        })
    }

    /// A link's card is spelled out; its picture is uploaded before.
    pub(super) fn link(&mut self, link: &LinkItem, file: Found<'_>) -> Result<Attached, PlanError> {
        let source: WebUrl = link.url.parse()?;
        let (registered, ready) = self.pictures(link.thumbnail.iter().map(|it| it.media), file)?;
        let picture = registered.first();
        let alt_text = link.thumbnail.as_ref().map(|it| lines(&it.alt_text).into_owned());
        let article = Article {
            source: source.to_string(),
            title: match one_line(&link.title) {
                title if title.is_empty() => source.host().to_owned(),
                title => title.into_owned(),
            },
            description: one_line(&link.description).into_owned(),
            thumbnail: picture.map(|step| Fill::placeholder(*step, Obtained::Urn)),
            thumbnail_alt_text: alt_text.unwrap_or_default(),
        };
        let fill = |step: &StepId| Fill::urn("/content/article/thumbnail", *step);
        Ok(Attached {
            content: Some(Content::Article(article)),
            fills: picture.map(fill).into_iter().collect(),
            ready,
            ..Attached::default()
        })
    }

    pub(super) fn carousel(
        &mut self,
        cards: &[CarouselCard],
        file: Found<'_>,
    ) -> Result<Attached, PlanError> {
        let (registered, ready) = self.pictures(cards.iter().map(|card| card.media), file)?;
        let card = |(card, step): (&CarouselCard, &StepId)| {
            Ok(Card {
                landing_page: card.landing_page.parse::<WebUrl>()?.to_string(),
                media: CardMedia {
                    id: Fill::placeholder(*step, Obtained::Urn),
                    title: one_line(&card.title).into_owned(),
                    alt_text: lines(&card.alt_text).into_owned(),
                },
            })
        };
        let cards: Result<_, PlanError> = cards.iter().zip(&registered).map(card).collect();
        let fill =
            |(at, step): (usize, &StepId)| Fill::urn(format!("/content/carousel/cards/{at}/media/id"), *step);
        Ok(Attached {
            content: Some(Content::Carousel { cards: cards? }),
            fills: registered.iter().enumerate().map(fill).collect(),
            ready,
            ..Attached::default()
        })
    }

    /// Pictures are announced and sent each by itself, and awaited together: the steps that announce them, and the one
    /// after which they can be used.
    fn pictures(
        &mut self,
        pictures: impl Iterator<Item = MediaId>,
        file: Found<'_>,
    ) -> Result<(Vec<StepId>, Option<StepId>), PlanError> {
        let (mut registered, mut uploaded) = (Vec::new(), Vec::new());
        for picture in pictures {
            let request = requests::initialize_image(self.endpoint, self.author);
            let (register, upload) = self.whole(file(picture)?, request);
            registered.push(register);
            uploaded.push(upload);
        }
        let ready = (!registered.is_empty()).then(|| {
            let request = requests::image_statuses(self.endpoint, &registered);
            self.add(uploaded, Call::Await { registered: registered.clone(), request })
        });
        Ok((registered, ready))
    }

    pub(super) fn document(
        &mut self,
        document: &DocumentItem,
        file: Found<'_>,
    ) -> Result<Attached, PlanError> {
        let request = requests::initialize_document(self.endpoint, self.author);
        let (register, upload) = self.whole(file(document.media)?, request);
        let request = requests::document_status(self.endpoint, register);
        let ready = self.add([upload], Call::Await { registered: vec![register], request });
        Ok(one(titled(&document.title, register), register, Some(ready)))
    }

    /// A video is announced with what comes beside it; both are sent, the video in parts; then it is said to be
    /// complete.
    pub(super) fn video(&mut self, video: &VideoItem, file: Found<'_>) -> Result<Attached, PlanError> {
        let film = file(video.media)?;
        let captions = match &video.captions {
            Some(captions) => Some((file(captions.media)?, &captions.locale)),
            None => None,
        };
        let thumbnail = video.thumbnail.as_ref().map(|it| file(it.media)).transpose()?;
        let request = requests::initialize_video(
            self.endpoint,
            self.author,
            film.bytes,
            captions.is_some(),
            thumbnail.is_some(),
        );
        let register = self.add([], Call::Register { file: film.clone(), request });
        let parts = Manner::Parts { likely: VIDEO_PART };
        let sent = self.upload(film.clone(), register, parts);
        let mut all = vec![sent];
        if let Some((file, locale)) = captions {
            let manner = Manner::Captions { metadata: requests::captions_metadata(locale) };
            all.push(self.upload(file, register, manner));
        }
        if let Some(file) = thumbnail {
            // Videos API: the header by which a picture is told from a film.
            let headers = vec![("media-type-family".to_owned(), "STILLIMAGE".to_owned())];
            all.push(self.upload(file, register, Manner::Thumbnail { headers }));
        }
        let request = requests::finalize_video(self.endpoint, register, sent);
        let complete = self.add(all, Call::Finalize { file: film, registered: register, request });
        let request = requests::video_status(self.endpoint, register);
        let ready = self.add([complete], Call::Await { registered: vec![register], request });
        Ok(one(titled(&video.title, register), register, Some(ready)))
    }

    /// A file that is announced, and sent in one piece: the two steps.
    fn whole(&mut self, file: FileRef, request: Request) -> (StepId, StepId) {
        let register = self.add([], Call::Register { file: file.clone(), request });
        (register, self.upload(file, register, Manner::Whole))
    }

    fn upload(&mut self, file: FileRef, registered: StepId, manner: Manner) -> StepId {
        self.add([registered], Call::Upload { file, registered, manner })
    }
}

fn titled(title: &str, step: StepId) -> Media {
    Media {
        id: Fill::placeholder(step, Obtained::Urn),
        title: one_line(title).into_owned(),
        alt_text: String::new(),
    }
}

fn one(media: Media, step: StepId, ready: Option<StepId>) -> Attached {
    Attached {
        content: Some(Content::Media(media)),
        fills: vec![Fill::urn("/content/media/id", step)],
        ready,
        ..Attached::default()
    }
}
