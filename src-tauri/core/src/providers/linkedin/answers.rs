//! What LinkedIn's answers mean.

use super::wire::{BatchOfImages, InitializedUpload, Posts, decoded};
use crate::post::{Commentary, Urn, little_text};

/// A file's name at LinkedIn and the address to upload it to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub urn: Urn,
    pub upload_url: String,
}

/// Reads the answer to `initializeUpload`.
pub fn registered(body: &[u8]) -> Option<Registered> {
    let ticket = serde_json::from_slice::<InitializedUpload>(body).ok()?.value;
    Some(Registered { urn: ticket.image, upload_url: ticket.upload_url })
}

/// How far LinkedIn is with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaStatus {
    /// Announced; its bytes have not come.
    WaitingUpload,
    Processing,
    Available,
    Failed,
    /// LinkedIn knows no such file.
    Unknown,
    /// This token may not ask about it.
    Withheld,
}

/// Reads a batch of image states; one that is left out counts as in processing.
pub fn media_statuses(body: &[u8], urns: &[Urn]) -> Option<Vec<MediaStatus>> {
    let batch = BatchOfImages::read(body)?;
    let of = |urn| match (batch.state(urn), batch.refusal(urn)) {
        (Some(word), _) => status(word),
        (None, Some(403)) => MediaStatus::Withheld,
        (None, Some(404)) => MediaStatus::Unknown,
        (None, _) => MediaStatus::Processing,
    };
    Some(urns.iter().map(of).collect())
}

fn status(word: &str) -> MediaStatus {
    match word {
        "AVAILABLE" => MediaStatus::Available,
        "WAITING_UPLOAD" => MediaStatus::WaitingUpload,
        "PROCESSING_FAILED" => MediaStatus::Failed,
        _ => MediaStatus::Processing,
    }
}

/// The URN of a post just created, from the headers of a 201: `x-restli-id`, or `x-linkedin-id` beside it. The value
/// may come percent-encoded or as a bare id. `None`: the post is there, under a name we were not told.
pub fn created(header: impl Fn(&str) -> Option<String>) -> Option<Urn> {
    let written = header("x-restli-id").or_else(|| header("x-linkedin-id"))?;
    let written = decoded(&written);
    match written.bytes().all(|b| b.is_ascii_digit()) {
        true => format!("urn:li:share:{written}").parse().ok(),
        false => written.parse().ok(),
    }
}

/// Among an author's posts, the newest one that reads like `commentary` and is not older than `since`
/// (milliseconds since 1970).
pub fn listed(body: &[u8], commentary: &Commentary, since: i64) -> Option<Option<Urn>> {
    let posts: Posts = serde_json::from_slice(body).ok()?;
    let wanted = commentary.visible();
    let same = |written: &str| little_text::decode(written).commentary.visible() == wanted;
    Some(
        posts
            .elements
            .into_iter()
            .find(|post| post.created_at.is_some_and(|at| at >= since) && same(&post.commentary))
            .map(|post| post.id),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_new_posts_urn_may_be_encoded_bare_or_under_its_second_name() {
        let answer = |name: &'static str, value: &'static str| {
            created(move |header| (header == name).then(|| value.to_owned())).map(String::from)
        };
        assert_eq!(answer("x-restli-id", "urn:li:share:1").as_deref(), Some("urn:li:share:1"));
        assert_eq!(answer("x-restli-id", "urn%3Ali%3AugcPost%3A1").as_deref(), Some("urn:li:ugcPost:1"));
        assert_eq!(answer("x-restli-id", "17").as_deref(), Some("urn:li:share:17"));
        assert_eq!(answer("x-linkedin-id", "urn:li:share:1").as_deref(), Some("urn:li:share:1"));
        assert_eq!(answer("location", "urn:li:share:1"), None);
    }

    #[test]
    fn a_post_is_recognised_by_what_readers_see_and_by_its_age() {
        let body = json!({"elements": [
            {"id": "urn:li:share:3", "commentary": "other", "createdAt": 30},
            {"id": "urn:li:share:2", "commentary": r"We ship {hashtag|\#|today} \(really\)", "createdAt": 20},
            {"id": "urn:li:share:1", "commentary": r"We ship \(really\)", "createdAt": 10},
        ]});
        let body = body.to_string();
        let find = |text: &str, since| listed(body.as_bytes(), &Commentary::plain(text), since).unwrap();
        assert_eq!(find("We ship #today (really)", 20), Some("urn:li:share:2".parse().unwrap()));
        assert_eq!(find("We ship (really)", 20), None);
    }

    #[test]
    fn an_image_the_answer_leaves_out_is_still_in_processing() {
        let urns = ["urn:li:image:A", "urn:li:image:B"].map(|urn| urn.parse().unwrap());
        let body = br#"{"results":{"urn:li:image:A":{"status":"AVAILABLE"}},"errors":{}}"#;
        assert_eq!(media_statuses(body, &urns), Some(vec![MediaStatus::Available, MediaStatus::Processing]));
        assert_eq!(media_statuses(b"<html>", &urns), None);
    }

    #[test]
    fn an_image_may_be_refused_on_its_own() {
        let urns = ["urn:li:image:A", "urn:li:image:B", "urn:li:image:C"].map(|urn| urn.parse().unwrap());
        let body = json!({
            "results": {"urn:li:image:A": {"status": "WAITING_UPLOAD"}},
            "errors": {"urn%3Ali%3Aimage%3AB": {"status": 403, "message": "Not enough permissions"}},
            "statuses": {"urn:li:image:A": 200, "urn%3ali%3aimage%3aC": 404},
        });
        let expected = [MediaStatus::WaitingUpload, MediaStatus::Withheld, MediaStatus::Unknown];
        assert_eq!(media_statuses(body.to_string().as_bytes(), &urns), Some(expected.into()));
    }
}
