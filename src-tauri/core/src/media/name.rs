use std::path::Path;

/// A file's name without its folder, readable whatever its bytes.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What a file is called where it needs a title: its name without the ending that tells a format (a point and up to five
/// signs) and without [what steers](steers).
pub fn title_from(path: &Path) -> String {
    const LONGEST_ENDING: usize = 5;
    let name: String = file_name(path).chars().filter(|sign| !steers(*sign)).collect();
    let is_ending =
        |end: &str| (1..=LONGEST_ENDING).contains(&end.chars().count()) && !end.contains(char::is_whitespace);
    let stem = name.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && is_ending(end));
    stem.map_or(name.as_str(), |(stem, _)| stem).trim().to_owned()
}

/// Whether a sign is a control, or turns the direction of writing (Unicode, Bidi_Control), with which a name can pass for
/// that of another format.
pub fn steers(sign: char) -> bool {
    let turns = matches!(sign, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || sign.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_name_without_its_format_and_without_what_steers() {
        let titles = [
            ("deck/a.b.pptx", "a.b"),
            (".pdf", ".pdf"),
            ("no ending", "no ending"),
            ("v. 2 of it", "v. 2 of it"),
            (" plan .pdf", "plan"),
            ("a\u{202E}fdp.exe", "afdp"),
        ];
        for (name, title) in titles {
            assert_eq!(title_from(name.as_ref()), title, "{name}");
        }
    }

    #[test]
    fn a_path_without_a_name_is_shown_whole() {
        assert_eq!(file_name("/pictures/harbour.jpg".as_ref()), "harbour.jpg");
        assert_eq!(file_name("..".as_ref()), "..");
    }
}
