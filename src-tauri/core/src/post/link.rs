//! A page on the web, shown as a card.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::MediaId;

/// The card of a page: nobody reads the page but Galley, so what is written here is what LinkedIn shows.
///
/// Source: Posts API, "article": the address is not scraped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LinkItem {
    /// As it was typed or pasted.
    pub url: String,
    pub title: String,
    pub description: String,
    pub thumbnail: Option<LinkThumbnail>,
}

/// The picture of a link card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LinkThumbnail {
    pub media: MediaId,
    /// What a screen reader says in the picture's place.
    pub alt_text: String,
}

impl LinkItem {
    /// What can be read of it.
    pub fn words(&self) -> Vec<&str> {
        let alt_text = self.thumbnail.as_ref().map(|thumbnail| thumbnail.alt_text.as_str());
        [self.url.as_str(), &self.title, &self.description].into_iter().chain(alt_text).collect()
    }
}
