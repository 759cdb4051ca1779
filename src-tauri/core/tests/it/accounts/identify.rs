use std::{
    collections::HashMap,
    net::TcpListener,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use galley_core::accounts::{
    ApiClient, ApiVersion, IdentifyError, Identity, Refused, Role, Token, VersionInUse, identify,
};
use serde_json::{Value, json};

const TOKEN: &str = "AQXdSP_W41_UPs5ioT_t8HESyODB4FqbkJ8LrV";

/// What was asked for: path with query, and four headers.
#[derive(Debug, Clone)]
struct Asked {
    path: String,
    authorization: Option<String>,
    version: Option<String>,
    protocol: Option<String>,
    method: Option<String>,
}

/// A LinkedIn that gives set answers; 404 for all else.
struct Api {
    base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

type Answers = HashMap<String, (u16, String)>;

impl Api {
    async fn answering(answers: impl IntoIterator<Item = (&str, u16, Value)>) -> Api {
        let answers =
            answers.into_iter().map(|(path, status, body)| (path.to_owned(), (status, body.to_string())));
        Api::serving(answers.collect(), []).await
    }

    async fn serving(answers: Answers, headers: impl Into<Vec<(&'static str, String)>>) -> Api {
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (log, answers, headers) = (Arc::clone(&asked), Arc::new(answers), Arc::new(headers.into()));
        let router = Router::new().fallback(move |request: Request| {
            let path = request.uri().path_and_query().unwrap().as_str().to_owned();
            let header = |name| Some(request.headers().get(name)?.to_str().unwrap().to_owned());
            log.lock().unwrap().push(Asked {
                path: path.clone(),
                authorization: header("authorization"),
                version: header("linkedin-version"),
                protocol: header("x-restli-protocol-version"),
                method: header("x-restli-method"),
            });
            let (answers, headers) = (Arc::clone(&answers), Arc::clone(&headers));
            async move { answer(&answers, &headers, &path) }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Api { base, asked }
    }

    async fn identify(&self) -> Result<Identity, IdentifyError> {
        ask(&self.base).await
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

fn answer(answers: &Answers, headers: &[(&'static str, String)], path: &str) -> Response {
    let missing = (404, json!({"status": 404, "code": "NOT_FOUND", "message": "no such thing"}).to_string());
    let (status, body) = answers.get(path).cloned().unwrap_or(missing);
    let mut response = (StatusCode::from_u16(status).unwrap(), body).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}

async fn ask(base: &str) -> Result<Identity, IdentifyError> {
    let api = ApiClient::new(base.parse().unwrap(), VersionInUse::changeable(ApiVersion::default())).unwrap();
    identify(&api, &Token::paste(TOKEN).unwrap()).await
}

fn userinfo() -> (&'static str, u16, Value) {
    ("/v2/userinfo", 200, json!({"sub": "AbC-1_x", "name": "Sandbox Member", "locale": {"country": "US"}}))
}

fn forbidden() -> Value {
    json!({"status": 403, "code": "ACCESS_DENIED", "serviceErrorCode": 100, "message": "Not enough permissions"})
}

fn acls(start: usize) -> String {
    format!("/rest/organizationAcls?q=roleAssignee&state=APPROVED&count=100&start={start}")
}

fn role(organization: u64, role: &str) -> Value {
    json!({"organization": format!("urn:li:organization:{organization}"), "role": role, "state": "APPROVED"})
}

fn followers(organization: u64) -> String {
    format!("/rest/networkSizes/urn%3Ali%3Aorganization%3A{organization}?edgeType=COMPANY_FOLLOWED_BY_MEMBER")
}

#[tokio::test]
async fn a_member_is_found_with_pages_roles_names_and_followers() {
    let api = Api::answering([
        userinfo(),
        (
            &*acls(0),
            200,
            json!({"elements": [
                role(7, "ANALYST"),
                {"organizationTarget": "urn:li:organization:8", "role": "CONTENT_ADMIN", "state": "APPROVED"},
                role(7, "ADMINISTRATOR"),
                role(7, "ADMINISTRATOR"),
                {"organization": "urn:li:organization:9", "role": "ADMINISTRATOR", "state": "REVOKED"},
                {"organization": "urn:li:organization:1),x", "role": "ADMINISTRATOR"},
                {"organization": 5, "role": null},
                "nonsense",
            ], "paging": {"total": 0, "links": []}}),
        ),
        (
            "/rest/organizationsLookup?ids=List(7,8)",
            200,
            json!({"results": {
                "7": {"localizedName": "DevTestCo"},
                "8": {"name": {"localized": {"en_US": "Harbour\u{7} Works"}}},
            }}),
        ),
        (&*followers(7), 200, json!({"firstDegreeSize": 1234})),
        (&*followers(8), 500, json!({})),
    ])
    .await;
    let identity = api.identify().await.unwrap();
    assert_eq!(identity.member.author.to_string(), "urn:li:person:AbC-1_x");
    assert_eq!(identity.member.name, "Sandbox Member");
    let pages = identity.pages.unwrap();
    let summary: Vec<_> = pages.iter().map(|page| (page.name.as_str(), page.followers)).collect();
    assert_eq!(summary, [("DevTestCo", Some(1234)), ("Harbour Works", None)]);
    assert_eq!(pages[0].roles, [Role::Analyst, Role::Administrator]);
    assert_eq!(pages[1].roles, [Role::ContentAdministrator]);

    for asked in api.asked() {
        assert_eq!(asked.authorization.unwrap(), format!("Bearer {TOKEN}"));
        let versioned = asked.path.starts_with("/rest/");
        assert_eq!(asked.version.as_deref(), versioned.then_some("202609"), "{}", asked.path);
        assert_eq!(asked.protocol.as_deref(), versioned.then_some("2.0.0"), "{}", asked.path);
    }
    let method = |resource: &str| {
        let asked = api.asked().into_iter().find(|asked| asked.path.starts_with(resource)).unwrap();
        asked.method
    };
    assert_eq!(method("/rest/organizationAcls?q=").as_deref(), Some("FINDER"));
    assert_eq!(method("/rest/organizationsLookup?ids=").as_deref(), Some("BATCH_GET"));
    for by_address in ["/v2/userinfo", "/rest/networkSizes/"] {
        assert_eq!(method(by_address), None, "{by_address}");
    }
}

#[tokio::test]
async fn a_self_serve_token_cannot_tell_about_pages_and_that_is_no_error() {
    let api = Api::answering([userinfo(), (&*acls(0), 403, forbidden())]).await;
    assert_eq!(api.identify().await.unwrap().pages, None);
    assert_eq!(api.paths().len(), 2, "nothing more is asked");
}

#[tokio::test]
async fn an_app_without_openid_identifies_its_member_by_me() {
    let me = json!({"id": "AbC", "localizedFirstName": "Sandbox", "localizedLastName": "Member"});
    let none = json!({"elements": []});
    let api =
        Api::answering([("/v2/userinfo", 403, forbidden()), ("/v2/me", 200, me), (&*acls(0), 200, none)])
            .await;
    let identity = api.identify().await.unwrap();
    assert_eq!(identity.member.name, "Sandbox Member");
    assert_eq!(identity.pages, Some(vec![]));
}

#[tokio::test]
async fn roles_are_read_to_the_end_of_the_list() {
    let some = |from: u64, to: u64| (from..to).map(|id| role(id, "ADMINISTRATOR")).collect::<Vec<_>>();
    let next = json!({"links": [{"rel": "next", "href": "/somewhere"}], "total": 3});
    let api = Api::answering([
        userinfo(),
        (&*acls(0), 200, json!({"elements": some(1, 101), "paging": {"total": 100}})),
        (&*acls(100), 200, json!({"elements": some(101, 111), "paging": next})),
        (&*acls(110), 200, json!({"elements": some(111, 116)})),
    ])
    .await;
    assert_eq!(api.identify().await.unwrap().pages.unwrap().len(), 115);
}

#[tokio::test]
async fn a_list_that_never_ends_is_left() {
    let elements: Vec<_> = (1..=100).map(|id| role(id, "ADMINISTRATOR")).collect();
    let full = json!({"elements": elements}).to_string();
    let mut answers: Answers = (0..100).map(|n| (acls(n * 100), (200, full.clone()))).collect();
    answers.insert("/v2/userinfo".into(), (200, userinfo().2.to_string()));
    let api = Api::serving(answers, []).await;
    assert_eq!(api.identify().await.unwrap().pages.unwrap().len(), 100);
    let lists = api.paths().iter().filter(|path| path.contains("organizationAcls")).count();
    assert_eq!(lists, 20);
}

#[tokio::test]
async fn an_app_in_development_looks_names_up_one_by_one() {
    let api = Api::answering([
        userinfo(),
        (&*acls(0), 200, json!({"elements": [role(7, "ADMINISTRATOR"), role(8, "ADMINISTRATOR")]})),
        ("/rest/organizationsLookup?ids=List(7,8)", 403, forbidden()),
        ("/rest/organizations?ids=List(7,8)", 403, forbidden()),
        ("/rest/organizations/7", 200, json!({"localizedName": "DevTestCo"})),
        ("/rest/organizations/8", 429, json!({"message": "throttled"})),
    ])
    .await;
    let pages = api.identify().await.unwrap().pages.unwrap();
    let names: Vec<_> = pages.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["DevTestCo", "Page 8"]);
    let methods = api.asked().into_iter().filter(|asked| asked.path.starts_with("/rest/organizations"));
    let methods: Vec<_> = methods.map(|asked| asked.method).collect();
    assert_eq!(methods, [Some("BATCH_GET".to_owned()), Some("BATCH_GET".to_owned()), None, None]);
}

#[tokio::test]
async fn each_refusal_is_told_apart() {
    let refused = |reason| Some(IdentifyError::TokenRefused(reason));
    let day = "Resource level throttle APPLICATION DAY limit for calls to this resource is reached.";
    for (status, body, expected) in [
        (401, json!({"code": "EXPIRED_ACCESS_TOKEN"}), refused(Refused::Expired)),
        (401, json!({"code": "REVOKED_ACCESS_TOKEN"}), refused(Refused::Revoked)),
        (401, json!({"message": "The token used in the request has expired"}), refused(Refused::Expired)),
        (401, json!("no object"), refused(Refused::Invalid)),
        (
            429,
            json!({"message": day}),
            Some(IdentifyError::Throttled { message: day.into(), retry_after: Some(Duration::from_secs(4)) }),
        ),
        (403, forbidden(), Some(IdentifyError::Nameless)),
        (500, json!(null), None),
        (200, json!([]), None),
        (200, json!({"sub": "a b"}), None),
        (302, json!(null), None),
    ] {
        let answers: Answers =
            ["/v2/userinfo", "/v2/me"].map(|path| (path.into(), (status, body.to_string()))).into();
        let api = Api::serving(answers, [("retry-after", "4".to_owned())]).await;
        let error = api.identify().await.unwrap_err();
        match expected {
            Some(expected) => assert_eq!(error, expected),
            None => assert!(matches!(error, IdentifyError::Unexpected { .. }), "{status}: {error}"),
        }
        assert!(!format!("{error:?} {error}").contains(TOKEN));
    }
}

#[tokio::test]
async fn a_redirect_does_not_take_the_token_along() {
    let elsewhere = Api::answering([userinfo()]).await;
    let answers: Answers = HashMap::from([("/v2/userinfo".into(), (307, String::new()))]);
    let api = Api::serving(answers, [("location", format!("{}/v2/userinfo", elsewhere.base))]).await;
    assert!(matches!(api.identify().await, Err(IdentifyError::Unexpected { .. })));
    assert!(elsewhere.asked().is_empty());
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let answers: Answers = HashMap::from([("/v2/userinfo".into(), (200, " ".repeat(3 << 20)))]);
    let error = Api::serving(answers, []).await.identify().await.unwrap_err();
    assert!(error.to_string().contains("longer than"), "{error}");
}

#[tokio::test]
async fn without_a_connection_it_says_so() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = ask(&base).await.unwrap_err();
    assert!(matches!(&error, IdentifyError::Offline { why } if why.contains("refused")), "{error}");
}
