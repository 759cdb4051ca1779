use serde::{Deserialize, Serialize};
use specta::Type;

/// What the structure of a document says of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct DocumentFacts {
    /// Pages or slides.
    pub pages: Option<u32>,
    /// Who counted [`DocumentFacts::pages`].
    pub counted: Option<PagesCounted>,
    /// Its pages cannot be read without a key. A reader may still open it when the key is empty.
    pub encrypted: Option<bool>,
    /// Nobody opens it without a password: the empty one, which every reader tries, does not fit.
    pub needs_password: Option<bool>,
    pub page_sizes: Option<PageSizes>,
    /// The first page as displayed.
    pub first_page: Option<PageSize>,
}

/// How sure a number of pages is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PagesCounted {
    /// By Galley, page by page or slide by slide.
    Here,
    /// By the program that saved the file: a note that nobody renews when pages flow differently elsewhere, or a figure
    /// too large to be counted after.
    ByItsWriter,
}

/// Whether all pages are of one size, as far as displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PageSizes {
    Uniform,
    Mixed,
}

/// In points of 1/72 inch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PageSize {
    pub width: f64,
    pub height: f64,
}
