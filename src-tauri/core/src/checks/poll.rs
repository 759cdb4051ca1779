//! Rules of a poll.

use super::{
    Finding, Judgement, Limit, Limits, Place, PollField,
    Severity::{Advise, Block},
    words::thousands,
};
use crate::post::{Attachment, Draft, Poll, one_line, utf16_len};

pub(super) fn check(draft: &Draft, limits: &Limits) -> Vec<Finding> {
    let Attachment::Poll { poll } = &draft.attachment else { return Vec::new() };
    let at = |field| Place::Poll { field };
    let mut findings: Vec<Finding> =
        question(&poll.question, limits).into_iter().map(|it| it.at(at(PollField::Question))).collect();
    findings.extend(count(poll, limits).map(|it| it.at(at(PollField::Options))));
    for (index, option) in (0..).zip(&poll.options) {
        let said = one(poll, index as usize, option, limits);
        findings.extend(said.map(|it| it.at(at(PollField::Option(index)))));
    }
    findings
}

fn question(question: &str, limits: &Limits) -> Option<Judgement> {
    let limit = limits.poll.question;
    if one_line(question).is_empty() {
        let message =
            format!("The poll asks nothing yet. Write a question of up to {} characters.", limit.value);
        return Some(Judgement::new("poll.question_missing", Block, message).by(limit.source));
    }
    too_long("poll.question", "The question", question, limit, limits)
}

/// Options without words are not sent, and do not count.
fn count(poll: &Poll, limits: &Limits) -> Option<Judgement> {
    let (fewest, most) = (limits.poll.fewest, limits.poll.most);
    let filled = poll.filled().count() as u64;
    let provider = limits.files.provider;
    let has = match filled {
        0 => "no option".to_owned(),
        1 => "1 option".to_owned(),
        several => format!("{several} options"),
    };
    let takes =
        format!("The poll has {has} to choose from; {provider} takes {} to {}.", fewest.value, most.value);
    if filled < fewest.value {
        let message = format!("{takes} Write at least {} more.", fewest.value - filled);
        return Some(Judgement::new("poll.options", Block, message).against(filled, fewest));
    }
    (filled > most.value).then(|| {
        let message = format!("{takes} Remove {}.", filled - most.value);
        Judgement::new("poll.options", Block, message).against(filled, most)
    })
}

fn one(poll: &Poll, index: usize, option: &str, limits: &Limits) -> Option<Judgement> {
    let number = index + 1;
    let is_filled = |option: &&String| !one_line(option).is_empty();
    if one_line(option).is_empty() {
        // While there are too few, that is what is said.
        let enough = poll.options.iter().filter(is_filled).count() as u64 >= limits.poll.fewest.value;
        let message = format!("Option {number} has no words and is left out. Write it or remove it.");
        return enough.then(|| Judgement::new("poll.option_empty", Advise, message));
    }
    let alike = |other: &String| one_line(other).to_lowercase() == one_line(option).to_lowercase();
    if let Some(first) = poll.options.iter().take(index).position(alike) {
        let message = format!(
            "Option {number} is the same as option {}, so that no vote for it would tell anything. Change one of them.",
            first + 1
        );
        return Some(
            Judgement::new("poll.option_twice", Block, message)
                .by("Not published by LinkedIn: readers could not tell two alike apart"),
        );
    }
    too_long("poll.option", &format!("Option {number}"), option, limits.poll.option, limits)
}

fn too_long(rule: &'static str, what: &str, text: &str, limit: Limit, limits: &Limits) -> Option<Judgement> {
    let units = u64::from(utf16_len(&one_line(text)));
    (units > limit.value).then(|| {
        let message = format!(
            "{what} has {} characters; {} takes {}. Take out at least {}.",
            thousands(units),
            limits.files.provider,
            thousands(limit.value),
            thousands(units - limit.value)
        );
        Judgement::new(rule, Block, message).against(units, limit)
    })
}
