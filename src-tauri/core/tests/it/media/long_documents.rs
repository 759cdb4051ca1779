//! Documents of 300 pages by other programs: how much of them is read, and how long that takes.

use std::fs;
use std::time::{Duration, Instant};

use galley_core::media::{PageSizes, PagesCounted, examine};

use super::document::{NAMES, agrees_with_pdfinfo, with};
use super::programs::qpdf;

/// A text of as many pages, each of `links` links. What a PDF says of such a page is long.
pub fn linked(pages: u32, links: u32) -> String {
    let link = |nth| {
        format!(r#"<text:a xlink:type="simple" xlink:href="https://example.com/{nth}">{nth}</text:a> "#)
    };
    let links: String = (0..links).map(link).collect();
    let page = format!(r#"<text:p text:style-name="New">{links}</text:p>"#);
    format!(
        r#"<?xml version="1.0"?><office:document {NAMES} office:mimetype="application/vnd.oasis.opendocument.text">
        <office:automatic-styles><style:style style:name="New" style:family="paragraph">
        <style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles>
        <office:body><office:text>{}</office:text></office:body></office:document>"#,
        page.repeat(pages as usize)
    )
}

#[test]
fn three_hundred_pages_are_counted_from_a_part_of_the_file() {
    let folder = with("book.pdf");
    qpdf(folder.path(), &["book.pdf", "--object-streams=generate", "packed.pdf"]);
    qpdf(folder.path(), &["book.pdf", "--linearize", "linear.pdf"]);
    for name in ["book.pdf", "packed.pdf", "linear.pdf"] {
        let document = agrees_with_pdfinfo(folder.path(), name);
        assert_eq!((document.pages, document.page_sizes), (Some(300), Some(PageSizes::Uniform)));
        let read = read_for_facts(folder.path().join(name));
        assert!(read < 450_000, "{name}: {read}");
    }
}

#[test]
fn three_hundred_pages_with_hundreds_of_links_each_are_all_counted() {
    let folder = with("links.pdf");
    let bytes = fs::read(folder.path().join("links.pdf")).unwrap();
    let find =
        |bytes: &[u8], mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark).unwrap();
    let page = &bytes[find(&bytes, b"/Type/Page/")..];
    assert!(find(page, b"endobj") > 3_000, "the test has to be of long pages");
    let thirty_times = [&["--empty", "--pages"], ["links.pdf", "1-z"].repeat(30).as_slice()].concat();
    for (name, manner) in [
        ("plain.pdf", ["--object-streams=disable"].as_slice()),
        ("packed.pdf", &["--object-streams=generate"]),
        ("linear.pdf", &["--object-streams=disable", "--linearize"]),
        ("packed-linear.pdf", &["--object-streams=generate", "--linearize"]),
        ("mixed.pdf", &["--object-streams=disable", "--rotate=+90:300"]),
    ] {
        qpdf(folder.path(), &[&thirty_times, ["--"].as_slice(), manner, &[name]].concat());
        let document = agrees_with_pdfinfo(folder.path(), name);
        assert_eq!((document.pages, document.counted), (Some(300), Some(PagesCounted::Here)), "{name}");
        let sizes = if name == "mixed.pdf" { PageSizes::Mixed } else { PageSizes::Uniform };
        assert_eq!(document.page_sizes, Some(sizes), "{name}");
        let read = read_for_facts(folder.path().join(name));
        assert!(read < 2_000_000, "{name}: {read}");
    }
}

/// How many bytes of a file are read for its facts, which must not take long.
fn read_for_facts(path: std::path::PathBuf) -> u64 {
    let (start, before) = (Instant::now(), bytes_read());
    examine(&path).unwrap();
    assert!(start.elapsed() < Duration::from_millis(500), "not optimised, on a busy machine");
    bytes_read() - before
}

/// What this thread has read from files so far; 0 where nobody counts.
fn bytes_read() -> u64 {
    let counted = fs::read_to_string("/proc/thread-self/io").unwrap_or_default();
    counted.lines().find_map(|line| line.strip_prefix("rchar: ")?.parse().ok()).unwrap_or(0)
}
