//! Pages: the full record for administrators, the public part for everyone, and the number of followers.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::batch;
use crate::site::Site;
use crate::urn::Urn;
use crate::wire::{Operation, Refusal, RestCall, ValueCode, ValueFlaw, urn_in_path};
use crate::world::{Organization, Role, World};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/rest/organizations", get(many))
        .route("/rest/organizations/{id}", get(one))
        .route("/rest/organizationsLookup", get(look_up_many))
        .route("/rest/organizationsLookup/{id}", get(look_up_one))
        .route("/rest/networkSizes/{urn}", get(network_size))
}

const ADMIN_SCOPES: &[&str] = &["rw_organization_admin", "r_organization_admin"];
const PAGE_SCOPES: &[&str] =
    &["rw_organization_admin", "r_organization_admin", "r_organization_social", "w_organization_social"];

const GET: Operation = administering("organizations", "GET");
const BATCH_GET: Operation = administering("organizations", "BATCH_GET");
const BY_VANITY_NAME: Operation = open("organizations", "FINDER-vanityName");
const LOOKUP: Operation = open("organizationsLookup", "BATCH_GET");
const NETWORK_SIZE: Operation = open("networkSizes", "GET");

const fn administering(resource: &'static str, method: &'static str) -> Operation {
    Operation { resource, method, for_person: &[], for_page: ADMIN_SCOPES, roles: &[Role::Administrator] }
}

const fn open(resource: &'static str, method: &'static str) -> Operation {
    Operation { resource, method, for_person: &[], for_page: PAGE_SCOPES, roles: &[] }
}

async fn one(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    full_record(&id, &GET, &call, &site.world.lock()).map(Json)
}

async fn many(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    let world = site.world.lock();
    if call.query.has("ids") {
        call.require_method("BATCH_GET")?;
        BATCH_GET.require_scope(&call.caller, Some(&call.version))?;
        let keys = call.query.list("ids")?;
        return Ok(batch::answer(keys, |key| full_record(key, &BATCH_GET, &call, &world)));
    }
    if call.query.text("q").as_deref() != Some("vanityName") {
        return Err(Refusal::Malformed("GET needs ids=List(…) or q=vanityName"));
    }
    call.require_method("FINDER")?;
    BY_VANITY_NAME.require_scope(&call.caller, Some(&call.version))?;
    let wanted = call.query.required("vanityName")?;
    let elements: Vec<Value> = world
        .people
        .organizations
        .iter()
        .filter(|page| page.vanity_name.eq_ignore_ascii_case(&wanted))
        .map(|page| call.projected(public_part(page)))
        .collect();
    let paging = json!({"start": 0, "count": 10, "links": [], "total": elements.len()});
    Ok(Json(json!({"elements": elements, "paging": paging})))
}

async fn look_up_one(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    LOOKUP.require_scope(&call.caller, Some(&call.version))?;
    find(&id, &site.world.lock()).map(|page| Json(call.projected(public_part(page))))
}

async fn look_up_many(State(site): State<Arc<Site>>, call: RestCall) -> Result<Json<Value>, Refusal> {
    call.require_method("BATCH_GET")?;
    LOOKUP.require_scope(&call.caller, Some(&call.version))?;
    let keys = call.query.list("ids")?;
    let world = site.world.lock();
    Ok(batch::answer(keys, |key| find(key, &world).map(|page| call.projected(public_part(page)))))
}

/// Both spellings of the edge are current.
async fn network_size(
    State(site): State<Arc<Site>>,
    call: RestCall,
    Path(urn): Path<String>,
) -> Result<Json<Value>, Refusal> {
    NETWORK_SIZE.require_scope(&call.caller, Some(&call.version))?;
    let edge = call.query.required("edgeType")?;
    if !["COMPANY_FOLLOWED_BY_MEMBER", "CompanyFollowedByMember"].contains(&edge.as_str()) {
        return Err(ValueFlaw::invalid("edgeType", format!("{edge} is not an enum symbol")).into());
    }
    let urn = urn_in_path(&urn)?;
    let world = site.world.lock();
    let page = world.people.organization(&urn).ok_or(Refusal::NotFound)?;
    Ok(Json(json!({"firstDegreeSize": page.followers})))
}

fn full_record(
    id: &str,
    operation: &'static Operation,
    call: &RestCall,
    world: &World,
) -> Result<Value, Refusal> {
    operation.require_scope(&call.caller, Some(&call.version))?;
    let page = find(id, world)?;
    operation.authorize(&call.caller, &page.urn, &world.people, &call.version)?;
    let mut record = public_part(page);
    record["organizationStatus"] = json!("OPERATING");
    record["versionTag"] = json!("1");
    record["$URN"] = json!(page.urn);
    Ok(call.projected(record))
}

/// Ids are bare numbers; a URN in their place is an invalid id.
fn find<'world>(id: &str, world: &'world World) -> Result<&'world Organization, Refusal> {
    let number = id.parse().map_err(|_| {
        ValueFlaw::new(
            ValueCode::InvalidUrnId,
            "id",
            format!("\"{id}\" is not the number of an organization"),
        )
    })?;
    world.people.organization(&Urn::organization(number)).ok_or(Refusal::NotFound)
}

fn public_part(page: &Organization) -> Value {
    json!({
        "id": page.id,
        "name": {
            "localized": {"en_US": page.name},
            "preferredLocale": {"country": "US", "language": "en"},
        },
        "localizedName": page.name,
        "vanityName": page.vanity_name,
        "localizedWebsite": format!("https://{}.example", page.vanity_name),
        "locations": [],
        "primaryOrganizationType": "NONE",
    })
}
