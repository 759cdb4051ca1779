//! Rules of a link's card. Nobody reads the page but Galley: what is not written here is not shown.

use super::{
    Examined, Finding, Judgement, Limit, Limits, LinkField, LinkThumbnailField, Place, Purpose, Remedy,
    Severity::{Advise, Block, Warn},
    images::alt_text,
    picture::redrawn,
    titled::{file, long_title},
    words::{sentence, thousands},
};
use crate::{
    media::{Facts, Kind},
    post::{
        Attachment, CutRule, Draft, LinkItem, LinkThumbnail, MediaId, TITLE_ON_A_PHONE, WebUrl, characters,
        one_line, utf16_len,
    },
};

pub(super) fn check(
    draft: &Draft,
    examined: impl Fn(MediaId) -> Option<Examined>,
    limits: &Limits,
) -> Vec<Finding> {
    let Attachment::Link { link } = &draft.attachment else { return Vec::new() };
    let at = |field| Place::Link { field };
    let mut findings: Vec<Finding> = address(link).into_iter().map(|it| it.at(at(LinkField::Url))).collect();
    findings.extend(title(link, limits).map(|it| it.at(at(LinkField::Title))));
    findings.extend(description(link, limits).map(|it| it.at(at(LinkField::Description))));
    match &link.thumbnail {
        Some(thumbnail) => findings.extend(picture(thumbnail, examined, limits)),
        None => findings.push(without_picture(limits).at(at(LinkField::Thumbnail))),
    }
    findings
}

fn address(link: &LinkItem) -> Option<Judgement> {
    if link.url.trim().is_empty() {
        let message =
            "The link card has no address. Paste that of the page it stands for, or remove the card.";
        return Some(Judgement::new("link.address_missing", Block, message));
    }
    match link.url.parse::<WebUrl>() {
        Err(why) => Some(Judgement::new("link.address", Block, sentence(&why.to_string()))),
        Ok(url) if url.url().scheme() == "http" => {
            let message = format!(
                "The way to {} is not encrypted (http): readers’ browsers warn of it, and others on the way can change \
                 the page. Use its https address if it has one.",
                url.host()
            );
            Some(Judgement::new("link.unencrypted", Advise, message))
        }
        Ok(_) => None,
    }
}

fn title(link: &LinkItem, limits: &Limits) -> Option<Judgement> {
    let provider = limits.files.provider;
    if one_line(&link.title).is_empty() {
        // Of an address that is none its own finding speaks.
        let url = link.url.parse::<WebUrl>().ok()?;
        let host = url.host();
        let message = format!(
            "No title: {provider} reads nothing from the page, so the card says “{host}” and no more. Read the page, or \
             write a few words."
        );
        return Some(Judgement::new("link.title_missing", Warn, message).by(limits.link.unread));
    }
    if let Some(too_long) = long_title("link.title", &link.title, limits.link.title, limits) {
        return Some(too_long);
    }
    let CutRule { min, max, source } = TITLE_ON_A_PHONE;
    let length = characters(&link.title);
    (length > min).then(|| {
        let message = format!(
            "The title has {} characters; phones cut titles after {min} to {max}. Begin with what matters.",
            thousands(length.into())
        );
        let limit = Limit { value: min.into(), source };
        Judgement::new("link.title_cut", Advise, message).against(length.into(), limit)
    })
}

fn description(link: &LinkItem, limits: &Limits) -> Option<Judgement> {
    let (units, most) = (u64::from(utf16_len(&one_line(&link.description))), limits.link.description);
    most.is_exceeded_by(units).then(|| {
        let message = format!(
            "The description has {} characters; {} takes fewer than {}. Take out at least {}.",
            thousands(units),
            limits.files.provider,
            thousands(most.first_too_many()),
            thousands(units + 1 - most.first_too_many())
        );
        Judgement::new("link.description", Block, message).against(units, most.limit())
    })
}

fn without_picture(limits: &Limits) -> Judgement {
    let message = format!(
        "No picture: the card is a small one of words alone, because {} takes none from the page. Add one of 1,200 × 627.",
        limits.files.provider
    );
    Judgement::new("link.picture_missing", Warn, message).by(limits.link.unread)
}

fn picture(
    thumbnail: &LinkThumbnail,
    examined: impl Fn(MediaId) -> Option<Examined>,
    limits: &Limits,
) -> Vec<Finding> {
    let media = thumbnail.media;
    let at = |field| Place::LinkThumbnail { media, field };
    let (facts, mut said) = file(media, Purpose::Image, examined, limits);
    if said.iter().all(|it| it.severity != Block) {
        said.extend(facts.as_ref().and_then(|facts| shape(facts, limits)));
    }
    let mut findings: Vec<Finding> = said.into_iter().map(|it| it.at(at(LinkThumbnailField::File))).collect();
    // What has to be removed needs no description; a file that is gone may come back.
    if facts.is_none_or(|facts| facts.kind() == Kind::Image) {
        findings
            .extend(alt_text(&thumbnail.alt_text, limits).map(|it| it.at(at(LinkThumbnailField::AltText))));
    }
    findings
}

fn shape(facts: &Facts, limits: &Limits) -> Option<Judgement> {
    let image = facts.image()?;
    let (width, height) = (u64::from(image.width?), u64::from(image.height?));
    let thousandths = width * 1_000 / height.max(1);
    let (limit, edges) = match thousandths {
        wide if wide > limits.link.widest.value => (limits.link.widest, "left and right"),
        tall if tall < limits.link.narrowest.value => (limits.link.narrowest, "top and bottom"),
        _ => return None,
    };
    let message = format!(
        "{} × {} is not of the shape of a link’s picture, between 1.91:1 and 2:1: it is cropped at {edges}. Crop it \
         yourself to choose.",
        thousands(width),
        thousands(height)
    );
    let remedy = redrawn(facts, image).then_some(Remedy::Crop);
    Some(Judgement::new("link.picture_shape", Advise, message).against(thousandths, limit).mended_by(remedy))
}
