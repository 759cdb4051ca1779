use std::io;
use std::time::Duration;

use crate::media::amounts::{self, thousands};
use crate::media::decode::DecodeError;
use crate::media::{ExamineError, Format, Kind, Unopened};

/// Why there is no thumbnail.
#[derive(Debug, thiserror::Error)]
pub enum ThumbnailError {
    #[error(transparent)]
    File(#[from] ExamineError),
    #[error("the file is no longer the one that was examined")]
    Changed,
    /// A format without a decoder here, or a kind of a format that has one (a JPEG of arithmetic or lossless coding or
    /// 12 bits, a TIFF of colours that screens do not have).
    #[error("{}", not_drawn(*format))]
    NotDecoded { format: Option<Format> },
    #[error(
        "the picture has {} pixels; Galley draws at most {}. Export it smaller to see it here",
        thousands(*pixels),
        thousands(*limit)
    )]
    TooManyPixels { pixels: u64, limit: u64 },
    #[error(
        "the picture is {} pixels long or wide; Galley draws at most {}. Export it smaller to see it here",
        thousands((*side).into()),
        thousands((*limit).into())
    )]
    SideTooLong { side: u32, limit: u32 },
    #[error(
        "the picture is stored in more than the {} scans that Galley draws at its size. Export it again as an ordinary \
         JPEG",
        thousands(*limit)
    )]
    TooManyScans { limit: u64 },
    #[error(
        "drawing the picture would take {} of memory or more; Galley takes at most {}. Export it smaller to see it here",
        amounts::bytes(*bytes),
        amounts::bytes(*limit)
    )]
    TooMuchMemory { bytes: u64, limit: u64 },
    /// Of a film.
    #[error("the file holds only sound. Export it with its moving picture")]
    NoPicture,
    /// Of a film: Galley does not decode it, and `ffmpeg`, which might, is not on this computer.
    #[error(
        "Galley does not decode videos of the codec “{codec}”, and found no ffmpeg, which might. Install ffmpeg, or take \
         the picture in another program"
    )]
    NoDecoder { codec: String },
    /// Of a film: more would have to be decoded than is.
    #[error("this moment lies too far behind the last frame that stands alone. Choose an earlier one")]
    TooFar,
    #[error("drawing this moment took longer than {} seconds, and was given up. Choose another", limit.as_secs())]
    TooSlow { limit: Duration },
    #[error("the picture’s data is damaged; export it again, or copy it again from where it came")]
    Damaged,
    #[error("the document opens only with a password. Save it without one")]
    NeedsPassword,
    #[error("the document has {pages} pages, and no page {page}")]
    NoSuchPage { page: u32, pages: u32 },
    #[error(
        "the document has {}; Galley draws pages of documents up to {}. Export it smaller, or in parts",
        amounts::bytes(*bytes),
        amounts::bytes(*limit)
    )]
    DocumentTooLarge { bytes: u64, limit: u64 },
    #[error(
        "drawing the page took longer than {seconds} seconds, and was given up. Export it in a simpler form, a drawing as PNG"
    )]
    PageTooSlow { seconds: u64 },
    /// It is damaged, in a way that only drawing it shows, or holds what cannot be drawn here, or asks for more memory
    /// than drawing may take.
    #[error("the page cannot be drawn. Export it again where it was made, a drawing as PNG")]
    PageNotDrawn,
    #[error("the part of Galley that draws pages does not start ({0}). Start Galley again")]
    NoDrawer(#[source] io::Error),
    #[error("what was drawn could not be written ({0}). Free some disk space and try again")]
    NotWritten(#[source] io::Error),
}

/// What is not drawn, and what would be.
fn not_drawn(format: Option<Format>) -> &'static str {
    match format.map(Format::kind) {
        Some(Kind::Video) => {
            "Galley does not draw videos of this kind. Export it as MP4 with H.264 where it was made, to see it here"
        }
        Some(Kind::Document) => {
            "Galley does not draw documents of this kind. Export it as PDF where it was made, to see its pages"
        }
        Some(Kind::Image) => {
            "Galley does not draw pictures of this kind. Export it as an ordinary JPEG or PNG where it was made, to \
             see it here"
        }
        _ => "Galley draws pictures, videos and pages of PDFs, and this file is none that it knows",
    }
}

impl From<Unopened> for ThumbnailError {
    fn from(unopened: Unopened) -> Self {
        match unopened {
            Unopened::File(error) => Self::File(error),
            Unopened::Changed => Self::Changed,
        }
    }
}

/// What a decoder's refusal means for a picture of this format.
pub(super) fn undecoded(format: Format) -> impl Fn(DecodeError) -> ThumbnailError {
    move |error| match error {
        DecodeError::NotDecoded => ThumbnailError::NotDecoded { format: Some(format) },
        DecodeError::TooManyPixels { pixels, limit } => ThumbnailError::TooManyPixels { pixels, limit },
        DecodeError::SideTooLong { side, limit } => ThumbnailError::SideTooLong { side, limit },
        DecodeError::TooManyScans { limit } => ThumbnailError::TooManyScans { limit },
        DecodeError::TooMuchMemory { bytes, limit } => ThumbnailError::TooMuchMemory { bytes, limit },
        DecodeError::Damaged => ThumbnailError::Damaged,
        DecodeError::Unreadable(error) => unreadable(error),
    }
}

pub(in crate::media) fn unreadable(error: io::Error) -> ThumbnailError {
    ThumbnailError::File(ExamineError::Unreadable(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_tells_its_figures_and_what_to_do() {
        for (error, told) in [
            (ThumbnailError::TooManyPixels { pixels: 400_000_001, limit: 400_000_000 }, "400,000,001 pixels"),
            (ThumbnailError::TooMuchMemory { bytes: 700_000_000, limit: 640_000_000 }, "700.0 MB"),
            (
                ThumbnailError::NotDecoded { format: Some(Format::Wmv) },
                "videos of this kind. Export it as MP4",
            ),
            (ThumbnailError::NotDecoded { format: Some(Format::Docx) }, "Export it as PDF"),
            (
                ThumbnailError::NotDecoded { format: Some(Format::Svg) },
                "pictures of this kind. Export it as an ordinary JPEG",
            ),
            (ThumbnailError::NotDecoded { format: None }, "none that it knows"),
            (ThumbnailError::TooSlow { limit: Duration::from_secs(20) }, "longer than 20 seconds"),
        ] {
            assert!(error.to_string().contains(told), "{error}");
        }
    }
}
