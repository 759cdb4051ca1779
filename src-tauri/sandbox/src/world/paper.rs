//! What uploaded bytes are as a document, told by their marks. Pages are not counted: a document of more than 300 goes
//! through here, and not at LinkedIn.

use thiserror::Error;

/// The most bytes a document may have (LinkedIn documents API: 100 MB).
const BYTE_LIMIT: usize = 100_000_000;
/// PDF readers look for the mark in so many bytes.
const PDF_HEAD: usize = 1024;
/// The list at a ZIP archive's end stands within so many bytes, but for archives of tens of thousands of parts.
const ZIP_TAIL: usize = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Pdf,
    Docx,
    Pptx,
    /// DOC or PPT. An Excel file of that age has the same mark, and goes through.
    BeforeOffice2007,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Unfit {
    #[error("neither a PDF, nor a Word or PowerPoint file")]
    Unknown,
    #[error("more than 100 MB")]
    TooLarge,
}

impl Format {
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::BeforeOffice2007 => "application/x-ole-storage",
        }
    }
}

/// Whether LinkedIn would process these bytes, but for the number of pages.
pub(super) fn examine(bytes: &[u8]) -> Result<Format, Unfit> {
    if bytes.len() > BYTE_LIMIT {
        return Err(Unfit::TooLarge);
    }
    let head = &bytes[..bytes.len().min(PDF_HEAD)];
    if contains(head, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Format::BeforeOffice2007);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let tail = &bytes[bytes.len().saturating_sub(ZIP_TAIL)..];
        let parts: [(&[u8], Format); 2] =
            [(b"word/document.xml", Format::Docx), (b"ppt/presentation.xml", Format::Pptx)];
        let found = parts.into_iter().find(|(part, _)| contains(tail, part));
        return found.map(|(_, format)| format).ok_or(Unfit::Unknown);
    }
    Err(Unfit::Unknown)
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(part: &str) -> Vec<u8> {
        [b"PK\x03\x04".as_slice(), &[0; 40], part.as_bytes(), &[0; 20]].concat()
    }

    #[test]
    fn documents_are_told_by_their_marks() {
        assert_eq!(examine(b"%PDF-1.7\n"), Ok(Format::Pdf));
        assert_eq!(examine(b"\xEF\xBB\xBF\n%PDF-2.0"), Ok(Format::Pdf));
        assert_eq!(examine(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Ok(Format::BeforeOffice2007));
        assert_eq!(examine(&archive("word/document.xml")), Ok(Format::Docx));
        assert_eq!(examine(&archive("ppt/presentation.xml")), Ok(Format::Pptx));
        for other in [&archive("xl/workbook.xml")[..], b"", b"GIF89a", b"plain text"] {
            assert_eq!(examine(other), Err(Unfit::Unknown));
        }
    }

    #[test]
    fn a_document_may_have_100_megabytes() {
        let mut bytes = b"%PDF-1.7".to_vec();
        bytes.resize(BYTE_LIMIT, 0);
        assert_eq!(examine(&bytes), Ok(Format::Pdf));
        bytes.push(0);
        assert_eq!(examine(&bytes), Err(Unfit::TooLarge));
    }
}
