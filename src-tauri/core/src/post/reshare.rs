//! Somebody's post, shown once more.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Urn;

/// The post that is shown below the author's words, or alone.
///
/// Source: Posts API, `reshareContext.parent`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Reshare {
    /// Its address on LinkedIn, the code that embeds it, or its URN, as it was pasted.
    pub of: String,
}

/// The kinds of URN that name a post, the last of which only names what happened in the feed when it came.
const POSTS: [&str; 3] = ["share", "ugcPost", "activity"];

impl Reshare {
    /// The post by the name under which it can be shared, a `share` or a `ugcPost`; `None` where that is not said.
    pub fn parent(&self) -> Option<Urn> {
        self.named().filter(|urn| urn.namespace() != "activity")
    }

    /// The post by the name that is in what was pasted: a URN anywhere in it, or the end of an address as LinkedIn's
    /// “Copy link to post” gives it, `/posts/…-activity-7…-AbCd`.
    pub fn named(&self) -> Option<Urn> {
        let said = self.of.replace("%3A", ":").replace("%3a", ":");
        let by_urn = said.match_indices("urn:li:").find_map(|(at, _)| {
            let (kind, rest) = said[at + "urn:li:".len()..].split_once(':')?;
            urn(kind, rest)
        });
        by_urn.or_else(|| by_address(&said))
    }
}

/// `rest` begins with the number.
fn urn(kind: &str, rest: &str) -> Option<Urn> {
    let kind = POSTS.into_iter().find(|known| known.eq_ignore_ascii_case(kind))?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest.get(..end).filter(|number| !number.is_empty())?;
    format!("urn:li:{kind}:{number}").parse().ok()
}

fn by_address(said: &str) -> Option<Urn> {
    let (_, path) = said.split_once("linkedin.com/posts/")?;
    let words: Vec<&str> = path.split(['/', '?', '#']).next()?.split('-').collect();
    // The words before may be the post's own, so that the last pair counts.
    words.windows(2).rev().find_map(|pair| match pair {
        [kind, number] if number.bytes().all(|byte| byte.is_ascii_digit()) => urn(kind, number),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(of: &str) -> Option<String> {
        Reshare { of: of.to_owned() }.named().map(String::from)
    }

    #[test]
    fn a_post_is_named_by_its_urn_by_its_address_or_by_the_code_that_embeds_it() {
        for of in [
            "urn:li:share:7",
            " urn:li:share:7 ",
            "https://www.linkedin.com/feed/update/urn:li:share:7/",
            "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7?utm_source=share",
            "https://www.linkedin.com/posts/some-press_our-activity-is-high-share-7-AbCd?utm_medium=x",
            r#"<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:7" height="1" title="Embedded post"></iframe>"#,
            "https://www.linkedin.com/feed/?highlightedUpdateUrn=urn:li:member:1&update=urn:li:share:7",
        ] {
            assert_eq!(named(of).as_deref(), Some("urn:li:share:7"), "{of}");
            assert!(Reshare { of: of.to_owned() }.parent().is_some(), "{of}");
        }
        for of in [
            "",
            "https://www.linkedin.com/in/someone",
            "urn:li:organization:7",
            "urn:li:share:",
            "https://www.linkedin.com/posts/some-press_seven-7-AbCd",
            "https://example.org/posts/x-share-7-AbCd",
        ] {
            assert_eq!(named(of), None, "{of}");
        }
    }

    #[test]
    fn an_activity_names_a_post_that_cannot_be_shared_by_it() {
        for of in [
            "urn:li:activity:7",
            "https://www.linkedin.com/feed/update/urn:li:activity:7/",
            "https://www.linkedin.com/posts/some-press_a-title-activity-7-AbCd?utm_source=share",
        ] {
            assert_eq!(named(of).as_deref(), Some("urn:li:activity:7"), "{of}");
            assert_eq!(Reshare { of: of.to_owned() }.parent(), None, "{of}");
        }
        assert_eq!(
            named("https://www.linkedin.com/posts/x_y-ugcPost-8-Zz").as_deref(),
            Some("urn:li:ugcPost:8")
        );
    }
}
