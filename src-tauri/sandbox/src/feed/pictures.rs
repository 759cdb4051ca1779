//! The pictures of a post: up to five in a grid in the feed, all of them under each other on the post's own page.

use super::card::{Detail, put};
use super::html::Escaped;
use crate::world::Attachment;

/// The feed shows so many; the last carries how many more there are (third-party observation).
const IN_GRID: usize = 5;

pub(super) fn push(attachments: &[Attachment], detail: Detail, page: &mut String) {
    if attachments.is_empty() {
        return;
    }
    let shown = match detail {
        Detail::InFeed => attachments.len().min(IN_GRID),
        Detail::Alone => attachments.len(),
    };
    let layout = match detail {
        Detail::InFeed => format!("grid of-{shown}"),
        Detail::Alone => "stack".to_owned(),
    };
    put(page, format_args!("<div class=\"{layout}\">"));
    for (at, attachment) in attachments.iter().take(shown).enumerate() {
        let alt = attachment.alt_text.as_deref().unwrap_or_default();
        put(
            page,
            format_args!(
                "<figure><img src=\"/media/{}\" alt=\"{}\" loading=\"lazy\">",
                Escaped(&attachment.urn.to_string()),
                Escaped(alt)
            ),
        );
        if at + 1 == shown && attachments.len() > shown {
            put(page, format_args!("<span class=\"rest\">+{}</span>", attachments.len() - shown));
        }
        caption(attachment, detail, page);
        page.push_str("</figure>");
    }
    page.push_str("</div>");
}

fn caption(attachment: &Attachment, detail: Detail, page: &mut String) {
    let alt = attachment.alt_text.as_deref().filter(|alt| !alt.is_empty());
    match detail {
        Detail::InFeed => {
            if let Some(alt) = alt {
                put(
                    page,
                    format_args!(
                        "<span class=\"alt\" aria-hidden=\"true\" title=\"{}\">ALT</span>",
                        Escaped(alt)
                    ),
                );
            }
        }
        Detail::Alone => {
            page.push_str("<figcaption>");
            if let Some(title) = &attachment.title {
                put(page, format_args!("<b>{}</b> ", Escaped(title)));
            }
            put(page, format_args!("{}", Escaped(alt.unwrap_or("No alt text"))));
            page.push_str("</figcaption>");
        }
    }
}
