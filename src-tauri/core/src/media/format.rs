mod element;
mod recognise;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(super) use self::element::{behind_prolog, local, named};
pub(super) use self::recognise::{HEAD, branded, recognise};

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

impl Kind {
    /// How names of such files end, in lower case and without a dot. Not of those of which no more is known than the
    /// family: installers are among them.
    pub fn extensions(self) -> impl Iterator<Item = &'static str> {
        let of_kind = FORMATS.iter().filter(move |entry| entry.kind == self);
        let told = of_kind.filter(|entry| !matches!(entry.format, Format::Ooxml | Format::Ole));
        told.flat_map(|entry| entry.extensions).copied()
    }
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
    /// The format whose mark stands in the first bytes of a file, four kilobytes at most.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        recognise(&bytes[..bytes.len().min(HEAD)])
    }

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
    fn each_kind_has_the_endings_of_its_formats() {
        let of = |kind: Kind| kind.extensions().collect::<Vec<_>>();
        assert_eq!(of(Kind::Captions), ["srt", "vtt"]);
        for ending in ["jpg", "jfif", "apng", "psd", "psb", "ico", "svg", "jxl"] {
            assert!(of(Kind::Image).contains(&ending), "{ending}");
        }
        assert!(of(Kind::Document).contains(&"pptx") && !of(Kind::Document).contains(&"msi"));
    }
}
