//! Rules of a post's video or document: the file, its title, and what belongs to it.

use super::{
    Examined, Finding, Judgement, Limit, Limits, Made, Place, Purpose,
    Severity::{Advise, Block, Warn},
    Taken, TitledField, judge,
    unreadable::gone,
    words::{duration, thousands},
};
use crate::{
    media::Facts,
    post::{Attachment, DocumentItem, Draft, MediaId, VideoItem, one_line, utf16_len},
};

pub(super) fn check(
    draft: &Draft,
    examined: impl Fn(MediaId) -> Option<Examined>,
    made: impl Fn(MediaId) -> Option<Made>,
    limits: &Limits,
) -> Vec<Finding> {
    match &draft.attachment {
        Attachment::Video { video } => of_video(video, examined, made, limits),
        Attachment::Document { document } => of_document(document, examined, made, limits),
        _ => Vec::new(),
    }
}

fn of_video(
    video: &VideoItem,
    examined: impl Fn(MediaId) -> Option<Examined>,
    made: impl Fn(MediaId) -> Option<Made>,
    limits: &Limits,
) -> Vec<Finding> {
    let media = video.media;
    let at = |field| Place::Video { media, field };
    let (film, mut said) = file(media, Purpose::Video, &examined, limits);
    let film_facts = film.as_ref().and_then(Facts::video);
    let has_sound = film_facts.is_some_and(|film| film.audio_tracks.is_some_and(|tracks| tracks > 0));
    if video.captions.is_none() && has_sound {
        said.push(without_captions());
    }
    let mut findings: Vec<Finding> = said.into_iter().map(|it| it.at(at(TitledField::File))).collect();
    findings.extend(
        long_title("video.title", &video.title, limits.title, limits).map(|it| it.at(at(TitledField::Title))),
    );
    if let Some(thumbnail) = &video.thumbnail {
        let size = film_facts.and_then(|film| film.width.zip(film.height));
        let taken = match (thumbnail.at_ms, made(thumbnail.media)) {
            (None, _) => Taken::Elsewhere,
            (Some(_), Some(Made::Frame { of_this: false })) => Taken::FromEarlier,
            (Some(_), _) => Taken::FromThis,
        };
        let purpose = Purpose::Thumbnail { film: size, taken };
        let (_, said) = file(thumbnail.media, purpose, &examined, limits);
        findings.extend(said.into_iter().map(|it| it.at(Place::Thumbnail { media: thumbnail.media })));
    }
    if let Some(captions) = &video.captions {
        let (text, mut said) = file(captions.media, Purpose::Captions, &examined, limits);
        let end = text.as_ref().and_then(Facts::captions).and_then(|captions| captions.end_ms);
        let length = film_facts.and_then(|film| film.duration_ms);
        said.extend(end.zip(length).and_then(|(end, length)| late(end, length)));
        findings.extend(said.into_iter().map(|it| it.at(Place::Captions { media: captions.media })));
    }
    findings
}

fn of_document(
    document: &DocumentItem,
    examined: impl Fn(MediaId) -> Option<Examined>,
    made: impl Fn(MediaId) -> Option<Made>,
    limits: &Limits,
) -> Vec<Finding> {
    let media = document.media;
    let at = |field| Place::Document { media, field };
    let (_, mut said) = file(media, Purpose::Document, examined, limits);
    said.extend(made(media).map_or_else(Vec::new, of_pages));
    let mut findings: Vec<Finding> = said.into_iter().map(|it| it.at(at(TitledField::File))).collect();
    let title = match one_line(&document.title).is_empty() {
        true => Some(without_title(limits)),
        false => long_title("document.title", &document.title, limits.title, limits),
    };
    findings.extend(title.map(|it| it.at(at(TitledField::Title))));
    findings
}

/// What is known of a file, and what is to be said of it.
pub(super) fn file(
    media: MediaId,
    purpose: Purpose,
    examined: impl Fn(MediaId) -> Option<Examined>,
    limits: &Limits,
) -> (Option<Facts>, Vec<Judgement>) {
    match examined(media) {
        Some(Examined::Present(facts)) => {
            let said = judge(&facts, purpose, &limits.files);
            (Some(facts), said)
        }
        Some(Examined::Gone(why)) => (None, vec![gone(&why)]),
        None => (None, vec![gone("there is no such file")]),
    }
}

fn of_pages(made: Made) -> Vec<Judgement> {
    let Made::Pages { in_inks, lacking } = made else { return Vec::new() };
    [inks(in_inks), lack(lacking)].into_iter().flatten().collect()
}

/// What was said of the pictures is true of the pages: their data is copied.
fn inks(pages: u32) -> Option<Judgement> {
    let those = match pages {
        0 => return None,
        1 => "One page is a picture".to_owned(),
        several => format!("{} pages are pictures", thousands(several.into())),
    };
    let message = format!(
        "{those} in printing inks (CMYK). Screens show them shifted; go back to the images, save them as RGB, and make \
         the document again."
    );
    Some(Judgement { measured: Some(pages.into()), ..Judgement::new("document.cmyk", Warn, message) })
}

/// Galley looks for nothing that an SVG names outside itself.
fn lack(pages: u32) -> Option<Judgement> {
    let those = match pages {
        0 => return None,
        1 => "One page is an SVG that links".to_owned(),
        several => format!("{} pages are SVGs that link", thousands(several.into())),
    };
    let message = format!(
        "{those} to pictures in other files, and these are left out. Embed them where the SVG was drawn, go back to the \
         images, and make the document again."
    );
    Some(Judgement { measured: Some(pages.into()), ..Judgement::new("document.left_out", Warn, message) })
}

fn without_title(limits: &Limits) -> Judgement {
    let message = format!(
        "The document has no title; {} requires one and shows it above the pages. Write a few words.",
        limits.files.provider
    );
    Judgement::new("document.title_missing", Block, message).by(limits.document_title)
}

pub(super) fn long_title(
    rule: &'static str,
    title: &str,
    limit: Limit,
    limits: &Limits,
) -> Option<Judgement> {
    let units = u64::from(utf16_len(&one_line(title)));
    (units > limit.value).then(|| {
        let message = format!(
            "The title has {} characters; {} publishes no limit, but other tools stay within {}. Take out {} to be safe.",
            thousands(units),
            limits.files.provider,
            thousands(limit.value),
            thousands(units - limit.value)
        );
        Judgement::new(rule, Warn, message).against(units, limit)
    })
}

fn without_captions() -> Judgement {
    let message = "No captions: videos begin without sound in the feed, and some people hear none. Add what is said as \
                   an SRT file.";
    Judgement::new("video.captions_missing", Advise, message)
}

/// The last caption goes at `end`, the video at `length`; both in milliseconds.
fn late(end: u64, length: u64) -> Option<Judgement> {
    (end > length).then(|| {
        let message = format!(
            "The last caption goes {} after the video does, which lasts {}. They may belong to another version: play \
             both and compare.",
            duration(end - length),
            duration(length)
        );
        let late = Judgement::new("captions.late", Warn, message);
        Judgement { measured: Some(end), limit: Some(length), source: Some("The video’s own length"), ..late }
    })
}
