//! The fields that LinkedIn names when it refuses a request.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

/// A field, and LinkedIn's own reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RefusedField {
    /// `/content/media/altText`
    pub path: String,
    pub reason: String,
}

/// Fields that are told of at most; a body may name any number.
const MOST: usize = 12;
/// Longest path and longest reason that are kept, in characters.
const LONGEST: usize = 240;

/// The fields of a refusal: lines of the form `ERROR :: /path :: reason` in its message, else those of its input
/// errors. Lines without the word `ERROR` are read too, where they begin with a path.
pub(super) fn read(message: &str, body: &[u8]) -> Vec<RefusedField> {
    let lines: Vec<_> = message.lines().filter_map(line).take(MOST).collect();
    if lines.is_empty() { inputs(&serde_json::from_slice(body).unwrap_or_default()) } else { lines }
}

fn line(line: &str) -> Option<RefusedField> {
    let line = line.trim();
    let line = line.strip_prefix("ERROR ::").map_or(line, str::trim_start);
    let (path, reason) = line.split_once(" :: ")?;
    path.starts_with('/').then(|| field(path, reason))
}

/// `errorDetails.inputErrors[].input.inputPath.fieldPath`. Remembered from LinkedIn's Marketing APIs and confirmed
/// nowhere for posts: where it does not come, nothing is lost.
fn inputs(body: &Value) -> Vec<RefusedField> {
    let errors = body.pointer("/errorDetails/inputErrors").and_then(Value::as_array);
    let of = |error: &Value| {
        let path = error.pointer("/input/inputPath/fieldPath")?.as_str()?;
        let reason = error.get("description").and_then(Value::as_str).unwrap_or("not accepted");
        (!path.is_empty()).then(|| field(&format!("/{}", path.trim_start_matches('/')), reason))
    };
    errors.into_iter().flatten().filter_map(of).take(MOST).collect()
}

fn field(path: &str, reason: &str) -> RefusedField {
    let cut = |text: &str| text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    RefusedField { path: cut(path), reason: cut(reason) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn paths(message: &str, body: &Value) -> Vec<String> {
        read(message, body.to_string().as_bytes()).into_iter().map(|field| field.path).collect()
    }

    #[test]
    fn lines_count_before_input_errors_and_nonsense_is_passed_over() {
        let input = json!({"description": "Too long", "input": {"inputPath": {"fieldPath": "commentary"}}});
        let body = json!({"errorDetails": {"inputErrors": [null, {"input": 7}, input]}});
        assert_eq!(paths("no line", &body), ["/commentary"]);
        let lines = "ERROR :: /author :: no\n  ERROR ::  /content/media/altText :: too :: long\n/visibility :: no\nx :: y";
        assert_eq!(paths(lines, &body), ["/author", "/content/media/altText", "/visibility"]);
        assert_eq!(read(lines, b"")[1].reason, "too :: long");
    }

    proptest! {
        #[test]
        fn no_message_makes_it_panic_or_keep_much(message in any::<String>(), body in any::<Vec<u8>>()) {
            let fields = read(&message, &body);
            prop_assert!(fields.len() <= MOST);
            prop_assert!(fields.iter().all(|it| it.path.chars().count() <= LONGEST + 1));
        }

        #[test]
        fn many_lines_are_cut(count in 0..100_usize) {
            let message = "ERROR :: /x :: y\n".repeat(count);
            prop_assert_eq!(read(&message, b"").len(), count.min(MOST));
        }
    }
}
