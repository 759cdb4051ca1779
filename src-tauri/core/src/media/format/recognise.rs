use super::Format;
use crate::media::captions;

/// How much of a file's start is looked at; PDF readers accept their mark within the first 1,024 bytes.
pub(in crate::media) const HEAD: usize = 1024;

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
    // These say how a still picture is built, and not by which codec it is coded.
    (b"mif1", Format::Heic),
    (b"mif2", Format::Heic),
    (b"miaf", Format::Heic),
    (b"MiHE", Format::Heic),
    (b"MiHB", Format::Heic),
    (b"MiHA", Format::Heic),
    (b"1pic", Format::Heic),
    (b"msf1", Format::Heic),
    (b"qt  ", Format::Mov),
];

/// A camera's raw picture, in the boxes of a film.
const RAW: &[u8; 4] = b"crx ";
/// Boxes that may stand before the one that says what a file is (ISO/IEC 14496-12, section 4.3; QuickTime's preview).
const BEFORE: [&[u8; 4]; 4] = [b"free", b"skip", b"uuid", b"pnot"];

/// The format whose mark stands in the first [`HEAD`] bytes of a file.
pub(in crate::media) fn recognise(head: &[u8]) -> Option<Format> {
    if head.starts_with(b"RIFF") && !matches!(head.get(8..12), Some(b"WEBP" | b"AVI ")) {
        return None;
    }
    let signature = SIGNATURES.iter().find(|(at, mark, format)| {
        let riff = matches!(format, Format::Webp | Format::Avi);
        head.get(*at..).is_some_and(|rest| rest.starts_with(mark)) && (!riff || head.starts_with(b"RIFF"))
    });
    signature
        .map(|(_, _, format)| *format)
        .or_else(|| icon(head))
        .or_else(|| iso_media(head))
        .or_else(|| matroska(head))
        .or_else(|| zip(head))
        .or_else(|| bitmap(head))
        .or_else(|| captions::recognise(head))
        .or_else(|| contains(head, b"%PDF-").then_some(Format::Pdf))
        .or_else(|| svg(head))
}

/// Icons and cursors, by what they are and how many; other pictures begin with the same two numbers (TGA), and none.
fn icon(head: &[u8]) -> Option<Format> {
    let &[0, 0, 1 | 2, 0, few, many] = head.first_chunk()? else { return None };
    (few > 0 || many > 0).then_some(Format::Ico)
}

fn iso_media(mut head: &[u8]) -> Option<Format> {
    let mut first = true;
    while BEFORE.iter().any(|kind| head.get(4..8) == Some(kind.as_slice())) {
        let size = u32::from_be_bytes(head.first_chunk().copied()?) as usize;
        head = head.get(size..).filter(|_| size >= 8)?;
        first = false;
    }
    let size: [u8; 4] = head.first_chunk().copied()?;
    if !first && matches!(head.get(4..8)?, b"moov" | b"mdat" | b"wide") {
        return Some(Format::Mov);
    }
    if head.get(4..8)? != b"ftyp" || head.get(8..12) == Some(RAW) {
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
            (b"\0\0\0\x18ftypmiaf\0\0\0\0mif1heic", Some(Format::Heic)),
            (b"\0\0\0\x18ftypMiHE\0\0\0\0mif1heic", Some(Format::Heic)),
            (b"\0\0\0\x18ftypmif2\0\0\0\0mif1avif", Some(Format::Avif)),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", None),
            (b"\0\0\0\x0Cfree\0\0\0\0\0\0\0\x14ftypqt  \0\0\0\0qt  ", Some(Format::Mov)),
            (b"\0\0\0\x08skip\0\0\x10\0mdat", Some(Format::Mov)),
            (b"\0\0\0\x04free\0\0\x10\0mdat", None),
            (b"\0\0\0\0free\0\0\x10\0mdat", None),
            (b"\0\0\x01\0\x02\0\x20\x20", Some(Format::Ico)),
            (b"\0\0\x02\0\x01\0\x20\x20", Some(Format::Ico)),
            (b"\0\0\x02\0\0\0\0\0\0\0\0\0\x40\0\x30\0\x18\0", None),
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
