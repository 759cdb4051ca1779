//! Rules of the still picture of a video.

use super::{
    Judgement, Remedy,
    Severity::{Block, Warn},
    Taken,
    file::{Subject, another_kind, described, faults, misnamed, refused, unjudged},
    limits::{FileLimits, ThumbnailLimits},
    picture::{PICTURE, coding, color, location, pixels, redrawn, turned},
    words::{bytes_against, thousands},
};
use crate::media::{Facts, ImageFacts, can_mend};

const THUMBNAIL: Subject = Subject { several: "thumbnails", ..PICTURE };

/// What a provider would say of this file as the still picture of a video of the size `film`.
pub(super) fn judge(
    facts: &Facts,
    film: Option<(u32, u32)>,
    taken: Taken,
    limits: &FileLimits,
) -> Vec<Judgement> {
    let provider = limits.provider;
    let Some(of_thumbnails) = &limits.thumbnail else {
        let of_itself = facts
            .image()
            .map(|image| [coding(image), color(facts, image), turned(facts, image), location(facts, image)]);
        return unjudged(facts, &THUMBNAIL, provider, of_itself.into_iter().flatten().flatten());
    };
    if let Some(another) = another_kind(facts, &THUMBNAIL, provider, &of_thumbnails.formats) {
        return misnamed(another, facts);
    }
    let (Some(image), Some(format)) = (facts.image(), facts.format) else { return Vec::new() };
    if !of_thumbnails.formats.taken.contains(&format) {
        let takes = of_thumbnails.formats.in_words;
        let message = format!(
            "This is {}; a thumbnail has to be {takes}. Save it as one of these, or take a frame of the video.",
            described(format)
        );
        let remedy = can_mend(facts).then_some(Remedy::Convert);
        let judgement = Judgement::new("thumbnail.format", Block, message);
        return refused(judgement.by(of_thumbnails.formats.source).mended_by(remedy), facts, &THUMBNAIL);
    }
    let rules = [
        too_long(facts, image, of_thumbnails),
        film.and_then(|film| other_size(facts, image, film, taken, of_thumbnails))
            .or_else(|| (taken == Taken::FromEarlier).then(outdated)),
        moving(image, provider),
        pixels(facts, image, provider, limits.image.pixels),
        coding(image),
        color(facts, image),
        turned(facts, image),
        location(facts, image),
    ];
    faults(facts, &THUMBNAIL).into_iter().chain(rules.into_iter().flatten()).collect()
}

fn too_long(facts: &Facts, image: &ImageFacts, limits: &ThumbnailLimits) -> Option<Judgement> {
    limits.bytes.is_exceeded_by(facts.bytes).then(|| {
        let limit = limits.bytes.limit();
        let [has, below] = bytes_against(facts.bytes, limit.value);
        let message = format!("The file has {has}; a thumbnail has to stay below {below}. Save it smaller.");
        let remedy = redrawn(facts, image).then_some(Remedy::Compress);
        Judgement::new("thumbnail.bytes", Block, message).against(facts.bytes, limit).mended_by(remedy)
    })
}

fn other_size(
    facts: &Facts,
    image: &ImageFacts,
    film: (u32, u32),
    taken: Taken,
    limits: &ThumbnailLimits,
) -> Option<Judgement> {
    let size = (image.width?, image.height?);
    (size != film).then(|| {
        // Nothing is enlarged.
        let enough = size.0 >= film.0 && size.1 >= film.1;
        let (way_out, remedy) = match taken {
            Taken::FromEarlier => (
                "It was taken from an earlier version of the video: take the frame again.",
                Some(Remedy::TakeAgain),
            ),
            Taken::FromThis => ("Take the frame again.", Some(Remedy::TakeAgain)),
            Taken::Elsewhere if enough => (
                "Crop it to that size, or take a frame of the video.",
                redrawn(facts, image).then_some(Remedy::Crop),
            ),
            Taken::Elsewhere => ("Take a larger picture, or a frame of the video.", None),
        };
        let message = format!(
            "The thumbnail is {} and the video {}; both have to be of one size. {way_out}",
            edges(size),
            edges(film)
        );
        Judgement::new("thumbnail.size", Block, message).by(limits.size_source).mended_by(remedy)
    })
}

fn outdated() -> Judgement {
    let message = "The thumbnail was taken from an earlier version of the video, whose file is another by now: it may \
                   show what the video does not. Take the frame again.";
    Judgement::new("thumbnail.outdated", Warn, message).mended_by(Some(Remedy::TakeAgain))
}

fn moving(image: &ImageFacts, provider: &str) -> Option<Judgement> {
    (image.animated == Some(true)).then(|| {
        let frames =
            image.frames.map_or_else(String::new, |frames| format!(" in {} frames", thousands(frames.into())));
        let message = format!(
            "This picture moves{frames}; a thumbnail stands still. {provider} publishes no rule for one that \
             moves, and may refuse it or show any frame. Take a frame of the video, or save one frame as JPEG."
        );
        let moving = Judgement::new("thumbnail.animated", Warn, message);
        Judgement { measured: image.frames.map(u64::from), ..moving }
    })
}

fn edges((width, height): (u32, u32)) -> String {
    format!("{} × {}", thousands(width.into()), thousands(height.into()))
}
