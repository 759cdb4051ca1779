//! Rules of a document.

use super::{
    Judgement,
    Severity::{Advise, Block, Warn},
    file::{Subject, another_kind, described, faults, misnamed, refused, unjudged},
    limits::{DocumentLimits, FileLimits},
    words::{bytes_against, thousands},
};
use crate::media::{DocumentFacts, Facts, Format, Kind, PageSizes, PagesCounted};

const DOCUMENT: Subject = Subject {
    kind: Kind::Document,
    a: "a document",
    noun: "document",
    several: "documents",
    truncated: "document.truncated",
    corrupt: "document.corrupt",
    damaged: "document.damaged",
};

/// What a provider would say of this file as a document.
pub(super) fn judge(facts: &Facts, limits: &FileLimits) -> Vec<Judgement> {
    let provider = limits.provider;
    let Some(limits) = &limits.document else {
        let of_itself = facts.document().map(|document| [none(document), encryption(document, provider)]);
        return unjudged(facts, &DOCUMENT, provider, of_itself.into_iter().flatten().flatten());
    };
    if let Some(refused) = another_kind(facts, &DOCUMENT, provider, &limits.formats) {
        return misnamed(refused, facts);
    }
    let Some(document) = facts.document() else { return Vec::new() };
    let hidden = matches!(facts.format, Some(Format::Ooxml | Format::Ole));
    // Which program a file is of, its parts say: they are cut off, or it takes the password to read them.
    if hidden && (facts.broken() || document.needs_password == Some(true)) {
        return faults(facts, &DOCUMENT).into_iter().chain(encryption(document, provider)).collect();
    }
    if let Some(judgement) = format(facts, provider, limits) {
        return refused(judgement, facts, &DOCUMENT);
    }
    let rules = [
        size(facts, provider, limits),
        pages(facts, document, provider, limits),
        encryption(document, provider),
        page_sizes(document),
    ];
    faults(facts, &DOCUMENT).into_iter().chain(rules.into_iter().flatten()).collect()
}

fn format(facts: &Facts, provider: &str, limits: &DocumentLimits) -> Option<Judgement> {
    let format = facts.format.filter(|format| !limits.formats.taken.contains(format))?;
    let message = format!(
        "This is {}; {provider} takes {}. Export it as PDF.",
        described(format),
        limits.formats.in_words
    );
    Some(Judgement::new("document.format", Block, message).by(limits.formats.source))
}

fn size(facts: &Facts, provider: &str, limits: &DocumentLimits) -> Option<Judgement> {
    (facts.bytes > limits.bytes.value).then(|| {
        let [has, takes] = bytes_against(facts.bytes, limits.bytes.value);
        let message = format!(
            "The file has {has}; {provider} takes up to {takes}. Export it with smaller pictures, or in parts."
        );
        Judgement::new("document.bytes", Block, message).against(facts.bytes, limits.bytes)
    })
}

fn none(document: &DocumentFacts) -> Option<Judgement> {
    (document.pages == Some(0))
        .then(|| Judgement::new("document.empty", Block, "The document has no pages. Export it again."))
}

fn pages(
    facts: &Facts,
    document: &DocumentFacts,
    provider: &str,
    limits: &DocumentLimits,
) -> Option<Judgement> {
    let limit = limits.pages;
    let takes = format!("{provider} takes {}", thousands(limit.value));
    let Some(pages) = document.pages else {
        // A broken file has worse to be told of.
        return (!facts.broken()).then(|| {
            let message =
                format!("How many pages it has cannot be read; {takes}. Export it as PDF to be sure.");
            Judgement::new("document.pages_unknown", Warn, message).by(limit.source)
        });
    };
    let (measured, counted) = (u64::from(pages), thousands(pages.into()));
    let noun = if pages == 1 { "page" } else { "pages" };
    let noted = document.counted == Some(PagesCounted::ByItsWriter);
    if let Some(none) = none(document) {
        return Some(none.against(0, limit));
    }
    let judgement = match (measured, noted) {
        (many, _) if many > limit.value => {
            let (over, posts) = (thousands(many - limit.value), thousands(many.div_ceil(limit.value)));
            let message = match (noted, facts.format) {
                (false, _) => {
                    format!("{counted} pages; {takes}. Take out {over}, or divide them among {posts} posts.")
                }
                (true, Some(Format::Pdf)) => format!(
                    "{counted} pages, as the PDF itself says; {takes}. Take out {over}, or divide them among {posts} \
                     posts."
                ),
                (true, _) => format!(
                    "{counted} pages, as the program that saved it noted; {takes}. Take out {over}, or save it anew if \
                     that count is old."
                ),
            };
            Judgement::new("document.pages", Block, message)
        }
        (_, true) => {
            let message = match facts.format {
                Some(Format::Pdf) => format!(
                    "{counted} {noun}, as the PDF itself says: its pages are described at too great a length to be \
                     counted here, and may be of several sizes. {takes}. Look through them, or print them into a new PDF."
                ),
                _ => format!(
                    "{counted} {noun}, as the program that saved it noted; {provider} lays it out anew and may count \
                     otherwise. Export it as PDF to be sure."
                ),
            };
            Judgement::new("document.pages_noted", Advise, message)
        }
        (_, false) => return None,
    };
    Some(judgement.against(measured, limit))
}

fn encryption(document: &DocumentFacts, provider: &str) -> Option<Judgement> {
    if document.needs_password == Some(true) {
        let message = format!(
            "The document opens with a password only, and {provider} has none: it cannot show a page. Save it without a \
             password."
        );
        return Some(Judgement::new("document.locked", Block, message));
    }
    (document.encrypted == Some(true)).then(|| {
        let message = format!(
            "The document is encrypted, though it opens without a password. {provider} publishes no rule for such \
             files, and may fail to show it. Save it without protection."
        );
        Judgement::new("document.encrypted", Warn, message)
    })
}

fn page_sizes(document: &DocumentFacts) -> Option<Judgement> {
    (document.page_sizes == Some(PageSizes::Mixed)).then(|| {
        let message = "The pages are of different sizes: turning them, readers see bars around some. Give all of them \
                       one size.";
        Judgement::new("document.page_sizes", Advise, message)
    })
}
