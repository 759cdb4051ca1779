//! Tokens, versions, headers, methods, paths, and who is let in at all.

use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, HOST, ORIGIN};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::asked::{MEMBER, VERSION, read_refusal, refusal, start, text_post};

#[tokio::test]
async fn a_token_must_be_there_and_good() {
    let asked = start().await;
    let userinfo = || asked.http.get(asked.url("/v2/userinfo"));
    let (status, body) = refusal(userinfo()).await;
    assert_eq!(status, 401);
    assert_eq!(body["message"], "Empty oauth2_access_token");
    assert_eq!(body["serviceErrorCode"], 401);
    for (token, code) in [
        ("nobody's", "INVALID_ACCESS_TOKEN"),
        ("expired", "EXPIRED_ACCESS_TOKEN"),
        ("revoked", "REVOKED_ACCESS_TOKEN"),
    ] {
        let (status, body) = refusal(userinfo().bearer_auth(token)).await;
        assert_eq!((status, &body["code"]), (401, &json!(code)));
        assert_eq!(body["status"], 401);
    }
}

#[tokio::test]
async fn a_version_must_be_named_and_live() {
    let asked = start().await;
    let acls = || {
        asked
            .http
            .get(asked.url("/rest/organizationAcls?q=roleAssignee"))
            .bearer_auth(asked.token("full"))
            .header("x-restli-protocol-version", "2.0.0")
            .header("x-restli-method", "finder")
    };
    let (status, body) = refusal(acls()).await;
    assert_eq!((status, &body["code"]), (400, &json!("VERSION_MISSING")));
    for dead in ["202511", "202512", "202411", "202801"] {
        let (status, body) = refusal(acls().header("LinkedIn-Version", dead)).await;
        assert_eq!(
            (status, body),
            (
                426,
                json!({"message": format!("Requested version {dead}01 is not active"),
                       "code": "NONEXISTENT_VERSION", "status": 426})
            )
        );
    }
    for live in ["202601", "202609", "202609.01", " 202609 "] {
        assert_eq!(acls().header("linkedin-version", live).send().await.unwrap().status(), 200, "{live}");
    }
    let (status, _) = refusal(acls().header("LinkedIn-Version", "latest")).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_version_dies_on_its_day() {
    let asked = start().await;
    let set = json!({"set": "2027-01-15T00:00:00Z"});
    asked.http.post(asked.url("/__clock")).json(&set).send().await.unwrap();
    let call = asked
        .http
        .get(asked.url("/rest/organizationAcls?q=roleAssignee"))
        .bearer_auth(asked.token("full"))
        .header("LinkedIn-Version", "202601");
    assert_eq!(refusal(call).await.0, 426);
}

#[tokio::test]
async fn the_newest_version_has_no_end_unless_one_is_set() {
    let late = "2049-01-01T00:00:00Z".parse().unwrap();
    let mut config =
        galley_sandbox::Config { clock: galley_sandbox::ClockChoice::Fixed(late), ..crate::asked::config() };
    for (end, status) in [(None, 200), (Some("2049-01-02"), 200), (Some("2049-01-01"), 426)] {
        let newest = config.versions.iter_mut().find(|it| it.version == VERSION).unwrap();
        newest.sunset = end.map(|day| day.parse().unwrap());
        let asked = crate::asked::start_with(config.clone()).await;
        let call = asked.rest(Method::GET, "/rest/organizations/1001");
        assert_eq!(call.send().await.unwrap().status(), status, "{end:?}");
    }
}

#[tokio::test]
async fn header_names_and_values_may_be_in_any_case() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "case")).await;
    let answer = asked
        .http
        .post(asked.url(&format!("/rest/posts/{urn}")))
        .header("AUTHORIZATION", format!("bearer {}", asked.token("full")))
        .header("LINKEDIN-VERSION", VERSION)
        .header("x-restli-PROTOCOL-version", "2.0.0")
        .header("X-RESTLI-METHOD", "partial_update")
        .header("CONTENT-TYPE", "Application/JSON; charset=utf-8")
        .body(r#"{"patch":{"$set":{"commentary":"changed"}}}"#)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 204);
}

#[tokio::test]
async fn protocol_version_two_must_be_named() {
    let asked = start().await;
    let call = asked
        .http
        .post(asked.url("/rest/posts"))
        .bearer_auth(asked.token("full"))
        .header("LinkedIn-Version", VERSION)
        .json(&text_post(MEMBER, "x"));
    assert_eq!(refusal(call).await.0, 400);
}

#[tokio::test]
async fn a_body_must_be_a_json_object_and_say_so() {
    let asked = start().await;
    let post = || asked.rest(Method::POST, "/rest/posts");
    for body in ["[]", "\"x\"", "{", "", "null"] {
        let call =
            post().header("content-type", "application/json").header(CONTENT_LENGTH, body.len()).body(body);
        let (status, refused) = refusal(call).await;
        assert_eq!(status, 400, "{body}");
        assert_eq!(
            refused,
            json!({"message": "Request body could not be converted to data map",
                   "code": "ILLEGAL_ARGUMENT", "status": 400})
        );
    }
    assert_eq!(refusal(post().body("{}")).await.0, 415);
}

#[tokio::test]
async fn a_post_without_a_length_is_refused() {
    let asked = start().await;
    let mut socket = tokio::net::TcpStream::connect(("127.0.0.1", asked.sandbox.port())).await.unwrap();
    let head = format!(
        "POST /rest/posts HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        asked.sandbox.port()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 411"), "{answer}");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_unread() {
    let asked = start().await;
    let big = vec![b' '; (1 << 20) + 1];
    let call = asked.rest(Method::POST, "/rest/posts").header(CONTENT_LENGTH, big.len()).body(big);
    // The connection may be closed on the client while it is still sending; if an answer comes it is 413.
    if let Ok(answer) = call.send().await {
        assert_eq!(answer.status(), 413);
    }
    assert_eq!(asked.see("/__requests").await[0]["status"], 413);
}

#[tokio::test]
async fn unknown_paths_and_wrong_verbs_are_refused_in_json() {
    let asked = start().await;
    let (status, body) = refusal(asked.rest(Method::GET, "/rest/nothing")).await;
    assert_eq!((status, &body["status"]), (404, &json!(404)));
    let (status, body) = refusal(asked.rest(Method::PUT, "/rest/posts").body("x")).await;
    assert_eq!((status, &body["status"]), (405, &json!(405)));
}

#[tokio::test]
async fn every_answer_carries_linkedins_diagnostic_headers() {
    let asked = start().await;
    for path in ["/v2/userinfo", "/rest/nothing"] {
        let answer = asked.rest(Method::GET, path).send().await.unwrap();
        for name in ["x-li-uuid", "x-li-fabric", "x-li-request-id"] {
            assert!(answer.headers().contains_key(name), "{path} {name}");
        }
    }
}

#[tokio::test]
async fn a_long_query_may_come_as_a_form() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "tunnel")).await;
    let answer = asked
        .rest(Method::POST, "/rest/posts")
        .header("X-HTTP-Method-Override", "get")
        .header("X-RestLi-Method", "BATCH_GET")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(format!("ids=List({})", crate::asked::encoded(&urn)))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let body: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(body["results"][&urn]["id"], json!(urn));
    let bad =
        asked.rest(Method::POST, "/rest/posts").header("X-HTTP-Method-Override", "GET").body("ids=List(1)");
    assert_eq!(refusal(bad).await.0, 400);
}

#[tokio::test]
async fn a_foreign_host_name_or_website_is_kept_out() {
    let asked = start().await;
    let port = asked.sandbox.port();
    for path in ["/v2/userinfo", "/__posts", "/feed", "/__faults"] {
        let rebound = asked.http.get(asked.url(path)).header(HOST, format!("evil.example:{port}"));
        assert_eq!(rebound.send().await.unwrap().status(), 403, "{path}");
        let cross = asked.http.post(asked.url(path)).header(ORIGIN, "https://evil.example").body("[]");
        assert_eq!(cross.send().await.unwrap().status(), 403, "{path}");
    }
    let local = asked.http.get(asked.url("/__posts")).header(HOST, format!("LOCALHOST:{port}"));
    assert_eq!(local.send().await.unwrap().status(), 200);
    let own = asked.http.get(asked.url("/__posts")).header(ORIGIN, asked.sandbox.base_url());
    assert_eq!(own.send().await.unwrap().status(), 200);
    let bare = asked.http.get(asked.url("/__posts")).header(HOST, "127.0.0.1");
    assert_eq!(bare.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_self_serve_token_posts_but_reads_nothing_back() {
    let asked = start().await;
    let call = asked.rest_as("self-serve", Method::POST, "/rest/posts").json(&text_post(MEMBER, "self"));
    let answer = call.send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let urn = answer.headers()["x-restli-id"].to_str().unwrap().to_owned();
    let read = asked.rest_as("self-serve", Method::GET, &format!("/rest/posts/{urn}"));
    assert_eq!(
        refusal(read).await,
        (
            403,
            json!({"message": "Not enough permissions to access: partnerApiPostsExternal.GET.20260901",
                   "serviceErrorCode": 100, "code": "ACCESS_DENIED", "status": 403})
        )
    );
    let image = asked.uploaded(MEMBER, crate::asked::GIF).await;
    for (path, method) in [
        (format!("/rest/posts?q=author&author={}", crate::asked::encoded(MEMBER)), "FINDER"),
        (format!("/rest/posts?ids=List({})", crate::asked::encoded(&urn)), "BATCH_GET"),
        (format!("/rest/images/{image}"), "GET"),
        ("/rest/organizationAcls?q=roleAssignee".into(), "FINDER"),
        ("/v2/me".into(), "GET"),
    ] {
        let call = asked.rest_as("self-serve", Method::GET, &path).header("X-RestLi-Method", method);
        assert_eq!(refusal(call).await.0, 403, "{path}");
    }
    let delete = asked.rest_as("self-serve", Method::DELETE, &format!("/rest/posts/{urn}"));
    assert_eq!(delete.send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_sandbox_that_was_stopped_or_dropped_is_gone() {
    let asked = start().await;
    let url = asked.url("/__posts");
    let port = asked.sandbox.port();
    assert_eq!(asked.http.get(&url).send().await.unwrap().status(), 200);
    asked.sandbox.shutdown().await;
    assert!(asked.http.get(&url).send().await.is_err());

    let config = galley_sandbox::Config { port, ..galley_sandbox::Config::default() };
    let again = galley_sandbox::Sandbox::start(config).await.unwrap();
    assert_eq!(again.port(), port);
    drop(again);
    while asked.http.get(&url).send().await.is_ok() {}
}

#[tokio::test]
async fn a_taken_port_and_a_broken_config_say_what_is_wrong() {
    let asked = start().await;
    let taken = galley_sandbox::Config { port: asked.sandbox.port(), ..galley_sandbox::Config::default() };
    let error = galley_sandbox::Sandbox::start(taken).await.unwrap_err();
    assert!(matches!(error, galley_sandbox::StartError::Bind { .. }), "{error}");

    let mut broken = galley_sandbox::Config::default();
    broken.tokens[0].member = "Nobody".into();
    let error = galley_sandbox::Sandbox::start(broken).await.unwrap_err();
    assert!(error.to_string().contains("Nobody"), "{error}");
    let error = galley_sandbox::Config::from_json(r#"{"prt": 1}"#).unwrap_err();
    assert!(error.to_string().contains("prt"), "{error}");
}

#[tokio::test]
async fn userinfo_and_me_say_who_the_token_speaks_for() {
    let asked = start().await;
    let userinfo = crate::asked::json_of(asked.rest(Method::GET, "/v2/userinfo")).await;
    assert_eq!(userinfo["sub"], "SandboxMember1");
    assert_eq!(userinfo["name"], "Sandbox Member");
    assert_eq!(userinfo["given_name"], "Sandbox");
    assert_eq!(userinfo["email_verified"], true);
    let me = crate::asked::json_of(asked.rest(Method::GET, "/v2/me")).await;
    assert_eq!(me["id"], "SandboxMember1");
    assert_eq!(me["localizedFirstName"], "Sandbox");
    let answer = asked.rest_as("other", Method::GET, "/v2/userinfo").send().await.unwrap();
    let other: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(other["family_name"], "Other");
    assert_eq!(other.get("email"), None);
    let refused = asked.rest_as("self-serve", Method::GET, "/v2/me").send().await.unwrap();
    assert_eq!(read_refusal(refused).await.1["code"], "ACCESS_DENIED");
}
