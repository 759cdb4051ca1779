use std::ops::Range;

use super::{RESERVED, decode};
use crate::post::{Commentary, Piece, hashtag::hashtags};

/// A commentary as little text, and which part of it is what. Places are byte offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    text: String,
    /// Where the backslashes stand that escape something, in order.
    escapes: Vec<usize>,
    /// Hashtags and mentions, in order.
    elements: Vec<(Range<usize>, Part)>,
}

/// What a stretch of little text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Words as they were typed.
    Text,
    /// A backslash that makes the character behind it literal.
    Escape,
    /// Part of a hashtag, its sign included.
    Hashtag,
    /// Part of a mention, brackets and URN included.
    Mention,
}

/// What would have become of a commentary if nothing in it had been escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldBeCut {
    /// Where the character stands in the little text at which LinkedIn would have cut it.
    pub at: usize,
    /// What LinkedIn would have published.
    pub kept: Commentary,
}

impl Spelling {
    /// Spells a commentary; every reserved character is escaped but those that make a hashtag or a mention.
    pub fn of(commentary: &Commentary) -> Spelling {
        let mut spelling = Spelling { text: String::new(), escapes: Vec::new(), elements: Vec::new() };
        for piece in commentary.pieces() {
            match piece {
                Piece::Text { text } => spelling.write(text),
                Piece::Mention { name, urn } => spelling.element(Part::Mention, |spelling| {
                    spelling.text.push_str("@[");
                    spelling.escape(name);
                    spelling.text.push_str("](");
                    spelling.text.push_str(urn.as_str());
                    spelling.text.push(')');
                }),
            }
        }
        spelling
    }

    pub fn into_text(self) -> String {
        self.text
    }

    /// The whole little text as stretches of one kind, in order and without gaps. `also` begins one too.
    pub fn stretches(&self, also: Option<usize>) -> Vec<(Range<usize>, Part)> {
        let of_elements = self.elements.iter().flat_map(|(range, _)| [range.start, range.end]);
        let of_escapes = self.escapes.iter().flat_map(|at| [*at, at + 1]);
        let of_also = also.into_iter().flat_map(|at| [at, at + self.length_at(at)]);
        let mut edges: Vec<usize> =
            of_elements.chain(of_escapes).chain(of_also).chain([0, self.text.len()]).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
            .windows(2)
            .map(|edge| edge[0]..edge[1])
            .map(|range| (range.clone(), self.part(range.start)))
            .collect()
    }

    /// The text of one of its stretches.
    pub fn text_of(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    /// Where LinkedIn would cut the same text without its escapes; `None` where it would publish all of it.
    pub fn would_be_cut(&self) -> Option<WouldBeCut> {
        let mut bare = String::with_capacity(self.text.len());
        let mut from = 0;
        for at in &self.escapes {
            bare.push_str(&self.text[from..*at]);
            from = at + 1;
        }
        bare.push_str(&self.text[from..]);
        let decoded = decode(&bare);
        let cut = decoded.cut_at?;
        let before = self.escapes.iter().enumerate().take_while(|(number, at)| *at - number <= cut).count();
        Some(WouldBeCut { at: cut + before, kept: decoded.commentary })
    }

    fn part(&self, at: usize) -> Part {
        if self.escapes.binary_search(&at).is_ok() {
            return Part::Escape;
        }
        let behind = self.elements.partition_point(|(range, _)| range.end <= at);
        match self.elements.get(behind) {
            Some((range, part)) if range.contains(&at) => *part,
            _ => Part::Text,
        }
    }

    fn length_at(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    }

    fn write(&mut self, text: &str) {
        let mut at = 0;
        for tag in hashtags(text) {
            self.escape(&text[at..tag.start]);
            self.element(Part::Hashtag, |spelling| {
                spelling.text.push('#');
                spelling.escape(&text[tag.start + 1..tag.end]);
            });
            at = tag.end;
        }
        self.escape(&text[at..]);
    }

    fn element(&mut self, part: Part, write: impl FnOnce(&mut Spelling)) {
        let start = self.text.len();
        write(self);
        self.elements.push((start..self.text.len(), part));
    }

    /// One pass over the characters: a chain of replacements would escape its own backslashes.
    fn escape(&mut self, text: &str) {
        self.text.reserve(text.len());
        for c in text.chars() {
            if RESERVED.contains(&c) {
                self.escapes.push(self.text.len());
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(name: &str) -> Piece {
        Piece::Mention { name: name.to_owned(), urn: "urn:li:organization:7".parse().unwrap() }
    }

    fn text(text: &str) -> Piece {
        Piece::Text { text: text.to_owned() }
    }

    fn told(pieces: Vec<Piece>) -> Vec<(String, Part)> {
        let spelling = Spelling::of(&pieces.into());
        let owned = |(range, part)| (spelling.text_of(range).to_owned(), part);
        spelling.stretches(None).into_iter().map(owned).collect()
    }

    fn cut(plain: &str) -> Option<(String, String)> {
        let spelling = Spelling::of(&Commentary::plain(plain));
        let WouldBeCut { at, kept } = spelling.would_be_cut()?;
        Some((spelling.text[at..].to_owned(), kept.visible()))
    }

    #[test]
    fn hashtags_mentions_and_escapes_are_told_from_text() {
        let parts = told(vec![text("C# by "), page("A (B)"), text(" #b2b_saas")]);
        let brief: Vec<_> = parts.iter().map(|(text, part)| (text.as_str(), *part)).collect();
        use Part::*;
        assert_eq!(
            brief,
            [
                ("C", Text),
                ("\\", Escape),
                ("# by ", Text),
                ("@[A ", Mention),
                ("\\", Escape),
                ("(B", Mention),
                ("\\", Escape),
                (")](urn:li:organization:7)", Mention),
                (" ", Text),
                ("#b2b", Hashtag),
                ("\\", Escape),
                ("_saas", Hashtag),
            ]
        );
    }

    #[test]
    fn without_escapes_the_first_reserved_character_that_starts_nothing_cuts() {
        let at = |rest: &str, kept: &str| Some((rest.to_owned(), kept.to_owned()));
        assert_eq!(cut("We ship (at last)"), at(r"(at last\)", "We ship "));
        assert_eq!(cut("C# is _it_"), at(r"# is \_it\_", "C"));
        assert_eq!(cut("#b2b_saas now"), at(r"_saas now", "#b2b"));
        assert_eq!(cut("All of it #launch, 100 %"), None);
        assert_eq!(cut(""), None);
    }

    #[test]
    fn a_name_that_is_not_escaped_costs_the_post_from_its_mention_on() {
        let spelling = Spelling::of(&vec![text("With "), page("A (B)"), text(" we print")].into());
        let WouldBeCut { at, kept } = spelling.would_be_cut().unwrap();
        assert!(spelling.text[at..].starts_with("@[A"), "{}", &spelling.text[at..]);
        assert_eq!(kept.visible(), "With ");
    }

    proptest! {
        #[test]
        fn stretches_are_the_whole_text_and_the_cut_is_one_character(
            typed in proptest::collection::vec("[a-z#_@()\\\\\\[\\]|{} 🚀\n]{0,12}", 0..5),
        ) {
            let pieces: Vec<_> = typed.iter().flat_map(|words| [text(words), page(&format!("N{words}"))]).collect();
            let spelling = Spelling::of(&pieces.into());
            let cut = spelling.would_be_cut().map(|cut| cut.at);
            let stretches = spelling.stretches(cut);
            let whole: String = stretches.iter().map(|(range, _)| spelling.text_of(range.clone())).collect();
            prop_assert_eq!(&whole, &spelling.text);
            if let Some(at) = cut {
                let (range, part) = stretches.iter().find(|(range, _)| range.start == at).unwrap();
                let cutting = spelling.text_of(range.clone());
                prop_assert!(RESERVED.contains(&cutting.chars().next().unwrap()), "{}", cutting);
                prop_assert_eq!(cutting.chars().count(), 1);
                prop_assert_ne!(*part, Part::Escape);
            }
        }
    }
}
