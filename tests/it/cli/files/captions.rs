//! Captions as programs write them anew.

use super::{
    super::home::Home,
    make::{self, Recipe},
};

const RECIPES: &[&[Recipe]] = &[WRITTEN, TAKEN];

const WRITTEN: &[Recipe] = &[
    ("words.srt", "ffmpeg -i _words.srt OUT"),
    ("words.vtt", "ffmpeg -i _words.srt OUT"),
    ("wide.srt", "iconv -f UTF-8 -t UTF-16 -o OUT _words.srt"),
    ("latin.srt", "iconv -f UTF-8 -t ISO-8859-1 -o OUT _words.srt"),
    ("_words.ass", "ffmpeg -i _words.srt OUT"),
    ("_words.mp4", "ffmpeg CLIP -i _words.srt -map 0 -map 1 H264 -c:s mov_text OUT"),
    ("_words.mkv", "ffmpeg CLIP -i _words.srt -map 0 -map 1 H264 -c:s srt OUT"),
];

const TAKEN: &[Recipe] = &[
    ("late.srt", "ffmpeg -itsoffset 4000 -i words.srt -c copy OUT"),
    ("late.vtt", "ffmpeg -itsoffset 4000 -i words.vtt -c copy OUT"),
    ("styled.srt", "ffmpeg -i _words.ass OUT"),
    ("styled.vtt", "ffmpeg -i _words.ass OUT"),
    ("from-mp4.srt", "ffmpeg -i _words.mp4 -map 0:s OUT"),
    ("from-mkv.vtt", "ffmpeg -i _words.mkv -map 0:s OUT"),
];

/// Makes them all and returns their names.
pub fn make(home: &Home) -> Vec<String> {
    let cue = |number: u32| {
        let (minute, second) = (number / 20, number % 20 * 3);
        format!(
            "{}\n00:{minute:02}:{second:02},000 --> 00:{minute:02}:{:02},400\nA café, line {number}\nand <i>its</i> second\n\n",
            number + 1,
            second + 2
        )
    };
    home.write("_words.srt", (0..90).map(cue).collect::<String>());
    make::all(home, RECIPES)
}
