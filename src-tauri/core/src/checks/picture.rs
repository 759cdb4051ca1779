//! Rules of a single image, as a picture of a post or of a carousel.

use super::{
    Judgement, Limit, Remedy,
    Severity::{Advise, Block, Warn},
    file::{Subject, another_kind, described, faults, misnamed, refused},
    limits::{FileLimits, ImageBytes, ImageLimits, Most},
    words::{bytes_against, thousands},
};
use crate::media::{Coding, Color, Facts, Format, ImageFacts, Kind, Orientation, can_mend, can_thin};

pub(super) const PICTURE: Subject = Subject {
    kind: Kind::Image,
    a: "an image",
    noun: "picture",
    several: "images",
    truncated: "image.truncated",
    corrupt: "image.corrupt",
    damaged: "image.damaged",
};

/// What a provider would say of this file as an image.
pub(super) fn judge(facts: &Facts, limits: &FileLimits) -> Vec<Judgement> {
    let FileLimits { provider, image: of_images, .. } = limits;
    if let Some(another) = another_kind(facts, &PICTURE, provider, &of_images.formats) {
        return misnamed(another, facts);
    }
    if let Some(judgement) = refused_format(facts, provider, of_images) {
        return refused(judgement, facts, &PICTURE);
    }
    let Some(image) = facts.image() else { return Vec::new() };
    let rules = [
        converted(facts, provider, of_images),
        pixels(facts, image, provider, of_images.pixels),
        size(facts, image, provider, of_images.bytes),
        frames(facts, image, provider, of_images),
        coding(image),
        color(facts, image),
        turned(facts, image),
        location(facts, image),
    ];
    faults(facts, &PICTURE).into_iter().chain(rules.into_iter().flatten()).collect()
}

/// What a provider would say of this file as a picture of a carousel.
pub(super) fn judge_card(facts: &Facts, limits: &FileLimits) -> Vec<Judgement> {
    let mut judgements = judge(facts, limits);
    judgements.extend(facts.image().and_then(|image| card(facts, image, limits.card)));
    judgements
}

fn refused_format(facts: &Facts, provider: &str, limits: &ImageLimits) -> Option<Judgement> {
    let format = facts.format?;
    if limits.formats.taken.contains(&format) || limits.converted.contains(&format) {
        return None;
    }
    let moves = facts.image().is_some_and(|image| image.animated == Some(true));
    let moving = match limits.formats.taken.contains(&Format::Gif) {
        _ if !moves => "",
        true => " It moves, and a copy as JPEG or PNG stands still: only a GIF keeps moving.",
        false => " It moves, and a copy stands still.",
    };
    let message = format!(
        "This is {}; {provider} takes {}. {}{moving}",
        described(format),
        limits.formats.in_words,
        how_to_convert(format, can_mend(facts)),
    );
    let remedy = can_mend(facts).then_some(Remedy::Convert);
    Some(Judgement::new("image.format", Block, message).by(limits.formats.source).mended_by(remedy))
}

fn converted(facts: &Facts, provider: &str, limits: &ImageLimits) -> Option<Judgement> {
    let format = facts.format.filter(|format| limits.converted.contains(format))?;
    let message = format!(
        "This is {}; {provider} turns it into a JPEG on its own. Save it as JPEG or PNG yourself to see what comes of it.",
        described(format)
    );
    let remedy = can_mend(facts).then_some(Remedy::Convert);
    Some(Judgement::new("image.converted", Advise, message).by(limits.formats.source).mended_by(remedy))
}

pub(super) fn pixels(facts: &Facts, image: &ImageFacts, provider: &str, most: Most) -> Option<Judgement> {
    let (width, height, pixels) = (image.width?, image.height?, image.pixels()?);
    most.is_exceeded_by(pixels).then(|| {
        let few = if matches!(most, Most::Below(_)) { "fewer than " } else { "up to " };
        let message = format!(
            "{} × {} are {} pixels; {provider} takes {few}{}. Save it at {} × {} or smaller.",
            thousands(width.into()),
            thousands(height.into()),
            thousands(pixels),
            thousands(most.limit().value),
            thousands(fitting(width, pixels, most.first_too_many())),
            thousands(fitting(height, pixels, most.first_too_many())),
        );
        Judgement::new("image.pixels", Block, message)
            .against(pixels, most.limit())
            .mended_by(redrawn(facts, image).then_some(Remedy::Resize))
    })
}

/// The largest edge in whole tens that keeps the picture's shape under the first number that is too many.
fn fitting(edge: u32, pixels: u64, too_many: u64) -> u64 {
    let scale = ((too_many - 1) as f64 / pixels as f64).sqrt();
    ((f64::from(edge) * scale) as u64 / 10 * 10).max(1)
}

fn size(facts: &Facts, image: &ImageFacts, provider: &str, limit: ImageBytes) -> Option<Judgement> {
    let remedy = redrawn(facts, image).then_some(Remedy::Compress);
    (facts.bytes >= limit.first_too_many()).then(|| match limit {
        ImageBytes::Refused(most) => {
            let less = if matches!(most, Most::Below(_)) { "less than" } else { "up to" };
            let [has, takes] = bytes_against(facts.bytes, most.limit().value);
            let message = format!("The file has {has}; {provider} takes {less} {takes}. Save it smaller.");
            Judgement::new("image.bytes", Block, message).against(facts.bytes, most.limit()).mended_by(remedy)
        }
        ImageBytes::Cautious(limit) => {
            let [has, below] = bytes_against(facts.bytes, limit.value);
            let message = format!(
                "The file has {has}. {provider} publishes no limit, but other tools stay below {below}. Save it smaller \
                 to be safe."
            );
            Judgement::new("image.bytes", Warn, message).against(facts.bytes, limit).mended_by(remedy)
        }
    })
}

fn frames(facts: &Facts, image: &ImageFacts, provider: &str, limits: &ImageLimits) -> Option<Judgement> {
    let frames = u64::from(image.frames?);
    match (facts.format, limits.gif_frames) {
        (Some(Format::Gif), Some(limit)) if frames > limit.value => {
            let message = format!(
                "The animation has {} frames; {provider} takes {}. Shorten it, or leave frames out: the others then stand \
                 longer, and it lasts as long as before.",
                thousands(frames),
                limit.value
            );
            let remedy = can_thin(facts).then_some(Remedy::Thin);
            Some(Judgement::new("image.frames", Block, message).against(frames, limit).mended_by(remedy))
        }
        (Some(Format::Png), _) if image.animated == Some(true) => {
            let message = "This PNG is animated. LinkedIn names only GIF as a moving image and may show a single \
                           frame. Save it as a GIF if it has to move.";
            let moving = Judgement::new("image.animated_png", Warn, message);
            Some(Judgement { measured: Some(frames), ..moving })
        }
        _ => None,
    }
}

pub(super) fn coding(image: &ImageFacts) -> Option<Judgement> {
    let how = match (image.coding?, image.bit_depth) {
        (Coding::Lossless, _) => "lossless JPEG",
        (Coding::Hierarchical, _) => "hierarchical JPEG",
        (Coding::Arithmetic, _) => "a JPEG with arithmetic coding",
        // No JPEG: what is said of its format says it.
        (Coding::Rare, _) => return None,
        (_, Some(depth)) if depth > 8 => "a JPEG with more than 8 bits per colour",
        _ => return None,
    };
    let message = format!("This is {how}, which browsers do not show. Save it as an ordinary JPEG or a PNG.");
    Some(Judgement::new("image.coding", Block, message))
}

pub(super) fn color(facts: &Facts, image: &ImageFacts) -> Option<Judgement> {
    matches!(image.color, Some(Color::Cmyk | Color::Ycck)).then(|| {
        let message =
            "The colours are printing inks (CMYK). Screens show them shifted; save the picture as RGB.";
        let remedy = redrawn(facts, image).then_some(Remedy::Convert);
        Judgement::new("image.cmyk", Warn, message).mended_by(remedy)
    })
}

/// JPEGs are turned by everybody.
pub(super) fn turned(facts: &Facts, image: &ImageFacts) -> Option<Judgement> {
    let turned = image.orientation.is_some_and(|orientation| orientation != Orientation::UPRIGHT);
    (facts.format == Some(Format::Png) && turned).then(|| {
        let message = "The PNG says by its EXIF data that it is to be shown turned, and only some programs look there: \
                       readers may see it lying on its side. Save it upright.";
        let remedy = redrawn(facts, image).then_some(Remedy::Turn);
        Judgement::new("image.turned", Warn, message).mended_by(remedy)
    })
}

pub(super) fn location(facts: &Facts, image: &ImageFacts) -> Option<Judgement> {
    image.gps.then(|| {
        let message = "The file says where the picture was taken. Save it without location if that is nobody’s business.";
        let remedy = redrawn(facts, image).then_some(Remedy::Strip);
        Judgement::new("image.location", Advise, message).mended_by(remedy)
    })
}

fn card(facts: &Facts, image: &ImageFacts, edge: Limit) -> Option<Judgement> {
    let (width, height) = (u64::from(image.width?), u64::from(image.height?));
    let Limit { value, .. } = edge;
    let size = format!("{} × {}", thousands(width), thousands(height));
    let advised = format!("{0} × {0}", thousands(value));
    if width != height {
        let message = format!(
            "{size} is not square: a carousel shows it between bars. {advised} is recommended; crop it to choose."
        );
        let remedy = redrawn(facts, image).then_some(Remedy::Crop);
        return Some(Judgement::new("card.shape", Warn, message).by(edge.source).mended_by(remedy));
    }
    (width < value).then(|| {
        let message = format!(
            "{size} is less than the {advised} recommended for a carousel; it is enlarged and may look soft. Use a \
             larger version if there is one."
        );
        Judgement::new("card.size", Advise, message).against(width, edge)
    })
}

/// Whether Galley can draw this picture anew and lose nothing: one that stands still, in a format it writes.
pub(super) fn redrawn(facts: &Facts, image: &ImageFacts) -> bool {
    matches!(facts.format, Some(Format::Jpeg | Format::Png))
        && image.animated != Some(true)
        && can_mend(facts)
}

/// `mended`: Galley can do it itself, in its window.
fn how_to_convert(format: Format, mended: bool) -> &'static str {
    match format {
        Format::Heic if mended => {
            "Galley’s Fix saves a copy as JPEG or PNG; on an iPhone, Settings › Camera › Formats › Most Compatible \
             makes new ones JPEG."
        }
        _ if mended => "Galley’s Fix saves a copy as JPEG or PNG; an image editor can do it too.",
        Format::Heic => {
            "Export it as JPEG from the photo app; on an iPhone, Settings › Camera › Formats › Most Compatible makes \
             new ones JPEG."
        }
        Format::Svg => "Export it as PNG, 1,200 pixels wide or more.",
        Format::Webp | Format::Avif | Format::Jxl => {
            "Open it in an image editor and export it as JPEG, or PNG with transparency."
        }
        _ => "Open it in an image editor and export it as JPEG or PNG.",
    }
}
