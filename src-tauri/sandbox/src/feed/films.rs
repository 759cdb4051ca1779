//! The video of a post, which the browser plays by itself.

use super::card::put;
use super::html::Escaped;
use crate::world::{Asset, Attachment};

pub(super) fn push(attachment: &Attachment, asset: Option<&Asset>, page: &mut String) {
    let film = asset.and_then(Asset::film);
    let urn = attachment.urn.to_string();
    let urn = Escaped(&urn);
    put(page, format_args!("<div class=\"film\"><video controls preload=\"metadata\" src=\"/media/{urn}\""));
    if film.is_some_and(|film| film.thumbnail.sent().is_some()) {
        put(page, format_args!(" poster=\"/media/{urn}/still\""));
    }
    page.push_str("></video>");
    if let Some(title) = attachment.title.as_deref() {
        put(page, format_args!("<b>{}</b>", Escaped(title)));
    }
    if let Some(captions) = film.and_then(|film| film.captions.sent()) {
        put(page, format_args!(" <span class=\"quiet\">Captions: {}</span>", Escaped(&captions.locale)));
    }
    page.push_str("</div>");
}
