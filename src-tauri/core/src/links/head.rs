//! The head of a page, read tag by tag: what its author says that others may show of it.

use std::convert::Infallible;

use html5gum::{DefaultEmitter, HtmlString, Spanned, StartTag, Token, Tokenizer};

/// Longest value that is kept of a tag, in bytes: more than anybody shows.
const LONGEST: usize = 16 * 1024;

/// What stands in the head of a page, as it is written there; the first of each.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub title: Option<String>,
    pub description: Option<String>,
    pub canonical: Option<String>,
    pub open_graph: Told,
    pub twitter: Told,
    /// Its end was seen.
    pub whole: bool,
}

/// Source: The Open Graph protocol (ogp.me); X Developer Platform, "Cards markup".
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub title: Option<String>,
    pub description: Option<String>,
    pub image: Option<String>,
    /// The same picture at an encrypted address.
    pub image_secure: Option<String>,
    pub image_alt: Option<String>,
}

pub(super) fn read(html: &str) -> Head {
    let mut head = Head::default();
    // What is written between its tags belongs to it.
    let mut title: Option<String> = None;
    for token in tokens(html.as_bytes()) {
        match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                b"body" | b"frameset" => {
                    head.whole = true;
                    break;
                }
                b"title" if head.title.is_none() => title = Some(String::new()),
                b"meta" => head.meta(&tag),
                b"link" => head.link(&tag),
                _ => {}
            },
            Token::String(text) => {
                if let Some(title) = title.as_mut().filter(|title| title.len() < LONGEST) {
                    title.push_str(&kept(&text));
                }
            }
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"head" => {
                    head.whole = true;
                    break;
                }
                b"title" => head.title = head.title.take().or(title.take()),
                _ => {}
            },
            _ => {}
        }
    }
    head
}

/// The encoding that a page names in its first bytes.
pub(super) fn charset(beginning: &[u8]) -> Option<String> {
    tokens(beginning).find_map(|token| {
        let Token::StartTag(tag) = token else { return None };
        if tag.name.as_slice() != b"meta" {
            return None;
        }
        if let Some(charset) = attribute(&tag, "charset") {
            return Some(charset.trim().to_owned());
        }
        let is_type = attribute(&tag, "http-equiv")?.trim().eq_ignore_ascii_case("content-type");
        let content = is_type.then(|| attribute(&tag, "content"))??.to_ascii_lowercase();
        let (_, charset) = content.split_once("charset=")?;
        let charset = charset.trim_start_matches(['"', '\'']);
        Some(charset.split([';', '"', '\'', ' ']).next()?.to_owned())
    })
}

/// What a script or a style holds is no tag.
fn tokens(html: &[u8]) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token: Result<Token, Infallible>| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

impl Head {
    fn meta(&mut self, tag: &StartTag<()>) {
        // Open Graph says `property`, Twitter `name`, and people either.
        let Some(property) = attribute(tag, "property").or_else(|| attribute(tag, "name")) else { return };
        let Some(content) = attribute(tag, "content") else { return };
        let property = property.trim().to_ascii_lowercase();
        let (og, twitter) = (&mut self.open_graph, &mut self.twitter);
        let place = match property.as_str() {
            "og:title" => &mut og.title,
            "og:description" => &mut og.description,
            "og:image" | "og:image:url" => &mut og.image,
            "og:image:secure_url" => &mut og.image_secure,
            "og:image:alt" => &mut og.image_alt,
            "twitter:title" => &mut twitter.title,
            "twitter:description" => &mut twitter.description,
            "twitter:image" | "twitter:image:src" => &mut twitter.image,
            "twitter:image:alt" => &mut twitter.image_alt,
            "description" => &mut self.description,
            _ => return,
        };
        if place.is_none() && !content.trim().is_empty() {
            *place = Some(content);
        }
    }

    fn link(&mut self, tag: &StartTag<()>) {
        let rel = attribute(tag, "rel").unwrap_or_default();
        if self.canonical.is_none() && rel.split_whitespace().any(|it| it.eq_ignore_ascii_case("canonical")) {
            self.canonical = attribute(tag, "href");
        }
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(kept)
}

fn kept(text: &Spanned<HtmlString, ()>) -> String {
    let bytes = &text.value[..text.value.len().min(LONGEST)];
    String::from_utf8_lossy(bytes).into_owned()
}
