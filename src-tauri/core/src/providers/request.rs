//! A request as data: shown in the wire view, printed by a dry run, kept in the journal, and sent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::StepId;
use crate::post::Urn;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// As it is written in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// One request to a provider, without the token. Names that LinkedIn has yet to give are left open:
/// in the URL as `{3}`, in the body at the places that `fills` lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub method: Method,
    /// Absolute. Built by the provider alone, so that `{n}` in it can mean nothing else.
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// JSON, if there is any.
    pub body: Option<Value>,
    /// The places of the body that wait for something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fills: Vec<Fill>,
}

/// What step `from` obtains belongs at this place of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    /// RFC 6901
    pub pointer: String,
    pub from: StepId,
    #[serde(default, skip_serializing_if = "Obtained::is_urn")]
    pub what: Obtained,
}

/// What the answers to a step leave behind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obtained {
    /// The name of a file that was announced.
    #[default]
    Urn,
    /// What has to be said again when all parts of a file were sent.
    UploadToken,
    /// What each part of a file was answered with, in their order.
    PartIds,
}

impl Obtained {
    fn is_urn(&self) -> bool {
        *self == Obtained::Urn
    }
}

impl Fill {
    pub fn urn(pointer: impl Into<String>, from: StepId) -> Fill {
        Fill { pointer: pointer.into(), from, what: Obtained::Urn }
    }

    /// How the place reads until it is filled.
    pub(super) fn placeholder(from: StepId, what: Obtained) -> Value {
        Value::String(match what {
            Obtained::Urn => format!("{{urn of step {from}}}"),
            Obtained::UploadToken => format!("{{upload token of step {from}}}"),
            Obtained::PartIds => format!("{{ids of the parts of step {from}}}"),
        })
    }
}

impl Request {
    /// What it says below a post, of one that says something there.
    pub fn comment(&self) -> Option<&str> {
        self.body.as_ref()?.pointer("/message/text")?.as_str()
    }

    /// The request with every open name filled in.
    pub fn filled(mut self, urn: impl Fn(StepId) -> Option<Urn>) -> Request {
        self.url = fill_url(&self.url, &urn);
        self.filled_with(|from, what| {
            let urn = if what == Obtained::Urn { urn(from) } else { None };
            urn.map(|urn| Value::String(urn.into()))
        })
    }

    /// The request with every place of its body filled for which there is something `known`.
    pub fn filled_with(mut self, known: impl Fn(StepId, Obtained) -> Option<Value>) -> Request {
        for fill in std::mem::take(&mut self.fills) {
            let place = self.body.as_mut().and_then(|body| body.pointer_mut(&fill.pointer));
            match (place, known(fill.from, fill.what)) {
                (Some(place), Some(value)) => *place = value,
                _ => self.fills.push(fill),
            }
        }
        self
    }
}

fn fill_url(url: &str, urn: impl Fn(StepId) -> Option<Urn>) -> String {
    let mut filled = String::with_capacity(url.len());
    let mut rest = url;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let (number, after) = behind.split_once('}').unwrap_or((behind, ""));
        match number.parse().ok().and_then(|step| urn(StepId(step))) {
            Some(urn) => filled.push_str(&urn.in_path()),
            None => filled.push_str(&format!("{{{number}}}")),
        }
        rest = after;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_method_is_shown_and_kept_in_the_same_way() {
        for method in [Method::Get, Method::Post, Method::Put, Method::Delete] {
            assert_eq!(json!(method), method.as_str());
        }
    }

    #[test]
    fn open_names_are_filled_in_body_and_url_and_nowhere_else() {
        let request = Request {
            method: Method::Post,
            url: "https://api.linkedin.com/rest/images?ids=List({1},{2})".into(),
            headers: vec![],
            body: Some(
                json!({"commentary": "{1} {urn of step 1}", "media": {"id": Fill::placeholder(StepId(1), Obtained::Urn)}, "token": "{upload token of step 1}"}),
            ),
            fills: vec![
                Fill::urn("/media/id", StepId(1)),
                Fill { pointer: "/token".into(), from: StepId(1), what: Obtained::UploadToken },
            ],
        };
        let filled = request.filled(|step| format!("urn:li:image:C{step}").parse().ok());
        assert_eq!(
            filled.url,
            "https://api.linkedin.com/rest/images?ids=List(urn%3Ali%3Aimage%3AC1,urn%3Ali%3Aimage%3AC2)"
        );
        assert_eq!(
            filled.body,
            Some(
                json!({"commentary": "{1} {urn of step 1}", "media": {"id": "urn:li:image:C1"}, "token": "{upload token of step 1}"})
            )
        );
        assert_eq!(filled.fills.len(), 1, "what no name fills stays open");
    }
}
