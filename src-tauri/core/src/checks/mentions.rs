//! An `@` that mentions nobody.

use super::{Finding, Judgement, Place, Severity::Warn, words::thousands};
use crate::post::{Draft, Piece, utf16_len};

/// More handles than these are told of by their number alone.
const TOLD: usize = 5;

const NO_MENTION: &str =
    "LinkedIn, little text format: only a name with its URN is a mention; everything else is plain text";
const LONE: &str = "Ayrshare, LinkedIn mentions: a lone @ keeps other mentions from being resolved";

/// A sign in the visible text that mentions nobody.
struct Sign<'a> {
    /// UTF-16 offset into the visible text.
    from: u32,
    /// What stands behind the sign, if that looks like somebody's name at LinkedIn.
    handle: &'a str,
}

pub(super) fn check(draft: &Draft) -> Vec<Finding> {
    let signs = signs(draft.commentary.pieces());
    let (handles, lone): (Vec<_>, Vec<_>) = signs.into_iter().partition(|sign| !sign.handle.is_empty());
    let mut findings = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for sign in &handles {
        let folded = sign.handle.to_lowercase();
        if told.contains(&folded) {
            continue;
        }
        told.push(folded);
        if told.len() <= TOLD {
            findings.push(plain_text(sign));
        }
    }
    if told.len() > TOLD {
        let message = format!(
            "{} more names behind an @ are no mentions and will be plain text. Choose each from the list that opens \
             behind its @, or take out the signs.",
            thousands((told.len() - TOLD) as u64)
        );
        let from = handles.last().map(|sign| sign.from);
        findings.push(Judgement::new("text.handles", Warn, message).by(NO_MENTION).at(Place::Text { from }));
    }
    findings.extend(lone.first().map(|first| standing_alone(first, lone.len())));
    findings
}

fn plain_text(sign: &Sign<'_>) -> Finding {
    let message = format!(
        "“@{}” mentions nobody and will be plain text. Look the page up, or take out the sign.",
        sign.handle
    );
    Judgement::new("text.handle", Warn, message).by(NO_MENTION).at(Place::Text { from: Some(sign.from) })
}

fn standing_alone(first: &Sign<'_>, signs: usize) -> Finding {
    let message = match signs {
        1 => "An @ stands alone. It will be plain text, and other mentions may be lost over it. Take it out, or \
              write “at”."
            .to_owned(),
        _ => format!(
            "The sign @ stands alone in {} places. It will be plain text, and other mentions may be lost over it. \
             Take the signs out, or write “at”.",
            thousands(signs as u64)
        ),
    };
    Judgement::new("text.lone_at", Warn, message).by(LONE).at(Place::Text { from: Some(first.from) })
}

/// Those in e-mail addresses and web addresses are meant as they are.
fn signs(pieces: &[Piece]) -> Vec<Sign<'_>> {
    let mut found = Vec::new();
    let mut offset = 0;
    for piece in pieces {
        match piece {
            Piece::Mention { name, .. } => offset += utf16_len(name),
            Piece::Text { text } => {
                let mut counted = 0;
                for (at, _) in text.match_indices('@') {
                    offset += utf16_len(&text[counted..at]);
                    counted = at;
                    let handle = handle(&text[at + 1..]);
                    if !is_part_of_an_address(&text[..at], handle) {
                        found.push(Sign { from: offset, handle });
                    }
                }
                offset += utf16_len(&text[counted..]);
            }
        }
    }
    found
}

/// What may be a page's name in its address at LinkedIn: letters, digits and hyphens.
fn handle(text: &str) -> &str {
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    text[..length].trim_end_matches(['-', '_'])
}

fn is_part_of_an_address(before: &str, handle: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let of_mail = !handle.is_empty() && before.ends_with(char::is_alphanumeric);
    of_mail || word.contains("://") || word.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{Commentary, Draft};

    fn found(pieces: Vec<Piece>) -> Vec<(&'static str, Option<u32>, String)> {
        let draft = Draft { commentary: pieces.into(), ..Draft::new(None, None) };
        let brief = |finding: Finding| {
            let Place::Text { from } = finding.place else { panic!("{finding:?}") };
            (finding.judgement.rule, from, finding.judgement.message)
        };
        check(&draft).into_iter().map(brief).collect()
    }

    fn plain(text: &str) -> Vec<(&'static str, Option<u32>)> {
        let pieces = Commentary::plain(text).pieces().to_vec();
        found(pieces).into_iter().map(|(rule, from, _)| (rule, from)).collect()
    }

    #[test]
    fn a_sign_alone_and_a_handle_are_told_with_their_place() {
        assert_eq!(plain("🚀 by @acme"), [("text.handle", Some(6))]);
        assert_eq!(plain("3 @ 5"), [("text.lone_at", Some(2))]);
        assert_eq!(plain("@"), [("text.lone_at", Some(0))]);
        assert_eq!(plain("at @, and @?"), [("text.lone_at", Some(3))]);
        assert_eq!(plain("name@ and @name"), [("text.handle", Some(10)), ("text.lone_at", Some(4))]);
    }

    #[test]
    fn addresses_are_no_mentions_gone_wrong() {
        for text in [
            "me@example.org",
            "https://medium.com/@press/one",
            "www.example.org/@press",
            "no sign at all",
            "",
        ] {
            assert_eq!(plain(text), [], "{text}");
        }
    }

    #[test]
    fn the_same_handle_is_told_once_and_many_by_their_number() {
        assert_eq!(plain("@acme and @ACME").len(), 1);
        let many: Vec<String> = (0..9).map(|number| format!("@page{number}")).collect();
        let rules: Vec<_> = plain(&many.join(" ")).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(rules.len(), TOLD + 1);
        assert_eq!(rules.last(), Some(&"text.handles"));
    }

    #[test]
    fn a_mention_is_none_of_them_and_moves_what_is_behind_it_by_its_name() {
        let page = Piece::Mention { name: "A @ B".into(), urn: "urn:li:organization:7".parse().unwrap() };
        let text = |text: &str| Piece::Text { text: text.into() };
        let told = found(vec![text("With "), page.clone(), text(" @acme")]);
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].0, told[0].1), ("text.handle", Some(11)));
        assert!(told[0].2.contains("“@acme”"), "{}", told[0].2);
        assert_eq!(found(vec![page]), []);
    }
}
