//! What is only ever shown as an advertisement.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{MediaId, Urn};

/// A dark post: it is in nobody's feed until a campaign of the ad account shows it.
///
/// Source: Posts API, `adContext`, `contentLandingPage`, `contentCallToActionLabel`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Sponsored {
    /// The account that pays: its number or its URN, as it was typed.
    pub ad_account: String,
    /// What the campaign manager calls the post.
    pub name: String,
    /// Where a click leads, as it was typed.
    pub landing_page: String,
    pub call_to_action: Option<CallToAction>,
}

impl Sponsored {
    /// The account that pays, `urn:li:sponsoredAccount:…`; `None` where none is named.
    pub fn account(&self) -> Option<Urn> {
        let said = self.ad_account.trim();
        let number = said.strip_prefix("urn:li:sponsoredAccount:").unwrap_or(said);
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| format!("urn:li:sponsoredAccount:{number}").parse().ok())?
    }
}

/// The words on the button of an advertisement.
///
/// Source: Posts API, `contentCallToActionLabel`; the last two are newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CallToAction {
    Apply,
    Download,
    ViewQuote,
    LearnMore,
    SignUp,
    Subscribe,
    Register,
    Join,
    Attend,
    RequestDemo,
    SeeMore,
    BuyNow,
    ShopNow,
}

/// One card of a sponsored carousel.
///
/// Source: Carousel API, `content.carousel.cards`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CarouselCard {
    pub media: MediaId,
    /// What a screen reader says in the picture's place.
    pub alt_text: String,
    pub title: String,
    /// Where a click leads, as it was typed.
    pub landing_page: String,
}

impl CarouselCard {
    /// What can be read of it.
    pub fn words(&self) -> [&str; 3] {
        [&self.title, &self.alt_text, &self.landing_page]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ad_account_is_named_by_its_number_or_its_urn() {
        let account =
            |said: &str| Sponsored { ad_account: said.to_owned(), ..Sponsored::default() }.account();
        let named: Urn = "urn:li:sponsoredAccount:512".parse().unwrap();
        assert_eq!(account(" 512 ").as_ref(), Some(&named));
        assert_eq!(account("urn:li:sponsoredAccount:512"), Some(named));
        for said in ["", "Acme", "urn:li:organization:512", "urn:li:sponsoredAccount:"] {
            assert_eq!(account(said), None, "{said}");
        }
    }
}
