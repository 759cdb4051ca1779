use super::*;
use crate::post::{Poll, PollDuration, Reshare};

fn poll(question: &str, options: &[&str]) -> Draft {
    let options = options.iter().map(|&option| option.to_owned()).collect();
    let poll = Poll { question: question.to_owned(), options, duration: PollDuration::SevenDays };
    Draft { attachment: Attachment::Poll { poll }, ..draft("Say", 0) }
}

fn reshare(of: &str) -> Draft {
    Draft { attachment: Attachment::Reshare { reshare: Reshare { of: of.to_owned() } }, ..draft("", 0) }
}

fn said(draft: &Draft) -> Vec<(&'static str, Severity)> {
    rules(&findings(draft, &photograph()))
}

#[test]
fn a_poll_asks_up_to_140_characters_and_has_two_to_four_options_of_30() {
    let (question, option) = ("q".repeat(140), "o".repeat(30));
    assert_eq!(said(&poll(&question, &[&option, "No"])), []);
    assert_eq!(said(&poll("Which?", &["A", "B", "C", "D"])), []);
    let long = findings(&poll(&"q".repeat(141), &["Yes", &"o".repeat(31)]), &photograph());
    assert_eq!(rules(&long), [("poll.question", Severity::Block), ("poll.option", Severity::Block)]);
    assert_eq!((long[0].judgement.measured, long[0].judgement.limit), (Some(141), Some(140)));
    assert_eq!(long[1].place, Place::Poll { field: PollField::Option(1) });
    assert!(
        long[1].judgement.message.starts_with("Option 2 has 31 characters"),
        "{}",
        long[1].judgement.message
    );
    assert_eq!(said(&poll("Which?", &["A"])), [("poll.options", Severity::Block)]);
    assert_eq!(said(&poll("Which?", &["A", "B", "C", "D", "E"])), [("poll.options", Severity::Block)]);
}

#[test]
fn an_emoji_counts_as_the_two_units_that_it_has() {
    assert_eq!(said(&poll("Which?", &[&"🚀".repeat(15), "No"])), []);
    assert_eq!(said(&poll("Which?", &[&"🚀".repeat(16), "No"])), [("poll.option", Severity::Block)]);
}

#[test]
fn a_poll_just_begun_is_told_what_it_lacks_and_not_that_there_is_no_text() {
    let begun = Draft { commentary: Commentary::default(), ..poll("", &["", ""]) };
    assert_eq!(said(&begun), [("poll.question_missing", Severity::Block), ("poll.options", Severity::Block)]);
}

#[test]
fn an_option_without_words_is_left_out_and_one_that_is_there_already_blocks() {
    assert_eq!(said(&poll("Which?", &["A", " ", "B"])), [("poll.option_empty", Severity::Advise)]);
    let twice = findings(&poll("Which?", &["Yes", "No", " yes "]), &photograph());
    assert_eq!(rules(&twice), [("poll.option_twice", Severity::Block)]);
    assert_eq!(twice[0].place, Place::Poll { field: PollField::Option(2) });
    assert!(twice[0].judgement.message.contains("the same as option 1"));
}

#[test]
fn a_post_to_share_is_named_by_what_linkedin_takes() {
    assert_eq!(said(&reshare("urn:li:share:7")), []);
    assert_eq!(said(&reshare("https://www.linkedin.com/feed/update/urn:li:ugcPost:7/")), []);
    assert_eq!(said(&reshare(" ")), [("reshare.missing", Severity::Block)]);
    assert_eq!(said(&reshare("https://www.linkedin.com/in/someone")), [("reshare.address", Severity::Block)]);
    let activity = findings(&reshare("https://www.linkedin.com/posts/a_b-activity-7-Cd"), &photograph());
    assert_eq!(rules(&activity), [("reshare.activity", Severity::Block)]);
    assert!(activity[0].judgement.message.contains("urn:li:activity:7"));
    assert!(activity[0].judgement.message.contains("Embed this post"));
}
