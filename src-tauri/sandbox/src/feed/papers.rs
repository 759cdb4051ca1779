//! The document of a post: what it is called and how large it is, and the way to its pages. LinkedIn shows the pages
//! themselves; this feed runs nothing that could.

use super::card::put;
use super::html::Escaped;
use crate::world::{Asset, Attachment};

pub(super) fn push(attachment: &Attachment, asset: Option<&Asset>, page: &mut String) {
    let urn = attachment.urn.to_string();
    let title = attachment.title.as_deref().unwrap_or_default();
    put(
        page,
        format_args!("<div class=\"paper\"><a href=\"/media/{}\"><b>{}</b>", Escaped(&urn), Escaped(title)),
    );
    if let Some((media_type, bytes)) = asset.and_then(|asset| Some((asset.media_type()?, asset.length()?))) {
        let kind = match media_type {
            "application/pdf" => "PDF",
            "application/x-ole-storage" => "Document",
            other if other.contains("presentation") => "Presentation",
            _ => "Document",
        };
        put(page, format_args!(" <span class=\"quiet\">{kind} · {} KB</span>", bytes.div_ceil(1_000)));
    }
    page.push_str("</a></div>");
}
