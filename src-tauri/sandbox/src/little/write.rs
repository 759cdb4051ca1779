//! Little text as API reads give it back: everything escaped, hashtags as templates.

use super::{RESERVED, Segment};

/// The commentary of `segments`, in one spelling. Reading it again gives the same segments.
pub(crate) fn write(segments: &[Segment]) -> String {
    let mut written = String::new();
    for segment in segments {
        match segment {
            Segment::Text(text) => escape(text, &mut written),
            Segment::Hashtag(word) => {
                written.push_str("{hashtag|\\#|");
                escape(word, &mut written);
                written.push('}');
            }
            Segment::Mention { name, urn } => {
                written.push('@');
                if let Some(name) = name {
                    written.push('[');
                    escape(name, &mut written);
                    written.push(']');
                }
                written.push('(');
                written.push_str(&urn.to_string());
                written.push(')');
            }
        }
    }
    written
}

fn escape(text: &str, written: &mut String) {
    for character in text.chars() {
        if RESERVED.contains(&character) {
            written.push('\\');
        }
        written.push(character);
    }
}
