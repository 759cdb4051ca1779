//! How often a post was seen, and what people did with it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

/// How a post did. A figure that LinkedIn does not give is `None`, never 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Statistics {
    pub impressions: Option<u64>,
    /// Different members who saw it.
    pub reached: Option<u64>,
    pub clicks: Option<u64>,
    pub reactions: Option<u64>,
    pub comments: Option<u64>,
    pub reshares: Option<u64>,
    /// Of a page's post: clicks, reactions, comments and reshares for each impression, as LinkedIn counts them.
    pub engagement: Option<f64>,
}

/// A figure of a member's post; LinkedIn gives one an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    Impressions,
    Reached,
    Reactions,
    Comments,
    Reshares,
}

impl Metric {
    pub const ALL: [Metric; 5] =
        [Metric::Impressions, Metric::Reached, Metric::Reactions, Metric::Comments, Metric::Reshares];

    /// LinkedIn's name.
    ///
    /// Source: Member post statistics API, "queryType".
    pub(super) fn name(self) -> &'static str {
        match self {
            Metric::Impressions => "IMPRESSION",
            Metric::Reached => "MEMBERS_REACHED",
            Metric::Reactions => "REACTION",
            Metric::Comments => "COMMENT",
            Metric::Reshares => "RESHARE",
        }
    }

    /// Its place among the figures.
    pub fn place(self, figures: &mut Statistics) -> &mut Option<u64> {
        match self {
            Metric::Impressions => &mut figures.impressions,
            Metric::Reached => &mut figures.reached,
            Metric::Reactions => &mut figures.reactions,
            Metric::Comments => &mut figures.comments,
            Metric::Reshares => &mut figures.reshares,
        }
    }
}

/// Reads the figures of a page's post. `None` when the answer makes no sense; all of them `None` where LinkedIn has
/// none yet.
pub fn page_figures(body: &[u8]) -> Option<Statistics> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let elements = answer.get("elements")?.as_array()?;
    let Some(totals) = elements.iter().find_map(|element| element.get("totalShareStatistics")) else {
        return Some(Statistics::default());
    };
    let count = |name: &str| totals.get(name).and_then(Value::as_u64);
    Some(Statistics {
        impressions: count("impressionCount"),
        reached: count("uniqueImpressionsCount"),
        clicks: count("clickCount"),
        reactions: count("likeCount"),
        comments: count("commentCount"),
        reshares: count("shareCount"),
        engagement: totals.get("engagement").and_then(Value::as_f64).filter(|share| share.is_finite()),
    })
}

/// Reads one figure of a member's post: `Some(None)` where LinkedIn has none yet. Until version 202604 `metricType` is
/// a record with the name as its one value, from 202605 on the name itself; an answer without one is about what was
/// asked.
///
/// Source: Member post statistics API and its changes.
pub fn metric(body: &[u8], metric: Metric) -> Option<Option<u64>> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let elements = answer.get("elements")?.as_array()?;
    let about = |element: &&Value| match element.get("metricType") {
        Some(Value::String(name)) => name == metric.name(),
        Some(Value::Object(record)) => record.values().any(|name| name == metric.name()),
        _ => true,
    };
    Some(elements.iter().find(about).and_then(|element| element.get("count")?.as_u64()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_metric_is_read_in_both_spellings_of_its_type() {
        let read = |body: Value| metric(body.to_string().as_bytes(), Metric::Reactions);
        for kind in [
            json!("REACTION"),
            json!({"com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1": "REACTION"}),
            Value::Null,
        ] {
            let body = json!({"elements": [
                {"count": 9, "metricType": "IMPRESSION"}, {"count": 4, "metricType": kind}
            ]});
            assert_eq!(read(body.clone()), Some(Some(4)), "{body}");
        }
        assert_eq!(read(json!({"elements": []})), Some(None), "none yet");
        assert_eq!(read(json!({"elements": [{"metricType": "REACTION"}]})), Some(None));
        assert_eq!(metric(b"<html>", Metric::Reactions), None);
    }

    #[test]
    fn figures_that_are_missing_are_left_out_and_not_nought() {
        let body = json!({"elements": [{"totalShareStatistics": {
            "impressionCount": 90, "likeCount": 0, "clickCount": "many", "engagement": 0.25
        }}]});
        let figures = page_figures(body.to_string().as_bytes()).unwrap();
        assert_eq!((figures.impressions, figures.reactions, figures.clicks), (Some(90), Some(0), None));
        assert_eq!((figures.comments, figures.engagement), (None, Some(0.25)));
        assert_eq!(page_figures(br#"{"elements":[]}"#), Some(Statistics::default()));
        assert_eq!(page_figures(b"{}"), None);
    }

    #[test]
    fn every_metric_has_a_place_of_its_own() {
        let mut figures = Statistics::default();
        for (at, metric) in (1..).zip(Metric::ALL) {
            *metric.place(&mut figures) = Some(at);
        }
        let Statistics { impressions, reached, reactions, comments, reshares, .. } = figures;
        assert_eq!([impressions, reached, reactions, comments, reshares], [1, 2, 3, 4, 5].map(Some));
    }
}
