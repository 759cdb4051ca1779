//! What must hold of whatever a server sends.

use super::{charset, head, page::Page};

/// Bytes of anything that is told of a page.
const MOST: usize = 128 * 1024;

/// # Panics
/// When what was read of a page cannot be right.
pub(crate) fn page(bytes: &[u8]) {
    let Ok(at) = "https://example.com/a/b".parse() else { return };
    let text = charset::decode(bytes, "text/html");
    let page = Page::of(head::read(&text), &at);
    for text in [&page.title, &page.description] {
        assert!(!text.chars().any(char::is_control), "{text:?}");
        assert_eq!(text.trim(), text);
        assert!(text.len() <= MOST, "{} bytes", text.len());
    }
    if let Some(picture) = page.picture {
        assert_eq!(picture.at.url().scheme(), "https");
    }
    if let Some(canonical) = page.canonical {
        assert_eq!(canonical.host(), "example.com");
    }
}
