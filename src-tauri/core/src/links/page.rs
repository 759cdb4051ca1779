//! What a page says that others may show of it.

use unicode_segmentation::UnicodeSegmentation;

use super::head::{Head, Told};
use crate::post::WebUrl;

/// A page, as its author wants it shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it was found, once everything that leads on was followed.
    pub at: WebUrl,
    pub title: String,
    pub description: String,
    pub picture: Option<PagePicture>,
    /// How it calls itself, where that is another address of the same host.
    pub canonical: Option<WebUrl>,
}

/// The picture that a page wants beside its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    pub at: WebUrl,
    pub alt_text: String,
}

/// Characters as people count them. LinkedIn's own limits are in `checks`; these keep nonsense short.
const TITLE: usize = 1_000;
const DESCRIPTION: usize = 4_000;
const ALT_TEXT: usize = 1_000;

impl Page {
    pub(super) fn of(head: Head, at: &WebUrl) -> Page {
        let Head { title, description, canonical, open_graph, twitter, .. } = head;
        let picture = picture(&open_graph, at).or_else(|| picture(&twitter, at));
        let canonical = canonical
            .and_then(|canonical| joined(at, &canonical))
            .filter(|canonical| canonical.host() == at.host() && canonical != at);
        Page {
            at: at.clone(),
            title: first([open_graph.title, twitter.title, title], TITLE),
            description: first([open_graph.description, twitter.description, description], DESCRIPTION),
            picture,
            canonical,
        }
    }
}

/// A picture that would come without encryption to an encrypted page is asked for with it, as browsers do.
///
/// Source: Mixed Content, "upgrading requests".
fn picture(told: &Told, at: &WebUrl) -> Option<PagePicture> {
    let address = told.image_secure.as_ref().or(told.image.as_ref())?;
    let found = joined(at, address)?;
    let encrypted = at.url().scheme() == "https" && found.url().scheme() == "http";
    let found = if encrypted { encrypt(&found)? } else { found };
    Some(PagePicture { at: found, alt_text: tidy(told.image_alt.as_deref().unwrap_or_default(), ALT_TEXT) })
}

fn encrypt(address: &WebUrl) -> Option<WebUrl> {
    format!("https{}", address.as_str().strip_prefix("http")?).parse().ok()
}

/// An address that stands on a page.
pub(super) fn joined(at: &WebUrl, address: &str) -> Option<WebUrl> {
    at.url().join(address.trim()).ok()?.as_str().parse().ok()
}

fn first<const N: usize>(told: [Option<String>; N], most: usize) -> String {
    let told = told.into_iter().flatten().map(|text| tidy(&text, most));
    told.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// One line without what is not seen and changes how the rest is read; at most so many characters.
fn tidy(text: &str, most: usize) -> String {
    let seen = |c: char| match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    };
    let text: String = text.chars().filter_map(seen).collect();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.graphemes(true).take(most).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{super::head::read, *};

    fn page(html: &str) -> Page {
        Page::of(read(html), &"https://www.example.com/news/today?a=b".parse().unwrap())
    }

    #[test]
    fn open_graph_comes_before_twitter_and_twitter_before_the_page_itself() {
        let all = r#"<head><title>Page</title><meta name=description content="of page">
            <meta name="twitter:title" content="Twitter"><meta name="twitter:description" content="of Twitter">
            <meta property="og:title" content="Graph"><meta property="og:description" content="of graph">"#;
        let told = page(all);
        assert_eq!((told.title.as_str(), told.description.as_str()), ("Graph", "of graph"));
        let told = page(&all.replace("og:", "no:"));
        assert_eq!((told.title.as_str(), told.description.as_str()), ("Twitter", "of Twitter"));
        let told = page(&all.replace("og:", "no:").replace("twitter:", "no:"));
        assert_eq!((told.title.as_str(), told.description.as_str()), ("Page", "of page"));
        assert_eq!(page("").title, "");
    }

    #[test]
    fn words_are_one_tidy_line_with_entities_read() {
        let told = page(
            "<TITLE>\n Fish &amp; chips\n  &#x2013; caf&eacute; \u{202e}\u{7} &lt;b&gt;</TITLE><meta name=x>",
        );
        assert_eq!(told.title, "Fish & chips – café <b>");
        let long = format!("<title>{}</title>", "e\u{301}".repeat(3_000));
        assert_eq!(page(&long).title.graphemes(true).count(), 1_000);
        let empty = r#"<meta property="og:title" content="  "><title>Page</title>"#;
        assert_eq!(page(empty).title, "Page");
    }

    #[test]
    fn what_a_script_or_a_comment_or_the_body_says_is_nobodys_title() {
        let told = page(
            r#"<script>document.write('<meta property="og:title" content="no">')</script>
            <!-- <title>no</title> --><style><title>no</title></style><title>Yes</title></head>
            <meta property="og:title" content="no">"#,
        );
        assert_eq!(told.title, "Yes");
        let told = page("<title>Yes</title><body><meta property=og:title content=no>");
        assert_eq!(told.title, "Yes");
        assert!(read("<title>Yes</title><body>").whole && !read("<title>Yes</title>").whole);
    }

    #[test]
    fn the_picture_is_the_first_and_by_its_encrypted_address() {
        let of = |html: &str| page(html).picture.map(|it| (it.at.to_string(), it.alt_text));
        assert_eq!(
            of(
                r#"<meta property="og:image" content="/a.png"><meta property="og:image:alt" content=" A  ship ">
                <meta property="og:image" content="/b.png">"#
            ),
            Some(("https://www.example.com/a.png".into(), "A ship".into()))
        );
        assert_eq!(
            of(r#"<meta property="og:image" content="http://a.example/x.jpg">"#),
            Some(("https://a.example/x.jpg".into(), String::new()))
        );
        assert_eq!(
            of(r#"<meta property="og:image" content="x.jpg">
                <meta property="og:image:secure_url" content="https://b.example/y.jpg">"#),
            Some(("https://b.example/y.jpg".into(), String::new()))
        );
        for none in
            ["data:image/png;base64,AAAA", "javascript:alert(1)", "https://me:pw@a.example/", "file:///x"]
        {
            let html = format!(r#"<meta property="og:image" content="{none}">"#);
            assert_eq!(of(&html), None, "{none}");
        }
    }

    #[test]
    fn a_page_may_call_itself_otherwise_on_its_own_host_alone() {
        let of = |href: &str| {
            page(&format!("<link rel='alternate Canonical' href='{href}'>"))
                .canonical
                .map(|it| it.to_string())
        };
        assert_eq!(of("/news/today").as_deref(), Some("https://www.example.com/news/today"));
        assert_eq!(of("https://example.com/news").as_deref(), Some("https://example.com/news"));
        assert_eq!(of("https://elsewhere.example/"), None);
        assert_eq!(of("/news/today?a=b"), None);
    }
}
