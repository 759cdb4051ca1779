//! Holds a body against a table and collects everything that is wrong, not just the first thing.

use serde_json::{Map, Value};
use url::Url;

use super::{Field, Need, Shape};
use crate::urn::{Urn, UrnError};
use crate::wire::{Refusal, SchemaFlaw, ValueCode, ValueFlaw};

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) schema: Vec<SchemaFlaw>,
    pub(crate) values: Vec<ValueFlaw>,
}

impl Verdict {
    /// # Errors
    /// All flaws of shape as one 422, else the first bad value as a 400.
    pub(crate) fn into_result(self) -> Result<(), Refusal> {
        if !self.schema.is_empty() {
            return Err(Refusal::Schema(self.schema));
        }
        self.values.into_iter().next().map_or(Ok(()), |flaw| Err(flaw.into()))
    }

    fn schema(&mut self, path: &str, reason: impl Into<String>) {
        self.schema.push(SchemaFlaw { path: path.to_owned(), reason: reason.into() });
    }

    fn value(&mut self, code: ValueCode, path: &str, message: impl Into<String>) {
        self.values.push(ValueFlaw::new(code, path, message));
    }
}

/// Holds `body` against `fields`. The walk goes only as deep as the table does.
pub(crate) fn check(body: &Map<String, Value>, fields: &[Field]) -> Verdict {
    let mut verdict = Verdict::default();
    record(body, fields, "", &mut verdict);
    verdict
}

fn record(body: &Map<String, Value>, fields: &[Field], path: &str, verdict: &mut Verdict) {
    for field in fields {
        let place = format!("{path}/{}", field.name);
        match (body.get(field.name), field.need) {
            (None, Need::Required) => {
                verdict.schema(&place, "field is required but not found and has no default value");
            }
            (None, _) => {}
            (Some(_), Need::ReadOnly) => verdict.schema(&place, "ReadOnly field present in a request"),
            (Some(_), Need::CreateOnly) => {
                verdict.schema(&place, "CreateOnly field present in a partial_update request");
            }
            (Some(found), Need::Required | Need::Optional) => value(found, field.shape, &place, verdict),
        }
    }
    for name in body.keys().filter(|name| fields.iter().all(|field| field.name != name.as_str())) {
        verdict.schema(&format!("{path}/{name}"), "unrecognized field found but not allowed");
    }
}

fn value(found: &Value, shape: Shape, path: &str, verdict: &mut Verdict) {
    match (shape, found) {
        (Shape::Anything, _) | (Shape::Text, Value::String(_)) | (Shape::Flag, Value::Bool(_)) => {}
        (Shape::Count, Value::Number(number)) if number.is_u64() => {}
        (Shape::TextUpTo(limit), Value::String(text)) => {
            let length = text.encode_utf16().count();
            if length > limit {
                let message = format!("length {length} is more than the maximum of {limit}");
                verdict.value(ValueCode::FieldLengthTooLong, path, message);
            }
        }
        (Shape::Urn(kinds), Value::String(text)) => urn(text, kinds, path, verdict),
        (Shape::Symbol(words), Value::String(text)) => {
            if !words.contains(&text.as_str()) {
                verdict.schema(path, format!("\"{text}\" is not an enum symbol"));
            }
        }
        (Shape::Link, Value::String(text)) => {
            if !Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
                verdict.value(
                    ValueCode::InvalidValueForField,
                    path,
                    format!("\"{text}\" is not a web address"),
                );
            }
        }
        (Shape::Record(fields), Value::Object(inner)) => record(inner, fields, path, verdict),
        (Shape::Union(fields), Value::Object(inner)) => {
            record(inner, fields, path, verdict);
            if inner.len() != 1 {
                verdict.schema(path, "union type is not a map with a single entry");
            }
        }
        (Shape::List(of), Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                value(item, *of, &format!("{path}/{at}"), verdict);
            }
        }
        (shape, found) => {
            verdict.schema(path, format!("{} cannot be coerced to {}", shown(found), type_name(shape)));
        }
    }
}

fn urn(text: &str, kinds: &[&str], path: &str, verdict: &mut Verdict) {
    match text.parse::<Urn>() {
        Ok(urn) if kinds.contains(&urn.kind()) => {}
        Ok(_) | Err(UrnError::NotAUrn(_)) => {
            let message = format!("\"{text}\" is not a URN of type {}", kinds.join(" or "));
            verdict.value(ValueCode::InvalidUrnType, path, message);
        }
        Err(UrnError::BadId(_)) => {
            verdict.value(ValueCode::InvalidUrnId, path, format!("\"{text}\" has an invalid id"));
        }
    }
}

fn type_name(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::TextUpTo(_) | Shape::Link => "String",
        Shape::Flag => "Boolean",
        Shape::Count => "Long",
        Shape::Urn(_) => "Urn",
        Shape::Symbol(_) => "an enum symbol",
        Shape::Record(_) => "a record",
        Shape::Union(_) => "a union",
        Shape::List(_) => "an array",
        Shape::Anything => "anything",
    }
}

fn shown(found: &Value) -> String {
    match found {
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "a map".into(),
        plain => plain.to_string(),
    }
}
