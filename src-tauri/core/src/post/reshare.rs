//! Somebody's post, shown once more.

use serde::{Deserialize, Serialize};
use specta::Type;
use url::Url;

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

    /// The post by the name that is in what was pasted: a URN, alone or anywhere in an address at LinkedIn, or the end
    /// of such an address as “Copy link to post” gives it, `/posts/…-activity-7…-AbCd`.
    pub fn named(&self) -> Option<Urn> {
        let said = self.of.trim();
        if let Some(name) = said.strip_prefix("urn:li:") {
            return urn(name).filter(|urn| urn.as_str().len() == said.len());
        }
        let address = address(said)?;
        let decoded = address.as_str().replace("%3A", ":").replace("%3a", ":");
        let by_urn = decoded.match_indices("urn:li:").find_map(|(at, mark)| urn(&decoded[at + mark.len()..]));
        by_urn.or_else(|| by_path(address.path()))
    }

    /// Whether it was pasted as an address on LinkedIn's own site, or as the code that embeds it from there: then that
    /// is where the post is, whoever shares it.
    pub fn is_on_linkedin(&self) -> bool {
        address(&self.of).is_some_and(|url| is_linkedins(&url))
    }
}

/// The first address in what was pasted, if it is one at LinkedIn or at a sandbox; the code that embeds a post has it
/// in quotes.
fn address(said: &str) -> Option<Url> {
    let small = said.to_ascii_lowercase();
    let from = small.find("https://").or_else(|| small.find("http://"));
    let address = said[from.unwrap_or(0)..].trim_start().split(['"', '\'', ' ', '\n', '<', '>']).next()?;
    let url = match from {
        Some(_) => Url::parse(address),
        None => Url::parse(&format!("https://{address}")),
    };
    url.ok().filter(|url| is_linkedins(url) || url.host_str() == Some("127.0.0.1"))
}

fn is_linkedins(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host == "linkedin.com" || host.ends_with(".linkedin.com"))
}

/// Longest number of a post: those that exist have 19 digits.
const MOST_DIGITS: usize = 19;

/// What begins with the kind and the number: `share:7…`.
fn urn(name: &str) -> Option<Urn> {
    let (kind, rest) = name.split_once(':')?;
    let kind = POSTS.into_iter().find(|known| known.eq_ignore_ascii_case(kind))?;
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let number = &rest[..end];
    let is_one = !number.starts_with('0')
        && (1..=MOST_DIGITS).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then(|| format!("urn:li:{kind}:{number}").parse().ok()).flatten()
}

fn by_path(path: &str) -> Option<Urn> {
    let path = path.strip_prefix("/posts/")?;
    let words: Vec<&str> = path.split('/').next()?.split('-').collect();
    // The words before may be the post's own, so that the last pair counts.
    words.windows(2).rev().find_map(|pair| match pair {
        [kind, number] => urn(&format!("{kind}:{number}")),
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
            "www.linkedin.com/feed/update/urn:li:share:7",
            "Look at this: https://www.linkedin.com/feed/update/urn:li:share:7/ (really)",
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
            "https://example.org/?x=urn:li:share:7",
            "https://www.linkedin.com.example.org/feed/update/urn:li:share:7",
            "urn:li:share:7x",
            "urn:li:share:7 and more",
            "urn:li:share:0",
            "urn:li:share:71234567890123456789",
            "https://www.linkedin.com/feed/update/urn:li:share:7garbage",
        ] {
            assert_eq!(named(of), None, "{of}");
        }
    }

    #[test]
    fn an_address_at_linkedin_is_told_from_a_name_and_from_other_addresses() {
        let is = |of: &str| Reshare { of: of.to_owned() }.is_on_linkedin();
        for of in [
            "https://www.linkedin.com/feed/update/urn:li:share:7/",
            "HTTPS://de.LinkedIn.com/posts/x_y-share-7-Zz",
            "linkedin.com/posts/x_y-share-7-Zz",
            r#"<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:7"></iframe>"#,
        ] {
            assert!(is(of), "{of}");
        }
        for of in [
            "",
            "urn:li:share:7",
            "http://127.0.0.1:4000/feed/update/urn:li:share:7/",
            "https://notlinkedin.com/urn:li:share:7",
            "https://not-linkedin.com/urn:li:share:7",
            "https://linkedin.com.example/urn:li:share:7",
        ] {
            assert!(!is(of), "{of}");
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
