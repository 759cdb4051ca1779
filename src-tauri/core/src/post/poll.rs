//! A question to the readers.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::one_line;

/// A question and the answers to choose from. Each reader has one vote, and the author sees who voted for what.
///
/// Source: Polls API; `voteSelectionType` knows one value and `isVoterVisibleToAuthor` cannot be false.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Poll {
    pub question: String,
    /// In the order they are shown.
    pub options: Vec<String>,
    pub duration: PollDuration,
}

/// How long a poll takes votes.
///
/// Source: Polls API, `settings.duration`. Other clients send `ONE_WEEK`, which is none of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PollDuration {
    OneDay,
    ThreeDays,
    #[default]
    SevenDays,
    FourteenDays,
}

impl Poll {
    /// The options that have words, each with its place among all of them. Only these are published.
    pub fn filled(&self) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
        let said = self.options.iter().map(|option| one_line(option));
        said.enumerate().filter(|(_, option)| !option.is_empty())
    }

    /// What can be read of it.
    pub fn words(&self) -> Vec<&str> {
        std::iter::once(&self.question).chain(&self.options).map(String::as_str).collect()
    }
}
