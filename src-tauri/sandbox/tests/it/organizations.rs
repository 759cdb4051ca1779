//! Pages, roles and followers.

use galley_sandbox::{Role, RoleConfig, RoleState};
use reqwest::Method;
use serde_json::{Value, json};

use crate::asked::{config, json_of, refusal, start, start_with};

#[tokio::test]
async fn the_callers_roles_are_listed_and_filtered() {
    let mut config = config();
    config.roles.push(RoleConfig {
        member: "SandboxMember1".into(),
        organization: 1002,
        role: Role::ContentAdministrator,
        state: RoleState::Requested,
    });
    config.roles.push(RoleConfig {
        member: "Other2".into(),
        organization: 1002,
        role: Role::Administrator,
        state: RoleState::Approved,
    });
    let asked = start_with(config).await;
    let find = async |query: &str| -> Vec<String> {
        let path = format!("/rest/organizationAcls?q=roleAssignee{query}");
        let found = json_of(asked.restli("FINDER", &path)).await;
        let of =
            |element: &Value| format!("{} {}", element["organization"], element["role"]).replace('"', "");
        found["elements"].as_array().unwrap().iter().map(of).collect()
    };
    assert_eq!(
        find("").await,
        [
            "urn:li:organization:1001 ADMINISTRATOR",
            "urn:li:organization:1002 ANALYST",
            "urn:li:organization:1002 CONTENT_ADMINISTRATOR",
        ]
    );
    assert_eq!(find("&role=ADMINISTRATOR&state=APPROVED&count=100&start=0").await.len(), 1);
    assert_eq!(find("&role=CONTENT_ADMIN").await.len(), 1);
    assert_eq!(find("&state=REQUESTED").await.len(), 1);
    assert_eq!(find("&count=1&start=1").await, ["urn:li:organization:1002 ANALYST"]);
    let unknown = asked.restli("FINDER", "/rest/organizationAcls?q=roleAssignee&role=KING");
    assert_eq!(refusal(unknown).await.0, 400);
}

#[tokio::test]
async fn a_page_is_shown_whole_to_its_administrators_only() {
    let asked = start().await;
    let page = json_of(asked.rest(Method::GET, "/rest/organizations/1001")).await;
    assert_eq!(page["localizedName"], "Sandbox Press");
    assert_eq!(page["$URN"], "urn:li:organization:1001");
    assert_eq!(refusal(asked.rest(Method::GET, "/rest/organizations/1002")).await.0, 403);
    assert_eq!(refusal(asked.rest(Method::GET, "/rest/organizations/9")).await.0, 404);
    let (status, body) =
        refusal(asked.rest(Method::GET, "/rest/organizations/urn%3Ali%3Aorganization%3A1001")).await;
    assert_eq!((status, &body["code"]), (400, &json!("INVALID_URN_ID")));
    let batch = json_of(asked.restli("BATCH_GET", "/rest/organizations?ids=List(1001,1002,9)")).await;
    assert_eq!(batch["statuses"], json!({"1001": 200, "1002": 403, "9": 404}));
}

#[tokio::test]
async fn the_public_part_of_a_page_is_for_everyone_with_a_page_scope() {
    let asked = start().await;
    let batch = json_of(asked.restli("BATCH_GET", "/rest/organizationsLookup?ids=List(1001,1002)")).await;
    assert_eq!(batch["results"]["1002"]["localizedName"], "Sandbox Tools (Nordic)");
    assert_eq!(batch["results"]["1002"].get("$URN"), None);
    let call = asked
        .rest_as("self-serve", Method::GET, "/rest/organizationsLookup?ids=List(1001)")
        .header("X-RestLi-Method", "BATCH_GET");
    assert_eq!(refusal(call).await.0, 403);
}

#[tokio::test]
async fn a_page_is_found_by_its_vanity_name_in_any_case() {
    let asked = start().await;
    let find = async |name: &str| {
        let path = format!("/rest/organizations?q=vanityName&vanityName={name}");
        json_of(asked.restli("FINDER", &path)).await["elements"].as_array().unwrap().len()
    };
    assert_eq!(find("sandbox-press").await, 1);
    assert_eq!(find("SANDBOX-Press").await, 1);
    assert_eq!(find("sandbox").await, 0);
}

#[tokio::test]
async fn followers_are_counted_under_both_spellings() {
    let asked = start().await;
    for edge in ["COMPANY_FOLLOWED_BY_MEMBER", "CompanyFollowedByMember"] {
        for urn in ["urn%3Ali%3Aorganization%3A1001", "urn:li:company:1001"] {
            let path = format!("/rest/networkSizes/{urn}?edgeType={edge}");
            assert_eq!(json_of(asked.rest(Method::GET, &path)).await, json!({"firstDegreeSize": 1840}));
        }
    }
    let path = "/rest/networkSizes/urn:li:organization:1001?edgeType=FRIENDS";
    assert_eq!(refusal(asked.rest(Method::GET, path)).await.0, 400);
}

#[tokio::test]
async fn finders_and_batches_need_their_method_named() {
    let asked = start().await;
    for (path, method, other) in [
        ("/rest/organizationAcls?q=roleAssignee", "FINDER", "BATCH_GET"),
        ("/rest/organizations?q=vanityName&vanityName=sandbox-press", "FINDER", "BATCH_GET"),
        ("/rest/organizations?ids=List(1001)", "BATCH_GET", "FINDER"),
        ("/rest/organizationsLookup?ids=List(1001)", "BATCH_GET", "FINDER"),
    ] {
        for call in [asked.rest(Method::GET, path), asked.restli(other, path)] {
            let (status, body) = refusal(call).await;
            assert_eq!((status, &body["code"]), (400, &json!("INVALID_VALUE_FOR_FIELD")), "{path}");
            assert!(body["message"].as_str().unwrap().contains("X-RestLi-Method"), "{body}");
        }
        json_of(asked.restli(method, path)).await;
    }
}
