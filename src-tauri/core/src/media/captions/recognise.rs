use encoding_rs::UTF_8;

use super::blocks::is_number;
use super::encoding;
use super::times::Times;
use crate::media::Format;

/// Captions, if the first bytes of a file are theirs: SRT begins with a number and a line of times, of which the number
/// may be missing; WebVTT with its name.
pub(crate) fn recognise(head: &[u8]) -> Option<Format> {
    let decoder = encoding::by_head(head).map_or(UTF_8, |stored| stored.decoder);
    let (text, _) = decoder.decode_with_bom_removal(head);
    if let Some(rest) = text.strip_prefix("WEBVTT") {
        return rest.chars().next().is_none_or(char::is_whitespace).then_some(Format::Vtt);
    }
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    let times = if is_number(first) { lines.next()? } else { first };
    Times::read(times).map(|_| Format::Srt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_told_however_they_are_stored() {
        let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nHi";
        let utf16 = |units: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
            text.encode_utf16().flat_map(units).collect()
        };
        let told: [Vec<u8>; 9] = [
            srt.into(),
            format!("\u{FEFF}{srt}").into(),
            format!("\n\n{srt}").into(),
            srt.replace("\r\n", "\r").into(),
            utf16(u16::to_le_bytes, srt),
            utf16(u16::to_be_bytes, srt),
            utf16(u16::to_le_bytes, &format!("\u{FEFF}{srt}")),
            [srt.as_bytes(), b" \xE4\xF6\xFC\n"].concat(),
            b"00:00:01.000 --> 00:00:02.000\nwithout a number".into(),
        ];
        for head in told {
            assert_eq!(recognise(&head), Some(Format::Srt), "{}", head.escape_ascii());
        }
        for head in ["WEBVTT", "WEBVTT\n\n", "\u{FEFF}WEBVTT - a title\n"] {
            assert_eq!(recognise(head.as_bytes()), Some(Format::Vtt), "{head}");
        }
    }

    #[test]
    fn what_only_looks_like_captions_is_left_to_others() {
        let others: [&[u8]; 10] = [
            b"",
            b"1",
            b"1\n2\n3\n",
            b"1\n2\n00:00:01,000 --> 00:00:02,000",
            b"1\nHello --> you\n",
            b"WEBVTTX",
            b"[Script Info]\nTitle: x",
            b"Anna: 00:00:01,000 to 00:00:02,000",
            b"\0\0\0\x20ftypisom",
            b"%PDF-1.7\n1 0 obj",
        ];
        for head in others {
            assert_eq!(recognise(head), None, "{}", head.escape_ascii());
        }
    }
}
