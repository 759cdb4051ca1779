//! How the text of a page is stored.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::head;

/// Bytes at the beginning in which a page may name its encoding.
///
/// Source: HTML Standard, "prescan a byte stream to determine its encoding", asks for 1,024; pages that are made by
/// programs are less exact.
const PRESCANNED: usize = 4_096;
/// Bytes from which an encoding is guessed that nobody names.
const GUESSED_FROM: usize = 64 * 1024;

/// The text of a page: by its byte order mark, else as the server says, else as the page says, else as it seems.
///
/// Source: HTML Standard, "determining the character encoding".
pub(super) fn decode(bytes: &[u8], content_type: &str) -> String {
    let encoding = by_header(content_type).or_else(|| by_page(bytes)).unwrap_or_else(|| guess(bytes));
    encoding.decode(bytes).0.into_owned()
}

/// `text/html; charset="utf-8"`
fn by_header(content_type: &str) -> Option<&'static Encoding> {
    let charset = content_type.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    });
    Encoding::for_label(charset?.as_bytes())
}

/// One that could be read to say so is not UTF-16.
fn by_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let named = head::charset(&bytes[..bytes.len().min(PRESCANNED)])?;
    let encoding = Encoding::for_label(named.as_bytes())?;
    Some(if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESSED_FROM)], true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_outweighs_the_header_and_the_header_the_page() {
        let says_latin = b"<meta charset=iso-8859-1><title>\xc3\xa9</title>";
        assert!(decode(says_latin, "text/html; charset=\"UTF-8\"").contains('é'));
        assert!(decode(says_latin, "text/html").contains("Ã©"));
        let marked = [b"\xef\xbb\xbf".as_slice(), says_latin].concat();
        assert!(decode(&marked, "text/html; charset=windows-1252").contains('é'));
        let wide: Vec<u8> = "<title>é</title>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decode(&[b"\xff\xfe".as_slice(), &wide].concat(), "text/html").contains('é'));
    }

    #[test]
    fn a_page_names_its_encoding_in_either_way() {
        for named in
            ["<meta charset='Shift_JIS'>", "<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=sjis'>"]
        {
            let page = [named.as_bytes(), b"<title>\x93\xfa\x96\x7b</title>"].concat();
            assert!(decode(&page, "text/html").contains("日本"), "{named}");
        }
        assert!(decode(b"<meta charset=utf-16><title>\xc3\xa9</title>", "").contains('é'));
    }

    #[test]
    fn what_nobody_names_is_guessed_and_nonsense_is_not_believed() {
        assert!(decode("<title>Übergrößenträger</title>".as_bytes(), "text/html").contains("Übergröße"));
        assert!(decode(b"<title>caf\xe9 cr\xe8me</title>", "text/html; charset=klingon").contains("café"));
    }
}
