use crate::post::{PostFile, PostFileError, little_text as little};

pub(super) fn file(text: &str) {
    match PostFile::parse(text) {
        Ok(post) => {
            let named = post.attachment.files().iter().all(|file| !file.as_os_str().is_empty());
            assert!(named, "a file without a name");
            let spelled = little::encode(&post.commentary);
            let read = little::decode(&spelled);
            assert_eq!((read.commentary, read.cut_at), (post.commentary, None), "{spelled}");
        }
        Err(PostFileError::Invalid { why, .. }) => assert!(!why.is_empty(), "refused without a word"),
        Err(_) => {}
    }
}

pub(super) fn little_text(text: &str) {
    let read = little::decode(text);
    let readable = read.cut_at.map_or(text, |at| &text[..at]);
    let again = little::decode(readable);
    assert_eq!((&again.commentary, again.cut_at), (&read.commentary, None), "{text:?}");
    let spelled = little::encode(&read.commentary);
    let same = little::decode(&spelled);
    assert_eq!((same.commentary, same.cut_at), (read.commentary, None), "{text:?} as {spelled:?}");
}
