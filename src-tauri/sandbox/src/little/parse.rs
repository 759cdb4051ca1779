//! `text := (plain | escaped | mention | hashtag | template)*`, one pass, in time linear in the text.

use super::{LittleText, RESERVED, Segment};
use crate::urn::Urn;

/// The full-width number sign, allowed in a template only.
const FULL_WIDTH_SIGN: char = '\u{FF03}';

/// Takes a commentary apart. Never fails: what cannot be read cuts the text, as on LinkedIn.
pub(crate) fn parse(raw: &str) -> LittleText {
    let mut segments = Vec::new();
    let mut plain = String::new();
    let mut rest = raw;
    while let Some(next) = rest.chars().next() {
        if !RESERVED.contains(&next) {
            let run = rest.find(RESERVED).unwrap_or(rest.len());
            plain.push_str(&rest[..run]);
            rest = &rest[run..];
            continue;
        }
        if let Some((literal, after)) = escaped(rest) {
            plain.push(literal);
            rest = after;
            continue;
        }
        let element = match next {
            '@' => mention(rest),
            '#' => hashtag(rest),
            '{' => template(rest),
            _ => None,
        };
        let Some((segment, after)) = element else {
            flush(&mut plain, &mut segments);
            return LittleText { segments, cut_at: Some(raw.len() - rest.len()) };
        };
        flush(&mut plain, &mut segments);
        segments.push(segment);
        rest = after;
    }
    flush(&mut plain, &mut segments);
    LittleText { segments, cut_at: None }
}

fn flush(plain: &mut String, segments: &mut Vec<Segment>) {
    if !plain.is_empty() {
        segments.push(Segment::Text(std::mem::take(plain)));
    }
}

/// A backslash and the reserved character it makes literal.
fn escaped(rest: &str) -> Option<(char, &str)> {
    let mut chars = rest.chars();
    (chars.next()? == '\\').then_some(())?;
    let literal = chars.next().filter(|next| RESERVED.contains(next))?;
    Some((literal, chars.as_str()))
}

/// `'@' ('[' name ']')? '(' urn ')'`.
fn mention(rest: &str) -> Option<(Segment, &str)> {
    let rest = rest.strip_prefix('@')?;
    let (name, rest) = match rest.strip_prefix('[') {
        Some(inside) => {
            let (name, after) = literal(inside, |_| true);
            (Some(name), after.strip_prefix(']')?)
        }
        None => (None, rest),
    };
    if name.as_ref().is_some_and(String::is_empty) {
        return None;
    }
    let (urn, after) = rest.strip_prefix('(')?.split_once(')')?;
    let urn: Urn = urn.replace('\\', "").parse().ok()?;
    (urn.is_person() || urn.is_organization()).then_some((Segment::Mention { name, urn }, after))
}

/// `'#' single_word`; an underscore in the word is written `\_`.
fn hashtag(rest: &str) -> Option<(Segment, &str)> {
    let (word, after) = word(rest.strip_prefix('#')?)?;
    Some((Segment::Hashtag(word), after))
}

/// `'{' 'hashtag' '|' sign '|' word '}'`.
fn template(rest: &str) -> Option<(Segment, &str)> {
    let rest = rest.strip_prefix("{hashtag|")?;
    let rest = rest
        .strip_prefix("\\#")
        .or_else(|| rest.strip_prefix('#'))
        .or_else(|| rest.strip_prefix(FULL_WIDTH_SIGN))?;
    let (word, rest) = word(rest.strip_prefix('|')?)?;
    Some((Segment::Hashtag(word), rest.strip_prefix('}')?))
}

fn word(rest: &str) -> Option<(String, &str)> {
    let (word, after) = literal(rest, in_word);
    (!word.is_empty()).then_some((word, after))
}

/// Reads plain characters `allowed` takes and escaped ones; stops before anything else.
///
/// Among escaped characters only the underscore can be part of a word, so `allowed` is asked about it too.
fn literal(mut rest: &str, allowed: impl Fn(char) -> bool) -> (String, &str) {
    let mut read = String::new();
    while let Some(next) = rest.chars().next() {
        if let Some((character, after)) = escaped(rest).filter(|&(character, _)| allowed(character)) {
            read.push(character);
            rest = after;
        } else if !RESERVED.contains(&next) && allowed(next) {
            read.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            break;
        }
    }
    (read, rest)
}

/// Letters, digits, the underscore, and the marks and joiners that letters of many scripts are written with.
fn in_word(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(
            character,
            '_' | '\u{0300}'..='\u{036F}' | '\u{200C}' | '\u{200D}' | '\u{3099}' | '\u{309A}'
        )
        || is_virama(character)
}

/// The vowel killers of Indic scripts: inside words, but not `Alphabetic` in Unicode's sense.
fn is_virama(character: char) -> bool {
    const VIRAMAS: &[char] = &[
        '\u{093C}', '\u{094D}', '\u{09BC}', '\u{09CD}', '\u{0A3C}', '\u{0A4D}', '\u{0ABC}', '\u{0ACD}',
        '\u{0B3C}', '\u{0B4D}', '\u{0BCD}', '\u{0C4D}', '\u{0CBC}', '\u{0CCD}', '\u{0D4D}', '\u{0DCA}',
        '\u{0E3A}', '\u{0F39}', '\u{1039}', '\u{103A}', '\u{17D2}',
    ];
    VIRAMAS.contains(&character)
}
