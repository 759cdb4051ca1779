//! What LinkedIn says of files, and of requests that it refuses.

use serde_json::{Map, Value};

use crate::post::Urn;

/// The answer to a question for the states of files: one file by itself, or a `BATCH_GET`, in which each key stands
/// in `results` or in `errors`, percent-encoded or not.
pub struct States(Map<String, Value>);

impl States {
    pub fn read(body: &[u8]) -> Option<States> {
        serde_json::from_slice(body).ok().map(States)
    }

    /// The state of a file, in LinkedIn's word.
    pub fn state(&self, urn: &Urn) -> Option<&str> {
        let of_one = || self.0.get("status")?.as_str();
        let of_many = || self.of("results", urn)?.get("status")?.as_str();
        of_one().or_else(of_many)
    }

    /// What is told of one of many.
    pub fn entity(&self, urn: &Urn) -> Option<&Value> {
        self.of("results", urn).filter(|entity| entity.is_object())
    }

    /// The HTTP status of the refusal to tell a file's state, though the whole answer is a 200.
    pub fn refusal(&self, urn: &Urn) -> Option<u64> {
        let error = || self.of("errors", urn)?.get("status")?.as_u64();
        error().or_else(|| self.of("statuses", urn)?.as_u64())
    }

    fn of(&self, map: &str, urn: &Urn) -> Option<&Value> {
        let named = |(key, _): &(&String, &Value)| decoded(key) == urn.as_str();
        self.0.get(map)?.as_object()?.iter().find(named).map(|(_, value)| value)
    }
}

/// A URN that may come percent-encoded.
pub fn decoded(urn: &str) -> String {
    urn.replace("%3A", ":").replace("%3a", ":")
}

/// What a body of 4xx says. Any part of it may be missing, `null` or of another type; the rest still counts.
#[derive(Debug, Default)]
pub struct ErrorBody {
    /// `message`, or else the first description among the input errors.
    pub message: String,
    /// Its own code first, then those of the input errors.
    pub codes: Vec<String>,
}

impl ErrorBody {
    pub fn read(body: &[u8]) -> ErrorBody {
        ErrorBody::of(&serde_json::from_slice(body).unwrap_or_default())
    }

    fn of(body: &Value) -> ErrorBody {
        let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(str::to_owned);
        let input_errors = body.pointer("/errorDetails/inputErrors").and_then(Value::as_array);
        let input_errors = input_errors.map(Vec::as_slice).unwrap_or_default();
        let message = text(body, "message").filter(|message| !message.is_empty());
        let described = || input_errors.iter().find_map(|error| text(error, "description"));
        ErrorBody {
            message: message.or_else(described).unwrap_or_default(),
            codes: std::iter::once(body)
                .chain(input_errors)
                .filter_map(|error| text(error, "code"))
                .collect(),
        }
    }
}
