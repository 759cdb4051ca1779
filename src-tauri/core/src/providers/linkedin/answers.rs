//! What LinkedIn's answers mean.

use std::borrow::Cow;

use serde_json::Value;

use super::wire::{Post, States, decoded};
use crate::post::{Urn, little_text};

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

/// Reads the states of files; one that is left out counts as in processing.
pub fn media_statuses(body: &[u8], urns: &[Urn]) -> Option<Vec<MediaStatus>> {
    let states = States::read(body)?;
    let of = |urn| match (states.state(urn), states.refusal(urn)) {
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

/// The URN of a post just created, from the headers of a 201: `x-restli-id`, or `x-linkedin-id` beside it, perhaps
/// percent-encoded. `None`: the post is there, under a name we were not told. A number alone is no name, because it may
/// be that of a `share` or of a `ugcPost`.
pub fn created(header: impl Fn(&str) -> Option<String>) -> Option<Urn> {
    ["x-restli-id", "x-linkedin-id"].into_iter().find_map(|name| decoded(&header(name)?).parse().ok())
}

/// What an author's list of posts says of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    Found(Urn),
    NotThere,
    /// The list makes no sense.
    Unreadable,
}

/// Among an author's posts, the newest one that looks like the post `sent` (the body of the request that makes it)
/// and is not older than `since` (milliseconds since 1970). Its text has to read the same, and what it carries has
/// to be the same, files by the very names they were uploaded under: the same words under another picture are another
/// post.
pub fn listed(body: &[u8], sent: &Value, since: i64) -> Listed {
    let list: Value = serde_json::from_slice(body).unwrap_or_default();
    let Some(posts) = list.get("elements").and_then(Value::as_array) else { return Listed::Unreadable };
    let Some(wanted) =
        looks_of(&Post(sent)).filter(|(text, carried)| !text.is_empty() || !carried.is_empty())
    else {
        return Listed::NotThere;
    };
    posts
        .iter()
        .map(Post)
        .find(|post| {
            post.created_at().is_some_and(|at| at >= since) && looks_of(post).as_ref() == Some(&wanted)
        })
        .and_then(|post| post.id())
        .map_or(Listed::NotThere, Listed::Found)
}

/// Whether the post that this body makes is only ever shown as an advertisement.
pub fn is_dark(body: &Value) -> bool {
    Post(body).is_dark()
}

/// The text as readers see it, and what stands below it.
fn looks_of<'a>(post: &Post<'a>) -> Option<(String, Vec<Cow<'a, str>>)> {
    Some((little_text::decode(post.commentary()).commentary.visible(), post.carries()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_new_posts_urn_may_be_encoded_or_under_its_second_name() {
        let answer = |name: &'static str, value: &'static str| {
            created(move |header| (header == name).then(|| value.to_owned())).map(String::from)
        };
        assert_eq!(answer("x-restli-id", "urn:li:share:1").as_deref(), Some("urn:li:share:1"));
        assert_eq!(answer("x-restli-id", "urn%3Ali%3AugcPost%3A1").as_deref(), Some("urn:li:ugcPost:1"));
        assert_eq!(answer("x-linkedin-id", "urn:li:share:1").as_deref(), Some("urn:li:share:1"));
        assert_eq!(answer("location", "urn:li:share:1"), None);
    }

    #[test]
    fn a_first_name_that_says_nothing_leaves_the_second() {
        for nothing in ["", "urn:li:", "not a URN", "%20", "17", "share:17"] {
            let urn = created(|header| match header {
                "x-restli-id" => Some(nothing.to_owned()),
                "x-linkedin-id" => Some("urn:li:share:1".to_owned()),
                _ => None,
            });
            assert_eq!(urn.map(String::from).as_deref(), Some("urn:li:share:1"), "{nothing:?}");
        }
    }

    #[test]
    fn a_number_alone_names_no_post() {
        assert_eq!(created(|_| Some("7430000000000000001".to_owned())), None);
    }

    fn found(id: &str) -> Listed {
        Listed::Found(id.parse().unwrap())
    }

    #[test]
    fn a_post_is_recognised_by_what_readers_see_and_by_its_age() {
        let body = json!({"elements": [
            {"id": "urn:li:share:4", "commentary": null, "createdAt": 40},
            {"id": "urn:li:share:3", "commentary": "other", "createdAt": 30},
            {"id": "urn:li:share:2", "commentary": r"We ship {hashtag|\#|today} \(really\)", "createdAt": 20},
            {"id": "urn:li:share:1", "commentary": r"We ship \(really\)", "createdAt": 10},
        ]});
        let body = body.to_string();
        let find = |text: &str, since| listed(body.as_bytes(), &json!({"commentary": text}), since);
        assert_eq!(find(r"We ship #today \(really\)", 20), found("urn:li:share:2"));
        assert_eq!(find(r"We ship \(really\)", 20), Listed::NotThere);
        assert_eq!(find("", 0), Listed::NotThere, "nothing to know it by");
        assert_eq!(listed(b"<html>", &json!({"commentary": "other"}), 0), Listed::Unreadable);
    }

    #[test]
    fn a_post_with_images_is_recognised_by_them_too() {
        let (one, two) = (json!({"id": "urn:li:image:A"}), json!({"id": "urn:li:image:B", "altText": "B"}));
        let single = |image: &Value| json!({"media": image});
        let several = |images: [&Value; 2]| json!({"multiImage": {"images": images}});
        let unheard_of = json!({"reference": {"id": "urn:li:event:1"}});
        let contents = [
            single(&one),
            single(&two),
            several([&one, &two]),
            several([&two, &one]),
            unheard_of,
            Value::Null,
        ];
        let list = |text: &str| {
            let post = |(at, content): (usize, &Value)| json!({"id": format!("urn:li:share:{at}"), "commentary": text, "content": content, "createdAt": 9});
            json!({"elements": contents.iter().enumerate().map(post).collect::<Vec<_>>()}).to_string()
        };
        for text in ["", "Our harbour"] {
            let body = list(text);
            for (at, content) in contents.iter().enumerate().take(4) {
                let sent = json!({"commentary": text, "content": content});
                assert_eq!(listed(body.as_bytes(), &sent, 0), found(&format!("urn:li:share:{at}")));
            }
            let unnamed = json!({"commentary": text, "content": {"media": {"id": "{urn of step 1}"}}});
            assert_eq!(listed(body.as_bytes(), &unnamed, 0), Listed::NotThere);
        }
        let text_alone = json!({"commentary": "Our harbour"});
        assert_eq!(listed(list("Our harbour").as_bytes(), &text_alone, 0), found("urn:li:share:5"));
    }

    #[test]
    fn a_poll_is_recognised_by_its_words_and_a_reshare_by_what_it_shares() {
        let poll = |option: &str| json!({"poll": {"question": "Which?", "options": [{"text": "A"}, {"text": option}], "settings": {"duration": "ONE_DAY"}}});
        let shared = |parent: &str| json!({"parent": parent, "root": "urn:li:share:1"});
        let body = json!({"elements": [
            {"id": "urn:li:share:1", "commentary": "Look", "createdAt": 9},
            {"id": "urn:li:ugcPost:2", "commentary": "Look", "createdAt": 9, "content": poll("B")},
            {"id": "urn:li:share:3", "commentary": "Look", "createdAt": 9, "reshareContext": shared("urn:li:share:7")},
            {"id": "urn:li:share:4", "commentary": "", "createdAt": 9, "reshareContext": shared("urn:li:share:7")},
        ]});
        let find = |sent: Value| listed(body.to_string().as_bytes(), &sent, 0);
        let sharing =
            |text: &str, parent: &str| json!({"commentary": text, "reshareContext": {"parent": parent}});
        assert_eq!(find(json!({"commentary": "Look"})), found("urn:li:share:1"));
        assert_eq!(find(json!({"commentary": "Look", "content": poll("B")})), found("urn:li:ugcPost:2"));
        assert_eq!(find(json!({"commentary": "Look", "content": poll("C")})), Listed::NotThere);
        assert_eq!(find(sharing("Look", "urn:li:share:7")), found("urn:li:share:3"));
        assert_eq!(find(sharing("", "urn:li:share:7")), found("urn:li:share:4"));
        assert_eq!(find(sharing("", "urn:li:share:8")), Listed::NotThere);
    }

    #[test]
    fn a_link_is_recognised_by_its_address_however_spelled_its_title_and_its_picture() {
        let link = |source: &str, title: &str, more: Value| {
            let mut article = json!({"source": source, "title": title});
            article.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json!({"article": article})
        };
        let picture = json!({"thumbnail": "urn:li:image:A", "thumbnailAltText": "A ship"});
        let body = json!({"elements": [
            {"id": "urn:li:share:1", "commentary": "Read", "createdAt": 9},
            {"id": "urn:li:share:2", "commentary": "Read", "createdAt": 9,
             "content": link("https://example.com/news", "News", json!({"description": "All of it"}))},
            {"id": "urn:li:share:3", "commentary": "Read", "createdAt": 9,
             "content": link("https://example.com/", "News", picture.clone())},
        ]});
        let find = |content: Value| {
            listed(body.to_string().as_bytes(), &json!({"commentary": "Read", "content": content}), 0)
        };
        assert_eq!(find(link("https://EXAMPLE.com/news", "News", json!({}))), found("urn:li:share:2"));
        assert_eq!(find(link("https://example.com", "News", picture)), found("urn:li:share:3"));
        assert_eq!(find(link("https://example.com/", "News", json!({}))), Listed::NotThere);
        assert_eq!(find(link("https://example.com/news", "Other news", json!({}))), Listed::NotThere);
    }

    #[test]
    fn a_file_that_is_asked_for_alone_answers_alone() {
        let urns = ["urn:li:document:A".parse().unwrap()];
        let state = |body: &[u8]| media_statuses(body, &urns).map(|states| states[0]);
        assert_eq!(
            state(br#"{"id":"urn:li:document:A","status":"AVAILABLE"}"#),
            Some(MediaStatus::Available)
        );
        assert_eq!(state(br#"{"status":"PROCESSING_FAILED"}"#), Some(MediaStatus::Failed));
        assert_eq!(state(br#"{"id":"urn:li:document:A"}"#), Some(MediaStatus::Processing));
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
