//! The card under a post that links somewhere: its picture, where it leads, its title. Without a picture or a title it
//! is as bare as LinkedIn's.

use super::card::put;
use super::html::Escaped;
use crate::world::Post;

pub(super) fn push(post: &Post, page: &mut String) {
    let article = &post.fields["content"]["article"];
    let text = |name: &str| article[name].as_str().unwrap_or_default();
    let source = text("source");
    put(page, format_args!("<a class=\"link-card\" href=\"{}\" rel=\"noreferrer\">", Escaped(source)));
    if let Some(thumbnail) = post.attachments.first() {
        let urn = thumbnail.urn.to_string();
        let alt = thumbnail.alt_text.as_deref().unwrap_or_default();
        put(page, format_args!("<img src=\"/media/{}\" alt=\"{}\">", Escaped(&urn), Escaped(alt)));
    }
    let title = if text("title").is_empty() { source } else { text("title") };
    let host = url::Url::parse(source).ok().and_then(|url| url.host_str().map(str::to_owned));
    put(
        page,
        format_args!(
            "<b>{}</b><span class=\"quiet\">{}</span></a>",
            Escaped(title),
            Escaped(host.as_deref().unwrap_or_default())
        ),
    );
}
