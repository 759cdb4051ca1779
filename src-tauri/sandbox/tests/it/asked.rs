//! A sandbox with a client, and the few requests every test makes.

use galley_sandbox::{
    ClockChoice, Config, MemberConfig, Role, RoleConfig, RoleState, Running, SELF_SERVE_SCOPES, Sandbox,
    TokenConfig,
};
use reqwest::header::CONTENT_LENGTH;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

pub const MEMBER: &str = "urn:li:person:SandboxMember1";
pub const OTHER: &str = "urn:li:person:Other2";
pub const PAGE: &str = "urn:li:organization:1001";
/// The page where the member is an analyst only.
pub const FOREIGN_PAGE: &str = "urn:li:organization:1002";
pub const VERSION: &str = "202609";
pub const NOON: &str = "2026-11-22T12:00:00Z";

/// A one-pixel GIF.
pub const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B";

pub struct Asked {
    pub sandbox: Running,
    pub http: Client,
}

/// The default world, with a second member, an analyst's role for the second page, and a clock that stands at noon.
pub fn config() -> Config {
    let mut config = Config {
        clock: ClockChoice::Fixed(NOON.parse().unwrap()),
        processing_ms: 1_000,
        ..Config::default()
    };
    config.members.push(MemberConfig { id: "Other2".into(), name: "Ada Maria Other".into(), email: None });
    config.roles[1] = RoleConfig {
        member: "SandboxMember1".into(),
        organization: 1002,
        role: Role::Analyst,
        state: RoleState::Approved,
    };
    for (label, revoked, expires_at) in [("revoked", true, None), ("expired", false, Some(1))] {
        config.tokens.push(TokenConfig {
            label: label.into(),
            value: label.into(),
            member: "SandboxMember1".into(),
            scopes: vec!["w_member_social".into()],
            expires_at,
            revoked,
        });
    }
    config.tokens.push(TokenConfig {
        label: "other".into(),
        value: "other".into(),
        member: "Other2".into(),
        scopes: SELF_SERVE_SCOPES.iter().map(|&scope| scope.to_owned()).collect(),
        expires_at: None,
        revoked: false,
    });
    config
}

pub async fn start() -> Asked {
    start_with(config()).await
}

pub async fn start_with(config: Config) -> Asked {
    let sandbox = Sandbox::start(config).await.unwrap();
    Asked { sandbox, http: Client::builder().no_proxy().build().unwrap() }
}

impl Asked {
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    pub fn token(&self, label: &str) -> &str {
        let tokens = &self.sandbox.world().tokens;
        &tokens.iter().find(|token| token.label == label).unwrap().value
    }

    /// A call of `/rest` with all headers right.
    pub fn rest(&self, method: Method, path: &str) -> RequestBuilder {
        self.rest_as("full", method, path)
    }

    /// The same for a call that has to name its method of Rest.li.
    pub fn restli(&self, restli_method: &str, path: &str) -> RequestBuilder {
        self.rest(Method::GET, path).header("X-RestLi-Method", restli_method)
    }

    pub fn rest_as(&self, label: &str, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, self.url(path))
            .bearer_auth(self.token(label))
            .header("LinkedIn-Version", VERSION)
            .header("X-Restli-Protocol-Version", "2.0.0")
    }

    pub async fn post(&self, body: &Value) -> Response {
        self.rest(Method::POST, "/rest/posts").json(body).send().await.unwrap()
    }

    /// Posts, and gives the URN.
    pub async fn posted(&self, body: &Value) -> String {
        let answer = self.post(body).await;
        let urn = answer.headers().get("x-restli-id").map(|id| id.to_str().unwrap().to_owned());
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        urn.unwrap()
    }

    /// Initialises an image; gives URN and upload URL.
    pub async fn initialized(&self, owner: &str) -> (String, String) {
        let answer = self
            .rest(Method::POST, "/rest/images?action=initializeUpload")
            .json(&json!({"initializeUploadRequest": {"owner": owner}}))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        let value = answer.json::<Value>().await.unwrap()["value"].clone();
        (value["image"].as_str().unwrap().to_owned(), value["uploadUrl"].as_str().unwrap().to_owned())
    }

    pub async fn uploaded(&self, owner: &str, bytes: &[u8]) -> String {
        let (urn, url) = self.initialized(owner).await;
        let answer = self.put(&url, bytes).await;
        assert_eq!(answer.status(), 201);
        assert_eq!(answer.bytes().await.unwrap().len(), 0);
        urn
    }

    pub async fn put(&self, url: &str, bytes: &[u8]) -> Response {
        self.http
            .put(url)
            .bearer_auth(self.token("full"))
            .header(CONTENT_LENGTH, bytes.len())
            .body(bytes.to_vec())
            .send()
            .await
            .unwrap()
    }

    pub async fn image_status(&self, urn: &str) -> String {
        let image = json_of(self.rest(Method::GET, &format!("/rest/images/{urn}"))).await;
        image["status"].as_str().unwrap().to_owned()
    }

    pub async fn see(&self, path: &str) -> Value {
        json_of(self.http.get(self.url(path))).await
    }

    pub async fn advance_ms(&self, by: i64) {
        let answer =
            self.http.post(self.url("/__clock")).json(&json!({"advance_ms": by})).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    pub async fn faults(&self, list: Value) {
        let answer = self.http.post(self.url("/__faults")).json(&list).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
    }
}

pub async fn json_of(request: RequestBuilder) -> Value {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// Status and body of a refusal.
pub async fn refusal(request: RequestBuilder) -> (u16, Value) {
    read_refusal(request.send().await.unwrap()).await
}

pub async fn read_refusal(answer: Response) -> (u16, Value) {
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// The smallest valid body.
pub fn text_post(author: &str, commentary: &str) -> Value {
    json!({
        "author": author,
        "commentary": commentary,
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": false,
    })
}

pub fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

pub fn image_post(author: &str, commentary: &str, image: &str, alt_text: &str) -> Value {
    with(text_post(author, commentary), "content", json!({"media": {"id": image, "altText": alt_text}}))
}

pub fn multi_image_post(author: &str, images: &[String]) -> Value {
    let images: Vec<Value> = images.iter().map(|urn| json!({"id": urn, "altText": "alt"})).collect();
    with(text_post(author, "many"), "content", json!({"multiImage": {"images": images}}))
}

pub fn encoded(urn: &str) -> String {
    urn.replace(':', "%3A")
}
