//! What is said of posts that are not simply there.

use super::{
    super::{Problem, problem::Code},
    doubt::Asked,
};
use crate::{
    library::RunRecord,
    post::AttachmentKind,
    publish::{PostError, Sight},
};

/// Characters of a post by which it is told from others.
const NAMED_BY: usize = 60;

/// Characters before the place where two texts part, to know it by.
const LEAD: usize = 20;

/// What a sight means and what to do; nothing where it needs no words.
pub(super) fn why(sight: Sight, record: &RunRecord) -> Option<String> {
    match sight {
        Sight::Shown | Sight::Processing => None,
        Sight::Failed => Some(format!(
            "LinkedIn took the post and then {}, so nobody sees it. {} Then delete this post and publish a duplicate.",
            failure(record.attachment).0,
            failure(record.attachment).1
        )),
        Sight::Gone => Some(
            "LinkedIn has no such post any more: somebody deleted it there, or LinkedIn took it down. A duplicate \
             makes a new draft of it."
                .to_owned(),
        ),
        Sight::Withheld if record.author.is_page() => Some(
            "This sign-in may not read the page’s posts: that takes the permission r_organization_social and a posting \
             role at the page. Open the post to see it."
                .to_owned(),
        ),
        Sight::Withheld => Some(
            "LinkedIn lets no self-serve app read a member’s posts. Open the post to see it.".to_owned(),
        ),
    }
}

/// What may have been done or not, and how to find out. `now` is what the post says as far as is known.
pub(super) fn in_doubt(asked: &Asked, now: &str, may_look: bool) -> String {
    let check = if may_look { "Check it, open it and see" } else { "Open it and see" };
    match asked {
        Asked::Text { commentary } => format!(
            "A new text was sent and no clear answer came, so the post may say {} by now. {check}, or change \
             it again: that does no harm.",
            parting(now, &commentary.visible())
        ),
        Asked::Deletion => format!(
            "It was to be deleted and no clear answer came, so it may be gone. {check}, or delete it again: that does \
             no harm."
        ),
    }
}

/// LinkedIn was asked and what is in doubt stays so.
pub(super) fn not_seen_yet(asked: &Asked) -> &'static str {
    match asked {
        Asked::Text { .. } => {
            "LinkedIn does not show the new text, or not yet: a change can take some minutes to be seen. Check it again \
             then, or change it again"
        }
        Asked::Deletion => {
            "LinkedIn has the post still, or for the moment: a deletion can take some minutes to be seen. Check it again \
             then, or delete it again"
        }
    }
}

/// `“The first words of it…”`
fn named(text: &str) -> String {
    quoted("", text)
}

/// The same after what stands for the words before.
fn quoted(before: &str, text: &str) -> String {
    let words: String = text.chars().take(NAMED_BY).collect();
    let more = if words.len() < text.len() { "…" } else { "" };
    format!("“{before}{}{more}”", words.trim_end())
}

/// The new one of two texts, from shortly before they part.
fn parting(now: &str, new: &str) -> String {
    let alike = now.chars().zip(new.chars()).take_while(|(now, new)| now == new).count();
    let lead = new.char_indices().nth(alike.saturating_sub(LEAD)).map_or(new.len(), |(at, _)| at);
    let word = new[..lead].char_indices().rfind(|(_, sign)| sign.is_whitespace());
    match word.map(|(at, space)| at + space.len_utf8()) {
        Some(at) if new.chars().count() > NAMED_BY => quoted("…", &new[at..]),
        _ => named(new),
    }
}

/// What is told unasked when a post turns out not to be shown.
pub(super) fn trouble(sight: Sight, record: &RunRecord) -> Option<String> {
    let why = why(sight, record).filter(|_| matches!(sight, Sight::Failed | Sight::Gone))?;
    let name = match record.excerpt.trim() {
        "" => format!("The post by {}", record.author_name),
        _ => named(&record.excerpt),
    };
    Some(format!("{name} is not on LinkedIn. {why}"))
}

/// What LinkedIn failed at, and what may mend it.
fn failure(attachment: AttachmentKind) -> (&'static str, &'static str) {
    match attachment {
        AttachmentKind::Video => {
            ("could not process the video", "Save the film anew in the program that made it.")
        }
        AttachmentKind::Document => {
            ("could not process the document", "Save the document anew, best as a PDF.")
        }
        AttachmentKind::Images | AttachmentKind::Carousel => {
            ("could not process an image", "Save the images anew as JPEG or PNG.")
        }
        AttachmentKind::Link => ("could not publish it", "See whether the linked page opens."),
        AttachmentKind::None | AttachmentKind::Poll | AttachmentKind::Reshare => {
            ("could not publish it", "Open LinkedIn and see whether it says why.")
        }
    }
}

/// An error about a post, with what is true of what was asked where the answer was a `no` or unclear.
pub(super) fn problem(error: PostError, refused: &str, unclear: &str) -> Problem {
    let (code, after) = match &error {
        PostError::NotAllowed { .. } | PostError::Refused { .. } => (Code::Other, refused),
        PostError::Gone => (Code::NotFound, "A duplicate makes a new draft of it."),
        PostError::Unreached { .. } => (Code::Offline, refused),
        PostError::Unclear { .. } => (Code::Unclear, unclear),
    };
    Problem::new(code, format!("{error} {after}").trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_text_is_told_by_what_is_new_of_it() {
        let now = "The press is open on Saturday, and whoever wants to pull a proof is welcome at ten";
        assert_eq!(parting("First", "Second"), "“Second”");
        assert_eq!(parting(now, &format!("{now} sharp")), "“…proof is welcome at ten sharp”");
        assert_eq!(parting(&format!("{now} sharp"), now), "“…proof is welcome at ten”");
        assert_eq!(
            parting(now, &now.replace("Saturday", "Sunday")),
            "“The press is open on Sunday, and whoever wants to pull a pro…”"
        );
    }
}
