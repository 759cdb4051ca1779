//! What LinkedIn says of a post that it took.

use serde_json::Value;

use super::super::wire::{Post, States};
use crate::post::{Commentary, Urn, little_text};

/// Where a post stands, as its author may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Readers see it.
    Shown,
    /// LinkedIn is still at work on it.
    Processing,
    /// It was taken and will not be shown.
    Failed,
}

/// What an answer about several posts says of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    As(Condition),
    /// 403
    Withheld,
    /// 404
    Unknown,
    /// It is left out, or refused in another way.
    Nothing,
}

/// Reads a post. Three places tell where it stands, none of which is always there: `lifecycleState`, and
/// `contentStatus` and `reviewStatus` in `lifecycleStateInfo`. What failed in one of them failed; what is unknown in
/// all of them counts as being worked on.
///
/// Source: Posts API, "lifecycleState", and the types of a public Java client.
pub fn condition(body: &[u8]) -> Option<Condition> {
    let post: Value = serde_json::from_slice(body).ok()?;
    post.is_object().then(|| of(&post))
}

/// What a post says. An answer without it says nothing of it.
pub fn text_read(body: &[u8]) -> Option<Commentary> {
    let post: Value = serde_json::from_slice(body).ok()?;
    post.get("commentary")?.is_string().then(|| little_text::decode(Post(&post).commentary()).commentary)
}

/// When a post was made, in milliseconds since 1970.
pub fn made_at(body: &[u8]) -> Option<i64> {
    let post: Value = serde_json::from_slice(body).ok()?;
    Post(&post).created_at()
}

/// Reads the answer about several posts; `None` when it makes no sense.
pub fn conditions(body: &[u8], posts: &[Urn]) -> Option<Vec<Told>> {
    let states = States::read(body)?;
    let told = |urn| match (states.entity(urn), states.refusal(urn)) {
        (Some(post), _) => Told::As(of(post)),
        (None, Some(403)) => Told::Withheld,
        (None, Some(404)) => Told::Unknown,
        (None, _) => Told::Nothing,
    };
    Some(posts.iter().map(told).collect())
}

fn of(post: &Value) -> Condition {
    let info = |key: &str| post.pointer(&format!("/lifecycleStateInfo/{key}")).and_then(Value::as_str);
    let words =
        [post.get("lifecycleState").and_then(Value::as_str), info("contentStatus"), info("reviewStatus")];
    let says = |fits: fn(&str) -> bool| words.iter().flatten().any(|word| fits(word));
    if says(|word| word.contains("FAILED")) {
        Condition::Failed
    } else if words.iter().flatten().count() > 0 && words.iter().flatten().all(|word| *word == "PUBLISHED") {
        Condition::Shown
    } else {
        Condition::Processing
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::post::Piece;

    #[test]
    fn a_text_is_read_with_its_mentions_and_none_is_made_up() {
        let read = |post: Value| text_read(post.to_string().as_bytes());
        let text =
            read(json!({"commentary": "With @[Press](urn:li:organization:1) \\(x\\) {hashtag|\\#|a}"}))
                .unwrap();
        assert_eq!(text.visible(), "With Press (x) #a");
        assert!(
            text.pieces().iter().any(|piece| matches!(piece, Piece::Mention { name, .. } if name == "Press"))
        );
        assert_eq!(read(json!({"commentary": ""})).unwrap(), Commentary::default());
        for post in [json!({}), json!({"commentary": null}), json!({"commentary": 7}), json!([])] {
            assert_eq!(read(post), None);
        }
    }

    #[test]
    fn a_post_has_failed_if_any_of_its_states_says_so_and_is_shown_if_all_do() {
        let read = |post: Value| condition(post.to_string().as_bytes());
        let with = |state: &str, info: Value| json!({"lifecycleState": state, "lifecycleStateInfo": info});
        for (post, expected) in [
            (json!({"lifecycleState": "PUBLISHED"}), Condition::Shown),
            (
                with("PUBLISHED", json!({"contentStatus": "PUBLISHED", "reviewStatus": null})),
                Condition::Shown,
            ),
            (with("PUBLISHED", json!({"reviewStatus": "FAILED"})), Condition::Failed),
            (with("PUBLISHED", json!({"contentStatus": "PROCESSING_FAILED"})), Condition::Failed),
            (json!({"lifecycleState": "PUBLISH_FAILED"}), Condition::Failed),
            (json!({"lifecycleState": "PUBLISH_REQUESTED"}), Condition::Processing),
            (with("PUBLISHED", json!({"reviewStatus": "PENDING"})), Condition::Processing),
            (json!({"lifecycleState": 7}), Condition::Processing),
            (json!({}), Condition::Processing),
        ] {
            assert_eq!(read(post.clone()), Some(expected), "{post}");
        }
        assert_eq!(condition(b"<html>"), None);
        assert_eq!(condition(b"[]"), None);
    }

    #[test]
    fn each_of_several_posts_is_told_by_itself() {
        let posts = ["1", "2", "3", "4"].map(|id| format!("urn:li:share:{id}").parse().unwrap());
        let body = json!({
            "results": {"urn%3Ali%3Ashare%3A1": {"lifecycleState": "PUBLISHED"}},
            "errors": {"urn:li:share:2": {"status": 403}},
            "statuses": {"urn:li:share:3": 404},
        });
        let expected = [Told::As(Condition::Shown), Told::Withheld, Told::Unknown, Told::Nothing];
        assert_eq!(conditions(body.to_string().as_bytes(), &posts), Some(expected.into()));
        assert_eq!(conditions(b"<html>", &posts), None);
    }
}
