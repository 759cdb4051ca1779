//! Clients that nobody here wrote, LinkedIn's own for Python and for JavaScript, hold the sandbox to how Rest.li is
//! really spoken: headers, encoding of URNs and lists, projection of answers, tunnelling.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::asked::{Asked, MEMBER, VERSION, start};

/// A folder beside this package's code, with something in it that `cargo xtask test` brings.
fn installed(folder: &str, sign: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder).canonicalize().unwrap_or_default();
    assert!(folder.join(sign).exists(), "{sign} is missing: `cargo xtask test` installs it");
    folder
}

/// What a client tells of each call, in order.
async fn told(mut client: Command, asked: &Asked) -> Vec<Value> {
    client.args([asked.sandbox.base_url(), asked.token("full"), VERSION, MEMBER]);
    client.stdin(Stdio::null()).env_remove("http_proxy").env_remove("HTTP_PROXY");
    let run = tokio::task::spawn_blocking(move || client.output().unwrap());
    let output = run.await.unwrap();
    let (words, complaints) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{words}{complaints}");
    words.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/contract").join(name)
}

async fn is_served(client: Command) {
    let asked = start().await;
    let told = told(client, &asked).await;
    let urn = told[0]["urn"].as_str().unwrap();
    assert!(urn.starts_with("urn:li:share:"), "{urn}");
    let image = told[5]["image"].as_str().unwrap();
    assert!(image.starts_with("urn:li:image:"), "{image}");
    let expected = [
        json!({"call": "create", "status": 201, "urn": urn}),
        json!({"call": "get", "status": 200, "commentary": "The first"}),
        json!({"call": "batch", "status": 200, "found": ["The first", "The second"],
            "refused": ["urn:li:share:404"]}),
        json!({"call": "finder", "status": 200, "found": ["The second", "The first"]}),
        json!({"call": "update", "status": 204, "commentary": "The first, mended"}),
        json!({"call": "action", "status": 200, "image": image}),
        json!({"call": "tunnelling", "status": 200, "found": 2, "refused": 200}),
        json!({"call": "delete", "status": 204, "again": 404}),
        json!({"call": "without a version", "status": 200, "name": "Sandbox Member"}),
    ];
    assert_eq!(told, expected);
    let seen = asked.see("/__requests").await;
    let long = seen.as_array().unwrap().iter().filter(|it| it["headers"]["x-http-method-override"] == "GET");
    assert_eq!(long.count(), 1, "one query was too long for an address");
}

#[tokio::test(flavor = "multi_thread")]
async fn linkedins_client_for_python_is_served() {
    let modules = installed("../../target/tools/linkedin-api-client-python-0.3.0", "linkedin_api");
    let mut python = Command::new("python3");
    python.arg(script("client.py")).env("PYTHONPATH", modules);
    is_served(python).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn linkedins_client_for_javascript_is_served() {
    let modules = installed("tests/it/contract", "node_modules/linkedin-api-client");
    let mut node = Command::new("node");
    node.arg(script("client.mjs")).arg(modules);
    is_served(node).await;
}
