//! Every way in which LinkedIn says no, told with what to do, and laid where it is to be done.

use galley_core::{
    checks::{ImageField, Place, Severity},
    desk::Desk,
    post::{Commentary, Draft},
    publish::{Ending, FollowedUp, Outcome},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::rehearsal::{Rehearsal, on_create, published_urn};

fn stopped(outcome: &Outcome) -> (&str, bool) {
    let Outcome::Stopped { why, safe_to_retry, .. } = outcome else { panic!("{outcome:?}") };
    (why, *safe_to_retry)
}

/// What the desk finds of a draft that LinkedIn refused.
fn refused(desk: &Desk, draft: &Draft) -> Vec<(Place, String)> {
    let findings = desk.assess(draft).findings.into_iter();
    let of_linkedin = findings.filter(|finding| finding.judgement.rule == "linkedin.refused");
    of_linkedin.map(|finding| (finding.place, finding.judgement.message)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_told_with_whose_rule_it_is_and_what_to_do() {
    const DAY: &str = "Resource level throttle APPLICATION DAY limit for calls to this resource is reached.";
    for (status, code, message, says, advises, safe) in [
        (400, "INVALID_URN_TYPE", "urn:li:member:1", "of the wrong kind", "Look at the author", false),
        (400, "INVALID_URN_ID", "urn:li:person:x", "does not know something", "Look at the author", false),
        (400, "MISSING_FIELD", "x", "asks for something that was not sent", "Change that", false),
        (400, "FIELD_LENGTH_TOO_LONG", "x", "longer than LinkedIn takes", "Shorten it", false),
        (400, "INVALID_VALUE_FOR_FIELD", "x", "does not take something", "Change that", false),
        (400, "INVALID_VALUE_BLANK_FIELD", "x", "is empty", "Fill it in", false),
        (400, "INVALID_VIDEO_ID", "x", "does not know the video", "add it again", false),
        (400, "MEDIA_ASSET_PROCESSING_FAILED", "x", "could not process", "Save the file anew", false),
        (400, "EXPIRED_UPLOAD_URL", "x", "address has expired", "Publish again", true),
        (400, "VERSION_MISSING", "x", "takes it out", "proxy", false),
        (
            400,
            "ILLEGAL_ARGUMENT",
            "Request body could not be converted to data map",
            "could not read",
            "data map",
            false,
        ),
        (401, "EMPTY_ACCESS_TOKEN", "Empty oauth2_access_token", "saw no token", "under Accounts", true),
        (401, "EXPIRED_ACCESS_TOKEN", "x", "60 days", "Renew it under Accounts. Then publish again.", true),
        (401, "REVOKED_ACCESS_TOKEN", "x", "taken back", "Renew it under Accounts", true),
        (401, "INVALID_ACCESS_TOKEN", "x", "does not accept the sign-in", "Renew it under Accounts", true),
        (
            403,
            "ACCESS_DENIED",
            "Not enough permissions to access: partnerApiPostsExternal.CREATE.20260901",
            "lacks a permission",
            "partnerApiPostsExternal.CREATE",
            false,
        ),
        (404, "NOT_FOUND", "x", "does not know the address", "may have been deleted", false),
        (405, "METHOD_NOT_ALLOWED", "x", "does not take such a request", "update of Galley", false),
        (409, "CONFLICT", "x", "at the same moment", "Publish again", true),
        (411, "", "x", "how long the request is", "without a proxy", false),
        (413, "", "x", "larger than LinkedIn takes", "Make it smaller", false),
        (415, "", "x", "of a kind", "Convert it", false),
        (422, "", "x", "refuses the request", "Change that", false),
        (422, "DUPLICATE_POST", "x", "already has a post with this text", "Change the text", false),
        (
            429,
            "TOO_MANY_REQUESTS",
            DAY,
            "everybody who uses it",
            "01:00 on 23 November here (UTC+01:00)",
            true,
        ),
        (418, "", "x", "refuses the request", "(LinkedIn: “x”)", false),
    ] {
        let rehearsal = Rehearsal::new().await;
        let effect = json!({"kind": "status", "status": status, "code": code, "message": message});
        rehearsal
            .faults(json!([{"method": "POST", "route": "/rest/posts", "count": 2, "effect": effect}]))
            .await;
        let outcome = rehearsal.publish(rehearsal.draft("Refused", 0).id).await;
        let (why, safe_to_retry) = stopped(&outcome);
        assert!(why.contains(says) && why.contains(advises), "{status} {code}: {why}");
        assert_eq!(safe_to_retry, safe, "{status} {code}: {why}");
        assert!(rehearsal.posts().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_at_linkedin_is_told_by_its_status_and_never_as_a_refusal() {
    for (status, says) in
        [(500, "look at the sign-in"), (503, "not at hand"), (504, "too long"), (502, "502")]
    {
        let rehearsal = Rehearsal::new().await;
        let effect = json!({"kind": "status", "status": status});
        rehearsal.faults(json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": effect}])).await;
        let outcome = rehearsal.publish(rehearsal.draft("Not now", 1).id).await;
        let (why, safe) = stopped(&outcome);
        assert!(why.contains(says) && why.contains(&status.to_string()) && safe, "{why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_days_limit_says_whose_it_is_and_when_it_ends_by_the_readers_clock() {
    let day = |whose: &str| {
        format!("Resource level throttle {whose} DAY limit for calls to this resource is reached.")
    };
    for (whose, says) in [("APPLICATION", "The app’s requests"), ("MEMBER", "Your requests")] {
        let rehearsal = Rehearsal::new().await;
        let effect = json!({"kind": "status", "status": 429, "message": day(whose)});
        rehearsal.faults(json!([{"route": "/rest/images", "effect": effect}])).await;
        let outcome = rehearsal.publish(rehearsal.draft("Tomorrow", 1).id).await;
        let (why, safe) = stopped(&outcome);
        assert!(why.starts_with(says) && safe, "{why}");
        assert!(
            why.ends_with(
                "A new day begins at 00:00 UTC, which is 01:00 on 23 November here (UTC+01:00). Publish again after that."
            ),
            "{why}"
        );
        let Outcome::Stopped { not_before, .. } = &outcome else { panic!("{outcome:?}") };
        let midnight: Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        assert_eq!(*not_before, Some(midnight.as_millisecond()));
        assert_eq!(rehearsal.requests("POST", "/rest/images").await.len(), 1, "not tried again today");
        let again = rehearsal.publish(rehearsal.draft("Tomorrow, too", 1).id).await;
        assert_eq!(again, outcome, "the next attempt is told the same");
        assert_eq!(rehearsal.requests("POST", "/rest/images").await.len(), 1, "and nothing is sent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_no_post_can_be_made_today_no_file_is_sent_for_one_until_midnight_by_utc() {
    let rehearsal = Rehearsal::new().await;
    let message = "Resource level throttle MEMBER DAY limit for calls to this resource is reached.";
    let effect = json!({"kind": "status", "status": 429, "message": message});
    rehearsal.faults(json!([{"method": "POST", "route": "/rest/posts", "count": 1, "effect": effect}])).await;
    stopped(&rehearsal.publish(rehearsal.draft("Too much", 0).id).await);

    let draft = rehearsal.draft("With a picture", 1);
    let restarted = rehearsal.restarted().await;
    let seal = restarted.review(draft.id).unwrap().seal;
    let outcome = restarted.publish(draft.id, seal, |_| ()).await.unwrap().outcome;
    let (why, safe) = stopped(&outcome);
    assert!(safe && why.contains("01:00 on 23 November here"), "{why}");
    assert!(rehearsal.requests("POST", "/rest/images").await.is_empty(), "it outlives the window");

    rehearsal.clock.pass(std::time::Duration::from_secs(12 * 3_600));
    published_urn(&rehearsal.publish(draft.id).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_field_is_found_at_its_place_until_the_draft_says_something_else() {
    let rehearsal = Rehearsal::new().await;
    let message = "ERROR :: /content/multiImage/images/1/altText :: length is over the limit\n ERROR :: /commentary :: \
                   is not allowed\n ERROR :: /distribution/targetEntities/0 :: unrecognized field found but not allowed";
    let refusal = json!({"kind": "status", "status": 422, "message": message, "code": ""});
    rehearsal.faults(on_create(refusal)).await;
    let mut draft = rehearsal.draft("As it was", 3);
    let outcome = rehearsal.publish(draft.id).await;
    let (why, safe) = stopped(&outcome);
    assert!(why.contains("The alt text of image 2: “length is over the limit”.") && !safe, "{why}");

    let second = draft.attachment.images()[1].media;
    let found = refused(&rehearsal.desk, &draft);
    let places: Vec<Place> = found.iter().map(|(place, _)| *place).collect();
    let alt_text = Place::Image { media: second, field: ImageField::AltText };
    assert_eq!(places, [alt_text, Place::Text { from: None }, Place::Visibility]);
    assert!(found[1].1.starts_with("LinkedIn refused the text: “is not allowed”."), "{}", found[1].1);
    let assessment = rehearsal.desk.assess(&draft);
    assert!(assessment.publishable, "it may be published again all the same");
    assert!(assessment.findings.iter().any(|finding| finding.judgement.severity == Severity::Warn));

    // Also after a restart, as soon as the draft is opened.
    let restarted = rehearsal.restarted().await;
    let opened = restarted.open_draft(draft.id).unwrap();
    assert_eq!(refused(&restarted, &opened.draft).len(), 3);

    let before = draft.commentary.clone();
    draft.commentary = Commentary::plain("Changed");
    assert_eq!(refused(&rehearsal.desk, &draft), [], "it says something else");
    draft.commentary = before;
    assert_eq!(refused(&rehearsal.desk, &draft).len(), 3, "it says that again");

    published_urn(&rehearsal.publish(draft.id).await);
    assert_eq!(refused(&rehearsal.desk, &draft), [], "it was taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_of_a_bad_value_is_named_too() {
    let rehearsal = Rehearsal::new().await;
    let draft = rehearsal.draft("Hello", 0);
    let stranger: Value = json!({"kind": "status", "status": 400, "code": "INVALID_VALUE_FOR_FIELD",
        "message": "/author :: urn:li:person:7 is not the member of this token"});
    rehearsal.faults(on_create(stranger)).await;
    let outcome = rehearsal.publish(draft.id).await;
    let Outcome::Stopped { refused, why, .. } = &outcome else { panic!("{outcome:?}") };
    assert_eq!(refused[0].path, "/author");
    assert!(why.contains("Who posts: “urn:li:person:7 is not the member of this token”."), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_that_linkedin_does_not_want_is_told_in_its_words_with_the_way_by_hand() {
    let rehearsal = Rehearsal::new().await;
    let message = "Invalid query parameters passed to request";
    let effect = json!({"kind": "status", "status": 400, "code": "ILLEGAL_ARGUMENT", "message": message});
    rehearsal
        .faults(
            json!([{"route": "/rest/socialMetadata/*?actor=urn:li:person:SandboxMember1", "effect": effect}]),
        )
        .await;
    let mut draft = rehearsal.draft("Quiet", 0);
    draft.comments_closed = true;
    rehearsal.desk.edit(&draft, None);
    let outcome = rehearsal.publish(draft.id).await;
    let Outcome::Published { urn: Some(_), after, .. } = &outcome else { panic!("{outcome:?}") };
    let [FollowedUp { ending: Ending::NotDone { why, safe_to_retry: false, .. }, .. }] = &after[..] else {
        panic!("{after:?}")
    };
    assert!(why.contains(message) && why.ends_with("in the menu of the post on LinkedIn."), "{why}");
}
