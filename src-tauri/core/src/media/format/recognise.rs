use super::Format;
use super::element::{behind_prolog, is_typed, named};
use crate::media::captions;

/// How much of a file's start is looked at: drawings begin with licences, and captions with whose they are.
pub(in crate::media) const HEAD: usize = 4096;
/// Readers of PDF accept its mark within so many bytes.
const PDF: usize = 1024;

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
];

/// QuickTime files older than the `ftyp` box start with one of these.
const QUICKTIME: &[&[u8; 4]] = &[b"moov", b"mdat"];
/// Boxes that may stand before it, or before those: padding, a preview, and a program's own.
const BEFORE: &[&[u8; 4]] = &[b"free", b"skip", b"wide", b"pnot", b"uuid"];
/// Such a box is shorter; four letters of a text are a number beyond it.
const LONGEST_BEFORE: u32 = 1 << 24;

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
    (b"mif2", Format::Heic),
    (b"msf1", Format::Heic),
    (b"1pic", Format::Heic),
    // Multi-Image Application Format (ISO/IEC 23000-22), and its profiles of HEVC.
    (b"miaf", Format::Heic),
    (b"MiHB", Format::Heic),
    (b"MiHA", Format::Heic),
    (b"MiHE", Format::Heic),
    (b"qt  ", Format::Mov),
];

/// How brands of films begin. A film may name pictures among those it is compatible with.
const FILMS: &[&[u8]] = &[b"iso", b"mp4", b"avc", b"qt", b"3g", b"M4"];
/// A brand of raw data that cameras of Canon write, with films inside.
const CANON_RAW: &[u8] = b"crx ";

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
        .or_else(|| iso_media(head))
        .or_else(|| icon(head))
        .or_else(|| matroska(head))
        .or_else(|| zip(head))
        .or_else(|| bitmap(head))
        .or_else(|| captions::recognise(head))
        .or_else(|| contains(head.get(..PDF).unwrap_or(head), b"%PDF-").then_some(Format::Pdf))
        .or_else(|| svg(head))
}

/// Icons and cursors whose list of pictures makes sense: a picture at least, and the first behind the list. Truevision's
/// pictures, which have no mark, begin with the same four bytes as cursors, and a box may be as long as these say.
fn icon(head: &[u8]) -> Option<Format> {
    let &[0, 0, 1 | 2, 0, c0, c1] = head.first_chunk()? else { return None };
    let count = u32::from(u16::from_le_bytes([c0, c1]));
    // Of a file that breaks off before it there is no more to be judged.
    let behind = head.first_chunk::<22>().is_none_or(|[.., l0, l1, l2, l3, p0, p1, p2, p3]| {
        let (length, place) =
            (u32::from_le_bytes([*l0, *l1, *l2, *l3]), u32::from_le_bytes([*p0, *p1, *p2, *p3]));
        length > 0 && place >= 6 + 16 * count
    });
    (count > 0 && behind).then_some(Format::Ico)
}

fn iso_media(head: &[u8]) -> Option<Format> {
    let (mut at, mut padded) = (0, false);
    while let Some([a, b, c, d, kind @ ..]) = head.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let size = u32::from_be_bytes([*a, *b, *c, *d]);
        if kind == b"ftyp" {
            return branded(head.get(at..)?);
        }
        if QUICKTIME.contains(&kind) {
            return Some(Format::Mov);
        }
        if !BEFORE.contains(&kind) || !(8..LONGEST_BEFORE).contains(&size) {
            break;
        }
        padded = true;
        at += size as usize;
    }
    padded.then_some(Format::Mov)
}

/// By the list of brands (`ftyp`) that begins here.
pub(in crate::media) fn branded(list: &[u8]) -> Option<Format> {
    let size = u32::from_be_bytes(*list.first_chunk()?);
    let end = (size as usize).clamp(12, list.len().max(12));
    let brands = list.get(8..end.min(list.len()))?;
    // `mif1` says only "a still picture"; a more telling brand elsewhere in the list goes first.
    let known = |brand: &[u8]| BRANDS.iter().find(|(name, _)| name.as_slice() == brand);
    let major = brands.get(..4).unwrap_or_default();
    let mut all = brands.chunks_exact(4);
    let picture = || all.clone().filter_map(known).any(|(_, format)| *format != Format::Mov);
    let film = || all.clone().any(|brand| FILMS.iter().any(|start| brand.starts_with(start)));
    let format = match known(major) {
        Some((_, format)) => *format,
        None if major == CANON_RAW => return None,
        None if picture() && !film() => Format::Heic,
        None => Format::Mp4,
    };
    let avif = format == Format::Heic && !contains(brands, b"hei");
    let telling = all.any(|brand| known(brand).is_some_and(|(_, found)| *found == Format::Avif));
    Some(if avif && telling { Format::Avif } else { format })
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

/// An `<svg` element, or a document type for one; a web page with a drawing in it is not one.
fn svg(head: &[u8]) -> Option<Format> {
    let text = behind_prolog(head, b"svg");
    (named(text, b"svg").is_some() || is_typed(text, b"svg")).then_some(Format::Svg)
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
            (b"\0\0\0\x18ftypmiaf\0\0\0\0mif1miaf", Some(Format::Heic)),
            (b"\0\0\0\x1CftypMiHE\0\0\0\0mif1miafheic", Some(Format::Heic)),
            (b"\0\0\0\x18ftypnew1\0\0\0\0mif1heic", Some(Format::Heic)),
            (b"\0\0\0\x1Cftypmif2\0\0\0\0mif1avifmiaf", Some(Format::Avif)),
            (b"\0\0\0\x18ftypnew1\0\0\0\0avifmiaf", Some(Format::Avif)),
            (b"\0\0\0\x18ftypnew1\0\0\0\0heicisom", Some(Format::Mp4)),
            (b"\0\0\0\x18ftypnew1\0\0\0\0new1new2", Some(Format::Mp4)),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", None),
            (b"\0\0\0\x08wide\0\0\x10\0mdat", Some(Format::Mov)),
            (b"\0\0\x10\0mdat", Some(Format::Mov)),
            (b"\0\0\0\x01mdat\0\0\0\x01", Some(Format::Mov)),
            (b"\0\0\0\x0Afree\0\0\0\0\0\x14ftypisom\0\0\0\0mp41", Some(Format::Mp4)),
            (b"\0\0\0\x08skip\0\0\0\x08uuid\0\0\0\x14ftypqt  \0\0\0\0qt  ", Some(Format::Mov)),
            (b"\0\0\0\x08pnot\0\0\x10\0moov", Some(Format::Mov)),
            (b"\0\0\x20\0free\0\0\0\0", Some(Format::Mov)),
            (b"\0\0\0\x07free\0\0\0\x14ftypisom", None),
            (b"\0\0\0\0free\0\0\x10\0mdat", None),
            (b"\0\0\x01\0\x02\0\x20\x20", Some(Format::Ico)),
            (b"\0\0\x02\0free\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", Some(Format::Mov)),
            (b"duty free and skip", None),
            (b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x01\0\0\0\x16\0\0\0", Some(Format::Ico)),
            (b"\0\0\x02\0\x02\0\x10\x10\0\0\x01\0\x20\0\x01\0\0\0\x26\0\0\0", Some(Format::Ico)),
            // Its first picture would stand in the list.
            (b"\0\0\x02\0\x02\0\x10\x10\0\0\x01\0\x20\0\x01\0\0\0\x16\0\0\0", None),
            // A picture of Truevision, 333 by 217.
            (b"\0\0\x02\0\0\0\0\0\0\0\0\0\x4D\x01\xD9\0\x18\0\x35\x2F\xF3\x4E", None),
            (b"II*\0\x08\0\0\0", Some(Format::Tiff)),
            (b"8BPS\0\x01", Some(Format::Psd)),
            (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Some(Format::Bmp)),
            (b"BMW makes cars, and motorcycles too", None),
            (b"<?xml version='1.0'?>\n<svg xmlns='x'/>", Some(Format::Svg)),
            (b"<!doctype html><svg></svg>", None),
            (b"<?xml version='1.0'?><html><svg></svg></html>", None),
            (b"\xEF\xBB\xBF <s:svg xmlns:s='http://www.w3.org/2000/svg'>", Some(Format::Svg)),
            (b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' [ <!ENTITY a", Some(Format::Svg)),
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

    #[test]
    fn a_drawing_is_told_behind_a_licence() {
        let behind = |bytes: usize| {
            let text = format!("<?xml version='1.0'?><!--{}--><svg/>", "x".repeat(bytes));
            Format::of(text.as_bytes())
        };
        assert_eq!(behind(4000), Some(Format::Svg));
        assert_eq!(behind(4100), None);
    }
}
