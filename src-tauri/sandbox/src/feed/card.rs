//! One post as a card: who, when, the text with its cut, and what hangs under it.

use std::fmt::Write;

use super::html::Escaped;
use super::{carousels, films, links, papers, pictures, polls};
use crate::clock::written;
use crate::world::{AssetKind, Attachment, Post, ReaderSegment, World, visible_text};

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Among others: long text folded, five pictures at most.
    InFeed,
    /// By itself: everything, with the alt texts.
    Alone,
}

/// Where the feed folds a text, in characters and in lines; third-party figures, as LinkedIn publishes none.
const FOLD_CHARACTERS: usize = 210;
const FOLD_LINES: usize = 3;

pub(super) fn push(post: &Post, world: &World, detail: Detail, page: &mut String) {
    let author = world.people.display_name(&post.author).unwrap_or("Unknown");
    let segments = post.segments(&world.people);
    let urn = Escaped(&post.urn.to_string()).to_string();
    put(page, format_args!("<article class=\"card\" id=\"{urn}\"><header>"));
    let shape = if post.author.is_organization() { "page" } else { "person" };
    let initial: String = author.chars().next().into_iter().flat_map(char::to_uppercase).collect();
    put(
        page,
        format_args!("<span class=\"avatar {shape}\" aria-hidden=\"true\">{}</span>", Escaped(&initial)),
    );
    put(page, format_args!("<div><b class=\"author\">{}</b>", Escaped(author)));
    let followers = world.people.organization(&post.author).map(|organization| organization.followers);
    if let Some(followers) = followers {
        put(page, format_args!("<span class=\"quiet\">{followers} followers</span>"));
    }
    let time = written(post.created_at);
    put(
        page,
        format_args!(
            "<a class=\"quiet\" href=\"/feed/update/{urn}/\"><time datetime=\"{time}\">{}</time>{}{}</a></div></header>",
            time.get(..16).map_or(time.clone(), |minute| minute.replace('T', " ")),
            if post.edited { " · edited" } else { "" },
            if post.fields.get("visibility").is_some_and(|it| it == "CONNECTIONS") {
                " · connections only"
            } else {
                ""
            },
        ),
    );
    text(&segments, detail, page);
    match post.kind {
        "article" => links::push(post, page),
        "poll" => polls::push(post, page),
        "carousel" => carousels::push(post, page),
        _ => files(post, world, detail, page),
    }
    if let Some(parent) = post.fields.get("reshareContext").and_then(|reshare| reshare["parent"].as_str()) {
        reshared(parent, world, page);
    }
    page.push_str("</article>");
}

/// Images, or one file of another kind.
fn files(post: &Post, world: &World, detail: Detail, page: &mut String) {
    let kind = |attachment: &Attachment| AssetKind::of(&attachment.urn);
    match post.attachments.as_slice() {
        [one] if kind(one) == Some(AssetKind::Document) => {
            papers::push(one, world.assets.get(&one.urn), page);
        }
        [one] if kind(one) == Some(AssetKind::Video) => {
            films::push(one, world.assets.get(&one.urn), page);
        }
        pictures => pictures::push(pictures, detail, page),
    }
}

/// The post of this name below the words of whoever shares it. What one says that is not here only LinkedIn knows.
fn reshared(name: &str, world: &World, page: &mut String) {
    let parent = name.parse().ok().and_then(|urn| world.posts.get(&urn));
    let (author, words) = match parent {
        Some(parent) => (
            world.people.display_name(&parent.author).unwrap_or("Unknown"),
            visible_text(&parent.segments(&world.people)),
        ),
        None => ("A post that is not here", name.to_owned()),
    };
    put(
        page,
        format_args!(
            "<blockquote class=\"card\"><b class=\"author\">{}</b><p>{}</p></blockquote>",
            Escaped(author),
            Escaped(&words)
        ),
    );
}

fn text(segments: &[ReaderSegment], detail: Detail, page: &mut String) {
    let visible = visible_text(segments);
    if visible.is_empty() {
        return;
    }
    let fold = fold_at(&visible).filter(|_| detail == Detail::InFeed);
    match fold {
        None => {
            page.push_str("<p class=\"text\">");
            up_to(visible.len(), segments, page);
            page.push_str("</p>");
        }
        Some(at) => {
            page.push_str("<details class=\"text\"><summary><span class=\"head\">");
            up_to(visible[..at].trim_end().len(), segments, page);
            page.push_str("</span><span class=\"more\">…more</span></summary><p>");
            up_to(visible.len(), segments, page);
            page.push_str("</p></details>");
        }
    }
}

/// The first `room` bytes of the visible text, with hashtags and mentions marked.
fn up_to(mut room: usize, segments: &[ReaderSegment], page: &mut String) {
    for segment in segments {
        let mut words = String::new();
        segment.push_onto(&mut words);
        words.truncate(room);
        room -= words.len();
        let words = Escaped(&words);
        match segment {
            ReaderSegment::Text { .. } => put(page, format_args!("{words}")),
            ReaderSegment::Hashtag { .. } => put(page, format_args!("<span class=\"link\">{words}</span>")),
            ReaderSegment::Mention { urn, .. } => {
                let urn = urn.to_string();
                put(page, format_args!("<b class=\"link\" title=\"{}\">{words}</b>", Escaped(&urn)));
            }
        }
        if room == 0 {
            break;
        }
    }
}

/// Byte offset of the fold; none for a text that fits.
fn fold_at(visible: &str) -> Option<usize> {
    let by_lines = visible.match_indices('\n').nth(FOLD_LINES - 1).map(|(at, _)| at);
    let by_length = visible.char_indices().nth(FOLD_CHARACTERS).map(|(at, _)| at);
    by_lines.into_iter().chain(by_length).min()
}

pub(super) fn put(page: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = page.write_fmt(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_folds_after_three_lines_or_210_characters() {
        assert_eq!(fold_at("a\nb\nc"), None);
        assert_eq!(fold_at("a\nb\nc\nd"), Some(5));
        assert_eq!(fold_at(&"é".repeat(210)), None);
        assert_eq!(fold_at(&"é".repeat(211)), Some(420));
    }
}
