//! Rules of the images of a post: each file, what is said about it, and all of them together.

use super::{
    Examined, Finding, ImageField, Judgement, Limit, Limits, Place, Purpose, Remedy,
    Severity::{Advise, Block, Warn},
    judge,
    limits::ImageLimits,
    picture::redrawn,
    unreadable::gone,
    words::thousands,
};
use crate::{
    media::{Facts, ImageFacts, Kind},
    post::{CutRule, Draft, ImageItem, MediaId, TITLE_ON_A_PHONE, characters, lines, utf16_len},
};

pub(super) fn check(
    draft: &Draft,
    examined: impl Fn(MediaId) -> Option<Examined>,
    limits: &Limits,
) -> Vec<Finding> {
    let images = draft.attachment.images();
    let alone = images.len() == 1;
    let mut findings: Vec<Finding> = images
        .iter()
        .flat_map(|image| {
            // What has to be removed needs no description; a file that is gone may come back.
            let (is_image, file) = match examined(image.media) {
                Some(Examined::Present(facts)) => {
                    (facts.kind() == Kind::Image, present(&facts, alone, limits))
                }
                Some(Examined::Gone(why)) => (true, vec![gone(&why)]),
                None => (true, vec![gone("there is no such file")]),
            };
            let at = |field| Place::Image { media: image.media, field };
            let mut of_image: Vec<Finding> = file.into_iter().map(|it| it.at(at(ImageField::File))).collect();
            if is_image {
                of_image.extend(alt_text(&image.alt_text, limits).map(|it| it.at(at(ImageField::AltText))));
                of_image.extend(title(image).map(|it| it.at(at(ImageField::Title))));
            }
            of_image
        })
        .collect();
    findings.extend(count(images.len() as u64, limits));
    findings
}

fn present(facts: &Facts, alone: bool, limits: &Limits) -> Vec<Judgement> {
    let mut judgements = judge(facts, Purpose::Image, &limits.files);
    let shown = judgements.iter().all(|judgement| judgement.severity != Block);
    if shown && let Some(image) = facts.image() {
        let limits = &limits.files.image;
        if alone {
            judgements.extend(shape(facts, image, limits));
        }
        judgements
            .extend(sharpness(image, if alone { limits.sharp_width } else { limits.sharp_width_of_several }));
    }
    judgements
}

fn count(images: u64, limits: &Limits) -> Option<Finding> {
    (images > limits.images.value).then(|| {
        let over = images - limits.images.value;
        let message = format!(
            "{images} images; {} takes {} in one post. Remove {over}, or divide them among {} posts.",
            limits.files.provider,
            limits.images.value,
            images.div_ceil(limits.images.value.max(1))
        );
        Judgement::new("images.count", Block, message).against(images, limits.images).at(Place::Images)
    })
}

/// What is to be said of the alt text of any picture.
pub(super) fn alt_text(alt_text: &str, limits: &Limits) -> Option<Judgement> {
    let units = u64::from(utf16_len(&lines(alt_text)));
    if units == 0 {
        let message =
            "No alt text: people who cannot see the picture learn nothing of it. One sentence is enough.";
        return Some(Judgement::new("image.alt_text_missing", Warn, message));
    }
    if units > limits.alt_text.value {
        let message = format!(
            "The alt text has {} characters; {} takes {}. Take out at least {}.",
            thousands(units),
            limits.files.provider,
            thousands(limits.alt_text.value),
            thousands(units - limits.alt_text.value)
        );
        return Some(Judgement::new("image.alt_text", Block, message).against(units, limits.alt_text));
    }
    (units > limits.alt_text_advised.value).then(|| {
        let message = format!(
            "The alt text has {} characters; up to {} are advised, so that listening to it does not take long. Leave \
             out what the post says already.",
            thousands(units),
            limits.alt_text_advised.value
        );
        Judgement::new("image.alt_text_long", Advise, message).against(units, limits.alt_text_advised)
    })
}

fn title(image: &ImageItem) -> Option<Judgement> {
    let CutRule { min, max, source } = TITLE_ON_A_PHONE;
    let length = characters(&image.title);
    (length > min).then(|| {
        let message = format!(
            "The title has {} characters; phones cut titles after {min} to {max}. Take out {}, or begin with what matters.",
            thousands(length.into()),
            thousands((length - min).into())
        );
        let limit = Limit { value: min.into(), source };
        Judgement::new("image.title", Advise, message).against(length.into(), limit)
    })
}

fn shape(facts: &Facts, image: &ImageFacts, limits: &ImageLimits) -> Option<Judgement> {
    let (width, height) = (u64::from(image.width?), u64::from(image.height?));
    let thousandths = width * 1_000 / height.max(1);
    let (which, limit, edges) = match thousandths {
        wide if wide > limits.widest.value => ("wider than 3:1", limits.widest, "left and right"),
        tall if tall < limits.narrowest.value => ("taller than 4:5", limits.narrowest, "top and bottom"),
        _ => return None,
    };
    let message = format!(
        "{} × {} is {which}: the feed crops it at {edges}. The proof shows what is left; crop it yourself to choose.",
        thousands(width),
        thousands(height)
    );
    let remedy = redrawn(facts, image).then_some(Remedy::Crop);
    Some(Judgement::new("image.shape", Warn, message).against(thousandths, limit).mended_by(remedy))
}

fn sharpness(image: &ImageFacts, recommended: Limit) -> Option<Judgement> {
    let width = u64::from(image.width?);
    (width < recommended.value).then(|| {
        // What is enlarged by less than a quarter does not look it; the proof judges by the same.
        let soft = if width * 5 < recommended.value * 4 { ": it is enlarged and looks soft" } else { "" };
        let message = format!(
            "{} {} across; {} are recommended{soft}. Use a larger version if there is one.",
            thousands(width),
            if width == 1 { "pixel" } else { "pixels" },
            thousands(recommended.value)
        );
        Judgement::new("image.width", Advise, message).against(width, recommended)
    })
}
