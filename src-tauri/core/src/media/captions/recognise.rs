use encoding_rs::UTF_8;

use super::blocks::is_number;
use super::encoding;
use super::times::Times;
use crate::media::Format;

/// Captions, if the first bytes of a file are theirs: SRT begins with a number and a line of times, of which the number
/// may be missing, or has both below an empty line further down; WebVTT with its name.
pub(crate) fn recognise(head: &[u8]) -> Option<Format> {
    let decoder = encoding::by_head(head).map_or(UTF_8, |stored| stored.decoder);
    let (text, _) = decoder.decode_with_bom_removal(head);
    if let Some(rest) = text.strip_prefix("WEBVTT") {
        return rest.chars().next().is_none_or(char::is_whitespace).then_some(Format::Vtt);
    }
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    let numbered = is_number(first);
    let times = if numbered { lines.next()? } else { first };
    let begins = Times::read(times).is_some() || numbered && are_clocks(times);
    let srt = begins || is_plain(&text) && holds_cue(&text);
    srt.then_some(Format::Srt)
}

/// Whether a caption in order stands behind one that is in none: it says what the file is meant to be.
fn holds_cue(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let (mut two_above, mut above) = ("-", "-");
    lines.any(|line| {
        let found = two_above.is_empty() && is_number(above) && Times::read(line).is_some();
        (two_above, above) = (above, line);
        found
    })
}

/// Two times, though in no form that is read.
fn are_clocks(line: &str) -> bool {
    let is_clock = |text: &str| {
        let text = text.trim();
        text.contains(':')
            && text.starts_with(|sign: char| sign.is_ascii_digit())
            && text.bytes().all(|byte| byte.is_ascii_digit() || b":.,".contains(&byte))
    };
    line.split_once("-->").is_some_and(|(start, end)| is_clock(start) && is_clock(end))
}

/// Neither a page of the web nor one that is described, nor bytes that only programs read, as an archive of captions has.
fn is_plain(text: &str) -> bool {
    let begins = text.trim_start();
    let begins_as =
        |mark: &str| begins.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    !["%", "<!", "<?", "<html", "<head", "<body", "<pre"].into_iter().any(begins_as)
        && !text.trim_end_matches('\0').contains('\0')
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
    fn captions_are_told_by_the_second_where_the_first_is_out_of_order() {
        let second = "\n\n2\n00:00:03,000 --> 00:00:04,000\nThere";
        for first in
            ["1\n00:00:01 --> 00:00:02\nHi", "A title", "\u{200E}1\n00:00:01,0000 --> 00:00:02,0000\nHi"]
        {
            assert_eq!(recognise(format!("{first}{second}").as_bytes()), Some(Format::Srt), "{first}");
        }
        let all_flawed = b"1\n00:00:01 --> 00:00:03\nHi\n\n2\n00:00:04 --> 00:00:06\nHo";
        assert_eq!(recognise(all_flawed), Some(Format::Srt));
        for title in ["A title\x0B", "<i>Intro</i>"] {
            let text = format!(
                "{title}\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:00:03,000 --> 00:00:04,000\nHo\n\0"
            );
            assert_eq!(recognise(text.as_bytes()), Some(Format::Srt), "{title}");
        }
        assert_eq!(recognise(b"A title\n\nlater\n00:00:03,000 --> 00:00:04,000\nThere"), None);
    }

    #[test]
    fn what_only_looks_like_captions_is_left_to_others() {
        let others: [&[u8]; 15] = [
            b"",
            b"1",
            b"1\n2\n3\n",
            b"1\n2\n00:00:01,000 --> 00:00:02,000",
            b"1\nHello --> you\n",
            b"WEBVTTX",
            b"1\n1 --> 2\n",
            b"1\n: --> :\n",
            b"00:00:01 --> 00:00:03\nnot numbered",
            b"<pre>\n\n1\n00:00:01,000 --> 00:00:02,000\n</pre>",
            b"a.srt\0\0\x001\n00:00:01 --> 00:00:02\n\n2\n00:00:03,000 --> 00:00:04,000\n",
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
