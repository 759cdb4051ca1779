//! LinkedIn's "little text": how commentary is spelled on the wire.
//!
//! Fifteen characters are reserved. One that is meant literally and carries no backslash makes LinkedIn drop the
//! rest of the text and still answer 201, so [`encode`] leaves none bare and [`decode`] finds the place of the cut.
//! Only a post's commentary is little text: alt texts, titles and comments are plain.
//!
//! Source: LinkedIn, "little text format".

use super::{Author, Commentary, Piece, Urn, hashtag::hashtags};

mod spelling;

pub use spelling::{Part, Spelling, WouldBeCut};

/// The characters that need a backslash wherever they are meant literally.
pub const RESERVED: [char; 15] = ['|', '{', '}', '@', '[', ']', '(', ')', '<', '>', '#', '\\', '*', '_', '~'];

/// Spells a commentary as little text. [`decode`] gives exactly the same commentary back.
///
/// Hashtags keep their sign bare, so that they stay clickable; every other reserved character is escaped.
pub fn encode(commentary: &Commentary) -> String {
    Spelling::of(commentary).into_text()
}

/// What little text says, and where LinkedIn would cut it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub commentary: Commentary,
    /// Byte offset of the first reserved character that is neither escaped nor part of an element. LinkedIn
    /// publishes nothing from there on.
    pub cut_at: Option<usize>,
}

/// Reads little text as LinkedIn does, template hashtags included.
pub fn decode(little_text: &str) -> Decoded {
    let mut pieces = Vec::new();
    let mut rest = little_text;
    let mut cut_at = None;
    while let Some(first) = rest.chars().next() {
        let element = match first {
            '\\' => escaped(rest),
            '@' => mention(rest),
            '#' => hashtag(rest),
            '{' => template(rest),
            plain if RESERVED.contains(&plain) => None,
            plain => Some((text(plain), plain.len_utf8())),
        };
        let Some((piece, length)) = element else {
            cut_at = Some(little_text.len() - rest.len());
            break;
        };
        pieces.push(piece);
        rest = &rest[length..];
    }
    Decoded { commentary: pieces.into(), cut_at }
}

/// An element at the start of a text, and its length in bytes.
type Element = Option<(Piece, usize)>;

fn text(of: impl ToString) -> Piece {
    Piece::Text { text: of.to_string() }
}

fn escaped(rest: &str) -> Element {
    let c = rest[1..].chars().next().filter(|c| RESERVED.contains(c))?;
    Some((text(c), 1 + c.len_utf8()))
}

/// `@[Name](urn)` or `@(urn)`; the second has no name to show and keeps the URN's id as one.
fn mention(rest: &str) -> Element {
    let (name, after_name) = match rest[1..].strip_prefix('[') {
        Some(inner) => {
            let (name, length) = run(inner, |c| c == ']')?;
            (Some(name), 2 + length + 1)
        }
        None => (None, 1),
    };
    let inner = rest[after_name..].strip_prefix('(')?;
    let close = inner.find(')')?;
    let urn: Urn = inner[..close].parse().ok()?;
    Author::try_from(urn.clone()).ok()?;
    let name = name.unwrap_or_else(|| urn.id().to_owned());
    Some((Piece::Mention { name, urn }, after_name + 1 + close + 1))
}

/// `#word`, `_` escaped inside.
fn hashtag(rest: &str) -> Element {
    let word_length = rest[1..]
        .char_indices()
        .scan(false, |after_backslash, (at, c)| {
            let in_word = match c {
                '\\' if !*after_backslash => true,
                '_' => *after_backslash,
                _ => !*after_backslash && !RESERVED.contains(&c) && !c.is_whitespace(),
            };
            *after_backslash = c == '\\' && !*after_backslash;
            in_word.then_some(at + c.len_utf8())
        })
        .last()?;
    let spelled = rest[1..1 + word_length].replace("\\_", "_");
    let spelled = spelled.strip_suffix('\\').unwrap_or(&spelled);
    let tagged = format!("#{spelled}");
    let tag = hashtags(&tagged).into_iter().next().filter(|tag| tag.start == 0)?;
    let word = &tagged[..tag.end];
    let escapes = word.matches('_').count();
    Some((text(word), word.len() + escapes))
}

/// `{hashtag|\#|word}`, the form that reads return; the sign may be bare or full width.
fn template(rest: &str) -> Element {
    let inner = rest.strip_prefix("{hashtag|")?;
    let sign = ["\\#|", "#|", "\u{FF03}|"].into_iter().find(|sign| inner.starts_with(sign))?;
    let (word, length) = run(&inner[sign.len()..], |c| c == '}')?;
    (!word.is_empty()).then(|| (text(format!("#{word}")), "{hashtag|".len() + sign.len() + length + 1))
}

/// The text up to the first bare `end`, unescaped, and its length in bytes as written.
fn run(written: &str, end: impl Fn(char) -> bool) -> Option<(String, usize)> {
    let mut plain = String::new();
    let mut chars = written.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            _ if end(c) => return Some((plain, at)),
            '\\' => plain.push(chars.next().map(|(_, c)| c).filter(|c| RESERVED.contains(c))?),
            _ if RESERVED.contains(&c) => return None,
            _ => plain.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::post::Hashtag;

    fn encoded(plain: &str) -> String {
        encode(&Commentary::plain(plain))
    }

    #[test]
    fn every_reserved_character_gets_one_backslash() {
        let all: String = RESERVED.iter().collect();
        let expected: String = RESERVED.iter().map(|c| format!("\\{c}")).collect();
        assert_eq!(encoded(&all), expected);
    }

    #[test]
    fn hashtags_stay_hashtags_and_other_signs_do_not() {
        assert_eq!(encoded("#launch in C# (#b2b_saas)"), r"#launch in C\# \(#b2b\_saas\)");
    }

    #[test]
    fn a_mention_keeps_its_urn_bare_and_its_name_escaped() {
        let page = Piece::Mention { name: "Acme (UK)".into(), urn: "urn:li:organization:1".parse().unwrap() };
        let commentary = Commentary::from(vec![text("Hi "), page]);
        let little = encode(&commentary);
        assert_eq!(little, r"Hi @[Acme \(UK\)](urn:li:organization:1)");
        assert_eq!(decode(&little), Decoded { commentary, cut_at: None });
    }

    #[test]
    fn an_unescaped_parenthesis_is_where_linkedin_cuts() {
        let decoded = decode("We ship today (at last)");
        assert_eq!(decoded.commentary, Commentary::plain("We ship today "));
        assert_eq!(decoded.cut_at, Some(14));
    }

    #[test]
    fn template_hashtags_read_as_typed() {
        for little in [r"{hashtag|\#|launch} day", "{hashtag|#|launch} day", "{hashtag|\u{FF03}|launch} day"]
        {
            assert_eq!(
                decode(little),
                Decoded { commentary: Commentary::plain("#launch day"), cut_at: None }
            );
        }
    }

    #[test]
    fn a_backslash_before_a_plain_character_cuts() {
        assert_eq!(decode(r"a\b").cut_at, Some(1));
    }

    #[test]
    fn a_hashtag_behind_a_mention_is_one_and_a_sign_before_a_mention_is_none() {
        let page =
            || Piece::Mention { name: "DevTestCo".into(), urn: "urn:li:organization:1".parse().unwrap() };
        let commentary = Commentary::from(vec![page(), text("#launch #"), page()]);
        let little = encode(&commentary);
        assert_eq!(
            little,
            r"@[DevTestCo](urn:li:organization:1)#launch \#@[DevTestCo](urn:li:organization:1)"
        );
        let visible = commentary.visible();
        let shown: Vec<_> = commentary.hashtags().iter().map(|tag| &visible[tag.start..tag.end]).collect();
        assert_eq!(shown, ["#launch"]);
    }

    /// The hashtags that LinkedIn finds in little text without a cut, as ranges of what it shows.
    fn live_hashtags(mut rest: &str) -> Vec<Hashtag> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = rest.chars().next() {
            let (piece, length) = match first {
                '\\' => escaped(rest),
                '@' => mention(rest),
                '#' => hashtag(rest),
                plain => Some((text(plain), plain.len_utf8())),
            }
            .expect("an element");
            let shown = Commentary::from(vec![piece]).visible().len();
            if first == '#' {
                found.push(Hashtag { start: at, end: at + shown });
            }
            at += shown;
            rest = &rest[length..];
        }
        found
    }

    fn typed() -> impl Strategy<Value = String> {
        let reserved = proptest::sample::select(RESERVED.to_vec()).prop_map(String::from);
        let words = proptest::sample::select(vec![
            "#launch",
            "#a_b",
            "C#",
            "@",
            " ",
            "\n",
            "🚀",
            "e\u{301}",
            "हिन्दी",
            "１",
        ]);
        proptest::collection::vec(prop_oneof![reserved, words.prop_map(String::from), ".{0,4}"], 0..40)
            .prop_map(|parts| parts.concat())
    }

    fn mentioned() -> impl Strategy<Value = Piece> {
        (typed(), "urn:li:(person|organization):[A-Za-z0-9_-]{1,12}")
            .prop_map(|(name, urn)| Piece::Mention { name, urn: urn.parse().unwrap() })
    }

    fn commentary() -> impl Strategy<Value = Commentary> {
        let piece = prop_oneof![3 => typed().prop_map(text), 1 => mentioned()];
        proptest::collection::vec(piece, 0..8).prop_map(Commentary::from)
    }

    proptest! {
        #[test]
        fn what_was_typed_comes_back_whole(commentary in commentary()) {
            let little = encode(&commentary);
            prop_assert_eq!(decode(&little), Decoded { commentary, cut_at: None }, "{}", little);
        }

        #[test]
        fn what_is_shown_as_a_hashtag_is_sent_as_one_and_nothing_else_is(commentary in commentary()) {
            let little = encode(&commentary);
            prop_assert_eq!(live_hashtags(&little), commentary.hashtags(), "{}", little);
        }

        #[test]
        fn decoding_never_panics_and_reads_no_further_than_the_cut(little in typed()) {
            let decoded = decode(&little);
            let readable = &little[..decoded.cut_at.unwrap_or(little.len())];
            prop_assert_eq!(decode(readable), Decoded { commentary: decoded.commentary, cut_at: None });
        }
    }
}
