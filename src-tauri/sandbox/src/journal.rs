//! What was asked of the API, in the order it came. Token values never enter it.

use std::collections::VecDeque;

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::clock::Millis;

/// The oldest entries go when there are more than this.
const KEPT: usize = 20_000;

#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    next: u64,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// Counts from 0 over all requests of this sandbox.
    number: u64,
    at: Millis,
    method: String,
    path: String,
    /// The raw query string, without the question mark.
    query: String,
    headers: Map<String, Value>,
    /// The label of the token that came with it; `unknown` for one the sandbox did not issue.
    token: Option<String>,
    body_bytes: usize,
    /// The body, when it is JSON.
    body: Option<Value>,
    /// The status answered; null while it is being worked on, or when the connection was dropped.
    status: Option<u16>,
    /// Whether a fault ended the connection instead of an answer.
    dropped: bool,
}

impl Journal {
    /// Notes a request on its arrival and gives the number to complete the note with.
    pub(crate) fn arrive(&mut self, parts: &Parts, token: Option<String>, at: Millis) -> u64 {
        let number = self.next;
        self.next += 1;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            number,
            at,
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: shown_headers(parts),
            token,
            body_bytes: 0,
            body: None,
            status: None,
            dropped: false,
        });
        number
    }

    pub(crate) fn received(&mut self, number: u64, body: &Bytes) {
        if let Some(entry) = self.entry(number) {
            entry.body_bytes = body.len();
            entry.body = body.first().filter(|&&first| first == b'{' || first == b'[').and_then(|_| {
                // Uploads may begin with a bracket as well; nothing that long is one of the API's bodies.
                (body.len() <= 1 << 20).then(|| serde_json::from_slice(body).ok()).flatten()
            });
        }
    }

    pub(crate) fn answered(&mut self, number: u64, status: u16) {
        if let Some(entry) = self.entry(number) {
            entry.status = Some(status);
        }
    }

    pub(crate) fn dropped(&mut self, number: u64) {
        if let Some(entry) = self.entry(number) {
            entry.dropped = true;
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    fn entry(&mut self, number: u64) -> Option<&mut Entry> {
        let first = self.entries.front()?.number;
        self.entries.get_mut(usize::try_from(number.checked_sub(first)?).ok()?)
    }
}

/// Names in lower case; the value of `Authorization` is replaced by its scheme.
fn shown_headers(parts: &Parts) -> Map<String, Value> {
    let mut shown = Map::new();
    for (name, value) in &parts.headers {
        let text = String::from_utf8_lossy(value.as_bytes());
        let text = if name == AUTHORIZATION {
            text.split_once(' ').map_or("(redacted)".to_owned(), |(scheme, _)| format!("{scheme} (redacted)"))
        } else {
            text.into_owned()
        };
        shown.insert(name.as_str().to_owned(), json!(text));
    }
    shown
}
