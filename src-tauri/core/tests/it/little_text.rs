//! Whatever is typed, readers see it: spelled by this program, read by a LinkedIn that shares no line with it.

#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use galley_core::post::{Commentary, Piece, little_text};
use galley_sandbox::{Config, MemberConfig, OrganizationConfig, Reader};
use proptest::prelude::*;

use crate::publish::rehearsal::{Rehearsal, published_urn};

/// What breaks texts: everything reserved, what turns and joins letters, what is not to be seen, ends of lines, and the
/// spellings of little text itself.
const AWKWARD: [&str; 44] = [
    "|",
    "{",
    "}",
    "@",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "#",
    "\\",
    "*",
    "_",
    "~",
    "\\(",
    "\\\\",
    "@[",
    "](",
    "#a",
    "#a_b",
    "#_",
    "C#",
    "##",
    "@name",
    "{hashtag|\\#|x}",
    "@[A](urn:li:organization:1)",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{200d}",
    "\u{200b}",
    "\u{feff}",
    "e\u{301}",
    "\u{20e3}",
    "👩‍🚀",
    "🇳🇴",
    "👍🏽",
    "हिन्दी",
    "\u{3000}",
];

fn typed(parts: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => proptest::sample::select(AWKWARD.to_vec()).prop_map(str::to_owned),
        2 => "(?s).{0,6}",
        1 => "\\PC{0,6}",
        2 => "[a-z ]{1,8}",
    ];
    proptest::collection::vec(part, parts).prop_map(|parts| parts.concat())
}

/// A post as it is written: text, and names that are mentioned. Each has a URN of its own, a page's or a person's.
fn written() -> impl Strategy<Value = Commentary> {
    let piece = prop_oneof![
        3 => typed(0..12).prop_map(|text| (text, None)),
        1 => (typed(1..5), any::<bool>()).prop_map(|(name, page)| (name, Some(page))),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| {
        let piece = |(number, (text, mentioned)): (usize, (String, Option<bool>))| match mentioned {
            None => Piece::Text { text },
            Some(page) => {
                let kind = if page { "organization" } else { "person" };
                Piece::Mention { name: text, urn: format!("urn:li:{kind}:{number}").parse().unwrap() }
            }
        };
        pieces.into_iter().enumerate().map(piece).collect::<Vec<_>>().into()
    })
}

/// A LinkedIn at which everybody who is mentioned is known by exactly that name.
fn where_all_are_known(commentary: &Commentary) -> Config {
    let mut config = Config::default();
    for piece in commentary.pieces() {
        let Piece::Mention { name, urn } = piece else { continue };
        match urn.namespace() {
            "person" => {
                config.members.push(MemberConfig {
                    id: urn.id().to_owned(),
                    name: name.clone(),
                    email: None,
                });
            }
            _ => config.organizations.push(OrganizationConfig {
                id: urn.id().parse().unwrap(),
                name: name.clone(),
                vanity_name: format!("page-{}", urn.id()),
                followers: 0,
            }),
        }
    }
    config
}

fn mentions(commentary: &Commentary) -> Vec<(String, String)> {
    let mention = |piece: &Piece| match piece {
        Piece::Mention { name, urn } => Some((name.clone(), urn.to_string())),
        Piece::Text { .. } => None,
    };
    commentary.pieces().iter().filter_map(mention).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn whatever_is_typed_is_what_readers_see(commentary in written()) {
        let little = little_text::encode(&commentary);
        let reader = Reader::new(&where_all_are_known(&commentary)).unwrap();
        let read = reader.read(&little);
        prop_assert_eq!(read.cut_at, None, "cut: {}", little);
        prop_assert_eq!(read.visible, commentary.visible(), "{}", little);
        let linked: Vec<_> = read.mentions.into_iter().map(|(name, urn)| (name, urn.to_string())).collect();
        prop_assert_eq!(linked, mentions(&commentary), "{}", little);
    }
}

proptest! {
    /// In words that both call words: what a word is beyond letters, digits and `_`, LinkedIn does not say.
    #[test]
    fn what_is_told_as_a_hashtag_is_one_to_readers_and_nothing_else_is(
        text in "([a-zæß語0-9 _#@().\\\\\n-]|#[a-z_0-9]{1,4}|C#|#1){0,30}",
    ) {
        let commentary = Commentary::plain(&text);
        let read = Reader::new(&Config::default()).unwrap().read(&little_text::encode(&commentary));
        let visible = commentary.visible();
        let told: Vec<_> = commentary.hashtags().iter().map(|tag| visible[tag.start + 1..tag.end].to_owned()).collect();
        prop_assert_eq!(read.hashtags, told, "{}", text);
    }

    /// The test above would see a spelling that leaves something out.
    #[test]
    fn a_spelling_without_its_escapes_is_read_otherwise_where_the_wire_view_says_so(text in typed(0..12)) {
        let spelling = little_text::Spelling::of(&Commentary::plain(&text));
        let cut = spelling.would_be_cut();
        let stretches = spelling.stretches(None);
        let bare: String = stretches
            .into_iter()
            .filter(|(_, part)| *part != little_text::Part::Escape)
            .map(|(range, _)| spelling.text_of(range).to_owned())
            .collect();
        let read = Reader::new(&Config::default()).unwrap().read(&bare);
        if let (Some(cut), true) = (&cut, text.is_ascii()) {
            prop_assert!(read.cut_at.is_some(), "{}", bare);
            prop_assert_eq!(&read.visible, &cut.kept.visible(), "{}", bare);
        }
    }
}

/// The same through JSON and HTTP, from a draft to what the sandbox shows of its post.
#[tokio::test(flavor = "multi_thread")]
async fn awkward_texts_are_seen_whole_after_real_http() {
    let rehearsal = Rehearsal::new().await;
    let texts: Vec<String> = AWKWARD.chunks(11).map(|some| format!("from {} to", some.join(" x"))).collect();
    for text in &texts {
        published_urn(&rehearsal.publish(rehearsal.draft(text, 0).id).await);
    }
    let seen: Vec<_> = rehearsal.posts().await.iter().map(|post| post["visible_text"].clone()).collect();
    let meant: Vec<_> = texts.iter().map(|text| Commentary::plain(text).visible()).collect();
    assert_eq!(seen, meant);
}
