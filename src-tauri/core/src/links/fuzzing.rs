//! What must hold of whatever a server sends.

use super::{charset, head, page::Page};

/// Bytes of anything that is told of a page.
const MOST: usize = 128 * 1024;

/// Whatever bytes are, they can be a page.
///
/// # Panics
/// When what was read of a page cannot be right.
pub(crate) fn page(bytes: &[u8]) -> Option<()> {
    let at = "https://example.com/a/b".parse().ok()?;
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
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::page;

    /// What pages are made of, whole and broken.
    const PIECES: &[&[u8]] = &[
        b"<meta property=\"og:title\" content=\"",
        b"<meta name=og:image content='",
        b"<title>",
        b"</title>",
        b"<script>",
        b"</script",
        b"<!--",
        b"-->",
        b"<textarea>",
        b"<plaintext>",
        b"<![CDATA[",
        b"</head>",
        b"<body",
        b"\">",
        b"'>",
        b"&notit;",
        b"&#x202e;",
        b"&#1114112;",
        b"&amp",
        b"https://example.com/",
        b"//[::1",
        b"http://me:pw@a.example:99999/",
        b"<link rel=canonical href=",
        b"<meta charset=utf-16>",
        b"<meta charset=iso-2022-jp>",
        b"\x1b$B",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe2\x80",
        b"\0",
        b" word ",
    ];

    proptest! {
        #[test]
        fn no_page_however_it_is_put_together_comes_to_harm(
            pieces in prop::collection::vec(
                prop_oneof![prop::sample::select(PIECES).prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 0..8)],
                0..60,
            )
        ) {
            assert_eq!(page(&pieces.concat()), Some(()));
        }
    }
}
