//! Documents that other programs made, held against what pdfinfo and qpdf say of them.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use galley_core::media::{DocumentFacts, Facts, Fault, Format, Kind, PageSizes, PagesCounted, examine};
use tempfile::{TempDir, tempdir};

use super::long_documents::linked;
use super::programs::{libreoffice, pdfinfo, qpdf, qpdf_pages};

/// A text of seven pages, a presentation of five slides, a book of 300 pages, ten pages of links, each as LibreOffice
/// writes it in every format it knows. That takes seconds, so they are made once and kept for the next run.
static OFFICE: LazyLock<PathBuf> = LazyLock::new(|| {
    let sources = [
        ("text.fodt", text(7)),
        ("book.fodt", text(300)),
        ("links.fodt", linked(10, 400)),
        ("slides.fodp", slides(5)),
    ];
    let mut hash = DefaultHasher::new();
    sources.hash(&mut hash);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{:x}", hash.finish()));
    if kept.exists() {
        return kept;
    }
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for (name, source) in sources {
        fs::write(folder.path().join(name), source).unwrap();
    }
    libreoffice(folder.path(), "pdf", &["text.fodt", "book.fodt", "links.fodt", "slides.fodp"]);
    for (format, file) in [
        ("docx", "text.fodt"),
        ("doc", "text.fodt"),
        ("odt", "text.fodt"),
        ("pptx", "slides.fodp"),
        ("ppt", "slides.fodp"),
        ("odp", "slides.fodp"),
    ] {
        libreoffice(folder.path(), format, &[file]);
    }
    // Somebody else may have made them meanwhile, which are as good.
    let _ = fs::rename(folder.keep(), &kept);
    kept
});

pub const NAMES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
    xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3""#;

fn text(pages: u32) -> String {
    let more: String = (2..=pages)
        .map(|page| {
            format!(r#"<text:p text:style-name="New">Page {page} of a book that nobody reads.</text:p>"#)
        })
        .collect();
    format!(
        r#"<?xml version="1.0"?><office:document {NAMES} office:mimetype="application/vnd.oasis.opendocument.text">
        <office:meta><meta:document-statistic meta:page-count="{pages}"/></office:meta>
        <office:automatic-styles><style:style style:name="New" style:family="paragraph">
        <style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles>
        <office:body><office:text><text:p>Page 1.</text:p>{more}</office:text></office:body></office:document>"#
    )
}

fn slides(count: u32) -> String {
    let slides: String = (1..=count)
        .map(|slide| {
            format!(
                r#"<draw:page draw:name="{slide}"><draw:frame svg:width="9cm" svg:height="2cm" svg:x="2cm" svg:y="2cm">
                <draw:text-box><text:p>Slide {slide}</text:p></draw:text-box></draw:frame></draw:page>"#
            )
        })
        .collect();
    format!(
        r#"<?xml version="1.0"?><office:document {NAMES} office:mimetype="application/vnd.oasis.opendocument.presentation">
        <office:body><office:presentation>{slides}</office:presentation></office:body></office:document>"#
    )
}

/// A folder with a copy of one of these.
pub fn with(name: &str) -> TempDir {
    let folder = tempdir().unwrap();
    fs::copy(OFFICE.as_path().join(name), folder.path().join(name)).unwrap();
    folder
}

fn facts(folder: &Path, name: &str) -> Facts {
    examine(&folder.join(name)).unwrap()
}

/// A sound file of which pdfinfo says the same.
pub fn agrees_with_pdfinfo(folder: &Path, name: &str) -> DocumentFacts {
    let facts = facts(folder, name);
    assert_eq!(facts.faults, [], "{name}");
    same_as_pdfinfo(&facts, folder, name);
    facts.document().unwrap().clone()
}

fn same_as_pdfinfo(facts: &Facts, folder: &Path, name: &str) {
    let said = pdfinfo(folder, name);
    let document = facts.document().unwrap();
    assert_eq!(facts.format, Some(Format::Pdf), "{name}");
    assert_eq!(document.pages.map(|pages| pages.to_string()).as_ref(), said.get("Pages"), "{name}");
    assert_eq!(document.counted, Some(PagesCounted::Here), "{name}");
    let encrypted = said["Encrypted"].starts_with("yes");
    assert_eq!(document.encrypted, Some(encrypted), "{name}");
    // As stored, such as `595.304 x 841.89 pts (A4)`, and how it is turned.
    let size: Vec<f64> = said["Page size"].split(' ').filter_map(|word| word.parse().ok()).collect();
    let first = document.first_page.unwrap();
    let across = matches!(said["Page rot"].as_str(), "90" | "270");
    let shown = if across { [first.height, first.width] } else { [first.width, first.height] };
    assert!(
        size.iter().zip(shown).all(|(said, shown)| (said - shown).abs() < 0.01),
        "{name}: {size:?} {shown:?}"
    );
}

#[test]
fn pages_are_counted_in_every_way_that_qpdf_writes() {
    let folder = with("text.pdf");
    for (name, arguments) in [
        ("linear.pdf", ["--linearize"].as_slice()),
        ("packed.pdf", &["--object-streams=generate"]),
        ("packed-linear.pdf", &["--object-streams=generate", "--linearize"]),
        ("bare.pdf", &["--object-streams=disable", "--stream-data=uncompress"]),
        ("readable.pdf", &["--qdf"]),
        ("preserved.pdf", &["--coalesce-contents", "--compress-streams=n"]),
        ("turned.pdf", &["--rotate=+90:1-z"]),
        ("old.pdf", &["--force-version=1.4", "--object-streams=disable"]),
    ] {
        qpdf(folder.path(), &[&["text.pdf"], arguments, &[name]].concat());
        let document = agrees_with_pdfinfo(folder.path(), name);
        assert_eq!((document.pages, document.page_sizes), (Some(7), Some(PageSizes::Uniform)), "{name}");
        assert_eq!(document.pages, qpdf_pages(folder.path(), name));
    }
    qpdf(folder.path(), &["text.pdf", "--rotate=+90:3", "mixed.pdf"]);
    assert_eq!(agrees_with_pdfinfo(folder.path(), "mixed.pdf").page_sizes, Some(PageSizes::Mixed));
}

#[test]
fn encrypted_documents_are_counted_where_the_password_is_empty() {
    let folder = with("text.pdf");
    for (name, key) in [
        ("40.pdf", ["40", "--"].as_slice()),
        ("128.pdf", &["128", "--use-aes=n", "--"]),
        ("128-aes.pdf", &["128", "--use-aes=y", "--"]),
        ("128-clear-metadata.pdf", &["128", "--use-aes=y", "--cleartext-metadata", "--"]),
        ("256.pdf", &["256", "--"]),
        ("256-old.pdf", &["256", "--force-R5", "--"]),
    ] {
        for streams in ["--object-streams=generate", "--object-streams=disable"] {
            let lock = ["--allow-weak-crypto", streams, "text.pdf", "--encrypt", "", "owner"];
            qpdf(folder.path(), &[&lock, key, &[name]].concat());
            let document = agrees_with_pdfinfo(folder.path(), name);
            assert_eq!(document.needs_password, Some(false), "{name}");
            assert_eq!((document.pages, document.page_sizes), (Some(7), Some(PageSizes::Uniform)), "{name}");
        }
    }
}

#[test]
fn a_password_is_said_and_what_stands_in_the_clear_is_counted_all_the_same() {
    let folder = with("text.pdf");
    for (key, streams, pages) in [
        ("128", "disable", Some(7)),
        ("256", "disable", Some(7)),
        ("128", "generate", None),
        ("256", "generate", None),
    ] {
        let streams = format!("--object-streams={streams}");
        let lock = ["--allow-weak-crypto", &streams, "text.pdf", "--encrypt", "user", "owner", key, "--"];
        qpdf(folder.path(), &[&lock, ["locked.pdf"].as_slice()].concat());
        let facts = facts(folder.path(), "locked.pdf");
        let document = facts.document().unwrap();
        assert_eq!((document.encrypted, document.needs_password), (Some(true), Some(true)));
        assert_eq!(document.pages, pages, "{key} {streams}");
        assert_eq!(facts.faults, []);
        // Without the password pdfinfo says nothing at all.
        assert_eq!(pdfinfo(folder.path(), "locked.pdf").get("Pages"), None);
    }
}

#[test]
fn documents_with_a_broken_index_are_counted_all_the_same() {
    let folder = with("text.pdf");
    qpdf(folder.path(), &["text.pdf", "--object-streams=generate", "packed.pdf"]);
    qpdf(
        folder.path(),
        &["text.pdf", "--object-streams=generate", "--encrypt", "", "owner", "256", "--", "locked.pdf"],
    );
    for name in ["text.pdf", "packed.pdf", "locked.pdf"] {
        let bytes = fs::read(folder.path().join(name)).unwrap();
        let end = bytes.windows(9).rposition(|window| window == b"startxref").unwrap();
        let without_way = [&bytes[..end], b"%%EOF"].concat();
        let moved = [b"%PDF-1.7\n% some more bytes\n", &bytes[9..]].concat();
        for harmed in [without_way, moved] {
            fs::write(folder.path().join("harmed.pdf"), harmed).unwrap();
            let facts = facts(folder.path(), "harmed.pdf");
            assert_eq!(facts.faults, [Fault::BrokenIndex], "{name}");
            assert_eq!(facts.document().unwrap().pages, Some(7), "{name}");
            // Poppler 22.12 and qpdf 11.3 give up where all objects are packed into streams.
            if name == "text.pdf" {
                same_as_pdfinfo(&facts, folder.path(), "harmed.pdf");
            }
        }
    }
}

#[test]
fn a_document_cut_off_is_said_to_be() {
    let folder = with("text.pdf");
    let bytes = fs::read(folder.path().join("text.pdf")).unwrap();
    for part in [3, 2] {
        let at = bytes.len() / part;
        fs::write(folder.path().join("cut.pdf"), &bytes[..at]).unwrap();
        let facts = facts(folder.path(), "cut.pdf");
        assert_eq!(facts.faults, [Fault::Truncated { at: at as u64, expected: None }]);
        assert!(facts.broken());
        assert_eq!(pdfinfo(folder.path(), "cut.pdf").get("Pages"), None);
    }
}

#[test]
fn bytes_around_a_document_do_no_harm() {
    let folder = with("text.pdf");
    let bytes = fs::read(folder.path().join("text.pdf")).unwrap();
    let wrapped = [b"From: somebody\r\n\r\n".as_slice(), &bytes, &[0; 700]].concat();
    fs::write(folder.path().join("wrapped.pdf"), wrapped).unwrap();
    assert_eq!(agrees_with_pdfinfo(folder.path(), "wrapped.pdf").pages, Some(7));
}

#[test]
fn pages_of_several_documents_in_one_are_mixed() {
    let folder = with("text.pdf");
    fs::copy(OFFICE.as_path().join("slides.pdf"), folder.path().join("slides.pdf")).unwrap();
    qpdf(folder.path(), &["--empty", "--pages", "text.pdf", "2-3", "slides.pdf", "--", "both.pdf"]);
    let document = agrees_with_pdfinfo(folder.path(), "both.pdf");
    assert_eq!((document.pages, document.page_sizes), (Some(7), Some(PageSizes::Mixed)));
}

#[test]
fn office_documents_say_their_pages_and_slides_and_who_counted() {
    let folder = OFFICE.as_path();
    for (name, format, pages, counted) in [
        ("text.docx", Format::Docx, 7, PagesCounted::ByItsWriter),
        ("text.doc", Format::Doc, 7, PagesCounted::ByItsWriter),
        ("slides.pptx", Format::Pptx, 5, PagesCounted::Here),
        ("slides.ppt", Format::Ppt, 5, PagesCounted::Here),
    ] {
        let facts = facts(folder, name);
        let document = facts.document().unwrap();
        assert_eq!((facts.kind(), facts.format), (Kind::Document, Some(format)), "{name}");
        assert_eq!((document.pages, document.counted), (Some(pages), Some(counted)), "{name}");
        assert_eq!((document.encrypted, document.needs_password), (Some(false), Some(false)), "{name}");
        assert_eq!(facts.faults, [], "{name}");
    }
    let size = |name| facts(folder, name).document().unwrap().first_page.unwrap();
    let (new, old, printed) = (size("slides.pptx"), size("slides.ppt"), size("slides.pdf"));
    assert!(
        (new.width - old.width).abs() < 1.0 && (new.height - printed.height).abs() < 1.0,
        "{new:?} {old:?} {printed:?}"
    );
}

#[test]
fn opendocument_is_known_by_name_and_nothing_else_is_said_of_it() {
    for (name, format) in [("text.odt", Format::Odt), ("slides.odp", Format::Odp)] {
        let facts = facts(OFFICE.as_path(), name);
        assert_eq!((facts.kind(), facts.format), (Kind::Document, Some(format)));
        assert_eq!((facts.document().unwrap().pages, facts.faults.len()), (None, 0));
    }
}
