use serde::{Deserialize, Serialize};
use specta::Type;

use super::captions;

/// How much of a file's start is looked at; PDF readers accept their mark within the first 1,024 bytes.
pub(super) const HEAD: usize = 1024;

/// What a file is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Image,
    Video,
    Document,
    /// The spoken words of a film, to be read along.
    Captions,
    Unknown,
}

/// A file format that is told by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Jpeg,
    Png,
    Gif,
    Webp,
    Heic,
    Avif,
    Jxl,
    Tiff,
    Bmp,
    Svg,
    Ico,
    Psd,
    Mp4,
    Mov,
    Webm,
    Mkv,
    Avi,
    Wmv,
    Flv,
    Pdf,
    Docx,
    Pptx,
    Xlsx,
    /// Office since 2007, of which only deeper parts of the file tell the program.
    Ooxml,
    Doc,
    Ppt,
    Xls,
    /// OpenDocument, as LibreOffice writes it: text, presentation, spreadsheet.
    Odt,
    Odp,
    Ods,
    /// Office before 2007, of which only deeper parts of the file tell the program.
    Ole,
    /// Captions as SubRip writes them.
    Srt,
    /// Captions as browsers read them.
    Vtt,
    /// An archive that is no Office document.
    Zip,
}

struct Entry {
    format: Format,
    kind: Kind,
    /// As the IANA registers it, or else as it is usually written.
    media_type: &'static str,
    /// In lower case, the usual one first.
    extensions: &'static [&'static str],
}

const fn entry(
    format: Format,
    kind: Kind,
    media_type: &'static str,
    extensions: &'static [&'static str],
) -> Entry {
    Entry { format, kind, media_type, extensions }
}

const FORMATS: &[Entry] = &[
    entry(Format::Jpeg, Kind::Image, "image/jpeg", &["jpg", "jpeg", "jpe", "jfif", "mpo"]),
    entry(Format::Png, Kind::Image, "image/png", &["png", "apng"]),
    entry(Format::Gif, Kind::Image, "image/gif", &["gif"]),
    entry(Format::Webp, Kind::Image, "image/webp", &["webp"]),
    entry(Format::Heic, Kind::Image, "image/heic", &["heic", "heif", "hif"]),
    entry(Format::Avif, Kind::Image, "image/avif", &["avif"]),
    entry(Format::Jxl, Kind::Image, "image/jxl", &["jxl"]),
    entry(Format::Tiff, Kind::Image, "image/tiff", &["tif", "tiff"]),
    entry(Format::Bmp, Kind::Image, "image/bmp", &["bmp", "dib"]),
    entry(Format::Svg, Kind::Image, "image/svg+xml", &["svg"]),
    entry(Format::Ico, Kind::Image, "image/vnd.microsoft.icon", &["ico", "cur"]),
    entry(Format::Psd, Kind::Image, "image/vnd.adobe.photoshop", &["psd", "psb"]),
    entry(Format::Mp4, Kind::Video, "video/mp4", &["mp4", "m4v"]),
    entry(Format::Mov, Kind::Video, "video/quicktime", &["mov", "qt"]),
    entry(Format::Webm, Kind::Video, "video/webm", &["webm"]),
    entry(Format::Mkv, Kind::Video, "video/matroska", &["mkv"]),
    entry(Format::Avi, Kind::Video, "video/vnd.avi", &["avi"]),
    entry(Format::Wmv, Kind::Video, "video/x-ms-wmv", &["wmv", "asf"]),
    entry(Format::Flv, Kind::Video, "video/x-flv", &["flv"]),
    entry(Format::Pdf, Kind::Document, "application/pdf", &["pdf"]),
    entry(
        Format::Docx,
        Kind::Document,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx", "docm", "dotx"],
    ),
    entry(
        Format::Pptx,
        Kind::Document,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx", "pptm", "ppsx", "potx"],
    ),
    entry(
        Format::Xlsx,
        Kind::Document,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx", "xlsm"],
    ),
    entry(Format::Ooxml, Kind::Document, "application/octet-stream", &["vsdx"]),
    entry(Format::Doc, Kind::Document, "application/msword", &["doc", "dot"]),
    entry(Format::Ppt, Kind::Document, "application/vnd.ms-powerpoint", &["ppt", "pps"]),
    entry(Format::Xls, Kind::Document, "application/vnd.ms-excel", &["xls"]),
    entry(Format::Odt, Kind::Document, "application/vnd.oasis.opendocument.text", &["odt"]),
    entry(Format::Odp, Kind::Document, "application/vnd.oasis.opendocument.presentation", &["odp"]),
    entry(Format::Ods, Kind::Document, "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    entry(Format::Ole, Kind::Document, "application/octet-stream", &["msi"]),
    entry(Format::Srt, Kind::Captions, "application/x-subrip", &["srt"]),
    entry(Format::Vtt, Kind::Captions, "text/vtt", &["vtt"]),
    entry(Format::Zip, Kind::Unknown, "application/zip", &["zip"]),
];

impl Format {
    pub fn kind(self) -> Kind {
        self.entry().map_or(Kind::Unknown, |entry| entry.kind)
    }

    /// What HTTP calls it.
    pub fn media_type(self) -> &'static str {
        self.entry().map_or("application/octet-stream", |entry| entry.media_type)
    }

    /// How the name of such a file usually ends, in lower case and without a dot.
    pub fn extension(self) -> &'static str {
        self.entry().and_then(|entry| entry.extensions.first()).copied().unwrap_or_default()
    }

    /// The format that a file name ending (lower case, no dot) promises.
    pub fn named_by(extension: &str) -> Option<Self> {
        FORMATS.iter().find(|entry| entry.extensions.contains(&extension)).map(|entry| entry.format)
    }

    /// MP4 and QuickTime are one family whose names are mixed without harm; an Office file of which no more is known
    /// may be any of its kind.
    pub fn shares_names_with(self, other: Self) -> bool {
        let family = |format| match format {
            Self::Mov => Self::Mp4,
            Self::Docx | Self::Pptx | Self::Xlsx => Self::Ooxml,
            Self::Doc | Self::Ppt | Self::Xls => Self::Ole,
            format => format,
        };
        let vague = |format| matches!(format, Self::Mp4 | Self::Mov | Self::Ooxml | Self::Ole);
        self == other || family(self) == family(other) && (vague(self) || vague(other))
    }

    fn entry(self) -> Option<&'static Entry> {
        FORMATS.iter().find(|entry| entry.format == self)
    }
}

/// Where a mark stands, what it is, and what it means.
const SIGNATURES: &[(usize, &[u8], Format)] = &[
    (0, b"\xFF\xD8\xFF", Format::Jpeg),
    // The four bytes after these detect damage in transfer; the PNG reader judges them.
    (0, b"\x89PNG", Format::Png),
    (0, b"GIF8", Format::Gif),
    (8, b"WEBP", Format::Webp),
    (8, b"AVI ", Format::Avi),
    (0, b"II*\0", Format::Tiff),
    (0, b"MM\0*", Format::Tiff),
    (0, b"II+\0", Format::Tiff),
    (0, b"MM\0+", Format::Tiff),
    (0, b"8BPS", Format::Psd),
    (0, b"\0\0\x01\0", Format::Ico),
    (0, b"\0\0\x02\0", Format::Ico),
    (0, b"\0\0\0\x0CJXL \r\n\x87\n", Format::Jxl),
    (0, b"\xFF\x0A", Format::Jxl),
    (0, b"FLV\x01", Format::Flv),
    (0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", Format::Wmv),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::Ole),
    // QuickTime files older than the `ftyp` box start with one of these.
    (4, b"moov", Format::Mov),
    (4, b"mdat", Format::Mov),
    (4, b"wide", Format::Mov),
];

/// Major or compatible brands of ISO base media files (the MP4 registration authority's list);
/// anything else in such a file counts as MP4.
const BRANDS: &[(&[u8; 4], Format)] = &[
    (b"avif", Format::Avif),
    (b"avis", Format::Avif),
    (b"heic", Format::Heic),
    (b"heix", Format::Heic),
    (b"hevc", Format::Heic),
    (b"hevx", Format::Heic),
    (b"heim", Format::Heic),
    (b"heis", Format::Heic),
    (b"mif1", Format::Heic),
    (b"msf1", Format::Heic),
    (b"qt  ", Format::Mov),
];

/// The format whose mark stands in the first [`HEAD`] bytes of a file.
pub(super) fn recognise(head: &[u8]) -> Option<Format> {
    if head.starts_with(b"RIFF") && !matches!(head.get(8..12), Some(b"WEBP" | b"AVI ")) {
        return None;
    }
    let signature = SIGNATURES.iter().find(|(at, mark, format)| {
        let riff = matches!(format, Format::Webp | Format::Avi);
        head.get(*at..).is_some_and(|rest| rest.starts_with(mark)) && (!riff || head.starts_with(b"RIFF"))
    });
    signature
        .map(|(_, _, format)| *format)
        .or_else(|| iso_media(head))
        .or_else(|| matroska(head))
        .or_else(|| zip(head))
        .or_else(|| bitmap(head))
        .or_else(|| captions::recognise(head))
        .or_else(|| contains(head, b"%PDF-").then_some(Format::Pdf))
        .or_else(|| svg(head))
}

fn iso_media(head: &[u8]) -> Option<Format> {
    let size: [u8; 4] = head.first_chunk().copied()?;
    if head.get(4..8)? != b"ftyp" {
        return None;
    }
    let end = (u32::from_be_bytes(size) as usize).clamp(12, head.len().max(12));
    let brands = head.get(8..end.min(head.len()))?;
    // `mif1` says only "a still picture"; a more telling brand elsewhere in the list goes first.
    let known = |brand: &[u8]| BRANDS.iter().find(|(name, _)| name.as_slice() == brand);
    let major = brands.get(..4).and_then(known).map(|(_, format)| *format);
    let has = |format| brands.chunks_exact(4).filter_map(known).any(|(_, found)| *found == format);
    match major {
        Some(Format::Heic) if has(Format::Avif) && !contains(brands, b"hei") => Some(Format::Avif),
        Some(format) => Some(format),
        None => Some(Format::Mp4),
    }
}

fn matroska(head: &[u8]) -> Option<Format> {
    head.starts_with(b"\x1A\x45\xDF\xA3")
        .then(|| if contains(head.get(..64).unwrap_or(head), b"webm") { Format::Webm } else { Format::Mkv })
}

fn zip(head: &[u8]) -> Option<Format> {
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let first_name = head.get(30..).unwrap_or_default();
    // OpenDocument 1.3 part 2, 3.3: the first file, neither packed nor with anything between name and content.
    if let Some(declared) = first_name.strip_prefix(b"mimetypeapplication/vnd.oasis.opendocument.") {
        let kinds = [
            (b"text".as_slice(), Format::Odt),
            (b"presentation", Format::Odp),
            (b"spreadsheet", Format::Ods),
        ];
        let kind = kinds.iter().find(|(name, _)| declared.starts_with(name));
        return Some(kind.map_or(Format::Zip, |(_, format)| *format));
    }
    let office = [b"[Content_Types].xml".as_slice(), b"_rels/", b"docProps/", b"word/", b"ppt/", b"xl/"];
    Some(if office.iter().any(|name| first_name.starts_with(name)) { Format::Ooxml } else { Format::Zip })
}

/// "BM" alone also begins many a text, so the reserved zeros and the size of the next header count too.
fn bitmap(head: &[u8]) -> Option<Format> {
    let plausible = head.get(6..10)? == [0; 4]
        && matches!(head.get(14..18)?, [12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]);
    (head.starts_with(b"BM") && plausible).then_some(Format::Bmp)
}

/// An `<svg` element in something that starts like XML; a web page with a drawing in it is not one.
fn svg(head: &[u8]) -> Option<Format> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let starts = [b"<svg".as_slice(), b"<?xml", b"<!--", b"<!DOCTYPE svg"];
    (starts.iter().any(|start| text.starts_with(start)) && contains(text, b"<svg")).then_some(Format::Svg)
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_row() {
        for entry in FORMATS {
            assert!(!entry.extensions.is_empty());
            assert_eq!(entry.format.media_type(), entry.media_type);
            assert!(entry.media_type.contains('/'), "{:?}", entry.format);
            assert_eq!(entry.format.kind(), entry.kind);
            for extension in entry.extensions {
                assert_eq!(Format::named_by(extension), Some(entry.format));
            }
        }
    }

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        let cases: &[(&[u8], Option<Format>)] = &[
            (b"\xFF\xD8\xFF\xE0", Some(Format::Jpeg)),
            (b"\x89PNG\r\n\x1A\n", Some(Format::Png)),
            (b"GIF89a", Some(Format::Gif)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Format::Webp)),
            (b"RIFF\x10\0\0\0AVI LIST", Some(Format::Avi)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(Format::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some(Format::Heic)),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf", Some(Format::Avif)),
            (b"\0\0\0\x1Cftypavif\0\0\0\0mif1avifmiaf", Some(Format::Avif)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", Some(Format::Mp4)),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Some(Format::Mov)),
            (b"\xFF\xFF\xFF\xFFftyp", Some(Format::Mp4)),
            (b"II*\0\x08\0\0\0", Some(Format::Tiff)),
            (b"8BPS\0\x01", Some(Format::Psd)),
            (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Some(Format::Bmp)),
            (b"BMW makes cars, and motorcycles too", None),
            (b"<?xml version='1.0'?>\n<svg xmlns='x'/>", Some(Format::Svg)),
            (b"<!doctype html><svg></svg>", None),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm", Some(Format::Webm)),
            (b"junk\n%PDF-1.7", Some(Format::Pdf)),
            (b"1\n00:00:01,000 --> 00:00:02,000\n%PDF-1.7", Some(Format::Srt)),
            (b"\xEF\xBB\xBFWEBVTT\n", Some(Format::Vtt)),
            (b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaa[Content_Types].xml", Some(Format::Ooxml)),
            (b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaholiday.jpg", Some(Format::Zip)),
            (
                b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaamimetypeapplication/vnd.oasis.opendocument.presentationPK",
                Some(Format::Odp),
            ),
            (b"1234567", None),
            (b"", None),
        ];
        for (head, format) in cases {
            assert_eq!(recognise(head), *format, "{}", head.escape_ascii());
        }
    }
}
