//! `content.poll`: a question with two to four answers (LinkedIn Poll API).

use serde_json::Value;

use super::Kind;
use crate::schema::Shape::{Flag, List, Record, Symbol, TextUpTo};
use crate::schema::{Field, optional, required};
use crate::wire::{Refusal, ValueCode, ValueFlaw};

pub(super) const KIND: Kind =
    Kind { field: optional("poll", Record(FIELDS)), attachments: |_| Vec::new(), check };

const FIELDS: &[Field] = &[
    required("question", TextUpTo(140)),
    required("options", List(&Record(&[required("text", TextUpTo(30))]))),
    required("settings", Record(SETTINGS)),
];

const SETTINGS: &[Field] = &[
    required("duration", Symbol(&["ONE_DAY", "THREE_DAYS", "SEVEN_DAYS", "FOURTEEN_DAYS"])),
    optional("voteSelectionType", Symbol(&["SINGLE_VOTE", "MULTIPLE_VOTE"])),
    optional("isVoterVisibleToAuthor", Flag),
];

fn check(poll: &Value) -> Result<(), Refusal> {
    const PLACE: &str = "/content/poll";
    let options = poll["options"].as_array().map_or(&[][..], Vec::as_slice);
    if !(2..=4).contains(&options.len()) {
        let message = format!("a poll has 2 to 4 options, not {}", options.len());
        return Err(ValueFlaw::invalid(format!("{PLACE}/options"), message).into());
    }
    let blank = |text: &Value| text.as_str().is_none_or(|text| text.trim().is_empty());
    if blank(&poll["question"]) || options.iter().any(|option| blank(&option["text"])) {
        let message = "the question and every option need words";
        return Err(ValueFlaw::new(ValueCode::InvalidValueBlankField, PLACE, message).into());
    }
    let settings = &poll["settings"];
    if settings["voteSelectionType"] == "MULTIPLE_VOTE" || settings["isVoterVisibleToAuthor"] == false {
        let message = "only SINGLE_VOTE with voters that the author sees is supported";
        return Err(ValueFlaw::invalid(format!("{PLACE}/settings"), message).into());
    }
    Ok(())
}
