//! The authorization code flow, with and without PKCE.

use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use serde_json::{Value, json};

use crate::asked::{Asked, MEMBER, OTHER, refusal, start};

const BACK: &str = "http://127.0.0.1:18920/callback";
/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn browser() -> Client {
    Client::builder().no_proxy().redirect(Policy::none()).build().unwrap()
}

async fn asks(asked: &Asked, path: &str, pairs: &[(&str, &str)]) -> Response {
    let mut url = Url::parse(&asked.url(path)).unwrap();
    url.query_pairs_mut().extend_pairs(pairs);
    let url = url.as_str().replace('+', "%20");
    browser().get(url).send().await.unwrap()
}

fn standard(scope: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("response_type", "code"),
        ("client_id", "sandbox-app"),
        ("redirect_uri", BACK),
        ("state", "s t&te"),
        ("scope", scope),
    ]
}

/// The answer's query, from where the browser was sent.
fn sent_back(answer: &Response) -> Vec<(String, String)> {
    assert_eq!(answer.status(), 303);
    let target = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
    assert!(target.as_str().starts_with("http://127.0.0.1:"), "{target}");
    target.query_pairs().into_owned().collect()
}

fn value<'pairs>(pairs: &'pairs [(String, String)], name: &str) -> &'pairs str {
    &pairs.iter().find(|(key, _)| key == name).unwrap_or_else(|| panic!("{name} in {pairs:?}")).1
}

fn ticket(page: &str) -> String {
    page.split_once("name=\"ticket\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

/// Signs in through the consent page; gives the code.
async fn consented(asked: &Asked, path: &str, pairs: &[(&str, &str)], member: &str) -> String {
    let page = asks(asked, path, pairs).await;
    assert_eq!(page.status(), 200);
    let ticket = ticket(&page.text().await.unwrap());
    let decision =
        [("ticket", ticket.as_str()), ("answer", "allow"), ("member", member.rsplit(':').next().unwrap())];
    let back = sent_back(&asks(asked, "/oauth/v2/authorization/decision", &decision).await);
    value(&back, "code").to_owned()
}

async fn exchange(asked: &Asked, fields: &[(&str, &str)]) -> (u16, Value) {
    refusal(asked.http.post(asked.url("/oauth/v2/accessToken")).form(fields)).await
}

fn with_code(code: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("client_id", "sandbox-app"),
        ("client_secret", "sandbox-app-secret"),
        ("redirect_uri", BACK),
    ]
}

#[tokio::test]
async fn a_member_signs_in_and_the_token_works() {
    let asked = start().await;
    let code =
        consented(&asked, "/oauth/v2/authorization", &standard("openid profile w_member_social"), OTHER)
            .await;
    let (status, token) = exchange(&asked, &with_code(&code)).await;
    assert_eq!(status, 200, "{token}");
    assert_eq!(token["expires_in"], 5_184_000);
    assert_eq!(token["scope"], "openid,profile,w_member_social");
    assert_eq!(token["refresh_token_expires_in"], 31_536_000);
    let access = token["access_token"].as_str().unwrap();
    assert!(access.len() > 450);
    let userinfo = asked.http.get(asked.url("/v2/userinfo")).bearer_auth(access).send().await.unwrap();
    assert_eq!(userinfo.json::<Value>().await.unwrap()["sub"], "Other2");
    asked.advance_ms(5_184_000_000).await;
    let expired = refusal(asked.http.get(asked.url("/v2/userinfo")).bearer_auth(access)).await;
    assert_eq!(expired.1["code"], "EXPIRED_ACCESS_TOKEN");
}

#[tokio::test]
async fn the_state_comes_back_with_every_answer() {
    let asked = start().await;
    let page = asks(&asked, "/oauth/v2/authorization", &standard("openid")).await.text().await.unwrap();
    assert!(page.contains("sandbox-app") && page.contains("<code>openid</code>"));
    let decision = [("ticket", &*ticket(&page)), ("answer", "deny")];
    let back = sent_back(&asks(&asked, "/oauth/v2/authorization/decision", &decision).await);
    assert_eq!(value(&back, "error"), "user_cancelled_authorize");
    assert_eq!(value(&back, "state"), "s t&te");
    let again = asks(&asked, "/oauth/v2/authorization/decision", &decision).await;
    assert_eq!(again.status(), 400, "a question is answered once");
}

#[tokio::test]
async fn a_scope_the_app_lacks_fails_the_whole_sign_in() {
    let asked = start().await;
    let back = sent_back(&asks(&asked, "/oauth/v2/authorization", &standard("openid rw_ads")).await);
    assert_eq!(value(&back, "error"), "unauthorized_scope_error");
    assert_eq!(value(&back, "state"), "s t&te");
}

#[tokio::test]
async fn a_wrong_app_or_address_never_sends_the_browser_back() {
    let asked = start().await;
    for (name, wrong) in [
        ("client_id", "nobody"),
        ("redirect_uri", "http://127.0.0.1:18921/callback"),
        ("redirect_uri", "http://127.0.0.1:18920/callback#x"),
        ("redirect_uri", "https://evil.example/"),
    ] {
        let mut pairs = standard("openid");
        pairs.iter_mut().find(|(key, _)| *key == name).unwrap().1 = wrong;
        let answer = asks(&asked, "/oauth/v2/authorization", &pairs).await;
        assert_eq!(answer.status(), 400, "{wrong}");
        assert_eq!(answer.headers().get("location"), None);
    }
}

#[tokio::test]
async fn a_standing_grant_signs_in_without_asking() {
    let asked = start().await;
    consented(&asked, "/oauth/v2/authorization", &standard("openid profile"), MEMBER).await;
    let back = sent_back(&asks(&asked, "/oauth/v2/authorization", &standard("openid profile")).await);
    assert!(!value(&back, "code").is_empty());
    assert_eq!(asks(&asked, "/oauth/v2/authorization", &standard("openid")).await.status(), 200);
}

#[tokio::test]
async fn a_code_works_once_for_half_an_hour_for_its_app_and_address() {
    let asked = start().await;
    let sign_in = async || {
        let back = asks(&asked, "/oauth/v2/authorization", &standard("openid")).await;
        value(&sent_back(&back), "code").to_owned()
    };
    let code = consented(&asked, "/oauth/v2/authorization", &standard("openid"), MEMBER).await;
    assert_eq!(exchange(&asked, &with_code(&code)).await.0, 200);
    let (status, error) = exchange(&asked, &with_code(&code)).await;
    assert_eq!(status, 400);
    assert!(error["error_description"].as_str().unwrap().contains("authorization code not found"));

    let code = sign_in().await;
    let mut elsewhere = with_code(&code);
    elsewhere.last_mut().unwrap().1 = "http://localhost:18920/callback";
    assert_eq!(exchange(&asked, &elsewhere).await.1["error"], "invalid_redirect_uri");

    let code = sign_in().await;
    let mut wrong_secret = with_code(&code);
    wrong_secret[3].1 = "guess";
    assert_eq!(exchange(&asked, &wrong_secret).await.0, 401);

    let code = sign_in().await;
    asked.advance_ms(30 * 60_000).await;
    assert_eq!(exchange(&asked, &with_code(&code)).await.0, 400);
}

#[tokio::test]
async fn another_set_of_scopes_ends_the_earlier_token() {
    let asked = start().await;
    let mut tokens = Vec::new();
    for scope in ["openid profile", "openid profile w_member_social"] {
        let code = consented(&asked, "/oauth/v2/authorization", &standard(scope), MEMBER).await;
        let (_, token) = exchange(&asked, &with_code(&code)).await;
        tokens.push(token["access_token"].as_str().unwrap().to_owned());
    }
    let userinfo = |token: &str| asked.http.get(asked.url("/v2/userinfo")).bearer_auth(token);
    assert_eq!(refusal(userinfo(&tokens[0])).await.1["code"], "REVOKED_ACCESS_TOKEN");
    assert_eq!(userinfo(&tokens[1]).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_refresh_token_gives_new_access_and_does_not_live_longer() {
    let asked = start().await;
    let code = consented(&asked, "/oauth/v2/authorization", &standard("openid profile"), MEMBER).await;
    let (_, token) = exchange(&asked, &with_code(&code)).await;
    let refresh = token["refresh_token"].as_str().unwrap();
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh),
        ("client_id", "sandbox-app"),
        ("client_secret", "sandbox-app-secret"),
    ];
    asked.advance_ms(86_400_000).await;
    let (status, renewed) = exchange(&asked, &fields).await;
    assert_eq!(status, 200);
    assert_ne!(renewed["access_token"], token["access_token"]);
    assert_eq!(renewed["refresh_token_expires_in"], 364 * 86_400);
    asked.advance_ms(364 * 86_400_000).await;
    assert_eq!(exchange(&asked, &fields).await.0, 400);
}

fn native(redirect_uri: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("response_type", "code"),
        ("client_id", "sandbox-app"),
        ("redirect_uri", redirect_uri),
        ("scope", "openid"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

#[tokio::test]
async fn native_sign_in_needs_no_secret_and_any_loopback_port() {
    let asked = start().await;
    let back = "http://127.0.0.1:50123/";
    let path = "/oauth/native-pkce/authorization";
    let code = consented(&asked, path, &native(back), MEMBER).await;
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("client_id", "sandbox-app"),
        ("redirect_uri", back),
        ("code_verifier", VERIFIER),
    ];
    let (status, token) = exchange(&asked, &fields).await;
    assert_eq!((status, &token["scope"]), (200, &json!("openid")));

    let again = sent_back(&asks(&asked, path, &native(back)).await);
    let code = value(&again, "code");
    fields[1].1 = code;
    fields[4].1 = "wrong";
    assert_eq!(exchange(&asked, &fields).await.0, 400);
    for elsewhere in ["http://192.168.0.1:50123/", "https://127.0.0.1:50123/", "http://localhost:1/"] {
        assert_eq!(asks(&asked, path, &native(elsewhere)).await.status(), 400, "{elsewhere}");
    }
    let mut ordinary = native(back);
    ordinary[1].1 = "sandbox-self-serve";
    assert_eq!(value(&sent_back(&asks(&asked, path, &ordinary).await), "error"), "unauthorized_client");
}

#[tokio::test]
async fn a_token_can_be_asked_about_by_its_own_app() {
    let asked = start().await;
    let code = consented(&asked, "/oauth/v2/authorization", &standard("openid profile"), MEMBER).await;
    let (_, token) = exchange(&asked, &with_code(&code)).await;
    let access = token["access_token"].as_str().unwrap();
    let introspect = async |client: &str, token: &str| {
        let secret = format!("{client}-secret");
        let fields = [("client_id", client), ("client_secret", &*secret), ("token", token)];
        refusal(asked.http.post(asked.url("/oauth/v2/introspectToken")).form(&fields)).await
    };
    let (_, facts) = introspect("sandbox-app", access).await;
    assert_eq!((&facts["active"], &facts["status"]), (&json!(true), &json!("active")));
    assert_eq!(facts["scope"], "openid,profile");
    assert_eq!(facts["auth_type"], "3L");
    let lifetime = facts["expires_at"].as_i64().unwrap() - facts["created_at"].as_i64().unwrap();
    assert_eq!(lifetime, 5_184_000);
    assert_eq!(introspect("sandbox-self-serve", access).await.1, json!({"active": false}));
    assert_eq!(introspect("sandbox-app", "nothing").await.1, json!({"active": false}));
    assert_eq!(introspect("sandbox-app", "expired").await.1["status"], "expired");
    assert_eq!(introspect("nobody", access).await.0, 401);
}
