//! The cards of a sponsored carousel, side by side.

use super::card::put;
use super::html::Escaped;
use crate::world::Post;

pub(super) fn push(post: &Post, page: &mut String) {
    page.push_str("<div class=\"carousel\">");
    let cards = post.fields["content"]["carousel"]["cards"].as_array().into_iter().flatten();
    for (card, picture) in cards.zip(&post.attachments) {
        let alt = picture.alt_text.as_deref().unwrap_or_default();
        put(
            page,
            format_args!(
                "<a href=\"{}\" rel=\"noreferrer\"><img src=\"/media/{}\" alt=\"{}\"><b>{}</b></a>",
                Escaped(card["landingPage"].as_str().unwrap_or_default()),
                Escaped(&picture.urn.to_string()),
                Escaped(alt),
                Escaped(picture.title.as_deref().unwrap_or_default())
            ),
        );
    }
    page.push_str("</div>");
}
