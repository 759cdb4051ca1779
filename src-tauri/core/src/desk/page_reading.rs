//! Reading the page behind a link's card, when a person asks for it.

use serde::Serialize;
use specta::Type;
use tempfile::NamedTempFile;

use super::{Desk, MediaView, Problem, mending::image_bounds};
use crate::{
    checks::{LINKEDIN, sentence},
    links::{Allowed, Page, PagePicture, ReadError, Reader},
    media::{self, Facts, Format, Kind, MendError, Wish, can_mend},
    post::WebUrl,
};

/// What came of reading a page. That it could not be read is an answer like any other: the card is written by hand
/// then.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(tag = "read", rename_all = "snake_case")]
pub enum LinkReading {
    Page {
        page: Box<LinkPage>,
    },
    /// It is in the own network. Read again with this host among those that are allowed, it is read.
    Asks {
        host: String,
        this_computer: bool,
    },
    /// Why, as a whole sentence.
    Failed {
        why: String,
    },
}

/// What a page says of itself; a text is empty where it says nothing.
#[derive(Debug, Clone, Serialize, Type)]
pub struct LinkPage {
    pub title: String,
    pub description: String,
    /// Its picture, in a file that Galley made.
    pub picture: Option<MediaView>,
    pub picture_alt_text: String,
    /// Why its picture is not there, as a whole sentence; `None` where it is, or the page has none.
    pub picture_left_out: Option<String>,
    /// How the page calls itself, where that is another address of the same host.
    pub canonical: Option<String>,
}

impl Desk {
    /// The same desk with another way to pages.
    #[must_use]
    pub fn with_links(self, links: Reader) -> Desk {
        Desk { links, ..self }
    }

    /// Reads the page at an address as it was typed. `allowed`: hosts in the own network that the person said may be
    /// read, for this one reading.
    pub async fn read_page(&self, address: &str, allowed: Vec<String>) -> LinkReading {
        let address: WebUrl = match address.parse() {
            Ok(address) => address,
            Err(why) => return LinkReading::Failed { why: sentence(&why.to_string()) },
        };
        let allowed = Allowed::hosts(allowed);
        match self.links.page(&address, &allowed).await {
            Ok(page) => LinkReading::Page { page: Box::new(self.with_picture(page, &allowed).await) },
            Err(ReadError::OwnNetwork { host }) => LinkReading::Asks { host, this_computer: false },
            Err(ReadError::ThisComputer { host }) => LinkReading::Asks { host, this_computer: true },
            Err(error) => LinkReading::Failed { why: sentence(&error.to_string()) },
        }
    }

    async fn with_picture(&self, page: Page, allowed: &Allowed) -> LinkPage {
        let told = match &page.picture {
            Some(told) => Some(self.fetch_picture(&page, told, allowed).await),
            None => None,
        };
        let picture_alt_text = page.picture.map(|picture| picture.alt_text).unwrap_or_default();
        let (picture, picture_left_out) = match told {
            Some(Ok(picture)) => (Some(picture), None),
            Some(Err(why)) => (None, Some(format!("The page’s picture was left out. {}", sentence(&why)))),
            None => (None, None),
        };
        LinkPage {
            title: page.title,
            description: page.description,
            picture,
            picture_alt_text,
            picture_left_out,
            canonical: page.canonical.map(|address| address.to_string()),
        }
    }

    async fn fetch_picture(
        &self,
        page: &Page,
        picture: &PagePicture,
        allowed: &Allowed,
    ) -> Result<MediaView, String> {
        let bytes = self.links.picture(picture, allowed).await.map_err(|error| error.to_string())?;
        let name = named_after(page.at.host());
        let made = self.answer(move |desk| desk.make(&name, |into| desk.put_picture(&bytes, into))).await;
        made.map(|(media, ())| media).map_err(|problem| problem.message)
    }

    /// Writes the picture as LinkedIn takes it: as it came, or else drawn anew.
    fn put_picture(&self, bytes: &[u8], into: &std::path::Path) -> Result<(), Problem> {
        let folder = into.parent().unwrap_or(into);
        let mut came = NamedTempFile::new_in(folder).map_err(Problem::other)?;
        std::io::Write::write_all(&mut came, bytes).map_err(Problem::other)?;
        let facts = media::examine(came.path()).map_err(Problem::other)?;
        if facts.kind() != Kind::Image {
            return Err(Problem::other("it is no picture that Galley knows; add one of your own"));
        }
        let formats = &LINKEDIN.files.image.formats;
        if facts.format.is_some_and(|format| formats.taken.contains(&format)) {
            came.persist(into).map_err(Problem::other)?;
            return Ok(());
        }
        let not_taken = || {
            let (named, taken) = (named(&facts), formats.in_words);
            Problem::other(format!("it is {named}, and LinkedIn takes {taken}; add one of your own"))
        };
        match facts.format {
            Some(Format::Svg) => {
                self.thumbnails.draw_svg(came.path(), &facts, into).map(drop).map_err(|_| not_taken())
            }
            _ if !can_mend(&facts) => Err(not_taken()),
            _ => convert(came.path(), &facts, into).map_err(Problem::other),
        }
    }
}

fn convert(came: &std::path::Path, facts: &Facts, into: &std::path::Path) -> Result<(), MendError> {
    let plain = Wish { crop: None, upright: false, to: None, format: None, fit: true, keep_private: false };
    media::mend(came, facts, &plain, &image_bounds(), into).map(|_| ())
}

fn named(facts: &Facts) -> String {
    facts.format.map_or_else(|| "of another kind".to_owned(), |format| format.extension().to_uppercase())
}

/// What a file may be called everywhere.
fn named_after(host: &str) -> String {
    host.chars().map(|c| if c.is_alphanumeric() || ".-".contains(c) { c } else { '-' }).collect()
}
