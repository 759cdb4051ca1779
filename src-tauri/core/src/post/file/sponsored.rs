//! What a post file says of advertisements: cards, and who pays for the post.

use std::{fmt, path::PathBuf};

use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};

use super::{FileAttachment, Object, PostFileError, attachment::FileName};
use crate::post::{Attachment, CallToAction, CarouselCard, MediaId, Sponsored};

/// The carousel of a post file. It says itself what makes it an advertisement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCarousel {
    /// In the order they are shown.
    pub cards: Vec<FileCard>,
    /// `None` where nothing is said of it.
    pub sponsored: Option<Sponsored>,
}

/// A card of a post file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCard {
    pub file: PathBuf,
    pub title: String,
    pub alt_text: String,
    /// As written, or else that of the whole carousel.
    pub landing_page: String,
}

/// The key `sponsored` of a post file.
pub(super) struct FileSponsored(Sponsored);

/// What makes a post an advertisement; a carousel says it in one place alone.
pub(super) fn of(
    said: Option<FileSponsored>,
    attachment: &FileAttachment,
) -> Result<Option<Sponsored>, PostFileError> {
    match (said, attachment) {
        (Some(_), FileAttachment::Carousel(_)) => Err(PostFileError::Invalid {
            place: "sponsored".to_owned(),
            why: "a carousel says this itself; write these keys in `attachment.carousel`".to_owned(),
        }),
        (None, FileAttachment::Carousel(carousel)) => Ok(carousel.sponsored.clone()),
        (said, _) => Ok(said.map(|FileSponsored(sponsored)| sponsored)),
    }
}

impl FileCarousel {
    /// The same as part of a draft, with new ids for its files.
    pub fn attach(&self) -> Attachment {
        let card = |card: &FileCard| CarouselCard {
            media: MediaId::new(),
            alt_text: card.alt_text.clone(),
            title: card.title.clone(),
            landing_page: card.landing_page.clone(),
        };
        Attachment::Carousel { cards: self.cards.iter().map(card).collect() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CarouselKeys {
    cards: Vec<Object<CardKeys>>,
    sponsored_account: Option<AccountNumber>,
    name: Option<String>,
    landing_page: Option<String>,
    call_to_action: Option<CallToAction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardKeys {
    file: FileName,
    title: Option<String>,
    alt_text: Option<String>,
    landing_page: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SponsoredKeys {
    sponsored_account: Option<AccountNumber>,
    name: Option<String>,
    landing_page: Option<String>,
    call_to_action: Option<CallToAction>,
}

impl<'de> Deserialize<'de> for FileCarousel {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let Object::<CarouselKeys>(keys) = Object::deserialize(json)?;
        let whole = keys.landing_page.clone().unwrap_or_default();
        let card = |Object(card): Object<CardKeys>| FileCard {
            file: card.file.0,
            title: card.title.unwrap_or_default(),
            alt_text: card.alt_text.unwrap_or_default(),
            landing_page: card.landing_page.unwrap_or_else(|| whole.clone()),
        };
        let cards = keys.cards.into_iter().map(card).collect();
        // A landing page alone is that of the cards: it makes nothing an advertisement.
        let said = keys.sponsored_account.is_some() || keys.name.is_some() || keys.call_to_action.is_some();
        let sponsored = said.then(|| Sponsored {
            ad_account: keys.sponsored_account.map(|AccountNumber(account)| account).unwrap_or_default(),
            name: keys.name.unwrap_or_default(),
            landing_page: keys.landing_page.unwrap_or_default(),
            call_to_action: keys.call_to_action,
        });
        Ok(FileCarousel { cards, sponsored })
    }
}

impl<'de> Deserialize<'de> for FileSponsored {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let Object::<SponsoredKeys>(keys) = Object::deserialize(json)?;
        Ok(FileSponsored(Sponsored {
            ad_account: keys.sponsored_account.map(|AccountNumber(account)| account).unwrap_or_default(),
            name: keys.name.unwrap_or_default(),
            landing_page: keys.landing_page.unwrap_or_default(),
            call_to_action: keys.call_to_action,
        }))
    }
}

/// A number or a URN, as it was written; numbers need no quotes.
struct AccountNumber(String);

impl<'de> Deserialize<'de> for AccountNumber {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(AccountVisitor)
    }
}

struct AccountVisitor;

impl Visitor<'_> for AccountVisitor {
    type Value = AccountNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number of an ad account, or its URN")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<AccountNumber, E> {
        Ok(AccountNumber(number.to_string()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<AccountNumber, E> {
        Ok(AccountNumber(text.to_owned()))
    }
}
