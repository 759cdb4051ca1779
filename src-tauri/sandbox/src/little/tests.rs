use proptest::prelude::*;

use super::*;

fn text(words: &str) -> Segment {
    Segment::Text(words.into())
}

fn hashtag(word: &str) -> Segment {
    Segment::Hashtag(word.into())
}

fn whole(raw: &str) -> Vec<Segment> {
    let read = parse(raw);
    assert_eq!(read.cut_at, None, "{raw:?} was cut");
    read.segments
}

#[test]
fn every_reserved_character_is_literal_after_a_backslash() {
    let escaped: String = RESERVED.iter().map(|reserved| format!("\\{reserved}")).collect();
    assert_eq!(whole(&escaped), [text(&RESERVED.iter().collect::<String>())]);
}

#[test]
fn every_reserved_character_alone_cuts_the_text() {
    for reserved in RESERVED {
        let raw = format!("åb{reserved} tail");
        assert_eq!(parse(&raw), LittleText { segments: vec![text("åb")], cut_at: Some(3) }, "{reserved}");
    }
}

#[test]
fn a_backslash_before_an_ordinary_letter_cuts_the_text() {
    assert_eq!(parse("a\\b").cut_at, Some(1));
}

#[test]
fn a_literal_hashtag_ends_with_its_word() {
    assert_eq!(whole("Go #rust, now"), [text("Go "), hashtag("rust"), text(", now")]);
    assert_eq!(whole("#one#two"), [hashtag("one"), hashtag("two")]);
    assert_eq!(whole("#snake\\_case"), [hashtag("snake_case")]);
    assert_eq!(whole("#हिन्दी x"), [hashtag("हिन्दी"), text(" x")]);
}

#[test]
fn an_underscore_without_backslash_ends_a_hashtag_and_cuts() {
    assert_eq!(parse("#snake_case"), LittleText { segments: vec![hashtag("snake")], cut_at: Some(6) });
}

#[test]
fn a_template_is_a_hashtag_with_each_sign() {
    for raw in ["{hashtag|\\#|rust}", "{hashtag|#|rust}", "{hashtag|\u{FF03}|rust}"] {
        assert_eq!(whole(raw), [hashtag("rust")], "{raw}");
    }
}

#[test]
fn a_malformed_template_cuts() {
    for raw in ["{hashtag|\\#|}", "{hashtag|\\#|a b}", "{hashtag||a}", "{tag|#|a}", "{hashtag|#|a"] {
        assert_eq!(parse(raw).cut_at, Some(0), "{raw}");
    }
}

#[test]
fn a_mention_keeps_its_name_and_urn() {
    let urn = Urn::organization(1);
    assert_eq!(
        whole("@[A \\(B\\)](urn:li:organization:1)!"),
        [Segment::Mention { name: Some("A (B)".into()), urn: urn.clone() }, text("!")]
    );
    assert_eq!(whole("@(urn:li:company:1)"), [Segment::Mention { name: None, urn }]);
}

#[test]
fn a_mention_of_anything_but_a_person_or_page_cuts() {
    for raw in
        ["@[A](urn:li:share:1)", "@[A](1)", "@[A]", "@[A", "@[]", "@[A(B)](urn:li:organization:1)", "@a"]
    {
        assert_eq!(parse(raw).cut_at, Some(0), "{raw}");
    }
}

fn segment() -> impl Strategy<Value = Segment> {
    prop_oneof![
        ".{1,40}".prop_map(Segment::Text),
        "[a-zA-Z0-9_åß語]{1,12}".prop_map(Segment::Hashtag),
        (".{1,20}", 1..u64::MAX)
            .prop_map(|(name, id)| Segment::Mention { name: Some(name), urn: Urn::organization(id) }),
    ]
}

proptest! {
    #[test]
    fn escaped_text_comes_back_whole(plain in "(?s).{0,200}") {
        let raw: String = plain
            .chars()
            .flat_map(|next| RESERVED.contains(&next).then_some('\\').into_iter().chain([next]))
            .collect();
        let read = parse(&raw);
        prop_assert_eq!(read.cut_at, None);
        let expected = if plain.is_empty() { vec![] } else { vec![Segment::Text(plain)] };
        prop_assert_eq!(read.segments, expected);
    }

    #[test]
    fn any_text_is_read_without_a_panic_and_cut_on_a_character(raw in "(?s)[@\\[\\]\\(\\){}|#\\\\a-cé\u{1F600} :urnli1]{0,80}") {
        let read = parse(&raw);
        if let Some(cut) = read.cut_at {
            prop_assert!(raw[cut..].starts_with(RESERVED));
            let before = parse(&raw[..cut]);
            prop_assert_eq!(before.cut_at, None);
            prop_assert_eq!(before.segments, read.segments);
        }
    }

    #[test]
    fn what_is_written_reads_the_same(segments in prop::collection::vec(segment(), 0..6)) {
        // Two runs of words side by side are one run.
        let mut joined: Vec<Segment> = Vec::new();
        for next in segments {
            match (joined.last_mut(), next) {
                (Some(Segment::Text(before)), Segment::Text(more)) => before.push_str(&more),
                (_, next) => joined.push(next),
            }
        }
        let read = parse(&write(&joined));
        prop_assert_eq!(read.cut_at, None);
        prop_assert_eq!(read.segments, joined);
    }
}
