//! SVG: the attributes of the first element, and nothing else of the text (SVG 2, section 8; CSS Values 3).
//! It must not follow an entity, a reference or a style sheet.

use std::io::{Read, Seek};

use crate::media::examine::Found;
use crate::media::format::{behind_prolog, local, named};
use crate::media::source::{Source, Stop};
use crate::media::{Fault, ImageFacts, Orientation};

/// How far the first element may reach, which begins where a format is [recognised](crate::media::format), and where the
/// last one ends. Editors put some kilobytes of name spaces into it.
const HEAD: usize = 64 * 1024;
const TAIL: u64 = 4 * 1024;

/// Pixels of a unit; without one, pixels.
const UNITS: &[(&str, f64)] = &[
    ("", 1.0),
    ("px", 1.0),
    ("pt", 96.0 / 72.0),
    ("pc", 16.0),
    ("in", 96.0),
    ("cm", 96.0 / 2.54),
    ("mm", 96.0 / 25.4),
    ("q", 96.0 / 101.6),
    // Of the usual font.
    ("em", 16.0),
    ("rem", 16.0),
    ("ex", 8.0),
];

pub(crate) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    image: &mut ImageFacts,
    found: &mut Found,
) -> Result<(), Stop> {
    image.orientation = Some(Orientation::UPRIGHT);
    image.frames = Some(1);
    let head = source.up_to(0, HEAD)?;
    let root = root(head);
    let closed = root.as_ref().is_some_and(|root| root.closed);
    if let Some((width, height)) = root.and_then(|root| root.size()) {
        (image.width, image.height) = (Some(width), Some(height));
    }
    let len = source.len();
    let tail = source.up_to(len.saturating_sub(TAIL), TAIL as usize)?;
    if !closed && !ends(tail) {
        found.faults.push(Fault::Truncated { at: len, expected: None });
    }
    Ok(())
}

/// Whether the first element is closed in this last part of the text; behind it may stand comments.
fn ends(tail: &[u8]) -> bool {
    let tags = tail.windows(2).enumerate().filter(|(_, two)| two == b"</");
    tags.filter_map(|(at, _)| tail.get(at + 2..)).any(|text| {
        let name = text.split(|byte| byte.is_ascii_whitespace() || *byte == b'>').next();
        name.map(local) == Some(b"svg")
    })
}

/// The attributes that give an SVG its size.
#[derive(Debug, Default)]
struct Root<'a> {
    width: Option<&'a str>,
    height: Option<&'a str>,
    view_box: Option<&'a str>,
    /// It holds nothing.
    closed: bool,
}

/// The first element of the text, if it is an SVG.
fn root(text: &[u8]) -> Option<Root<'_>> {
    let mut rest = named(behind_prolog(text, b"svg"), b"svg")?;
    let mut root = Root::default();
    loop {
        rest = rest.trim_ascii_start();
        if rest.starts_with(b">") || rest.starts_with(b"/") {
            root.closed = rest.starts_with(b"/");
            return Some(root);
        }
        let (name, value, after) = attribute(rest)?;
        match name {
            b"width" => root.width = str::from_utf8(value).ok(),
            b"height" => root.height = str::from_utf8(value).ok(),
            b"viewBox" => root.view_box = str::from_utf8(value).ok(),
            _ => {}
        }
        rest = after;
    }
}

/// A name, its value, and what follows.
fn attribute(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let (name, value) = text.split_at_checked(equals)?;
    let value = value.get(1..)?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let end = value.iter().position(|byte| byte == quote)?;
    Some((name.trim_ascii_end(), value.get(..end)?, value.get(end + 1..)?))
}

impl Root<'_> {
    /// In whole pixels. What is not given follows from the view box, as it does in a browser.
    fn size(&self) -> Option<(u32, u32)> {
        let view = self.view_box.and_then(view_box);
        let (width, height) = (self.width.and_then(length), self.height.and_then(length));
        let (width, height) = match (width, height, view) {
            (Some(width), Some(height), _) => (width, height),
            (Some(width), None, Some((across, down))) => (width, width * down / across),
            (None, Some(height), Some((across, down))) => (height * across / down, height),
            (None, None, Some(view)) => view,
            _ => return None,
        };
        Some((pixels(width)?, pixels(height)?))
    }
}

/// Rounded; `None` where that leaves nothing, or more than a picture can have.
fn pixels(side: f64) -> Option<u32> {
    let rounded = side.round();
    // Within the range of a u32, as just compared.
    (1.0..=f64::from(u32::MAX)).contains(&rounded).then_some(rounded as u32)
}

/// A length in pixels; `None` for a part of something, such as a percentage.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let letters = text.trim_end_matches(|sign: char| sign.is_ascii_alphabetic() || sign == '%');
    let (number, unit) = text.split_at_checked(letters.len())?;
    let (_, factor) = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    let value: f64 = number.trim().parse().ok()?;
    (value.is_finite() && value > 0.0).then_some(value * factor)
}

/// The last two of four numbers.
fn view_box(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<f64>().ok().filter(|number| number.is_finite());
    let (_, _, width, height) = (next()?, next()?, next()?, next()?);
    (width > 0.0 && height > 0.0).then_some((width, height))
}
