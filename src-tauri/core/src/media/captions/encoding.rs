use std::io::{Read, Seek};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::media::TextEncoding;
use crate::media::source::{Source, Stop};

/// Bytes taken at once.
pub(super) const CHUNK: usize = 64 * 1024;
/// How much of a text its code page is guessed from.
const GUESSED_FROM: u64 = 1024 * 1024;

/// How a text is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stored {
    pub encoding: TextEncoding,
    /// What it is decoded with; for [`TextEncoding::CodePage`] a guess.
    pub decoder: &'static Encoding,
    /// A byte order mark comes first.
    pub mark: bool,
}

/// What the first bytes of a text tell: a byte order mark, or the zeros that UTF-16 has beside every Latin letter,
/// digit and line end.
pub(super) fn by_head(head: &[u8]) -> Option<Stored> {
    let stored = |decoder, mark| {
        let encoding = if decoder == UTF_8 { TextEncoding::Utf8 } else { TextEncoding::Utf16 };
        Some(Stored { encoding, decoder, mark })
    };
    match (Encoding::for_bom(head), head) {
        (Some((decoder, _)), _) => stored(decoder, true),
        (None, &[0, a, 0, b, ..]) if a > 0 && b > 0 => stored(UTF_16BE, false),
        (None, &[a, 0, b, 0, ..]) if a > 0 && b > 0 => stored(UTF_16LE, false),
        _ => None,
    }
}

/// How the text that fills `source` is stored: by its first bytes, else UTF-8 if all of it is, else a guess.
pub(super) fn of<R: Read + Seek>(source: &mut Source<R>) -> Result<Stored, Stop> {
    if let Some(stored) = by_head(source.up_to(0, CHUNK)?) {
        return Ok(stored);
    }
    Ok(match first_beyond_utf8(source)? {
        None => Stored { encoding: TextEncoding::Utf8, decoder: UTF_8, mark: false },
        Some(at) => Stored { encoding: TextEncoding::CodePage, decoder: guess(source, at)?, mark: false },
    })
}

/// Where the first piece that is no UTF-8 begins.
fn first_beyond_utf8<R: Read + Seek>(source: &mut Source<R>) -> Result<Option<u64>, Stop> {
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    // More than a piece and what the one before it left over.
    let mut decoded = vec![0; 2 * CHUNK];
    let (mut at, len) = (0, source.len());
    while at < len {
        let chunk = source.up_to(at, CHUNK)?;
        let end = at + chunk.len() as u64;
        let (result, ..) = decoder.decode_to_utf8_without_replacement(chunk, &mut decoded, end == len);
        if matches!(result, DecoderResult::Malformed(..)) {
            return Ok(Some(at));
        }
        at = end;
    }
    Ok(None)
}

/// The code page that browsers would take a page of this text for.
fn guess<R: Read + Seek>(source: &mut Source<R>, from: u64) -> Result<&'static Encoding, Stop> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let end = source.len().min(from.saturating_add(GUESSED_FROM));
    let mut at = from;
    while at < end {
        let chunk = source.up_to(at, CHUNK)?;
        at += chunk.len() as u64;
        detector.feed(chunk, at >= end);
    }
    Ok(detector.guess(None, Utf8Detection::Deny))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use encoding_rs::{SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    fn stored(bytes: &[u8]) -> Stored {
        of(&mut Source::new(Cursor::new(bytes), bytes.len() as u64, u64::MAX)).unwrap()
    }

    #[test]
    fn unicode_is_told_with_and_without_a_mark() {
        let table: [(&[u8], TextEncoding, &Encoding, bool); 6] = [
            (b"1\n00:00", TextEncoding::Utf8, UTF_8, false),
            (b"\xEF\xBB\xBF1\n", TextEncoding::Utf8, UTF_8, true),
            (b"\xFF\xFE1\0\n\0", TextEncoding::Utf16, UTF_16LE, true),
            (b"\xFE\xFF\x001\0\n", TextEncoding::Utf16, UTF_16BE, true),
            (b"1\0\r\0\n\0", TextEncoding::Utf16, UTF_16LE, false),
            (b"\x001\0\r\0\n", TextEncoding::Utf16, UTF_16BE, false),
        ];
        for (bytes, encoding, decoder, mark) in table {
            assert_eq!(stored(bytes), Stored { encoding, decoder, mark }, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_letter_cut_by_two_pieces_is_still_utf8() {
        let mut text = "x".repeat(CHUNK - 1);
        text.push_str("äö");
        assert_eq!(stored(text.as_bytes()).encoding, TextEncoding::Utf8);
        text.push_str(&"é".repeat(CHUNK));
        assert_eq!(stored(text.as_bytes()).encoding, TextEncoding::Utf8);
        assert_eq!(stored(&text.as_bytes()[..text.len() - 1]).encoding, TextEncoding::CodePage);
    }

    #[test]
    fn common_code_pages_are_guessed() {
        let table: [(&str, &Encoding); 4] = [
            ("Schöne Grüße aus München, das wäre geschafft! Übermorgen größer.", WINDOWS_1252),
            ("Zażółć gęślą jaźń. Proszę, żeby wszyscy usiedli. Dziękuję, to już wszystko.", WINDOWS_1250),
            ("Здравствуйте. Сегодня мы покажем вам нашу новую мастерскую.", WINDOWS_1251),
            ("こんにちは。今日は新しい工場をご紹介します。どうぞご覧ください。", SHIFT_JIS),
        ];
        for (text, encoding) in table {
            let (bytes, ..) = encoding.encode(text);
            let stored = stored(&bytes);
            assert_eq!((stored.encoding, stored.decoder), (TextEncoding::CodePage, encoding), "{text}");
        }
    }
}
