//! Rules of what is only ever shown as an advertisement, and of what can be shown in no other way.

use super::{
    Finding, Judgement, Limits, Place,
    Severity::{Advise, Block, Warn},
    Speaker, SponsoredField,
    cards::landing_page_flaw,
};
use crate::post::{Attachment, Draft, Sponsored, WebUrl};

pub(super) fn check(draft: &Draft, speaker: Option<&Speaker>, limits: &Limits) -> Vec<Finding> {
    match &draft.sponsored {
        None => missing(draft, speaker, limits).into_iter().collect(),
        Some(sponsored) => of(draft, sponsored, speaker, limits),
    }
}

/// Cards that nothing makes an advertisement.
fn missing(draft: &Draft, speaker: Option<&Speaker>, limits: &Limits) -> Option<Finding> {
    matches!(draft.attachment, Attachment::Carousel { .. }).then(|| {
        let page = match speaker {
            Some(speaker) if !speaker.author.is_page() => "post as a page and ",
            _ => "",
        };
        let message = format!(
            "{} shows cards only as an advertisement, never in the feed. To make it one, {page}choose “Only as an \
             advertisement”; for the feed, make a document of the cards: it is swiped through in the same way.",
            limits.files.provider
        );
        at(
            SponsoredField::Distribution,
            Judgement::new("sponsored.missing", Block, message).by(limits.sponsored.kinds),
        )
    })
}

fn of(draft: &Draft, sponsored: &Sponsored, speaker: Option<&Speaker>, limits: &Limits) -> Vec<Finding> {
    let author = speaker.and_then(|speaker| author(speaker, limits));
    let account = account(sponsored, limits).map(|it| at(SponsoredField::AdAccount, it));
    let of_kind = kind(&draft.attachment, limits);
    let leads = leads(draft, sponsored, limits);
    [author, account, of_kind, leads].into_iter().flatten().collect()
}

fn author(speaker: &Speaker, limits: &Limits) -> Option<Finding> {
    if !speaker.author.is_page() {
        let message = format!(
            "{} is a member, and only a page can have posts that are shown as advertisements alone. Post as a page, or \
             choose “In the feed”.",
            speaker.name
        );
        let member = Judgement::new("sponsored.member", Block, message).by(limits.sponsored.author);
        return Some(at(SponsoredField::Distribution, member));
    }
    let why = speaker.doubted_for_ads.as_ref().filter(|_| speaker.barred.is_none())?;
    let message =
        format!("{} may refuse this advertisement of {}: {why}", limits.files.provider, speaker.name);
    Some(Judgement::new("sponsored.role", Warn, message).by(limits.sponsored.role).at(Place::Author))
}

fn account(sponsored: &Sponsored, limits: &Limits) -> Option<Judgement> {
    if sponsored.account().is_some() {
        return None;
    }
    let message = match sponsored.ad_account.trim() {
        "" => "No ad account is named; an advertisement belongs to one. Write its number, which Campaign Manager shows \
               beside its name."
            .to_owned(),
        said => {
            let said: String = said.chars().take(80).collect();
            format!(
                "“{said}” names no ad account. Write its number, as 512345678, or its URN, as \
                 urn:li:sponsoredAccount:512345678."
            )
        }
    };
    Some(Judgement::new("sponsored.account", Block, message).by(limits.sponsored.account))
}

/// What cannot be an advertisement, or may not be one.
fn kind(attachment: &Attachment, limits: &Limits) -> Option<Finding> {
    let provider = limits.files.provider;
    let (rule, severity, message) = match attachment {
        Attachment::Images { images } if images.len() > 1 => (
            "sponsored.images",
            Block,
            format!(
                "{} images; {provider} takes one in an advertisement. Make cards of them, leave one, or choose “In the \
                 feed”.",
                images.len()
            ),
        ),
        Attachment::Poll { .. } => (
            "sponsored.poll",
            Block,
            format!(
                "{provider} takes no poll as an advertisement. Choose “In the feed”, or attach something else."
            ),
        ),
        Attachment::Reshare { .. } => (
            "sponsored.reshare",
            Warn,
            format!(
                "{provider} names no shared posts among its advertisements and may refuse this one. To advertise a post \
                 that is there, choose it in Campaign Manager instead."
            ),
        ),
        _ => return None,
    };
    Some(at(SponsoredField::Distribution, Judgement::new(rule, severity, message).by(limits.sponsored.kinds)))
}

/// Where a click leads. A card and a link lead somewhere by themselves.
fn leads(draft: &Draft, sponsored: &Sponsored, limits: &Limits) -> Option<Finding> {
    let source = limits.sponsored.landing_page;
    let page = sponsored.landing_page.trim();
    if !page.is_empty() {
        let flaw = page.parse::<WebUrl>().err()?;
        let flaw = Judgement::new("sponsored.landing_page", Block, landing_page_flaw(&flaw)).by(source);
        return Some(at(SponsoredField::LandingPage, flaw));
    }
    let leads_by_itself = matches!(draft.attachment, Attachment::Carousel { .. } | Attachment::Link { .. });
    let (severity, message) = match sponsored.call_to_action {
        Some(_) if !leads_by_itself => (
            Warn,
            "There is a button and no landing page, so it leads nowhere. Write the address of the page, or choose no \
             button."
                .to_owned(),
        ),
        _ => (
            Advise,
            format!(
                "No landing page for the whole post; {} asks for one in campaigns for visits to a website. Write one if \
                 this is for such a campaign.",
                limits.files.provider
            ),
        ),
    };
    let bare = Judgement::new("sponsored.landing_page_missing", severity, message).by(source);
    Some(at(SponsoredField::LandingPage, bare))
}

fn at(field: SponsoredField, judgement: Judgement) -> Finding {
    judgement.at(Place::Sponsored { field })
}
