use super::*;

fn below(first_comment: &str, comments_closed: bool) -> Draft {
    Draft { first_comment: first_comment.to_owned(), comments_closed, ..draft("Say", 0) }
}

fn said(draft: &Draft) -> Vec<(&'static str, Severity)> {
    rules(&findings(draft, &photograph()))
}

#[test]
fn a_first_comment_has_up_to_1250_characters() {
    assert_eq!(said(&below(&"c".repeat(1_250), false)), []);
    let long = findings(&below(&"c".repeat(1_251), false), &photograph());
    assert_eq!(rules(&long), [("comment.length", Severity::Block)]);
    assert_eq!((long[0].judgement.measured, long[0].place), (Some(1_251), Place::FirstComment));
}

#[test]
fn comments_are_closed_or_begun_and_not_both() {
    assert_eq!(said(&below("", true)), []);
    assert_eq!(said(&below(" \n", true)), []);
    assert_eq!(said(&below("More below", true)), [("comment.closed", Severity::Block)]);
}

#[test]
fn a_sign_in_that_may_not_comment_is_told_beforehand_and_may_publish_all_the_same() {
    let barred = Speaker { barred_from_comments: Some("this token lacks it.".to_owned()), ..member() };
    let found = |draft: &Draft| rules(&check(draft, |_| None, |_| None, Some(&barred), &LINKEDIN));
    assert_eq!(found(&below("", false)), []);
    assert_eq!(found(&below("More below", false)), [("comment.permission", Severity::Warn)]);
    assert_eq!(found(&below("", true)), [("comment.permission", Severity::Warn)]);
}
