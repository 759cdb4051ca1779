use std::borrow::Cow;

use super::blocks::Dialect;

/// Elements that occur in captions: SubRip's own, and those of WebVTT. Other words in angle brackets are text.
const ELEMENTS: [&str; 10] = ["b", "i", "u", "s", "font", "c", "v", "lang", "ruby", "rt"];
/// What SRT has of them everywhere.
const PLAIN: [&str; 3] = ["b", "i", "u"];
/// The longest that is taken for markup.
const LONGEST: usize = 200;

const ENTITIES: [(&str, &str); 6] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{A0}"),
    ("&lrm;", "\u{200E}"),
    ("&rlm;", "\u{200F}"),
];

/// A line of a caption as it is read: without elements (`<i>`) and commands (`{\an8}`).
pub(super) fn visible(line: &str, dialect: Dialect) -> Cow<'_, str> {
    convert(line, dialect, &[])
}

/// A line of a caption as SRT has it: italics, bold and underlined stay, what only WebVTT knows goes.
pub(super) fn for_srt(line: &str, dialect: Dialect) -> Cow<'_, str> {
    match dialect {
        Dialect::Srt => Cow::Borrowed(line),
        Dialect::Vtt => convert(line, dialect, &PLAIN),
    }
}

fn convert<'a>(line: &'a str, dialect: Dialect, kept: &[&'static str]) -> Cow<'a, str> {
    const MARKS: [char; 3] = ['<', '{', '&'];
    let Some(first) = line.find(MARKS) else { return Cow::Borrowed(line) };
    let (plain, mut rest) = line.split_at(first);
    let mut text = plain.to_owned();
    while let Some(mark) = rest.chars().next() {
        let found = match dialect {
            _ if mark == '<' => element(rest, kept),
            Dialect::Srt if rest.starts_with("{\\") => enclosed(rest, b'}').map(|(_, after)| ("", "", after)),
            Dialect::Vtt if mark == '&' => entity(rest),
            _ => None,
        };
        let (open, name, after) = found.unwrap_or_else(|| {
            let (mark, after) = rest.split_at(mark.len_utf8());
            (mark, "", after)
        });
        text.push_str(open);
        if !name.is_empty() {
            text.push_str(name);
            text.push('>');
        }
        let (plain, next) = after.split_at(after.find(MARKS).unwrap_or(after.len()));
        text.push_str(plain);
        rest = next;
    }
    Cow::Owned(text)
}

/// How an element that begins `text` starts and is called, if it is one of the `kept`, and what is behind it.
fn element<'a>(text: &'a str, kept: &[&'static str]) -> Option<(&'static str, &'static str, &'a str)> {
    let (inside, after) = enclosed(text, b'>')?;
    let (open, inside) = inside.strip_prefix('/').map_or(("<", inside), |inside| ("</", inside));
    let name = inside.split(['.', ' ', '\t', '=']).next()?;
    let known = ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element));
    // WebVTT also says inside a caption when a word comes.
    if !known && super::times::moment(inside).is_none() {
        return None;
    }
    let kept = kept.iter().copied().find(|kept| name.eq_ignore_ascii_case(kept));
    Some(kept.map_or(("", "", after), |name| (open, name, after)))
}

fn entity(text: &str) -> Option<(&'static str, &'static str, &str)> {
    let (name, character) = ENTITIES.iter().find(|(name, _)| text.starts_with(name))?;
    Some((character, "", &text[name.len()..]))
}

/// What stands between the first character of `text` and the next `close`, and what is behind that. It never holds
/// what it opens with, so that a line of nothing else is not searched over and over.
fn enclosed(text: &str, close: u8) -> Option<(&str, &str)> {
    let open = text.bytes().next()?;
    let end = 1 + text.bytes().skip(1).take(LONGEST).position(|byte| byte == close || byte == open)?;
    let inside = text.get(1..end)?;
    text.get(end..)?.strip_prefix(char::from(close)).map(|after| (inside, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_text_alone() {
        let table = [
            ("plain", "plain"),
            ("<i>Slowly</i>, {\\an8}now", "Slowly, now"),
            ("<font color=\"#ffff00\">Anna:</font> Hi <3", "Anna: Hi <3"),
            ("{\\pos(192,220)}<b><u>All</u></b>", "All"),
            ("a < b > c, {x} & <John>", "a < b > c, {x} & <John>"),
            ("Tom &amp; Jerry", "Tom &amp; Jerry"),
            ("<i", "<i"),
            ("<i <b>x</b>", "<i x"),
            ("{\\an8", "{\\an8"),
            ("<I>ä</I>", "ä"),
        ];
        for (line, text) in table {
            assert_eq!(visible(line, Dialect::Srt), text, "{line}");
        }
    }

    #[test]
    fn webvtt_is_read_as_text_and_kept_as_far_as_srt_goes() {
        let table = [
            ("<v.loud Mary>Hello</v> you", "Hello you", "Hello you"),
            ("<c.yellow.bg_blue>a</c> <00:19.000>b", "a b", "a b"),
            (
                "<b.loud>No</b> &amp; <i>maybe</i>&lrm;",
                "No & maybe\u{200E}",
                "<b>No</b> & <i>maybe</i>\u{200E}",
            ),
            ("&lt;i&gt; {\\an8}", "<i> {\\an8}", "<i> {\\an8}"),
        ];
        for (line, text, srt) in table {
            assert_eq!(visible(line, Dialect::Vtt), text, "{line}");
            assert_eq!(for_srt(line, Dialect::Vtt), srt, "{line}");
        }
        assert_eq!(for_srt("{\\an8}<c>x</c>", Dialect::Srt), "{\\an8}<c>x</c>");
    }
}
