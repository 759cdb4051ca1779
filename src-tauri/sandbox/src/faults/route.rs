//! Route patterns: `/rest/posts/*`, `/dms-uploads/**`, `/rest/images?action=initializeUpload`.

use serde::{Deserialize, Serialize};

use crate::wire::Query;

/// Which requests a fault is for, by path and maybe one query pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Route(String);

impl Route {
    /// A pattern: `*` for one segment, a last `**` for any number, `?key=value` for a query pair.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self(pattern.into())
    }

    pub(super) fn matches(&self, path: &str, query: &Query) -> bool {
        let (pattern, pair) = match self.0.split_once('?') {
            Some((pattern, pair)) => (pattern, Some(pair)),
            None => (self.0.as_str(), None),
        };
        path_matches(pattern, path)
            && pair.is_none_or(|pair| {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                query.text(key).as_deref() == Some(value)
            })
    }
}

fn path_matches(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    for wanted in pattern.split('/') {
        match (wanted, segments.next()) {
            ("**", Some(_)) => return true,
            ("*", Some(segment)) if !segment.is_empty() => {}
            (wanted, Some(segment)) if wanted == segment => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(pattern: &str, path: &str, query: &str) -> bool {
        Route(pattern.into()).matches(path, &Query::read(query))
    }

    #[test]
    fn a_star_stands_for_one_segment_and_two_for_the_rest() {
        assert!(hits("/rest/posts", "/rest/posts", ""));
        assert!(!hits("/rest/posts", "/rest/posts/1", ""));
        assert!(hits("/rest/*/1", "/rest/posts/1", ""));
        assert!(!hits("/rest/posts/*", "/rest/posts/", ""));
        assert!(!hits("/rest/*", "/rest/posts/1", ""));
        assert!(hits("/rest/**", "/rest/posts/1", ""));
        assert!(!hits("/rest/**", "/v2/me", ""));
        assert!(hits("**", "/v2/me", ""));
    }

    #[test]
    fn a_query_pair_must_be_there() {
        assert!(hits("/rest/images?action=initializeUpload", "/rest/images", "a=1&action=initializeUpload"));
        assert!(!hits("/rest/images?action=initializeUpload", "/rest/images", ""));
    }
}
