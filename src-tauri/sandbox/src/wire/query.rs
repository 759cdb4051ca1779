//! Rest.li queries: values are percent-encoded, while the structure `List(a,b)` stays raw.

use percent_encoding::percent_decode_str;

use super::{Refusal, ValueFlaw};
use crate::urn::Urn;

/// A query string, split but not yet decoded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query(Vec<(String, String)>);

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) start: usize,
    pub(crate) count: usize,
}

impl Query {
    pub(crate) fn read(raw: &str) -> Self {
        Self(
            raw.split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decoded(key), value.to_owned())
                })
                .collect(),
        )
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.raw(key).is_some()
    }

    /// A plain value, decoded.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.raw(key).map(decoded)
    }

    /// A plain value that has to be there.
    pub(crate) fn required(&self, key: &str) -> Result<String, Refusal> {
        self.text(key).ok_or_else(|| {
            ValueFlaw::new(super::ValueCode::MissingField, key, "query parameter is required").into()
        })
    }

    pub(crate) fn urn(&self, key: &str) -> Result<Urn, Refusal> {
        super::urn_in_path(&self.required(key)?)
    }

    /// The items of `key=List(a,b)`, each decoded.
    ///
    /// # Errors
    /// 400 when the value is not a raw `List(…)`; a form encoder that encodes the parentheses breaks it.
    pub(crate) fn list(&self, key: &str) -> Result<Vec<String>, Refusal> {
        let raw = self.raw(key).unwrap_or_default();
        let inside = raw
            .strip_prefix("List(")
            .and_then(|rest| rest.strip_suffix(')'))
            .ok_or_else(|| ValueFlaw::invalid(key, format!("{raw:?} is not of the form List(…)")))?;
        Ok(split_at_depth_zero(inside).into_iter().map(decoded).collect())
    }

    /// `start` and `count`; at most 100 at a time (LinkedIn Posts API).
    pub(crate) fn page(&self) -> Result<Page, Refusal> {
        let number = |key: &str, default: usize| match self.text(key) {
            None => Ok(default),
            Some(text) => text
                .parse::<usize>()
                .map_err(|_| ValueFlaw::invalid(key, format!("{text:?} is not a number from 0 up"))),
        };
        let page = Page { start: number("start", 0)?, count: number("count", 10)? };
        if page.count > 100 {
            return Err(ValueFlaw::invalid("count", "must not be more than 100").into());
        }
        Ok(page)
    }

    /// The names in `fields=a,b`, when the answer is to be cut down to them.
    pub(crate) fn projection(&self) -> Option<Vec<String>> {
        let fields = self.text("fields")?;
        Some(fields.split(',').map(str::to_owned).collect())
    }

    fn raw(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// Splits at the commas outside any parentheses.
fn split_at_depth_zero(inside: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut items = Vec::new();
    let mut from = 0;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                items.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    items.push(&inside[from..]);
    items.retain(|item| !item.is_empty());
    items
}

fn decoded(raw: &str) -> String {
    percent_decode_str(raw).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_items_are_decoded_and_nested_parentheses_kept() {
        let query = Query::read("ids=List(urn%3Ali%3Ashare%3A1,urn:li:share:2,(a:b,c:d))");
        assert_eq!(query.list("ids").unwrap(), ["urn:li:share:1", "urn:li:share:2", "(a:b,c:d)"]);
        assert!(Query::read("ids=List()").list("ids").unwrap().is_empty());
    }

    #[test]
    fn a_list_with_encoded_parentheses_is_refused() {
        assert!(Query::read("ids=List%281%29").list("ids").is_err());
        assert!(Query::read("ids=1").list("ids").is_err());
    }

    #[test]
    fn a_page_holds_at_most_a_hundred() {
        assert_eq!(Query::read("").page().unwrap(), Page { start: 0, count: 10 });
        assert_eq!(Query::read("start=3&count=100").page().unwrap(), Page { start: 3, count: 100 });
        assert!(Query::read("count=101").page().is_err());
        assert!(Query::read("start=-1").page().is_err());
    }
}
