//! Rules of the cards of a carousel: each card's picture, words and page, and all of them together.

use super::{
    CardField, Examined, Finding, Judgement, Limit, Limits, Place, Purpose,
    Severity::{Advise, Block, Warn},
    images::alt_text,
    titled::{file, long_title},
    words::{sentence, thousands},
};
use crate::{
    media::Kind,
    post::{
        Attachment, CarouselCard, CutRule, Draft, MediaId, TITLE_ON_A_PHONE, WebUrl, WebUrlError, characters,
        one_line,
    },
};

pub(super) fn check(
    draft: &Draft,
    examined: impl Fn(MediaId) -> Option<Examined>,
    limits: &Limits,
) -> Vec<Finding> {
    let Attachment::Carousel { cards } = &draft.attachment else { return Vec::new() };
    let mut findings: Vec<Finding> = cards.iter().flat_map(|card| of_card(card, &examined, limits)).collect();
    findings.extend(count(cards.len() as u64, limits).map(|it| it.at(Place::Cards)));
    findings.extend(text(draft, limits));
    findings
}

fn of_card(
    card: &CarouselCard,
    examined: impl Fn(MediaId) -> Option<Examined>,
    limits: &Limits,
) -> Vec<Finding> {
    let at = |field| Place::Card { media: card.media, field };
    let (facts, said) = file(card.media, Purpose::CarouselCard, examined, limits);
    let mut findings: Vec<Finding> = said.into_iter().map(|it| it.at(at(CardField::File))).collect();
    // What has to be removed needs no words; a file that is gone may come back.
    if facts.is_none_or(|facts| facts.kind() == Kind::Image) {
        findings.extend(alt_text(&card.alt_text, limits).map(|it| it.at(at(CardField::AltText))));
        findings.extend(title(&card.title, limits).map(|it| it.at(at(CardField::Title))));
        findings.extend(landing_page(&card.landing_page, limits).map(|it| it.at(at(CardField::LandingPage))));
    }
    findings
}

fn count(cards: u64, limits: &Limits) -> Option<Judgement> {
    let (fewest, most) = (limits.cards.fewest, limits.cards.most);
    let provider = limits.files.provider;
    let (message, limit) = match cards {
        0 => (
            format!(
                "The carousel has no cards; {provider} takes {} to {}. Add a picture for each card.",
                fewest.value, most.value
            ),
            fewest,
        ),
        few if few < fewest.value => (
            format!(
                "The carousel has {few} card; {provider} takes {} to {}. Add a card, or post the picture by itself.",
                fewest.value, most.value
            ),
            fewest,
        ),
        many if many > most.value => (
            format!(
                "The carousel has {many} cards; {provider} takes {}. Remove {}, or make two advertisements of them.",
                most.value,
                many - most.value
            ),
            most,
        ),
        _ => return None,
    };
    Some(Judgement::new("cards.count", Block, message).against(cards, limit))
}

/// The longest of three limits that is broken is the one that is told.
fn title(title: &str, limits: &Limits) -> Option<Judgement> {
    let CutRule { min, max, source } = TITLE_ON_A_PHONE;
    let length = u64::from(characters(&one_line(title)));
    let by_hand = limits.cards.title;
    if let Some(too_long) = long_title("card.title", title, limits.title, limits) {
        return Some(too_long);
    }
    if length > by_hand.value {
        let message = format!(
            "The title has {} characters; {}’s own editor of advertisements takes {}, and phones cut titles after \
             {min} to {max}. Take out at least {}.",
            thousands(length),
            limits.files.provider,
            by_hand.value,
            thousands(length - by_hand.value)
        );
        return Some(Judgement::new("card.title", Warn, message).against(length, by_hand));
    }
    (length > u64::from(min)).then(|| {
        let message = format!(
            "The title has {length} characters; phones cut titles after {min} to {max}. Take out {}, or begin with what \
             matters.",
            length - u64::from(min)
        );
        let limit = Limit { value: min.into(), source };
        Judgement::new("card.title", Advise, message).against(length, limit)
    })
}

fn landing_page(page: &str, limits: &Limits) -> Option<Judgement> {
    let why = match page.parse::<WebUrl>() {
        Ok(_) => return None,
        Err(_) if page.trim().is_empty() => format!(
            "The card leads nowhere; {} takes no card without a landing page. Write the address of one.",
            limits.files.provider
        ),
        Err(flaw) => landing_page_flaw(&flaw),
    };
    Some(Judgement::new("card.landing_page", Block, why).by(limits.cards.landing_page))
}

/// Why a landing page cannot be one, as a sentence.
pub(super) fn landing_page_flaw(flaw: &WebUrlError) -> String {
    match flaw {
        WebUrlError::NotAnAddress(said) => format!(
            "“{said}” is not the address of a page, so a click would lead nowhere. Write one as \
             https://example.com/news."
        ),
        WebUrlError::Credentials => {
            "The landing page has a user name or a password in it, and every reader would see them. Leave them out."
                .to_owned()
        }
        WebUrlError::TooLong(_) => sentence(&flaw.to_string()),
    }
}

/// What is taken above the cards.
fn text(draft: &Draft, limits: &Limits) -> Option<Finding> {
    let limit = limits.cards.text;
    let length = u64::from(characters(&draft.commentary.visible()));
    (length > limit.value).then(|| {
        let message = format!(
            "The text above the cards has {} characters; {}’s own editor of advertisements takes {}. Take out {} to be \
             safe.",
            thousands(length),
            limits.files.provider,
            limit.value,
            thousands(length - limit.value)
        );
        Judgement::new("cards.text", Warn, message).against(length, limit).at(Place::Text { from: None })
    })
}
