//! How posts do: a page's share statistics and a member's post analytics (LinkedIn share statistics API, member post
//! statistics API). The figures are those that `/__statistics` was told; comments are counted.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::posts::post_urn;
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::{Operation, Refusal, RestCall, ValueFlaw};
use crate::world::{Figures, Role, World};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/rest/organizationalEntityShareStatistics", get(of_page))
        .route("/rest/memberCreatorPostAnalytics", get(of_member))
}

const OF_PAGE: Operation = Operation {
    resource: "organizationalEntityShareStatistics",
    method: "FINDER-organizationalEntity",
    for_person: &[],
    for_page: &["rw_organization_admin"],
    roles: &[Role::Administrator],
};
const OF_MEMBER: Operation = Operation {
    resource: "memberCreatorPostAnalytics",
    method: "FINDER-entity",
    for_person: &["r_member_postAnalytics"],
    for_page: &[],
    roles: &[],
};

/// The first version in which the kind of a figure is a word and not a record.
const PLAIN_METRIC: &str = "202605";

async fn of_page(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    call.require_method("FINDER")?;
    OF_PAGE.require_scope(&call.caller, Some(&call.version))?;
    let page = call.query.urn("organizationalEntity")?;
    let world = site.world.lock();
    OF_PAGE.authorize(&call.caller, &page, &world.people, &call.version)?;
    let mut elements = Vec::new();
    for (list, name) in [("shares", "share"), ("ugcPosts", "ugcPost")] {
        if !call.query.has(list) {
            continue;
        }
        for urn in call.query.list(list)? {
            let urn = post_urn(&urn)?;
            // Posts of others are left out, not refused.
            let Some(post) = world.posts.get(&urn).filter(|post| post.author == page) else { continue };
            elements.push(json!({
                "organizationalEntity": page,
                (name): urn,
                "totalShareStatistics": totals(&post.urn, &world),
            }));
        }
    }
    let paging = json!({"start": 0, "count": 10, "links": []});
    Ok(Json(json!({"elements": elements, "paging": paging})))
}

fn totals(post: &Urn, world: &World) -> Value {
    let Figures { impressions, members_reached, clicks, reactions, reshares } = world.talk.figures(post);
    let comments = world.talk.below(post).count() as u64;
    let engaged = clicks + reactions + comments + reshares;
    // Far below the numbers that a float does not hold exactly.
    let engagement = if impressions == 0 { 0.0 } else { engaged as f64 / impressions as f64 };
    json!({
        "impressionCount": impressions,
        "uniqueImpressionsCount": members_reached,
        "clickCount": clicks,
        "likeCount": reactions,
        "commentCount": comments,
        "shareCount": reshares,
        "engagement": engagement,
    })
}

async fn of_member(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    call.require_method("FINDER")?;
    OF_MEMBER.require_scope(&call.caller, Some(&call.version))?;
    if call.query.text("q").as_deref() != Some("entity") {
        return Err(Refusal::Malformed("GET needs q=entity"));
    }
    let entity = call.query.required("entity")?;
    let named = entity.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| {
        let (kind, urn) = rest.split_once(':')?;
        ["share", "ugc"].contains(&kind).then_some(urn)
    });
    let urn = post_urn(named.ok_or_else(|| {
        ValueFlaw::invalid("entity", format!("{entity} is not of the form (share:…) or (ugc:…)"))
    })?)?;
    let world = site.world.lock();
    let post = world.posts.get(&urn).ok_or(Refusal::NotFound)?;
    OF_MEMBER.authorize(&call.caller, &post.author, &world.people, &call.version)?;
    let metric = call.query.required("queryType")?;
    let aggregation = call.query.text("aggregation").unwrap_or_else(|| "TOTAL".to_owned());
    if aggregation != "TOTAL" {
        return Err(ValueFlaw::invalid("aggregation", "only TOTAL is rehearsed here").into());
    }
    let figures = world.talk.figures(&urn);
    let count = match metric.as_str() {
        "IMPRESSION" => figures.impressions,
        "MEMBERS_REACHED" => figures.members_reached,
        "REACTION" => figures.reactions,
        "COMMENT" => world.talk.below(&urn).count() as u64,
        "RESHARE" => figures.reshares,
        other => {
            return Err(ValueFlaw::invalid("queryType", format!("{other} is not an enum symbol")).into());
        }
    };
    let metric_type = match call.version.to_string().as_str() >= PLAIN_METRIC {
        true => json!(metric),
        false => json!({
            "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1": metric,
        }),
    };
    Ok(Json(json!({
        "elements": [{"count": count, "metricType": metric_type}],
        "paging": {"start": 0, "count": 10, "links": []},
    })))
}
