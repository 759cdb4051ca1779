//! What is said of a file whatever it is to be: that it is another kind of file, that it is broken.

use super::{
    Judgement, Remedy,
    Severity::{Advise, Block, Warn},
    limits::Formats,
    words::{bytes, thousands},
};
use crate::media::{Facts, Fault, Format, HeaderPart, Kind};

/// How a kind of file is spoken of, and the names of the rules about broken ones.
pub(super) struct Subject {
    pub kind: Kind,
    /// With its article: "a picture".
    pub a: &'static str,
    /// "picture"
    pub noun: &'static str,
    /// "images"
    pub several: &'static str,
    pub truncated: &'static str,
    pub corrupt: &'static str,
    pub damaged: &'static str,
}

const AGAIN: &str = "Export it again, or copy it again from where it came.";

/// Why this is no file of the wanted kind, whatever is in it.
pub(super) fn another_kind(
    facts: &Facts,
    subject: &Subject,
    provider: &str,
    formats: &Formats,
) -> Option<Judgement> {
    if facts.faults.contains(&Fault::Empty) {
        return Some(empty());
    }
    if facts.kind() == subject.kind {
        return None;
    }
    let message = format!(
        "{} {provider} takes {}. Remove it, or take a file of one of these kinds.",
        is_none(facts, subject),
        formats.in_words
    );
    Some(Judgement::new("file.kind", Block, message).by(formats.source))
}

fn is_none(facts: &Facts, subject: &Subject) -> String {
    let a = subject.a;
    match facts.format {
        Some(format) => format!("This is {}, not {a}.", described(format)),
        None => format!("This file is not {a} Galley knows: its first bytes match no format."),
    }
}

/// A file that could be no part of a post.
pub(super) fn unknown(facts: &Facts, provider: &str) -> Vec<Judgement> {
    if facts.faults.contains(&Fault::Empty) {
        return vec![empty()];
    }
    let what = match facts.format {
        Some(format) => format!("This is {}.", described(format)),
        None => "This file is nothing Galley knows: its first bytes match no format.".to_owned(),
    };
    let message = format!("{what} {provider} takes images, videos and documents: export it as one of them.");
    misnamed(Judgement::new("file.kind", Block, message), facts)
}

/// What nobody knows the limits of, is held to none; that it is no file of the kind, and what is wrong with the file
/// itself, is told all the same, with what `more` of it says.
pub(super) fn unjudged(
    facts: &Facts,
    subject: &Subject,
    provider: &str,
    more: impl IntoIterator<Item = Judgement>,
) -> Vec<Judgement> {
    if facts.faults.contains(&Fault::Empty) {
        return vec![empty()];
    }
    if facts.kind() != subject.kind {
        let message = format!("{} Remove it, or take {}.", is_none(facts, subject), subject.a);
        return misnamed(Judgement::new("file.kind", Block, message), facts);
    }
    let message = format!(
        "Galley knows no limits of {provider} for {}, so this file was held to none; what is wrong with the file itself \
         is told. Check it for LinkedIn’s own API to have all of it judged.",
        subject.several
    );
    let unjudged = Judgement::new("file.unjudged", Advise, message);
    std::iter::once(unjudged).chain(faults(facts, subject)).chain(more).collect()
}

/// What is wrong with the file itself.
pub(super) fn faults(facts: &Facts, subject: &Subject) -> Vec<Judgement> {
    facts.faults.iter().map(|it| fault(it, facts.format, subject)).collect()
}

/// What is of the wanted kind and refused for its format. What is broken in it is told beside: to save it as another
/// format would not mend that.
pub(super) fn refused(judgement: Judgement, facts: &Facts, subject: &Subject) -> Vec<Judgement> {
    let broken = facts.faults.iter().filter(|it| it.breaks()).map(|it| fault(it, facts.format, subject));
    misnamed(judgement, facts).into_iter().chain(broken).collect()
}

/// What is refused for its format, and beside it that its name says another: that may be how it came here.
pub(super) fn misnamed(refused: Judgement, facts: &Facts) -> Vec<Judgement> {
    let lies = facts.faults.iter().find_map(|fault| match fault {
        Fault::ExtensionLies { extension, really } => Some(format!(
            "The name ends in .{extension}, but this is {}. Other programs go by the name: rename it so that it ends in \
             .{}.",
            described(*really),
            really.extension()
        )),
        _ => None,
    });
    let lies = lies.map(|message| Judgement::new("file.extension", Advise, message));
    std::iter::once(refused).chain(lies).collect()
}

fn empty() -> Judgement {
    Judgement::new("file.empty", Block, format!("The file is empty: 0 bytes. {AGAIN}"))
}

fn fault(fault: &Fault, format: Option<Format>, subject: &Subject) -> Judgement {
    let noun = subject.noun;
    match fault {
        Fault::Empty => empty(),
        Fault::Truncated { at, expected } => {
            let wanted =
                expected.map_or(String::new(), |expected| format!(" of at least {}", thousands(expected)));
            let end = match format {
                Some(Format::Pdf) => ", and its end, where a PDF says where its parts are",
                _ => "",
            };
            let message = format!(
                "The file breaks off after {} bytes{wanted}; part of the {noun} is missing{end}. {AGAIN}",
                thousands(*at)
            );
            Judgement {
                measured: Some(*at),
                limit: *expected,
                ..Judgement::new(subject.truncated, Block, message)
            }
        }
        Fault::CorruptHeader { part } => {
            Judgement::new(subject.corrupt, Block, format!("{} {AGAIN}", contradiction(*part)))
        }
        Fault::ZeroDimensions => Judgement::new(
            subject.corrupt,
            Block,
            format!("The file says it is 0 pixels wide or high. {AGAIN}"),
        ),
        Fault::MissingImageData => Judgement::new(
            subject.corrupt,
            Block,
            format!("The file holds no {noun} behind its header. {AGAIN}"),
        ),
        Fault::MissingIndex => Judgement::new(
            "video.index",
            Block,
            format!(
                "The video has no index, which recorders write at the end: the recording was interrupted, and no \
                 player opens it. {AGAIN}"
            ),
        ),
        Fault::ZeroDuration => {
            Judgement::new("video.length", Block, format!("The video lasts 0 seconds. {AGAIN}"))
        }
        Fault::DamagedData => Judgement::new(
            subject.damaged,
            Warn,
            format!(
                "The {noun} could not be drawn: its header is sound, and what is behind it is damaged. LinkedIn may \
                 refuse it, or show a part. {AGAIN}"
            ),
        ),
        Fault::BrokenIndex => Judgement::new(
            "document.index",
            Warn,
            "The file’s list of where its parts are is wrong or missing. Galley found its pages by going through the whole \
             file; LinkedIn may not. Export it again, or print it to a new PDF.",
        ),
        Fault::ExtensionLies { extension, really } => Judgement::new(
            "file.extension",
            Advise,
            format!(
                "The name ends in .{extension}, but this is {}, which ends in .{}. It is sent as what it is.",
                described(*really),
                really.extension()
            ),
        ),
        Fault::TrailingBytes { bytes: count } => Judgement {
            measured: Some(*count),
            remedy: Some(Remedy::Strip),
            ..Judgement::new(
                "image.trailing",
                Advise,
                format!(
                    "Behind the picture the file carries {} more, often a phone’s motion clip or a second picture. \
                     They are published along; save the picture anew to leave them out.",
                    bytes(*count)
                ),
            )
        },
        Fault::UnreadableMetadata => Judgement::new(
            "image.metadata",
            Advise,
            "The picture’s EXIF data cannot be read. It may be shown turned the wrong way; look at the proof.",
        ),
    }
}

/// What is wrong with a part of a header.
fn contradiction(part: HeaderPart) -> &'static str {
    match part {
        HeaderPart::Length => {
            "What stands before the content goes on for longer than Galley reads, and than usual programs write."
        }
        HeaderPart::PageTree => {
            "Galley does not find its pages: the way to them leads nowhere, or is too long to follow."
        }
        HeaderPart::ArchiveList => "The list of what is in the file leads nowhere.",
        HeaderPart::SectorChain => "The way through the file leads nowhere, or in a circle.",
        HeaderPart::JpegSegment
        | HeaderPart::JpegFrame
        | HeaderPart::PngSignature
        | HeaderPart::PngHeader
        | HeaderPart::PngChunk
        | HeaderPart::GifVersion
        | HeaderPart::GifBlock
        | HeaderPart::WebpChunk
        | HeaderPart::HeifBox
        | HeaderPart::TiffDirectory
        | HeaderPart::BmpHeader
        | HeaderPart::PsdHeader
        | HeaderPart::JxlHeader
        | HeaderPart::MovieBox
        | HeaderPart::MatroskaElement
        | HeaderPart::AviChunk => "The file’s header contradicts itself.",
    }
}

/// A format as people call it.
pub fn format_name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
        Format::Gif => "GIF",
        Format::Webp => "WEBP",
        Format::Heic => "HEIC",
        Format::Avif => "AVIF",
        Format::Jxl => "JPEG XL",
        Format::Tiff => "TIFF",
        Format::Bmp => "BMP",
        Format::Svg => "SVG",
        Format::Ico => "icon",
        Format::Psd => "Photoshop",
        Format::Mp4 => "MP4 video",
        Format::Mov => "QuickTime video",
        Format::Webm => "WebM video",
        Format::Mkv => "Matroska video",
        Format::Avi => "AVI video",
        Format::Wmv => "Windows Media video",
        Format::Flv => "Flash video",
        Format::Pdf => "PDF",
        Format::Docx | Format::Doc => "Word document",
        Format::Pptx | Format::Ppt => "PowerPoint document",
        Format::Xlsx | Format::Xls => "Excel document",
        Format::Odt => "OpenDocument text",
        Format::Odp => "OpenDocument presentation",
        Format::Ods => "OpenDocument spreadsheet",
        Format::Ooxml | Format::Ole => "Office document",
        Format::Srt => "SubRip captions",
        Format::Vtt => "WebVTT captions",
        Format::Zip => "ZIP archive",
    }
}

/// A format in the course of a sentence: "an MP4 video", "a JPEG file".
pub(super) fn described(format: Format) -> String {
    let name = format_name(format);
    let article = match format {
        Format::Avif
        | Format::Svg
        | Format::Ico
        | Format::Mp4
        | Format::Avi
        | Format::Xlsx
        | Format::Xls
        | Format::Odt
        | Format::Odp
        | Format::Ods
        | Format::Ooxml
        | Format::Ole => "an",
        _ => "a",
    };
    match format.kind() {
        Kind::Image => format!("{article} {name} file"),
        Kind::Captions => format!("a file of {name}"),
        Kind::Video | Kind::Document | Kind::Unknown => format!("{article} {name}"),
    }
}
