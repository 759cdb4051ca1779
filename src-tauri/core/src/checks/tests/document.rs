use super::{video::named, *};
use crate::media::{PageSizes, PagesCounted};

/// Twelve pages of one size.
pub fn paper() -> Facts {
    let pages = DocumentFacts {
        pages: Some(12),
        counted: Some(PagesCounted::Here),
        encrypted: Some(false),
        page_sizes: Some(PageSizes::Uniform),
        ..DocumentFacts::default()
    };
    Facts { figures: Figures::Document(pages), bytes: 900_000, ..document() }
}

pub fn printed(change: impl FnOnce(&mut DocumentFacts)) -> Facts {
    let mut facts = paper();
    let Figures::Document(document) = &mut facts.figures else { unreachable!() };
    change(document);
    facts
}

fn said(facts: &Facts) -> Vec<Judgement> {
    judge(facts, Purpose::Document, &LINKEDIN.files)
}

fn of(facts: &Facts) -> Vec<(&'static str, Severity)> {
    named(&said(facts))
}

#[test]
fn an_office_file_that_is_cut_off_or_locked_is_told_so_and_not_to_be_of_another_kind() {
    for format in [Format::Ooxml, Format::Ole] {
        let cut = Fault::Truncated { at: 500, expected: None };
        let broken = Facts { format: Some(format), faults: vec![cut], ..printed(|it| it.pages = None) };
        assert_eq!(of(&broken), [("document.truncated", Severity::Block)]);
        let locked = printed(|it| {
            *it = DocumentFacts {
                encrypted: Some(true),
                needs_password: Some(true),
                ..DocumentFacts::default()
            };
        });
        assert_eq!(of(&Facts { format: Some(format), ..locked }), [("document.locked", Severity::Block)]);
        let other = Facts { format: Some(format), ..printed(|it| *it = DocumentFacts::default()) };
        assert_eq!(of(&other), [("document.format", Severity::Block)]);
    }
}

#[test]
fn an_ordinary_document_has_nothing_against_it() {
    assert_eq!(said(&paper()), []);
}

#[test]
fn a_document_has_300_pages_at_most() {
    let counted = |pages, by| of(&printed(|it| (it.pages, it.counted) = (pages, by)));
    let (here, noted) = (Some(PagesCounted::Here), Some(PagesCounted::ByItsWriter));
    assert_eq!(counted(Some(300), here), []);
    assert_eq!(counted(Some(301), here), [("document.pages", Severity::Block)]);
    let book = said(&printed(|it| it.pages = Some(10_000))).remove(0);
    assert!(book.message.ends_with("Take out 9,700, or divide them among 34 posts."), "{book:?}");
    assert_eq!(counted(Some(0), here), [("document.empty", Severity::Block)]);
    assert_eq!(counted(Some(300), noted), [("document.pages_noted", Severity::Advise)]);
    assert_eq!(counted(Some(301), noted), [("document.pages", Severity::Block)]);
    assert_eq!(counted(None, None), [("document.pages_unknown", Severity::Warn)]);
    let many = &said(&Facts {
        format: Some(Format::Docx),
        ..printed(|it| (it.pages, it.counted) = (Some(312), noted))
    })[0];
    assert!(
        many.message.contains("as the program that saved it noted") && many.message.contains("Take out 12"),
        "{many:?}"
    );
    assert_eq!((many.measured, many.limit), (Some(312), Some(300)));
}

#[test]
fn a_pdf_whose_pages_are_not_counted_is_told_so_and_not_to_become_one() {
    let said_of = |format, pages| {
        let facts = printed(|it| (it.pages, it.counted) = (Some(pages), Some(PagesCounted::ByItsWriter)));
        said(&Facts { format: Some(format), ..facts }).remove(0)
    };
    let pdf = said_of(Format::Pdf, 250);
    assert_eq!((pdf.rule, pdf.measured, pdf.limit), ("document.pages_noted", Some(250), Some(300)));
    assert!(
        pdf.message.starts_with("250 pages, as the PDF itself says") && pdf.message.contains("300"),
        "{pdf:?}"
    );
    assert!(!pdf.message.contains("Export it as PDF") && !pdf.message.contains("lays it out"), "{pdf:?}");
    let long = said_of(Format::Pdf, 312);
    assert_eq!((long.rule, long.severity), ("document.pages", Severity::Block));
    assert!(long.message.contains("the PDF itself says") && long.message.contains("Take out 12"), "{long:?}");
    assert!(said_of(Format::Docx, 250).message.contains("Export it as PDF"));
}

#[test]
fn a_document_has_100_megabytes_at_most() {
    assert_eq!(of(&Facts { bytes: 100_000_000, ..paper() }), []);
    assert_eq!(of(&Facts { bytes: 100_000_001, ..paper() }), [("document.bytes", Severity::Block)]);
}

#[test]
fn pdf_word_and_powerpoint_are_taken() {
    let kind = |format| of(&Facts { format: Some(format), ..paper() });
    for taken in [Format::Pdf, Format::Doc, Format::Docx, Format::Ppt, Format::Pptx] {
        assert_eq!(kind(taken), [], "{taken:?}");
    }
    for refused in [Format::Xlsx, Format::Xls, Format::Ooxml, Format::Ole, Format::Odt, Format::Odp] {
        assert_eq!(kind(refused), [("document.format", Severity::Block)], "{refused:?}");
    }
    assert_eq!(of(&photograph()), [("file.kind", Severity::Block)]);
}

#[test]
fn encryption_and_mixed_pages_are_said_before_the_upload() {
    let locked = |encrypted, needs_password| {
        of(&printed(|it| (it.encrypted, it.needs_password) = (Some(encrypted), needs_password)))
    };
    assert_eq!(locked(true, Some(false)), [("document.encrypted", Severity::Warn)]);
    assert_eq!(locked(true, None), [("document.encrypted", Severity::Warn)]);
    assert_eq!(locked(true, Some(true)), [("document.locked", Severity::Block)]);
    assert_eq!(locked(false, Some(false)), []);
    assert_eq!(
        of(&printed(|it| it.page_sizes = Some(PageSizes::Mixed))),
        [("document.page_sizes", Severity::Advise)]
    );
}
