//! Somebody's post, shown once more.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Urn;

/// The post that is shown below the author's words, or alone.
///
/// Source: Posts API, `reshareContext.parent`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Reshare {
    /// Its address on LinkedIn or its URN, as it was pasted.
    pub of: String,
}

impl Reshare {
    /// The post it names, a `share` or a `ugcPost`; `None` where it names none.
    pub fn parent(&self) -> Option<Urn> {
        let said = self.of.replace("%3A", ":").replace("%3a", ":");
        let from = said.find("urn:li:")?;
        let urn = said[from..].split(['/', '?', '#', '&']).next()?;
        let urn: Urn = urn.parse().ok()?;
        matches!(urn.namespace(), "share" | "ugcPost").then_some(urn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_named_by_its_urn_or_by_its_address() {
        for of in [
            "urn:li:share:7",
            " urn:li:share:7 ",
            "https://www.linkedin.com/feed/update/urn:li:share:7/",
            "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7?utm_source=share",
        ] {
            let parent = Reshare { of: of.to_owned() }.parent();
            assert_eq!(parent.as_ref().map(Urn::as_str), Some("urn:li:share:7"), "{of}");
        }
        for of in ["", "https://www.linkedin.com/in/someone", "urn:li:organization:7", "urn:li:share:"] {
            assert_eq!(Reshare { of: of.to_owned() }.parent(), None, "{of}");
        }
    }
}
